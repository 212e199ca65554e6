"""A cell is beyond the tolerance, or not, by what its column holds."""

from dataclasses import replace

import pytest

from scenarios.difference.figures import Part, changes
from scenarios.difference.rows import CellChange, sheet_of
from scenarios.difference.saved import SavedAnswer
from scenarios.difference.tolerance import is_beyond


def cell(column, old, new, key="R1"):
    return CellChange(key, column, old, new)


@pytest.mark.parametrize(
    ("change", "beyond"),
    [
        (cell("price_gbp_per_week", "10.00", "10.50"), False),
        (cell("price_gbp_per_week", "10.00", "10.51"), True),
        (cell("points", "42.50", "42.00"), False),
        (cell("lp_one_more", "-0.1", "0.4"), False),
        (cell("hours_per_week", "30", "30.1"), True),
        (cell("rank", "1", "2"), True),
        (cell("provider", "P1", "P2"), True),
        (cell("reason", "£3.00 short", "£3.40 short"), False),
        (cell("reason", "£3.00 short", "£3.60 short"), True),
        (cell("remedy", "3 places more", "4 places more"), True),
        (cell("remedy", "2 points fewer", "2.5 points fewer"), False),
        (cell("remedy", "£3 at P1", "£3 at P2"), True),
        (cell("value", "10.0", "10.5", key="pay / cost"), False),
        (cell("value", "24", "24.5", key="pay / placed"), True),
        (cell("value", "24", "24.5", key="pay / placed:1"), True),
        (cell("difference", "1", "1.5", key="pay / moves"), True),
        (cell("(row)", "(absent)", "provider P1"), True),
        (cell("provider", "007", "7"), True),
        (cell("provider", "1e2", "100"), True),
        (cell("provider", "1_0", "10"), True),
        (cell("better_provider", "1.0", "1"), True),
        (cell("remedy", "007 has room", "7 has room"), True),
        (cell("rank", "1", "1.0"), False),
    ],
)
def test_pounds_and_points_may_differ_and_nothing_else(change, beyond):
    assert is_beyond(change, 0.5) is beyond


def answer(name, **tables):
    return SavedAnswer(
        name,
        {"baseline": {"status": "optimal"}},
        {
            tuple(key.split("__")): sheet_of(text)
            for key, text in (
                (key.replace("_csv", ".csv"), text) for key, text in tables.items()
            )
        },
        {"": {}},
        None,
        "",
    )


def words(old, new, tolerance=0.0):
    """Each change in words, all of them beyond the tolerance."""
    found = changes(old, new, tolerance)[0]
    assert all(one.beyond for one in found)
    return [one.words for one in found]


def test_a_table_of_one_side_is_a_change():
    old, new = answer("old"), answer("new", baseline__departures_csv="referral\nR1\n")
    assert words(old, new) == ["(file): (absent) -> present"]
    assert words(new, old) == ["(file): present -> (absent)"]
    assert Part("baseline", "departures.csv", "") in changes(old, new, 0.0)[1]


def test_a_column_of_one_side_is_a_change():
    old = answer("old", baseline__placements_csv="referral,provider\nR1,A\n")
    new = answer("new", baseline__placements_csv="referral,provider,x\nR1,A,1\n")
    assert words(old, new) == ["(column), x: (absent) -> present"]
    assert words(new, old) == ["(column), x: present -> (absent)"]


def test_what_an_allocation_never_has_is_noted():
    run = answer("run", baseline__ledger_csv="table\n")
    alone = replace(answer("alone"), is_run=False)
    assert changes(alone, run, 0.0)[::2] == (
        (),
        ("baseline/ledger.csv is of a run, run, and not compared.",),
    )


def recorded(**keys):
    """An answer with so much more in its allocation.json."""
    return replace(answer("one"), records={"baseline": {"status": "optimal", **keys}})


def test_a_note_that_went_or_came_is_a_change():
    old, new = recorded(notes=["a", "is a forecast"]), recorded(notes=["a"])
    assert words(old, new) == ["notes: is a forecast -> (absent)"]
    assert words(new, old) == ["notes: (absent) -> is a forecast"]


def test_an_amount_in_a_note_may_differ_by_the_tolerance():
    old, new = recorded(notes=["£3.00 short"]), recorded(notes=["£3.40 short"])
    assert words(old, new, 0.1) == ["notes: £3.00 short -> £3.40 short"]
    [change] = changes(old, new, 0.5)[0]
    assert not change.beyond


def test_a_clash_and_a_strict_ranking_are_compared():
    old = recorded(clash=["x"], strict_rank={"asked": False, "departures": {"plan": 1}})
    new = recorded(clash=["y"], strict_rank={"asked": True, "departures": {"plan": 2}})
    assert words(old, new) == [
        "strict_rank, asked: no -> yes",
        "strict_rank, departures, plan: 1 -> 2",
        "clash: x -> y",
    ]


def test_an_aim_with_another_sense_is_a_change():
    aim = {"name": "cost", "value": 1.0, "unit": "GBP/week", "sense": "least"}
    assert words(recorded(aims=[aim]), recorded(aims=[{**aim, "sense": "most"}])) == [
        "aims: cost least GBP/week -> cost most GBP/week"
    ]


def test_the_order_of_rows_and_columns_does_not_matter():
    old = answer("old", baseline__unplaced_csv="referral,reason\nR1,a\nR2,b\n")
    new = answer("new", baseline__unplaced_csv="reason,referral\nb,R2\na,R1\n")
    assert changes(old, new, 0.0)[0] == ()


def test_rows_of_the_same_name_are_told_apart():
    lines = "referral,provider,component,amount_gbp\nR1,A,x,1.00\nR1,A,x,2.00\n"
    old = answer("old", baseline__prices_csv=lines)
    new = answer("new", baseline__prices_csv=lines.replace("2.00", "3.00"))
    [change] = changes(old, new, 0.0)[0]
    assert change.where == "R1 / A / x (2), amount_gbp"


def test_a_table_that_nobody_named_is_compared_by_its_leading_columns():
    old = answer("old", baseline__new_csv="a,b,c\n1,1,x\n1,2,y\n")
    new = answer("new", baseline__new_csv="a,b,c\n1,1,x\n1,2,z\n")
    [change] = changes(old, new, 0.0)[0]
    assert (change.key, change.column, change.old, change.new) == (
        "1 / 2",
        "c",
        "y",
        "z",
    )


def test_a_scenario_that_came_is_a_change():
    old, new = answer("old"), answer("new")
    more = SavedAnswer(
        "new", {**new.records, "pay": {"status": "optimal"}}, {}, {"": {}}, None, ""
    )
    [change] = changes(old, more, 0.0)[0]
    assert change.words == "pay: (absent) -> present"
    assert change.beyond

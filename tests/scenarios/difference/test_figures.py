"""A cell is beyond the tolerance, or not, by what its column holds."""

import pytest

from scenarios.difference.figures import changes, is_beyond
from scenarios.difference.rows import CellChange, sheet_of
from scenarios.difference.saved import SavedAnswer


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


def test_a_table_of_one_side_is_noted_and_not_compared():
    old, new = answer("old"), answer("new", baseline__departures_csv="referral\nR1\n")
    found, _, notes = changes(old, new, 0.0)
    assert found == ()
    assert notes == (
        "baseline/departures.csv is only in the second, new: not compared.",
    )


def test_a_column_of_one_side_is_not_compared():
    old = answer("old", baseline__placements_csv="referral,provider\nR1,A\n")
    new = answer("new", baseline__placements_csv="referral,provider,x\nR1,A,1\n")
    assert changes(old, new, 0.0)[0] == ()


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

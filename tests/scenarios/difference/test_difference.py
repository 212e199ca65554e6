"""A difference names its cause: planted cases, one thing changed in each."""

import json
import shutil

import pytest

from costing.errors import InputError
from fairlot.diff.words import cause_words, headline
from scenarios.difference.cause import CauseKind, Moved
from scenarios.difference.difference import difference
from scenarios.difference.saved import read_answer
from tests.scenarios.difference.conftest import saved, with_record


def compared(old, new, tolerance=0.0):
    return difference(read_answer(old), read_answer(new), tolerance)


# One thing a case. 1: the words of the cause. 2: its kind. 3: whether figures moved.
PLANTED = {
    "an offer's price": (
        {"offers_csv": ("R2,B,450.5", "R2,B,480.5")},
        "offers.csv, R2 / B, price_gbp_per_week: 450.50 -> 480.50",
        CauseKind.INPUT,
        Moved.YES,
    ),
    "a provider's capacity": (
        {"providers_csv": ("A,yes,Good,60,40", "A,yes,Good,60,80")},
        "providers.csv, A, capacity_hours_per_week: 40 -> 80",
        CauseKind.INPUT,
        Moved.YES,
    ),
    "a rating": (
        {"providers_csv": ("B,yes,Good", "B,yes,Inadequate")},
        "providers.csv, B, cqc_rating: Good -> Inadequate",
        CauseKind.INPUT,
        Moved.NO,
    ),
    "a preference": (
        {"preferences_csv": ("R2,B,1", "R2,B,2")},
        "preferences.csv, R2 / B, rank: 1 -> 2",
        CauseKind.INPUT,
        Moved.YES,
    ),
    "a person who is new": (
        {"referrals_csv": ("R2,1,20\n", "R2,1,20\nR3,1,10\n")},
        "referrals.csv, R3, (row): (absent) -> lot 1, hours_per_week 10",
        CauseKind.INPUT,
        Moved.YES,
    ),
    "the order of the aims": (
        {
            "case_toml": (
                "[scoring]",
                '[allocation]\naims = ["cost", "placed"]\n[scoring]',
            )
        },
        "case.toml, allocation.aims: placed; points; cost -> cost; placed",
        CauseKind.SETTING,
        Moved.YES,
    ),
    "the seed of the draw": (
        {"case_toml": ("[scoring]", "[allocation]\ndraw_seed = 7\n[scoring]")},
        "case.toml, allocation.draw_seed: 20261101 -> 7",
        CauseKind.SETTING,
        Moved.YES,
    ),
    "a lot's rule": (
        {"lots_toml": ("minimum_quality = 10", "minimum_quality = 55")},
        "lots.toml, lot.1.minimum_quality: 10 -> 55",
        CauseKind.SETTING,
        Moved.YES,
    ),
    "an input of the model": (
        {"case_toml": ("[scoring]", "[model_inputs]\nloading = 2.5\n[scoring]")},
        "case.toml, model_inputs.loading: (absent) -> 2.5",
        CauseKind.MODEL,
        Moved.YES,
    ),
    "a line of the model's document": (
        {"model_toml": ("pay_rate * loading", "pay_rate * loading + 1 * pay_rate")},
        (
            "model.toml, line.price.formula: pay_rate * loading -> "
            "pay_rate * loading + 1 * pay_rate"
        ),
        CauseKind.MODEL,
        Moved.YES,
    ),
    "a value of law that is forecast": (
        {
            "case_toml": (
                "[scoring]",
                (
                    '[[law.forecast]]\nname = "national_living_wage"\n'
                    "from = 2026-10-01\nvalue = 13.5\n[scoring]"
                ),
            )
        },
        (
            "case.toml, law.forecast.national_living_wage: (absent) -> "
            "from 2026-10-01, value 13.5"
        ),
        CauseKind.LAW,
        Moved.YES,
    ),
    "the day of the prices": (
        {"case_toml": ("2026-11-01", "2025-11-01")},
        "case.toml, price_date: 2026-11-01 -> 2025-11-01",
        CauseKind.SETTING,
        Moved.YES,
    ),
    "a scenario's file": (
        {"scenarios__pay_toml": ('"Pay"', '"Pay up"')},
        "scenarios/pay.toml, title: Pay -> Pay up",
        CauseKind.SCENARIO,
        Moved.NO,
    ),
    "what is expected": (
        {
            "case_toml": (
                "[scoring]",
                '[[expect]]\nmeasure = "placed"\nvalue = 2\n[scoring]',
            )
        },
        "case.toml, expect.placed: (absent) -> value 2",
        CauseKind.SETTING,
        Moved.NO,
    ),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_the_cause_is_named(tiny, tmp_path, planted):
    change, words, kind, moved = PLANTED[planted]
    told = compared(tiny, saved(tmp_path / "new", **change))
    others = [one for one in told.causes if one.moved is not Moved.FOLLOWS]
    assert [(one.words, one.kind, one.moved) for one in others] == [
        (words, kind, moved)
    ]
    assert bool(told.changes) == (moved is Moved.YES)


def test_law_that_follows_from_a_forecast_is_told_as_such(tiny, tmp_path):
    change = PLANTED["a value of law that is forecast"][0]
    told = compared(tiny, saved(tmp_path / "new", **change))
    assert [one.words for one in told.causes if one.moved is Moved.FOLLOWS] == [
        (
            "law, national_living_wage: 12.71 from 2026-04-01 -> 13.5 from 2026-10-01 "
            "(forecast)"
        )
    ]


def test_weights_that_change_together_are_one_file_and_neither_is_blamed(
    tiny, tmp_path
):
    weights = ("quality = 45, price = 30", "quality = 30, price = 45")
    told = compared(tiny, saved(tmp_path / "new", case_toml=weights))
    assert [one.moved for one in told.causes] == [Moved.NOT_KNOWN] * 2
    assert cause_words(told) == (
        "Cause: 2 cells or keys of case.toml: case.toml, scoring.weights.quality: "
        "45 -> 30; case.toml, scoring.weights.price: 30 -> 45."
    )


def test_of_several_causes_none_is_blamed(tiny, tmp_path):
    new = saved(
        tmp_path / "new",
        offers_csv=("R2,B,450.5", "R2,B,480.5"),
        preferences_csv=("R2,B,1", "R2,B,2"),
    )
    told = compared(tiny, new)
    assert cause_words(told) == (
        "2 things differ that may have caused it, and which did is not recorded: "
        "offers.csv, R2 / B, price_gbp_per_week: 450.50 -> 480.50; "
        "preferences.csv, R2 / B, rank: 1 -> 2."
    )
    assert {one.moved for one in told.causes} == {Moved.NOT_KNOWN}


@pytest.fixture
def copy(tiny, tmp_path):
    """A copy of the tiny answer to write into."""
    return shutil.copytree(tiny, tmp_path / "new")


def with_cost(folder, cost):
    """Write another cost into a saved answer: a change without a cause."""
    file = folder / "allocation.json"
    record = json.loads(file.read_text())
    record["cost_gbp_per_week"] = cost
    file.write_text(json.dumps(record))
    return folder


def test_the_same_answer_is_the_same(tiny, copy):
    told = compared(tiny, copy)
    assert (told.causes, told.changes, told.notes) == ((), (), ())
    assert headline(told) == "old -> new: the same answer."
    assert cause_words(told) == "Nothing differs in what they were made from."


def test_a_version_is_named_and_the_inputs_are_told_to_be_the_same(tiny, copy):
    packages = json.loads((copy / "provenance.json").read_text())["packages"]
    was = packages["highspy"]
    with_record(copy, packages={**packages, "highspy": "9.9"}, python="3.99.1")
    told = compared(tiny, with_cost(copy, 1500.0))
    python = json.loads((tiny / "provenance.json").read_text())["python"]
    assert cause_words(told) == (
        f"The inputs are the same; these differ: python: {python} -> 3.99.1; "
        f"highspy: {was} -> 9.9."
    )
    assert {one.kind for one in told.causes} == {CauseKind.VERSION}


def test_one_version_alone_is_the_cause(tiny, copy):
    told = compared(tiny, with_record(with_cost(copy, 1500.0), fairlot="9.9"))
    assert [(one.file, one.new, one.moved) for one in told.causes] == [
        ("fairlot", "9.9", Moved.YES)
    ]


def test_the_time_that_was_given_is_named(tiny, copy):
    options = {"solver": "highs", "time_limit": 5.0, "gap": 0.0}
    told = compared(tiny, with_record(copy, options=options))
    assert [(one.kind, one.words, one.moved) for one in told.causes] == [
        (CauseKind.SOLVER, "solver, time_limit: none -> 5", Moved.NO)
    ]
    assert cause_words(told) == (
        "1 thing differs in what they were made from, and moved nothing."
    )


def test_what_one_side_has_not_recorded_is_no_cause(tiny, copy):
    record = json.loads((copy / "provenance.json").read_text())
    packages = {**record["packages"], "new-one": "1.0"}
    told = compared(tiny, with_record(copy, options=None, packages=packages))
    assert told.causes == ()


def test_law_that_changed_with_nothing_else_is_the_cause(tiny, copy):
    law = json.loads((copy / "provenance.json").read_text())["law"]
    told = compared(
        tiny, with_record(with_cost(copy, 1500.0), law=[{**law[0], "value": 12.72}])
    )
    assert cause_words(told) == (
        "Cause: law, national_living_wage: 12.71 from 2026-04-01 -> "
        "12.72 from 2026-04-01."
    )


def test_a_change_without_a_cause_is_told_as_such(tiny, copy):
    told = compared(tiny, with_cost(copy, 1500.0))
    assert [one.kind for one in told.causes] == [CauseKind.UNKNOWN]
    assert cause_words(told) == (
        "No recorded cause: inputs, law, model, versions and solver are recorded as "
        "the same."
    )


@pytest.mark.parametrize(
    ("tolerance", "is_same"), [(0.0, False), (0.49, False), (0.5, True), (1.0, True)]
)
def test_pounds_may_differ_by_the_tolerance(tiny, copy, tolerance, is_same):
    told = compared(tiny, with_cost(copy, 1451.0), tolerance)  # 0.50 over 1,450.50
    assert told.is_same is is_same
    assert [(one.key, one.beyond) for one in told.changes] == [
        ("cost_gbp_per_week", not is_same)
    ]


def test_within_the_tolerance_it_is_said_how_much_differs(tiny, copy):
    told = compared(tiny, with_cost(copy, 1450.51), 0.01)
    assert headline(told) == (
        "old -> new: the same within the tolerance of 0.01, with 1 difference that "
        "it allows."
    )
    told = compared(tiny, with_cost(copy, 1450.52), 0.01)
    assert headline(told) == (
        "old -> new: 1 figure changed beyond the tolerance of 0.01, in 1 table."
    )


@pytest.mark.parametrize("tolerance", [-1.0, float("nan"), float("inf")])
def test_a_tolerance_that_is_none_is_refused(tiny, tolerance):
    with pytest.raises(InputError) as caught:
        compared(tiny, tiny, tolerance)
    assert str(caught.value) == (
        f'tolerance: got "{tolerance}", expected pounds and points, from 0.'
    )


def test_without_a_saved_case_the_file_is_named_and_no_cell(tiny, tmp_path):
    new = saved(tmp_path / "new", offers_csv=("R2,B,450.5", "R2,B,480.5"))
    shutil.rmtree(new / "case")
    told = compared(tiny, new)
    [cause] = told.causes
    assert (cause.kind, cause.file, cause.column, cause.moved) == (
        CauseKind.INPUT,
        "offers.csv",
        "its hash",
        Moved.YES,
    )
    assert told.notes == ("No case is saved in new: no cell can be named.",)


def test_a_case_that_was_changed_after_its_run_is_noted(tiny, copy):
    file = copy / "case" / "offers.csv"
    file.write_text(file.read_text().replace("450.50", "480.50"))
    told = compared(tiny, copy)
    assert told.notes == (
        (
            "The case in new is not the one that its answer was made from: it was "
            "changed since, or is read otherwise by this version."
        ),
    )


def test_rows_in_another_order_are_told(tiny, tmp_path):
    order = (
        "A,yes,Good,60,40\nB,yes,Good,50,100\n",
        "B,yes,Good,50,100\nA,yes,Good,60,40\n",
    )
    told = compared(tiny, saved(tmp_path / "new", providers_csv=order))
    assert [one.words for one in told.causes] == [
        "providers.csv: one order of rows -> another order of rows"
    ]


def test_a_plan_that_is_not_proven_is_noted_where_nothing_explains(tiny, copy):
    file = with_cost(copy, 1500.0) / "allocation.json"
    file.write_text(file.read_text().replace('"optimal"', '"feasible"'))
    assert compared(tiny, copy).notes == (
        (
            "Not proven: new/baseline. Where time ran out, the same inputs may give "
            "another plan."
        ),
    )

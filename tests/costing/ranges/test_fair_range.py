"""The fair range comes from the document's own ends, and from nothing else."""

from __future__ import annotations

import ast
import itertools
import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import costing
import scenarios
from costing.document.reading import read_model
from costing.engine.evaluation import evaluate
from costing.errors import InputError
from costing.law import load_law
from costing.model import load_model
from costing.money import pence
from costing.ranges.fair_range import fair_range
from tests.kit.ranges import FAIR

FILES = (
    "ranges/fair_range",
    "ranges/ends",
    "ranges/gap",
    "document/addends",
    "engine/unit_pence",
    "engine/pay",
    "uplifts/uplift",
)


def model(*changes: tuple[str, str]):
    text = FAIR
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return read_model(text, "fair.toml")


def ends(found) -> tuple[int, int, int]:
    return int(found.low[0]), int(found.expected[0]), int(found.high[0])


def test_low_expected_and_high_are_those_worked_by_hand():
    found = fair_range(model(), None, "one_to_one", [{}])
    assert ends(found) == (1474, 1824, 2500)
    assert (found.all_low[0], found.all_high[0]) == (1474, 2500)


def test_each_input_is_taken_at_the_end_that_lowers_the_price():
    # The document has the ends of hours and of the manager the wrong way round: the
    # range is the same, all low and all high are not. All low: 11 + 1.20 + 240 / 80,
    # times 1.1 is 16.72. All high: 14 + 3 + 150 / 125, times 1.25 is 22.75.
    turned = model(
        ("low = 125\nhigh = 80", "low = 80\nhigh = 125"),
        ("low = 150\nhigh = 240", "low = 240\nhigh = 150"),
    )
    found = fair_range(turned, None, "one_to_one", [{}])
    assert ends(found) == (1474, 1824, 2500)
    assert (found.all_low[0], found.all_high[0]) == (1672, 2275)


def test_ends_on_one_side_leave_the_default_at_the_other():
    # Margins of 0.25 and 0.3 both raise: the low end keeps 0.2. 13.40 x 1.2 = 16.08.
    one_side = model(("low = 0.1\nhigh = 0.25", "low = 0.25\nhigh = 0.3"))
    assert ends(fair_range(one_side, None, "one_to_one", [{}])) == (1608, 1824, 2600)


@pytest.mark.parametrize(
    ("old", "new", "low", "high"),
    [
        # 10 + 1.20 + 1.20 = 12.40, times 1.1 is 13.64; the high end stays.
        ("low = 11\n", "low = 10\n", 1364, 2500),
        # 16 + 3 + 3 = 22, times 1.25 is 27.50; the low end stays.
        ("high = 14\n", "high = 16\n", 1474, 2750),
        # 13.40 x 1.05 = 14.07.
        ("low = 0.1\n", "low = 0.05\n", 1407, 2500),
    ],
)
def test_an_input_whose_end_is_widened_moves_that_end_alone(old, new, low, high):
    found = fair_range(model((old, new)), None, "one_to_one", [{}])
    assert ends(found) == (low, 1824, high)


def test_an_input_that_is_given_has_no_range_nor_has_what_follows_from_it():
    # Pay 13 and so extra 1.30: cost 16.30, price 19.56. Low: 14.30 + 1.20 = 15.50,
    # times 1.1 is 17.05. High: 14.30 + 3 = 17.30, times 1.25 is 21.625.
    found = fair_range(model(), None, "one_to_one", [{"pay": 13.0}])
    assert ends(found) == (1705, 1956, 2163)


def test_a_model_without_ends_has_no_range():
    lines = [one for one in FAIR.split("\n") if not one.startswith(("low", "high"))]
    plain = read_model("\n".join(lines), "plain.toml")
    found = fair_range(plain, None, "one_to_one", [{}, {"pay": 10.0}])
    assert found.low.tolist() == found.high.tolist() == found.expected.tolist()
    assert found.expected.tolist() == [1824, 1560]


def test_the_band_is_the_documents_default_or_the_one_asked_for():
    # Night: 12 x 1.5 + 1.20 + 2 = 21.20, times 1.2 is 25.44.
    found = fair_range(model(), None, "one_to_one", [{}], band="late")
    assert (found.band, ends(found)[1]) == ("late", 2544)


def test_two_staff_cost_twice_the_rounded_unit_price():
    # 14.47 x 1.1 = 14.74; twice that, never the rounding of twice the exact price.
    found = fair_range(model(), None, "two_to_one", [{}])
    assert ends(found) == (2948, 3648, 5000)
    assert found.floor is not None
    assert found.floor.tolist() == [2400]


def test_the_floor_is_the_documents_line_at_the_expected_inputs():
    found = fair_range(model(), None, "one_to_one", [{}, {"pay": 13.5}])
    assert found.floor is not None
    assert found.floor.tolist() == [1200, 1350]


def test_a_component_has_a_floor_of_its_own_or_none():
    own = fair_range(model(), None, "waking_night", [{}])
    assert own.floor is not None
    assert own.floor.tolist() == [960]
    assert fair_range(model(), None, "sleep_in", [{}]).floor is None


def test_hours_of_a_unit_are_declared_or_not_known():
    by_hour, waking, asleep = (
        fair_range(model(), None, name, [{}, {"night_hours": 10.0}]).hours
        for name in ("one_to_one", "waking_night", "sleep_in")
    )
    assert by_hour is not None
    assert by_hour.tolist() == [1, 1]
    assert waking is not None
    assert waking.tolist() == [8, 10]
    assert asleep is None


def test_widths_of_the_parts_add_up_to_each_end():
    # Wages 13.20 to 12.20 and 17.00; management 2.00 to 1.20 and 3.00; the rest, which
    # is the margin, 3.04 to 1.34 and 5.00.
    found = fair_range(model(), None, "one_to_one", [{}])
    assert found.parts == ("Wages", "Management", "All else in price")
    assert found.widths_low.tolist() == [[-100, -80, -170]]
    assert found.widths_high.tolist() == [[380, 100, 196]]


def test_sets_keep_their_order_whatever_they_give():
    sets = [{"pay": 13.0}, {}, {"margin": 0.3}, {"pay": 12.0}, {}]
    together = fair_range(model(), None, "one_to_one", sets)
    apart = [fair_range(model(), None, "one_to_one", [one]) for one in sets]
    assert together.low.tolist() == [int(one.low[0]) for one in apart]
    assert together.high.tolist() == [int(one.high[0]) for one in apart]
    assert together.widths_low.tolist() == [one.widths_low[0].tolist() for one in apart]


def test_many_sets_are_the_same_as_each_alone():
    # More than one block: 13 variants a set, 20,000 at once.
    pays = np.linspace(11, 14, 2_000)
    together = fair_range(model(), None, "one_to_one", [{"pay": p} for p in pays])
    for place in (0, 999, 1999):
        alone = fair_range(model(), None, "one_to_one", [{"pay": float(pays[place])}])
        assert together.low[place] == alone.low[0]
        assert together.high[place] == alone.high[0]


def test_an_end_that_is_no_number_is_a_finding_that_names_the_end():
    broken = model(("low = 0.1\n", 'low = "margin / (tenth - 0.1)"\n'))
    with pytest.raises(InputError) as caught:
        fair_range(broken, None, "one_to_one", [{}])
    assert str(caught.value) == (
        'fair.toml, line 33, margin.low: got a division by zero in "margin / '
        '(tenth - 0.1)", expected a number. Shield it with choose(...).'
    )


def test_an_end_outside_the_inputs_bounds_is_told_with_the_set():
    beyond = model(("high = 0.25\n", 'high = "margin * hours / hours + 0.8"\n'))
    with pytest.raises(InputError) as caught:
        fair_range(beyond, None, "one_to_one", [{}], labels=["P001"])
    assert str(caught.value) == (
        "fair.toml, line 33, margin: got 1 for P001, expected a number up to 0.9, the "
        "max."
    )


def test_the_shipped_model_declares_every_end_the_right_way_round():
    shipped = load_model("supported-living-england")
    law = load_law("england").on(date(2026, 11, 1))
    for component in ("one_to_one", "sleep_in", "waking_night"):
        found = fair_range(shipped, law, component, [{}])
        assert found.low.tolist() == found.all_low.tolist()
        assert found.high.tolist() == found.all_high.tolist()


def test_the_shipped_models_ends_are_those_of_its_page():
    # docs/supported-living-england.md: a sleep-in 96.70, about 76 to 131; the hour
    # 23.98, from 19.27. The page's 33.08 is the mean of the week, here it is a weekday.
    shipped = load_model("supported-living-england")
    law = load_law("england").on(date(2026, 11, 1))
    hour = fair_range(shipped, law, "one_to_one", [{}])
    assert ends(hour) == (1927, 2398, 3243)
    assert hour.floor is not None
    assert hour.floor.tolist() == [1706]
    assert ends(fair_range(shipped, law, "sleep_in", [{}])) == (7569, 9670, 13129)


_END = st.integers(1, 40).map(float)


@settings(max_examples=60, deadline=None)
@given(
    pay=st.tuples(_END, _END),
    hours=st.tuples(_END, _END),
    manager=st.tuples(_END, _END),
)
def test_the_ends_are_the_least_and_the_most_of_all_combinations(pay, hours, manager):
    changed = model(
        ("low = 11\nhigh = 14", f"low = {pay[0] + 4}\nhigh = {pay[1] + 4}"),
        ("low = 125\nhigh = 80", f"low = {hours[0]}\nhigh = {hours[1]}"),
        ("low = 150\nhigh = 240", f"low = {manager[0]}\nhigh = {manager[1]}"),
    )
    choices = {
        "pay": (pay[0] + 4, 12.0, pay[1] + 4),
        "extra": (1.2, 3.0),
        "hours": (hours[0], 100.0, hours[1]),
        "manager": (manager[0], 200.0, manager[1]),
        "margin": (0.1, 0.2, 0.25),
    }
    every = np.array(list(itertools.product(*choices.values()))).T
    prices = evaluate(changed, None, dict(zip(choices, every, strict=True)), ["price"])
    whole = pence(prices.value["price"][:, 0])
    found = fair_range(changed, None, "one_to_one", [{}])
    assert (found.low[0], found.high[0]) == (whole.min(), whole.max())


def numbers_in(text):
    """Numbers of a source but 0, 1, 2 and 100, and texts that are one."""
    exact = re.compile(
        r"\s*[+-]?[._]*[0-9][0-9._]*(e[+-]?[0-9]+)?\s*([%/].*)?", re.IGNORECASE
    )
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in EXACT:
            told = {ast.unparse(one) for one in node.args if not names_in(one)}
            found |= told - {"0"}  # where a sum starts
        if not isinstance(node, ast.Constant) or isinstance(node.value, bool):
            continue
        if isinstance(node.value, int | float) and node.value not in (0, 1, 2, 100):
            found.add(node.value)
        if isinstance(node.value, str) and exact.fullmatch(node.value):
            found.add(node.value)
    return found


EXACT = ("Fraction", "Decimal", "float", "int")


def names_in(node):
    return [one for one in ast.walk(node) if isinstance(one, ast.Name)]


@pytest.mark.parametrize(
    "text",
    [
        "low = price * 92 // 100",
        "low = price * Fraction(1, 10)",
        "low = price * Fraction(1, 100)",
        'low = price * Decimal("0.04")',
        'low = share("4 %")',
        'low = share("1/25")',
        "low = price * 0.9",
    ],
)
def test_a_percentage_is_found_however_it_is_written(text):
    assert numbers_in(text) != set()


def test_no_percentage_stands_in_the_code_path():
    folder = Path(costing.__file__).parent
    beside = Path(scenarios.__file__).parent
    paths = [folder / f"{name}.py" for name in FILES]
    paths += sorted((beside / "rates").glob("*.py"))
    numbers = {path.stem: numbers_in(path.read_text("utf-8")) for path in paths}
    # Prices of a set and ends of an input (5, 3), lines that are named (3), sets worked
    # at once, most passes and terms, noise of binary, the most that can be counted, and
    # the decimals that shares are kept to.
    assert {name: found for name, found in numbers.items() if found} == KNOWN


KNOWN = {
    "fair_range": {5, 20000, 9e13},
    "ends": {1e-11, 3, 200},
    "gap": {3},
    "unit_pence": {500, 4e18},
    "uplift": {1e-6},
    # Sets of inputs and rates taken at once; offers held against each other.
    "covered": {16, 8},
    "order": {2000},
    "rate_units": {10, 17},
    "rates": {3},
    # Rules of the checks of returns, told in docs/rates.md; they price nothing.
    "return_checks": {0.75, 0.5, 10, 4},
    "uplift_columns": {1e12},
    "uplifts": {3},
}

"""A unit costed on two sides: the gap by line and by input, worked by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.document.reading import read_model
from costing.errors import InputError
from costing.law import load_law
from costing.model import load_model
from costing.sides import sides
from tests.kit.ranges import FAIR

MODEL = read_model(FAIR, "fair.toml")
SHIPPED = load_model("supported-living-england")
AUTUMN = load_law("england").on(date(2026, 11, 1))
THEIRS = {"pay": 13.0, "margin": 0.1}


def test_the_gap_is_split_by_line_the_largest_first():
    # 18.24 is 13.20 + 2 + a fifth of it; 17.93 is 14.30 + 2 + a tenth of it.
    found = sides(MODEL, None, {}, THEIRS)
    assert (found.council, found.provider, found.gap) == (1824, 1793, -31)
    rows = [
        (one.name, one.council, one.provider, one.difference) for one in found.lines
    ]
    assert rows == [
        ("all_else", 304, 163, -141),
        ("wages", 1320, 1430, 110),
        ("management", 200, 200, 0),
        ("rounding", 0, 0, 0),
    ]
    assert [one.label for one in found.lines] == [
        "All else in price",
        "Wages",
        "Management",
        "Rounding",
    ]


def test_each_input_that_differs_has_its_own_effect_and_the_rest_is_named():
    # Pay alone: 16.30 x 1.2 is 19.56; margin alone: 15.20 x 1.1 is 16.72.
    found = sides(MODEL, None, {}, THEIRS)
    told = [(one.name, one.council, one.provider, one.effect) for one in found.inputs]
    assert told == [("margin", 0.2, 0.1, -152), ("pay", 12.0, 13.0, 132)]
    assert found.together == -11


def test_what_follows_an_input_is_not_told_twice():
    found = sides(MODEL, None, {}, {"pay": 13.0})
    assert [one.name for one in found.inputs] == ["pay"]
    assert found.together == 0


def test_an_input_that_only_the_council_gives_is_at_its_default_with_the_provider():
    found = sides(MODEL, None, {"pay": 13.0, "tenth": 0.1}, {})
    assert [(one.name, one.provider) for one in found.inputs] == [("pay", 12.0)]


def test_what_rounding_leaves_has_a_row_of_its_own():
    text = FAIR.replace('at = "price"', 'at = "price"\nstep = 0.04\nmode = "ceil"')
    found = sides(read_model(text, "fair.toml"), None, {}, THEIRS)
    assert (found.council, found.provider) == (1824, 1796)
    (row,) = [one for one in found.lines if one.name == "rounding"]
    assert (row.council, row.provider) == (0, 3)


def test_a_price_that_is_no_sum_is_one_row():
    found = sides(MODEL, None, {}, {"pay": 13.0}, component="sleep_in")
    assert [(one.label, one.difference) for one in found.lines] == [
        ("A night", 800),
        ("Rounding", 0),
    ]


def test_two_staff_cost_twice_on_every_line():
    found = sides(MODEL, None, {}, THEIRS, component="two_to_one", band="day")
    assert (found.council, found.gap) == (3648, -62)
    assert {one.name: one.difference for one in found.lines}["wages"] == 220


def test_a_component_that_is_not_there_is_told():
    with pytest.raises(InputError, match="expected the name of a component"):
        sides(MODEL, None, {}, {}, component="nights")


def _inputs():
    values = {
        "support_worker_pay": st.integers(1271, 1600).map(lambda n: n / 100),
        "central_share": st.integers(0, 200).map(lambda n: n / 1000),
        "turnover": st.integers(0, 60).map(lambda n: n / 100),
        "sleep_in_flat": st.integers(40, 90).map(float),
        "pay_above_minimum": st.integers(0, 200).map(lambda n: n / 100),
    }
    return st.fixed_dictionaries({}, optional=values)


@settings(max_examples=25, deadline=None)
@given(
    council=_inputs(),
    provider=_inputs(),
    component=st.sampled_from(sorted(SHIPPED.components)),
)
def test_lines_add_up_to_both_prices_and_swapping_turns_every_sign(
    council, provider, component
):
    found = sides(SHIPPED, AUTUMN, council, provider, component=component)
    back = sides(SHIPPED, AUTUMN, provider, council, component=component)
    assert sum(one.council for one in found.lines) == found.council
    assert sum(one.provider for one in found.lines) == found.provider
    assert sum(one.difference for one in found.lines) == found.gap
    assert found.together + sum(one.effect for one in found.inputs) == found.gap
    assert {one.name: -one.difference for one in back.lines} == {
        one.name: one.difference for one in found.lines
    }
    assert {one.name for one in back.inputs} == {one.name for one in found.inputs}
    sizes = [abs(one.difference) for one in found.lines]
    assert sizes == sorted(sizes, reverse=True)


def test_a_message_says_whose_input_is_wrong():
    with pytest.raises(InputError) as caught:
        sides(MODEL, None, {}, {"margin": 2.0})
    (finding,) = caught.value.findings
    assert str(finding) == (
        "fair.toml, line 33, margin: got 2 for the provider, expected a number up to "
        "0.9, the max."
    )

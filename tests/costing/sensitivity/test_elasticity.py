"""Elasticities, worked by hand, and where there is none."""

from __future__ import annotations

import pytest

from costing.document.reading import read_model
from costing.sensitivity.elasticity import elasticities
from costing.sensitivity.unit import unit_of
from tests.kit.documents import document, line
from tests.kit.ranges import FAIR


def of(text, inputs=None):
    found = elasticities(unit_of(read_model(text, "small.toml"), None, inputs))
    return {one.input: one for one in found}


def one_input(formula, more):
    text = document(f"[input.x]\nunit = '1'\n{more}\n", line(formula, unit="1"))
    return of(text)["x"]


def test_elasticities_are_the_shares_of_the_price_worked_by_hand():
    # Of 18.24: margin 0.2 / 1.2; management 2 x 1.2; pay (12 + 1.20) x 1.2.
    found = of(FAIR)
    assert found["margin"].elasticity == pytest.approx(0.2 / 1.2, abs=1e-5)
    assert found["manager"].elasticity == pytest.approx(2.4 / 18.24, abs=1e-5)
    assert found["hours"].elasticity == pytest.approx(-2.4 / 18.24, abs=1e-5)
    assert found["pay"].elasticity == pytest.approx(15.84 / 18.24, abs=1e-5)
    assert "night_hours" not in found


def test_the_sides_of_a_curve_differ_a_little_and_are_told():
    found = one_input("x * x", "default = 3")
    assert (found.elasticity, found.down, found.up) == (2.0, 1.999, 2.001)
    assert found.note == ""


def test_of_an_input_that_is_nought_there_is_no_share():
    found = one_input("x + 1", "default = 0")
    assert (found.elasticity, found.note) == (None, "it is 0, and 1 % of it nothing")


def test_of_a_price_that_is_nought_there_is_no_share():
    found = one_input("x - 2", "default = 2")
    assert (found.elasticity, found.note) == (None, "the price is 0")


@pytest.mark.parametrize(
    ("more", "sides", "note"),
    [
        ("default = 2\nmin = 2", (None, 1.0), "at its min: by the upper side"),
        ("default = 2\nmax = 2", (1.0, None), "at its max: by the lower side"),
    ],
)
def test_at_a_bound_there_is_one_side(more, sides, note):
    found = one_input("x", more)
    assert (found.elasticity, (found.down, found.up), found.note) == (1.0, sides, note)


def test_an_input_that_its_bounds_hold_fast_has_none():
    found = one_input("x", "default = 2\nmin = 2\nmax = 2")
    assert found.elasticity is None
    assert found.note == "nothing beside it within its min and max that gives a price"


def test_no_price_on_one_side_is_told():
    found = one_input("(2 - x) ** 0.5 + 1", "default = 2")
    assert found.note == "a step of the price lies here: it has no slope"
    found = one_input("choose(x > 2, 1 / (x - x), x)", "default = 2")
    assert (found.elasticity, found.up) == (1.0, None)
    assert found.note == "no price on one side of it"


def test_at_a_step_there_is_no_slope():
    found = one_input("floor(x)", "default = 12")
    assert (found.elasticity, found.down, found.up) == (None, None, 0.0)
    assert found.note == "a step of the price lies here: it has no slope"


def test_between_steps_it_is_flat_and_said_to_be_a_stair():
    found = one_input("floor(x)", "default = 12.5")
    assert (found.elasticity, found.note) == (
        0.0,
        "flat here: it moves the price only farther off",
    )


def test_at_a_bend_both_sides_are_told():
    found = one_input("max(x, 12)", "default = 12")
    assert (found.elasticity, found.down, found.up) == (0.5, 0.0, 1.0)
    assert found.note == "a bend of the price lies here: see down and up"


def test_what_moves_nothing_is_said_to():
    found = one_input("2 + 0 * x", "default = 12")
    assert (found.elasticity, found.note) == (0.0, "moves nothing")


def test_rounding_of_lines_is_left_out():
    text = document(
        "[rounding]\nat='price'\nstep=1\n[input.x]\nunit='1'\ndefault=12.4\n",
        line("x", unit="1"),
    )
    assert of(text)["x"].elasticity == 1.0


def test_what_is_set_has_one_too():
    assert of(FAIR, {"margin": 0.5})["margin"].elasticity == pytest.approx(
        1 / 3, abs=1e-5
    )

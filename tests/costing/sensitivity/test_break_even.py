"""What a price supports, worked by hand; put back, it gives the price."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.document.reading import read_model
from costing.engine.evaluation import evaluate
from costing.engine.solve import answers
from costing.law import load_law
from costing.model import load_model
from costing.sensitivity.break_even import Reach
from costing.sensitivity.sensitivity import sensitivity
from tests.kit.documents import document, line
from tests.kit.ranges import FAIR, PAID

MODEL = read_model(FAIR, "fair.toml")
AUTUMN = load_law("england").on(date(2026, 11, 1))


def of(price, model=MODEL, law=None, inputs=None, **more):
    found = sensitivity(model, law, inputs, price=price, **more)
    return {one.input: one for one in found.break_even}


def small(formula, more, top=""):
    text = document(f"{top}[input.x]\nunit = '1'\n{more}\n", line(formula, unit="1"))
    return read_model(text, "small.toml")


def test_what_a_price_supports_is_worked_by_hand():
    # 20 / 1.2 is 16.667, less 2 for management is 14.667 of pay and its tenth.
    found = of(20.0)
    assert (found["pay"].value, found["pay"].reach) == (13.33, Reach.EXACT)
    # 20 / 15.20 - 1 is 0.3158; the shortest that rounds to 20.00.
    assert found["margin"].value == 0.316
    assert found["pay"].is_within_range is True
    assert found["margin"].is_within_range is False
    assert found["tenth"].is_within_range is None


def test_what_the_input_is_worth_at_that_value_is_told():
    # Wages read pay, and extra by its default: 13.33 + 1.333.
    assert of(20.0)["pay"].lines == {"wages": 1466}
    assert of(20.0)["margin"].lines == {}


def test_no_price_was_asked_for():
    assert sensitivity(MODEL, None).break_even == ()


def test_two_staff_halve_the_price_of_a_unit():
    assert of(40.0, component="two_to_one")["pay"].value == 13.33


def test_pay_comes_first_with_its_legal_minimum():
    found = of(17.5, read_model(PAID, "paid.toml"), AUTUMN)
    first = next(iter(found.values()))
    # 17.50 - 1.2325 - 4 - 0.20 of seniors is 12.0675.
    assert (first.input, first.pay_floor, first.value) == ("pay", 12.71, 12.07)
    assert first.note == "below the legal minimum of 12.71"


def test_none_within_the_bounds_is_told_with_the_prices_there_are():
    found = of(9.0, small("x + 1", "default = 1\nmin = 0\nmax = 2"))["x"]
    assert (found.reach, found.value, found.price) == (Reach.NONE, None, None)
    assert found.note == "at most 3, at 2"


@pytest.mark.parametrize(
    ("formula", "bounds", "price", "note"),
    [
        ("x + 1", "min = 0\nmax = 2", 0.5, "at least 1, at 0"),
        ("5 - x", "min = 0\nmax = 2", 2.0, "at least 3, at 2"),
        ("5 - x", "min = 0\nmax = 2", 6.0, "at most 5, at 0"),
        # Nobody says how large x may be: where it was looked at last is not told.
        ("1 + 1 / (1 + x)", "min = 0", 0.5, "at least 1"),
    ],
)
def test_what_comes_nearest_is_told_at_its_bound(formula, bounds, price, note):
    found = of(price, small(formula, f"default = 1\n{bounds}"))["x"]
    assert found.note.startswith(note)
    assert (", at " in found.note) == (", at " in note)


def test_a_price_between_the_steps_has_the_last_below():
    rounded = small("x", "default = 12", "[rounding]\nat='price'\nstep=0.04\n")
    found = of(20.01, rounded)["x"]
    assert (found.reach, found.price, found.value) == (Reach.BELOW, 20.0, 20.0)
    assert found.note == "the price is reached in steps: 20 is the last"


def test_the_stretch_that_gives_the_price_is_told():
    cut = small(
        "x", "default = 12", "[rounding]\nat='price'\nstep=1\nmode='truncate'\n"
    )
    found = of(20.0, cut)["x"]
    assert found.value == found.low == 20
    assert found.high == pytest.approx(21, abs=1e-9)


def test_several_values_are_all_told_and_that_it_is_not_monotone():
    found = of(4.0, small("x * x", "default = 3"))["x"]
    assert (found.value, found.others, found.way) == (2.0, (-2.0,), None)
    assert found.note == "also -2; the price both rises and falls in it"


def test_an_input_that_moves_nothing_is_left_out():
    two = document(
        "[input.x]\nunit='1'\ndefault=1\n[input.y]\nunit='1'\ndefault=0\n",
        line("x + 0 * y", unit="1"),
    )
    assert list(of(4.0, read_model(two, "small.toml"))) == ["x"]


def test_a_pole_is_no_step_of_rounding():
    # 1 / (1 - x) leaps from plus to minus without end at 1, and gives -5 at 1.2 alone.
    pole = small("1 / (1 - x)", "default = 0\nmax = 1.1")
    assert of(-5.0, pole)["x"].reach is Reach.NONE


@settings(max_examples=25, deadline=None)
@given(
    price=st.integers(1900, 3000).map(lambda pence: pence / 100),
    name=st.sampled_from(["support_worker_pay", "central_share", "surplus_share"]),
)
def test_what_is_supported_gives_the_price_when_it_is_put_back(price, name):
    model = load_model("supported-living-england")
    found = answers(model, AUTUMN, name, price)
    if found.price is None:
        assert found.stretches == ()
        assert not found.price_least <= price <= found.price_most
        return
    (stretch,) = found.stretches
    again = evaluate(model, AUTUMN, {name: stretch.value}, ["price"])
    band = again.bands.index(model.default_band)
    assert abs(again.value["price"][0, band] - price) <= 0.01
    assert again.value["price"][0, band] == found.price
    assert stretch.low <= stretch.value <= stretch.high


@settings(max_examples=25, deadline=None)
@given(
    step=st.sampled_from([0.01, 0.04, 0.5]),
    mode=st.sampled_from(["half_up", "truncate", "ceil"]),
    times=st.integers(-30, 30).filter(bool).map(lambda n: n / 10),
    pence=st.integers(0, 3000),
)
def test_by_steps_the_price_is_reached_or_the_last_below_it(step, mode, times, pence):
    top = f"[rounding]\nat='price'\nstep={step}\nmode='{mode}'\n"
    model = small(f"{times} * x", "default = 2", top)
    asked = pence / 100
    found = of(asked, model)["x"]
    assert found.value is not None
    again = evaluate(model, None, {"x": found.value}, ["price"]).value["price"][0, 0]
    assert again == found.price
    on_a_step = pence % round(step * 100) == 0
    assert (found.reach is Reach.EXACT) == on_a_step
    assert asked - step < found.price <= asked

"""Inversion: the input at which a document gives a price."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.document.reading import read_model
from costing.engine.evaluation import evaluate
from costing.engine.search import MOST_STRETCHES
from costing.engine.solve import solve
from costing.errors import CareError, InputError
from costing.law import load_law
from costing.model import load_model
from tests.kit.documents import BANDS, INPUTS, document, line

HOMECARE = load_model("homecare-minimum-price-2020-21")
APRIL_2020 = load_law("england").on(date(2020, 4, 1))


def small(*sections):
    return read_model(document(*sections), "small.toml")


def test_the_published_price_supports_the_wage_it_was_built_on():
    found = solve(HOMECARE, APRIL_2020, "pay_rate", 20.69)
    assert (found.input, found.value, found.price, found.band) == (
        "pay_rate",
        8.72,
        20.69,
        "all",
    )


@pytest.mark.parametrize(
    ("name", "price"),
    [("pay_rate", 25.0), ("surplus_on_cost", 21.0), ("published_mileage", 30.0)],
)
def test_the_value_gives_the_very_price_through_every_rounding(name, price):
    found = solve(HOMECARE, APRIL_2020, name, price)
    again = evaluate(HOMECARE, APRIL_2020, {name: found.value}, ["price"])
    assert again.value["price"][0, 0] == found.price == price


def test_of_the_values_that_give_the_price_the_shortest_decimal_is_given():
    # 12.215 to 12.2249... all give 25.00 by way of 12.22 of pay.
    assert solve(HOMECARE, APRIL_2020, "pay_rate", 25).value == 12.22


def test_other_inputs_may_be_set():
    found = solve(
        HOMECARE, APRIL_2020, "pay_rate", 25, inputs={"surplus_on_cost": 0.10}
    )
    again = evaluate(
        HOMECARE,
        APRIL_2020,
        {"pay_rate": found.value, "surplus_on_cost": 0.10},
        ["price"],
    )
    assert again.value["price"][0, 0] == 25


def test_a_price_is_solved_for_in_its_band():
    model = small(INPUTS, BANDS, line("pay * (1 + band.loading)"))
    assert solve(model, None, "pay", 30).value == 30
    assert solve(model, None, "pay", 30, band="night").value == 20


def test_without_rounding_the_value_is_exact():
    # 1/3 over 12.50 is no short decimal; prices 1e-9 apart are the same.
    model = small(INPUTS, line("pay * share"))
    found = solve(model, None, "share", 1 / 3)
    assert found.value == pytest.approx(1 / 37.5, rel=1e-8)
    assert solve(model, None, "share", 5).value == 0.4


def test_a_price_that_falls_in_the_input_is_solved():
    model = small(INPUTS, line("weekly / hours"))
    assert solve(model, None, "hours", 5).value == 20


def test_values_that_give_no_number_are_passed_over():
    model = small(
        "[input.share]\nunit='1'\ndefault=0.5\n", line("(1 - share) ** 0.5", unit="1")
    )
    assert solve(model, None, "share", 0.1).value == 0.99


def test_of_several_values_the_nearest_to_the_present_one_is_given():
    model = small("[input.x]\nunit='1'\ndefault=-3\n", line("x * x", unit="1"))
    assert solve(model, None, "x", 4).value == -2
    assert solve(model, None, "x", 4, inputs={"x": 3}).value == 2


def test_the_present_value_is_kept_where_it_gives_the_price():
    model = small(
        "[rounding]\nat='price'\nstep=1\n[input.x]\nunit='1'\ndefault=2.345\n",
        line("x", unit="1"),
    )
    assert solve(model, None, "x", 2).value == 2.345


def test_a_price_between_the_steps_of_rounding_gives_the_last_below():
    model = small("[rounding]\nat='price'\nstep=0.04\n", INPUTS, line("pay"))
    found = solve(model, None, "pay", 20.01)
    assert found.price == 20.0
    # All from 19.98 to below 20.02 give it; 20 is the shortest.
    assert found.value == 20
    falling = small("[rounding]\nat='price'\nstep=0.04\n", INPUTS, line("0 - pay"))
    assert solve(falling, None, "pay", -20.01).price == -20.04


def test_a_price_out_of_reach_is_told_with_what_can_be_reached():
    model = small(
        "[input.x]\nunit='1'\ndefault=1\nmin=0\nmax=2\n", line("x + 1", unit="1")
    )
    with pytest.raises(CareError) as caught:
        solve(model, None, "x", 5)
    assert str(caught.value) == (
        "small.toml: no value of x gives a price of 5 in band all; from 0 to 2 it "
        "gives "
        "1 to 3."
    )


def test_an_input_that_the_price_does_not_read_is_told():
    model = small(INPUTS, line("pay"))
    with pytest.raises(CareError, match=r"it gives 12\.5 to 12\.5\.$"):
        solve(model, None, "hours", 5)


@pytest.mark.parametrize(
    ("name", "band", "told"),
    [
        (
            "pya_rate",
            "",
            'got "pya_rate", expected the name of an input. Did you mean "pay_rate"?',
        ),
        ("price", "", 'got "price", expected the name of an input.'),
        ("pay_rate", "nite", 'got "nite", expected the name of a band.'),
    ],
)
def test_what_is_not_there_cannot_be_solved_for(name, band, told):
    with pytest.raises(InputError) as caught:
        solve(HOMECARE, APRIL_2020, name, 20, band=band)
    assert str(caught.value) == f"{HOMECARE.file}: {told}"


def test_a_document_that_cannot_be_worked_out_says_so_first():
    model = small(INPUTS, line("pay / nought"))
    with pytest.raises(InputError, match="division by zero"):
        solve(model, None, "pay", 5)


@settings(deadline=None, max_examples=25)
@given(st.floats(8.0, 40.0))
def test_every_price_of_a_wage_leads_back_to_that_price(wage):
    price = evaluate(HOMECARE, APRIL_2020, {"pay_rate": wage}, ["price"])
    asked = float(price.value["price"][0, 0])
    assert solve(HOMECARE, APRIL_2020, "pay_rate", asked).price == asked


def test_where_a_whole_stretch_gives_the_price_the_nearest_value_is_given():
    # A levy of half a hundredth above 15,000: none up to a pay bill of 3,000,000.
    levy = small(
        "[input.bill]\nunit='GBP'\ndefault=5_000_000\n"
        "[input.allowance]\nunit='GBP'\ndefault=15_000\n",
        line("max(0, bill * 0.005 - allowance)", unit="GBP"),
    )
    assert solve(levy, None, "bill", 0).value == 3_000_000
    assert solve(levy, None, "bill", 0, inputs={"bill": 1_000}).value == 1_000


def test_a_leap_hides_no_value_that_gives_the_price():
    # At 0 the price is 0, and just above it enormous; at 4 it is 2.50.
    model = small(
        "[input.cost]\nunit='GBP'\ndefault=10\n[input.time]\nunit='h'\ndefault=0\n",
        line("choose(time == 0, 0, cost / time)"),
    )
    assert solve(model, None, "time", 2.5).value == 4


def test_without_rounding_the_price_is_the_one_asked_for():
    # pay * 1.15 = 16: no decimal says 13.91304347826... to the last digit.
    model = small(INPUTS, line("pay * 1.15"))
    found = solve(model, None, "pay", 16)
    assert found.price == 16
    assert found.value == pytest.approx(16 / 1.15, rel=1e-11)


def test_the_value_below_a_leap_gives_the_price_that_is_told():
    # Up to 4 pence: 15.8419567262... * 1.063 is the last that gives 16.84.
    model = small(INPUTS, line("pay * 1.063", more="rounding={step=0.04, mode='ceil'}"))
    found = solve(model, None, "pay", 16.85, inputs={"pay": 15})
    again = evaluate(model, None, {"pay": found.value}, ["price"])
    assert (found.price, again.value["price"][0, 0]) == (16.84, 16.84)
    # From 16.80 / 1.063 = 15.8043... on; the shortest decimal there is 15.81.
    assert found.value == pytest.approx(15.81)


def test_the_whole_stretch_that_gives_the_price_is_told():
    # Pay and its share of travel are each rounded: from 12.215 on, to below 12.225.
    found = solve(HOMECARE, APRIL_2020, "pay_rate", 25)
    assert found.low == pytest.approx(12.215, abs=1e-9)
    assert found.high == pytest.approx(12.225, abs=1e-9)
    assert found.others == ()


def test_further_values_that_give_the_price_are_told_the_nearest_first():
    model = small(
        "[input.x]\nunit='1'\ndefault=1.5\n", line("x * x * x - 3 * x * x", unit="1")
    )
    found = solve(model, None, "x", -2)
    assert found.value == 1
    assert [round(value, 6) for value in found.others] == [2.732051, -0.732051]


def test_the_teeth_of_a_saw_are_not_counted_without_end():
    model = small("[input.x]\nunit='1'\ndefault=0.25\n", line("x - floor(x)", unit="1"))
    assert len(solve(model, None, "x", 0.25).others) < MOST_STRETCHES

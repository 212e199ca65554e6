"""The range of one unit, and the share of assumption sets that a price covers."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.document.reading import read_model
from costing.errors import InputError
from costing.law import load_law
from costing.model import load_model
from costing.ranges.draws import Together
from costing.ranges.price_range import price_range, share_covered
from costing.ranges.state import RateState
from tests.kit.ranges import FAIR

PAGE = Path(__file__).parents[3] / "docs" / "supported-living-england.md"
MODEL = read_model(FAIR, "fair.toml")
PENCE = st.lists(st.integers(0, 5000), min_size=1, max_size=60)


def of(**options):
    return price_range(MODEL, None, **{"draws": 400, **options})


def test_the_range_is_that_of_the_price_line_where_no_component_is_named():
    found = of()
    assert (found.low, found.expected, found.high) == (1474, 1824, 2500)
    assert (found.all_low, found.all_high, found.floor) == (1474, 2500, 1200)
    assert (found.component, found.line, found.unit) == ("", "price", "GBP/h")
    assert (found.price, found.state) == (None, None)


def test_a_component_has_its_own_line_staff_and_floor():
    found = of(component="two_to_one", band="late", price=50.0)
    assert (found.expected, found.floor) == (5088, 2400)
    assert (found.band, found.state) == ("late", RateState.WITHIN)
    assert (np.array(found.spreads[0].pence) % 2 == 0).all()


def test_what_is_told_has_no_range():
    told = {"pay": 12.0, "hours": 100.0, "manager": 200.0, "margin": 0.2}
    found = of(given=told, price=18.24)
    assert found.low == found.high == found.spreads[0].most == 1824
    assert [spread.covered for spread in found.spreads] == [1.0, 1.0, 1.0]
    assert found.groups == {}


@pytest.mark.parametrize(
    ("price", "state"),
    [
        (11.99, RateState.BELOW_STATUTORY),
        (14.739, RateState.BELOW),
        (14.74, RateState.WITHIN),
        (25.0, RateState.WITHIN),
        (25.001, RateState.ABOVE),
    ],
)
def test_a_price_is_judged_in_words(price, state):
    assert of(price=price, draws=1).state is state


def test_a_price_covers_a_set_that_costs_as_much():
    assert share_covered(np.array([10, 20, 20, 30]), [9, 10, 19, 20, 30]) == [
        *(0.0, 0.25, 0.25, 0.75, 1.0)
    ]


def test_part_of_a_penny_covers_no_more():
    found = of(draws=400)
    middle = found.spreads[0].pence[200] / 100
    assert [of(price=middle + part).spreads[0].covered for part in (0.0, 0.009)] == [
        of(price=middle).spreads[0].covered
    ] * 2


def test_quantiles_are_linear_between_two_sets():
    spread = of(draws=400).spreads[0]
    told = dict(spread.quantiles)
    expected = np.quantile(spread.pence, 0.25, method="linear")
    assert told[Fraction(1, 4)] == pytest.approx(expected, abs=0.5)


def test_the_three_spreads_are_in_order_of_what_moves_together():
    spreads = of(draws=2000).spreads
    assert [spread.together for spread in spreads] == list(Together)
    alone, together = spreads[1], spreads[2]
    assert together.most - together.least > alone.most - alone.least


def test_a_component_or_band_that_is_not_there_is_told():
    with pytest.raises(InputError) as caught:
        of(component="one_to_on", band="dya")
    assert [str(finding) for finding in caught.value.findings] == [
        (
            'fair.toml, band: got "dya", expected the name of a band of the model. It '
            "has day, late."
        ),
        (
            'fair.toml, component: got "one_to_on", expected the name of a component '
            'of the model. Did you mean "one_to_one"?'
        ),
    ]


def test_a_price_that_is_no_money_is_refused():
    text = 'model = "m"\nprice = "rise"\n[[line]]\nname = "rise"\nunit = "1"\n'
    model = read_model(text + 'formula = "0.6 * 0.1"\n', "m.toml")
    with pytest.raises(InputError) as caught:
        price_range(model)
    assert str(caught.value) == (
        "m.toml, line 3, rise: got rise in 1, expected an amount in GBP, which can be "
        "counted in pence."
    )


@given(PENCE, st.lists(st.integers(-1, 5001), min_size=2, max_size=9))
def test_the_share_rises_with_the_price(costs, prices):
    shares = share_covered(np.sort(costs), sorted(prices))
    assert shares == sorted(shares)


@given(PENCE)
def test_the_share_is_none_below_the_least_and_all_from_the_most(costs):
    ordered = np.sort(costs)
    limits = [int(ordered[0]) - 1, int(ordered[0]), int(ordered[-1])]
    none, least, most = share_covered(ordered, limits)
    assert (none, most) == (0.0, 1.0)
    assert least > 0


@settings(max_examples=20)
@given(st.integers(0, 10**9), st.floats(10, 30))
def test_the_same_seed_gives_the_same_answer(seed, price):
    first, again = (of(seed=seed, price=price, draws=50) for _ in range(2))
    assert [s.pence.tobytes() for s in first.spreads] == [
        s.pence.tobytes() for s in again.spreads
    ]
    assert first.spreads[0].covered == again.spreads[0].covered


@pytest.mark.skipif(not PAGE.exists(), reason="the tests stand without their docs")
def test_the_page_of_the_shipped_model_tells_what_its_sets_come_to():
    law = load_law("england").on(date(2026, 11, 1))
    found = price_range(load_model("supported-living-england"), law)
    told = []
    for spread in (found.spreads[0], found.spreads[2]):
        by_share = dict(spread.quantiles)
        ends = by_share[Fraction(1, 20)], by_share[Fraction(19, 20)]
        told += [f"£{pence / 100:.2f}" for pence in ends]
    assert told == ["£22.77", "£26.23", "£19.67", "£31.39"]
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    assert f"costs from {told[0]} to {told[1]} in the middle nine of ten sets" in page
    assert f"from {told[2]} to {told[3]} where all inputs move as one" in page
    moving = [name for name, group in found.groups.items() if name != group]
    assert [name for name in moving if f"`{name}`" not in page] == []


@pytest.mark.skipif(not PAGE.exists(), reason="the tests stand without their docs")
def test_the_page_of_the_shipped_model_says_that_a_range_is_of_one_band():
    law = load_law("england").on(date(2026, 11, 1))
    found = price_range(load_model("supported-living-england"), law, draws=1)
    words = f"from £{found.low / 100:.2f} to £{found.high / 100:.2f}"
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    assert found.band == "weekday_day"
    assert f"a weekday by day goes {words}, since" in page

"""Each rate covers a share of the sets of assumptions that cost no more than it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.document.reading import read_model
from costing.engine.unit_pence import unit_pence
from costing.ranges.draws import Drawing
from scenarios.case import load_case
from scenarios.rates.covered import covered
from scenarios.rates.rates import rate_check
from tests.kit.ranges import FAIR, rate_case

MODEL = read_model(FAIR, "fair.toml")
HEAD = "provider,service,rate_gbp,unit,area\n"


def shares(folder, rows, **options):
    case = load_case(rate_case(folder, HEAD + rows))
    return rate_check(case, **options).rows["share_of_sets_covered"]


def of(services, inputs, rates, draws=300, seed=1):
    pence = np.array(rates, dtype=np.int64)
    return covered(MODEL, None, services, inputs, pence, draws=draws, seed=seed)


def test_the_share_is_that_of_sets_which_cost_no_more():
    values = Drawing(MODEL, None, "price", count=300, seed=1).of({}).values
    pence = unit_pence(MODEL, MODEL.components["one_to_one"], "price", values)
    middle = int(np.sort(pence)[150])
    found = of(["one_to_one"] * 3, [{}] * 3, [middle, 0, 10_000])
    assert found.tolist() == [(pence <= middle).mean(), 0.0, 1.0]


def test_two_staff_are_held_against_twice_the_price():
    found = of(["one_to_one", "two_to_one"], [{}, {}], [1850, 3700])
    assert found[0] == found[1]
    assert 0 < found[0] < 1


def test_what_a_provider_tells_has_no_range():
    told = {"pay": 12.0, "hours": 100.0, "manager": 200.0, "margin": 0.2}
    assert of(["one_to_one"] * 2, [told] * 2, [1823, 1824]).tolist() == [0.0, 1.0]


def test_sets_are_drawn_once_for_rates_that_tell_the_same(monkeypatch):
    asked = []
    whole = Drawing.drawn
    monkeypatch.setattr(
        Drawing, "drawn", lambda self, one: asked.append(one.told) or whole(self, one)
    )
    services = ["one_to_one", "two_to_one"] * 2
    of(services, [{}, {}, {"pay": 12.0}, {}], [1800, 3600, 1800, 3700])
    assert asked == [{}, {"pay": 12.0}]


def test_many_rates_of_one_set_are_counted_as_few_are():
    rates = list(range(1500, 2400, 60))
    many = of(["one_to_one"] * len(rates), [{}] * len(rates), rates)
    alone = [of(["one_to_one"], [{}], [rate])[0] for rate in rates]
    assert many.tolist() == alone


def test_the_order_of_rates_changes_nothing():
    services = ["one_to_one", "two_to_one", "waking_night", ""]
    inputs = [{}, {"pay": 12.0}, {}, {}]
    rates = [1800, 3600, 9600, 5]
    there = of(services, inputs, rates)
    back = of(services[::-1], inputs[::-1], rates[::-1])[::-1]
    np.testing.assert_array_equal(there, back)


CASES = st.lists(
    st.tuples(
        st.sampled_from(["one_to_one", "two_to_one", "waking_night", ""]),
        st.sampled_from([None, 11.5, 12.0]),
        st.integers(0, 6000),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25)
@given(CASES, st.randoms())
def test_the_order_of_rates_changes_nothing_ever(rows, random):
    def told(some):
        inputs = [{} if pay is None else {"pay": pay} for _, pay, _ in some]
        shares = of([s for s, _, _ in some], inputs, [r for _, _, r in some], draws=40)
        return {row: str(share) for row, share in zip(some, shares, strict=True)}

    shuffled = list(rows)
    random.shuffle(shuffled)
    assert told(shuffled) == told(rows)


@settings(max_examples=25)
@given(st.lists(st.integers(0, 4000), min_size=2, max_size=9), st.booleans())
def test_the_share_rises_with_the_rate(rates, knows):
    inputs = [{"pay": 12.0} if knows else {}] * len(rates)
    shares = of(["one_to_one"] * len(rates), inputs, sorted(rates), draws=40)
    assert (np.diff(shares) >= 0).all()


def test_a_rate_that_cannot_be_compared_covers_nothing_known(tmp_path):
    found = shares(tmp_path, "P1,one_to_one,18.24,,\nP1,one_off,5,,\n", draws=50)
    assert found.notna().tolist() == [True, False]


def test_without_draws_there_is_no_share(tmp_path):
    assert shares(tmp_path, "P1,one_to_one,18.24,,\n", draws=0).isna().all()


def test_a_higher_rate_covers_no_less(tmp_path):
    rows = "".join(f"P1,one_to_one,{14 + n / 2},,A{n:02}\n" for n in range(24))
    found = shares(tmp_path, rows, draws=200)
    assert found.is_monotonic_increasing
    assert (found.iloc[0], found.iloc[-1]) == (0.0, 1.0)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_seed_gives_the_same_share(tmp_path, seed):
    row = "P1,one_to_one,18.24,,\n"
    first, again = (shares(tmp_path, row, seed=seed, draws=99) for _ in range(2))
    assert first.tolist() == again.tolist()

"""What a change in law does to a price: its minimum, exactly, and what pay does."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.document.reading import read_model
from costing.engine.pay import Differential
from costing.errors import InputError, LawError
from costing.law import Forecast, load_law
from costing.model import load_model
from costing.uplifts.uplift import uplift
from tests.kit.documents import findings
from tests.kit.ranges import FAIR, PAID

PAST, AUTUMN = date(2025, 11, 1), date(2026, 11, 1)
EARLIER = date(2024, 11, 1)
ENGLAND = load_law("england")
KEEP = Differential.KEEP


def of(*sets, component="one_to_one", start=PAST, end=AUTUMN, text=PAID, **more):
    model = read_model(text, "paid.toml")
    law = more.pop("law", ENGLAND)
    return uplift(model, law.on(start), law.on(end), component, sets or [{}], **more)


def test_laws_minimum_is_the_rise_worked_by_hand():
    found = of()
    assert found.pay_from is not None
    assert found.pay_to is not None
    assert (found.pay_from[0], found.pay_to[0]) == (12.51, 12.71)
    prices = found.price_from[0], found.price_at_old_pay[0], found.price_to[0]
    assert prices == (1790, 1794, 1809)


def test_differentials_that_are_kept_rise_with_the_minimum():
    found = of(differential=KEEP)
    assert found.pay_to is not None
    assert (found.pay_to[0], found.price_to[0]) == (13.01, 1844)


def test_pay_above_the_new_minimum_does_not_rise_by_law():
    found = of({"pay": 12.9})
    assert found.pay_to is not None
    assert found.pay_to[0] == 12.9
    assert found.price_to[0] == found.price_at_old_pay[0]


def test_a_senior_above_the_new_minimum_is_paid_no_more_by_law():
    # All seniors: 12.51 + 0.80 = 13.31 before and after, so only sick pay rises.
    found = of({"senior_share": 1.0})
    assert (found.price_from[0], found.price_to[0]) == (1850, 1854)


def test_a_senior_below_the_new_minimum_is_raised_to_it():
    # 12.51 + 0.10 = 12.61 is raised to 12.71: 12.71 + 1.2325 + 4.
    found = of({"senior_share": 1.0, "premium": 0.1})
    assert found.price_to[0] == 1794


def test_pay_told_below_the_minimum_of_the_first_day_is_taken_at_it():
    found = of({"pay": 11.0}, {"pay": 12.21})
    assert found.raised.tolist() == [True, False]
    assert found.pay_from is not None
    assert found.pay_from.tolist() == [12.21, 12.21]
    # Premium 0.80 - 1.21, and no less than nothing, against 0.80.
    assert found.price_from.tolist() == [1740, 1760]


def test_the_same_day_changes_nothing():
    for kind in Differential:
        found = of({}, {"pay": 12.3}, start=AUTUMN, end=AUTUMN, differential=kind)
        assert found.price_to.tolist() == found.price_from.tolist()
        assert found.wage_growth is not None
        assert found.wage_growth.tolist() == [0, 0]


@pytest.mark.parametrize("pay", [11.44, 11.9, 12.21, 12.3, 12.71, 13.4])
def test_two_steps_of_law_come_to_the_one(pay):
    shipped = load_model("supported-living-england")
    days = [ENGLAND.on(day) for day in (EARLIER, PAST, AUTUMN)]
    told = {"support_worker_pay": pay, "senior_premium": 0.0}
    for name in shipped.components:
        first, second, whole = (
            uplift(shipped, days[a], days[b], name, [told])
            for a, b in ((0, 1), (1, 2), (0, 2))
        )
        steps = [one.price_to[0] - one.price_from[0] for one in (first, second)]
        assert sum(steps) == whole.price_to[0] - whole.price_from[0]


def test_two_steps_come_to_the_one_with_pay_carried_on():
    for kind in Differential:
        first = of({}, start=EARLIER, end=PAST, differential=kind)
        assert first.pay_to is not None
        # What the law left of the premium: the senior's pay less the new pay.
        left = 0.8 if kind is KEEP else max(0.0, 11.74 + 0.8 - first.pay_to[0])
        carried = {"pay": float(first.pay_to[0]), "premium": left}
        second = of(carried, differential=kind)
        whole = of({}, start=EARLIER, differential=kind)
        assert first.price_from[0] == whole.price_from[0]
        assert first.price_to[0] == second.price_from[0]
        assert second.price_to[0] == whole.price_to[0]


def test_the_share_of_pay_is_that_of_the_lines_marked_so():
    # 2025: (12.71 + 1.1875) / 17.90 with the price as it is charged.
    found = of()
    assert found.pay_share is not None
    assert found.pay_share[0] == pytest.approx(13.8975 / 17.90, abs=5e-7)
    assert len(str(found.pay_share[0])) <= len("0.123456")


def test_the_growth_of_the_wage_is_that_of_its_legal_minimum():
    found = of()
    assert found.wage_growth is not None
    assert found.wage_growth[0] == pytest.approx(12.71 / 12.21 - 1, abs=5e-7)


def test_a_component_without_pay_has_no_share_no_growth_and_no_rise():
    found = of(component="sleep_in")
    assert (found.pay_share, found.wage_growth, found.pay_from) == (None, None, None)
    assert found.price_from.tolist() == found.price_to.tolist() == [3200]


def test_a_model_that_reads_no_law_stays_as_it_is():
    model = read_model(FAIR, "fair.toml")
    found = uplift(model, None, None, "one_to_one", [{}])
    assert found.price_from.tolist() == found.price_to.tolist() == [1824]
    assert found.law_from == ()


def test_two_staff_rise_twice():
    found = of(component="two_to_one")
    assert (found.price_from[0], found.price_to[0]) == (3580, 3618)


def test_sets_keep_their_order():
    sets = [{"pay": 12.4}, {}, {"premium": 0.2}, {"pay": 13.0}]
    together = of(*sets)
    alone = [of(one) for one in sets]
    assert together.price_to.tolist() == [one.price_to[0] for one in alone]
    assert together.price_from.tolist() == [one.price_from[0] for one in alone]


def test_all_law_that_was_read_is_named():
    found = of({"pay": 12.4})
    assert set(found.law_from) == {"national_living_wage", "ssp_week"}
    assert set(found.law_to) == {"national_living_wage", "ssp_week"}


def test_the_shipped_hour_with_differentials_kept_is_the_price_of_its_page():
    # docs/supported-living-england.md: 23.04 in 2025-26, 23.98 in 2026-27.
    shipped = load_model("supported-living-england")
    days = ENGLAND.on(PAST), ENGLAND.on(AUTUMN)
    found = uplift(shipped, *days, "one_to_one", [{}], differential=KEEP)
    assert (found.price_from[0], found.price_to[0]) == (2304, 2398)


def test_law_that_is_not_known_is_refused_and_a_forecast_is_taken():
    later = date(2027, 11, 1)
    with pytest.raises(LawError) as caught:
        of(end=later)
    assert str(caught.value) == (
        "law: no value for national_living_wage on 2027-11-01; known from 2016-04-01 "
        "to 2027-03-31. Add a later value with its source."
    )
    law = ENGLAND.held().with_forecasts(
        [Forecast("national_living_wage", date(2027, 4, 1), 13.2)]
    )
    found = of(start=AUTUMN, end=later, law=law)
    assert found.pay_to is not None
    assert found.pay_to[0] == 13.2


def test_a_minimum_that_is_no_number_is_a_finding():
    text = PAID.replace(
        'pay_floor = "law.national_living_wage"',
        'pay_floor = "law.national_living_wage / (senior_share - senior_share)"',
    )
    with pytest.raises(InputError) as caught:
        of(text=text)
    assert str(caught.value) == (
        "paid.toml, line 9, pay.pay_floor: got a division by zero in "
        '"law.national_living_wage / (senior_share - senior_share)", expected a '
        "number. Shield it with choose(...)."
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'pay_above = "pay"',
            'pay_above = "payy"',
            (
                'input.premium.pay_above: got "payy", expected the name of an input '
                'that has a pay_floor. Did you mean "pay"?'
            ),
        ),
        (
            'pay_above = "pay"',
            'pay_above = "pay"\npay_floor = 0',
            (
                "input.premium.pay_above: got pay_floor and pay_above, expected one of "
                "them: the pay, or what is above it."
            ),
        ),
        (
            'unit = "1"\ndefault = 0.25',
            'unit = "1"\ndefault = 0.25\npay_above = "pay"',
            (
                "input.senior_share.pay_above: got senior_share in 1, expected GBP/h, "
                "as pay."
            ),
        ),
        (
            'pay_floor = "law.national_living_wage"',
            'pay_floor = "law.ssp_week"',
            (
                'input.pay.pay_floor: got "law.ssp_week" in GBP/week, expected GBP/h. '
                "Nothing converts by itself: a conversion is an input with a unit."
            ),
        ),
        (
            'role = "pay"\nformula = "pay + senior_share * premium"',
            'role = "wages"\nformula = "pay + senior_share * premium"',
            'line.wages.role: got "wages", expected one of pay.',
        ),
    ],
)
def test_what_marks_pay_and_does_not_fit_is_a_finding(old, new, told):
    assert PAID.count(old) == 1
    (finding,) = findings(PAID.replace(old, new))
    assert finding.split(", ", 2)[2] == told


@settings(max_examples=60, deadline=None)
@given(
    st.floats(11.44, 15).map(lambda pay: float(f"{pay:.2f}")),
    st.floats(0, 2).map(lambda premium: float(f"{premium:.2f}")),
)
def test_law_raises_pay_to_the_minimum_and_never_beyond(pay, premium):
    told = {"pay": pay, "premium": premium}
    found, policy = of(told), of(told, differential=KEEP)
    assert found.pay_from is not None
    assert found.pay_to is not None
    assert found.pay_to[0] == max(found.pay_from[0], 12.71)
    assert found.price_from[0] <= found.price_to[0] <= policy.price_to[0]


@settings(max_examples=25, deadline=None)
@given(
    pay=st.integers(1100, 1500).map(lambda pence: pence / 100),
    premium=st.integers(0, 200).map(lambda pence: pence / 100),
    rise=st.integers(0, 300).map(lambda pence: pence / 100),
    kind=st.sampled_from(list(Differential)),
)
def test_no_price_falls_when_the_minimum_rises(pay, premium, rise, kind):
    wage = ENGLAND.on(AUTUMN)["national_living_wage"] + rise
    later = ENGLAND.with_forecasts(
        [Forecast("national_living_wage", date(2026, 5, 1), wage)]
    )
    model = read_model(PAID, "paid.toml")
    told = [{"pay": pay, "premium": premium}]
    found = uplift(
        model,
        ENGLAND.on(AUTUMN),
        later.on(AUTUMN),
        "one_to_one",
        told,
        differential=kind,
    )
    assert found.price_to[0] >= found.price_from[0]
    # Law's minimum is the rise from actual pay, and no more.
    if kind is Differential.ERODE:
        assert found.pay_to is not None
        assert found.pay_to[0] == pytest.approx(max(pay, wage, 12.71))


def test_pay_is_carried_on_whole():
    found = of({"pay": 12.3, "premium": 0.8}, {})
    assert found.pay_after["pay"].tolist() == [12.71, 12.71]
    assert found.pay_after["premium"].tolist() == [0.39, 0.6]

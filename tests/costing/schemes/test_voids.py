"""Who bears an empty place, from which week, and that each week adds up."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from costing.schemes.steps import Step
from costing.schemes.voids import (
    EXPECTED,
    Bearer,
    bearer_in,
    borne,
    void_ledger,
    void_steps,
)

FIRST = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("", ()),
        ("provider", (Step(Bearer.PROVIDER, None),)),
        (
            "council 4 weeks, then provider",
            (Step(Bearer.COUNCIL, 28), Step(Bearer.PROVIDER, None)),
        ),
        (
            " Commissioner 1 week; provider 6 weeks then  survivors ",
            (
                Step(Bearer.COUNCIL, 7),
                Step(Bearer.PROVIDER, 42),
                Step(Bearer.HOUSEMATES, None),
            ),
        ),
    ],
)
def test_a_rule_is_read_step_by_step(text, steps):
    assert void_steps(text) == steps


@pytest.mark.parametrize(
    "text",
    [
        "landlord",
        "council 4 weeks",
        "council, then provider",
        "council 0 weeks, then provider",
        "council 4 weeks, then",
        "council 10 days, then provider",
        "council -4 weeks, then provider",
        "council 99999 weeks, then provider",
        "nobody named",
        "nobody",
        "x" * 10000,
    ],
)
def test_a_rule_that_cannot_be_read_says_what_was_expected(text):
    with pytest.raises(ValueError, match="council, provider or housemates") as error:
        void_steps(text)
    assert str(error.value) == EXPECTED


def test_the_weeks_of_a_step_are_counted_from_the_first():
    steps = void_steps("council 4 weeks, then provider 2 weeks, then housemates")
    weeks = [bearer_in(steps, week) for week in (1, 4, 5, 6, 7, 700)]
    council, provider, mates = Bearer.COUNCIL, Bearer.PROVIDER, Bearer.HOUSEMATES
    assert weeks == [council, council, provider, provider, mates, mates]


def test_without_a_rule_nobody_is_named():
    assert bearer_in((), 1) == Bearer.NOBODY


def test_a_ledger_goes_from_the_day_of_the_void_to_the_day_that_was_asked():
    # 1,200.00 over four places, one empty: 300.00. Ten days: a week and three days.
    steps = void_steps("council 1 week, then provider")
    weeks = void_ledger(
        120000,
        30000,
        ["A", "B", "C"],
        steps=steps,
        since=FIRST,
        until=FIRST + timedelta(days=10),
    )
    # 1,200.00 x 3 / 7 = 514.29, of which void 128.57.
    assert [
        (one.week, one.start, one.end, one.cost_pence, one.tenants_pence)
        for one in weeks
    ] == [
        (1, date(2026, 10, 1), date(2026, 10, 8), 120000, 90000),
        (2, date(2026, 10, 8), date(2026, 10, 11), 51429, 38572),
    ]
    assert [(one.void_pence, one.bearer) for one in weeks] == [
        (30000, Bearer.COUNCIL),
        (12857, Bearer.PROVIDER),
    ]
    assert borne(weeks) == {Bearer.COUNCIL: 30000, Bearer.PROVIDER: 12857}


def test_housemates_share_what_they_bear_to_the_penny():
    (week,) = void_ledger(
        120000,
        10001,
        ["B", "A"],
        steps=void_steps("survivors"),
        since=FIRST,
        until=FIRST + timedelta(days=7),
    )
    assert week.each_pence == {"A": 5001, "B": 5000}


def test_the_provider_is_left_with_a_house_without_housemates():
    steps = void_steps("housemates")
    weeks = void_ledger(
        700, 700, [], steps=steps, since=FIRST, until=FIRST + timedelta(days=7)
    )
    assert [one.bearer for one in weeks] == [Bearer.PROVIDER]


@pytest.mark.parametrize("days", [0, -3])
def test_a_void_that_has_not_begun_has_no_weeks(days):
    until = FIRST + timedelta(days=days)
    assert void_ledger(7, 7, [], steps=(), since=FIRST, until=until) == ()


@given(
    st.integers(0, 10**7),
    st.floats(0, 1),
    st.integers(1, 5),
    st.integers(1, 400),
    st.sampled_from(
        [
            "",
            "provider",
            "council 3 weeks, then survivors",
            "housemates 2 weeks;council",
        ]
    ),
)
def test_each_week_adds_to_its_cost(cost, part, count, days, rule):
    weeks = void_ledger(
        cost,
        int(cost * part),
        [f"P{at}" for at in range(count)],
        steps=void_steps(rule),
        since=FIRST,
        until=FIRST + timedelta(days=days),
    )
    assert sum((one.end - one.start).days for one in weeks) == days
    for one in weeks:
        assert one.tenants_pence + one.void_pence == one.cost_pence
        assert min(one.tenants_pence, one.void_pence) >= 0
        is_shared = one.bearer == Bearer.HOUSEMATES
        assert sum(one.each_pence.values()) == (one.void_pence if is_shared else 0)
    assert sum(borne(weeks).values()) == sum(one.void_pence for one in weeks)

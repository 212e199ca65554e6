"""Rules of steps, and spans cut into weeks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from costing.schemes.steps import Step, step_on, steps_of, weeks_of

FIRST = date(2026, 10, 1)


def test_steps_are_read_with_their_days():
    found = steps_of("A 10 days, then b for 1 week; C 1 day then d", str, "no")
    assert found == (Step("a", 10), Step("b", 7), Step("c", 1), Step("d", None))


@pytest.mark.parametrize("text", ["a 4 weeks", "a, b", "a 0 days, b"])
def test_only_the_last_step_goes_on(text):
    with pytest.raises(ValueError, match="what was expected"):
        steps_of(text, str, "what was expected")


def test_nothing_said_is_no_step():
    assert steps_of("  ", str, "no") == ()
    assert step_on((), 3, "nothing") == "nothing"


@given(st.lists(st.integers(1, 60), max_size=5), st.integers(1, 400))
def test_what_holds_is_the_step_that_a_day_lies_in(lengths, day):
    steps = [Step(at, days) for at, days in enumerate(lengths)]
    steps.append(Step(len(lengths), None))
    laid_out = [step.what for step in steps for _ in range(step.days or 400)]
    assert step_on(steps, day, -1) == laid_out[day - 1]


@given(st.integers(-10, 400))
def test_weeks_follow_each_other_and_make_up_the_span(days):
    weeks = list(weeks_of(FIRST, FIRST + timedelta(days=days)))
    laid_out = [first + timedelta(at) for first, end in weeks for at in range(7)]
    assert sum((end - first).days for first, end in weeks) == max(days, 0)
    assert laid_out[: max(days, 0)] == [FIRST + timedelta(at) for at in range(days)]
    assert all((end - first).days == 7 for first, end in weeks[:-1])

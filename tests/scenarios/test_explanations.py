"""Explanations hold the limit of time that the search for the plan was given."""

from allocation.posed import NO_TIME
from scenarios.explanations import MOST_SECONDS, explanations_of
from scenarios.outcome import time_limit_of


def test_without_time_what_was_not_solved_says_so(sample_outcome):
    told = explanations_of(
        sample_outcome.market, sample_outcome.allocation, seconds=0.0
    )
    assert NO_TIME in set(told.shortlist["what_the_plan_would_lose"])
    assert NO_TIME in set(told.shadow_prices["one_less"])
    assert told.shadow_prices["lp_one_more"].isna().all()


def test_the_limit_of_a_run_is_the_limit_of_its_explanations(sample_outcome):
    assert time_limit_of(sample_outcome.provenance) == MOST_SECONDS
    assert time_limit_of({"options": {"time_limit": 5}}) == 5.0

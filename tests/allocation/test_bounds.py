"""The bound of arithmetic, and what it strikes out."""

from __future__ import annotations

import numpy as np

from allocation.aims import cost_of
from allocation.bounds import choices_of
from tests.allocation.golden_lp import markets, problem_of
from tests.kit.markets import make_market


def test_the_bound_is_everyones_best_alone() -> None:
    # 50 and 60 to R1, 70 and 40 to R2: 50 + 40, less a person who is not placed: 0.
    problem = problem_of(
        make_market(
            providers=[{"provider": "P1"}, {"provider": "P2"}],
            referrals=[{"referral": "R1"}, {"referral": "R2"}],
            offers=[
                {"referral": "R1", "provider": "P1", "price": 50.0},
                {"referral": "R1", "provider": "P2", "price": 60.0},
                {"referral": "R2", "provider": "P1", "price": 70.0},
                {"referral": "R2", "provider": "P2", "price": 40.0},
            ],
        )
    )
    cost = cost_of(problem.columns)
    people = np.array([-1, -1, -1, -1, 0, 0])
    choices = choices_of(problem)
    assert choices.least(cost) == 0
    assert choices.least(people) == -2
    placed = choices.within(people, -2)
    assert placed.least(cost) == 9000
    # Ten pounds of leeway leave R1 both, R2 one offer.
    assert placed.within(cost, 10000).is_open.tolist() == [
        True,
        True,
        False,
        True,
        False,
        False,
    ]


def test_a_choice_that_breaks_a_row_all_alone_is_struck_out() -> None:
    problem = problem_of(markets()["hours"])
    names = [problem.columns.name(place) for place in range(len(problem.columns))]
    is_open = choices_of(problem).is_open
    # R2 needs 20.5 hours of the 12 that P2 has.
    assert [name for name, is_in in zip(names, is_open, strict=True) if not is_in] == [
        "place[R2,P2]"
    ]


def test_who_must_stay_has_no_choice_of_not_being_placed() -> None:
    problem = problem_of(markets()["stay"])
    placed = np.zeros(len(problem.columns), dtype=np.int64)
    placed[problem.columns.first_person : problem.columns.first_home] = 1
    assert choices_of(problem).least(placed) == 0
    assert choices_of(problem).least(-placed) == -1

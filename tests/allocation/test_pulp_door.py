"""The door through PuLP: what it says of a solve is what was shown."""

from __future__ import annotations

import numpy as np
import pulp
import pytest

from allocation.aims import cost_of
from allocation.answer import Answer, Status
from allocation.pulp_door import PulpDoor, solver_named
from costing.errors import AllocationError
from tests.allocation.golden_lp import PEOPLE, TO_ALL, markets, problem_of
from tests.allocation.hard import hard_market
from tests.kit.markets import make_market

PEOPLE_AND_COST = problem_of(markets()["budget"])


def unplaced_of(problem) -> np.ndarray:
    left = np.zeros(len(problem.columns), dtype=np.int64)
    left[problem.columns.first_person : problem.columns.first_home] = 1
    return left


def test_a_plan_is_given_with_a_bound_that_meets_it() -> None:
    door = PulpDoor(PEOPLE_AND_COST)
    left = unplaced_of(PEOPLE_AND_COST)
    answer = door.least(left)
    assert answer.status is Status.FEASIBLE
    assert answer.plan is not None
    # Both for 120 of 150.50 pounds: nobody is left.
    assert (answer.bound, int(left @ answer.plan)) == (0, 0)
    assert PEOPLE_AND_COST.rows.keeps(answer.plan).all()


def test_what_is_kept_holds_in_later_solves() -> None:
    problem = problem_of(
        make_market(
            providers=[{"provider": "P1"}, {"provider": "P2"}],
            referrals=PEOPLE,
            offers=TO_ALL,
        )
    )
    door = PulpDoor(problem)
    cost = cost_of(problem.columns)
    answer = door.least(cost)
    assert answer.plan is not None
    assert int(cost @ answer.plan) == 0
    door.keep(unplaced_of(problem), 1)
    answer = door.least(cost, start=answer.plan)
    assert answer.plan is not None
    assert (answer.bound, int(cost @ answer.plan)) == (6000, 6000)
    door.keep(-unplaced_of(problem), -2)
    assert door.least(cost).status is Status.INFEASIBLE


def test_a_run_that_was_cut_short_proves_nothing() -> None:
    # PuLP 3 calls this run "Optimal".
    problem = problem_of(hard_market())
    door = PulpDoor(problem)
    door.keep(unplaced_of(problem), 12)
    cost = cost_of(problem.columns)
    answer = door.least(cost, seconds=0.5)
    assert answer.status in (Status.FEASIBLE, Status.STOPPED)
    assert (answer.plan is None) == (answer.status is Status.STOPPED)
    if answer.plan is not None:
        assert answer.bound is None or answer.bound < int(cost @ answer.plan)


def test_no_time_at_all_is_stopped_without_a_plan() -> None:
    problem = problem_of(hard_market())
    door = PulpDoor(problem)
    door.keep(unplaced_of(problem), 2)
    answer = door.least(cost_of(problem.columns), seconds=1e-6)
    assert (answer.status, answer.plan) == (Status.STOPPED, None)


def test_rows_may_be_left_out() -> None:
    problem = problem_of(markets()["stay"])
    stay = np.array([problem.rows.kind(row) == "stay" for row in range(3)])
    left = unplaced_of(problem)
    bound = PulpDoor(problem).least(-left).bound
    freed = PulpDoor(problem, rows=~stay).least(-left).bound
    assert (bound, freed) == (-1, -2)


def test_a_plan_that_breaks_a_row_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    door = PulpDoor(problem_of(markets()["stay"]))
    monkeypatch.setattr(type(door._problem.rows), "keeps", lambda *_: np.array([False]))
    answer = door.least(unplaced_of(door._problem))
    assert (answer.status, answer.plan) == (Status.STOPPED, None)


def test_a_solver_that_breaks_down_is_a_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def breaks(*_: object) -> None:
        raise pulp.PulpError

    door = PulpDoor(PEOPLE_AND_COST)
    monkeypatch.setattr(pulp.HiGHS, "actualSolve", breaks)
    answer = door.least(unplaced_of(PEOPLE_AND_COST))
    assert (answer.status, answer.plan, answer.bound) == (Status.FAILED, None, None)


def test_the_solver_is_named_with_its_version() -> None:
    door = PulpDoor(PEOPLE_AND_COST)
    assert door.solver.startswith("HiGHS 1.")
    assert " through PuLP " in door.solver
    assert door.solver_alone == door.solver.split(" through ")[0]


@pytest.mark.parametrize("name", ["highs", "HiGHS", "HIGHS"])
def test_highs_is_known_in_any_case(name: str) -> None:
    assert solver_named(name) == "HiGHS"


def test_a_solver_that_is_not_there_is_told_with_those_that_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def listed(*, onlyAvailable: bool) -> list[str]:  # noqa: N803  # PuLP's own name
        return ["HiGHS", "COIN_CMD"] if onlyAvailable else []

    monkeypatch.setattr(pulp, "listSolvers", listed)
    with pytest.raises(AllocationError) as caught:
        solver_named("gurobbi")
    assert str(caught.value) == (
        'solver: got "gurobbi", expected one that PuLP knows and that is installed: '
        "COIN_CMD, HiGHS."
    )
    assert solver_named("coin_cmd") == "COIN_CMD"


@pytest.mark.skipif(
    not hasattr(pulp, "PULP_CBC_CMD"), reason="PuLP 4 brings no second solver"
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of CBC, by PuLP 3 itself
def test_a_second_solver_finds_the_same_and_claims_no_bound() -> None:
    left = unplaced_of(PEOPLE_AND_COST)
    door = PulpDoor(PEOPLE_AND_COST, solver="PULP_CBC_CMD", gap=0.0)
    answer = door.least(left, seconds=20.0)
    assert answer.plan is not None
    assert (int(left @ answer.plan), answer.bound) == (0, None)
    assert door.solver_alone == "PULP_CBC_CMD"


def test_a_plan_in_hand_that_is_denied_is_looked_for_again_without_presolve(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = PEOPLE_AND_COST
    door = PulpDoor(problem)
    asked = []
    solved = PulpDoor._solved

    def denied_at_first(self, seconds, unit, more):
        asked.append(dict(more))
        if len(asked) == 1:
            return Answer(Status.INFEASIBLE, None, None)
        return solved(self, seconds, unit, more)

    monkeypatch.setattr(PulpDoor, "_solved", denied_at_first)
    nobody = problem.plan_of(np.zeros(len(problem.columns.pairs), dtype=bool))
    answer = door.least(cost_of(problem.columns), start=nobody)
    assert asked[1] == {"presolve": "off"}
    assert answer.plan is not None

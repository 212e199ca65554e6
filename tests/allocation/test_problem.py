"""The rows of a problem, read as text, and plans completed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.allocation.golden_lp import FOLDER, markets, problem_of, text
from tests.kit.markets import make_market

KINDS = {
    "assign",
    "stay",
    "hours",
    "places",
    "link",
    "apart",
    "total",
    "share",
    "budget",
    "block",
    "strict",
}


@pytest.mark.parametrize("name", sorted(markets()))
def test_rows_are_those_that_were_read_and_agreed(name: str) -> None:
    golden = (FOLDER / f"{name}.lp").read_text(encoding="utf-8")
    assert text(problem_of(markets()[name])) == golden


def test_every_kind_of_row_stands_in_a_golden_file() -> None:
    found = {
        family.kind
        for market in markets().values()
        for family in problem_of(market).rows.families
        if len(family.upper)
    }
    assert found == KINDS


def test_no_golden_file_is_left_over() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(markets())


@pytest.mark.parametrize("name", sorted(markets()))
def test_the_order_of_rows_of_a_market_changes_nothing(name: str) -> None:
    market = markets()[name]
    turned = replace(
        market,
        providers=market.providers[::-1],
        provider_lots=market.provider_lots[::-1],
        schemes=market.schemes[::-1],
        referrals=market.referrals[::-1],
        offers=market.offers[::-1],
        may_not_share=market.may_not_share[::-1],
        commitments=market.commitments[::-1],
    )
    assert sorted(text(problem_of(turned)).splitlines()) == sorted(
        text(problem_of(market)).splitlines()
    )


def test_a_plan_follows_from_who_is_placed() -> None:
    problem = problem_of(markets()["budget"])
    names = [problem.columns.name(place) for place in range(len(problem.columns))]
    chosen = np.array([name == "place[R1,P1,S1]" for name in names[:6]])
    plan = dict(zip(names, problem.plan_of(chosen).tolist(), strict=True))
    assert {name for name, value in plan.items() if value} == {
        "place[R1,P1,S1]",
        "unplaced[R2]",
        "open[S1]",
        "open[S1,1]",
    }


def test_a_plan_sums_the_minutes_that_are_placed() -> None:
    problem = problem_of(markets()["share"])
    names = [problem.columns.name(place) for place in range(len(problem.columns))]
    chosen = np.isin(names[:5], ["place[R1,P1]", "place[R2,P2]"])
    plan = dict(zip(names, problem.plan_of(chosen).tolist(), strict=True))
    assert (plan["minutes[]"], plan["minutes[1]"]) == (1830, 600)
    kept = problem.rows.keeps(problem.plan_of(chosen))
    broken = [problem.rows.name(row) for row in np.flatnonzero(~kept).tolist()]
    # P1 in lot 1 has 5 of its 15 hours, and 15 of 25 with R1: above 0.4.
    assert broken == ["share[P1,1]"]


def test_nobody_makes_no_rows() -> None:
    problem = problem_of(make_market(providers=[], referrals=[], offers=[]))
    assert (len(problem.rows), len(problem.columns)) == (0, 0)
    assert problem.plan_of(np.zeros(0, dtype=bool)).tolist() == []

"""Public instances with known optima, which nobody of this project wrote."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from allocation.allocate import allocate
from allocation.rules import Aims, PriceFormula, Scoring
from tests.kit.markets import make_market

if TYPE_CHECKING:
    from allocation.market import Market

INSTANCES = Path(__file__).parents[3] / "shared" / "instances"

pytestmark = pytest.mark.skipif(
    not INSTANCES.is_dir(), reason="../shared/instances is not here"
)

LEAST_COST = Aims(aims=("placed", "cost"), tie_break=())
PRICES_MAY_BE_NOTHING = Scoring(
    price_formula=PriceFormula.ABSOLUTE_LINEAR,
    floor_gbp_per_week=0,
    ceiling_gbp_per_week=1e9,
)


def numbers(path: Path) -> list[float]:
    return [float(word) for word in path.read_text(encoding="utf-8").split()]


def optimum(folder: str, name: str, column: str) -> float:
    with (INSTANCES / folder / "optima.csv").open(encoding="utf-8") as file:
        rows = {row["instance"]: row for row in csv.DictReader(file)}
    return float(rows[name][column])


def assignment(name: str) -> Market:
    """Agents are providers, jobs are people, each pair an offer with its own hours."""
    agents, jobs, *rest = map(int, numbers(INSTANCES / "gap" / name))
    cells = agents * jobs
    cost, use = rest[:cells], rest[cells : 2 * cells]
    room = rest[2 * cells : 2 * cells + agents]
    return make_market(
        aims=LEAST_COST,
        providers=[
            {"provider": f"P{a:02d}", "capacity_hours_per_week": float(room[a])}
            for a in range(agents)
        ],
        referrals=[{"referral": f"R{j:03d}"} for j in range(jobs)],
        offers=[
            {
                "referral": f"R{j:03d}",
                "provider": f"P{a:02d}",
                "price": cost[a * jobs + j],
                "hours_per_week": float(use[a * jobs + j]),
            }
            for j in range(jobs)
            for a in range(agents)
        ],
    )


def location(name: str) -> Market:
    """Sites are schemes, customers people; costs in pence have a hundredth part."""
    sites, customers, *rest = numbers(INSTANCES / "facility" / f"{name}.txt")
    n_sites, n_people = int(sites), int(customers)
    schemes = [
        {
            "scheme": f"S{s:02d}",
            "capacity_hours_per_week": rest[2 * s],
            "background_gbp_per_week": rest[2 * s + 1] * 100,
        }
        for s in range(n_sites)
    ]
    people, offers = [], []
    for j in range(n_people):
        first = 2 * n_sites + j * (n_sites + 1)
        demand, *costs = rest[first : first + n_sites + 1]
        people.append({"referral": f"R{j:03d}", "hours_per_week": demand})
        offers += [
            {
                "referral": f"R{j:03d}",
                "provider": "P1",
                "scheme": f"S{s:02d}",
                "price": cost * 100,
            }
            for s, cost in enumerate(costs)
        ]
    return make_market(
        aims=LEAST_COST,
        scoring=PRICES_MAY_BE_NOTHING,
        providers=[{"provider": "P1"}],
        schemes=schemes,
        referrals=people,
        offers=offers,
    )


@pytest.mark.parametrize("name", ["gap1-0", "gap2-3", "gap3-1", "gap4-4", "gap5-2"])
def test_an_assignment_of_the_or_library_has_its_published_cost(name: str) -> None:
    allocation = allocate(assignment(name))
    placed, cost = allocation.aims
    assert allocation.status == "optimal"
    assert placed.value == len(allocation.placements)
    assert allocation.unplaced.empty
    assert cost.value == optimum("gap", name, "optimum")


@pytest.mark.parametrize("name", ["cap62", "cap71", "cap74"])
def test_a_location_of_the_or_library_has_its_published_cost(name: str) -> None:
    allocation = allocate(location(name))
    _, cost = allocation.aims
    assert allocation.status == "optimal"
    assert allocation.unplaced.empty
    assert cost.value / 100 == optimum("facility", name, "single_source_optimum")

"""Every kind of row, written out from a market of two or three people.

``python -m tests.allocation.golden_lp`` writes the files of the folder beside this one;
when a change of the rows is meant they are read, never edited.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from allocation.choice import choice_of
from allocation.eligibility import must_stay, refusals
from allocation.limits import stated_limits
from allocation.problem import built
from allocation.rows import NO_LOWER
from allocation.rules import Aims, Lot
from allocation.scoring import scored
from allocation.strict import strict
from tests.kit.markets import make_market

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocation.market import Market
    from allocation.problem import Problem

FOLDER: Final = Path(__file__).parent / "golden"

PEOPLE = [
    {"referral": "R1", "hours_per_week": 10.0},
    {"referral": "R2", "hours_per_week": 20.5},
]
BOTH = [{"provider": "P1"}, {"provider": "P2"}]
HOUSE = {"scheme": "S1", "background_gbp_per_week": 100.0}
TO_ALL = [
    {"referral": person, "provider": provider, "price": 60.0}
    for person in ("R1", "R2")
    for provider in ("P1", "P2")
]
INTO_S1 = [
    {"referral": person, "provider": "P1", "scheme": "S1", "price": 50.0}
    for person in ("R1", "R2")
]


def problem_of(market: Market) -> Problem:
    """Build a market's problem."""
    choice = choice_of(market)
    refused = refusals(market, choice)
    limits = stated_limits(market)
    problem = built(market, limits, refused.eligible, must_stay(market))
    if market.aims.strict_rank:
        return strict(problem, scored(market, choice, refused.eligible))
    return problem


def markets() -> Mapping[str, Market]:
    """Give a market for each kind of row, by the name of its file."""
    return {
        "strict": make_market(
            aims=Aims(strict_rank=True, budget_gbp_per_week=230.0),
            providers=[
                {"provider": "P1", "quality": 90.0, "spare_places": 1.0},
                {"provider": "P2", "quality": 50.0},
            ],
            schemes=[HOUSE],
            referrals=PEOPLE,
            offers=[*TO_ALL, {**INTO_S1[1], "provider": "P2"}],
        ),
        "assign": make_market(providers=BOTH, referrals=PEOPLE, offers=TO_ALL),
        "stay": make_market(
            providers=BOTH,
            referrals=[
                {**PEOPLE[0], "must_stay": True, "current_provider": "P2"},
                PEOPLE[1],
            ],
            offers=TO_ALL,
        ),
        "hours": make_market(
            providers=[
                {"provider": "P1", "capacity_hours_per_week": 30.0},
                {"provider": "P2", "spare_hours_per_week": 12.0},
            ],
            provider_lots=[
                {"provider": "P1", "lot": "1", "spare_hours_per_week": 25.25}
            ],
            schemes=[{"scheme": "S1", "capacity_hours_per_week": 40.0}],
            referrals=PEOPLE,
            offers=[*TO_ALL, *INTO_S1],
            commitments=[
                {"person": "C1", "provider": "P1", "lot": "1", "units_per_week": 7.5},
                {"person": "C2", "provider": "P2", "scheme": "S1", "unit": "hours"},
            ],
        ),
        "places": make_market(
            providers=[{"provider": "P1", "capacity_places": 3.0}, *BOTH[1:]],
            provider_lots=[{"provider": "P1", "lot": "1", "spare_places": 1.0}],
            schemes=[{**HOUSE, "places": 2.0, "occupied_places": 1.0}],
            referrals=PEOPLE,
            offers=[*TO_ALL, *INTO_S1],
            commitments=[
                {"person": "C1", "provider": "P1", "component": "one_to_one"},
                {"person": "C1", "provider": "P1", "component": "sleep_in"},
            ],
        ),
        "link": make_market(
            providers=BOTH,
            schemes=[HOUSE, {**HOUSE, "scheme": "S2", "occupied_places": 1.0}],
            referrals=PEOPLE,
            offers=[
                *INTO_S1,
                {"referral": "R1", "provider": "P2", "scheme": "S1"},
                {"referral": "R2", "provider": "P2", "scheme": "S2"},
                {
                    "referral": "R2",
                    "provider": "P2",
                    "scheme": "S1",
                    "core_included": True,
                },
            ],
        ),
        "apart": make_market(
            providers=BOTH,
            schemes=[{"scheme": "S1"}, {"scheme": "S2"}],
            referrals=PEOPLE,
            offers=[
                *INTO_S1,
                {"referral": "R2", "provider": "P2", "scheme": "S1"},
                {"referral": "R1", "provider": "P1", "scheme": "S2"},
            ],
            may_not_share=[
                {"referral": "R1", "other": "R2"},
                {"referral": "R2", "other": "R1"},
                {"referral": "R1", "other": "C1"},
            ],
            commitments=[{"person": "C1", "provider": "P2", "scheme": "S2"}],
        ),
        "share": make_market(
            lots=[Lot(lot="1", share_cap=0.4), Lot(lot="2")],
            providers=[
                {"provider": "P1", "share_cap": 0.6},
                {"provider": "P2"},
                {"provider": "P3", "share_cap": 0.1},
            ],
            referrals=[PEOPLE[0], {**PEOPLE[1], "lot": "2"}],
            offers=[*TO_ALL, {"referral": "R1", "provider": "P3"}],
            commitments=[
                {"person": "C1", "provider": "P1", "lot": "1", "units_per_week": 5.0},
                {"person": "C2", "provider": "P2", "lot": "1", "units_per_week": 8.0},
                {"person": "C3", "provider": "P3", "lot": "1", "units_per_week": 2.0},
            ],
        ),
        "budget": make_market(
            lots=[Lot(lot="1", budget_gbp_per_week=120), Lot(lot="2")],
            aims=Aims(budget_gbp_per_week=150.5),
            providers=BOTH,
            schemes=[HOUSE],
            referrals=[PEOPLE[0], {**PEOPLE[1], "lot": "2"}],
            offers=[*TO_ALL, *INTO_S1],
        ),
    }


def text(problem: Problem) -> str:
    """Write rows in the words of an LP file, a row a line, in whole numbers."""
    rows, columns = problem.rows, problem.columns
    lines = []
    for row in range(len(rows)):
        entries = slice(rows.start[row], rows.start[row + 1])
        terms = [
            f"{'+' if value > 0 else '-'} {abs(value)} {columns.name(column)}"
            for column, value in zip(
                rows.column[entries].tolist(), rows.value[entries].tolist(), strict=True
            )
        ]
        lower, upper = int(rows.lower[row]), int(rows.upper[row])
        sense = "<=" if lower == NO_LOWER else "="
        assert lower in (NO_LOWER, upper)
        lines.append(f"{rows.name(row)}: {' '.join(terms)} {sense} {upper}")
    return "\n".join(lines) + "\n"


def write() -> None:
    """Write all files anew."""
    FOLDER.mkdir(exist_ok=True)
    for name, market in markets().items():
        path = FOLDER / f"{name}.lp"
        path.write_text(text(problem_of(market)), encoding="utf-8")


if __name__ == "__main__":
    write()

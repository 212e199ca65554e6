"""The register of departures: every better offer, and what kept it from the person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from allocation.allocate import allocate
from allocation.answer import Status
from allocation.departures import COLUMNS, counted, departures
from allocation.rules import Aims, Scoring, Weights
from costing.errors import InputError
from tests.kit.changes import with_lot
from tests.kit.markets import make_market
from tests.kit.oracle import Plans
from tests.kit.strategies import seeded

if TYPE_CHECKING:
    from allocation.market import Market
    from tests.kit.contract import Row

QUALITY_ALONE = Scoring(weights=Weights(quality=100))
POINTS = Aims(aims=("placed", "points", "cost"))


def two(first: Row | None = None, **rules: Any) -> Market:
    """Make R1 and R2 want P1, R2 more so: 80 and 90, against 60 each at P2."""
    marks = {("R1", "P1"): 80, ("R1", "P2"): 60, ("R2", "P1"): 90, ("R2", "P2"): 60}
    return make_market(
        providers=[{"provider": "P1", **(first or {})}, {"provider": "P2"}],
        referrals=[{"referral": r, "hours_per_week": 30.0} for r in ("R1", "R2")],
        offers=[
            {"referral": r, "provider": p, "quality": float(mark)}
            for (r, p), mark in marks.items()
        ],
        **{"scoring": QUALITY_ALONE, "aims": POINTS, **rules},
    )


def why(market: Market) -> list[tuple[str, str, str, str]]:
    found = departures(market, allocate(market))
    columns = ["referral", "better_provider", "reason", "why"]
    return [tuple(row) for row in found[columns].to_numpy().tolist()]


def test_hours_that_others_take_are_capacity_with_what_is_left_and_needed() -> None:
    # P1 has 36.5 h; R2 takes 30 of them.
    market = two({"spare_hours_per_week": 36.5})
    assert why(market) == [
        (
            "R1",
            "P1",
            "capacity",
            "P1 has 6 h 30 min a week left, and this needs 30 h.",
        )
    ]
    assert departures(market, allocate(market)).to_dict("records") == [
        {
            "referral": "R1",
            "provider": "P2",
            "scheme": "",
            "points": 60.0,
            "rank": 2,
            "better_provider": "P1",
            "better_scheme": "",
            "better_points": 80.0,
            "better_rank": 1,
            "reason": "capacity",
            "why": "P1 has 6 h 30 min a week left, and this needs 30 h.",
        }
    ]


def test_places_are_capacity_too() -> None:
    assert why(two({"spare_places": 1.0})) == [
        ("R1", "P1", "capacity", "P1 has no place left.")
    ]


def test_every_better_offer_has_a_row_of_its_own_and_equal_ones_none() -> None:
    full = {"spare_places": 0.0}
    market = make_market(
        providers=[
            {"provider": "P1", "quality": 90.0, **full},
            {"provider": "P2", "quality": 80.0, **full},
            {"provider": "P3", "quality": 70.0},
            {"provider": "P4", "quality": 70.0},
            {"provider": "P5", "quality": 99.0, "status": "closed"},
        ],
        referrals=[{"referral": "R1"}],
        offers=[{"referral": "R1", "provider": f"P{n}"} for n in (5, 4, 3, 2, 1)],
        scoring=QUALITY_ALONE,
    )
    found = departures(market, allocate(market))
    assert found[["better_provider", "better_rank"]].to_numpy().tolist() == [
        ["P1", 1],
        ["P2", 2],
    ]
    assert set(found["rank"]) == {3}


def test_the_cap_on_a_share_is_told() -> None:
    # Of 60 hours P1 may have half: 30.
    assert why(two({"share_cap": 0.5})) == [
        (
            "R1",
            "P1",
            "share_cap",
            "P1 has no more of its share of the hours.",
        )
    ]


def test_a_budget_is_told() -> None:
    # R2 with P1 for 100, and 90 left; P1 asks 100 of R1, P2 only 80.
    market = two(aims=Aims(budget_gbp_per_week=180.0))
    cheap = (market.offers["provider"] == "P2") & (market.offers["referral"] == "R1")
    for name in ("price_pence", "evaluated_pence"):
        prices = market.offers[name].where(~cheap, 8000)
        market = replace(market, offers=market.offers.assign(**{name: prices}))
    assert why(market) == [
        ("R1", "P1", "budget", "P1 is not within the indicative budget.")
    ]


def test_who_may_not_share_is_told() -> None:
    market = make_market(
        providers=[{"provider": "P1"}],
        schemes=[{"scheme": name, "provider": "P1"} for name in ("S1", "S2")],
        referrals=[{"referral": "R1"}, {"referral": "R2"}],
        offers=[
            {"referral": r, "provider": "P1", "scheme": s, "quality": q}
            for r, s, q in (
                ("R1", "S1", 80.0),
                ("R1", "S2", 60.0),
                ("R2", "S1", 90.0),
                ("R2", "S2", 60.0),
            )
        ],
        may_not_share=[{"referral": "R2", "other": "R1"}],
        scoring=QUALITY_ALONE,
    )
    assert why(market) == [
        (
            "R1",
            "P1",
            "housemates",
            "R2 and R1 may not share, and both would be in S1.",
        )
    ]


def chosen_against_points(**rules: Any) -> Market:
    """Make R1 rank P2 first (choice 100, P1: 0), though P1 has the most points."""
    return make_market(
        providers=[
            {"provider": "P1", "quality": 90.0, **rules},
            {"provider": "P2", "quality": 50.0},
        ],
        referrals=[{"referral": "R1"}],
        offers=[{"referral": "R1", "provider": p} for p in ("P1", "P2")],
        preferences=[{"referral": "R1", "provider": "P2", "rank": 1.0}],
        scoring=Scoring(weights=Weights(quality=90, choice=10)),
        aims=Aims(aims=("placed", "choice", "points")),
    )


def test_the_persons_own_choice_is_told() -> None:
    assert why(chosen_against_points()) == [
        (
            "R1",
            "P1",
            "choice",
            "The person's own choice is nearer to P2 (100 choice points, not 0).",
        )
    ]


def test_all_that_holds_is_in_the_words_and_the_first_is_the_reason() -> None:
    assert why(chosen_against_points(spare_places=0.0)) == [
        (
            "R1",
            "P1",
            "capacity",
            (
                "P1 has no place left; the person's own choice is nearer to P2 "
                "(100 choice points, not 0)."
            ),
        )
    ]


def better_together() -> Market:
    """Make cost come before points: P1 is better for R1, and dearer."""
    return make_market(
        providers=[
            {"provider": "P1", "quality": 90.0},
            {"provider": "P2", "quality": 50.0},
        ],
        referrals=[{"referral": "R1"}],
        offers=[
            {"referral": "R1", "provider": "P1", "price": 101.0},
            {"referral": "R1", "provider": "P2", "price": 100.0},
        ],
        scoring=QUALITY_ALONE,
        aims=Aims(aims=("placed", "cost")),
    )


def test_an_offer_that_would_fit_is_left_to_the_plan() -> None:
    assert why(better_together()) == [
        (
            "R1",
            "P1",
            "plan",
            "It alone would fit, but the plan as a whole does better without it.",
        )
    ]


def test_a_plan_without_proof_does_not_claim_to_be_better() -> None:
    market = better_together()
    unproven = replace(allocate(market), status=Status.FEASIBLE)
    assert departures(market, unproven)["why"].tolist() == [
        (
            "It alone would fit, and the search stopped before it was sure of a better "
            "plan."
        )
    ]


def test_what_the_person_takes_now_is_free_for_them() -> None:
    # P1 has 30 hours, which R1 has in S2; S1 is better, full of nobody, and dearer.
    market = make_market(
        providers=[{"provider": "P1", "spare_hours_per_week": 30.0}],
        schemes=[{"scheme": name, "provider": "P1"} for name in ("S1", "S2")],
        referrals=[{"referral": "R1", "hours_per_week": 30.0}],
        offers=[
            {"referral": "R1", "provider": "P1", "scheme": "S1", "quality": 90.0}
            | {"price": 120.0},
            {"referral": "R1", "provider": "P1", "scheme": "S2", "quality": 50.0},
        ],
        scoring=QUALITY_ALONE,
        aims=Aims(aims=("placed", "cost")),
    )
    assert [reason for _, _, reason, _ in why(market)] == ["plan"]


def test_fewer_hours_that_break_the_share_of_another_are_told() -> None:
    # Lot 1 caps a share at 60 %: P1 has 30 of 50 hours. R2 with 10 hours of P3 in
    # place of 20 of P2 would leave P1 30 of 40, 75 %; P2 and P3 would have 25 % and 0.
    market = make_market(
        providers=[{"provider": f"P{n}"} for n in (1, 2, 3)],
        referrals=[{"referral": "R1"}, {"referral": "R2"}],
        offers=[
            {"referral": "R1", "provider": "P1", "hours_per_week": 30.0},
            {"referral": "R2", "provider": "P2", "hours_per_week": 20.0},
            {"referral": "R2", "provider": "P3", "hours_per_week": 10.0}
            | {"quality": 90.0},
        ],
        scoring=QUALITY_ALONE,
    )
    market = with_lot(market, "1", share_cap=0.6)
    assert why(market) == [
        (
            "R2",
            "P3",
            "share_cap",
            "With fewer hours in all, P1 would have more than its share.",
        )
    ]


def test_who_has_the_first_of_their_ranking_is_not_in_the_register() -> None:
    market = two()
    found = departures(market, allocate(market))
    assert found.empty
    assert tuple(found.columns) == COLUMNS
    assert set(counted(found).values()) == {0}


def test_a_person_is_counted_by_the_reason_that_can_be_challenged() -> None:
    one = departures(better_together(), allocate(better_together()))
    other = one.assign(reason="capacity", better_rank=2)
    both = pd.concat([one, other])
    assert counted(both)["plan"] == 1
    assert sum(counted(both).values()) == 1


def _fits(table: Plans, plan: list[Row], offer: Row) -> bool:
    others = [one for one in plan if one["referral"] != offer["referral"]]
    return table.allowed((*others, offer))


@pytest.mark.parametrize("first", range(0, 100, 20))
def test_a_departure_is_told_as_one_of_the_plan_where_the_offer_would_fit(
    first: int,
) -> None:
    # Against the oracle: the better offer in place of the chosen one, all else as is.
    looked_at = 0
    for seed in range(first, first + 20):
        market = seeded(seed)
        try:
            allocation = allocate(market)
        except InputError:
            continue
        table = Plans(market)
        offers = {table.key(offer): offer for offer in table.offers}
        keys = ["referral", "provider", "scheme"]
        placed = allocation.placements[keys].to_numpy().tolist()
        plan = [offers[tuple(key)] for key in placed]
        for row in departures(market, allocation).to_dict("records"):
            key = row["referral"], row["better_provider"], row["better_scheme"]
            own = offers[row["referral"], row["provider"], row["scheme"]]
            fits = _fits(table, plan, offers[key])
            chooses = table.choice(own) > table.choice(offers[key])
            is_plain = row["reason"] in ("plan", "choice")
            assert is_plain == fits, (seed, row)
            assert (row["reason"] == "choice") == (fits and chooses), (seed, row)
            looked_at += 1
    assert looked_at >= 4

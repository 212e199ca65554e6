"""What is told of one person is what the market gives when it is solved again."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from allocation.allocate import allocate
from allocation.answer import Status
from allocation.explanation import explained
from allocation.flip import TENTHS, Flip, better, cheaper
from allocation.posed import NO_PLAN, NOT_SOLVED
from allocation.pursuit import Deadline
from allocation.rivals import AS_GOOD, NO_ROOM, rivals_of
from allocation.rules import Aims, Scoring, Weights
from costing.errors import AllocationError, InputError
from tests.kit.markets import make_market
from tests.kit.oracle import solve
from tests.kit.strategies import seeded

if TYPE_CHECKING:
    from allocation.allocation import Allocation
    from allocation.explanation import Explanation
    from allocation.market import Market

QUALITY_ALONE = Scoring(weights=Weights(quality=100))


@cache
def planned(seed: int) -> tuple[Market, Allocation] | None:
    market = seeded(seed)
    try:
        plan = allocate(market)
    except InputError:
        return None
    return (market, plan) if plan.status is Status.OPTIMAL else None


def told(market: Market, plan: Allocation) -> list[Explanation]:
    return [explained(market, plan, name) for name in market.referrals["referral"]]


def is_chosen(market: Market, told: Explanation) -> bool:
    runner = told.runner_up
    assert runner is not None
    placed = allocate(market).placements
    mine = placed[placed["referral"] == told.referral]
    return mine[["provider", "scheme"]].to_numpy().tolist() == [
        [runner.provider, runner.scheme]
    ]


@pytest.mark.parametrize("first", [0, 10])
def test_forcing_an_offer_in_loses_what_is_told(first: int) -> None:
    # Against brute force over all allocations that hold the offer.
    looked_at = 0
    for seed in range(first, first + 5):
        found = planned(seed)
        if found is None:
            continue
        market, plan = found
        best = [aim for aim in plan.aims if not aim.name.startswith("tie_break")]
        for name in market.referrals["referral"]:
            rivals = rivals_of(market, plan, name, Deadline.after(None))
            for (provider, scheme), lost in rivals.lost.items():
                if not provider:
                    continue
                answer = solve(market, (name, provider, scheme))
                if answer is None:
                    assert lost in (NO_PLAN, NO_ROOM), (seed, name, lost)
                    continue
                pence = {name for name, _ in answer.best if name.endswith("cost")}
                change = next(
                    (
                        (aim.unit, change)
                        for aim, (_, value) in zip(best, answer.best, strict=False)
                        if abs(
                            change := float(value) / (100 if aim.name in pence else 1)
                            - aim.best
                        )
                        > 1e-9
                    ),
                    None,
                )
                assert lost == _words(change, lost), (seed, name, provider)
                looked_at += 1
    assert looked_at >= 5


def _words(change: tuple[str, float] | None, said: str) -> str:
    """Give what should be said: the size and the way; the unit's words are as said."""
    if change is None:
        return AS_GOOD
    unit, more = change
    if unit == "GBP/week":
        return f"£{abs(more):,.2f} a week {'more' if more > 0 else 'less'}"
    way = "more" if more > 0 else "fewer"
    if unit == "people":
        rest = said.split(way, 1)[-1]
        return f"{abs(more):g} {'person' if abs(more) == 1 else 'people'} {way}{rest}"
    return f"{abs(more) + 1e-9:,.2f} {unit} {way}".replace(".00 ", " ")


# Seeds in which a price flips somebody's offer, or none would.
@pytest.mark.parametrize("seeds", [(1, 5, 9), (18, 26)])
def test_the_price_that_is_told_flips_the_plan_and_a_penny_less_does_not(
    seeds: tuple[int, ...],
) -> None:
    flipped = kept = 0
    for seed in seeds:
        found = planned(seed)
        if found is None:
            continue
        market, plan = found
        for one in told(market, plan):
            if one.runner_up is None or one.price is None:
                continue
            way = one.runner_up.provider, one.runner_up.scheme

            def cut(pence: int, one=one, way=way, market=market) -> Market:
                return cheaper(market, one.referral, way, pence)

            wins, level = one.price.wins, one.price.level
            if wins is not None and level is not None:
                assert is_chosen(cut(wins), one), (seed, one.referral)
                flipped += 1
                if level > 0:
                    assert not is_chosen(cut(level - 1), one), (seed, one.referral)
            elif level is None and one.runner_up.price_pence > 1:
                most = one.runner_up.price_pence - 1
                assert not is_chosen(cut(most), one), (seed, one.referral)
                kept += 1
    assert flipped >= 2, (flipped, kept)
    assert kept >= 1, (flipped, kept)


@pytest.mark.parametrize("seeds", [(18, 26, 33)])
def test_the_marks_that_are_told_flip_the_plan_and_a_tenth_less_does_not(
    seeds: tuple[int, ...],
) -> None:
    flipped = 0
    for seed in seeds:
        found = planned(seed)
        if found is None:
            continue
        market, plan = found
        for one in told(market, plan):
            if one.runner_up is None or one.quality is None:
                continue
            way = one.runner_up.provider, one.runner_up.scheme
            wins, level = one.quality.wins, one.quality.level
            if wins is not None and level is not None:
                raised = better(market, one.referral, way, wins)
                assert is_chosen(raised, one), (seed, one.referral)
                flipped += 1
                if level > 0:
                    less = better(market, one.referral, way, level - 1)
                    assert not is_chosen(less, one), (seed, one.referral)
    assert flipped >= 3


def contested(**rules: object) -> Market:
    """Make R1 and R2 want P1, one place: 90 and 80; P2 has 60 for both.

    R1 has P1 (90 + 60 against 80 + 60).
    """
    marks = {("R1", "P1"): 90, ("R1", "P2"): 60, ("R2", "P1"): 80, ("R2", "P2"): 60}
    given = {
        "providers": [
            {"provider": "P1", "spare_places": 1.0},
            {"provider": "P2"},
            {"provider": "P3", "status": "closed"},
            {"provider": "P4"},
        ],
        "referrals": [{"referral": "R1"}, {"referral": "R2"}],
        "offers": [
            *(
                {"referral": r, "provider": p, "quality": float(mark)}
                for (r, p), mark in marks.items()
            ),
            {"referral": "R1", "provider": "P3"},
        ],
        "scoring": QUALITY_ALONE,
        **rules,
    }
    return make_market(**given)  # type: ignore[arg-type]


def test_an_explanation_by_hand() -> None:
    market = contested()
    first = explained(market, allocate(market), "R1")
    assert [(o.name, o.state, o.would_lose, o.why) for o in first.offers] == [
        ("P1", "chosen", "", ""),
        ("P2", "eligible", "10 points fewer", ""),
        ("P3", "refused", "", "P3 is closed."),
    ]
    assert first.silent == ("P4",)
    assert first.chosen == first.offers[0]
    assert first.runner_up == first.offers[1]
    # No price: quality alone gives points. P2 at 60 + 10 is level, 10.1 more wins.
    assert first.price == Flip(None, None)
    assert first.quality == Flip(wins=101, level=100)
    assert TENTHS == 10


def test_what_kept_a_better_offer_back_is_told() -> None:
    market = contested()
    second = explained(market, allocate(market), "R2")
    assert [(o.name, o.state, o.would_lose, o.why) for o in second.offers] == [
        ("P2", "chosen", "", ""),
        ("P1", "eligible", "10 points fewer", "P1 has no place left."),
    ]


def test_a_price_that_decides_ties_draws_level_and_a_penny_more_wins() -> None:
    # As good on points, 100 against 105: at 5.00 less level, at 5.01 less cheaper.
    market = make_market(
        providers=[{"provider": "P1"}, {"provider": "P2"}],
        referrals=[{"referral": "R1"}],
        offers=[
            {"referral": "R1", "provider": "P1", "quality": 60.0, "price": 100.0},
            {"referral": "R1", "provider": "P2", "quality": 60.0, "price": 105.0},
        ],
        scoring=QUALITY_ALONE,
    )
    told = explained(market, allocate(market), "R1")
    assert told.price == Flip(wins=501, level=500)
    assert told.offers[1].would_lose == "£5.00 a week more"


def priced(aims: Aims) -> Market:
    """Make R1 have P1: 45 + 41.67 points against 30 + 50, by quality and price."""
    return make_market(
        providers=[{"provider": "P1"}, {"provider": "P2"}],
        referrals=[{"referral": "R1"}],
        offers=[
            {"referral": "R1", "provider": "P1", "quality": 90.0, "price": 120.0},
            {"referral": "R1", "provider": "P2", "quality": 60.0, "price": 100.0},
        ],
        scoring=Scoring(weights=Weights(quality=50, price=50)),
        aims=aims,
    )


def test_with_a_tolerance_there_is_no_one_price_that_flips() -> None:
    aims = Aims.model_validate({"tolerance": {"points": 0.01}})
    told = explained(priced(aims), allocate(priced(aims)), "R1")
    assert told.runner_up is not None
    assert (told.price, told.quality) == (None, None)


def test_with_a_budget_each_price_is_solved() -> None:
    # P2 at p has 80 points, P1 45 + 50 p / 120: at 84.01 that is 80.00 too, rounded,
    # and P2 is cheaper.
    market = priced(Aims(budget_gbp_per_week=1000.0))
    told = explained(market, allocate(market), "R1")
    assert told.price is not None
    assert told.price.level is not None
    assert told.price.wins is not None
    assert is_chosen(cheaper(market, "R1", ("P2", ""), told.price.wins), told)
    assert told.price == Flip(wins=1599, level=1599)
    less = cheaper(market, "R1", ("P2", ""), told.price.level - 1)
    assert not is_chosen(less, told)


def test_who_is_not_placed_has_reason_remedy_and_what_stands_in_the_way() -> None:
    market = contested(
        providers=[{"provider": "P1", "spare_places": 1.0}]
        + [{"provider": f"P{n}", "spare_places": 0.0} for n in (2, 3, 4)]
    )
    told = explained(market, allocate(market), "R2")
    assert (told.reason, told.remedy) == (
        "P1 has no place left; P2 has no place left.",
        "P1 with 1 place more would place them.",
    )
    assert [(o.name, o.would_lose, o.why) for o in told.offers] == [
        ("P1", "10 points fewer", "P1 has no place left."),
        ("P2", NO_ROOM, "P2 has no place left."),
    ]
    assert (told.chosen, told.runner_up, told.price, told.quality) == (None,) * 4


def test_nobody_who_offers_is_told_too() -> None:
    market = make_market(
        providers=[{"provider": "P1"}], referrals=[{"referral": "R1"}], offers=[]
    )
    told = explained(market, allocate(market), "R1")
    assert (told.offers, told.silent) == ((), ("P1",))
    assert told.reason == "Nobody has made an offer."


def test_a_plan_without_proof_is_not_solved_again() -> None:
    from dataclasses import replace

    market = contested()
    unproven = replace(allocate(market), status=Status.FEASIBLE)
    told = explained(market, unproven, "R1")
    assert told.note == NOT_SOLVED
    assert told.runner_up is None


def test_no_time_is_told_and_nothing_is_claimed() -> None:
    market = contested()
    told = explained(market, allocate(market), "R1", seconds=0.0)
    assert told.offers[1].would_lose == "not solved again: no time was left"
    assert (told.runner_up, told.price, told.quality) == (None, None, None)


def test_no_plan_and_no_such_person_are_told() -> None:
    from dataclasses import replace

    market = contested()
    plan = allocate(market)
    with pytest.raises(AllocationError, match=r"^there is no referral R9$"):
        explained(market, plan, "R9")
    stopped = replace(plan, status=Status.STOPPED)
    text = r"^there is no plan to explain: status stopped$"
    with pytest.raises(AllocationError, match=text):
        explained(market, stopped, "R1")

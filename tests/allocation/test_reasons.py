"""Why somebody is not placed, in words; and the remedy, done, places them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from allocation.allocate import allocate
from allocation.answer import Status
from allocation.eligibility import RULES
from allocation.reasons import AGAINST, unplaced
from allocation.rules import AimName, Aims, Lot
from tests.kit.changes import changed, with_lot
from tests.kit.markets import make_market

if TYPE_CHECKING:
    from allocation.market import Market
    from tests.kit.frames import Row

P14 = {"provider": "P014", "quality": 80.0}
LOTS = [Lot(lot="1"), Lot(lot="2")]


def _said(market: Market) -> tuple[str, str]:
    """Give the reason and the remedy for R1, who is the only one unplaced."""
    rows = allocate(market).unplaced
    assert rows["referral"].tolist() == ["R1"]
    return rows["reason"].iloc[0], rows["remedy"].iloc[0]


def _town(**changes: Any) -> Market:
    """Give one person who asks 40 hours of P014 in lot 2."""
    rows: dict[str, Any] = {
        "lots": LOTS,
        "providers": [P14],
        "referrals": [{"referral": "R1", "lot": "2", "hours_per_week": 40.0}],
        "offers": [{"referral": "R1", "provider": "P014", "price": 800.0}],
    }
    return make_market(**{**rows, **changes})


def test_nobody_offers() -> None:
    assert _said(_town(offers=[])) == (
        "Nobody has made an offer.",
        "Ask again: more providers, or a wider area.",
    )


def test_hours_in_a_lot_are_short_and_the_remedy_places_them() -> None:
    room = [{"provider": "P014", "lot": "2", "capacity_hours_per_week": 12.0}]
    market = _town(provider_lots=room)
    assert _said(market) == (
        "P014 has 12 h a week left in lot 2, and this needs 40 h.",
        "P014 with 28 h a week more in lot 2 would place them.",
    )
    more = {"capacity_hours_per_week": 12.0 + 28.0}
    assert len(allocate(changed(market, "provider_lots", {}, **more)).placements) == 1
    less = {"capacity_hours_per_week": 12.0 + 27.75}
    assert _said(changed(market, "provider_lots", {}, **less))[1] == (
        "P014 with 15 min a week more in lot 2 would place them."
    )


def test_commitments_that_pass_a_capacity_are_counted_in_what_is_short() -> None:
    # It holds 30.5 h of 20: for 40 more it needs a capacity of 70.5.
    held = {"person": "C1", "provider": "P014", "units_per_week": 30.5}
    market = _town(
        providers=[P14 | {"capacity_hours_per_week": 20.0}], commitments=[held]
    )
    assert _said(market) == (
        "P014 has 0 h a week left, and this needs 40 h.",
        "P014 with 50 h 30 min a week more would place them.",
    )
    more = {"capacity_hours_per_week": 70.5}
    assert len(allocate(changed(market, "providers", {}, **more)).placements) == 1


def test_the_offer_that_lacks_least_is_the_remedy() -> None:
    market = _town(
        providers=[
            P14 | {"capacity_hours_per_week": 10.0},
            {"provider": "P020", "spare_hours_per_week": 30.0},
            {"provider": "P021", "spare_places": 0.0, "spare_hours_per_week": 39.0},
        ],
        offers=[
            {"referral": "R1", "provider": name} for name in ("P014", "P020", "P021")
        ],
    )
    assert _said(market) == (
        (
            "P020 has 30 h a week left, and this needs 40 h; "
            "P014 has 10 h a week left, and this needs 40 h; "
            "P021 has 39 h a week left and no place left, and this needs 40 h."
        ),
        "P020 with 10 h a week more would place them.",
    )


def test_a_home_and_its_provider_can_both_be_full() -> None:
    market = _town(
        providers=[P14 | {"spare_places": 0.0}],
        schemes=[{"scheme": "S1", "provider": "P014", "places": 0.0}],
        offers=[{"referral": "R1", "provider": "P014", "scheme": "S1"}],
    )
    assert _said(market) == (
        "P014 has no place left; S1 has no place left.",
        "P014 with 1 place more and S1 with 1 place more would place them.",
    )
    mended = changed(market, "providers", {}, spare_places=1.0)
    mended = changed(mended, "schemes", {}, places=1.0)
    assert len(allocate(mended).placements) == 1


def test_a_home_with_more_people_than_places_needs_more_than_one() -> None:
    full = {"scheme": "S1", "provider": "P014", "places": 2.0, "occupied_places": 3.0}
    market = _town(
        schemes=[full],
        offers=[{"referral": "R1", "provider": "P014", "scheme": "S1"}],
    )
    assert _said(market)[1] == "S1 with 2 places more would place them."
    assert len(allocate(changed(market, "schemes", {}, places=4.0)).placements) == 1


def test_what_is_as_short_in_a_lot_as_in_all_is_said_once() -> None:
    market = _town(
        providers=[P14 | {"spare_hours_per_week": 12.0, "spare_places": 0.0}],
        provider_lots=[
            {
                "provider": "P014",
                "lot": "2",
                "spare_hours_per_week": 12.0,
                "spare_places": 0.0,
            }
        ],
    )
    assert _said(market) == (
        (
            "P014 has 12 h a week left and no place left in all and in lot 2, "
            "and this needs 40 h."
        ),
        (
            "P014 with 28 h a week more and 1 place more in all and in lot 2 "
            "would place them."
        ),
    )


def test_what_is_short_in_all_and_in_a_lot_by_different_amounts_is_told_apart() -> None:
    market = _town(
        providers=[P14 | {"spare_hours_per_week": 12.0}],
        provider_lots=[{"provider": "P014", "lot": "2", "spare_hours_per_week": 10.0}],
    )
    assert _said(market) == (
        (
            "P014 has 12 h a week left in all and 10 h a week left in lot 2, "
            "and this needs 40 h."
        ),
        (
            "P014 with 28 h a week more in all and 30 h a week more in lot 2 "
            "would place them."
        ),
    )


def test_a_share_cap_is_short() -> None:
    # 40 of 40 + 50 hours are 44.44...%; P014 may have 40 %.
    held = {"person": "C1", "provider": "P020", "lot": "2", "units_per_week": 50.0}
    market = _town(
        lots=[LOTS[0], Lot(lot="2", share_cap=0.4)],
        providers=[P14, {"provider": "P020"}],
        commitments=[held],
    )
    assert _said(market) == (
        "P014 has no more of its share of the hours in lot 2.",
        "P014 with a share cap of 44.5 % in lot 2 would place them.",
    )
    assert len(allocate(with_lot(market, "2", share_cap=0.445)).placements) == 1


def test_a_budget_is_never_said_to_be_passed() -> None:
    lot = Lot(lot="2", budget_gbp_per_week=700.0)
    market = _town(lots=[LOTS[0], lot], aims=Aims(budget_gbp_per_week=750.0))
    assert _said(market) == (
        "P014 is not within the indicative budget.",
        (
            "No offer within the indicative budget: escalate; £50.00 a week more in "
            "all and £100.00 a week more in lot 2 would place them with P014."
        ),
    )
    richer = with_lot(market, "2", budget_gbp_per_week=800.0)
    richer = replace(richer, aims=Aims(budget_gbp_per_week=800.0))
    assert len(allocate(richer).placements) == 1


def test_a_budget_and_hours_can_both_be_short() -> None:
    market = _town(
        aims=Aims(budget_gbp_per_week=799.99),
        providers=[P14 | {"spare_hours_per_week": 39.5}],
    )
    assert _said(market) == (
        (
            "P014 has 39 h 30 min a week left, and this needs 40 h; "
            "P014 is not within the indicative budget."
        ),
        (
            "No offer within the indicative budget: escalate; P014 with 30 min a week "
            "more and £0.01 a week more would place them with P014."
        ),
    )


def test_a_housemate_stands_in_the_way() -> None:
    market = _town(
        schemes=[{"scheme": "S1", "provider": "P014"}],
        offers=[{"referral": "R1", "provider": "P014", "scheme": "S1"}],
        commitments=[{"person": "C1", "provider": "P014", "scheme": "S1"}],
        may_not_share=[{"referral": "R1", "other": "C1"}],
    )
    assert _said(market) == (
        "R1 and C1 may not share, and both would be in S1.",
        "Another home than S1 would place them.",
    )


REFUSED: list[tuple[Row, tuple[str, str], Row]] = [
    (
        {"lots": ("1",)},
        (
            "1 offer, not allowed: the provider is not approved for lot 2.",
            (
                "Ask P014: the only thing against it is that the provider is not "
                "approved for lot 2."
            ),
        ),
        {"lots": ("1", "2")},
    ),
    (
        {"lots": ("1",), "status": "closed"},
        (
            "1 offer, not allowed: the provider takes nobody new.",
            (
                "Ask P014: what stands against it is that the provider takes nobody "
                "new and the provider is not approved for lot 2."
            ),
        ),
        {"lots": ("1", "2"), "status": "open"},
    ),
    (
        {"lots": ("1",), "spare_hours_per_week": 20.0},
        (
            "1 offer, not allowed: the provider is not approved for lot 2.",
            (
                "Ask P014: the only thing against it is that the provider is not "
                "approved for lot 2; and then P014 with 20 h a week more would place "
                "them."
            ),
        ),
        {"lots": (), "spare_hours_per_week": 40.0},
    ),
]


@pytest.mark.parametrize(("provider", "said", "mended"), REFUSED)
def test_every_offer_is_refused_and_the_remedy_places_them(
    provider: Row, said: tuple[str, str], mended: Row
) -> None:
    market = _town(providers=[P14 | provider])
    assert _said(market) == said
    assert len(allocate(changed(market, "providers", {}, **mended)).placements) == 1


def test_refusals_are_counted_and_the_least_to_ask_for_comes_first() -> None:
    # P020 lacks the lot and the group, P021 the lot; P014's own no is left in peace.
    market = _town(
        providers=[
            P14,
            {"provider": "P020", "lots": ("1",), "status": "closed"},
            {"provider": "P021", "lots": ("1",)},
            {"provider": "P022", "lots": ("1",), "spare_hours_per_week": 1.0},
        ],
        offers=[
            {"referral": "R1", "provider": name}
            for name in ("P014", "P020", "P021", "P022")
        ],
        preferences=[{"referral": "R1", "provider": "P014", "veto": True}],
    )
    assert _said(market) == (
        (
            "4 offers, none allowed: the provider is not approved for lot 2 (2 of "
            "them); the provider takes nobody new (1 of them); the person said no to "
            "it (1 of them)."
        ),
        (
            "Ask P021: the only thing against it is that the provider is not approved "
            "for lot 2."
        ),
    )


def test_where_only_their_own_word_stands_against_it_the_person_is_asked() -> None:
    market = _town(
        preferences=[{"referral": "R1", "provider": "P014", "veto": True}],
    )
    assert _said(market) == (
        "1 offer, not allowed: the person said no to it.",
        (
            "Ask the person about P014: the only thing against it is that the person "
            "said no to it."
        ),
    )


def test_every_rule_of_the_order_of_refusal_has_its_words() -> None:
    assert tuple(AGAINST) == RULES


def test_aims_in_another_order_can_leave_a_person_out() -> None:
    market = _town(aims=Aims(aims=(AimName.COST,)))
    assert _said(market) == (
        "P014 has room, and the aims in their order leave this person out.",
        "Put placed first among the aims, with no tolerance.",
    )


def test_a_search_that_stopped_early_says_so() -> None:
    # A plan without proof that leaves out somebody who would fit.
    market = _town(aims=Aims(aims=(AimName.COST,)))
    early = replace(allocate(market), status=Status.FEASIBLE)
    said = unplaced(market, early).iloc[0]
    assert (said["reason"], said["remedy"]) == (
        "P014 may have room: the search stopped before it was sure.",
        "Give the search more time.",
    )


def test_everybody_placed_leaves_nothing_to_say() -> None:
    market = _town()
    said = unplaced(market, allocate(market))
    assert said.empty
    assert list(said.columns) == ["referral", "reason", "remedy"]

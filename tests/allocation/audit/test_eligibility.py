"""Each rule of refusal, planted in a market whose plan was right; the audit sees it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from allocation.audit import audit
from allocation.rules import Eligibility, Rating
from tests.kit.changes import added, changed, with_lot

if TYPE_CHECKING:
    from collections.abc import Callable

    from allocation.allocation import Allocation
    from allocation.market import Market

R1 = {"referral": "R1", "provider": "P1"}
R3 = {"referral": "R3", "provider": "P2"}


def _refused_by_status(market: Market) -> Market:
    return changed(market, "offers", R1, status="late")


def _refused_by_closing(market: Market) -> Market:
    return changed(market, "providers", {"provider": "P1"}, status="closed")


def _refused_by_no_new(market: Market) -> Market:
    return changed(market, "providers", {"provider": "P1"}, status="no_new")


def _refused_by_lots(market: Market) -> Market:
    # P2 has no row in provider_lots: the lots it is listed in decide. R3 is in lot 2.
    return changed(market, "providers", {"provider": "P2"}, lots=("1",))


def _refused_by_approval_to(market: Market) -> Market:
    # [from, to): the day itself is out.
    day = pd.Timestamp(market.day)
    narrow = with_lot(market, "2", includes=())
    return changed(narrow, "provider_lots", {"provider": "P1"}, approved_to=day)


def _refused_by_approval_from(market: Market) -> Market:
    day = pd.Timestamp(2026, 11, 2)
    narrow = with_lot(market, "2", includes=())
    return changed(narrow, "provider_lots", {"provider": "P1"}, approved_from=day)


def _refused_by_law(market: Market) -> Market:
    return changed(market, "providers", {"provider": "P1"}, cqc_registered=False)


def _refused_by_lot_cqc(market: Market) -> Market:
    asks = with_lot(market, "2", requires_cqc=True)
    return changed(asks, "providers", {"provider": "P2"}, cqc_registered=False)


def _refused_by_night(market: Market) -> Market:
    return with_lot(market, "2", accepts_night_support=False)


def _refused_by_group(market: Market) -> Market:
    groups = ("dementia",)
    return changed(market, "providers", {"provider": "P1"}, client_groups=groups)


def _refused_by_area(market: Market) -> Market:
    return changed(market, "providers", {"provider": "P1"}, areas=("east",))


def _refused_by_no_rating(market: Market) -> Market:
    return replace(
        market, eligibility=Eligibility.model_validate({"unrated": "refuse"})
    )


def _refused_by_low_rating(market: Market) -> Market:
    return replace(market, eligibility=Eligibility(minimum_rating=Rating.OUTSTANDING))


def _refused_by_old_rating(market: Market) -> Market:
    # 3 years before 1 November 2026.
    day = pd.Timestamp(2023, 10, 31)
    return changed(market, "providers", {"provider": "P1"}, cqc_rating_date=day)


def _refused_by_quality(market: Market) -> Market:
    return with_lot(market, "2", minimum_quality=66.67)


def _refused_by_question(market: Market) -> Market:
    # The mean of 1 and 2.5 is 1.75, and 2 is asked.
    return changed(market, "question_scores", {"evaluator": "B"}, score=2.5)


def _refused_by_stairs(market: Market) -> Market:
    return changed(market, "schemes", {"scheme": "S1"}, accessible=False)


def _refused_by_household(market: Market) -> Market:
    return changed(market, "schemes", {"scheme": "S1"}, household=("women",))


def _refused_by_veto(market: Market) -> Market:
    return changed(market, "preferences", {"scheme": "S1"}, veto=True)


def _refused_by_only(market: Market) -> Market:
    return added(market, "preferences", referral="R1", area="south", only=True)


def _refused_by_staying(market: Market) -> Market:
    # R3 has P3, and the plan moves them to P2.
    return changed(market, "referrals", {"referral": "R3"}, must_stay=True)


RULES: list[tuple[Callable[[Market], Market], str, str]] = [
    (_refused_by_status, "R1 with P1 in S1", "offer_status"),
    (_refused_by_closing, "R1 with P1 in S1", "provider_status"),
    (_refused_by_no_new, "R1 with P1 in S1", "provider_status"),
    (_refused_by_lots, "R3 with P2", "lot_approval"),
    (_refused_by_approval_to, "R1 with P1 in S1", "lot_approval"),
    (_refused_by_approval_from, "R1 with P1 in S1", "lot_approval"),
    (_refused_by_law, "R1 with P1 in S1", "personal_care"),
    (_refused_by_lot_cqc, "R3 with P2", "lot_cqc"),
    (_refused_by_night, "R3 with P2", "night_support"),
    (_refused_by_group, "R1 with P1 in S1", "client_group"),
    (_refused_by_area, "R1 with P1 in S1", "area"),
    (_refused_by_no_rating, "R3 with P2", "rating"),
    (_refused_by_low_rating, "R1 with P1 in S1", "rating"),
    (_refused_by_old_rating, "R1 with P1 in S1", "rating"),
    (_refused_by_quality, "R3 with P2", "minimum_quality"),
    (_refused_by_question, "R1 with P1 in S1", "minimum_quality"),
    (_refused_by_stairs, "R1 with P1 in S1", "accessibility"),
    (_refused_by_household, "R1 with P1 in S1", "household"),
    (_refused_by_veto, "R1 with P1 in S1", "veto"),
    (_refused_by_only, "R1 with P1 in S1", "only"),
    (_refused_by_staying, "R3 with P2", "must_stay"),
]


@pytest.mark.parametrize(("change", "who", "rule"), RULES)
def test_a_rule_that_refuses_what_was_accepted_is_seen(
    market: Market,
    plan: Allocation,
    change: Callable[[Market], Market],
    who: str,
    rule: str,
) -> None:
    breaches = audit(change(market), plan)
    assert f'{who}: refused by nothing, recomputed "{rule}"' in breaches
    assert f"{who}: placed, and refused by {rule}" in breaches
    assert f"{who}: state is chosen, recomputed refused" in breaches


def test_every_rule_of_the_order_of_refusal_has_a_mutant() -> None:
    # Distance has none: a market knows no distances, and a case that asks is refused.
    assert [rule for _, _, rule in RULES if rule] == sorted(
        [rule for _, _, rule in RULES], key=ORDER.index
    )
    assert {rule for _, _, rule in RULES} | {"distance"} == set(ORDER)


ORDER = [
    "offer_status",
    "provider_status",
    "lot_approval",
    "personal_care",
    "lot_cqc",
    "night_support",
    "client_group",
    "area",
    "distance",
    "rating",
    "minimum_quality",
    "accessibility",
    "household",
    "veto",
    "only",
    "must_stay",
]
"""The order of refusal of CASE.md."""


def test_a_refusal_without_its_rule_is_seen(market: Market, plan: Allocation) -> None:
    allows = changed(market, "preferences", {"referral": "R3"}, veto=False)
    breaches = audit(allows, plan)
    assert 'R3 with P3: refused by "veto", recomputed nothing' in breaches
    assert "R3 with P3: state is refused, recomputed eligible" in breaches

"""A town that uses every rule, limit and aim at once, for tests that break them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocation.rules import Aims, Eligibility, Lot, Question
from tests.kit.markets import make_market

if TYPE_CHECKING:
    from allocation.market import Market


def town() -> Market:
    """Give the town: R1 to R4 can be placed, R5 has no room, R6 no offer."""
    return make_market(
        lots=[
            Lot(
                lot="1",
                share_cap=0.9,
                budget_gbp_per_week=3000,
                minimum_quality=10,
                question=(Question(question="staffing", weight=100, minimum=2),),
            ),
            Lot(
                lot="2",
                includes=("1",),
                price_formula="absolute_linear",
                floor_gbp_per_week=200,
                ceiling_gbp_per_week=900,
            ),
        ],
        aims=Aims.model_validate(
            {
                "aims": [
                    "placed",
                    "points",
                    "cost",
                    "balance",
                    "quality",
                    "choice",
                    "moves",
                ],
                "budget_gbp_per_week": 5000,
            }
        ),
        eligibility=Eligibility(rating_too_old_years=3),
        providers=[
            {
                "provider": "P1",
                "quality": 80.0,
                "cqc_registered": True,
                "cqc_rating": "Good",
                "cqc_rating_date": "2025-06-01",
                "client_groups": ("autism",),
                "areas": ("north", "south"),
                "capacity_hours_per_week": 80.0,
                "capacity_places": 4.0,
                "share_cap": 0.95,
            },
            {
                "provider": "P2",
                "quality": 200 / 3,
                "cqc_registered": True,
                "spare_hours_per_week": 50.0,
                "spare_places": 2.0,
            },
            {"provider": "P3", "quality": 50.05, "cqc_registered": True},
        ],
        provider_lots=[
            {
                "provider": "P1",
                "lot": "1",
                "capacity_hours_per_week": 70.0,
                "capacity_places": 3.0,
                "approved_from": "2024-11-01",
                "approved_to": "2027-11-01",
            },
        ],
        schemes=[
            {
                "scheme": "S1",
                "provider": "P1",
                "area": "north",
                "places": 4.0,
                "occupied_places": 1.0,
                "already_running": False,
                "capacity_hours_per_week": 60.0,
                "background_gbp_per_week": 200.0,
                "accessible": True,
                "household": ("quiet",),
            },
            {"scheme": "S2", "provider": "P1"},
        ],
        commitments=[
            {
                "person": "C1",
                "provider": "P1",
                "scheme": "S1",
                "lot": "1",
                "units_per_week": 10.5,
            },
            {"person": "C2", "provider": "P2", "lot": "1", "units_per_week": 12.0},
            {
                "person": "C3",
                "provider": "P1",
                "lot": "1",
                "units_per_week": 40.0,
                "up_for_award": True,
            },
            {
                "person": "C4",
                "provider": "P1",
                "lot": "1",
                "units_per_week": 40.0,
                "end": "2026-11-01",
            },
        ],
        referrals=[
            {
                "referral": "R1",
                "client_group": "autism",
                "area": "north",
                "hours_per_week": 20.0,
                "personal_care": True,
                "accessible": True,
                "household": ("quiet",),
            },
            {"referral": "R2", "hours_per_week": 15.0, "priority": 2.0},
            {
                "referral": "R3",
                "lot": "2",
                "hours_per_week": 30.0,
                "night_support": "sleep_in",
                "current_provider": "P3",
            },
            {
                "referral": "R4",
                "hours_per_week": 7.75,
                "current_provider": "P3",
                "must_stay": True,
                "quality_weight": 50.0,
                "price_weight": 50.0,
                "choice_weight": 0.0,
                "fit_weight": 0.0,
            },
            {"referral": "R5", "hours_per_week": 60.0, "priority": 3.0},
            {"referral": "R6", "hours_per_week": 5.0, "priority": 3.0},
        ],
        offers=[
            {"referral": "R1", "provider": "P1", "scheme": "S1", "price": 500.0},
            {"referral": "R1", "provider": "P2", "price": 480.0},
            {
                "referral": "R2",
                "provider": "P1",
                "scheme": "S1",
                "price": 412.37,
                "core_included": True,
            },
            {"referral": "R2", "provider": "P3", "price": 400.0},
            {"referral": "R3", "provider": "P2", "price": 700.01},
            {"referral": "R3", "provider": "P3", "price": 950.0},
            {"referral": "R4", "provider": "P3", "price": 150.0},
            {"referral": "R4", "provider": "P2", "price": 100.0},
            {"referral": "R5", "provider": "P1", "price": 1200.0},
        ],
        preferences=[
            {"referral": "R1", "scheme": "S1", "rank": 1.0},
            {"referral": "R1", "provider": "P2", "rank": 2.0},
            {"referral": "R2", "area": "north", "rank": 3.0},
            {"referral": "R3", "provider": "P3", "veto": True},
        ],
        may_not_share=[{"referral": "R1", "other": "C9"}],
        question_scores=[
            {
                "referral": "R1",
                "provider": "P1",
                "question": "staffing",
                "score": score,
                "evaluator": evaluator,
            }
            for score, evaluator in ((1.0, "A"), (4.0, "B"))
        ],
    )

"""Tables about offers: what providers offer, how it scored, and rate cards."""

from __future__ import annotations

from typing import Final

from costing.columns import ColumnSpec, Kind, TableSpec

OFFERS: Final = TableSpec(
    "offers",
    "One provider's offer for one referral",
    (
        ColumnSpec("referral", Kind.ID, "id of the referral", needed=True),
        ColumnSpec("provider", Kind.ID, "id of the provider", needed=True),
        ColumnSpec("scheme", Kind.ID, "scheme where the person would live"),
        ColumnSpec(
            "price_gbp_per_week",
            Kind.MONEY,
            "price of the person's support",
            default_says="from the model with the provider's costs",
        ),
        ColumnSpec(
            "core_included",
            Kind.YES_NO,
            "the price holds the person's share of the scheme's background; needed "
            "where the scheme has a background cost",
        ),
        ColumnSpec(
            "quality",
            Kind.MARK,
            "mark of the offer",
            default_says="from question_scores, else the provider's, else 0",
        ),
        ColumnSpec("fit", Kind.MARK, "mark of how well it fits", default=50.0),
        ColumnSpec(
            "hours_per_week",
            Kind.HOURS,
            "hours it takes of the provider",
            default_says="the referral's",
        ),
        ColumnSpec("start", Kind.DATE, "first day of support"),
        ColumnSpec(
            "status",
            Kind.CHOICE,
            "only what is offered is considered",
            default="offered",
            choices=("offered", "declined", "late", "withdrawn"),
        ),
        ColumnSpec("reason", Kind.TEXT, "why it was declined or withdrawn"),
    ),
    key=("referral", "provider", "scheme"),
)

QUESTION_SCORES: Final = TableSpec(
    "question_scores",
    "One evaluator's score of one answer",
    (
        ColumnSpec("referral", Kind.ID, "id of the referral", needed=True),
        ColumnSpec("provider", Kind.ID, "id of the provider", needed=True),
        ColumnSpec("question", Kind.ID, "question of the lot", needed=True),
        ColumnSpec("score", Kind.NUMBER, "out of what the question says", needed=True),
        ColumnSpec("evaluator", Kind.ID, "who scored it"),
        ColumnSpec("comment", Kind.TEXT, "why"),
    ),
    key=("referral", "provider", "question", "evaluator"),
)

RATES: Final = TableSpec(
    "rates",
    "One rate that one provider is paid",
    (
        ColumnSpec("provider", Kind.ID, "id of the provider", needed=True),
        ColumnSpec("service", Kind.ID, "component of the cost model", needed=True),
        ColumnSpec("rate_gbp", Kind.MONEY, "price of one unit", needed=True),
        ColumnSpec(
            "unit",
            Kind.CHOICE,
            "what is paid for",
            default="hour",
            choices=("hour", "week", "night"),
        ),
        ColumnSpec("area", Kind.ID, "area it holds in", default_says="all"),
        ColumnSpec("annual_hours", Kind.NUMBER, "hours bought a year at this rate"),
        ColumnSpec(
            "requested_uplift",
            Kind.NUMBER,
            "uplift the provider asks for, as a share: 0.05 is 5 %",
            least=None,
        ),
        ColumnSpec("rate_from", Kind.DATE, "day since which it holds"),
    ),
    key=("provider", "service", "area", "unit", "rate_from"),
    open_to="inputs of the cost model",
)

"""Tables about people: the caseload, open referrals and their packages of care."""

from __future__ import annotations

from typing import Final

from costing.columns import ColumnSpec, Kind, TableSpec

UNITS: Final = ("hours", "nights", "days", "weeks", "visits", "sessions")
LEGAL_BASES: Final = ("care_act", "s117", "chc", "joint")

COMMITMENTS: Final = TableSpec(
    "commitments",
    "One line of the caseload as the council pays it",
    (
        ColumnSpec("person", Kind.ID, "pseudonym of the person", needed=True),
        ColumnSpec("provider", Kind.ID, "who supports them", needed=True),
        ColumnSpec("scheme", Kind.ID, "where they live, if in a scheme"),
        ColumnSpec("lot", Kind.ID, "lot it was awarded in"),
        ColumnSpec("component", Kind.ID, "component of the cost model"),
        ColumnSpec("units_per_week", Kind.NUMBER, "how many a week"),
        ColumnSpec(
            "unit", Kind.CHOICE, "what is counted", default="hours", choices=UNITS
        ),
        ColumnSpec("unit_rate_gbp", Kind.MONEY, "price of one"),
        ColumnSpec("weekly_gross_gbp", Kind.MONEY, "what it costs a week in all"),
        ColumnSpec(
            "client_contribution_gbp",
            Kind.MONEY,
            "of which the person pays, a means-tested weekly amount",
        ),
        ColumnSpec("health_gbp", Kind.MONEY, "of which the health service pays"),
        ColumnSpec(
            "legal_basis", Kind.CHOICE, "duty it is owed under", choices=LEGAL_BASES
        ),
        ColumnSpec("start", Kind.DATE, "first day", default_says="always"),
        ColumnSpec(
            "end", Kind.DATE, "day from which it is paid no more", default_says="open"
        ),
        ColumnSpec("up_for_award", Kind.YES_NO, "given out anew in this round"),
        ColumnSpec("cost_centre", Kind.ID, "where it is booked"),
        ColumnSpec("price_from", Kind.DATE, "day since which this price holds"),
    ),
)

ABSENCES: Final = TableSpec(
    "absences",
    "A time in which a person of the caseload is away, such as in hospital",
    (
        ColumnSpec("person", Kind.ID, "pseudonym of the person", needed=True),
        ColumnSpec("start", Kind.DATE, "first day away", needed=True),
        ColumnSpec("end", Kind.DATE, "day of return", default_says="still away"),
        ColumnSpec("reason", Kind.TEXT, "why, in a word"),
        ColumnSpec(
            "retainer",
            Kind.TEXT,
            "what is paid meanwhile, such as 100 % 14 days, then 50 %",
            default_says="all of it",
        ),
    ),
)

REFERRALS: Final = TableSpec(
    "referrals",
    "One open referral: a person whose support is to be placed",
    (
        ColumnSpec("referral", Kind.ID, "its id, a pseudonym", needed=True),
        ColumnSpec(
            "lot", Kind.ID, "lot it is called in", default_says="from the needs"
        ),
        ColumnSpec("client_group", Kind.ID, "client group of the person"),
        ColumnSpec("area", Kind.ID, "area where the support is needed"),
        ColumnSpec("postcode_district", Kind.TEXT, "first half of the postcode only"),
        ColumnSpec(
            "priority", Kind.COUNT, "class, 1 the most urgent", default=1.0, least=1.0
        ),
        ColumnSpec(
            "hours_per_week",
            Kind.HOURS,
            "hours a week that a provider has to find",
            default_says="staff hours of the package: quantity x staff / shared by of "
            "what is counted in hours; else 0",
        ),
        ColumnSpec(
            "night_support",
            Kind.CHOICE,
            "support at night",
            default="none",
            choices=("none", "sleep_in", "waking"),
        ),
        ColumnSpec(
            "personal_care", Kind.YES_NO, "needs personal care, which the law regulates"
        ),
        ColumnSpec("accessible", Kind.YES_NO, "needs a home fit for a wheelchair"),
        ColumnSpec("household", Kind.LIST, "tags that a household must have"),
        ColumnSpec("published_on", Kind.DATE, "day it was published"),
        ColumnSpec("closes_on", Kind.DATE, "last day for offers"),
        ColumnSpec("start_by", Kind.DATE, "day by which support must start"),
        ColumnSpec("current_provider", Kind.ID, "who supports the person now"),
        ColumnSpec("current_scheme", Kind.ID, "where the person lives now"),
        ColumnSpec("must_stay", Kind.YES_NO, "must stay with the current provider"),
        ColumnSpec("stay_in_home", Kind.YES_NO, "must stay in the current home"),
        ColumnSpec("together", Kind.LIST, "referrals who move as one with this one"),
        ColumnSpec("budget_gbp_per_week", Kind.MONEY, "indicative budget"),
        *(
            ColumnSpec(
                f"{part}_weight",
                Kind.NUMBER,
                f"weight of {part} for this person, out of 100",
                default_says="the lot's, else the case's",
                most=100.0,
            )
            for part in ("quality", "price", "choice", "fit")
        ),
    ),
    key=("referral",),
)

PACKAGES: Final = TableSpec(
    "packages",
    "One component of a person's support",
    (
        ColumnSpec("referral", Kind.ID, "id of the referral", needed=True),
        ColumnSpec("component", Kind.ID, "component of the cost model", needed=True),
        ColumnSpec(
            "quantity",
            Kind.NUMBER,
            "a week, in the component's unit; one_off in pounds, once",
            needed=True,
        ),
        ColumnSpec(
            "band",
            Kind.ID,
            "time band of the model, or all_week to spread over 168 hours",
            default_says="the model's default",
        ),
        ColumnSpec(
            "shared_by", Kind.NUMBER, "people who share it", default=1.0, least=1.0
        ),
        ColumnSpec(
            "funder",
            Kind.CHOICE,
            "who pays for it",
            default="council",
            choices=("council", "health", "client"),
        ),
        ColumnSpec("scheme", Kind.ID, "scheme it is given in"),
    ),
)

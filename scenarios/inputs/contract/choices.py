"""Tables about choice: what people prefer or refuse, and what was decided."""

from __future__ import annotations

from typing import Final

from costing.columns import ColumnSpec, Kind, TableSpec

PREFERENCES: Final = TableSpec(
    "preferences",
    "One wish of one person: one of provider, scheme and area, and what of it",
    (
        ColumnSpec("referral", Kind.ID, "id of the referral", needed=True),
        ColumnSpec("provider", Kind.ID, "the provider it is about"),
        ColumnSpec("scheme", Kind.ID, "or the scheme"),
        ColumnSpec("area", Kind.ID, "or the area"),
        ColumnSpec("rank", Kind.COUNT, "1 is the first choice", least=1.0),
        ColumnSpec("veto", Kind.YES_NO, "never this one"),
        ColumnSpec("only", Kind.YES_NO, "none but this one"),
    ),
    key=("referral", "provider", "scheme", "area"),
)

MAY_NOT_SHARE: Final = TableSpec(
    "may_not_share",
    "Two people who may not live in the same scheme",
    (
        ColumnSpec("referral", Kind.ID, "id of the referral", needed=True),
        ColumnSpec(
            "other",
            Kind.ID,
            "another referral, or a person of commitments",
            needed=True,
        ),
        ColumnSpec("reason", Kind.TEXT, "why, without personal details"),
    ),
    key=("referral", "other"),
)

DECISIONS: Final = TableSpec(
    "decisions",
    "What a named person decided on one referral",
    (
        ColumnSpec("referral", Kind.ID, "id of the referral", needed=True),
        ColumnSpec(
            "decision",
            Kind.CHOICE,
            "accept the plan, override it, or hold the referral",
            needed=True,
            choices=("accept", "override", "hold"),
        ),
        ColumnSpec("provider", Kind.ID, "provider that was decided on"),
        ColumnSpec("scheme", Kind.ID, "scheme that was decided on"),
        ColumnSpec("by", Kind.TEXT, "who decided, by role or staff number"),
        ColumnSpec("on", Kind.DATE, "day of the decision"),
        ColumnSpec("reason", Kind.TEXT, "why"),
    ),
    key=("referral", "on"),
)

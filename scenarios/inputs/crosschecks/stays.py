"""Rules on must-stay: no single row may make it impossible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenarios.inputs.crosschecks.draft import finding, rows_where
from scenarios.inputs.crosschecks.recommissioning import current

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from costing.errors import Finding
    from scenarios.inputs.crosschecks.draft import Draft


def must_stay(draft: Draft) -> Iterator[Finding]:
    """Find people who must stay where they are not, or with whom they refuse."""
    frame = current(draft)
    stays = frame[frame["must_stay"]]
    for row in rows_where(stays["current_provider"] == ""):
        expected = "a provider, since must_stay is yes"
        fix = "Fill it in, or take must_stay out"
        yield finding(draft, "referrals", row, "current_provider", expected, fix=fix)
    if not draft.knows("providers", "offers", "preferences"):
        return
    providers = draft.frame("providers")
    closed = providers.loc[providers["status"] == "closed", "provider"]
    bound = stays[
        stays["current_provider"].isin(providers["provider"])
        & ~stays["current_provider"].isin(closed)
    ]
    yield from _without_an_offer(draft, bound)
    yield from _against_their_wish(draft, bound)


def _without_an_offer(draft: Draft, bound: pd.DataFrame) -> Iterator[Finding]:
    if "offers" not in draft.present:
        return
    offers = draft.frame("offers")
    made = offers[offers["status"] == "offered"]
    pairs = set(zip(made["referral"], made["provider"], strict=True))
    for row, person, provider in zip(
        bound.index, bound["referral"], bound["current_provider"], strict=True
    ):
        if (person, provider) not in pairs:
            yield finding(
                draft,
                "referrals",
                int(row),
                "current_provider",
                "a provider with an offer for this person, since must_stay is yes",
                fix="Add its offer, or take must_stay out",
            )


def _against_their_wish(draft: Draft, bound: pd.DataFrame) -> Iterator[Finding]:
    wishes = draft.frame("preferences")
    stay = dict(zip(bound["referral"], bound["current_provider"], strict=True))
    about = wishes[(wishes["provider"] != "") & wishes["referral"].isin(stay)]
    theirs = about["provider"] == about["referral"].map(stay)
    for row in rows_where(about["veto"] & theirs):
        expected = "no veto of the provider with whom this person must stay"
        yield finding(draft, "preferences", row, "veto", expected)
    for row in rows_where(about["only"] & ~theirs):
        expected = "the provider with whom this person must stay"
        yield finding(draft, "preferences", row, "provider", expected)

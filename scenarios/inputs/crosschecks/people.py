"""Rules on people: referrals, their wishes, their housemates and the caseload."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from allocation.market import lots_from_needs
from allocation.rules import exact
from costing.errors import Finding
from scenarios.inputs.crosschecks.draft import finding, rows_where
from scenarios.inputs.crosschecks.recommissioning import current

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from scenarios.inputs.crosschecks.draft import Draft

PARTS: Final = ("quality", "price", "choice", "fit")
_WEIGHTS: Final = tuple(f"{part}_weight" for part in PARTS)


def referral_dates(draft: Draft) -> Iterator[Finding]:
    """Find referrals whose days run backwards."""
    frame = draft.frame("referrals")
    for column, before in (("closes_on", "published_on"), ("start_by", "published_on")):
        for row in rows_where(frame[column] < frame[before]):
            expected = f"a day not before {before}"
            yield finding(draft, "referrals", row, column, expected)


def referral_weights(draft: Draft) -> Iterator[Finding]:
    """Find people whose own weights do not make 100 with those of their lot."""
    if draft.settings is None or draft.lots is None:
        return
    frame = draft.frame("referrals")
    given = frame[frame[list(_WEIGHTS)].notna().any(axis="columns")]
    derived = lots_from_needs(given["night_support"], draft.lots)
    of_lot = {lot.lot: draft.settings.scoring.within(lot) for lot in draft.lots}
    lots_of = given["lot"].where(given["lot"] != "", derived)
    for row, lot in zip(given.index.tolist(), lots_of, strict=True):
        if lot not in of_lot:
            continue
        own = [float(given[name].loc[row]) for name in _WEIGHTS]
        lots = [getattr(of_lot[lot].weights, part) for part in PARTS]
        total = sum(
            exact(theirs if math.isnan(mine) else mine)
            for mine, theirs in zip(own, lots, strict=True)
        )
        if total != 100:
            yield Finding(
                "referrals.csv",
                row,
                "quality_weight",
                f"weights that add to {float(total):.12g}",
                f"100, those of lot {lot} standing in for empty ones",
                "Give all four, or none",
            )


def together(draft: Draft) -> Iterator[Finding]:
    """Find people who are to move as one with themselves."""
    frame = draft.frame("referrals")
    for row, name, others in zip(
        frame.index, frame["referral"], frame["together"], strict=True
    ):
        if name in others:
            yield finding(
                draft, "referrals", int(row), "together", "other referrals only"
            )


def homes(draft: Draft) -> Iterator[Finding]:
    """Find people who are to stay in a home that is not named."""
    frame = current(draft)
    for row in rows_where(frame["stay_in_home"] & (frame["current_scheme"] == "")):
        expected = "a scheme, since stay_in_home is yes"
        yield finding(
            draft, "referrals", row, "current_scheme", expected, fix="Fill it in"
        )


def wishes(draft: Draft) -> Iterator[Finding]:
    """Find preferences that are about nothing, about two things, or say nothing."""
    frame = draft.frame("preferences")
    named = (frame[["provider", "scheme", "area"]] != "").sum(axis="columns")
    for row in rows_where(named != 1):
        got = "none of them" if named.loc[row] == 0 else f"{named.loc[row]} of them"
        yield Finding(
            "preferences.csv",
            row,
            "",
            got,
            "one of provider, scheme and area",
            "Write a row for each wish",
        )
    ranked = frame["rank"].notna()
    silent = ~ranked & ~frame["veto"] & ~frame["only"]
    for row in rows_where(silent):
        expected = "a rank, a veto or only"
        yield Finding("preferences.csv", row, "", "none of them", expected)
    for row in rows_where(frame["veto"] & (frame["only"] | ranked)):
        other = "only" if frame["only"].loc[row] else "rank"
        got, expected = f"a veto and {other}", "one of the two"
        yield Finding("preferences.csv", row, "", got, expected, "Take one of them out")


def housemates(draft: Draft) -> Iterator[Finding]:
    """Find people who may not share with themselves."""
    frame = draft.frame("may_not_share")
    for row in rows_where(
        (frame["referral"] == frame["other"]) & (frame["other"] != "")
    ):
        yield finding(draft, "may_not_share", row, "other", "somebody else")


def caseload(draft: Draft) -> Iterator[Finding]:
    """Find lines of the caseload that contradict the law or themselves."""
    frame = draft.frame("commitments")
    for row in rows_where(frame["end"] < frame["start"]):
        yield finding(draft, "commitments", row, "end", "a day not before start")
    paid = _filled(frame["client_contribution_gbp"])
    for row in rows_where((frame["legal_basis"] == "s117") & (paid > 0)):
        yield finding(
            draft,
            "commitments",
            row,
            "client_contribution_gbp",
            "nothing, since aftercare under section 117 may not be charged",
            fix="Take the contribution out, or mend the legal basis",
        )
    gross = frame["weekly_gross_gbp"]
    parts = paid + _filled(frame["health_gbp"])
    # Both are whole pence in pounds: half a penny parts more from the same.
    for row in rows_where(parts > gross + 0.005):
        yield finding(
            draft,
            "commitments",
            row,
            "weekly_gross_gbp",
            "at least client_contribution_gbp and health_gbp together",
        )


def _filled(amounts: pd.Series[float]) -> pd.Series[float]:
    return amounts.where(amounts.notna(), 0.0)

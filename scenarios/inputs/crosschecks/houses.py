"""Rules on houses: who bears a void, what is paid of an absence, who pays for CHC."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from costing.schemes.absences import retainer_steps
from costing.schemes.voids import void_steps
from scenarios.inputs.crosschecks.draft import finding, rows_where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from costing.errors import Finding
    from scenarios.inputs.crosschecks.draft import Draft


def void_rules(draft: Draft) -> Iterator[Finding]:
    """Find void rules that say nothing that is known."""
    yield from _unreadable(draft, "schemes", "void_rule", void_steps)


def absences(draft: Draft) -> Iterator[Finding]:
    """Find absences that end before they begin, overlap, or whose retainer is odd."""
    yield from _unreadable(draft, "absences", "retainer", retainer_steps)
    frame = draft.frame("absences")
    for row in rows_where(frame["end"] < frame["start"]):
        yield finding(draft, "absences", row, "end", "a day not before start")
    people = frame[frame["person"] != ""].sort_values(["person", "start"])
    # A return that is not known is after every day.
    back = people["end"].where(people["end"].notna(), pd.Timestamp.max)
    last = back.groupby(people["person"]).cummax()
    before = last.groupby(people["person"]).shift()
    for row in rows_where((people["start"] < before).sort_index()):
        expected = "a day not before the return of the same person"
        yield finding(draft, "absences", row, "start", expected)


def continuing_care(draft: Draft) -> Iterator[Finding]:
    """Find continuing healthcare that health does not pay in full, or that is charged.

    Source: National Health Service Act 2006, section 1(4): free of charge.
    """
    frame = draft.frame("commitments")
    chc = frame["legal_basis"] == "chc"
    for row in rows_where(chc & (frame["client_contribution_gbp"] > 0)):
        yield finding(
            draft,
            "commitments",
            row,
            "client_contribution_gbp",
            "nothing, since continuing healthcare is free of charge",
            fix="Take the contribution out, or mend the legal basis",
        )
    # Both are whole pence in pounds: half a penny parts the same from other.
    less = frame["health_gbp"] < frame["weekly_gross_gbp"] - 0.005
    for row in rows_where(chc & less):
        yield finding(
            draft,
            "commitments",
            row,
            "health_gbp",
            "weekly_gross_gbp, since health pays for continuing healthcare in full",
            fix="Leave it empty, or mend the legal basis",
        )


def _unreadable(
    draft: Draft, table: str, column: str, read: Callable[[str], object]
) -> Iterator[Finding]:
    for row, text in draft.frame(table)[column].items():
        try:
            read(str(text))
        except ValueError as error:
            yield finding(draft, table, int(str(row)), column, str(error))

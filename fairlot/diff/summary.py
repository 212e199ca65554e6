"""A difference as Markdown for the summary of a job: the cause first, and short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fairlot.diff.words import (
    SHORT_CAUSE,
    SHORT_CHANGE,
    cause_words,
    headline,
    short_causes,
    short_changes,
)
from fairlot.markdown import prose, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.difference.difference import Difference

_MOST: Final = 20
"""Rows of a table; the rest are counted."""


def markdown_text(told: Difference) -> str:
    """Write a difference as Markdown.

    Parameters
    ----------
    told : Difference

    Returns
    -------
    str
        Whatever comes from a case is escaped.
    """
    verdict = "The same answer" if told.is_same else "The answer changed"
    lines = [f"## {verdict}", "", prose(cause_words(told)), ""]
    lines += [prose(headline(told)), ""]
    lines += _section("What they were made from", SHORT_CAUSE, short_causes(told))
    lines += _section("What changed", SHORT_CHANGE, short_changes(told))
    if told.notes:
        lines += [*(f"- {prose(one)}" for one in told.notes), ""]
    return "\n".join(lines)


def _section(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]
) -> list[str]:
    if not rows:
        return []
    lines = [f"### {title}", "", *table(columns, rows[:_MOST]), ""]
    if len(rows) > _MOST:
        lines += [f"And {len(rows) - _MOST} more.", ""]
    return lines

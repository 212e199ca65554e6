"""A difference in words: what changed, and what caused it, in a sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from scenarios.difference.cause import CauseKind, Moved
from scenarios.difference.figures import PROOF
from scenarios.disk.layout import BASELINE

if TYPE_CHECKING:
    from scenarios.difference.cause import Cause
    from scenarios.difference.difference import Difference
    from scenarios.difference.figures import Change

CAUSE_COLUMNS: Final = ("kind", "file", "key", "column", "old", "new", "moved")
CHANGE_COLUMNS: Final = ("scenario", "table", "key", "column", "old", "new", "beyond")
SHORT_CAUSE: Final = ("kind", "where", "old", "new", "moved")
SHORT_CHANGE: Final = ("table", "where", "old", "new", "beyond")

_LONG: Final = 80
"""Characters of a cell that people are shown; CSV and JSON hold all."""


def headline(told: Difference) -> str:
    """Say whether the answer is the same."""
    names = f"{told.old} -> {told.new}"
    if not told.changes:
        return f"{names}: the same answer."
    if told.is_same:
        return (
            f"{names}: the same within the tolerance of {told.tolerance:g}, with "
            f"{_counted(len(told.changes), 'difference')} that it allows."
        )
    tables = len({(one.scenario, one.table) for one in told.beyond})
    allowed = f" beyond the tolerance of {told.tolerance:g}" if told.tolerance else ""
    return (
        f"{names}: {_counted(len(told.beyond), 'figure')} changed{allowed}, in "
        f"{_counted(tables, 'table')}."
    )


def cause_words(told: Difference) -> str:
    """Say what caused it: the cause itself where it is known, else what it may be."""
    if not told.causes:
        return "Nothing differs in what they were made from."
    may_be = [one for one in told.causes if one.moved in (Moved.YES, Moved.NOT_KNOWN)]
    if not may_be:
        count = _counted(len(told.causes), "thing")
        verb = "differs" if len(told.causes) == 1 else "differ"
        return f"{count} {verb} in what they were made from, and moved nothing."
    if may_be[0].kind is CauseKind.UNKNOWN:
        return f"No recorded cause: {may_be[0].column}."
    return _cause(may_be)


def _cause(may_be: list[Cause]) -> str:
    if len(may_be) == 1:
        return f"Cause: {may_be[0].words}."
    if {one.kind for one in may_be} <= {CauseKind.VERSION, CauseKind.SOLVER}:
        return f"The inputs are the same; these differ: {_list(may_be)}."
    files = {one.file for one in may_be}
    if len(files) == 1:
        return f"Cause: {len(may_be)} cells or keys of {files.pop()}: {_list(may_be)}."
    return (
        f"{len(may_be)} things differ that may have caused it, and which did is not "
        f"recorded: {_list(may_be)}."
    )


def cause_rows(told: Difference) -> list[list[str]]:
    """Give a row a cause."""
    return [
        [one.kind, one.file, one.key, one.column, one.old, one.new, one.moved]
        for one in told.causes
    ]


def change_rows(told: Difference) -> list[list[str]]:
    """Give a row a change, those beyond the tolerance first."""
    ordered = sorted(told.changes, key=lambda one: not one.beyond)
    return [
        [
            one.scenario,
            one.table,
            one.key,
            one.column,
            one.old,
            one.new,
            "yes" if one.beyond else "no",
        ]
        for one in ordered
    ]


def short_causes(told: Difference) -> list[list[str]]:
    """Give a row a cause for people: kind, where, old, new, moved."""
    return [
        [one.kind, one.where, _cut(one.old), _cut(one.new), one.moved]
        for one in told.causes
    ]


def short_changes(told: Difference) -> list[list[str]]:
    """Give a row a change for people: table, where, old, new, beyond.

    How a plan was proven is left out: CSV and JSON tell it.
    """
    shown = [one for one in told.changes if one.table != PROOF]
    return [
        [
            _table(one),
            one.where,
            _cut(one.old),
            _cut(one.new),
            "yes" if one.beyond else "no",
        ]
        for one in sorted(shown, key=lambda one: not one.beyond)
    ]


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG - 3]}..."


def _table(change: Change) -> str:
    scenario = "" if change.scenario in ("", BASELINE) else f"{change.scenario}/"
    return scenario + change.table.removesuffix(".csv")


def record(told: Difference) -> dict[str, Any]:
    """Give a difference as a record for JSON."""
    return {
        "old": told.old,
        "new": told.new,
        "tolerance": told.tolerance,
        "same": told.is_same,
        "headline": headline(told),
        "cause": cause_words(told),
        "causes": [
            dict(zip(CAUSE_COLUMNS, row, strict=True)) for row in cause_rows(told)
        ],
        "changes": [
            dict(zip(CHANGE_COLUMNS, row, strict=True)) for row in change_rows(told)
        ],
        "notes": list(told.notes),
    }


def _list(causes: list[Cause]) -> str:
    shown = [one.words for one in causes[:3]]
    if len(causes) > len(shown):
        shown.append(f"and {len(causes) - len(shown)} more")
    return "; ".join(shown)


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"

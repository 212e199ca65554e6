"""A change in one line for people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from scenarios.changes.cells import text_of
from scenarios.changes.change import Operation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.changes.change import Change

_FEW: Final = 4
"""Values of a list that are named; of more, they are counted."""

_LONGEST: Final = 160


def words_of(change: Change) -> Change:
    """Give a change its words: ``providers: status = closed where provider = P014``.

    Parameters
    ----------
    change : Change

    Returns
    -------
    Change
    """
    if change.table:
        text = f"{change.table}: {_rows(change)}"
    elif change.name:
        start = "" if change.start is None else f" from {change.start}"
        text = f"{change.name} {_done(change.operation, change.value)}{start}"
    elif change.operation is Operation.REMOVE:
        text = f"{change.key} taken away"
    elif isinstance(change.value, dict):
        text = f"{change.key}: {_columns(change)}"
    else:
        text = f"{change.key} {_done(change.operation, change.value)}"
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST - 3]}..."
    return replace(change, words=" ".join(text.split()))


def _rows(change: Change) -> str:
    if change.operation is Operation.INSERT:
        count = len(change.value) if isinstance(change.value, list) else 0
        return f"{count} new {'row' if count == 1 else 'rows'}"
    what = "rows taken out"
    if change.operation is not Operation.REMOVE:
        what = _columns(change)
    if change.where:
        what += f" where {_picked(change.where)}"
    if change.unless:
        what += f" unless {_picked(change.unless)}"
    return what


def _columns(change: Change) -> str:
    if not isinstance(change.value, dict):
        return _done(change.operation, change.value)
    return ", ".join(
        f"{name} {_done(change.operation, value)}"
        for name, value in change.value.items()
    )


def _done(operation: Operation, value: Any) -> str:
    shown = _shown(value)
    if operation is Operation.MULTIPLY:
        return f"x {shown}"
    if operation is Operation.ADD:
        return f"- {shown[1:]}" if shown.startswith("-") else f"+ {shown}"
    return f"= {shown}"


def _picked(values: Mapping[str, tuple[Any, ...]]) -> str:
    return " and ".join(f"{name} = {_listed(given)}" for name, given in values.items())


def _listed(given: tuple[Any, ...]) -> str:
    if len(given) > _FEW:
        return f"any of {len(given)}"
    return " or ".join(_shown(one) for one in given)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(_shown(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{name} {_shown(one)}" for name, one in value.items())
    return text_of(value) or ("nothing" if value == "" else "?")

"""Causes in the inputs: two saved cases compared, down to the cell."""

from __future__ import annotations

import tomllib
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ValidationError

from scenarios.difference.cause import Cause, CauseKind, Moved
from scenarios.difference.keys import key_changes, keys_of, laid_out
from scenarios.difference.rows import (
    ABSENT,
    cell_changes,
    is_reordered,
    leading_key,
    sheet_of,
)
from scenarios.inputs.canonical import number
from scenarios.inputs.contract import TABLES
from scenarios.inputs.folder import LOTS_FILE, SCENARIOS_FOLDER, SETTINGS_FILE
from scenarios.inputs.settings import CaseSettings, Lots

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from costing.columns import TableSpec
    from scenarios.difference.rows import Row

_MOVES_NOTHING: Final = ("title", "expect", "privacy")
"""Keys of case.toml that no figure hangs on."""

_KIND_OF_KEY: Final = {
    "law": CauseKind.LAW,
    "model": CauseKind.MODEL,
    "model_inputs": CauseKind.MODEL,
}


def input_causes(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Cause, ...]:
    """Compare the files of two cases.

    Parameters
    ----------
    old, new : mapping of str to str
        Text by name of the file.

    Returns
    -------
    tuple of Cause
        Settings first, then tables in the order of the contract, scenarios, and cost
        models of the case's own.
    """
    order = [SETTINGS_FILE, LOTS_FILE, *(spec.file for spec in TABLES.values())]
    names = sorted({*old, *new})
    found: list[Cause] = []
    for name in sorted(names, key=lambda one: _rank(one, order)):
        before, after = old.get(name), new.get(name)
        if before != after:
            found += _of_file(name, before, after)
    return tuple(found)


def _rank(name: str, order: list[str]) -> int:
    return order.index(name) if name in order else len(order)


def _of_file(name: str, old: str | None, new: str | None) -> Iterator[Cause]:
    if name == SETTINGS_FILE:
        yield from _of_settings(old or "", new or "")
    elif name == LOTS_FILE:
        before, after = (_documented(Lots, text or "") for text in (old, new))
        for key, was, now in key_changes(before, after):
            yield Cause(CauseKind.SETTING, name, "", key, was, now)
    elif old is None or new is None:
        sides = (ABSENT, "present") if old is None else ("present", ABSENT)
        yield Cause(_kind(name), name, "", "", *sides)
    elif name.endswith(".csv"):
        yield from _of_table(name, old, new)
    else:
        for key, was, now in key_changes(keys_of(old), keys_of(new)):
            yield Cause(_kind(name), name, "", key, was, now)


def _kind(name: str) -> CauseKind:
    if name.startswith(f"{SCENARIOS_FOLDER}/"):
        return CauseKind.SCENARIO
    return CauseKind.INPUT if name.endswith(".csv") else CauseKind.MODEL


def _of_settings(old: str, new: str) -> Iterator[Cause]:
    before, after = (_documented(CaseSettings, text) for text in (old, new))
    for key, was, now in key_changes(before, after):
        top = key.split(".", maxsplit=1)[0]
        moved = Moved.NO if top in _MOVES_NOTHING else Moved.NOT_KNOWN
        kind = _KIND_OF_KEY.get(top, CauseKind.SETTING)
        yield Cause(kind, SETTINGS_FILE, "", key, was, now, moved)


def _documented(model: type[BaseModel], text: str) -> dict[str, str]:
    """Lay out a document with its defaults filled in, or as it is if it is strange."""
    try:
        read = model.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError):
        return keys_of(text)
    return laid_out(_listed(read.model_dump(by_alias=True)))


def _listed(value: Any) -> Any:
    """Give tuples as lists, as a document has them."""
    if isinstance(value, dict):
        return {str(key): _listed(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_listed(one) for one in value]
    return value


def _of_table(name: str, old: str, new: str) -> Iterator[Cause]:
    before, after = sheet_of(old), sheet_of(new)
    spec = TABLES.get(name.removesuffix(".csv"))
    key = _key(spec) if spec else leading_key(before, after)
    found = cell_changes(before, after, key, partial(_blank, spec))
    for one in found:
        moved = Moved.NO if one.column.startswith("x_") else Moved.NOT_KNOWN
        yield Cause(CauseKind.INPUT, name, one.key, one.column, one.old, one.new, moved)
    if not found and is_reordered(before, after, key):
        words = "one order of rows", "another order of rows"
        yield Cause(CauseKind.INPUT, name, "", "", *words)


def _key(spec: TableSpec) -> tuple[str, ...]:
    return spec.key or tuple(
        column.name
        for column in spec.columns
        if column.needed and not _is_value(column)
    )


def _is_value(column: Any) -> bool:
    return bool(column.kind.is_number)


def _blank(spec: TableSpec | None, column: str, row: Row) -> str:
    """Give what stands in a column that the file leaves out."""
    if spec is None or column not in spec.names:
        return ""
    if (spec.name, column) == ("schemes", "already_running"):
        occupied = row.get("occupied_places") or "0"
        return "yes" if float(occupied) > 0 else "no"
    fill = spec.column(column).fill
    if isinstance(fill, bool):
        return "yes" if fill else "no"
    if isinstance(fill, float):
        return number(fill)
    return ";".join(fill) if isinstance(fill, tuple) else fill or ""

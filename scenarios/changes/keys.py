"""Keys of rules: which there are, and which a change of its type may touch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from pydantic import BaseModel

from allocation.rules import Lot
from costing.errors import quoted, suggestion
from scenarios.changes.change import Operation
from scenarios.changes.purposes import PURPOSES
from scenarios.inputs.settings import CaseSettings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from costing.errors import Finding
    from scenarios.changes.change import Change

LOTS: Final = "lots"
"""What a key starts with that is a rule of one lot."""

_ELSEWHERE: Final = {
    "price_date": "Write price_date at the top of the file",
    "law.forecast": 'Make it a change of type law: name = "...", from = a day',
}
"""Keys of case.toml that a scenario changes in another way."""


def known_keys() -> tuple[str, ...]:
    """Give every key of case.toml, dotted, tables and what is in them."""
    return tuple(_under(CaseSettings, ""))


def lot_keys() -> tuple[str, ...]:
    """Give every key of a lot, dotted."""
    return tuple(key for key in _under(Lot, "") if key != "lot")


def _under(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        key = f"{prefix}{field.alias or name}"
        yield key
        if (inner := model_in(field.annotation)) is not None:
            yield from _under(inner, f"{key}.")


def model_in(annotation: Any) -> type[BaseModel] | None:
    """Give the table that a key holds; None where it holds none, or a list of them."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    arguments = [one for one in get_args(annotation) if one is not type(None)]
    return model_in(arguments[0]) if len(arguments) == 1 else None


def key_findings(change: Change) -> Iterator[Finding]:
    """Find keys that are none, or that a change of this type is not for.

    Parameters
    ----------
    change : Change
        Of a rule.

    Yields
    ------
    Finding
        Whether there is such a lot is left to the case.
    """
    key = change.key
    parts = key.split(".")
    if change.operation is Operation.INSERT:
        expected = "set, add, multiply or remove, since it is a rule"
        yield change.finding(change.operation, change.operation, expected)
    if parts[0] == LOTS:
        yield from _of_lot(change, parts)
        return
    for known, fix in _ELSEWHERE.items():
        if key == known:
            yield change.finding("key", quoted(key), "a rule", fix)
            return
    if parts[0] in ("model_inputs",) or key.startswith("allocation.tolerance."):
        is_known = len(parts) <= (2 if parts[0] == "model_inputs" else 3)
        names: tuple[str, ...] = ()
    else:
        names = known_keys()
        is_known = key in names
    if not is_known:
        fix = suggestion(key, names) or "docs/scenarios.md lists them"
        expected = "a key of case.toml, or lots.<lot>.<key>"
        yield change.finding("key", quoted(key), expected, fix)
    elif not PURPOSES[change.type].allows_key(key):
        yield _other_purpose(change)


def _of_lot(change: Change, parts: list[str]) -> Iterator[Finding]:
    known = lot_keys()
    rest = ".".join(parts[2:])
    if rest not in known:
        fix = suggestion(rest, known) or f"Known: {', '.join(known)}"
        expected = f"{LOTS}.<lot>.<key>"
        yield change.finding("key", quoted(change.key), expected, fix)
    elif not PURPOSES[change.type].allows_key(change.key):
        yield _other_purpose(change)


def _other_purpose(change: Change) -> Finding:
    able = [one for one, other in PURPOSES.items() if other.allows_key(change.key)]
    fix = f"Make it a change of type {' or '.join(able)}" if able else ""
    expected = f"{PURPOSES[change.type].says}, since its type is {change.type}"
    return change.finding("key", quoted(change.key), expected, fix)

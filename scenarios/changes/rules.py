"""Changes of rules: keys of case.toml, and of one lot."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from allocation.rules import Lot
from costing.errors import quoted
from costing.money import pence, pounds, snap
from costing.sheets.cells import suggestion_among
from scenarios.changes.change import Operation
from scenarios.changes.forms import is_number, shown
from scenarios.changes.keys import LOTS
from scenarios.changes.ledger import Entry
from scenarios.inputs.canonical import number
from scenarios.inputs.documents import faults
from scenarios.inputs.settings import CaseSettings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from pydantic import BaseModel

    from costing.errors import Finding
    from scenarios.case import Case
    from scenarios.changes.change import Change

Path = tuple[str, ...]
"""Keys from the top of a document."""

_MISSING: Final = object()


@dataclass(frozen=True, slots=True)
class Ruled:
    """Rules of a case after a scenario.

    Parameters
    ----------
    settings : CaseSettings
    lots : tuple of Lot
    entries : tuple of Entry
        Of the ledger.
    findings : tuple of Finding
    """

    settings: CaseSettings
    lots: tuple[Lot, ...]
    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Rules:
    """One document of rules while it is changed: case.toml, or one lot.

    ``given`` is what it says, ``held`` what holds, defaults filled in; keys stand in
    ``sections`` levels of sections, below which a table holds as a whole.
    """

    model: type[BaseModel]
    given: dict[str, Any]
    held: dict[str, Any]
    sections: int
    owners: dict[Path, Change] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def ruled(case: Case, changes: Sequence[Change], day: date | None) -> Ruled:
    """Change the rules of a case.

    Parameters
    ----------
    case : Case
    changes : sequence of Change
        Of rules, in order.
    day : date or None
        The scenario's own price date.

    Returns
    -------
    Ruled
        With the rules as they were where there are findings.
    """
    top = _rules_of(CaseSettings, case.settings)
    lots = {lot.lot: _rules_of(Lot, lot) for lot in case.lots}
    findings: list[Finding] = []
    for change in changes:
        parts = tuple(change.key.split("."))
        if parts[0] != LOTS:
            _change(top, change, parts)
        elif parts[1] in lots:
            _change(lots[parts[1]], change, parts[2:])
        else:
            fix = suggestion_among(parts[1], list(lots))
            expected = f"a lot of the case: {', '.join(lots)}"
            findings.append(change.finding("key", quoted(parts[1]), expected, fix))
    if day is not None:
        top.given["price_date"] = day
    for rules in (top, *lots.values()):
        _check(rules)
        findings += rules.findings
    if findings:
        return Ruled(case.settings, case.lots, findings=tuple(findings))
    settings = CaseSettings.model_validate(top.given)
    made = tuple(
        Lot.model_validate(lots[lot.lot].given) if lots[lot.lot].owners else lot
        for lot in case.lots
    )
    entries = [*_entries("case", "", top, settings, day)]
    for lot in made:
        entries += _entries(LOTS, lot.lot, lots[lot.lot], lot, None)
    return Ruled(settings, made, tuple(entries))


def _rules_of(model: type[BaseModel], one: BaseModel) -> _Rules:
    given = one.model_dump(by_alias=True, exclude_unset=True)
    sections = 1 if model is CaseSettings else 0
    return _Rules(model, given, one.model_dump(by_alias=True), sections)


def _change(rules: _Rules, change: Change, path: Path) -> None:
    operation = change.operation
    if operation is Operation.REMOVE:
        _remove(rules, change, path)
        return
    leaves = dict(_leaves(change.value, path))
    for leaf, value in leaves.items():
        if not _claim(rules, change, leaf):
            continue
        made = value
        if operation is not Operation.SET:
            made = _worked(rules, change, leaf, value)
        if made is _MISSING:
            continue
        # A table keeps the keys that are not named: those that hold, defaults too.
        table = leaf[:-1]
        held = _at(rules.held, table) if len(table) > rules.sections else _MISSING
        if isinstance(held, dict):
            _put(rules.given, table, {**held, **_dict_at(rules.given, table)})
        _put(rules.given, leaf, made)


def _dict_at(given: Mapping[str, Any], path: Path) -> dict[str, Any]:
    held = _at(given, path)
    return held if isinstance(held, dict) else {}


def _remove(rules: _Rules, change: Change, path: Path) -> None:
    if change.value is not True:
        got = shown(change.value)
        rules.findings.append(change.finding("remove", got, "true"))
        return
    above = _at(rules.given, path[:-1]) if path[:-1] else rules.given
    if not isinstance(above, dict) or path[-1] not in above:
        expected = "a rule that the case states"
        rules.findings.append(change.finding("key", quoted(change.key), expected))
    elif _claim(rules, change, path):
        del above[path[-1]]


def _claim(rules: _Rules, change: Change, leaf: Path) -> bool:
    """Note who changes a key; find those that another changes too."""
    for other, owner in rules.owners.items():
        shared = min(len(other), len(leaf))
        if other[:shared] == leaf[:shared]:
            got = f"{'.'.join(leaf)}, which {owner.called} changes too"
            expected = "each key changed once"
            finding = change.finding("key", got, expected, "Take one of the two out")
            rules.findings.append(finding)
            return False
    rules.owners[leaf] = change
    return True


def _worked(rules: _Rules, change: Change, leaf: Path, value: Any) -> Any:
    """Multiply a rule or add to it."""
    key = str(change.operation)
    held = _at(rules.held, leaf)
    if not is_number(value):
        finding = change.finding(key, shown(value), "a number")
    elif held is None or held is _MISSING:
        expected = f"a value of {'.'.join(leaf)} in the case"
        finding = change.finding(key, "nothing", expected, "Use set")
    elif not is_number(held):
        expected = f"set, since {'.'.join(leaf)} is no number"
        finding = change.finding(key, key, expected)
    else:
        is_times = change.operation is Operation.MULTIPLY
        made = float(held) * value if is_times else float(held) + value
        if not is_number(made) or abs(made) > 9e13:
            finding = change.finding(key, shown(value), "a smaller number")
        elif "_gbp_" in leaf[-1]:
            return float(pounds(pence(made)))
        else:
            return float(snap(made))
    rules.findings.append(finding)
    return _MISSING


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict) and value:
        for name, one in value.items():
            yield from _leaves(one, (*path, str(name)))
    else:
        yield path, value


def _at(given: Any, path: Path) -> Any:
    for part in path:
        if not isinstance(given, dict) or part not in given:
            return _MISSING
        given = given[part]
    return given


def _put(given: dict[str, Any], path: Path, value: Any) -> None:
    for part in path[:-1]:
        inner = given.get(part)
        given[part] = {**inner} if isinstance(inner, dict) else {}
        given = given[part]
    given[path[-1]] = value


def _check(rules: _Rules) -> None:
    """Hold the changed rules against their model, findings at the change."""
    if rules.findings or not rules.owners:
        return
    for path, got, expected, fix in faults(rules.model, rules.given):
        named = tuple(str(part) for part in path)
        leaf, owner = next(
            (
                (leaf, change)
                for leaf, change in rules.owners.items()
                if leaf[: len(named)] == named or named[: len(leaf)] == leaf
            ),
            next(iter(rules.owners.items())),
        )
        key = str(owner.operation)
        if len(named) >= len(leaf) and not owner.key.endswith(named[-1]):
            key = f"{key}.{named[-1]}"
        rules.findings.append(owner.finding(key, got, expected, fix))


def _entries(
    table: str, key: str, rules: _Rules, made: BaseModel, day: date | None
) -> Iterator[Entry]:
    """Give the ledger's rows: every key that was touched, in the order of the file."""
    new = made.model_dump(by_alias=True)
    paths = [*rules.owners, *([("price_date",)] if day is not None else [])]
    old_leaves = dict(_leaves(rules.held, ()))
    new_leaves = dict(_leaves(new, ()))
    for leaf in dict.fromkeys((*old_leaves, *new_leaves)):
        if any(
            leaf[: len(path)] == path or path[: len(leaf)] == leaf for path in paths
        ):
            old, now = old_leaves.get(leaf), new_leaves.get(leaf)
            yield Entry(table, key, ".".join(leaf), rule_text(old), rule_text(now))


def rule_text(value: Any) -> str:
    """Write the value of a rule for the ledger; nothing where there is none."""
    if isinstance(value, list | tuple):
        return ";".join(rule_text(one) for one in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number(value)
    if isinstance(value, Enum):
        return str(value.value)
    return "" if value is None or value == {} else str(value)

"""One scenario file, read: its keys, its changes, and all that is wrong with them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from pydantic import Field

from costing.document.locations import Locations, locate
from costing.errors import Finding, quoted
from scenarios.changes.change import Change, ChangeType, Operation
from scenarios.changes.forms import form_findings
from scenarios.changes.words import words_of
from scenarios.inputs.documents import read_document
from scenarios.inputs.settings import Day, Settings, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

_NAME: Final = re.compile(r"[a-z0-9-]+")
_TAKEN: Final = ("baseline", "case")
_LONGEST: Final = 100


class Entry(Settings):
    """``[[change]]`` as it stands in a file."""

    type: ChangeType | None = None
    name: Word | None = None
    start: Day | None = Field(default=None, alias="from")
    table: Word | None = None
    key: Word | None = None
    where: dict[str, Any] = Field(default_factory=dict)
    unless: dict[str, Any] = Field(default_factory=dict)
    to_set: Any = Field(default=None, alias="set")
    add: Any = None
    multiply: Any = None
    remove: Any = None
    insert: Any = None


class ScenarioFile(Settings):
    """All of a scenario file; a piece that others use has no ``scenario``."""

    scenario: str | None = None
    title: str = ""
    price_date: Day | None = None
    use: tuple[Word, ...] = ()
    change: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A scenario file that was read.

    Parameters
    ----------
    file : str
        As findings name it.
    text : str
    name, title : str
        "" for a piece that is no scenario by itself.
    price_date : date or None
    use : tuple of str
        Files that it uses, as written.
    changes : tuple of Change
    findings : tuple of Finding
    rows : mapping of str to int
        Line of each of its own keys.
    """

    file: str
    text: str
    name: str = ""
    title: str = ""
    price_date: date | None = None
    use: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    rows: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


def read_piece(file: str, content: bytes) -> Piece:
    """Read one scenario file, by itself.

    Parameters
    ----------
    file : str
        Name, for what is said of it.
    content : bytes

    Returns
    -------
    Piece
        With findings for all that is wrong with it before any case is looked at.
    """
    read = read_document(file, content, ScenarioFile)
    findings = list(read.findings)
    if read.sound is None:
        return Piece(file, read.text, findings=tuple(findings))
    where = locate(read.text)
    given = read.sound
    told = {(one.row, one.column) for one in findings}
    changes = []
    for place, entry in enumerate(given.change):
        change = _change(file, place, entry, where)
        wrong = [*_wrong(entry, change)] or [*form_findings(change)]
        # What a key that is wrong has hidden is not told beside it.
        hidden = any(column.startswith(f"change.{place + 1}.") for _, column in told)
        findings += [] if hidden else wrong
        if not wrong and not hidden:
            changes.append(change)
    rows = {path[0]: row for path, row in where.rows.items() if len(path) == 1}
    named = {str(name): row for name, row in rows.items()}
    findings += _misnamed(file, given, named)
    return Piece(
        file,
        read.text,
        given.scenario or "",
        given.title,
        given.price_date,
        given.use,
        tuple(changes),
        tuple(findings),
        MappingProxyType(named),
    )


def _misnamed(
    file: str, given: ScenarioFile, rows: Mapping[str, int]
) -> Iterator[Finding]:
    name = given.scenario
    if name is None:
        return
    row = rows.get("scenario", 0)
    if not _NAME.fullmatch(name) or len(name) > _LONGEST:
        expected = "small letters, digits and hyphens, such as april-and-exit"
        yield Finding(file, row, "scenario", quoted(name), expected)
    elif name in _TAKEN:
        expected = f"another name than {' and '.join(_TAKEN)}, which runs use"
        yield Finding(file, row, "scenario", quoted(name), expected)


def _change(file: str, place: int, entry: Entry, where: Locations) -> Change:
    """Make a change of an entry, as far as it goes."""
    operations = _operations(entry)
    operation, value = next(iter(operations.items()), (Operation.SET, None))
    rows = {
        str(path[2]): row
        for path, row in where.rows.items()
        if path[:2] == ("change", place) and len(path) == 3
    }
    rows[""] = where.row(("change", place))
    change = Change(
        type=entry.type or ChangeType.RULE,
        file=file,
        number=place + 1,
        words="",
        operation=operation,
        value=value,
        name=entry.name or "",
        start=entry.start,
        table=entry.table or "",
        where=MappingProxyType({key: _any(one) for key, one in entry.where.items()}),
        unless=MappingProxyType({key: _any(one) for key, one in entry.unless.items()}),
        key=entry.key or "",
        rows=MappingProxyType(rows),
    )
    return words_of(change)


def _any(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


def _operations(entry: Entry) -> dict[Operation, Any]:
    held = {
        Operation.SET: entry.to_set,
        Operation.ADD: entry.add,
        Operation.MULTIPLY: entry.multiply,
        Operation.REMOVE: entry.remove,
        Operation.INSERT: entry.insert,
    }
    return {name: value for name, value in held.items() if value is not None}


def _wrong(entry: Entry, change: Change) -> Iterator[Finding]:
    """Find entries that are not one change of one thing."""
    if entry.type is None:
        expected = f"one of {', '.join(ChangeType)}"
        yield change.finding("type", "nothing", expected, "Add the key")
    operations = _operations(entry)
    if len(operations) != 1:
        got = " and ".join(operations) or "nothing to do"
        fix = "Make a change of each" if operations else "Add one of them"
        expected = f"one of {', '.join(Operation)}"
        yield change.finding("", got, expected, fix)
    named = {"name": entry.name, "table": entry.table, "key": entry.key}
    targets = [name for name, value in named.items() if value is not None]
    if len(targets) != 1:
        got = " and ".join(targets) or "nothing that is changed"
        expected = "one of name (of law), table and key (of a rule)"
        yield change.finding("", got, expected)

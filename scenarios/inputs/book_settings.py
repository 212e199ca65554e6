"""The settings of a case in a workbook: keys and values, and a row a lot."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Final, Union, get_args, get_origin

from costing.document.locations import Locations
from costing.errors import Finding, quoted, suggestion
from costing.sheets.cells import bare
from scenarios.inputs.settings import CaseSettings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel

    from costing.sheets.sheet import Sheet

WEIGHTS: Final = ("quality", "price", "choice", "fit")

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "case": ("key", "value"),
    "lots": (
        "lot",
        "title",
        "requires_cqc",
        "accepts_night_support",
        "includes",
        *(f"{part}_weight" for part in WEIGHTS),
        "price_formula",
        "floor_gbp_per_week",
        "ceiling_gbp_per_week",
        "log_base",
        "minimum_quality",
        "share_cap",
        "budget_gbp_per_week",
    ),
    "questions": ("lot", "question", "weight", "minimum", "out_of"),
    "forecasts": ("name", "from", "value"),
    "expect": ("measure", "value"),
}
"""Columns of the sheets of settings."""

NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "case": ("key", "value"),
    "lots": ("lot",),
    "questions": ("question", "weight"),
    "forecasts": ("name", "from", "value"),
    "expect": ("measure", "value"),
}
_FOR_PEOPLE: Final = frozenset({"note", "notes", "what it is"})
"""Columns that are for whoever fills the sheet in."""

_NOTHING: Final = "none"


@dataclass(slots=True)
class BookSettings:
    """What the sheets of settings say, as the two documents would.

    Parameters
    ----------
    case, lots : dict
        Nested keys, as TOML would give them.
    rows : dict of str to dict
        The row of each key, by ``case`` and ``lots``.
    findings : list of Finding
    notes : list of str
    """

    case: dict[str, Any] = field(default_factory=dict)
    lots: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, dict[tuple[str | int, ...], int]] = field(
        default_factory=lambda: {"case": {}, "lots": {}}
    )
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def where(self, document: str) -> Locations:
        """Give the row of each key of a document."""
        return Locations(self.rows[document], 0, 0)


def book_settings(sheets: Mapping[str, Sheet]) -> BookSettings:
    """Read the settings of a case out of its sheets.

    Parameters
    ----------
    sheets : mapping of str to Sheet
        Those of ``case``, ``lots``, ``questions``, ``forecasts`` and ``expect`` that
        the workbook has.

    Returns
    -------
    BookSettings
        What keys are known and what they may hold is for the settings to say.
    """
    read = BookSettings()
    rows = {name: list(_rows(read, sheets.get(name), name)) for name in COLUMNS}
    for number, cells in rows["case"]:
        _setting(read, sheets["case"].file, number, cells)
    for name, path in (("forecasts", ("law", "forecast")), ("expect", ("expect",))):
        for number, cells in rows[name]:
            _entry(read.case, read.rows["case"], path, number, cells)
    for number, cells in rows["lots"]:
        _entry(read.lots, read.rows["lots"], ("lot",), number, _lot(cells))
    for number, cells in rows["questions"]:
        _question(read, sheets["questions"].file, number, cells)
    return read


def _rows(
    read: BookSettings, sheet: Sheet | None, name: str
) -> Iterator[tuple[int, dict[str, str]]]:
    """Give the cells of each row that are not empty, by column."""
    if sheet is None:
        return
    read.findings += sheet.findings
    read.notes += sheet.notes
    columns: dict[str, list[str]] = {}
    unread = []
    for written, cells in zip(sheet.header, sheet.columns, strict=True):
        column = written.lower()
        missing = [one for one in COLUMNS[name] if one not in columns]
        if column in COLUMNS[name]:
            columns[column] = cells
        elif column in _FOR_PEOPLE or column.startswith("x_"):
            continue
        elif near := suggestion(column, missing):
            got = "a column name that is not known"
            fix = f"{near}? If not, call it x_{column}"
            expected = f"one of {', '.join(COLUMNS[name])}"
            read.findings.append(
                Finding(sheet.file, sheet.header_row, column, got, expected, fix)
            )
        else:
            unread.append(written)
    if unread:
        listed = ", ".join(unread)
        read.notes.append(f"{sheet.file}: columns that nothing reads: {listed}.")
    if sheet.is_readable:
        read.findings += [
            Finding(
                sheet.file,
                sheet.header_row,
                one,
                "no such column",
                f"a column {one}, which is needed",
                "Add it",
            )
            for one in NEEDED[name]
            if one not in columns
        ]
    for place, number in enumerate(sheet.rows):
        texts = {one: bare(cells[place]) for one, cells in columns.items()}
        if given := {one: text for one, text in texts.items() if text}:
            yield number, given


def _setting(
    read: BookSettings, file: str, number: int, cells: Mapping[str, str]
) -> None:
    """Put a key and its value where the key says; an empty value is the default."""
    key, value = cells.get("key", "").lower(), cells.get("value", "")
    rows = read.rows["case"]
    if not key or not value:
        if value:
            got, expected = "an empty cell", "the name of a setting"
            read.findings.append(Finding(file, number, "key", got, expected))
        return
    path: tuple[str, ...] = tuple(part.strip() for part in key.split("."))
    if path in rows:
        got = f"{quoted(key)}, as in line {rows[path]}"
        fix = "Take one of the rows away"
        read.findings.append(Finding(file, number, "key", got, "each key once", fix))
        return
    held = read.case
    for part in path[:-1]:
        deeper = held.setdefault(part, {})
        if not isinstance(deeper, dict):
            held[part] = deeper = {}
        held = deeper
    held[path[-1]] = _valued(CaseSettings, path, value)
    for length in range(1, len(path) + 1):
        rows.setdefault(path[:length], number)


def _valued(model: type[BaseModel], path: tuple[str, ...], text: str) -> Any:
    """Give a value as its setting takes it: a list, nothing, or the text itself."""
    kind: Any = model
    for part in path:
        fields = getattr(kind, "model_fields", {})
        if part not in fields:
            return text
        kind = _bare_kind(fields[part].annotation)
    if get_origin(kind) is tuple:
        if text.lower() == _NOTHING:
            return []
        return [one for one in map(bare, text.split(";")) if one]
    if get_origin(kind) in (Union, UnionType) and NoneType in get_args(kind):
        return "" if text.lower() == _NOTHING else text
    return text


def _bare_kind(kind: Any) -> Any:
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


def _entry(
    held: dict[str, Any],
    rows: dict[tuple[str | int, ...], int],
    path: tuple[str | int, ...],
    number: int,
    entry: dict[str, Any],
) -> None:
    """Add an entry to a list of a document."""
    inner: Any = held
    for part in path[:-1]:
        inner = inner.setdefault(part, {}) if isinstance(part, str) else inner[part]
    entries = inner.setdefault(path[-1], [])
    if not isinstance(entries, list):  # the sheet of settings has said otherwise
        entries = inner[path[-1]] = []
    entries.append(entry)
    rows[(*path, len(entries) - 1)] = number
    for name in entry:
        rows[(*path, len(entries) - 1, name)] = number


def _lot(cells: Mapping[str, str]) -> dict[str, Any]:
    weights = {
        part: cells[f"{part}_weight"] for part in WEIGHTS if f"{part}_weight" in cells
    }
    lot: dict[str, Any] = {
        name: text for name, text in cells.items() if not name.endswith("_weight")
    }
    if "includes" in lot:
        lot["includes"] = [one for one in map(bare, lot["includes"].split(";")) if one]
    return lot | ({"weights": weights} if weights else {})


def _question(
    read: BookSettings, file: str, number: int, cells: dict[str, str]
) -> None:
    """Add a question to its lot, or to all that ask none of their own."""
    entry = dict(cells)
    lot = entry.pop("lot", "")
    if not lot:
        _entry(read.lots, read.rows["lots"], ("question",), number, entry)
        return
    names = [one.get("lot") for one in read.lots.get("lot", [])]
    if lot not in names:
        expected, fix = "a lot of lots.csv", "Add it there, or mend the name here"
        read.findings.append(Finding(file, number, "lot", quoted(lot), expected, fix))
        return
    path = ("lot", names.index(lot), "question")
    _entry(read.lots, read.rows["lots"], path, number, entry)

"""One sheet of an .xlsx, read through once: what stands in its XML beside values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from costing.sheets.archive import ArchiveError, check_sound, strict_parser
from costing.sheets.cell_facts import CellFacts, column_of, letters_of

if TYPE_CHECKING:
    from costing.sheets.cell_facts import Place

_PLACE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_AREA: Final = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_YES: Final = ("1", "true")
_WIDEST: Final = 16_384
"""Columns that a sheet can have."""


def sheet_facts(name: str, part: bytes, *, is_fresh: bool) -> tuple[CellFacts, bytes]:
    """Gather what a sheet's XML says, and cut off its rows that hold nothing.

    Parameters
    ----------
    name : str
        Of the part, for what is said of it.
    part : bytes
    is_fresh : bool
        Of the workbook: a formula that is worth 0 has then not been worked out.

    Returns
    -------
    (CellFacts, bytes)
        The facts, and the XML that is left to be read: nothing where the sheet is
        damaged, or spans more cells than are read, past which it is not looked at.

    Raises
    ------
    ArchiveError
        If it is no sheet, or not written as spreadsheets write one.
    """
    scan = _Scan(name, part, is_fresh=is_fresh)
    try:
        scan.parser.Parse(part, True)  # noqa: FBT003 - its own signature
    except _TooLargeError:
        return scan.facts, b""
    except expat.ExpatError:
        if not scan.is_sheet:
            raise _no_sheet() from None
        return scan.facts, b""
    if not scan.is_sheet:
        raise _no_sheet()
    if not scan.cut:
        return scan.facts, part
    data, whole = scan.tags["sheetData"].encode(), scan.tags["worksheet"].encode()
    left = part[: scan.cut] + b"</%s></%s>" % (data, whole)
    try:  # rows within rows are cut into what is no XML any more
        check_sound(name, left)
    except ArchiveError:
        left = b""
    return scan.facts, left


class _TooLargeError(Exception):
    """More cells than are read: the rest is not looked at."""


def _no_sheet() -> ArchiveError:
    return ArchiveError("a sheet that is damaged")


class _Scan:
    """What has been met of a sheet so far; only what stands in its rows counts."""

    def __init__(self, name: str, part: bytes, *, is_fresh: bool) -> None:
        self.facts = CellFacts()
        self.tags: dict[str, str] = {}  # of the first of each kind, with its prefix
        self.cut = 0  # the first byte of the rows after the last that holds anything
        self._is_fresh = is_fresh
        self._locals: dict[str, str] = {}
        self._in_rows = False
        self._row = self._column = 0
        self._holds = False  # the row
        self._kind = ""  # of the cell
        self._is_formula = False
        self._worth: list[str] | None = None
        self._hidden = 0
        self.parser = strict_parser(name, part)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    @property
    def is_sheet(self) -> bool:
        """Whether there are rows in a worksheet."""
        return "worksheet" in self.tags and "sheetData" in self.tags

    def _local(self, tag: str) -> str:
        """Give the name of an element without its prefix."""
        local = self._locals[tag] = tag.rpartition(":")[2]
        self.tags.setdefault(local, tag)
        return local

    def _start(self, tag: str, said: dict[str, str]) -> None:
        name = self._locals.get(tag) or self._local(tag)
        if not self._in_rows:
            self._beside(name, said)
        elif name == "c":
            self._column += 1
            if said.get("r", "") != f"{letters_of(self._column)}{self._row}":
                self._placed(said)
            self._kind, self._is_formula = said.get("t", "n"), False
            self._worth = None
        elif name in ("v", "is", "f"):
            self._held(name)
        elif name == "row":
            self._next_row(said)

    def _placed(self, said: dict[str, str]) -> None:
        """Go where a cell says that it stands, if that is not beside the last."""
        found = _PLACE.fullmatch(said.get("r", ""))
        if found:
            self._column, self._row = column_of(found[1]), int(found[2])

    def _beside(self, name: str, said: dict[str, str]) -> None:
        """Take a tag that stands before or after the rows."""
        if name == "sheetData":
            self._in_rows = True
        elif name == "col" and said.get("hidden") in _YES:
            first, last = said.get("min", ""), said.get("max", "")
            if first.isdecimal() and last.isdecimal() and len(first + last) <= 10:
                columns = range(int(first), min(int(last), _WIDEST) + 1)
                self._hidden += len(columns)
                if self._hidden <= _WIDEST:  # else they overlap, as in no true sheet
                    self.facts.hidden_columns.update(columns)
        elif name == "mergeCell":
            found = _AREA.fullmatch(said.get("ref", ""))
            if found:
                top_left = int(found[2]), column_of(found[1])
                bottom_right = int(found[4]), column_of(found[3])
                self.facts.merged.append((top_left, bottom_right))

    def _next_row(self, said: dict[str, str]) -> None:
        if self._holds or not (self.cut or self.facts.last_row):
            self.cut = self.parser.CurrentByteIndex
        self._holds = False
        number = said.get("r", "")
        is_told = number.isdecimal() and len(number) <= 7
        self._row = int(number) if is_told else self._row + 1
        self._column = 0
        if said.get("hidden") in _YES:
            self.facts.hidden_rows.add(self._row)

    def _held(self, name: str) -> None:
        """Take a cell for one that is more than a look."""
        facts = self.facts
        self._holds = True
        if self._row > facts.last_row or self._column > facts.last_column:
            facts.last_row = max(facts.last_row, self._row)
            facts.last_column = max(facts.last_column, self._column)
            if facts.is_too_large:
                raise _TooLargeError
        if name == "f":
            self._is_formula = True
        elif name == "v" and (self._is_formula or self._kind == "e"):
            self._worth = []
            self.parser.CharacterDataHandler = self._worth.append

    def _end(self, tag: str) -> None:
        name = self._locals[tag]
        if name == "v":
            self.parser.CharacterDataHandler = None
        elif name == "c" and (self._is_formula or self._kind == "e"):
            self._judge()
        elif name == "sheetData":
            self._in_rows = False
            if self._holds:
                self.cut = 0

    def _judge(self) -> None:
        """Tell whether a cell is an error, or a formula without a value."""
        place: Place = (self._row, self._column)
        if self._is_formula:
            self.facts.formulas.add(place)
        worth = "".join(self._worth or ()).strip()
        no_number = self._kind == "n" and (
            not worth or (self._is_fresh and worth == "0")
        )
        if self._kind == "e":
            self.facts.errors[place] = worth or "#ERROR"
        elif no_number or (self._kind == "str" and self._worth is None):
            self.facts.unknown.add(place)
        self._is_formula, self._kind = False, ""

"""A workbook, .xlsx or .ods, as sheets of text: the same as if each were a CSV file."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from costing.errors import Finding, quoted
from costing.sheets.archive import Archive, ArchiveError, opened, packed
from costing.sheets.cell_facts import MOST_CELLS, CellFacts, address, letters_of
from costing.sheets.office_open import OfficeBook, office_book
from costing.sheets.office_sheet import sheet_facts
from costing.sheets.open_document import MIMETYPE, open_document
from costing.sheets.sheet import Sheet, sheet_of, trimmed
from costing.sheets.typed_text import text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from costing.sheets.cell_facts import Place

_OLE: Final = b"\xd0\xcf\x11\xe0"
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_HEADINGS: Final = 20
"""Rows, from the first that is not empty, among which the column names are sought."""

_NAMED: Final = 10
"""Rows or columns of which a note gives the names."""

_SAVE: Final = "Open it in a spreadsheet and save it anew as .xlsx"

_EXPECTED: Final = "a workbook, .xlsx or .ods"


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a sheet as they were typed.

    Parameters
    ----------
    rows : list of lists
        From A1 on: numbers, texts, days, yes or no; "" where a cell is empty.
    facts : CellFacts
    """

    rows: list[list[Any]]
    facts: CellFacts

    def at(self, place: Place) -> Any:
        """Give the cell at a row and column, each from 1; "" past the last."""
        row, column = place
        cells = self.rows[row - 1] if row <= len(self.rows) else []
        return cells[column - 1] if column <= len(cells) else ""


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook whose sheets can be read one by one.

    Parameters
    ----------
    file : str
        Name, for what is said of it.
    names : tuple of str
        Of its sheets, in order.
    archive : Archive
    office : OfficeBook or None
        The frame of an .xlsx; None of an .ods.
    parts : mapping of str to bytes
        Of an .ods.
    facts : mapping of str to CellFacts
        Of an .ods, by sheet.
    """

    file: str
    names: tuple[str, ...]
    archive: Archive
    office: OfficeBook | None
    parts: Mapping[str, bytes]
    facts: Mapping[str, CellFacts]

    def sheets(
        self, wanted: Mapping[str, tuple[str, Collection[str]]]
    ) -> dict[str, Sheet]:
        """Read sheets.

        Parameters
        ----------
        wanted : mapping of str to (str, collection of str)
            By the name of the sheet: the file that findings shall name, and the
            columns that are known, by which the row of column names is found.

        Returns
        -------
        dict of str to Sheet
            By the name of the sheet, as if it had been read from CSV. Findings name
            rows and columns; ``letters`` make them cells.
        """
        try:
            facts, content = self._content(wanted)
        except ArchiveError as error:
            refused = Finding(self.file, 0, "", str(error), _EXPECTED, _SAVE)
            return {name: Sheet("", findings=(refused,)) for name in wanted}
        return {
            one.name: self._sheet(one, facts[one.name], *wanted[one.name])
            for one in _grids(content, facts)
        }

    def cells(self, wanted: Collection[str]) -> dict[str, Cells] | Finding:
        """Read sheets cell by cell, or say why they cannot be read.

        Parameters
        ----------
        wanted : collection of str
            Names of sheets that there are.
        """
        try:
            facts, content = self._content(wanted)
        except ArchiveError as error:
            return Finding(self.file, 0, "", str(error), _EXPECTED, _SAVE)
        found = {}
        for grid in _grids(content, facts):
            if grid.rows is None:
                got = "a sheet that is damaged or too large"
                return Finding(self.file, 0, "", got, "a table", _SAVE, sheet=grid.name)
            found[grid.name] = Cells(grid.rows, facts[grid.name])
        return found

    def _content(self, wanted: Collection[str]) -> tuple[dict[str, CellFacts], bytes]:
        """Give the facts of the sheets that are wanted, and a workbook of just those.

        What is read is packed anew from parts that have been looked at, so that
        nothing else of the file is read.
        """
        if self.office is None:
            facts = {name: self.facts[name] for name in wanted}
            is_large = any(one.is_too_large for one in self.facts.values())
            return facts, b"" if is_large else packed(self.parts)
        parts = dict(self.office.parts)
        facts = {}
        for one in self.office.sheets:
            part = b""
            if one.name in wanted:
                whole = self.archive.part(one.part)
                is_fresh = self.office.is_fresh
                facts[one.name], part = sheet_facts(one.part, whole, is_fresh=is_fresh)
            parts[one.part] = part
        return facts, packed(parts)

    def _sheet(
        self,
        grid: _Grid,
        facts: CellFacts,
        file: str,
        known: Collection[str],
    ) -> Sheet:
        if facts.is_too_large:
            where = address((facts.last_row, facts.last_column))
            got = f"cells as far as {where}"
            expected = f"at most {MOST_CELLS:,} cells from A1 on"
            fix = "Delete the rows below the table and the columns beside it"
            return Sheet(file, findings=(Finding(file, 0, "", got, expected, fix),))
        if grid.rows is None:
            refused = Finding(file, 0, "", "a sheet that is damaged", "a table", _SAVE)
            return Sheet(file, findings=(refused,))
        for row, column in (*facts.errors, *facts.unknown):
            if 0 < row <= len(grid.rows) and 0 < column <= len(grid.rows[row - 1]):
                grid.rows[row - 1][column - 1] = ""
        lines = [
            (number, cells)
            for number, row in enumerate(grid.rows, start=1)
            if any(map(trimmed, cells := [text_of(value) for value in row]))
        ]
        if not lines:
            got, expected = "an empty sheet", "column names in the first row"
            fix = "Fill it in, or take the sheet away"
            return Sheet(file, findings=(Finding(file, 0, "", got, expected, fix),))
        top = _heading(lines, known)
        notes = [self._note(grid.name, one) for one in _skipped(lines[:top])]
        sheet = sheet_of(file, lines[top:], is_workbook=True)
        notes += [self._note(grid.name, one) for one in _hidden(sheet, facts)]
        if grid.is_hidden:
            notes.append(self._note(grid.name, "the sheet is hidden, and was read"))
        findings = (*sheet.findings, *_faults(sheet, facts))
        return replace(sheet, findings=findings, notes=tuple(notes))

    def _note(self, sheet: str, words: str) -> str:
        return f"{self.file}, sheet {sheet}: {words}."


def open_workbook(file: str, content: bytes) -> Workbook | Finding:
    """List the sheets of a workbook, or say why it cannot be read.

    Parameters
    ----------
    file : str
        Name, for what is said of it.
    content : bytes
        What it is shows in them, not in its name.
    """
    if content[:4] == _OLE:
        if _LOCKED in content:
            fix = "Save it without the password"
            return Finding(file, 0, "", "a workbook with a password", _EXPECTED, fix)
        got = "a workbook of the old kind, .xls"
        return Finding(file, 0, "", got, _EXPECTED, _SAVE)
    if content[:2] != b"PK":
        return Finding(file, 0, "", "a file that is no workbook", _EXPECTED, _SAVE)
    try:
        archive = opened(content)
        if MIMETYPE in archive.entries:
            parts, facts = open_document(archive)
            return Workbook(file, tuple(facts), archive, None, parts, facts)
        office = office_book(archive)
    except ArchiveError as error:
        fix = _SAVE
        if "password" in str(error):
            fix = "Save it without the password"
        elif "macros" in str(error):
            fix = "Save it as .xlsx, without macros"
        return Finding(file, 0, "", str(error), _EXPECTED, fix)
    names = tuple(one.name for one in office.sheets)
    return Workbook(file, names, archive, office, {}, {})


@dataclass(frozen=True, slots=True)
class _Grid:
    """The values of a sheet from A1 on; None where they cannot be read."""

    name: str
    rows: list[list[Any]] | None = None
    is_hidden: bool = False


def _grids(content: bytes, facts: Mapping[str, CellFacts]) -> Iterator[_Grid]:
    """Read the values of sheets, one by one."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415 - seldom needed

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = {
            one.name
            for one in book.sheets_metadata
            if one.visible == SheetVisibleEnum.Visible
        }
    except BaseException as error:
        _raise_what_is_not_of(error)
        yield from map(_Grid, facts)
        return
    for name, one in facts.items():
        rows = None
        try:
            if not one.is_too_large:
                sheet = book.get_sheet_by_name(name)
                rows = sheet.to_python(skip_empty_area=False)
        except BaseException as error:
            _raise_what_is_not_of(error)
        yield _Grid(name, rows, name not in shown)


def _raise_what_is_not_of(error: BaseException) -> None:
    """Let through what the reader of workbooks says, and its faults."""
    if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
        raise error


def _heading(lines: list[tuple[int, list[str]]], known: Collection[str]) -> int:
    """Find the row of column names: the one that holds most of those known."""
    held = [
        sum(trimmed(text).lower() in known for text in cells)
        for _, cells in lines[:_HEADINGS]
    ]
    return held.index(max(held))


def _skipped(lines: list[tuple[int, list[str]]]) -> Iterator[str]:
    if len(lines) == 1:
        yield f"row {lines[0][0]} above the column names was not read"
    elif lines:
        rows = f"rows {lines[0][0]} to {lines[-1][0]}"
        yield f"{rows} above the column names were not read"


def _hidden(sheet: Sheet, facts: CellFacts) -> Iterator[str]:
    """Tell of columns and rows that do not show and were read all the same."""
    letters = {letters_of(one) for one in facts.hidden_columns}
    names = [
        f"{sheet.letters[name.lower()]} ({name})"
        for name in sheet.header
        if sheet.letters[name.lower()] in letters
    ]
    rows = [str(row) for row in sheet.rows if row in facts.hidden_rows]
    for what, found in (("column", names), ("row", rows)):
        if len(found) == 1:
            yield f"{what} {found[0]} is hidden, and was read"
        elif found:
            more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
            listed = ", ".join(found[:_NAMED])
            yield f"{what}s {listed}{more} are hidden, and were read"


def _faults(sheet: Sheet, facts: CellFacts) -> Iterator[Finding]:
    """Find cells that hold no value, or the value of which is another's."""
    names = {letter: name for name, letter in sheet.letters.items()}

    def at(place: Place) -> str:
        return names.get(letters_of(place[1]), "")

    for place, text in facts.errors.items():
        if at(place) and place[0] > sheet.header_row:
            fix = "Mend the formula, or type the value"
            got = f"{quoted(text)}, an error of the spreadsheet"
            yield Finding(sheet.file, place[0], at(place), got, "a value", fix)
    for place in facts.unknown:
        if not place[0] or (at(place) and place[0] > sheet.header_row):
            got = "a formula whose value was never worked out"
            fix = "Open the workbook in a spreadsheet, and save it"
            yield Finding(sheet.file, place[0], at(place), got, "a value", fix)
    rows = set(sheet.rows) if facts.merged else set()
    for first, last in facts.merged:
        if at(first) and first[0] in rows:
            got = f"the cells {address(first)} to {address(last)} merged into one"
            expected, fix = "a value in each cell", "Unmerge them, and fill each in"
            yield Finding(sheet.file, first[0], at(first), got, expected, fix)

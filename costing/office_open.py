"""The parts of an .xlsx: its sheets, and what stands in their XML beside values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from costing.archive import ArchiveError, is_well_formed
from costing.cell_facts import CellFacts, column_of

if TYPE_CHECKING:
    from costing.archive import Archive
    from costing.cell_facts import Place

WORKBOOK: Final = "xl/workbook.xml"
_LINKS: Final = "xl/_rels/workbook.xml.rels"
_ROOT: Final = {
    "_rels/.rels": (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        b'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats'
        b'.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook'
        b'.xml"/></Relationships>'
    )
}
"""Where the frame of a workbook is, as every spreadsheet says it."""

_SHARED: Final = ("xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml")
_MACROS: Final = ("xl/vbaProject.bin", "xl/macrosheets/")

_PREFIX: Final = re.compile(rb"<(\w+:)?worksheet\b")
_PLACE: Final = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_ROW: Final = re.compile(rb'\br="(\d{1,7})"')
_FIRST: Final = re.compile(rb'\bmin="(\d{1,5})"')
_LAST: Final = re.compile(rb'\bmax="(\d{1,5})"')
_IS_HIDDEN: Final = re.compile(rb'\bhidden="(?:1|true)"')
_TYPE: Final = re.compile(rb'\bt="(\w+)"')
_HEAD: Final = 4_000


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of a workbook: its name, and the part that holds it."""

    name: str
    part: str


@dataclass(frozen=True, slots=True)
class OfficeBook:
    """The frame of an .xlsx.

    Parameters
    ----------
    parts : dict of str to bytes
        What has to be read beside the sheets.
    sheets : tuple of SheetPart
    is_fresh : bool
        A program wrote it, and no spreadsheet has worked its formulas out since.
    """

    parts: dict[str, bytes]
    sheets: tuple[SheetPart, ...]
    is_fresh: bool


def office_book(archive: Archive) -> OfficeBook:
    """Read the frame of an .xlsx: which sheets there are.

    Raises
    ------
    ArchiveError
        If it is none, or holds macros.
    """
    if any(name.startswith(_MACROS) for name in archive.entries):
        msg = "a workbook with macros"
        raise ArchiveError(msg)
    if WORKBOOK not in archive.entries:
        msg = "a zip file that is no workbook"
        raise ArchiveError(msg)
    names = (WORKBOOK, _LINKS, *(one for one in _SHARED if one in archive.entries))
    parts = {**_ROOT, **{name: plain_part(archive, name) for name in names}}
    for name in names:
        if not is_well_formed(parts[name]):
            msg = f"a file whose part {name} is damaged"
            raise ArchiveError(msg)
    try:
        frame, links = ET.fromstring(parts[WORKBOOK]), ET.fromstring(parts[_LINKS])
    except ET.ParseError:
        msg = f"a file whose part {WORKBOOK} is damaged"
        raise ArchiveError(msg) from None
    targets = {one.get("Id", ""): one.get("Target", "") for one in links}
    sheets = []
    for one in frame.iter():
        if not one.tag.endswith("}sheet"):
            continue
        links_of = [value for key, value in one.items() if key.endswith("}id")]
        link = links_of[0] if links_of else ""
        target = targets.get(link, "")
        part = target[1:] if target.startswith("/") else f"xl/{target}"
        if part in archive.entries and "worksheets/" in part:
            sheets.append(SheetPart(one.get("name", ""), part))
    is_fresh = any(
        one.tag.endswith("}calcPr") and one.get("fullCalcOnLoad") in ("1", "true")
        for one in frame
    )
    return OfficeBook(parts, tuple(sheets), is_fresh)


def plain_part(archive: Archive, name: str) -> bytes:
    """Unpack a part of XML in UTF-8, without a document type that could swell it."""
    part = archive.part(name)
    if part[:2] in (b"\xff\xfe", b"\xfe\xff") or b"<!DOCTYPE" in part[:_HEAD]:
        msg = f"a part {name} as no spreadsheet writes it"
        raise ArchiveError(msg)
    return part


def sheet_facts(part: bytes, *, is_fresh: bool) -> tuple[CellFacts, bytes]:
    """Gather what a sheet's XML says, and cut off its rows that hold nothing.

    Parameters
    ----------
    part : bytes
    is_fresh : bool
        Of the workbook: a formula that is worth 0 has then not been worked out.

    Returns
    -------
    (CellFacts, bytes)
        The facts, and the XML that is left to be read.

    Raises
    ------
    ArchiveError
        If it is no sheet.
    """
    found = _PREFIX.search(part[:_HEAD])
    start = part.find(b"<%ssheetData" % (found[1] or b"")) if found else -1
    prefix = (found[1] or b"") if found else b""
    end = part.rfind(b"</%ssheetData>" % prefix)
    is_empty = re.match(rb"<[\w:]+\s*/>", part[start : start + _HEAD])
    if found is None or start < 0 or (end < 0 and not is_empty):
        msg = "a sheet that is damaged"
        raise ArchiveError(msg)
    facts = CellFacts()
    _hidden_columns(facts, prefix, part[:start])
    _merged(facts, prefix, part[max(end, start) :])
    ends = (b"</%sv>", b"</%sis>", b"</%sf>", b"<%sf/>", b"<%sf ")
    last = max(part.rfind(mark % prefix, start, max(end, start)) for mark in ends)
    close = b"</%ssheetData></%sworksheet>" % (prefix, prefix)
    if last < 0:
        return facts, part[:start] + b"<%ssheetData>" % prefix + close
    row_end = part.find(b"</%srow>" % prefix, last)
    left = part[: row_end if row_end >= 0 else end] + b"</%srow>" % prefix
    rows = left[start:]
    _size(facts, prefix, rows)
    _hidden_rows(facts, prefix, rows)
    _formulas(facts, prefix, rows, is_fresh=is_fresh)
    return facts, left + close


def _hidden_columns(facts: CellFacts, prefix: bytes, head: bytes) -> None:
    for one in re.findall(rb"<%scol\b[^>]*>" % prefix, head):
        first, last = _FIRST.search(one), _LAST.search(one)
        if first and last and _IS_HIDDEN.search(one):
            facts.hidden_columns.update(range(int(first[1]), int(last[1]) + 1))


def _merged(facts: CellFacts, prefix: bytes, tail: bytes) -> None:
    pattern = rb'<%smergeCell\b[^>]*\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
    for left, top, right, bottom in re.findall(pattern % prefix, tail):
        first = int(top), column_of(left.decode())
        facts.merged.append((first, (int(bottom), column_of(right.decode()))))


def _size(facts: CellFacts, prefix: bytes, rows: bytes) -> None:
    """Find the farthest cell that is more than a look."""
    cell = rb'<%sc\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>' % prefix
    held = re.findall(cell, rows)
    facts.last_row = max((int(row) for row in {row for _, row in held}), default=0)
    letters = {one for one, _ in held}
    facts.last_column = max((column_of(one.decode()) for one in letters), default=0)
    if not held:  # cells that do not say where they stand are counted
        in_rows = rows.split(b"<%srow" % prefix)[1:]
        facts.last_row = len(in_rows)
        facts.last_column = max(row.count(b"<%sc" % prefix) for row in in_rows)


def _hidden_rows(facts: CellFacts, prefix: bytes, rows: bytes) -> None:
    if not _IS_HIDDEN.search(rows):
        return
    for one in re.findall(rb"<%srow\b[^>]*>" % prefix, rows):
        number = _ROW.search(one)
        if number and _IS_HIDDEN.search(one):
            facts.hidden_rows.add(int(number[1]))


def _formulas(facts: CellFacts, prefix: bytes, rows: bytes, *, is_fresh: bool) -> None:
    """Find errors, and formulas that have no value."""
    formula = b"<%sf" % prefix
    if b't="e"' not in rows and formula not in rows:
        return
    value = re.compile(rb"<%sv>(.*?)</%sv>" % (prefix, prefix), re.DOTALL)
    cells = rb"<%sc\b([^>]*)(?<!/)>(.*?)</%sc>" % (prefix, prefix)
    for found in re.finditer(cells, rows, re.DOTALL):
        said, inside = found[1], found[2]
        is_formula = formula in inside
        kind = _TYPE.search(said)
        of = kind[1] if kind else b"n"
        if of != b"e" and not is_formula:
            continue
        held = value.search(inside)
        worth = held[1].strip() if held else b""
        no_number = of == b"n" and (not worth or (is_fresh and worth == b"0"))
        if of == b"e":
            facts.errors[_place(said)] = worth.decode("utf-8", "replace") or "#ERROR"
        elif no_number or (of == b"str" and held is None):
            facts.unknown.add(_place(said))


def _place(said: bytes) -> Place:
    found = _PLACE.search(said)
    return (int(found[2]), column_of(found[1].decode())) if found else (0, 0)

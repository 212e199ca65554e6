"""The frame of an .xlsx: which parts it has, and which of them are its sheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from costing.sheets.archive import ArchiveError, check_sound

if TYPE_CHECKING:
    from costing.sheets.archive import Archive

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
    parts = {**_ROOT, **{name: archive.part(name) for name in names}}
    for name in names:
        check_sound(name, parts[name])
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
    if len({one.name for one in sheets}) < len(sheets):
        msg = "a workbook with two sheets of one name"
        raise ArchiveError(msg)
    is_fresh = any(
        one.tag.endswith("}calcPr") and one.get("fullCalcOnLoad") in ("1", "true")
        for one in frame
    )
    return OfficeBook(parts, tuple(sheets), is_fresh)

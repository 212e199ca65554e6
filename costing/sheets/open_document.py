"""The content of an .ods: what stands in its XML beside values."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from costing.sheets.archive import ArchiveError, check_sound
from costing.sheets.cell_facts import CellFacts

if TYPE_CHECKING:
    from costing.sheets.archive import Archive

CONTENT: Final = "content.xml"
MIMETYPE: Final = "mimetype"
_MANIFEST: Final = "META-INF/manifest.xml"
_OURS: Final = b"application/vnd.oasis.opendocument.spreadsheet"

_TOKEN: Final = re.compile(
    rb"<(/table:table-row|table:(?:table|table-column|table-row|table-cell"
    rb"""|covered-table-cell))(?=[\s/>])((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>"""
)
"""A tag of a table. It cannot reach into the next: time grows with the length alone."""

_SET_ASIDE: Final = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", flags=re.DOTALL
)
"""What looks like tags and is none."""

_NAME: Final = re.compile(rb'\btable:name="([^"]*)"')
_COLUMNS: Final = re.compile(rb'\btable:number-columns-repeated="(\d{1,9})"')
_ROWS: Final = re.compile(rb'\btable:number-rows-repeated="(\d{1,9})"')
_WIDE: Final = re.compile(rb'\btable:number-columns-spanned="(\d{1,9})"')
_HIGH: Final = re.compile(rb'\btable:number-rows-spanned="(\d{1,9})"')
_SHOWN: Final = re.compile(rb"<text:p[^>]*>([^<]*)")
_FEW: Final = 100
"""Rows or columns that are hidden together, of which each is listed."""


def open_document(archive: Archive) -> tuple[dict[str, bytes], dict[str, CellFacts]]:
    """Read the parts of an .ods, and gather the facts of each of its sheets.

    Parameters
    ----------
    archive : Archive

    Returns
    -------
    (dict of str to bytes, dict of str to CellFacts)
        Parts by name, and facts by the name of the sheet.

    Raises
    ------
    ArchiveError
        If it is no .ods, is locked by a password, or cannot be read.
    """
    if archive.part(MIMETYPE).strip() != _OURS:
        msg = "an OpenDocument file that is no spreadsheet"
        raise ArchiveError(msg)
    names = [name for name in (_MANIFEST,) if name in archive.entries]
    parts = {name: archive.part(name) for name in (MIMETYPE, *names)}
    if b"encryption-data" in parts.get(_MANIFEST, b""):
        msg = "a workbook with a password"
        raise ArchiveError(msg)
    content = archive.part(CONTENT)
    check_sound(CONTENT, content)
    tags = _SET_ASIDE.sub(b"", content)
    scan = _Scan(tags)
    for found in _TOKEN.finditer(tags):
        scan.meet(found)
    return {**parts, CONTENT: content}, scan.sheets


@dataclass(slots=True)
class _Scan:
    content: bytes
    sheets: dict[str, CellFacts] = field(default_factory=dict)
    facts: CellFacts = field(default_factory=CellFacts)
    row: int = 0
    rows: int = 1
    column: int = 0

    def meet(self, found: re.Match[bytes]) -> None:
        """Take the next tag of a table."""
        kind, said = found[1], found[2]
        if kind == b"/table:table-row":
            self.row += self.rows - 1
        elif kind == b"table:table":
            self.row = self.column = 0
            name = _NAME.search(said)
            title = _text(name[1]) if name else ""
            self.facts = self.sheets.setdefault(title, CellFacts())
        elif kind == b"table:table-column":
            self._column(said)
        elif kind == b"table:table-row":
            self.row, self.rows, self.column = self.row + 1, _count(_ROWS, said), 0
            if b"table:visibility=" in said and b'="visible"' not in said:
                last = self.row + min(self.rows, _FEW)
                self.facts.hidden_rows.update(range(self.row, last))
            if said.endswith(b"/"):
                self.row += self.rows - 1
        else:
            self._cell(found)

    def _column(self, said: bytes) -> None:
        count = _count(_COLUMNS, said)
        if b"table:visibility=" in said and b'="visible"' not in said:
            last = self.column + min(count, _FEW)
            self.facts.hidden_columns.update(range(self.column + 1, last + 1))
        self.column += count

    def _cell(self, found: re.Match[bytes]) -> None:
        said = found[2]
        count = _count(_COLUMNS, said)
        place = self.row, self.column + 1
        self.column += count
        is_worth = b"value-type=" in said
        is_formula = b"table:formula=" in said
        if b"-spanned=" in said:
            wide, high = _count(_WIDE, said), _count(_HIGH, said)
            last = place[0] + high - 1, place[1] + wide - 1
            if last != place:
                self.facts.merged.append((place, last))
        if not is_worth and not is_formula:
            return
        self.facts.last_row = max(self.facts.last_row, self.row + self.rows - 1)
        self.facts.last_column = max(self.facts.last_column, self.column)
        if is_formula:
            self.facts.formulas.add(place)
        if not is_worth:
            self.facts.unknown.add(place)
        elif b'calcext:value-type="error"' in said:
            shown = _SHOWN.match(self.content, found.end())
            text = _text(shown[1]) if shown else ""
            self.facts.errors[place] = text or "#ERROR"


def _text(written: bytes) -> str:
    return html.unescape(written.decode("utf-8", "replace"))


def _count(pattern: re.Pattern[bytes], said: bytes) -> int:
    found = pattern.search(said) if b"number-" in said else None
    return int(found[1]) if found else 1

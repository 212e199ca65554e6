"""A CSV file as rows of text, each with the row number that its owner sees."""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from costing.errors import Finding
from costing.sheets.cell_facts import letters_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LARGEST_FILE: Final = 200_000_000
"""Bytes of one file above which it is refused before it is read."""

MOST_COLUMNS: Final = 1_000
"""Columns of one file above which it is refused."""

_LONGEST_NAME: Final = 100
"""Characters of a column name that are looked at; those of a case are shorter."""

_EDGES: Final = " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\xa0\ufeff\u200b\u200c\u200d\u2060"
"""What is trimmed off the ends of a cell: white space, and marks that nobody sees."""

_CONTROL: Final = frozenset(map(chr, (*range(9), *range(14, 28), 127)))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as it was read, before anything is made of its cells.

    Parameters
    ----------
    file : str
    header : tuple of str
        As written, trimmed.
    columns : tuple of lists of str
        Cells by column, in the order of the header; cells that a row lacks are "".
    rows : list of int
        Number of each row as its owner sees it. Empty rows are left out but counted.
    findings : tuple of Finding
        What is wrong with the file as a file, or with the shape of a row.
    notes : tuple of str
        What its owner may like to know.
    header_row : int
        Where the column names stand.
    letters : mapping of str to str
        In a workbook, the letter of each column, by its name in lower case and by its
        number (``column 3``).
    """

    file: str
    header: tuple[str, ...] = ()
    columns: tuple[list[str], ...] = ()
    rows: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    header_row: int = 1
    letters: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_readable(self) -> bool:
        """Whether there is a header, and so cells to check."""
        return bool(self.header)


def trimmed(text: str) -> str:
    """Trim a cell of white space and unseen marks, and compose its accents."""
    if text.isascii():
        return text.strip(_EDGES)
    return unicodedata.normalize("NFC", text.strip(_EDGES)).strip(_EDGES)


def has_control(text: str) -> bool:
    """Tell whether a text holds a character that cannot be printed or seen."""
    return not text.isprintable() and not _CONTROL.isdisjoint(text)


def read_bytes(path: Path) -> bytes | Finding:
    """Read a file whole, or say why it cannot be."""
    try:
        if not path.exists():
            fix = "Look at its name, and at the folder"
            return Finding(path.name, 0, "", "no such file", "a file", fix)
        if not path.is_file():
            return Finding(path.name, 0, "", "something that is not a file", "a file")
        if path.stat().st_size > LARGEST_FILE:
            return Finding(
                path.name,
                0,
                "",
                f"a file of {path.stat().st_size:,} bytes",
                f"at most {LARGEST_FILE:,}",
                "Split the case, or leave out what is not needed",
            )
        return path.read_bytes()
    except OSError as error:
        return Finding(
            path.name,
            0,
            "",
            f"a file that cannot be read ({error.strerror})",
            "a file that you may read",
            "Close it elsewhere, or ask for the right to read it",
        )


def decoded(file: str, content: bytes) -> tuple[str, tuple[str, ...]] | Finding:
    """Turn the bytes of a text file into text with plain line ends.

    Parameters
    ----------
    file : str
        Name, for what is said of it.
    content : bytes
        UTF-8 with or without a byte order mark, or Windows-1252.

    Returns
    -------
    (str, tuple of str) or Finding
        The text and notes, or what is wrong.
    """
    notes: tuple[str, ...] = ()
    save = 'Save it as "CSV UTF-8 (comma delimited)"'
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Finding(file, 0, "", "text in UTF-16", "text in UTF-8", save)
    if content[:4] == b"PK\x03\x04":
        return Finding(file, 0, "", "a workbook or a zip", "a plain text file", save)
    if b"\x00" in content:
        return Finding(file, 0, "", "bytes that are not text", "text in UTF-8", save)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            return Finding(
                file, line, "", "bytes that are not text", "text in UTF-8", save
            )
        notes = (f"{file}: read as Windows-1252, since it is not UTF-8.",)
    return text.replace("\r\n", "\n").replace("\r", "\n"), notes


def read_sheet(file: str, content: bytes) -> Sheet:
    """Read the bytes of a CSV file.

    Parameters
    ----------
    file : str
        Name, for what is said of it.
    content : bytes

    Returns
    -------
    Sheet
        With findings instead of rows where the file cannot be read as a table.
    """
    text = decoded(file, content)
    if isinstance(text, Finding):
        return Sheet(file, findings=(text,))
    content_text, notes = text
    records: list[tuple[int, list[str]]] = []
    findings: list[Finding] = []
    reader = csv.reader(io.StringIO(content_text, newline=""), strict=True)
    number = 0
    try:
        for number, record in enumerate(reader, start=1):
            if "".join(record).strip(_EDGES):
                records.append((number, record))
    except csv.Error as error:
        findings.append(_malformed(file, number + 1, error))
    if findings:
        return Sheet(file, findings=tuple(findings), notes=notes)
    if not records:
        return Sheet(
            file,
            findings=(
                Finding(
                    file,
                    0,
                    "",
                    "an empty file",
                    "column names in the first row",
                    "Fill it in, or take the file away",
                ),
            ),
        )
    return sheet_of(file, records, notes)


def _malformed(file: str, row: int, error: csv.Error) -> Finding:
    """Say what is wrong with the quotes of a row, or with its length."""
    if "field larger" in str(error):
        return Finding(
            file,
            row,
            "",
            f"a cell of more than {csv.field_size_limit():,} characters",
            "a shorter one",
            "A quote may be open that is never closed",
        )
    return Finding(
        file,
        row,
        "",
        "a quote that is not closed, or text after a closing quote",
        "cells in plain text or in pairs of quotes",
        "Write a quote inside a quoted cell twice",
    )


def sheet_of(
    file: str,
    records: list[tuple[int, list[str]]],
    notes: tuple[str, ...] = (),
    *,
    is_workbook: bool = False,
) -> Sheet:
    """Part the column names from the rows, and check that the rows fit them.

    Parameters
    ----------
    file : str
        Name, for what is said of it.
    records : list of (int, list of str)
        Number and cells of each row that is not empty, the column names first.
    notes : tuple of str
    is_workbook : bool
        Columns have letters, and rows may be wider than their names reach.

    Returns
    -------
    Sheet
    """
    top, names = records[0]
    header = [
        " ".join(trimmed(name).split())[:_LONGEST_NAME].rstrip() for name in names
    ]
    while not header[-1]:
        header.pop()
    if refused := _not_a_header(file, top, names[: len(header)]):
        return Sheet(file, findings=(refused,), notes=notes)
    width = len(header)
    findings: list[Finding] = []
    if is_workbook:
        width = max(width, *(_last_held(cells) for _, cells in records))
        header += [""] * (width - len(header))
    else:
        findings = [
            _too_long(file, number, len(record), width)
            for number, record in records[1:]
            if len(record) > width and any(map(trimmed, record[width:]))
        ]
    body = (_fitted(cells, width) for _, cells in records[1:])
    columns = [list(cells) for cells in zip(*body, strict=True)]
    columns = columns or [[] for _ in header]
    kept: dict[str, int] = {}
    for place, name in enumerate(header):
        if not name:
            if any(map(trimmed, columns[place])):
                findings.append(_nameless(file, top, place))
        elif name.lower() in kept:
            findings.append(_twice(file, top, name, place, kept[name.lower()]))
        else:
            kept[name.lower()] = place
    letters = {f"column {place + 1}": letters_of(place + 1) for place in range(width)}
    letters |= {name: letters_of(place + 1) for name, place in kept.items()}
    return Sheet(
        file,
        tuple(header[place] for place in kept.values()),
        tuple(columns[place] for place in kept.values()),
        tuple(number for number, _ in records[1:]),
        tuple(findings),
        notes,
        top,
        letters if is_workbook else {},
    )


def _last_held(cells: list[str]) -> int:
    """Count the cells of a row up to the last that holds anything."""
    return next((at for at in range(len(cells), 0, -1) if trimmed(cells[at - 1])), 0)


def _fitted(cells: list[str], width: int) -> list[str]:
    return cells if len(cells) == width else [*cells, *[""] * width][:width]


def _not_a_header(file: str, row: int, header: list[str]) -> Finding | None:
    if len(header) == 1:
        for mark, word in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
            if mark in header[0]:
                got, expected = f"cells parted by {word}", "cells parted by commas"
                fix = 'Save it as "CSV UTF-8 (comma delimited)"'
                return Finding(file, row, "", got, expected, fix)
    if len(header) > MOST_COLUMNS:
        got, expected = f"{len(header):,} columns", f"at most {MOST_COLUMNS:,}"
        fix = "Take away what is not a table of the case"
        return Finding(file, row, "", got, expected, fix)
    return None


def _too_long(file: str, row: int, cells: int, width: int) -> Finding:
    expected = f"{width}, as many as there are column names"
    fix = "Put a cell that holds a comma in quotes"
    return Finding(file, row, "", f"{cells} cells", expected, fix)


def _nameless(file: str, row: int, place: int) -> Finding:
    fix = "Name the column, or take it away"
    return Finding(file, row, f"column {place + 1}", "no column name", "a name", fix)


def _twice(file: str, row: int, name: str, place: int, first: int) -> Finding:
    got = f"the same column name in columns {first + 1} and {place + 1}"
    return Finding(file, row, name.lower(), got, "it once", "Take one of them away")

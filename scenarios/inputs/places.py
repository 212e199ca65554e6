"""Where in a workbook a finding is: its sheet and its cell."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from costing.errors import Finding, InputError
from scenarios.inputs.contract import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from costing.sheets.sheet import Sheet

SETTINGS_SHEETS: Final = ("case", "lots", "questions", "forecasts", "expect")
"""Sheets that hold what case.toml and lots.toml do in a folder."""

_NAMES: Final = "|".join((*SETTINGS_SHEETS, *TABLES))
_FILE: Final = re.compile(rf"\b({_NAMES})\.(?:csv|toml)\b")
_LINE: Final = re.compile(r"\b(the same as|as in) line (\d+)$")
_ACCEPT: Final = re.compile(r'accept = \["([^"]+)"\] under \[privacy\]$')


@dataclass(frozen=True, slots=True)
class Places:
    """The sheets of a workbook, to find cells in.

    Parameters
    ----------
    file : str
        Of the workbook.
    names : mapping of str to str
        Each sheet as its owner has written its name, by table.
    sheets : mapping of str to Sheet
        By table, and by the names of :data:`SETTINGS_SHEETS`.
    """

    file: str
    names: Mapping[str, str]
    sheets: Mapping[str, Sheet]

    def of(self, finding: Finding) -> Finding:
        """Give a finding as one about the workbook, with its sheet and its cell."""
        if not _FILE.fullmatch(finding.file):
            return finding
        table, column = _home(finding)
        sheet = self.sheets.get(table)
        letter = sheet.letters.get(column.lower(), "") if sheet else ""
        return replace(
            finding,
            file=self.file,
            got=_LINE.sub(r"\1 row \2", finding.got),
            expected=self.words(finding.expected),
            fix=self.words(_ACCEPT.sub(r"name \1 as privacy.accept", finding.fix)),
            sheet=self.names.get(table, table),
            cell=f"{letter}{finding.row}" if letter and finding.row else "",
        )

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn what is found within into findings about the workbook."""
        try:
            yield
        except InputError as error:
            raise InputError(map(self.of, error.findings)) from error

    def words(self, text: str) -> str:
        """Give a text that names sheets where it named files of a folder."""
        text = text.replace("beside case.toml", "beside the workbook")
        return _FILE.sub(lambda found: f"sheet {self._name(found[1])}", text)

    def note(self, text: str) -> str:
        """Give a note that starts with a file as one about its sheet."""
        if found := _FILE.match(text):
            head = f"{self.file}, sheet {self._name(found[1])}"
            return f"{head}{self.words(text[found.end() :])}"
        return self.words(text)

    def _name(self, table: str) -> str:
        return self.names.get(table, table)


def _home(finding: Finding) -> tuple[str, str]:
    """Give the sheet and the column that a finding is about."""
    stem, _, ending = finding.file.rpartition(".")
    if ending == "csv":
        return stem, finding.column
    parts = finding.column.split(".")
    last = parts[-1]
    if stem == "case":
        if parts[:2] == ["law", "forecast"]:
            return "forecasts", last
        return ("expect", last) if parts[0] == "expect" else ("case", "value")
    if "question" in (parts[0], *parts[2:3]):
        return "questions", last
    return "lots", f"{last}_weight" if parts[2:3] == ["weights"] else last

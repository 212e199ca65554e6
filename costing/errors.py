"""Errors that people read: where, what was found, what was expected, how to mend it."""

from __future__ import annotations

import difflib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing wrong with an input, located.

    Parameters
    ----------
    file : str
        Name of the file as its owner knows it, without folders.
    row : int
        Row or line as the user sees it, the header being row 1; 0 for the whole file.
    column : str
        Column, key or name; empty for the whole row.
    got, expected, fix : str
        What it holds, what was expected, how to mend it. Any may be empty. ``expected``
        and ``fix`` are written without a full stop.
    sheet, cell : str
        In a workbook, the name of the sheet and the address of the cell, such as
        ``F14``; empty elsewhere.
    """

    file: str
    row: int = 0
    column: str = ""
    got: str = ""
    expected: str = ""
    fix: str = ""
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        """Give the finding as one line of text."""
        where = [self.file]
        if self.sheet:
            where.append(f"sheet {self.sheet}")
        if self.cell:
            where.append(f"cell {self.cell}")
        elif self.row:
            where.append(f"{'row' if self.sheet else 'line'} {self.row}")
        if self.column:
            where.append(self.column)
        what = [f"got {self.got}"] if self.got else []
        if self.expected:
            what.append(f"expected {self.expected}")
        text = f"{', '.join(where)}: {', '.join(what)}."
        if self.fix:
            asks = self.fix.startswith("Did you mean") and "?" not in self.fix
            text += f" {self.fix}{'?' if asks else '.'}"
        return " ".join(text.split())

    def record(self) -> dict[str, str | int]:
        """Give the finding as a record for JSON, its text included.

        ``sheet`` and ``cell`` are there where it is about a workbook.
        """
        record = {**asdict(self), "message": str(self)}
        return {
            key: value
            for key, value in record.items()
            if value or key not in ("sheet", "cell")
        }


def _place(finding: Finding) -> tuple[str, str, Finding]:
    """Sort by file, then by sheet, then by row."""
    return finding.file, finding.sheet, finding


class CareError(Exception):
    """Anything that a user can mend; its text is all they need."""


class InputError(CareError):
    """Inputs that cannot be used.

    Parameters
    ----------
    findings : iterable of Finding
        At least one. Kept sorted, each once.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(set(findings), key=_place))
        super().__init__("\n".join(str(finding) for finding in self.findings))


class LawError(CareError):
    """A dated parameter asked for outside what is known."""


class ScenarioError(CareError):
    """A scenario that cannot be applied."""


class AllocationError(CareError):
    """An allocation that cannot be made or that failed its audit."""


def quoted(value: object, limit: int = 60) -> str:
    """Put what a cell holds in quotes, on one line, cut to ``limit`` characters."""
    text = " ".join(str(value).split())
    if len(text) > limit:
        text = text[: limit - 3] + "..."
    return f'"{text}"'


def suggestion(name: str, known: Iterable[str]) -> str:
    """Give ``Did you mean "x"?`` without its mark, or nothing if no name is near."""
    near = difflib.get_close_matches(name.lower(), sorted(known), n=1, cutoff=0.75)
    return f'Did you mean "{near[0]}"' if near else ""

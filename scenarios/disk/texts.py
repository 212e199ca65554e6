"""Text of files and of answers: CSV that no spreadsheet runs, and JSON."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from costing.sheets.guard import guarded, unguarded

if TYPE_CHECKING:
    from collections.abc import Sequence


__all__ = ["csv_text", "guard", "json_text", "plain", "unguarded"]


def guard(text: str) -> str:
    """Keep text from being read as a formula by a spreadsheet."""
    return guarded(text)


def csv_text(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Write rows as CSV, text guarded against formulas, numbers as they are.

    A text that is a plain number (``-0.05``) is left alone.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(
            [guarded(cell) if isinstance(cell, str) else cell for cell in row]
        )
    return stream.getvalue()


def json_text(answer: object) -> str:
    """Write an answer as JSON, keys in the order given."""
    return json.dumps(answer, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def plain(number: float) -> str:
    """Write a number as short as it is: ``35``, ``35.5``, ``12.3333``; no ``-0``."""
    text = f"{number:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text

"""Text that a spreadsheet would run as a formula: guarded, and read back."""

from __future__ import annotations

import re
from typing import Final

_RUN: Final = re.compile(r"'*[=+\-@\t\r\n]")
_GUARDED: Final = re.compile(r"'+[=+\-@\t\r\n]")


def guarded(text: str) -> str:
    """Put ``'`` before a text that a spreadsheet would run, unless it is a number.

    A text that is guarded already gets another, so that :func:`unguarded` gives back
    just what there was.
    """
    return f"'{text}" if _RUN.match(text) and not _is_number(text) else text


def unguarded(text: str) -> str:
    """Take the guard off a text that has one."""
    return text[1:] if text[:1] == "'" and _GUARDED.match(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True

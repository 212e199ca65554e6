"""Text that a spreadsheet would run as a formula: guarded, and read back."""

from __future__ import annotations

import re
from typing import Final

_HIDDEN: Final = (
    "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
)
"""Characters that do not show, past which a spreadsheet may look."""

_SIGNS: Final = r"=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20\u2212"
"""What a formula may start with, in full width too."""

_RUN: Final = re.compile(f"[{_HIDDEN}']*[{_SIGNS}]")
_GUARDED: Final = re.compile(f"'[{_HIDDEN}']*[{_SIGNS}]")
_NUMBER: Final = re.compile(
    r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?", flags=re.ASCII
)


def guarded(text: str) -> str:
    """Put ``'`` before a text that a spreadsheet would run, unless it is a number.

    A text that is guarded already gets another, so that :func:`unguarded` gives back
    just what there was.
    """
    return f"'{text}" if _RUN.match(text) and not _NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    """Take the guard off a text that has one."""
    return text[1:] if _GUARDED.match(text) else text

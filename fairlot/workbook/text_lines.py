"""Text lines: how many lines a text takes in a column, wrapped as spreadsheets do."""

from __future__ import annotations

import re
from typing import Final

_WIDTHS: Final = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[\\]ft",
    333: "()-`r",
    334: "{}",
    355: '"',
    389: "*",
    469: "^",
    500: "Jcksvxyz",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
"""Thousandths of the size of the type that letters of Arial take; measured on
Liberation Sans, whose letters are as wide."""

_OF_LETTER: Final = {
    letter: width for width, letters in _WIDTHS.items() for letter in letters
}
_OF_OTHERS: Final = 556
"""Digits, most small letters, and what is not in the table."""

_OF_DIGIT: Final = 525
"""A column is so many times 7 dots wide, of 13.3 that a letter of 10 points is high."""

_INDENT: Final = 900
"""What the indent and the edges of a cell take, and a letter that is drawn wider."""

_WORD: Final = re.compile(r"[^\s-]*-+|[^\s-]+|\s+")
"""Lines are broken behind a hyphen too."""


def n_lines(text: str, width: int) -> int:
    """Count the lines of a text in a column of so many digits, at least 1.

    Parameters
    ----------
    text : str
    width : int
        Of the column, as a spreadsheet counts it.
    """
    room = width * _OF_DIGIT - _INDENT
    return max(1, sum(_of_paragraph(one, room) for one in text.split("\n")))


def _of_paragraph(text: str, room: int) -> int:
    lines, used = 1, 0
    for word in _WORD.findall(text):
        size = sum(_OF_LETTER.get(letter, _OF_OTHERS) for letter in word)
        if used and used + size > room and not word.isspace():
            lines, used = lines + 1, 0
        used += size
        if used > room and not word.isspace():  # longer than a line by itself
            more, used = divmod(used, room)
            lines += more
    return lines

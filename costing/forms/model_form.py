"""How a cost model stands in a workbook: names of sheets, columns and cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

ABOUT: Final = "About"
INPUTS: Final = "Inputs"
BUILD_UP: Final = "Build-up"
LAW: Final = "Law"

NAME: Final = "Name"
"""The column of names: a row is found by it, wherever it stands."""

VALUE: Final = "Value"

MODEL, VERSION, ON = "model", "version", "law_of"
"""Names on the sheet About: which model, its fingerprint, and the day of the law."""

MOST_CELL_LETTERS: Final = "XFD"
_CELL: Final = re.compile(r"([a-z]{1,3})[0-9]+")
_ROW_AND_COLUMN: Final = re.compile(r"r[0-9]*(c[0-9]*)?|c[0-9]*")
_TAKEN: Final = frozenset(
    {
        "true",
        "false",
        "print_area",
        "print_titles",
        "criteria",
        "extract",
        "database",
        "consolidate_area",
        "recorder",
        "data_form",
        "auto_open",
        "auto_close",
        "auto_activate",
        "auto_deactivate",
        "sheet_title",
    }
)
"""Names that Excel keeps for itself."""


def is_taken(name: str) -> bool:
    """Say whether Excel reads a name of a document as something of its own.

    As a cell (``fee1``), as a row or column (``r``, ``r1c1``), as true or false, or as
    one of the names that it gives itself (``print_area``).
    """
    if name in _TAKEN or _ROW_AND_COLUMN.fullmatch(name):
        return True
    found = _CELL.fullmatch(name)
    if found is None:
        return False
    letters = found[1].upper()
    return (len(letters), letters) <= (len(MOST_CELL_LETTERS), MOST_CELL_LETTERS)


def cell_names(names: Iterable[str]) -> dict[str, str]:
    """Give each name the one that its cell has: its own, or with a ``_`` after it.

    Parameters
    ----------
    names : iterable of str
        Of a document, unique ignoring case.

    Returns
    -------
    dict of str to str
        All different: where ``fee1_`` is a name as well, ``fee1`` has two.
    """
    wanted = list(names)
    found = {name: name for name in wanted if not is_taken(name)}
    given = set(found.values())
    for name in wanted:
        if name not in found:
            free = f"{name}_"
            while free in given:
                free += "_"
            found[name] = free
            given.add(free)
    return {name: found[name] for name in wanted}

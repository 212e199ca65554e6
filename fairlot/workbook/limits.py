"""What a cell of a column takes: lists and limits that a spreadsheet checks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from costing.columns import Kind
from costing.sheets.cells import DAYS
from fairlot.workbook.column_words import hint_of, hint_title, mistake_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from costing.columns import ColumnSpec

EARLIEST: Final = date(1900, 3, 1)
LATEST: Final = date(2199, 12, 31)
_LARGEST: Final = 9e13
_WHOLE: Final = 2_000_000_000
_LONGEST_LIST: Final = 255
_WORDS: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.YES_NO: ("yes", "no"),
    Kind.DAY: DAYS,
}
_IS_A_DAY: Final = "Is it a day, such as 25/12/2026? Otherwise Mon to Sun, or BH."
_IS_NEW: Final = "This does not stand on its own sheet yet. Keep it all the same?"


def limit_of(column: ColumnSpec, known: Mapping[str, str]) -> dict[str, Any]:
    """Give what a cell of a column takes, as a rule of data validation.

    Parameters
    ----------
    column : ColumnSpec
    known : mapping of str to str
        The list of ids for each column that names some: a formula for it.

    Returns
    -------
    dict
        For ``Worksheet.data_validation``. Ids that stand on no other sheet, and days
        of a rota, are asked about and let in; all else that is wrong is refused.
    """
    hints: dict[str, Any] = {
        "input_title": hint_title(column.name),
        "input_message": hint_of(column),
        "error_title": hint_title(column.name),
        "error_message": mistake_of(column),
    }
    return hints | _taken(column, known.get(column.name, ""))


def _taken(column: ColumnSpec, known: str) -> dict[str, Any]:
    kind = column.kind
    if kind.is_number:
        return _between(column)
    if kind is Kind.DATE:
        limits = {"criteria": "between", "minimum": EARLIEST, "maximum": LATEST}
        return {"validate": "date", **limits}
    words = column.choices if kind is Kind.CHOICE else _WORDS.get(kind, ())
    if words:
        asked = {"error_type": "warning", "error_message": _IS_A_DAY}
        return _list(list(words)) | (asked if kind is Kind.DAY else {})
    if known:
        asked = {"error_type": "warning", "error_message": _IS_NEW}
        return {"validate": "list", "source": known, **asked}
    return {"validate": "any"}


def _list(words: list[str]) -> dict[str, Any]:
    if len(",".join(words)) > _LONGEST_LIST:
        msg = f"a list of more than {_LONGEST_LIST} characters: {words[0]} ..."
        raise ValueError(msg)
    return {"validate": "list", "source": words}


def _between(column: ColumnSpec) -> dict[str, Any]:
    least, most = column.bounds
    is_whole = column.kind is Kind.COUNT
    end = _WHOLE if is_whole else _LARGEST
    return {
        "validate": "integer" if is_whole else "decimal",
        "criteria": "between",
        "minimum": -end if least is None else least,
        "maximum": end if most is None else most,
    }

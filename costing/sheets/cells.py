"""What the text of one cell stands for, by the kind of its column."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from costing.columns import Kind
from costing.dates import parse_date
from costing.errors import suggestion
from costing.sheets.guard import unguarded
from costing.sheets.sheet import has_control, trimmed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from costing.columns import ColumnSpec, Value

LARGEST: Final = 9e13
"""Pounds or hours above which a float can no longer hold every penny or minute."""

_YES: Final = frozenset({"yes", "y", "true", "1"})
_NO: Final = frozenset({"no", "n", "false", "0"})
_NUMBER: Final = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>\d{1,3}(?:,\d{3})+|\d*)(?:\.(?P<part>\d*))?", re.ASCII
)
_SCIENTIFIC: Final = re.compile(r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d{1,4}", re.ASCII)
_POUND: Final = re.compile(r"(?P<sign>[+-]?)\s*£\s*(?P<rest>[+-]?.*)", re.DOTALL)
_GROUPED: Final = frozenset("+-£.,0123456789")
_TIME: Final = re.compile(r"(\d{1,2}):(\d{2})(?::00)?", re.ASCII)
_SHORT_YEAR: Final = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}", re.ASCII)
_WEEKDAYS: Final = {
    "monday": "Mon",
    "tuesday": "Tue",
    "wednesday": "Wed",
    "thursday": "Thu",
    "friday": "Fri",
    "saturday": "Sat",
    "sunday": "Sun",
}
DAYS: Final = (*_WEEKDAYS.values(), "BH")
"""Days of a rota, beside dates."""

_EXAMPLES: Final = {
    Kind.MONEY: "an amount in pounds such as 1234.50",
    Kind.HOURS: "hours such as 37.5",
    Kind.NUMBER: "a number such as 12.5",
    Kind.COUNT: "a whole number such as 3",
    Kind.MARK: "a mark from 0 to 100",
    Kind.SHARE: "a share from 0 to 1 such as 0.4",
    Kind.YES_NO: "yes or no",
    Kind.DATE: "a date such as 2026-11-01 or 01/11/2026",
    Kind.TIME: "a time such as 07:30",
    Kind.DAY: "Mon, Tue, Wed, Thu, Fri, Sat, Sun, BH or a date",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell cannot be read: what was expected and how to mend it."""

    expected: str
    fix: str = ""


def expected_of(column: ColumnSpec) -> str:
    """Say what a cell of a column should hold."""
    if column.kind is Kind.CHOICE:
        return f"one of {', '.join(column.choices)}"
    return _EXAMPLES.get(column.kind, f"a {column.name.replace('_', ' ')}")


def read_cells(
    column: ColumnSpec, texts: Sequence[str]
) -> tuple[list[Value], dict[int, Fault]]:
    """Read the cells of one column; each distinct text is looked at once.

    Parameters
    ----------
    column : ColumnSpec
    texts : sequence of str
        One a row.

    Returns
    -------
    (list of values, dict of place to Fault)
        A value a row, in the form of ``costing.tables.series``; a cell that is empty
        or cannot be read has the column's default. Faults by place in ``texts``.
    """
    fill = column.fill
    read: dict[str, Value] = {}
    wrong: dict[str, Fault] = {}
    for text in dict.fromkeys(texts):
        value = read_cell(column, text)
        if isinstance(value, Fault):
            wrong[text], read[text] = value, fill
        else:
            read[text] = value
    faults = (
        {place: wrong[text] for place, text in enumerate(texts) if text in wrong}
        if wrong
        else {}
    )
    return [read[text] for text in texts], faults


def read_cell(column: ColumnSpec, text: str) -> Value | Fault:
    """Read one cell.

    Parameters
    ----------
    column : ColumnSpec
    text : str
        As it stands in the file.

    Returns
    -------
    value or Fault
        The column's default for an empty cell. A date is given as ISO text, a time as
        minutes after midnight, hours as they stand (a frame keeps them to the minute).
    """
    given = bare(text)
    if not given:
        return column.fill
    return _READERS[column.kind](column, given)


def bare(text: str) -> str:
    """Trim a cell, and take off the guard that keeps it from running as a formula."""
    return trimmed(unguarded(trimmed(text)))


def _text(column: ColumnSpec, text: str) -> Value | Fault:
    if has_control(text):
        return Fault(
            f"a {column.name.replace('_', ' ')} in plain characters",
            "Take out what cannot be seen",
        )
    return text


def _id(column: ColumnSpec, text: str) -> Value | Fault:
    if ";" in text or "\n" in text:
        return Fault(
            f"one {column.name.replace('_', ' ')}",
            "A name holds no semicolon and no line end",
        )
    return _text(column, text)


def _plain(text: str) -> str:
    """Give a choice without what does not tell choices apart, its plural included."""
    return re.sub(r"[\s_-]+", " ", text).lower().removesuffix("s")


def _choice(column: ColumnSpec, text: str) -> Value | Fault:
    for choice in column.choices:
        if _plain(choice) == _plain(text):
            return choice
    return Fault(
        expected_of(column),
        suggestion_among(text, column.choices) or "Choose one of them",
    )


def suggestion_among(text: str, choices: Sequence[str]) -> str:
    """Suggest the choice that a text is near to, in the spelling of the choice."""
    spelling = {choice.lower(): choice for choice in choices}
    near = suggestion(text, spelling)
    for small in re.findall('"(.*)"', near, re.DOTALL):
        near = near.replace(small, spelling[small])
    return near


def _yes_no(column: ColumnSpec, text: str) -> Value | Fault:
    word = text.lower()
    if word in _YES or word in _NO:
        return word in _YES
    return Fault(expected_of(column), "Write yes or no")


def _list(column: ColumnSpec, text: str) -> Value | Fault:
    if has_control(text) or "\n" in text:
        return Fault("names parted by semicolons", "Take out what cannot be seen")
    names = tuple(dict.fromkeys(filter(None, map(trimmed, text.split(";")))))
    is_all = column.default_says == "all" and {one.lower() for one in names} == {"all"}
    return () if is_all else names


def _number(column: ColumnSpec, text: str) -> Value | Fault:
    found = _NUMBER.fullmatch(text)
    if found and (found["whole"] or found["part"]):
        number = float(text.replace(",", ""))
    elif _SCIENTIFIC.fullmatch(text) and column.kind is not Kind.MONEY:
        number = float(text)
    else:
        return Fault(expected_of(column), _number_fix(column, text))
    if column.kind in (Kind.MONEY, Kind.HOURS) and abs(number) > LARGEST:
        return Fault(
            "at most 90,000,000,000,000", "Leave it empty if nothing limits it"
        )
    if not math.isfinite(number):
        return Fault("a number that can be held", "Leave it empty if nothing limits it")
    return number + 0.0


def _number_fix(column: ColumnSpec, text: str) -> str:
    if "," in text and _GROUPED.issuperset(text):
        return "Put commas between groups of three digits, or leave them out"
    if text.endswith("%"):
        if column.kind is Kind.SHARE:
            return "Write 40 % as 0.4"
        return "Leave out the percent sign"
    return "Write the number alone"


def _money(column: ColumnSpec, text: str) -> Value | Fault:
    bare = text
    if pound := _POUND.fullmatch(text):
        bare = pound["sign"] + pound["rest"]
    amount = _number(column, bare)
    decimals = _NUMBER.fullmatch(bare)
    if not isinstance(amount, Fault) and decimals and len(decimals["part"] or "") > 2:
        return Fault("at most two decimals", "Round it to the penny")
    return amount


def _count(column: ColumnSpec, text: str) -> Value | Fault:
    count = _number(column, text)
    if isinstance(count, float) and not count.is_integer():
        return Fault(expected_of(column), "Write a whole number")
    return count


def _date(column: ColumnSpec, text: str) -> Value | Fault:
    try:
        return parse_date(text).isoformat()
    except ValueError:
        pass
    if _SHORT_YEAR.fullmatch(text):
        return Fault(expected_of(column), "Write the year with four digits")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4}", text, re.ASCII):
        return Fault("a day that exists", "Look at the day and the month")
    return Fault(expected_of(column), "Write it in one of these ways")


def _time(column: ColumnSpec, text: str) -> Value | Fault:
    if found := _TIME.fullmatch(text):
        minutes = int(found[1]) * 60 + int(found[2])
        if int(found[2]) < 60 and minutes <= 24 * 60:
            return minutes
    return Fault(expected_of(column), "Times run from 00:00 to 24:00")


def _day(column: ColumnSpec, text: str) -> Value | Fault:
    word = text.lower()
    for name, short in _WEEKDAYS.items():
        if word in (name, short.lower()):
            return short
    if word in ("bh", "bank holiday"):
        return "BH"
    day = _date(column, text)
    if isinstance(day, Fault):
        return Fault(expected_of(column), day.fix)
    return day


_READERS: Final[dict[Kind, Callable[[ColumnSpec, str], Value | Fault]]] = {
    Kind.ID: _id,
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.YES_NO: _yes_no,
    Kind.LIST: _list,
    Kind.MONEY: _money,
    Kind.HOURS: _number,
    Kind.NUMBER: _number,
    Kind.COUNT: _count,
    Kind.MARK: _number,
    Kind.SHARE: _number,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.DAY: _day,
}

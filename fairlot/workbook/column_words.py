"""What a column is, in words for whoever fills it in: notes, hints and mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from costing.columns import Kind
from scenarios.reference import default_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from costing.columns import ColumnSpec

_KINDS: Final[Mapping[Kind, str]] = {
    Kind.ID: "An id, kept as text",
    Kind.TEXT: "Text",
    Kind.CHOICE: "One of the words of the list",
    Kind.YES_NO: "yes or no",
    Kind.LIST: "Ids parted by ;",
    Kind.MONEY: "Pounds, two decimals at most",
    Kind.HOURS: "Hours as a decimal, kept to the minute",
    Kind.NUMBER: "A number",
    Kind.COUNT: "A whole number",
    Kind.MARK: "A mark",
    Kind.SHARE: "A share: 0.4 is 40 %",
    Kind.DATE: "A day",
    Kind.TIME: "A time of day; 24:00 is midnight at its end",
    Kind.DAY: "Mon to Sun, BH for bank holidays, or a day",
}

_MEASURED: Final[Mapping[Kind, str]] = {
    Kind.MONEY: ", two decimals at most",
    Kind.HOURS: " as a decimal, kept to the minute",
}
"""What is said of a number after its unit, which then stands for the kind."""

_EXAMPLES: Final[Mapping[str, str]] = {
    "provider": "P001",
    "current_provider": "P001",
    "scheme": "S001",
    "current_scheme": "S001",
    "referral": "R0001",
    "other": "R0002",
    "person": "C00001",
    "together": "R0002;R0003",
    "lot": "1",
    "lots": "1;2",
    "includes": "1",
    "client_groups": "learning disability;autism",
    "client_group": "autism",
    "areas": "north;south",
    "area": "north",
    "component": "one_to_one",
    "service": "one_to_one",
    "band": "weekday_day",
    "input": "support_worker_pay",
    "household": "women;quiet",
    "postcode_district": "ZZ1",
    "name": "national_living_wage",
    "measure": "placed",
    "question": "staffing",
    "by": "Panel chair",
}

_OF_KIND: Final[Mapping[Kind, str]] = {
    Kind.MONEY: "1234.50",
    Kind.HOURS: "37.5",
    Kind.NUMBER: "12.5",
    Kind.COUNT: "3",
    Kind.MARK: "75",
    Kind.SHARE: "0.4",
    Kind.DATE: "01/11/2026",
    Kind.TIME: "07:30",
    Kind.DAY: "Mon",
    Kind.YES_NO: "yes",
}

_UNITS: Final = (
    ("_gbp_per_week", "pounds a week"),
    ("_gbp_per_hour", "pounds an hour"),
    ("_gbp_per_night", "pounds a night"),
    ("_hours_per_week", "hours a week"),
    ("hours_per_week", "hours a week"),
    ("_per_week", "a week"),
    ("_km", "kilometres"),
    ("_years", "years"),
    ("annual_hours", "hours a year"),
    ("_gbp", "pounds"),
)

MOST_HINT: Final = 255
"""Characters that a hint beside a cell may have."""

_MOST_TITLE: Final = 32


def note_of(column: ColumnSpec, *, table_says: str = "") -> str:
    """Write the note of a column's heading.

    Parameters
    ----------
    column : ColumnSpec
    table_says : str
        What a row of the table is, said in the note of the first column.

    Returns
    -------
    str
        What it is, whether it is needed or what an empty cell stands for, the kind,
        unit and bounds, and an example.
    """
    parts = [f"{table_says}.\n"] if table_says else []
    parts.append(f"{_first_upper(column.says)}.")
    if column.needed:
        parts.append("NEEDED in every row.")
    else:
        parts.append(f"May be empty: {default_of(column)}.")
    parts.append(f"{kind_of(column)}.")
    if example := example_of(column):
        parts.append(f"Example: {example}")
    return "\n".join(parts)


def kind_of(column: ColumnSpec) -> str:
    """Say what kind of thing a column holds, with its unit and bounds."""
    words, unit = _KINDS[column.kind], unit_of(column.name)
    if column.choices:
        words = f"One of: {', '.join(column.choices)}"
    elif unit and column.kind in _MEASURED:
        words = f"{_first_upper(unit)}{_MEASURED[column.kind]}"
    elif unit:
        words += f"; {unit}"
    if limits := limits_of(column):
        words += f"; {limits}"
    return words


def unit_of(name: str) -> str:
    """Give the unit that the name of a column ends with, in words."""
    return next((words for ending, words in _UNITS if name.endswith(ending)), "")


def limits_of(column: ColumnSpec) -> str:
    """Say the bounds of a number: ``0 to 100``, ``1 or more``."""
    if not column.kind.is_number:
        return ""
    least, most = column.bounds
    if least is None:
        return "may be below 0"
    return f"{least:g} or more" if most is None else f"{least:g} to {most:g}"


def example_of(column: ColumnSpec) -> str:
    """Give an example of a cell, or nothing where none helps."""
    if column.choices:
        return column.choices[0]
    if column.kind in (Kind.ID, Kind.LIST, Kind.TEXT):
        return _EXAMPLES.get(column.name, "")
    if column.kind is Kind.COUNT and (column.bounds[1] or 9) < 3:
        return f"{column.bounds[1]:g}"
    return _OF_KIND[column.kind]


def hint_of(column: ColumnSpec) -> str:
    """Write what shows beside a cell that somebody stands on."""
    needed = "Needed. " if column.needed else ""
    return cut(f"{needed}{_first_upper(column.says)}. {kind_of(column)}.", MOST_HINT)


def hint_title(name: str) -> str:
    """Give the name of a column as the title of a hint."""
    return cut(name.replace("_", " ").replace(".", " "), _MOST_TITLE)


def mistake_of(column: ColumnSpec) -> str:
    """Write what is said when a cell does not take what was typed."""
    example = example_of(column)
    such = f", such as {example}" if example else ""
    return cut(f"{kind_of(column)}{such}.", MOST_HINT)


def cut(text: str, most: int) -> str:
    """Cut a text to a length, at a word where it can be."""
    if len(text) <= most:
        return text
    return f"{text[: most - 1].rsplit(' ', 1)[0]}…"


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]

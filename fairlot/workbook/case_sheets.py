"""The sheets of a case: one a table, and its settings as keys and values."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from costing.columns import ColumnSpec, Kind
from costing.sheets.guard import guarded
from fairlot.workbook.book import LAST_ROW
from fairlot.workbook.column_words import kind_of, note_of
from fairlot.workbook.limits import limit_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.worksheet import Worksheet

    from costing.columns import TableSpec
    from fairlot.workbook.book import Book, Page
    from fairlot.workbook.setting_rows import SettingRow

_WIDTHS: Final[Mapping[Kind, int]] = {
    Kind.TEXT: 26,
    Kind.LIST: 26,
    Kind.CHOICE: 18,
    Kind.DATE: 12,
}

_NOTE_SIZE: Final = {"x_scale": 2.2, "font_name": "Arial", "font_size": 9}
_LINE: Final = 46
"""Characters on a line of a note of that width."""

_WIDE: Final = 88

SETTING_COLUMNS: Final[Mapping[str, str]] = {
    "key": """\
The setting, as in case.toml: the parts of its name parted by dots.
NEEDED in every row.
Further rows may be model_inputs.NAME, an input of the cost model for the whole case, \
and allocation.tolerance.AIM.""",
    "value": """\
What it is set to. Lists are parted by ;
May be empty: the default of the setting holds; none is nothing at all.
Only price_date is NEEDED.""",
    "what it is": "For you: the reader leaves this column aside.",
}
"""The columns of the sheet of settings, each with its note."""


def table_sheet(
    book: Book,
    spec: TableSpec,
    cells: Mapping[str, Sequence[str]],
    known: Mapping[str, str],
) -> None:
    """Write the sheet of one table: names in row 1, a row a row from row 2.

    Parameters
    ----------
    book : Book
    spec : TableSpec
    cells : mapping of column to sequence of str
        As the case is written to CSV; columns that are left out are empty.
    known : mapping of column to str
        The list that a column's ids stand on, as a formula.
    """
    page = book.page(spec.name)
    sheet = page.sheet
    columns = [*spec.columns, *_further(spec, cells)]
    rows = max((len(of) for of in cells.values()), default=0)
    for place, column in enumerate(columns):
        says = spec.says if place == 0 else ""
        _heading(page, place, column, says)
        sheet.set_column(place, place, _width(column), book.style(_style(column)))
        limit = limit_of(column, known)
        sheet.data_validation(1, place, LAST_ROW - 1, place, limit)
        for row, text in enumerate(cells.get(column.name, ()), start=1):
            typed_cell(page, row, place, column.kind, text)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(rows, 1), len(columns) - 1)
    sheet.repeat_rows(0)
    sheet.set_header(f"&L&B{spec.name}")
    texts = {"number_stored_as_text": f"A1:XFD{max(rows, 1) + 1}"}
    sheet.ignore_errors(texts)


def settings_sheet(book: Book, rows: Sequence[SettingRow]) -> None:
    """Write the sheet ``case``: key, value and what it is.

    Parameters
    ----------
    book : Book
    rows : sequence of SettingRow
    """
    page = book.page("case")
    sheet = page.sheet
    for place, (name, text) in enumerate(SETTING_COLUMNS.items()):
        style = "needed" if name == "key" else "optional"
        page.text(0, place, name, style)
        _note(sheet, place, text)
    for row, one in enumerate(rows, start=1):
        spec = one.spec
        page.text(row, 0, spec.name, "bold" if spec.needed else "typed")
        setting_cell(page, row, spec.kind, one.value)
        needed = "Needed. " if spec.needed else ""
        says = f"{needed}{spec.says}. {kind_of(spec)}."
        page.text(row, 2, says, "typed_words")
        page.fit(row, {_WIDE: says})
        sheet.data_validation(row, 1, row, 1, limit_of(spec, {}))
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, 2, _WIDE)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), 2)
    sheet.repeat_rows(0)
    sheet.set_header("&L&Bcase")
    sheet.ignore_errors({"number_stored_as_text": f"A1:C{len(rows) + 1}"})


def setting_cell(page: Page, row: int, kind: Kind, value: object) -> None:
    """Write the value of a setting by its kind, to the left as words are."""
    look = "typed_day" if kind is Kind.DATE else "set" if kind.is_number else "typed"
    joined = ";".join(map(str, value)) if isinstance(value, tuple) else value
    if isinstance(joined, float) and float(f"{joined:.15G}") != joined:
        joined = repr(joined)  # a spreadsheet has 15 digits, and this number more
    page.cell(row, 1, joined, look)


def typed_cell(page: Page, row: int, place: int, kind: Kind, text: str) -> None:
    """Write a cell of CSV as what it is: a number, a day, or text that stays text."""
    if not text:
        return
    if kind is Kind.DATE:
        page.cell(row, place, date.fromisoformat(text), "typed_day")
    elif kind.is_number and (value := _number(text)) is not None:
        page.cell(row, place, value, _STYLES[kind])
    else:
        is_guarded = text.startswith("'")  # else the reader would take the mark off
        page.text(row, place, guarded(text) if is_guarded else text, "typed")


def _number(text: str) -> float | None:
    """Give a number that 15 digits say, as a spreadsheet has them; others stay text."""
    value = float(text)
    return value if float(f"{value:.15G}") == value else None


_STYLES: Final[Mapping[Kind, str]] = {
    Kind.MONEY: "money",
    Kind.HOURS: "plain",
    Kind.NUMBER: "plain",
    Kind.COUNT: "count",
    Kind.MARK: "plain",
    Kind.SHARE: "plain",
    Kind.DATE: "typed_day",
}


def _style(column: ColumnSpec) -> str:
    return _STYLES.get(column.kind, "typed")


def _further(spec: TableSpec, cells: Mapping[str, Sequence[str]]) -> list[ColumnSpec]:
    """Give the columns that a case has beside those of the contract."""
    return [
        ColumnSpec(
            name,
            Kind.TEXT if name.startswith("x_") else Kind.NUMBER,
            "carried through as it is"
            if name.startswith("x_")
            else f"one of the {spec.open_to}",
            least=None,
        )
        for name in cells
        if name not in spec.names
    ]


def _heading(page: Page, place: int, column: ColumnSpec, says: str) -> None:
    style = "needed" if column.needed else "optional"
    page.text(0, place, column.name, style)
    _note(page.sheet, place, note_of(column, table_says=says))


def _note(sheet: Worksheet, place: int, text: str) -> None:
    lines = sum(1 + len(line) // _LINE for line in text.split("\n")) + 1
    options: dict[str, Any] = {**_NOTE_SIZE, "y_scale": max(0.6, lines * 0.19)}
    sheet.write_comment(0, place, text, options)


def _width(column: ColumnSpec) -> int:
    return max(len(column.name) + 4, _WIDTHS.get(column.kind, 10))

"""Native charts under a table: each with words for who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fairlot.workbook.book import BLACK, BLUE, GREY, LINE, WHITE
from fairlot.workbook.result_table import FIRST_ROW, Formula

if TYPE_CHECKING:
    from collections.abc import Callable

    from fairlot.workbook.book import Book, Page
    from fairlot.workbook.result_table import ResultTable

    Draw = Callable[[Book, Page, int], int]

_ROW: Final = 20
"""Pixels of an ordinary row."""

_FONT: Final = {"name": "Arial", "size": 9, "color": BLACK}
_WIDTH: Final = 900
_MOST: Final = 30
"""Bars that a chart shows at most."""


def bars(table: ResultTable, heading: str, title: str, number: str) -> Draw:
    """Draw a bar for each row, from zero, with its value beside it.

    Parameters
    ----------
    table : ResultTable
        Its first column names the bars; rows without a value are left without one.
    heading : str
        Of the column to draw.
    title : str
    number : str
        Number format of the values.
    """
    shown = min(len(table.rows), _MOST)
    place = [column.heading for column in table.columns].index(heading)
    values = "; ".join(
        f"{row[0]}: {_value(row[place]):,.2f}".removesuffix(".00")
        for row in table.rows[:shown]
        if row[place] is not None
    )

    def draw(book: Book, page: Page, row: int) -> int:
        chart = book.workbook.add_chart({"type": "bar"})
        chart.add_series(
            {
                "name": heading,
                "categories": _span(table, table.columns[0].heading, shown),
                "values": _span(table, heading, shown),
                "fill": {"color": BLUE},
                "gap": 40,
                "data_labels": {"value": True, "num_format": number, "font": _FONT},
            }
        )
        chart.set_y_axis({"reverse": True, "num_font": _FONT, "line": {"color": GREY}})
        chart.set_x_axis(_values_axis(number, least=0))
        height = 90 + 30 * shown
        return _place(page, chart, row, (title, f"{title}. {values}"), height)

    return draw


def _values_axis(number: str, least: float | None = None) -> dict[str, Any]:
    axis = {
        "num_format": number,
        "num_font": _FONT,
        "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.5}},
        "line": {"none": True},
    }
    return axis if least is None else {**axis, "min": least}


def _place(
    page: Page, chart: Any, row: int, words: tuple[str, str], height: int
) -> int:
    """Put a chart under the table and give the next free row."""
    title, description = words
    chart.set_title(
        {
            "name": title,
            "name_font": {**_FONT, "size": 11, "bold": True},
            "overlay": False,
        }
    )
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"color": LINE}, "fill": {"color": WHITE}})
    chart.set_size({"width": _WIDTH, "height": height})
    options = {"description": description, "object_position": 2}
    page.sheet.insert_chart(row, 0, chart, options)
    return row + height // _ROW + 2


def _span(table: ResultTable, heading: str, shown: int) -> list[Any]:
    return _rows(table, heading, FIRST_ROW, FIRST_ROW + shown - 1)


def _rows(table: ResultTable, heading: str, first: int, last: int) -> list[Any]:
    place = [column.heading for column in table.columns].index(heading)
    return [table.sheet, first - 1, place, last - 1, place]


def _value(cell: object) -> float:
    value = cell.value if isinstance(cell, Formula) else cell
    return float(value)  # type: ignore[arg-type]  # a number: the column is one


BLANK: Final = ("blank above 0", "blank below 0")
SEEN: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("rise above 0", {"fill": {"color": BLUE}}),
    (
        "fall above 0",
        {
            "pattern": {
                "pattern": "wide_upward_diagonal",
                "fg_color": BLUE,
                "bg_color": WHITE,
            }
        },
    ),
    ("all above 0", {"fill": {"color": BLACK}}),
    ("rise below 0", {"fill": {"color": BLUE}}),
    (
        "fall below 0",
        {
            "pattern": {
                "pattern": "wide_upward_diagonal",
                "fg_color": BLUE,
                "bg_color": WHITE,
            }
        },
    ),
    ("all below 0", {"fill": {"color": BLACK}}),
)
"""The columns that a waterfall stacks: those that are not seen, and those that are."""


def waterfall(
    table: ResultTable, label: str, rows: tuple[int, int], words: tuple[str, str]
) -> Draw:
    """Draw steps that start where the one before ended, and what they come to.

    Parameters
    ----------
    table : ResultTable
        With the columns :data:`BLANK` and :data:`SEEN`.
    label : str
        Heading of the column that names the steps.
    rows : tuple of int
        First and last row, as a reader counts.
    words : tuple of str
        Title and description.
    """

    def draw(book: Book, page: Page, row: int) -> int:
        chart = book.workbook.add_chart({"type": "column", "subtype": "stacked"})
        none = {"fill": {"none": True}, "border": {"none": True}}
        looks: list[tuple[str, dict[str, Any]]] = [
            (BLANK[0], none),
            *((name, look) for name, look in SEEN[:3]),
            (BLANK[1], none),
            *((name, look) for name, look in SEEN[3:]),
        ]
        for name, look in looks:
            border = {} if "border" in look else {"border": {"color": BLACK}}
            chart.add_series(
                {
                    "name": name,
                    "categories": _rows(table, label, *rows),
                    "values": _rows(table, name, *rows),
                    "gap": 40,
                    **look,
                    **border,
                }
            )
        chart.set_x_axis(
            {"num_font": _FONT, "label_position": "low", "line": {"color": BLACK}}
        )
        chart.set_y_axis(_values_axis("£#,##0;-£#,##0"))
        return _place(page, chart, row, words, 340)

    return draw

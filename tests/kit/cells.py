"""Cells as people write them: strategies by kind, and sheets of any table."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from costing.columns import Kind

if TYPE_CHECKING:
    from costing.columns import ColumnSpec, TableSpec

_WORDS = st.text(
    st.sampled_from("abzAB01 =+-@'é£,\"_/"), min_size=1, max_size=6
) | st.sampled_from(["=1+1", "'=x", "-5", "all", "P1", "two\nlines"])
_DAYS = st.dates().map(lambda day: day.isoformat()) | st.dates().map(
    lambda day: f"{day.day}/{day.month}/{day.year:04d}"
)
_NAMES = _WORDS.filter(lambda word: "\n" not in word and word.strip(" "))
_CELLS: dict[Kind, st.SearchStrategy[str]] = {
    Kind.ID: _NAMES,
    Kind.YES_NO: st.sampled_from(["yes", "no", "Y", "False", "1", "0"]),
    Kind.DATE: _DAYS,
    Kind.DAY: st.sampled_from(["Mon", "sunday", "bank holiday"]) | _DAYS,
    Kind.TIME: st.integers(0, 24 * 60).map(lambda at: f"{at // 60}:{at % 60:02d}"),
    Kind.LIST: st.lists(_NAMES, max_size=3).map("; ".join),
}


def spelt(column: ColumnSpec) -> st.SearchStrategy[str]:
    """Give cells of a column that can be read, empty ones too where they may be."""
    filled = _filled(column)
    return filled if column.needed else st.just("") | filled


def _filled(column: ColumnSpec) -> st.SearchStrategy[str]:
    if column.kind is Kind.CHOICE:
        return st.sampled_from(column.choices).flatmap(
            lambda choice: st.sampled_from([choice, choice.upper(), f" {choice}"])
        )
    if column.kind.is_number:
        return _numbers(column)
    return _CELLS.get(column.kind, _WORDS)


def _numbers(column: ColumnSpec) -> st.SearchStrategy[str]:
    least, most = column.bounds
    if column.kind is Kind.MONEY:
        return st.integers(0, 10**13).map(lambda whole: f"£{whole / 100:,.2f}")
    if column.kind is Kind.COUNT:
        return st.integers(int(least or 0), 10**9).map(str)
    low = -1e9 if least is None else least
    top = 1e12 if most is None else most
    return st.floats(low, top, allow_subnormal=False).map(
        lambda value: f"{value:.6f}" if column.kind is Kind.HOURS else repr(value)
    )


@st.composite
def sheets(draw: Any, spec: TableSpec) -> bytes:
    """Draw a table as a CSV file: some columns, in any order, and rows of cells."""
    names = [one.name for one in spec.columns if one.needed or draw(st.booleans())]
    header = draw(
        st.permutations([*names, *draw(st.sampled_from([[], ["x_b", "x_a"]]))])
    )
    rows = draw(st.integers(0, 5))
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([name.upper() if draw(st.booleans()) else name for name in header])
    for _ in range(rows):
        writer.writerow(
            [
                draw(_WORDS if name.startswith("x_") else spelt(spec.column(name)))
                for name in header
            ]
        )
    return stream.getvalue().encode()

"""The reference of a case's files, as Markdown, made from what reads them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from costing.columns import Kind
from scenarios.inputs.contract import TABLES
from scenarios.inputs.template import LOTS, SETTINGS

if TYPE_CHECKING:
    from costing.columns import ColumnSpec, TableSpec

_KINDS: Final = {
    Kind.ID: "A name or number, kept as text: `001` stays `001`. No semicolon.",
    Kind.TEXT: "Any text.",
    Kind.CHOICE: "One of the words listed; capitals, spaces and hyphens do not matter.",
    Kind.YES_NO: "`yes` or `no`; also `y`, `n`, `true`, `false`, `1`, `0`.",
    Kind.LIST: "Names parted by `;`.",
    Kind.MONEY: "Pounds, two decimals at most; `£1,234.50` will do.",
    Kind.HOURS: "Hours as a decimal, kept to the minute, half up.",
    Kind.NUMBER: "A number.",
    Kind.COUNT: "A whole number.",
    Kind.MARK: "A number from 0 to 100.",
    Kind.SHARE: "A number from 0 to 1.",
    Kind.DATE: "`2026-11-01` or `01/11/2026`.",
    Kind.TIME: "`07:30`; `24:00` is midnight at the end of the day.",
    Kind.DAY: "`Mon` to `Sun`, `BH` for bank holidays, or a date.",
}
_TOP: Final = """\
# The files of a case

<!-- Made by `python -m scenarios.reference docs/case.md`; do not edit by hand. -->

A case is a folder, or a workbook with a sheet for each table: see
[workbook.md](workbook.md). `case.toml` and `providers.csv` are needed; every other file
may be absent. `fairlot new FOLDER` writes an empty case with every file and column,
`fairlot new CASE.xlsx` one as a workbook, and `fairlot check` tells all that is wrong
with a case at once. Beside the tables may lie a cost model of the case's own
([models.md](models.md)) and a folder `scenarios` ([scenarios.md](scenarios.md)). Words
are defined in [terms.md](terms.md).

- Files are CSV with commas, in UTF-8 (Windows-1252 is read, and said so), with the
  names of the columns in the first row. Capitals in names do not matter, nor does the
  order.
- Only columns in **bold** are needed. For every other an absent column or an empty cell
  takes the default; 0 is 0.
- Empty rows are skipped. The row that is told is the row as a spreadsheet shows it.
- A column that is not known is ignored and listed, unless its name is nearly that of a
  known one: then it is taken for a slip. Columns that start with `x_` are carried
  through.
- A key may stand once. Where a table has none, the same row may not stand twice.
- Cells that look like a name with a title, an NHS number, a National Insurance number,
  a date of birth, an e-mail address or a full postcode are refused, and not repeated,
  until their column is accepted in case.toml: `[privacy]`,
  `accept = ["providers.postcode"]`.

## Kinds of cells

| kind | what it holds |
|---|---|
"""


def reference() -> str:
    """Write the reference of every table and column.

    Returns
    -------
    str
        Markdown.
    """
    kinds = "".join(f"| {kind.value} | {_KINDS[kind]} |\n" for kind in Kind)
    settings = SETTINGS.format(day="2026-11-01")
    documents = f"\n## case.toml\n\n```toml\n{settings}```\n"
    documents += f"\n## lots.toml\n\n```toml\n{LOTS}```\n"
    tables = "".join(_table(spec) for spec in TABLES.values())
    return _TOP + kinds + documents + tables


def _table(spec: TableSpec) -> str:
    lines = [f"\n## {spec.name}\n\n{spec.says}.\n\n"]
    if spec.key:
        lines.append(f"Key: {', '.join(spec.key)}.")
    else:
        lines.append("No key.")
    if spec.open_to:
        lines.append(f" Further columns may be {spec.open_to}, as numbers.")
    lines.append("\n\n| column | kind | default | meaning |\n|---|---|---|---|\n")
    lines += [_row(column) for column in spec.columns]
    return "".join(lines)


def _row(column: ColumnSpec) -> str:
    name = f"**{column.name}**" if column.needed else column.name
    says = column.says
    if column.choices:
        says += f": {', '.join(column.choices)}"
    least, most = column.bounds
    if column.kind.is_number and column.kind not in (Kind.MARK, Kind.SHARE):
        if most is not None:
            says += f"; {least:g} to {most:g}"
        elif least:
            says += f"; {least:g} or more"
        elif least is None:
            says += "; may be below 0"
    return f"| {name} | {column.kind.value} | {default_of(column)} | {says} |\n"


def default_of(column: ColumnSpec) -> str:
    """Say in words what an empty cell of a column stands for."""
    if column.needed:
        return "needed"
    if column.default_says:
        return column.default_says
    fill = column.fill
    if isinstance(fill, bool):
        return "yes" if fill else "no"
    if isinstance(fill, float):
        return f"{fill:g}"
    return str(fill) if fill else "none"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference(), encoding="utf-8")

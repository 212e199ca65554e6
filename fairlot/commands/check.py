"""``fairlot check``: all that is wrong with a case, or that nothing is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from fairlot.exits import Exit
from fairlot.output import Format, format_option, note, show

if TYPE_CHECKING:
    from scenarios.case import Case

_COLUMNS: Final = ("table", "rows", "columns_carried", "present")


@click.command("check")
@click.argument("case", type=click.Path(path_type=Path))
@format_option
def check_command(case: Path, output: Format) -> int:
    """Read CASE and list all that is wrong with it, in every file at once.

    CASE is a folder with case.toml and its tables. Each finding says file, row and
    column, what is there, what was expected and how to mend it; the exit code is then
    1. If nothing is wrong, the tables are counted and what nothing reads is noted.
    """
    from scenarios.case import load_case
    from scenarios.coverage import unused

    loaded = load_case(case)
    notes = [*loaded.notes, *unused(loaded)]
    rows = _rows(loaded)
    show(
        output,
        _COLUMNS,
        rows,
        answer={
            "case": loaded.name,
            "title": loaded.settings.title,
            "price_date": loaded.settings.price_date.isoformat(),
            "fingerprint": loaded.fingerprint,
            "tables": [dict(zip(_COLUMNS, row, strict=True)) for row in rows],
            "findings": [],
            "notes": notes,
        },
        title=loaded.settings.title or loaded.name,
        numbers=("rows",),
    )
    for one in notes:
        note(one)
    note(f"Nothing is wrong with {loaded.name}. Fingerprint {loaded.fingerprint[:12]}.")
    return Exit.ANSWERED


def _rows(case: Case) -> list[list[object]]:
    """Count the rows of each table, and name its columns that are carried through."""
    return [
        [
            name,
            len(frame),
            "; ".join(column for column in frame.columns if column.startswith("x_")),
            "yes" if name in case.present else "no",
        ]
        for name, frame in case.tables.items()
    ]

"""``fairlot new``: a case to fill in, empty or a copy of another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fairlot.options.days import today
from fairlot.output import note

if TYPE_CHECKING:
    from scenarios.case import Case

_WORKBOOK = ".xlsx"
_OTHER_BOOKS = (".ods", ".xls", ".xlsm", ".xlsb")


@click.command("new")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    help="A case, folder or workbook, to fill the new one with.",
)
def new_command(path: Path, source: Path | None) -> None:
    """Write an empty case into the new folder PATH, or the new workbook PATH.xlsx.

    A folder gets every table with its column names, case.toml and lots.toml with a
    word on each setting, and a README. A workbook gets a sheet a table, with lists to
    choose from and a note on each column. What is there already is not touched. The
    price date of an empty case is today.

    With --from CASE the new one holds that case as Fairlot read it, so that a folder
    can be saved as a workbook, and a workbook as a folder.
    """
    from scenarios.case import load_case

    kind = "workbook" if path.suffix.lower() == _WORKBOOK else "folder"
    if path.suffix.lower() in _OTHER_BOOKS:
        message = (
            f'got "{path.name}", expected a folder, or a workbook that ends in .xlsx. '
            "Fairlot reads .ods too, and writes .xlsx alone: save it as .ods in a "
            "spreadsheet."
        )
        raise click.UsageError(message)
    if path.exists() and (path.is_file() or kind == "workbook" or any(path.iterdir())):
        there = "a file" if path.is_file() else "a folder with files in it"
        message = f'got {there}, "{path.name}", expected a new {kind}. Name another.'
        raise click.UsageError(message)
    case = None if source is None else load_case(source)
    what = "an empty case" if case is None else f"the case {case.name}"
    if kind == "workbook":
        _write_workbook(path, case)
        lines = [f"Wrote {what} into {path}."]
    else:
        _write_folder(path, case)
        names = sorted(entry.name for entry in path.iterdir())
        lines = [f"Wrote {what} into {path}:", *(f"  {name}" for name in names)]
    then = "Fill it in, then" if case is None else "Then"
    click.echo("\n".join([*lines, "", f"{then}: fairlot check {path}"]))
    if case is not None and kind == "workbook":
        _tell_what_lies_beside(path, case)


def _write_folder(path: Path, case: Case | None) -> None:
    from scenarios.disk.files import folder_aside
    from scenarios.inputs.template import write_template
    from scenarios.saved import write_case

    with folder_aside(path) as folder:
        if case is None:
            write_template(folder, today())
        else:
            write_case(case, folder)


def _write_workbook(path: Path, case: Case | None) -> None:
    from fairlot.workbook.case_book import case_workbook
    from scenarios.disk.files import write_whole

    write_whole(path, case_workbook(case, day=today()))


def _tell_what_lies_beside(path: Path, case: Case) -> None:
    """Name the files of a case that have no place in a workbook."""
    beside = [case.model_name] if case.model_text else []
    beside += [f"scenarios/{name}" for name in case.scenarios]
    if missing := [name for name in beside if not (path.parent / name).is_file()]:
        listed = ", ".join(missing)
        note(f"Not in the workbook, and to be copied beside it: {listed}.")

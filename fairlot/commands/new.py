"""``fairlot new``: an empty case to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from fairlot.days import today

_WORKBOOKS: Final = (".xlsx", ".ods")


@click.command("new")
@click.argument("path", type=click.Path(path_type=Path))
def new_command(path: Path) -> None:
    """Write an empty case into the new folder PATH.

    The folder gets every table with its column names, case.toml and lots.toml with a
    word on each setting, and a README. A folder that is there already is not touched,
    unless it is empty. Its price date is today.
    """
    from scenarios.files import folder_aside
    from scenarios.template import write_template

    if path.suffix.lower() in _WORKBOOKS:
        message = (
            f'got "{path.name}", expected a folder. This version writes no workbooks '
            "yet: leave out the ending."
        )
        raise click.UsageError(message)
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        kind = "a folder with files in it" if path.is_dir() else "a file"
        message = f'got {kind}, "{path.name}", expected a new folder. Name another.'
        raise click.UsageError(message)
    with folder_aside(path) as folder:
        write_template(folder, today())
    names = sorted(entry.name for entry in path.iterdir())
    lines = [f"Wrote an empty case into {path}:", *(f"  {name}" for name in names)]
    lines += ["", f"Fill it in, then: fairlot check {path}"]
    click.echo("\n".join(lines))

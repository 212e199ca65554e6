"""A cost model's workbook beside ``fairlot hour``: written, told when it is back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from costing.money import snap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from costing.forms.returned import Returned
    from fairlot.build_up import BuildUp


def workbook_path(
    ctx: click.Context, param: click.Parameter, path: Path | None
) -> Path | None:
    """Refuse a file to be written that does not end in .xlsx."""
    if path is not None and path.suffix.lower() != ".xlsx":
        message = f'got "{path.name}", expected a file that ends in .xlsx.'
        raise click.BadParameter(message, ctx, param)
    return path


def xlsx_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--xlsx FILE``, a workbook beside the answer, passed on as ``book``."""
    return click.option(
        "--xlsx",
        "book",
        type=click.Path(path_type=Path),
        metavar="FILE",
        callback=workbook_path,
        help="Write a workbook of live formulas too; one that is there is replaced.",
    )(command)


def write_workbook(path: Path, build_up: BuildUp) -> None:
    """Write a cost model's workbook, over one that is there."""
    from fairlot.workbook.model.model_book import model_workbook  # noqa: PLC0415 - heavy
    from scenarios.disk.files import write_whole  # noqa: PLC0415 - seldom wanted

    write_whole(path, model_workbook(build_up))


def told(found: Returned) -> Iterator[str]:
    """Say which inputs came back changed, and what else was altered."""
    if not found.changes:
        yield "Every input is as the document has it."
    for one in found.changes:
        unit = "" if one.unit == "1" else f" {one.unit}"
        yield (
            f"{one.name}: {one.value:.12g}{unit} came back, {one.default:.12g} in the "
            f"document (cell {one.cell} of the inputs)."
        )
    yield from map(str, found.findings)


def returned_record(found: Returned, file: str) -> dict[str, Any]:
    """Give what came back as a record for JSON."""
    return {
        "file": file,
        "model": found.model,
        "version": found.version,
        "on": found.on.isoformat() if found.on else None,
        "changes": [
            {
                "input": one.name,
                "value": float(snap(one.value)),
                "default": float(snap(one.default)),
                "unit": one.unit,
                "cell": one.cell,
            }
            for one in found.changes
        ],
        "findings": [one.record() for one in found.findings],
    }

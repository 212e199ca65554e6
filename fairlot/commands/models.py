"""``fairlot models``: the cost models that are shipped."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, Final

import click

from costing.model import load_model, shipped_models
from fairlot.output import Format, format_option, show

if TYPE_CHECKING:
    from costing.document.parts import Model

_COLUMNS: Final = (
    *("model", "title", "unit", "bands", "lines", "source"),
    *("examples", "not_reproduced"),
)
_WIDTH: Final = 80


def _record(model: Model) -> dict[str, Any]:
    return {
        "model": model.name,
        "title": model.title,
        "unit": model.lines[model.price].unit,
        "bands": len(model.bands),
        "lines": len(model.lines),
        "source": " ".join(model.source.split()),
        "examples": len(model.examples),
        "not_reproduced": sum(not part.reproduces for part in model.examples),
    }


def _facts(record: dict[str, Any]) -> str:
    unit = "a pure number" if record["unit"] == "1" else record["unit"]
    counts = [
        f"{record[what]} {what[:-1] if record[what] == 1 else what}"
        for what in ("lines", "bands", "examples")
    ]
    facts = f"{record['title']}: {unit}, {', '.join(counts)}"
    if not record["not_reproduced"]:
        return facts
    return f"{facts}, {record['not_reproduced']} of them not as published"


@click.command("models")
@format_option
def models_command(output: Format) -> None:
    """List the cost models that are shipped, each with its source.

    Each is one document, read and checked as anybody's own is: fairlot hour MODEL shows
    what it comes to, fairlot model check MODEL runs its worked examples.
    """
    records = [_record(load_model(name)) for name in shipped_models()]
    if output != "table":
        show(
            output,
            _COLUMNS,
            [list(record.values()) for record in records],
            answer=records,
        )
        return
    for record in records:
        click.secho(record["model"], bold=True)
        for text in (_facts(record), f"Source: {record['source']}"):
            click.echo(
                textwrap.fill(
                    text,
                    _WIDTH,
                    initial_indent="  ",
                    subsequent_indent="    ",
                    break_on_hyphens=False,
                )
            )
        click.echo()
    click.echo("fairlot hour MODEL shows what one comes to, line by line.")

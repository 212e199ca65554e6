"""``fairlot hour``: the cost of one unit, line by line and band by band."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from costing.engine.evaluation import evaluate
from costing.engine.solve import solve
from costing.law import load_law
from costing.model import load_model
from costing.money import snap
from fairlot.build_up import BuildUp, number_text
from fairlot.hour_books import returned_record, told, write_workbook, xlsx_option
from fairlot.options.days import on_option
from fairlot.options.model import price_option, set_option
from fairlot.output import Format, format_option, note, show
from fairlot.pages.hour import page
from fairlot.pages.pay_notes import LOW_PAY, LOW_PRICE, told_floor, told_pay

if TYPE_CHECKING:
    from datetime import date

    from costing.document.parts import Model
    from costing.law import LawOnDay


@click.command("hour")
@click.argument("model")
@set_option
@on_option
@click.option("--solve", "wanted", metavar="NAME", help="Find this input from --price.")
@price_option("The price that --solve starts from.")
@click.option(
    "--band", metavar="BAND", help="The band of --price; the model's default if absent."
)
@xlsx_option
@click.option(
    "--returned",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Take the inputs of such a workbook that came back, and its day.",
)
@format_option
@click.pass_context
def hour_command(
    ctx: click.Context,
    *,
    model: str,
    settings: dict[str, float],
    day: date,
    wanted: str | None,
    price: float | None,
    band: str | None,
    book: Path | None,
    returned: Path | None,
    output: Format,
) -> None:
    r"""Show the cost of one unit by MODEL, line by line and band by band.

    MODEL is a shipped cost model (fairlot models lists them) or the path of a document.
    What rests on a published amount that is not derived is marked, and so is the
    statutory employment cost. Beneath stand the inputs, and the law with its source.

    With --solve and --price, the other way round: the value of an input that gives the
    price. Of several the nearest to the present one, as the shortest decimal.

    With --xlsx FILE a workbook as well, to be filled in elsewhere: open inputs, live
    formulas, a check cell. With --returned FILE its inputs are read back and checked
    cell by cell; what is not as in the document is told.

    \b
    fairlot hour homecare-minimum-price-2020-21 --on 2020-04-01
    fairlot hour my-model.toml --set pay_rate=13.10 --format json
    fairlot hour my-model.toml --solve pay_rate --price 23.50 --band sunday
    fairlot hour my-model.toml --on 2026-11-01 --xlsx hour.xlsx
    fairlot hour my-model.toml --returned hour.xlsx
    """
    if (wanted is None) != (price is None):
        message = "--solve and --price go together."
        raise click.UsageError(message)
    if band is not None and wanted is None:
        message = "--band goes with --solve; without it all bands are shown."
        raise click.UsageError(message)
    if wanted is not None and (book or returned):
        message = "--solve writes and reads no workbook; leave --xlsx or --returned."
        raise click.UsageError(message)
    if returned is not None and settings:
        message = "--returned and --set do not go together: set it in the workbook."
        raise click.UsageError(message)
    read = load_model(model)
    came_back = None
    if returned is not None:
        from costing.forms.returned import returned_inputs

        came_back = returned_inputs(returned, read)
        settings = {one.name: one.value for one in came_back.changes}
        if ctx.get_parameter_source("day") is not ParameterSource.COMMANDLINE:
            day = came_back.on or day
    law = load_law(read.law).on(day) if read.law else None
    if wanted is not None and price is not None:
        _solved(
            read,
            law,
            day,
            settings=settings,
            wanted=wanted,
            price=price,
            band=band or "",
            output=output,
        )
        return
    found = evaluate(read, law, settings)
    build_up = BuildUp(read, day, law, found, settings)
    if book is not None:
        write_workbook(book, build_up)
        note(f"Wrote {book}.")
    if came_back is not None:
        for text in told(came_back):
            note(text)
    low_pay, low_price = told_pay(read, law, settings, day), told_floor(build_up)
    if output == "table":
        click.echo(page(build_up, shutil.get_terminal_size().columns), nl=False)
        return
    rows = [
        [
            *(line.name, line.heading, line.label, line.unit),
            *_by_band(build_up, line.name).values(),
            *(" ".join(line.text.split()), line.source),
        ]
        for line in read.lines.values()
    ]
    columns = ("name", "heading", "label", "unit", *read.bands, "formula", "source")
    answer = _answer(build_up) | {LOW_PAY: low_pay, LOW_PRICE: low_price}
    if came_back is not None and returned is not None:
        answer["returned"] = returned_record(came_back, returned.name)
    show(output, columns, rows, answer=answer)


def _plain(value: float) -> float:
    """Give a number without the noise of binary: 8.72, never 8.719999999999999."""
    return float(snap(value)) + 0.0


def _by_band(build_up: BuildUp, line: str) -> dict[str, float]:
    values = (snap(build_up.values(line)) + 0.0).tolist()
    return dict(zip(build_up.found.bands, values, strict=True))


def _answer(build_up: BuildUp) -> dict[str, Any]:
    """Give the answer in the form of the contract."""
    model, found, law = build_up.model, build_up.found, build_up.law
    records = {name: law.record(name) for name in found.law} if law else {}
    return {
        "model": model.name,
        "on": build_up.day.isoformat(),
        "currency": model.currency,
        "bands": list(found.bands),
        "lines": [
            {
                "name": line.name,
                "heading": line.heading,
                "unit": line.unit,
                "formula": line.text,
                "source": line.source,
                "value": _by_band(build_up, line.name),
            }
            for line in model.lines.values()
        ],
        "price": _by_band(build_up, model.price),
        "inputs": {
            name: {
                "value": _plain(found.inputs[name][0]),
                "unit": part.unit,
                "basis": part.basis,
                "source": part.source,
            }
            for name, part in model.inputs.items()
        },
        "law": {
            name: {
                "value": record.value,
                "from": record.start.isoformat(),
                "source": record.source,
                "checked": record.checked,
            }
            for name, record in records.items()
        },
    }


def _solved(
    model: Model,
    law: LawOnDay | None,
    day: date,
    *,
    settings: dict[str, float],
    wanted: str,
    price: float,
    band: str,
    output: Format,
) -> None:
    solution = solve(model, law, wanted, price, band=band, inputs=settings)
    answer: dict[str, Any] = {
        "input": solution.input,
        "value": _plain(solution.value),
        "price": solution.price,
        "band": solution.band,
    }
    if _plain(solution.price) != _plain(price):
        note(f"Rounding leaps over {price:.12g}: this is the last price below it.")
    if solution.others:
        others = ", ".join(f"{_plain(value):.12g}" for value in solution.others)
        note(f"{others} gives it too; this is the nearest to what {wanted} is now.")
    answer[LOW_PAY] = told_pay(model, law, {**settings, wanted: solution.value}, day)
    if output != "table":
        columns = tuple(name for name in answer if name != LOW_PAY)
        show(output, columns, [[answer[name] for name in columns]], answer=answer)
        return
    unit = model.inputs[wanted].unit
    of_unit = "" if unit == "1" else f" {unit}"
    line = model.lines[model.price]
    step = line.rounding.step if line.rounding else None
    shown = number_text(solution.price, step, line.unit, model.currency)
    click.echo(
        f"{wanted} of {solution.value:.12g}{of_unit} gives a price of {shown} "
        f"{line.unit} in band {solution.band}."
    )

"""``fairlot model check``: is a document sound, and does it prove itself."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, Final

import click

from costing.document.bands import unclaimed
from costing.document.parts import NOT_DERIVED
from costing.engine.evaluation import evaluate
from costing.engine.examples import run_examples
from costing.errors import InputError, LawError
from costing.law import load_law
from costing.model import load_model
from fairlot.exits import Exit
from fairlot.options.days import today
from fairlot.output import Format, format_option, note, show

if TYPE_CHECKING:
    from costing.document.parts import Model
    from costing.engine.examples import ExampleLine, ExampleResult
    from costing.law import Law


_WIDTH: Final = 80
_COLUMNS: Final = (
    *("example", "on", "band", "line", "unit", "expected", "got", "holds"),
    "says",
)


@click.group("model")
def model_command() -> None:
    """Check a cost model document."""


@model_command.command("check")
@click.argument("file")
@format_option
def check_command(file: str, output: Format) -> int:
    """Check a document: its keys, names, formulas, units, and its worked examples.

    FILE is the path of a document or the name of a shipped model. Exit code 1 with all
    findings if it does not load, or has no example and cannot be worked out at its own
    defaults; 4 if it loads and a worked example does not hold.
    """
    model = load_model(file)
    law = load_law(model.law) if model.law else None
    results = run_examples(model, law)
    _work_out(model, law)
    if output == "table":
        _tell(model, results)
    else:
        _show(model, results, output)
    held = all(result.holds for result in results)
    return Exit.ANSWERED if held else Exit.CHECK_FAILED


def _work_out(model: Model, law: Law | None) -> None:
    """Work the model out at its own defaults, on the days of its examples, or today.

    A day whose law is not known says nothing of the document. Where it proves itself by
    examples that set inputs, defaults that do not do are told and no more.
    """
    days = {one.on for one in model.examples if one.on} or {today()}
    for day in sorted(days):
        try:
            evaluate(model, law.on(day) if law else None, {})
        except LawError:
            continue
        except InputError as error:
            if not model.examples:
                raise
            for finding in error.findings:
                note(f"At its own defaults: {finding}")
            return


def _show(model: Model, results: tuple[ExampleResult, ...], output: Format) -> None:
    rows = [
        [
            result.example.title,
            result.example.on and result.example.on.isoformat(),
            result.band,
            line.line,
            line.unit,
            line.expected,
            line.got,
            "yes" if line.holds else "no",
            _words(line),
        ]
        for result in results
        for line in result.lines
    ]
    show(output, _COLUMNS, rows, answer=_answer(model, results))


def _answer(model: Model, results: tuple[ExampleResult, ...]) -> dict[str, Any]:
    return {
        "model": model.name,
        "title": model.title,
        "currency": model.currency,
        "price": model.price,
        "inputs": len(model.inputs),
        "lines": len(model.lines),
        "bands": list(model.bands),
        "unclaimed": list(unclaimed(model)) if _has_windows(model) else [],
        "examples": [
            {
                "title": result.example.title,
                "on": result.example.on and result.example.on.isoformat(),
                "band": result.band,
                "holds": result.holds,
                "reproduces": result.example.reproduces,
                "lines": [
                    {
                        "name": line.line,
                        "unit": line.unit,
                        "expected": line.expected,
                        "got": line.got,
                        "holds": line.holds,
                        "says": _words(line),
                    }
                    for line in result.lines
                ],
            }
            for result in results
        ],
    }


def _words(line: ExampleLine) -> str:
    """Say how a published figure and the model's own stand to each other."""
    if line.reproduces:
        return "as expected" if line.agrees else f"expected {line.expected:.10g}"
    if line.agrees:
        return f"reproduces after all: the rule gives {line.got:.10g} as published"
    figures = f"published {line.expected:.10g}, the rule gives {line.got:.10g}"
    return f"does not reproduce: {figures}"


def _has_windows(model: Model) -> bool:
    return any(band.window for band in model.bands.values())


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _tell(model: Model, results: tuple[ExampleResult, ...]) -> None:
    click.secho(model.title, bold=True)
    counts = [
        _count(len(model.inputs), "input"),
        _count(len(model.lines), "line"),
        _count(len(model.headings), "heading"),
        _count(len(model.bands), "band"),
        _count(len(model.components), "component"),
    ]
    _echo(f"{model.name} is sound: {', '.join(counts)}; all units agree.")
    repeated = [
        name for name, part in model.inputs.items() if part.basis == NOT_DERIVED
    ]
    if repeated:
        _echo(f"Published amounts, not derived: {', '.join(repeated)}.")
    free = unclaimed(model) if _has_windows(model) else ()
    if free:
        _echo(f"No band holds {', '.join(free)}.")
    if not results:
        click.echo(
            "It has no worked example: add an [[example]] to let it prove itself."
        )
    for result in results:
        _tell_example(result)
    held = sum(result.holds for result in results)
    if len(results) > 1:
        click.echo(f"\n{held} of {len(results)} examples hold.")


def _echo(text: str) -> None:
    """Write a sentence as a paragraph that fits a narrow terminal."""
    click.echo(
        textwrap.fill(text, _WIDTH, subsequent_indent="  ", break_on_hyphens=False)
    )


def _tell_example(result: ExampleResult) -> None:
    example = result.example
    when = f" on {example.on}" if example.on else ""
    click.echo()
    _echo(f"{example.title}{when}, band {result.band}")
    for line in result.lines:
        told = f"  {line.line:<34}{line.got:>14.10g} "
        # Two figures in one sentence have a row of their own.
        told += f"{line.unit:<10} " if line.reproduces else f"{line.unit}\n    "
        told += _words(line)
        if line.holds:
            click.echo(told)
        else:
            click.secho(told, fg="red", bold=True)
    if result.holds:
        click.echo("  The example holds.")
        return
    wrong = sum(not line.holds for line in result.lines)
    what = f"are further off than {example.tolerance:g}"
    if not example.reproduces:
        what = "reproduce, and it says they do not"
    click.secho(
        f"  The example does not hold: {wrong} of {len(result.lines)} lines {what}.",
        fg="red",
        bold=True,
    )

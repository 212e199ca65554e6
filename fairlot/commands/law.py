"""``fairlot law``: the law in force on a day, with its source."""

from __future__ import annotations

import itertools
import textwrap
from typing import TYPE_CHECKING, Any, Final

import click

from costing.errors import LawError
from costing.law import load_law
from fairlot.options.days import on_option
from fairlot.output import Format, format_option, show

if TYPE_CHECKING:
    from datetime import date

    from costing.law import Law
    from costing.parameter import Parameter, ParameterValue

_FOLDER: Final = "england"
_WIDTH: Final = 80

_COLUMNS: Final = (
    "name",
    "label",
    "topic",
    "unit",
    "value",
    "from",
    "until_known",
    "checked",
    "from_checked",
    "derived",
    "source",
    "basis",
    "state",
)


_OF_A_VALUE: Final = (
    "from",
    "value",
    "checked",
    "from_checked",
    "derived",
    "source",
    "state",
)


def _number(value: float, unit: str) -> str:
    pounds = unit.startswith("GBP")
    pence = pounds and (unit == "GBP/h" or value % 1 != 0)
    return f"{value:,.2f}" if pence else f"{value:,.10g}"


def _state(parameter: Parameter, day: date) -> str:
    """Say in words how a parameter stands on a day."""
    first = parameter.values[0].start
    if day < first:
        return f"starts {first}" if parameter.before else f"not known before {first}"
    if day > parameter.checked_to:
        last = parameter.checked_to
        return f"ended {last}" if parameter.after else f"not known after {last}"
    return "in force"


def _in_force(law: Law, name: str, day: date) -> ParameterValue | None:
    try:
        return law.on(day).record(name)
    except LawError:
        return None


def _record(
    parameter: Parameter, value: ParameterValue | None, state: str
) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "label": parameter.label,
        "topic": parameter.topic,
        "unit": parameter.unit,
        "value": value and value.value,
        "from": value and value.start.isoformat(),
        "until_known": parameter.checked_to.isoformat(),
        "checked": value and value.checked,
        "from_checked": value and value.start_checked,
        "derived": value and value.derived,
        "source": value and value.source,
        "basis": parameter.basis,
        "state": state,
    }


def _rows(records: list[dict[str, Any]]) -> list[list[Any]]:
    """Give records as rows, true and false in the words of the case's tables."""
    words = {True: "yes", False: "no"}
    return [
        [words[cell] if isinstance(cell, bool) else cell for cell in record.values()]
        for record in records
    ]


def _place(value: ParameterValue, current: ParameterValue) -> str:
    if value == current:
        return "in force"
    return "past" if value.start < current.start else "to come"


def _briefly(record: dict[str, Any]) -> dict[str, Any]:
    return {key: record[key] for key in _OF_A_VALUE}


def _doubt(value: ParameterValue) -> str:
    """Say what of a value was not seen in a document."""
    words = ["derived"] if value.derived else []
    if not value.checked:
        words.append("not checked")
    elif not value.start_checked:
        words.append("day not checked")
    return ", ".join(words)


def _sourced(value: ParameterValue) -> str:
    doubt = _doubt(value)
    return f"{value.source} ({doubt})" if doubt else value.source


def _wrapped(text: str, indent: int, first: str = "") -> str:
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=first.ljust(indent),
        subsequent_indent=" " * indent,
        break_on_hyphens=False,
    )


def _list(law: Law, day: date) -> None:
    """Show every parameter: its value on one line, its source beneath."""
    click.secho(f"Law of {law.folder.title()} on {day}", bold=True)
    click.echo("Each value was seen in a document unless it says not checked.")
    by_topic = sorted(law.parameters.values(), key=lambda one: (one.topic, one.name))
    for topic, parameters in itertools.groupby(by_topic, key=lambda one: one.topic):
        click.secho(f"\n{topic}", bold=True)
        for parameter in parameters:
            _line(parameter, _in_force(law, parameter.name, day), day)
    click.echo(f"\nfairlot law NAME --on {day} shows one with its whole history.")


def _line(parameter: Parameter, value: ParameterValue | None, day: date) -> None:
    name, unit = parameter.name, parameter.unit
    if value is None:
        click.echo(f"  {name:<35}{'':>9} {_state(parameter, day)}")
        return
    number = _number(value.value, unit)
    click.echo(f"  {name:<35}{number:>9} {unit:<9}  since {value.start}")
    colour = "yellow" if _doubt(value) else None
    click.secho(_wrapped(_sourced(value), 4), dim=not colour, fg=colour)


def _one(parameter: Parameter, value: ParameterValue, day: date) -> None:
    """Show one parameter: what it is, and every value it has had."""
    click.secho(f"{parameter.label}: ", bold=True, nl=False)
    click.secho(
        f"{_number(value.value, parameter.unit)} {parameter.unit}", bold=True, nl=False
    )
    click.echo(f" on {day}, since {value.start}\n")
    first = parameter.values[0].start
    facts = [
        ("name", f"law.{parameter.name}"),
        ("basis", parameter.basis),
        ("known", f"{first} to {parameter.checked_to}"),
        ("note", parameter.note),
    ]
    for heading, text in facts:
        if text:
            click.echo(_wrapped(text, 8, heading))
    click.echo(f"\n  {'from':<12}{parameter.unit:>9}  source")
    for past in reversed(parameter.values):
        mark = ">" if past == value else " "
        head = f"{mark} {past.start}  {_number(past.value, parameter.unit):>9}"
        click.secho(_wrapped(_sourced(past), 25, head), bold=past == value)


@click.command("law")
@click.argument("name", required=False)
@on_option
@format_option
def law_command(name: str | None, day: date, output: Format) -> None:
    r"""Show the law in force on a day, with its source.

    Without NAME, every parameter that cost models can read as law.NAME, with its
    value, unit, first day, source, and whether it was seen in a document. What is not
    known on the day is listed as such.

    With NAME, that parameter with its basis in law and every value it has had; if it
    is not known on the day, the answer is an error and exit code 1: Fairlot does not
    guess.

    \b
    fairlot law
    fairlot law national_living_wage --on 2026-11-01
    fairlot law --on 01/04/2026 --format csv
    """
    law = load_law(_FOLDER)
    if name is None:
        records = [
            _record(
                law.parameter(each), _in_force(law, each, day), _state(parameter, day)
            )
            for each, parameter in sorted(law.parameters.items())
        ]
        if output == "table":
            _list(law, day)
            return
        show(output, _COLUMNS, _rows(records), answer=records)
        return
    value = law.on(day).record(name)
    parameter = law.parameter(name)
    if output == "table":
        _one(parameter, value, day)
        return
    history = [
        _record(parameter, past, _place(past, value)) for past in parameter.values
    ]
    answer = {**_record(parameter, value, "in force"), "note": parameter.note}
    show(
        output,
        _COLUMNS,
        _rows(history),
        answer=[{**answer, "history": [_briefly(past) for past in history]}],
    )

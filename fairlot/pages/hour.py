"""The cost of one unit as a page of text: lines, notes, inputs, law and source."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

import click

from costing.document.parts import NOT_DERIVED
from fairlot.build_up import given_text, is_shown_rounded, not_derived
from fairlot.pages.build_up_table import OTHER_BANDS, columns_of, tables

if TYPE_CHECKING:
    from fairlot.build_up import BuildUp
    from fairlot.pages.build_up_table import Column

_NARROW: Final = 80
_LEAST_NAME: Final = 24


def page(build_up: BuildUp, width: int) -> str:
    """Write the whole page.

    Parameters
    ----------
    build_up : BuildUp
    width : int
        Columns of the terminal; never under 80.
    """
    width = max(width, _NARROW)
    columns = columns_of(build_up)
    parts = [
        _title(build_up),
        *tables(build_up, columns, width),
        _notes(build_up, columns, width),
        _inputs(build_up),
        _law(build_up, width),
        _wrapped(f"Source: {build_up.model.source}", width)
        if build_up.model.source
        else "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _title(build_up: BuildUp) -> str:
    model = build_up.model
    law = f"law of {model.law.title()} on {build_up.day}" if model.law else "no law"
    facts = f"{model.name}, {model.lines[model.price].unit}, {law}"
    return f"{click.style(model.title, bold=True)}\n{facts}"


def _notes(build_up: BuildUp, columns: list[Column], width: int) -> str:
    model = build_up.model
    notes = []
    bands = list(model.bands.values())
    for column in columns:
        if column.label == OTHER_BANDS:
            labels = "; ".join(bands[place].label for place in column.places)
            notes.append(f"{OTHER_BANDS}: {labels}.")
    if any(is_shown_rounded(model, line) for line in model.lines.values()):
        notes.append(
            "Lines are worked out finer than they are shown: a sum may differ by a "
            "penny or two from the amounts above it. --format csv has every digit."
        )
    if not_derived(model):
        notes.append("* published amount, not derived: repeated here, not worked out.")
    if model.floor:
        notes.append(
            "(floor) statutory employment cost: below it a price cannot pay what "
            "employment law requires."
        )
    return "\n".join(_wrapped(note, width) for note in notes)


def _inputs(build_up: BuildUp) -> str:
    model = build_up.model
    rows: list[tuple[str, str, str, str]] = []
    for name, part in model.inputs.items():
        value = float(build_up.found.inputs[name][0])
        is_set = name in build_up.settings
        mark = " *" if part.basis == NOT_DERIVED and not is_set else ""
        number = given_text(value, part.unit, model.currency)
        basis = "set here" if is_set else part.basis
        rows.append((name + mark, number, part.unit, basis))
    return "\n".join(_aligned("Inputs", rows))


def _law(build_up: BuildUp, width: int) -> str:
    law = build_up.law
    if law is None:
        return ""
    records = [law.record(name) for name in build_up.found.law]
    rows = []
    for name, record in zip(build_up.found.law, records, strict=True):
        number = given_text(record.value, record.unit, "GBP")
        flag = f", {record.flag}" if record.flag else ""
        rows.append((name, number, record.unit, f"since {record.start}{flag}"))
    title, *told = _aligned(f"Law on {build_up.day}", rows) or [""]
    sources = [
        _wrapped(
            f"{record.source}{'' if record.checked else ' (not checked)'}", width, 4
        )
        for record in records
    ]
    pairs = zip(told, sources, strict=True)
    return "\n".join([title, *(row for pair in pairs for row in pair)])


def _aligned(title: str, rows: list[tuple[str, str, str, str]]) -> list[str]:
    """Write names, numbers, units and words in columns under a title."""
    if not rows:
        return []
    name, number, unit, _ = (
        max(len(cell) for cell in column) for column in zip(*rows, strict=True)
    )
    name = max(name, _LEAST_NAME)
    return [
        click.style(title, bold=True),
        *(
            f"  {row[0]:<{name}} {row[1]:>{number}} {row[2]:<{unit}}  {row[3]}".rstrip()
            for row in rows
        ),
    ]


def _wrapped(text: str, width: int, indent: int = 0) -> str:
    return textwrap.fill(
        " ".join(text.split()),
        width,
        initial_indent=" " * indent,
        subsequent_indent=" " * max(indent, 2),
        break_on_hyphens=False,
    )

"""An opened package as a page: the week, its unit prices, the lines, inputs, law."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

import click

from costing.care.workings import digits
from costing.money import amount
from fairlot.build_up import given_text
from fairlot.opened_record import line_working

if TYPE_CHECKING:
    from collections.abc import Iterator

    from costing.care.workings import Working
    from scenarios.market.opened import Opened, OpenedLine

_NARROW: Final = 80
_TELLERS: Final = {
    "document": "by the document",
    "case": "told by the case",
    "provider": "told by the provider",
}


def opened_page(opened: Opened, width: int) -> str:
    """Write the whole page.

    Parameters
    ----------
    opened : Opened
    width : int
        Columns of the terminal; never under 80.
    """
    width = max(width, _NARROW)
    parts = [_title(opened), "\n".join(_week(opened))]
    for bands in _alike(opened):
        parts += ["\n".join(block) for block in _band(opened, bands, width)]
    parts += ["\n".join(_inputs(opened, width)), "\n".join(_law(opened, width))]
    return "\n\n".join(part for part in parts if part) + "\n"


def _title(opened: Opened) -> str:
    who = f"by {opened.provider}" if opened.provider else "at the case's own inputs"
    week = f"£{opened.weekly_pence / 100:,.2f} a week"
    once = f", and £{opened.once_pence / 100:,.2f} once" if opened.once_pence else ""
    head = click.style(f"{opened.referral} {who}: {week}{once}", bold=True)
    return f"{head}\n{opened.model.name}, {opened.day}"


def _week(opened: Opened) -> Iterator[str]:
    """Write the lines of the package: unit price times quantity, and their sum."""
    yield click.style("The package", bold=True)
    rows = [(_named(one), line_working(one)) for one in opened.lines]
    name = max(len(row[0]) for row in rows)
    for what, working in rows:
        yield f"  {what:<{name}}  {working}"
    if opened.once_pence:
        yield "  What is paid once is in no week."
    sums = [amount(one.amount_pence) for one in opened.lines if one.line]
    if len(sums) > 1:
        total = amount(opened.weekly_pence)
        yield f"  {'a week':<{name}}  {' + '.join(sums)} = {total}"


def _named(line: OpenedLine) -> str:
    parts = (line.component, line.band, line.funder)
    return ", ".join(part for part in parts if part)


def _alike(opened: Opened) -> list[list[str]]:
    """Put bands together in which every line comes to the same."""
    work = opened.workings
    found: dict[tuple[float, ...], list[str]] = {}
    for band in opened.bands:
        values = tuple(work.value(name, band) for name in work.lines)
        found.setdefault(values, []).append(band)
    return list(found.values())


def _band(opened: Opened, bands: list[str], width: int) -> Iterator[list[str]]:
    """Write the unit prices of some bands, then the lines that they rest on."""
    work, band = opened.workings, bands[0]
    prices = {
        one.line: amount(one.unit_price_pence)
        for one in opened.lines
        if one.line and one.band in bands
    }
    labels = ", ".join(opened.model.bands[name].label for name in bands)
    block = [click.style(f"One unit: {labels}", bold=True)]
    for line, price in prices.items():
        of = opened.model.lines[line]
        text = f"{of.label}: {line} = {price} {of.unit}, half up to the penny"
        block.append(_wrapped(text, width, 2))
    yield block
    nothing: list[str] = []
    heading: str | None = None
    block = []
    for name in work.lines:
        one = work.working(name, band)
        if not one.value:
            nothing.append(name)
            continue
        if one.line.heading != heading:
            if block:
                yield block
            heading = one.line.heading
            block = [click.style(heading or "Workings and sums", bold=True)]
        block += _line(opened, one, width)
    yield block
    if nothing:
        text = f"Lines that come to nothing: {', '.join(nothing)}."
        yield [_wrapped(text, width, 2)]


def _line(opened: Opened, one: Working, width: int) -> list[str]:
    line = one.line
    value = given_text(one.value, line.unit, opened.model.currency)
    unit = "" if line.unit == "1" else f" {line.unit}"
    rows = [_wrapped(f"{line.name}: {line.label}, {value}{unit}", width, 2)]
    rows.append(_wrapped(f"= {one.formula}", width, 6))
    if one.working:
        rows.append(_wrapped(f"= {one.working}", width, 6))
    for row in one.rows:
        of = ", ".join(f"{key} {digits(cell)}" for key, cell in row.columns.items())
        told = f"{line.over} of {of}: {row.working} = {digits(row.value)}"
        rows.append(_wrapped(told, width, 6))
    if one.rows:
        mean = " + ".join(f"{digits(r.weight)} * {digits(r.value)}" for r in one.rows)
        rows.append(_wrapped(f"= {mean}", width, 6))
    rounded = ""
    if line.rounding:
        rounded = f", {line.rounding.mode} to {digits(line.rounding.step)}"
    rows.append(_wrapped(f"= {digits(one.value)}{rounded}", width, 6))
    if line.source:
        rows.append(_wrapped(f"[{line.source}]", width, 6))
    return rows


def _inputs(opened: Opened, width: int) -> Iterator[str]:
    work = opened.workings
    yield click.style("Inputs", bold=True)
    for name in work.inputs:
        part, teller = opened.model.inputs[name], opened.tellers[name]
        value = given_text(work.input_value(name), part.unit, opened.model.currency)
        unit = "" if part.unit == "1" else f" {part.unit}"
        basis = f", {part.basis}" if teller == "document" and part.basis else ""
        text = f"{name}: {value}{unit}, {_TELLERS[teller]}{basis}"
        yield _wrapped(text, width, 2)
        formula, working = work.input_formula(name)
        if formula:
            yield _wrapped(f"= {formula} = {working}", width, 6)
        if part.source and teller == "document":
            yield _wrapped(f"[{part.source}]", width, 6)


def _law(opened: Opened, width: int) -> Iterator[str]:
    law = opened.workings.law
    if law is None:
        return
    yield click.style(f"Law on {opened.day}", bold=True)
    for name in opened.workings.law_read():
        one = law.record(name)
        unit = "" if one.unit == "1" else f" {one.unit}"
        flag = f", {one.flag}" if one.flag else ""
        number = given_text(one.value, one.unit, "GBP")
        yield f"  {name}: {number}{unit}, since {one.start}{flag}"
        checked = "" if one.checked else " (not checked)"
        yield _wrapped(f"[{one.source}{checked}]", width, 6)


def _wrapped(text: str, width: int, indent: int) -> str:
    return textwrap.fill(
        text,
        width,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2),
        break_on_hyphens=False,
        break_long_words=False,
    )

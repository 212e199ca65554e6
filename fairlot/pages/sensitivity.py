"""Sensitivity as a page of text: bars of plain signs, slopes, and what is supported."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

import click

from costing.money import amount, round_to
from costing.sensitivity.break_even import Reach
from costing.sensitivity.elasticity import STEP
from fairlot.build_up import PENNY, given_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from costing.sensitivity.break_even import BreakEven
    from costing.sensitivity.elasticity import Elasticity
    from costing.sensitivity.sensitivity import Sensitivity
    from costing.sensitivity.tornado import Bar

_NARROW: Final = 80
_NAME: Final = 25
_MONEY: Final = 9
_SHOWN: Final = 20


def page(found: Sensitivity, day: date, width: int) -> str:
    """Write the whole page.

    Parameters
    ----------
    found : Sensitivity
    day : date
    width : int
        Columns of the terminal; never under 80.
    """
    width = max(width, _NARROW)
    parts = [
        _title(found, day),
        _bars(found, width),
        _slopes(found, width),
        _supported(found, width),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _title(found: Sensitivity, day: date) -> str:
    unit, model = found.unit, found.unit.model
    line = model.lines[unit.part.line]
    law = f"law of {model.law.title()} on {day}" if model.law else "no law"
    what = f"{unit.part.name}, " if unit.part.name else ""
    heading = f"What moves the price: {line.label}"
    facts = f"{model.name}, {what}{line.unit}, band {unit.band}, {law}"
    is_money = model.currency in line.unit
    told = amount(found.tornado.price) if is_money else f"{found.tornado.value:.6g}"
    price = f"Price as it is: {told}"
    return (
        f"{_bold(_wrapped(heading, _NARROW))}\n{_wrapped(facts, _NARROW, 0)}\n{price}"
    )


def _bars(found: Sensitivity, width: int) -> str:
    bars = [bar for bar in found.tornado.bars if bar.width]
    still = [bar.input for bar in found.tornado.bars if not bar.width]
    lines = []
    if bars:
        room = width - _NAME - 3 * _MONEY - 3
        least, most = min(b.least for b in bars), max(b.most for b in bars)
        heads = (f"{word:>{_MONEY}}" for word in ("at low", "at high", "width"))
        ends = f"{amount(least)}{amount(most):>{room - len(amount(least))}}"
        lines = [
            _bold("Each input at its low and high end, all else as it is"),
            f"{'':{_NAME}}{''.join(heads)}   {ends}",
        ]
        for bar in bars[:_SHOWN]:
            money = (bar.price_low, bar.price_high, bar.width)
            cells = "".join(f"{amount(pence):>{_MONEY}}" for pence in money)
            drawn = drawing(bar, found.tornado.price, least, most, room)
            lines.append(f"{_cell(bar.input, _NAME)}{cells}   {drawn}".rstrip())
        lines.append(_wrapped(_key(found, len(bars) - _SHOWN), width))
    else:
        lines = ["No input that has a low or high end moves this price."]
    if still:
        lines.append(_wrapped(f"Moves nothing: {', '.join(still)}.", width))
    return "\n".join(lines)


def drawing(bar: Bar, price: int, least: int, most: int, room: int) -> str:
    """Draw a bar: ``-`` below the price as it is, ``|`` at it, ``+`` above.

    Parameters
    ----------
    bar : Bar
    price, least, most : int
        Pence: the price as it is, and the ends of all bars.
    room : int
        Signs from the least to the most.
    """

    def place(pence: int) -> int:
        return (pence - least) * (room - 1) // max(1, most - least)

    start, middle, end = (place(one) for one in (bar.least, price, bar.most))
    return f"{' ' * start}{'-' * (middle - start)}|{'+' * (end - middle)}"


def _key(found: Sensitivity, more: int) -> str:
    text = "- below the price as it is, + above it. Bars do not add up"
    moved = [bar for bar in found.tornado.bars if bar.moves and bar.width]
    if moved:
        pairs = (f"{bar.input} moves {' and '.join(bar.moves)}" for bar in moved)
        text += f"; what follows an input moves with it: {', '.join(pairs)}"
    return f"{text}. And {more} more: --format csv." if more > 0 else f"{text}."


def _slopes(found: Sensitivity, width: int) -> str:
    slopes = [one for one in found.elasticities if one.elasticity]
    rest = [one for one in found.elasticities if not one.elasticity]
    if not found.elasticities:
        return ""
    slopes.sort(key=lambda one: -abs(one.elasticity or 0))
    lines = [_bold("What 1 % more of an input does to the price, in per cent")]
    for one in slopes[:_SHOWN]:
        text = f"  {_cell(one.input, _NAME)}{one.elasticity:>+10.4f}"
        number = _number(found, one.input, one.value)
        lines.append(f"{text}   of {number}{_sided(one)}")
    if len(slopes) > _SHOWN:
        lines.append(f"And {len(slopes) - _SHOWN} more: --format csv.")
    notes: dict[str, list[str]] = {}
    for one in rest:
        notes.setdefault(one.note or "moves next to nothing", []).append(one.input)
    for note, names in notes.items():
        lines.append(_wrapped(f"{note[:1].upper()}{note[1:]}: {_list(names)}.", width))
    lines.append(
        _wrapped(
            f"By central difference of {STEP:.1%} of the input to either side, lines "
            "not rounded.",
            width,
        )
    )
    return "\n".join(lines)


def _sided(one: Elasticity) -> str:
    if one.down is not None and one.up is not None and one.note:
        return f" ({one.note}: {one.down:+.4f} and {one.up:+.4f})"
    return f" ({one.note})" if one.note else ""


def _supported(found: Sensitivity, width: int) -> str:
    if found.asked is None:
        return ""
    groups: dict[str, list[BreakEven]] = {
        "Pay": [],
        "Within their declared ends": [],
        "Beyond these ends, or without any": [],
    }
    names = list(groups)
    for one in found.break_even:
        if one.reach is not Reach.NONE:
            place = 0 if one.pay_floor is not None else 1 if one.is_within_range else 2
            groups[names[place]].append(one)
    none = [one for one in found.break_even if one.reach is Reach.NONE]
    is_pennies = found.asked == round_to(found.asked, PENNY)
    asked = f"{found.asked:,.2f}" if is_pennies else f"{found.asked:,.12g}"
    lines = [_bold(f"What a price of {asked} supports, each input alone")]
    lines.append(f"  {'':{_NAME}}{'supports':>14}{'now':>14}")
    for heading, rows in groups.items():
        if rows:
            lines.append(heading)
            for one in rows:
                is_told = heading != names[2]
                lines += _answer(found, one, width, is_told=is_told)
    if none:
        names_of_none = ", ".join(one.input for one in none)
        lines.append("No other does by itself within its min and max")
        lines.append(_wrapped(f"  {names_of_none}.", width, 2))
        lines.append("  How near each comes is in --format csv.")
    return "\n".join(lines)


def _answer(
    found: Sensitivity, one: BreakEven, width: int, *, is_told: bool
) -> list[str]:
    value = 0.0 if one.value is None else one.value
    unit = found.unit.model.inputs[one.input].unit
    cells = (_number(found, one.input, number) for number in (value, one.now))
    text = f"  {_cell(one.input, _NAME)}{''.join(f'{cell:>14}' for cell in cells)}"
    lines = [f"{text} {'' if unit == '1' else unit}".rstrip()]
    notes = [one.note] if one.note else []
    if one.pay_floor is not None and value >= one.pay_floor:
        notes.append(f"the legal minimum is {one.pay_floor:.12g}")
    if is_told and len(one.lines) == 1:
        ((line, pence),) = one.lines.items()
        notes.append(f"{found.unit.model.lines[line].label} is then {amount(pence)}")
    if notes:
        lines.append(_wrapped(f"    {'; '.join(notes)}", width, 4))
    return lines


def _number(found: Sensitivity, name: str, value: float) -> str:
    unit = found.unit.model.inputs[name].unit
    return given_text(value, unit, found.unit.model.currency)


def _cell(text: str, width: int) -> str:
    """Give a name its column; a longer one has a gap behind it all the same."""
    return f"{text:<{width - 1}} "


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)


def _bold(text: str) -> str:
    return click.style(text, bold=True)


def _wrapped(text: str, width: int, indent: int = 2) -> str:
    lead = len(text) - len(text.lstrip())
    return textwrap.fill(
        text.strip(),
        width,
        initial_indent=" " * lead,
        subsequent_indent=" " * max(indent, lead),
        break_on_hyphens=False,
    )

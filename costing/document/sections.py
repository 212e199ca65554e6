"""The sections of a cost model's document, each read into its part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, cast, get_args

from costing.dates import parse_date
from costing.document.expression import Number
from costing.document.fault import FaultError
from costing.document.parts import (
    ONLY_BAND,
    Band,
    Basis,
    Component,
    Example,
    Input,
    Line,
    Range,
    Role,
    Rounding,
)
from costing.document.section import key_fault
from costing.document.windows import parse_window
from costing.errors import quoted
from costing.money import Mode

if TYPE_CHECKING:
    from costing.document.section import Section
    from costing.document.units import Unit

PENNY: Final = 0.01
NOISE: Final = 0.000001
"""The tolerance of an example that gives none."""

_BASES: Final = tuple(basis for basis in get_args(Basis) if basis)
_MODES: Final = get_args(Mode)
_ROLES: Final = tuple(role for role in get_args(Role) if role)


@dataclass(frozen=True, slots=True)
class RoundingRule:
    """The document's ``[rounding]``.

    Parameters
    ----------
    at : {"line", "price", "none"}
    rounding : Rounding
    """

    at: str
    rounding: Rounding


def read_rounding(section: Section | None) -> RoundingRule:
    """Read ``[rounding]``; without it, nothing is rounded."""
    if section is None:
        return RoundingRule("none", Rounding(PENNY, "half_up"))
    section.only(("at", "step", "mode"))
    at = section.choice("at", ("line", "price", "none"), "line")
    return RoundingRule(at, _rounding(section, Rounding(PENNY, "half_up")))


def _rounding(section: Section, default: Rounding) -> Rounding:
    step = section.number("step", default.step, above=0)
    mode = section.choice("mode", _MODES, default.mode)
    return Rounding(step or default.step, cast("Mode", mode))


def read_input(section: Section, name: str) -> tuple[Input | None, Unit | None]:
    """Read ``[input.NAME]``; the unit is None where it cannot be read."""
    section.only(
        (
            *("label", "unit", "default", "min", "max", "low", "high", "basis"),
            *("source", "pay_floor", "pay_above", "moves_with", "on_rota"),
        )
    )
    section.need("unit", "default")
    text, unit = section.unit()
    default = section.amount("default")
    minimum, maximum = section.number("min"), section.number("max")
    low, high = section.amount("low"), section.amount("high")
    on_rota = section.number("on_rota")
    if on_rota is not None and (fault := _outside(on_rota, minimum, maximum)):
        section.report("on_rota", f"{on_rota:g}", fault)
    if minimum is not None and maximum is not None and minimum > maximum:
        section.report("max", f"{maximum:g}", f"a number from {minimum:g}, the min")
    else:
        amounts = {"default": default, "low": low, "high": high}
        for key, node in amounts.items():
            if not isinstance(node, Number):
                continue
            if fault := _outside(node.value, minimum, maximum):
                section.report(key, f"{node.value:g}", fault)
    basis = section.choice("basis", _BASES, "")
    label, source = section.text("label", spoken(name)), section.text("source")
    if default is None:
        return None, unit
    found = Input(
        name=name,
        label=label,
        unit=text,
        default=default,
        minimum=minimum,
        maximum=maximum,
        low=low,
        high=high,
        basis=cast("Basis", basis),
        source=source,
        row=section.row,
        pay_floor=section.amount("pay_floor"),
        pay_above=section.text("pay_above"),
        moves_with=section.text("moves_with"),
        on_rota=on_rota,
    )
    return found, unit


def outside(part: Input, value: float) -> str:
    """Say what is expected of a value outside an input's bounds; "" if it is within."""
    return _outside(value, part.minimum, part.maximum)


def _outside(value: float, minimum: float | None, maximum: float | None) -> str:
    if minimum is not None and value < minimum:
        return f"a number from {minimum:g}, the min"
    if maximum is not None and value > maximum:
        return f"a number up to {maximum:g}, the max"
    return ""


def read_band(section: Section, name: str) -> Band:
    """Read ``[band.NAME]``; keys of no other meaning are its own pure numbers."""
    keys: dict[str, float] = {}
    for key in section.values:
        if key in ("label", "window", "source"):
            continue
        fault = key_fault(key)
        if fault:
            section.report(key, quoted(key), fault)
        number = section.number(key)
        if number is not None:
            keys[key] = number
    window: tuple[Range, ...] = ()
    text = section.text("window")
    if text:
        try:
            window = parse_window(text)
        except FaultError as fault_found:
            section.report(
                "window", fault_found.got, fault_found.expected, fault_found.fix
            )
    label = section.text("label", spoken(name))
    return Band(name, label, window, keys, section.text("source"), section.row)


def only_band() -> Band:
    """Give the one band of a model without bands."""
    return Band(ONLY_BAND, "All", (), {}, "", 0)


def read_line(
    section: Section, rule: RoundingRule, price: str
) -> tuple[Line | None, Unit | None]:
    """Read a ``[[line]]``; the unit is None where it cannot be read."""
    section.only(
        (
            *("name", "heading", "label", "unit", "formula", "over", "rounding"),
            *("source", "role"),
        )
    )
    section.need("name", "unit", "formula")
    name = section.text("name", needed=True)
    text, unit = section.unit()
    formula = section.formula("formula")
    rounding = rule.rounding
    has_rounding = rule.at == "line" or (rule.at == "price" and name == price)
    if section.has("rounding"):
        own = section.table("rounding")
        if own is not None:
            own.only(("step", "mode"))
            rounding, has_rounding = _rounding(own, rule.rounding), True
    found = {key: section.text(key) for key in ("heading", "over", "source")}
    role = section.choice("role", _ROLES, "")
    label = section.text("label", spoken(name))
    if not name or formula is None:
        return None, unit
    line = Line(
        name=name,
        heading=found["heading"],
        label=label,
        unit=text,
        text=section.text("formula"),
        formula=formula,
        over=found["over"],
        rounding=rounding if has_rounding else None,
        source=found["source"],
        row=section.row,
        role=cast("Role", role),
    )
    return line, unit


def read_component(section: Section, name: str) -> tuple[Component, Unit | None]:
    """Read ``[component.NAME]``; the unit is None where it cannot be read."""
    section.only(("line", "unit", "staff", "floor", "hours"))
    section.need("line", "unit")
    if fault := key_fault(name):
        section.report("", quoted(name), fault)
    text, unit = section.unit()
    staff = section.number("staff", 1.0, above=0)
    found = Component(
        name=name,
        line=section.text("line", needed=True),
        unit=text,
        staff=staff or 1.0,
        row=section.row,
        floor=section.text("floor"),
        hours=section.text("hours"),
    )
    return found, unit


def read_example(section: Section) -> Example:
    """Read an ``[[example]]``."""
    section.only(
        (
            *("title", "on", "set", "band", "expect", "tolerance", "source"),
            "reproduces",
        )
    )
    section.need("expect")
    tolerance = section.number("tolerance", NOISE, least=0)
    expect = section.numbers("expect")
    if section.values.get("expect") == {}:
        section.report("expect", "nothing", "a line and its value, or more")
    return Example(
        title=section.text("title", spoken(section.name.replace(".", "_"))),
        on=_day(section, "on"),
        inputs=section.numbers("set"),
        band=section.text("band"),
        expect=expect,
        tolerance=NOISE if tolerance is None else tolerance,
        source=section.text("source"),
        row=section.row,
        reproduces=section.truth("reproduces", default=True),
    )


def _day(section: Section, key: str) -> date | None:
    value = section.values.get(key)
    if isinstance(value, str):
        try:
            return parse_date(value)
        except ValueError:
            pass
    elif isinstance(value, date) and not isinstance(value, datetime):
        return value
    if value is not None:
        section.report(key, quoted(value), "a day such as 2026-04-01")
    return None


def spoken(name: str) -> str:
    """Give a label for a name that has none: ``travel_time`` is "Travel time"."""
    return name.replace("_", " ").capitalize()

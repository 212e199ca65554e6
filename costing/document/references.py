"""What the sections of a document say of each other: names, units, circles."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from costing.document.agreement import Scope, faults
from costing.document.companions import companion_faults
from costing.document.order import group_name, ordered, reads
from costing.document.parts import ONLY_BAND, Model
from costing.document.section import name_fault
from costing.document.sections import only_band, outside
from costing.document.units import Unit, parse_unit
from costing.errors import LawError, quoted
from costing.law import load_law

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from costing.document.fault import FaultError
    from costing.document.parts import Band, Component, Example, Input, Line, Mix
    from costing.document.section import Section

_MOST_SHOWN: Final = 12
"""Names of a circle."""


@dataclass(slots=True)
class Draft:
    """A document whose sections are read, each by itself.

    Parameters
    ----------
    top : Section
    name, title, law, price, floor, default_band, source : str
    inputs, lines, mixes : dict of name to part or None
        None where the part could not be read; its name is known all the same.
    units : dict of name to Unit or None
        Of inputs and lines.
    columns : dict of mix to dict of column to Unit or None
    headings : dict of heading to dict of line to Unit or None
        With the lines that could not be read.
    claimed : dict of name to Section
        Inputs, lines, bands and mixes, in lower case.
    """

    top: Section
    name: str
    title: str
    law: str
    price: str
    floor: str
    default_band: str
    source: str
    inputs: dict[str, Input | None] = field(default_factory=dict)
    bands: dict[str, Band] = field(default_factory=dict)
    mixes: dict[str, Mix | None] = field(default_factory=dict)
    lines: dict[str, Line | None] = field(default_factory=dict)
    units: dict[str, Unit | None] = field(default_factory=dict)
    columns: dict[str, dict[str, Unit | None]] = field(default_factory=dict)
    headings: dict[str, dict[str, Unit | None]] = field(default_factory=dict)
    components: list[tuple[Section, Component, Unit | None]] = field(
        default_factory=list
    )
    examples: list[tuple[Section, Example]] = field(default_factory=list)
    claimed: dict[str, Section] = field(default_factory=dict)

    def claim(self, section: Section, name: str, key: str = "") -> bool:
        """Take a name; False, and a finding, where it is taken or breaks the rules.

        ``key`` is where the name stands, if not in the head of the table.
        """
        if fault := name_fault(name):
            section.report(key, quoted(name), fault)
            return False
        if first := self.claimed.get(name):
            section.report(
                key,
                f"{quoted(name)} again",
                "a name that nothing else has",
                f"Line {first.row} has it",
            )
            return False
        self.claimed[name] = section
        return True


def checked(draft: Draft) -> Model | None:
    """Check what the sections say of each other, and build the model.

    Returns
    -------
    Model or None
        None where it cannot be built; the findings are with the draft's reader, which
        may hold some even where a model is given.
    """
    law = _law(draft)
    headings = _headings(draft)
    _check_inputs(draft, law)
    _check_lines(draft, law)
    _check_top(draft)
    _check_components(draft)
    _check_examples(draft)
    inputs = {name: part for name, part in draft.inputs.items() if part}
    lines = {name: part for name, part in draft.lines.items() if part}
    bands = draft.bands or {(band := only_band()).name: band}
    needs = {
        **{
            name: tuple(read for read in reads(part.default) if read in inputs)
            for name, part in inputs.items()
        },
        **{name: reads(part.formula) for name, part in lines.items()},
        **{group_name(heading): names for heading, names in headings.items()},
    }
    order, circles = ordered(needs)
    for circle in circles:
        _report_circle(draft, circle)
    if draft.top.reader.findings:
        return None
    return Model(
        file=draft.top.reader.file,
        name=draft.name,
        title=draft.title,
        currency=draft.top.reader.currency,
        source=draft.source,
        law=draft.law,
        price=draft.price,
        floor=draft.floor,
        default_band=draft.default_band or next(iter(bands)),
        bands=bands,
        inputs=inputs,
        lines=lines,
        mixes={name: part for name, part in draft.mixes.items() if part},
        components={part.name: part for _, part, _ in draft.components},
        examples=tuple(part for _, part in draft.examples),
        headings=headings,
        reads=needs,
        order=order,
    )


def _law(draft: Draft) -> Mapping[str, Unit] | None:
    """Give the units of law; None where none is named, none where it is not there."""
    if not draft.law:
        return {} if draft.top.values.get("law") else None
    try:
        return _law_units(draft.law)
    except LawError:
        draft.top.report("law", quoted(draft.law), "a folder of law such as england")
        return {}


@cache
def _law_units(folder: str) -> Mapping[str, Unit]:
    """Give the unit of each dated parameter; shipped files, so read once."""
    law = load_law(folder)
    return {name: parse_unit(law.parameter(name).unit, "GBP") for name in law.names}


def _headings(draft: Draft) -> dict[str, tuple[str, ...]]:
    headings: dict[str, tuple[str, ...]] = {}
    for name, line in draft.lines.items():
        if line and line.heading:
            headings[line.heading] = (*headings.get(line.heading, ()), name)
    return headings


def _check_inputs(draft: Draft, law: Mapping[str, Unit] | None) -> None:
    units = {name: draft.units[name] for name in draft.inputs}
    scope = Scope(names=units, law=law, near=draft.top.reader.near)
    for name, part in draft.inputs.items():
        section = draft.claimed[name]
        for key in ("default", "low", "high", "pay_floor"):
            node = getattr(part, key) if part else None
            # A plain number is in the input's own unit.
            if node is not None and isinstance(section.values[key], str):
                _report(section, key, faults(node, units[name], scope))
        if part and part.pay_above:
            _check_pay_above(draft, section, part)
    for name, fault in companion_faults(draft.inputs, draft.top.reader.near):
        _report(draft.claimed[name], "moves_with", [fault])


def _check_pay_above(draft: Draft, section: Section, part: Input) -> None:
    paid = {
        name
        for name, other in draft.inputs.items()
        if other and other.pay_floor is not None
    }
    if part.pay_above not in paid:
        near = draft.top.reader.near(part.pay_above, paid)
        expected = "the name of an input that has a pay_floor"
        section.report("pay_above", quoted(part.pay_above), expected, near)
    elif draft.units[part.pay_above] != draft.units[part.name]:
        unit = draft.units[part.pay_above]
        got = f"{part.name} in {draft.units[part.name]}"
        section.report("pay_above", got, f"{unit}, as {part.pay_above}")
    elif part.pay_floor is not None:
        got = "pay_floor and pay_above"
        section.report("pay_above", got, "one of them: the pay, or what is above it")


def _check_lines(draft: Draft, law: Mapping[str, Unit] | None) -> None:
    keys = _band_keys(draft)
    for name, line in draft.lines.items():
        if line is None:
            continue
        section = draft.claimed[name]
        if line.over and line.over not in draft.mixes:
            near = section.reader.near(line.over, draft.mixes)
            section.report("over", quoted(line.over), "the name of a mix", near)
        scope = Scope(
            names=draft.units,
            law=law,
            band_keys=keys,
            mixes=draft.columns,
            over=line.over,
            headings=draft.headings,
            near=draft.top.reader.near,
        )
        _report(section, "formula", faults(line.formula, draft.units[name], scope))


def _report(section: Section, key: str, found: Iterable[FaultError]) -> None:
    for fault in found:
        section.report(key, fault.got, fault.expected, fault.fix)


def _band_keys(draft: Draft) -> dict[str, str]:
    """Give each key of the bands, with the first band that lacks it."""
    keys = dict.fromkeys(key for band in draft.bands.values() for key in band.keys)
    lacking = {
        key: [band.name for band in draft.bands.values() if key not in band.keys]
        for key in keys
    }
    return {key: names[0] if names else "" for key, names in lacking.items()}


def _check_top(draft: Draft) -> None:
    bands = tuple(draft.bands) or (ONLY_BAND,)
    # Without a line, that is the finding.
    lines = tuple(draft.lines) or (draft.price, draft.floor)
    for key, name, known, what in (
        ("price", draft.price, lines, "the name of a line"),
        ("floor", draft.floor, lines, "the name of a line"),
        ("default_band", draft.default_band, bands, "the name of a band"),
    ):
        if name and name not in known:
            near = draft.top.reader.near(name, known)
            draft.top.report(key, quoted(name), what, near)
    price, floor = draft.units.get(draft.price), draft.units.get(draft.floor)
    if price is not None and floor is not None and price != floor:
        draft.top.report("floor", f"{draft.floor} in {floor}", f"{price}, as the price")


def _check_components(draft: Draft) -> None:
    currency = parse_unit(draft.top.reader.currency, draft.top.reader.currency)
    per_week = currency / Unit((("week", 1),))
    for section, part, unit in draft.components:
        if part.line and part.line not in draft.lines:
            near = section.reader.near(part.line, draft.lines)
            section.report("line", quoted(part.line), "the name of a line", near)
        line = draft.units.get(part.line)
        if unit and line and unit * line not in (currency, per_week):
            section.report(
                "unit",
                f"{part.unit}, where {part.line} is in {line}",
                f"units that multiply to {currency}",
            )
        _check_floor(draft, section, part)
        _check_hours(draft, section, part, unit)


def _check_floor(draft: Draft, section: Section, part: Component) -> None:
    if not part.floor:
        return
    line, floor = draft.units.get(part.line), draft.units.get(part.floor)
    if part.floor not in draft.lines:
        near = section.reader.near(part.floor, draft.lines)
        section.report("floor", quoted(part.floor), "the name of a line", near)
    elif line is not None and floor is not None and line != floor:
        got = f"{part.floor} in {floor}"
        section.report("floor", got, f"{line}, as {part.line}")


def _check_hours(
    draft: Draft, section: Section, part: Component, unit: Unit | None
) -> None:
    if not part.hours:
        return
    known = {**draft.inputs, **draft.lines}
    hours = draft.units.get(part.hours)
    if part.hours not in known:
        near = section.reader.near(part.hours, known)
        expected = "the name of an input or a line"
        section.report("hours", quoted(part.hours), expected, near)
    elif hours is not None and unit is not None:
        wanted = parse_unit("h", draft.top.reader.currency) / unit
        if hours != wanted:
            section.report("hours", f"{part.hours} in {hours}", f"{wanted}")


def _check_examples(draft: Draft) -> None:
    for section, example in draft.examples:
        given, expect = section.table("set"), section.table("expect")
        if given:
            for name, value in example.inputs.items():
                _check_setting(draft, given, name, value)
        for name in example.expect if expect else ():
            if name not in draft.lines and expect:
                near = expect.reader.near(name, draft.lines)
                expect.report(name, quoted(name), "the name of a line", near)
        if example.band and example.band not in (draft.bands or (ONLY_BAND,)):
            near = section.reader.near(example.band, draft.bands)
            section.report("band", quoted(example.band), "the name of a band", near)


def _check_setting(draft: Draft, given: Section, name: str, value: float) -> None:
    part = draft.inputs.get(name)
    if name not in draft.inputs:
        near = given.reader.near(name, draft.inputs)
        given.report(name, quoted(name), "the name of an input", near)
    elif part and (fault := outside(part, value)):
        given.report(name, f"{value:g}", fault)


def _report_circle(draft: Draft, circle: tuple[str, ...]) -> None:
    name = next(name for name in circle if name in draft.claimed)
    start = circle.index(name)
    shown = (*circle[start:-1], *circle[: start + 1])
    key = "default" if name in draft.inputs else "formula"
    if len(shown) > _MOST_SHOWN:
        left_out = f"({len(shown) - _MOST_SHOWN} more)"
        shown = (*shown[: _MOST_SHOWN - 1], left_out, shown[-1])
    draft.claimed[name].report(
        key,
        f"a circle: {' -> '.join(shown)}",
        "a formula that does not need its own result",
    )

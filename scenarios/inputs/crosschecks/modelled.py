"""Rules on what is named of the cost model: components, bands, inputs, law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from costing.care.packages import BACKGROUND
from costing.errors import Finding, quoted
from costing.sheets.cells import suggestion_among
from scenarios.inputs.crosschecks.draft import finding
from scenarios.inputs.names import ALL_WEEK, ONE_OFF

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from scenarios.inputs.crosschecks.draft import Draft

_FEW: Final = 12

_COMPONENT_USES: Final = (
    ("packages", "component"),
    ("commitments", "component"),
    ("rates", "service"),
    ("returns", "service"),
)

_ON_SHIFT: Final[tuple[tuple[str, frozenset[str]], ...]] = (
    ("rotas", frozenset({BACKGROUND})),
    ("timetables", frozenset()),
)
"""Tables of support in time, and what they may name though the model has it not."""


def model_names(draft: Draft) -> Iterator[Finding]:
    """Find components, bands and inputs that the model does not have."""
    names = draft.names
    if names is None:
        return
    components = names.components | {ONE_OFF}
    for table, column in _COMPONENT_USES:
        yield from _unknown(draft, table, column, components, "component")
    for table, besides in _ON_SHIFT:
        known = names.components | besides
        yield from _unknown(draft, table, "component", known, "component")
    bands = names.bands | {ALL_WEEK}
    yield from _unknown(draft, "packages", "band", bands, "band")
    yield from _unknown(draft, "provider_costs", "input", names.inputs, "input")


def input_values(draft: Draft) -> Iterator[Finding]:
    """Find inputs outside what the model allows."""
    if draft.names is None:
        return
    limits = draft.names.inputs
    costs = draft.frame("provider_costs")
    for row, name, value in zip(
        costs.index, costs["input"], costs["value"], strict=True
    ):
        if name in limits and (expected := _outside(float(value), limits[name])):
            yield finding(draft, "provider_costs", int(row), "value", expected)
    rates = draft.frame("rates")
    for name in sorted(set(rates.columns) & set(limits)):
        for row, value in rates[name].items():
            if expected := _outside(float(value), limits[name]):
                yield finding(draft, "rates", int(str(row)), name, expected)


def model_settings(draft: Draft) -> Iterator[Finding]:
    """Find inputs and forecasts of case.toml that the model or the law has not."""
    names, settings = draft.names, draft.settings
    if names is None or settings is None:
        return
    for name, value in settings.model_inputs.items():
        key = f"model_inputs.{name}"
        if name not in names.inputs:
            expected = f"an input of the model {names.model}"
            fix = suggestion_among(name, [*names.inputs]) or _listed(names.inputs)
            yield Finding("case.toml", 0, key, quoted(name), expected, fix)
        elif expected := _outside(value, names.inputs[name]):
            yield Finding("case.toml", 0, key, f"{value:g}", expected)
    for forecast in settings.law.forecast:
        if forecast.name not in names.law:
            fix = suggestion_among(forecast.name, [*names.law])
            expected = f"a parameter of the law that {names.model} reads"
            got, key = quoted(forecast.name), "law.forecast"
            yield Finding("case.toml", 0, key, got, expected, fix)


def _unknown(
    draft: Draft, table: str, column: str, known: Collection[str], noun: str
) -> Iterator[Finding]:
    model = draft.names.model if draft.names else ""
    values = draft.frame(table)[column]
    for row, value in values[~values.isin(list(known)) & (values != "")].items():
        fix = suggestion_among(str(value), [*known]) or _listed(known)
        expected = f"a{'n' if noun == 'input' else ''} {noun} of the model {model}"
        yield finding(draft, table, int(str(row)), column, expected, fix=fix)


def _listed(known: Collection[str]) -> str:
    """List the names that are known, if they are few."""
    return f"Known: {', '.join(sorted(known))}" if len(known) <= _FEW else ""


def _outside(value: float, limits: tuple[float | None, float | None]) -> str:
    """Say what was expected of a value outside its limits; nothing if it is within."""
    least, most = limits
    if least is not None and value < least:
        return f"{least:g} or more"
    if most is not None and value > most:
        return f"at most {most:g}"
    return ""

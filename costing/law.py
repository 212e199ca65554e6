"""Law by day: every dated parameter, and a refusal to guess past what is known."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from costing.errors import InputError, LawError, suggestion
from costing.parameter import Parameter, ParameterValue, read_parameter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from costing.errors import Finding


@dataclass(frozen=True, slots=True)
class Change:
    """A parameter that takes another value on a day."""

    name: str
    day: date
    old: ParameterValue
    new: ParameterValue


@dataclass(frozen=True, slots=True)
class Forecast:
    """A value of the council's own, from a day until the next value.

    Parameters
    ----------
    name : str
    start : date
    value : float
        In the parameter's unit.
    source : str
    """

    name: str
    start: date
    value: float
    source: str = "forecast of this case"


@dataclass(frozen=True, slots=True)
class LawOnDay:
    """The law as it stands on a day; it fails only for what is asked and not known."""

    law: Law
    day: date

    def __getitem__(self, name: str) -> float:
        """Give a value in its unit.

        Raises
        ------
        LawError
            If there is no such parameter, or it is not known on the day.
        """
        return self.record(name).value

    def record(self, name: str) -> ParameterValue:
        """Give a value with its first day, source, unit and flags.

        Raises
        ------
        LawError
            If there is no such parameter, or it is not known on the day.
        """
        return self.law.value_on(name, self.day)


@dataclass(frozen=True, slots=True)
class Law:
    """The dated parameters of a folder of law.

    Parameters
    ----------
    folder : str
        ``england``.
    parameters : mapping of str to Parameter
        By name.
    hold : bool
        Whether the last known value goes on past its time, flagged ``held``.
    """

    folder: str
    parameters: Mapping[str, Parameter]
    hold: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all parameters, sorted."""
        return tuple(sorted(self.parameters))

    def on(self, day: date) -> LawOnDay:
        """Give the law of a day; nothing is looked up until it is asked for."""
        return LawOnDay(self, day)

    def parameter(self, name: str) -> Parameter:
        """Give a parameter with its whole history.

        Raises
        ------
        LawError
            If there is none of that name.
        """
        if name not in self.parameters:
            near = suggestion(name, self.parameters)
            fix = f" {near}?" if near else " fairlot law lists them."
            msg = f'law: no parameter "{name}".{fix}'
            raise LawError(msg)
        return self.parameters[name]

    def value_on(self, name: str, day: date) -> ParameterValue:
        """Give the value of a parameter on a day.

        Raises
        ------
        LawError
            If there is no such parameter, or it is not known on the day.
        """
        known = self.parameter(name)
        past = [value for value in known.values if value.start <= day]
        first, last = known.values[0].start, known.checked_to
        nothing = f"law: no value for {name} on {day}; known"
        if not past:
            fix = known.before or "Add an earlier value with its source."
            msg = f"{nothing} from {first}. {fix}"
            raise LawError(msg)
        value = past[-1]
        if day <= last or value.flag == "forecast":
            return value
        if self.hold and not known.after:
            return replace(value, flag="held")
        fix = known.after or "Add a later value with its source."
        msg = f"{nothing} from {first} to {last}. {fix}"
        raise LawError(msg)

    def changes(self, start: date, end: date) -> tuple[Change, ...]:
        """List what changes in [start, end), by day and name.

        A first value is no change, since what stood before is not known, nor is a
        value that is confirmed. What is not known yet is not listed: ask ``on`` for
        the last day of the span to be told.

        Returns
        -------
        tuple of Change
        """
        found = [
            Change(name, new.start, old, new)
            for name, parameter in self.parameters.items()
            for old, new in itertools.pairwise(parameter.values)
            if start <= new.start < end and old.value != new.value
        ]
        return tuple(sorted(found, key=lambda change: (change.day, change.name)))

    def held(self) -> Law:
        """Give this law with the last known values going on, flagged ``held``."""
        return replace(self, hold=True)

    def with_forecasts(self, forecasts: Iterable[Forecast]) -> Law:
        """Give this law with values of the council's own, flagged ``forecast``.

        A forecast runs until the next value, known or forecast, and has no last day.
        On the first day of a known value it stands in its place.

        Raises
        ------
        LawError
            If a name is not known, a value is not a finite number, or two forecasts
            of one parameter start on one day.
        """
        given = list(forecasts)
        counts = Counter((forecast.name, forecast.start) for forecast in given)
        parameters = dict(self.parameters)
        for forecast in given:
            name, start = forecast.name, forecast.start
            parameter = parameters.get(name) or self.parameter(name)
            if counts[name, start] > 1:
                msg = f"law: two forecasts of {name} from {start}. Keep one."
                raise LawError(msg)
            if not math.isfinite(forecast.value):
                msg = (
                    f"law: forecast of {name} from {start}: got {forecast.value}, "
                    f"expected a finite number in {parameter.unit}."
                )
                raise LawError(msg)
            value = ParameterValue(
                value=float(forecast.value),
                start=start,
                source=forecast.source,
                checked=False,
                unit=parameter.unit,
                flag="forecast",
            )
            others = [known for known in parameter.values if known.start != start]
            ordered = sorted([*others, value], key=lambda known: known.start)
            parameters[name] = replace(parameter, values=tuple(ordered))
        return replace(self, parameters=parameters)


@lru_cache(maxsize=8)
def load_law(folder: str) -> Law:
    """Read a folder of law, strictly: each file one parameter; once in a process.

    Parameters
    ----------
    folder : str
        A folder of ``costing/statute``: ``england``.

    Returns
    -------
    Law

    Raises
    ------
    LawError
        If there is no such folder.
    InputError
        With all that is wrong with all its files.
    """
    statute = files("costing") / "statute"
    folders = {entry.name: entry for entry in statute.iterdir() if entry.is_dir()}
    if folder not in folders:
        near = suggestion(folder, folders)
        known = f"expected one of {', '.join(sorted(folders))}."
        fix = f" {near}?" if near else ""
        msg = f'law: got folder "{folder}", {known}{fix}'
        raise LawError(msg)
    parameters: dict[str, Parameter] = {}
    findings: list[Finding] = []
    for file in sorted(folders[folder].iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".toml"):
            continue
        try:
            parameter = read_parameter(file.read_text(encoding="utf-8"), file.name)
        except InputError as error:
            findings += error.findings
        else:
            parameters[parameter.name] = parameter
    if findings:
        raise InputError(findings)
    return Law(folder, parameters)

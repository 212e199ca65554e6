"""Weekly hours: a rota beside what is bought, where no timetable says when."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from costing.care.packages import SLEEP_IN
from costing.money import nearest, round_to
from costing.rota.hours import WHOLE_NIGHTS
from costing.rota.rosters import PARTS
from costing.rota.week import WEEKDAYS
from scenarios.commitments.incumbents import in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from costing.document.parts import Model
    from costing.rota.rosters import Roster
    from scenarios.case import Case


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """Waking staff hours of an ordinary week in one scheme, in minutes.

    Parameters
    ----------
    scheme : str
    rota : mapping of component to int
        On the rota, by what the shifts are for; weekdays alone.
    bought : mapping of component to int
        Bought by the caseload on the price date: hours times staff of the component.
    """

    scheme: str
    rota: Mapping[str, int]
    bought: Mapping[str, int]


def weekly_hours(
    case: Case, model: Model, rosters: Sequence[Roster], timed: Collection[str]
) -> tuple[WeeklyHours, ...]:
    """Set hours of the week side by side where cover cannot be checked in time.

    Parameters
    ----------
    case : Case
    model : Model
    rosters : sequence of Roster
        Of the rotas.
    timed : collection of str
        Schemes with a timetable, left out.

    Returns
    -------
    tuple of WeeklyHours
        By scheme.
    """
    bought = _bought(case, model)
    found: dict[str, dict[str, Fraction]] = {}
    for one in rosters:
        of_scheme = found.setdefault(one.scheme, {})
        _, kind, component = one.name
        if kind == SLEEP_IN or component in WHOLE_NIGHTS:
            continue
        for day, shifts in one.by_day.items():
            if day in WEEKDAYS:
                minutes = Fraction(int((shifts.staff * shifts.by_clock).sum()), PARTS)
                of_scheme[component] = of_scheme.get(component, Fraction(0)) + minutes
    return tuple(
        WeeklyHours(scheme, _whole(minutes), _whole(bought.get(scheme, {})))
        for scheme, minutes in sorted(found.items())
        if scheme not in timed
    )


def _whole(minutes: Mapping[str, Fraction]) -> dict[str, int]:
    return {name: nearest(value) for name, value in sorted(minutes.items())}


def _bought(case: Case, model: Model) -> dict[str, dict[str, Fraction]]:
    """Add up the staff minutes a week that the caseload buys in each scheme."""
    lines = case.tables["commitments"]
    hourly = {name for name, one in model.components.items() if one.unit == "h"}
    lines = lines[
        in_force(lines, case.settings.price_date)
        & (lines["scheme"] != "")
        & (lines["unit"] == "hours")
        & lines["units_per_week"].notna()
        & lines["component"].isin(hourly)
    ]
    found: dict[str, dict[str, Fraction]] = {}
    for scheme, component, units in zip(
        lines["scheme"], lines["component"], lines["units_per_week"], strict=True
    ):
        staff = Fraction(str(model.components[component].staff))
        of_scheme = found.setdefault(scheme, {})
        minutes = int(round_to(units * 60)) * staff
        of_scheme[component] = of_scheme.get(component, Fraction(0)) + minutes
    return found

"""Steps of an uplift: what law adds on each day on which it changes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from costing.uplifts.calendar import CALENDAR, with_calendar_of
from costing.uplifts.uplift import uplift
from scenarios.rates.rate_units import a_year

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from costing.document.parts import Model
    from costing.engine.pay import Differential
    from costing.law import Change, Law
    from costing.uplifts.uplift import Uplift


@dataclass(frozen=True, slots=True)
class Step:
    """What law adds to all rates of a case from a day on.

    Parameters
    ----------
    day : date or None
        None for what is left: pay that would have risen and fallen again, and pennies
        of yearly sums.
    names : tuple of str
        The dated parameters that change on it, of those that the prices read.
    pence_per_year : int
        Of the rates that tell their hours.
    """

    day: date | None
    names: tuple[str, ...]
    pence_per_year: int


def changes_between(law: Law | None, start: date, end: date) -> tuple[Change, ...]:
    """Give the changes of law after a day, up to and with another."""
    if law is None:
        return ()
    day = timedelta(days=1)
    return tuple(law.changes(start + day, end + day))


class Chain:
    """An uplift taken from one change of law to the next, pay carried on.

    Law of 1 April and law of 6 April are two steps: each is worked out with the law and
    the pay of the day before, so the steps of a rate add up to its whole uplift.

    Parameters
    ----------
    model : Model
    law : Law or None
    start, end : date
    differential : Differential
    """

    def __init__(
        self,
        model: Model,
        law: Law | None,
        start: date,
        end: date,
        differential: Differential,
    ) -> None:
        self.model = model
        self.law = law
        self.start = start
        self.differential = differential
        self.changes = changes_between(law, start, end)
        self.pence: dict[date, int] = defaultdict(int)
        self.names: dict[date, set[str]] = defaultdict(set)
        self.whole = 0

    def add(
        self,
        service: str,
        sets: Sequence[Mapping[str, float]],
        found: Uplift,
        which: NDArray[Any],
        units: Sequence[tuple[int, Fraction | None]],
    ) -> None:
        """Add the rates of a service.

        Parameters
        ----------
        service : str
        sets : sequence of mapping of input to float
        found : Uplift
            Of the whole span.
        which : int64[rate]
            The set of each rate.
        units : sequence of pairs
            The row of each rate, and the units that it buys a year.
        """
        self.whole += _yearly(found, which, units)
        law, now = self.law, self.start
        if law is None:
            return
        first = law.on(now)
        read = {*found.law_from, *found.law_to}
        days: dict[date, set[str]] = defaultdict(set)
        for change in self.changes:
            if change.name in read and change.name not in CALENDAR:
                days[change.day].add(change.name)
        for day in sorted(days):
            step = uplift(
                self.model,
                with_calendar_of(first, law.on(now)),
                with_calendar_of(first, law.on(day)),
                service,
                sets,
                differential=self.differential,
            )
            self.pence[day] += _yearly(step, which, units)
            self.names[day] |= days[day]
            sets = [
                {**one, **{name: float(v[at]) for name, v in step.pay_after.items()}}
                for at, one in enumerate(sets)
            ]
            now = day

    def steps(self) -> tuple[Step, ...]:
        """Give the steps by day, and what they leave of the whole, if anything."""
        found = [
            Step(day, tuple(sorted(self.names[day])), self.pence[day])
            for day in sorted(self.pence)
        ]
        left = self.whole - sum(step.pence_per_year for step in found)
        return (*found, Step(None, (), left)) if left else tuple(found)


def _yearly(
    found: Uplift, which: NDArray[Any], units: Sequence[tuple[int, Fraction | None]]
) -> int:
    rise = (found.price_by_law - found.price_from)[which].tolist()
    pairs = zip(units, rise, strict=True)
    return sum(a_year(many, pence, row) for (row, many), pence in pairs if many)

"""Agreed: lines of the caseload as they are owed by the day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from costing.money import divided
from scenarios.commitments.commitments import priced_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """Days that are reconciled, [start, end)."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Count them."""
        return (self.end - self.start).days


@dataclass(frozen=True, slots=True)
class Agreed:
    """One line of the caseload.

    Parameters
    ----------
    row : int
        Of commitments.csv.
    gross, client, health : int
        Pence a week.
    is_priced : bool
    start, end, price_from : date or None
        None is always, or open.
    """

    row: int
    person: str
    provider: str
    scheme: str
    component: str
    legal_basis: str
    cost_centre: str
    gross: int
    client: int
    health: int
    is_priced: bool
    start: date | None
    end: date | None
    price_from: date | None

    def is_unpriced(self, period: Period) -> bool:
        """Tell whether it holds in a period and says not what it costs."""
        return not self.is_priced and self.days(period.start, period.end) > 0

    def days(self, first: date, last: date) -> int:
        """Count the days of [first, last) on which it holds."""
        begun = first if self.start is None else max(first, self.start)
        ended = last if self.end is None else min(last, self.end)
        return max((ended - begun).days, 0)

    def starts_late(self, period: Period) -> bool:
        """Tell whether days of a period lie before its start."""
        return self.start is not None and self.start > period.start

    def ends_early(self, period: Period) -> bool:
        """Tell whether days of a period lie after its end."""
        return self.end is not None and self.end < period.end


def agreed_lines(commitments: pd.DataFrame) -> tuple[Agreed, ...]:
    """Give the lines of a caseload, in file order.

    Parameters
    ----------
    commitments : DataFrame
    """
    rows = priced_lines(commitments)
    return tuple(
        Agreed(
            row=int(str(row)),
            person=one["person"],
            provider=one["provider"],
            scheme=one["scheme"],
            component=one["component"],
            legal_basis=one["legal_basis"],
            cost_centre=one["cost_centre"],
            gross=int(one["gross_pence"]),
            client=int(one["client_pence"]),
            health=int(one["health_pence"]),
            is_priced=bool(one["is_priced"]),
            start=_day(one["start"]),
            end=_day(one["end"]),
            price_from=_day(one["price_from"]),
        )
        for row, one in rows.to_dict("index").items()
    )


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else value.date()


def owed(weekly_and_days: Iterable[tuple[int, int]]) -> int:
    """Add up weekly pence for days: each line x days / 7, half up."""
    return sum(int(divided(weekly * days, 7)) for weekly, days in weekly_and_days)


def owed_in(lines: Sequence[Agreed], period: Period) -> int:
    """Add up what lines come to in a period, in pence."""
    return owed((line.gross, line.days(period.start, period.end)) for line in lines)

"""Words for what is not explained: what it looks like, and where it is booked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from costing.money import amount
from scenarios.reconciliation.agreed import owed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.reconciliation.agreed import Agreed, Period
    from scenarios.reconciliation.extract import Payment


def hint(lines: Sequence[Agreed], payments: Sequence[Payment], period: Period) -> str:
    """Say what an amount looks like, without taking it for the reason."""
    paid = sum(one.paid_pence for one in payments)
    gross = sum(line.gross for line in lines if line.days(period.start, period.end))
    for days in range(1, period.days + 1):
        if owed([(gross, days)]) == paid:
            return (
                f"it is what {days} of {period.days} days cost: if support was "
                "suspended, give that as reason"
            )
    if gross and paid * 7 % period.days == 0:
        weekly = paid * 7 // period.days
        return f"it is {amount(weekly)} a week, agreed are {amount(gross)}"
    return "no days, shares or prices of the case come to this"


def other_centres(lines: Sequence[Agreed], payments: Sequence[Payment]) -> str:
    """Tell where it is booked, if the commitments name other cost centres only."""
    agreed = {line.cost_centre for line in lines} - {""}
    booked = {one.cost_centre for one in payments} - {""}
    if not agreed or not booked - agreed:
        return ""
    other, own = ", ".join(sorted(booked - agreed)), ", ".join(sorted(agreed))
    return f"booked to {other}, committed to {own}"

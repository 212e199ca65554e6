"""Payments that stand apart from the weekly ones: for empty places, and one-off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from costing.care.packages import ONE_OFF
from costing.money import divided, pence
from scenarios.reconciliation.agreed import owed
from scenarios.reconciliation.claims import Claim
from scenarios.reconciliation.ways import Part

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scenarios.case import Case
    from scenarios.reconciliation.agreed import Agreed, Period
    from scenarios.reconciliation.claims import Claims
    from scenarios.reconciliation.extract import Payment


def void_after(
    payment: Payment, lines: Sequence[Agreed], period: Period, claims: Claims
) -> Part | None:
    """Explain a payment for a place whose tenant has left.

    What the person's lines cost, for a whole number of days after they ended, as far
    as no payment before has used them.

    Parameters
    ----------
    payment : Payment
        With void as its reason.
    lines : sequence of Agreed
        Of its person and provider.
    period : Period
    claims : Claims
    """
    ended = [line for line in lines if line.end is not None and line.end < payment.end]
    if not ended:
        return None
    day = max(line.end for line in ended if line.end is not None)
    last = [line for line in ended if line.end == day]
    subject = ("void", payment.person, payment.provider)
    used = sum(one.count for one in claims.held(subject))
    left = (period.end - max(day, period.start)).days - used
    most = min((payment.end - max(day, payment.start)).days, left)
    for days in range(most, 0, -1):
        if owed((line.gross, days) for line in last) == payment.paid_pence:
            claims.take(subject, Claim(payment.row, days))
            says = f"void: {days} days paid on after support ended on {day}"
            return Part("void", payment.paid_pence, says)
    return None


def void_places(case: Case, payment: Payment, claims: Claims) -> Part | None:
    """Explain a payment for the empty places of a house.

    Its stated background cost over its places, for as many as are empty and for the
    days of the payment since the place is empty, as no payment before has used.

    Parameters
    ----------
    case : Case
    payment : Payment
        With void as its reason, and a scheme.
    claims : Claims
    """
    schemes = case.tables["schemes"]
    found = schemes[schemes["scheme"] == payment.scheme]
    if found.empty:
        return None
    house = found.iloc[0]
    places, cost = house["places"], house["background_gbp_per_week"]
    if np.isnan(places) or np.isnan(cost) or places <= 0:
        return None
    since = house["void_since"]
    first = payment.start
    if since == since:  # noqa: PLR0124 - NaT alone is not itself
        first = max(first, since.date())
    days = (payment.end - first).days
    if days <= 0:
        return None
    weekly, subject = int(pence(cost)), ("place", payment.scheme)
    left = int(places - house["occupied_places"])
    left -= claims.most(subject, first, payment.end)
    for empty in range(1, left + 1):
        top, bottom = weekly * empty * days, 7 * int(places)
        if int(divided(top, bottom)) == payment.paid_pence:
            claims.take(subject, Claim(payment.row, empty, first, payment.end))
            noun = "place" if empty == 1 else "places"
            says = f"void: {empty} empty {noun} of {int(places)} in {payment.scheme}, "
            says += f"{days} days of its background cost"
            return Part("void", payment.paid_pence, says)
    return None


def once_pence(case: Case) -> Mapping[str, int]:
    """Give what is to be paid once for each person, from packages.csv."""
    packages = case.tables["packages"]
    once = packages[packages["component"] == ONE_OFF]
    amounts = pence(once["quantity"] / once["shared_by"])
    totals: dict[str, int] = {}
    for person, amount in zip(once["referral"], amounts.tolist(), strict=True):
        totals[person] = totals.get(person, 0) + amount
    return totals

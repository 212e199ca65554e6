"""Double pay: what all funders buy for a house, beside its rota of a week."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from costing.care.packages import SLEEP_IN
from costing.rota.nights import is_waking_night
from costing.rota.week import WEEKDAYS
from costing.schemes.double_pay import (
    NIGHTS,
    Quantity,
    Support,
    compare,
    drawn_from_core,
)
from costing.schemes.tolerance import delivered
from scenarios.market.prices import prices_if_known
from scenarios.schemes.house import DoublePay, Missing
from scenarios.schemes.support import exact, unit_costs
from scenarios.schemes.tenants import commitments_now, tenants_now

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import pandas as pd

    from costing.schemes.double_pay import Compared
    from scenarios.case import Case
    from scenarios.schemes.support import Housed, UnitCosts


@dataclass(frozen=True, slots=True)
class Week:
    """An ordinary week of one scheme: what is bought, beside its rota.

    Parameters
    ----------
    scheme : str
    rows : tuple of Compared
        By kind of support; none where nothing is bought nor on the rota.
    """

    scheme: str
    rows: tuple[Compared, ...]


def ordinary_weeks(case: Case, schemes: Collection[str]) -> tuple[Week, ...]:
    """Set what is bought on the price date beside the rotas of schemes.

    Parameters
    ----------
    case : Case
    schemes : collection of str

    Returns
    -------
    tuple of Week
        By scheme. The same as their double pay, by the same function.
    """
    if not schemes:
        return ()
    prices, _ = prices_if_known(case)
    lines, rotas = commitments_now(case, None), case.tables["rotas"]
    rows = case.tables["schemes"]
    found = []
    for row in rows[rows["scheme"].isin(list(schemes))].to_dict("records"):
        scheme = row["scheme"]
        costs = unit_costs(case, row, prices)
        people = tenants_now(lines[lines["scheme"] == scheme], costs)
        shifts = rotas[rotas["scheme"] == scheme]
        found.append(Week(scheme, beside_rota(shifts, people, costs)))
    return tuple(sorted(found, key=lambda one: one.scheme))


def beside_rota(
    rotas: pd.DataFrame, people: Sequence[Housed], costs: UnitCosts
) -> tuple[Compared, ...]:
    """Set what is bought for people beside a rota, in an ordinary week.

    A waking shift on background is a waking night where waking nights are bought and
    it is one by its hours.

    Parameters
    ----------
    rotas : DataFrame
        Of their scheme.
    people : sequence of Housed
    costs : UnitCosts
    """
    bought: dict[Support, Quantity] = {}
    for one in people:
        for support, quantity in one.bought.items():
            bought[support] = bought.get(support, Quantity()) + quantity
    prices = {
        support: price
        for support in Support
        if (price := costs.staff_pence(support)) is not None
    }
    return compare(bought, _on_rota(_ordinary(rotas), bought), prices)


def double_pay_part(
    rotas: pd.DataFrame, people: Sequence[Housed], costs: UnitCosts
) -> DoublePay | Missing:
    """Tell what of a house may be paid twice.

    The tolerance is of the waking kinds that the rota holds.

    Parameters
    ----------
    rotas : DataFrame
        Of the scheme.
    people : sequence of Housed
    costs : UnitCosts
    """
    ordinary = _ordinary(rotas)
    if ordinary.empty:
        return Missing("double_pay", "it has no rota of an ordinary week")
    if not any(one.bought for one in people):
        return Missing("double_pay", "no hours or nights are bought for anybody there")
    rows = beside_rota(rotas, people, costs)
    waking = [row for row in rows if row.support not in NIGHTS and row.on_rota]
    buys = sum((row.bought for row in waking), Fraction(0))
    has = sum((row.on_rota for row in waking), Fraction(0))
    return DoublePay(
        rows,
        drawn_from_core(rows),
        bool((ordinary["component"] != Support.CORE).any()),
        delivered(buys, has),
        has / buys if buys else None,
    )


def _ordinary(rotas: pd.DataFrame) -> pd.DataFrame:
    return rotas[rotas["day"].isin(WEEKDAYS)]


def _on_rota(
    shifts: pd.DataFrame, bought: Mapping[Support, Quantity]
) -> dict[Support, Fraction]:
    """Add up hours of staff and nights of an ordinary week by what they are for."""
    found: dict[Support, Fraction] = {}
    for row in shifts.to_dict("records"):
        start, end, staff = int(row["start"]), int(row["end"]), exact(row["staff"])
        length = (end - start) % 1440 or 1440
        hours = staff * Fraction(length, 60)
        night_bought = Support.WAKING_NIGHT in bought
        if row["kind"] == SLEEP_IN:
            support, units = Support.SLEEP_IN, staff
        elif row["component"] == Support.WAKING_NIGHT or (
            row["component"] == Support.CORE
            and night_bought
            and is_waking_night(start, start + length)
        ):
            support, units = Support.WAKING_NIGHT, staff
        elif row["component"] in set(Support):
            support, units = Support(row["component"]), hours
        else:
            continue
        found[support] = found.get(support, Fraction(0)) + units
    return found

"""Tenants: who lives in each scheme, with what support, and who pays for it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from costing.care.packages import BACKGROUND, ONE_OFF
from costing.money import nearest
from costing.schemes.double_pay import NIGHTS, Quantity, Support
from costing.schemes.funding import FundedLine
from costing.schemes.shares import share
from costing.schemes.sharing import Tenant
from scenarios.commitments.commitments import priced_lines
from scenarios.commitments.incumbents import given_out, in_force
from scenarios.schemes.support import (
    Housed,
    added,
    alone_pence,
    assessed_minutes,
    exact,
    units_of,
    unknown,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from scenarios.case import Case
    from scenarios.outcome import Outcome
    from scenarios.schemes.support import Line, UnitCosts


def commitments_now(case: Case, outcome: Outcome | None) -> pd.DataFrame:
    """Give the lines that hold on the price date, of those who are in a scheme.

    Parameters
    ----------
    case : Case
    outcome : Outcome or None
        With a plan: who is given out anew and placed has left.

    Returns
    -------
    DataFrame
        As :func:`scenarios.commitments.commitments.priced_lines`.
    """
    rows = case.tables["commitments"]
    stays = in_force(rows, case.settings.price_date)
    if outcome is not None:
        leaves = given_out(rows, case.tables["providers"])
        placed = rows["person"].isin(outcome.allocation.placements["referral"])
        stays &= ~(leaves & placed.to_numpy(dtype=bool))
    return priced_lines(rows[stays & (rows["scheme"] != "").to_numpy(dtype=bool)])


def tenants_now(rows: pd.DataFrame, costs: UnitCosts) -> list[Housed]:
    """Give the people whom the caseload knows in one scheme.

    Parameters
    ----------
    rows : DataFrame
        Of :func:`commitments_now`, of one scheme.
    costs : UnitCosts

    Returns
    -------
    list of Housed
        By person.
    """
    return [
        _tenant(str(person), of.to_dict("index"), costs)
        for person, of in rows.groupby("person", sort=True)
    ]


def _tenant(person: str, rows: Mapping[Any, Any], costs: UnitCosts) -> Housed:
    bought: dict[Support, Quantity] = {}
    missing = []
    for row, line in rows.items():
        units, gross = units_of(line), int(line["gross_pence"])
        if line["component"] not in set(Support):
            continue
        if units is None:
            missing.append(unknown(int(row), line))
        else:
            worth = _worth(line["component"], units, gross, costs)
            bought = added(bought, line["component"], worth, gross)
    lines = list(rows.values())
    return Housed(
        Tenant(person, assessed_minutes(lines), alone_pence(lines, costs)),
        tuple(_funded(line) for line in lines),
        bought,
        tuple(missing),
    )


def _worth(component: str, units: Fraction, gross: int, costs: UnitCosts) -> Fraction:
    """Give staff hours, or nights by what is paid for: a night may be shared."""
    if component not in NIGHTS:
        return units * costs.staff(component)
    whole = costs.pence(component)
    return Fraction(gross, whole) if whole and gross else units


def _funded(line: Line) -> FundedLine:
    says = not np.isnan(line["health_gbp"]) and line["is_priced"]
    return FundedLine(
        line["person"],
        line["component"],
        line["legal_basis"],
        int(line["gross_pence"]),
        int(line["health_pence"]) if says else None,
        contribution_pence=int(line["client_pence"]),
    )


def tenants_placed(
    case: Case, outcome: Outcome, scheme: str, costs: UnitCosts
) -> list[Housed]:
    """Give the people whom a plan places in one scheme.

    What is paid for each is the price of their offer, shared over the lines of their
    package in proportion to what the cost model makes of them; where the background
    is apart, over the others. Without a package it is one line of the council's.

    Parameters
    ----------
    case : Case
    outcome : Outcome
    scheme : str
    costs : UnitCosts

    Returns
    -------
    list of Housed
        By person.
    """
    placed = outcome.allocation.placements
    within = outcome.market.offers["core_included"]
    packages = case.tables["packages"]
    packages = packages[packages["component"] != ONE_OFF]
    people = []
    for row in placed[placed["scheme"] == scheme].to_dict("records"):
        mine = packages[packages["referral"] == row["referral"]].to_dict("records")
        apart = not bool(within.loc[row["offer_row"]])
        lines = [_needed(one) for one in mine]
        people.append(_placed(row, lines, costs, apart=apart))
    return sorted(people, key=lambda one: one.person)


def _needed(package: Mapping[Any, Any]) -> Line:
    """Give a line of a package as one of commitments: background by the person's part.

    A night is one that the person needs, however many share it.
    """
    shared_by = exact(package["shared_by"])
    is_core = package["component"] == BACKGROUND
    quantity = exact(package["quantity"])
    return {
        "component": package["component"],
        "unit": "nights" if package["component"] in NIGHTS else "hours",
        "units_per_week": float(quantity / shared_by if is_core else quantity),
        "funder": package["funder"],
        "bought": quantity / shared_by,
    }


def _placed(
    row: Mapping[Any, Any], lines: Sequence[Line], costs: UnitCosts, *, apart: bool
) -> Housed:
    person, price = str(row["referral"]), int(row["price_pence"])
    core = [one for one in lines if one["component"] == BACKGROUND]
    paid = [one for one in lines if not (apart and one["component"] == BACKGROUND)]
    amounts = [_modelled(one, costs) for one in paid]
    bought: dict[Support, Quantity] = {}
    if apart:
        for one in core:
            pence = _modelled(one, costs)
            bought = added(bought, BACKGROUND, one["bought"], pence)
    parts = share(price, amounts).tolist() if sum(amounts) else [price]
    if not sum(amounts):
        paid = [{"component": "", "funder": "council", "bought": Fraction(0)}]
    for one, pence in zip(paid, parts, strict=True):
        units = one["bought"] * costs.staff(one["component"])
        bought = added(bought, one["component"], units, pence)
    return Housed(
        Tenant(person, assessed_minutes(lines), alone_pence(lines, costs), is_new=True),
        tuple(
            FundedLine(
                person,
                one["component"],
                "",
                pence,
                pence if one["funder"] == "health" else 0,
                pence if one["funder"] == "client" else 0,
            )
            for one, pence in zip(paid, parts, strict=True)
        ),
        bought,
    )


def _modelled(line: Line, costs: UnitCosts) -> int:
    """Give what the model makes of a line of a package, in the default band."""
    unit = costs.pence(line["component"]) or 0
    return nearest(line["bought"] * unit * costs.staff(line["component"]))

"""Houses: every scheme of a case, with its shares, voids, funding and double pay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from costing.errors import Finding, InputError, quoted
from costing.money import amount, pence
from costing.schemes.sharing import Rule, Tenant
from costing.sheets.cells import suggestion_among
from scenarios.market.prices import prices_if_known
from scenarios.market.remarks import price_remarks
from scenarios.schemes.double_pay import double_pay_part
from scenarios.schemes.house import House, Missing, Shared, Voids
from scenarios.schemes.parts import (
    absence_parts,
    charge_remarks,
    funded_part,
    shared_parts,
    void_part,
)
from scenarios.schemes.support import Housed, unit_costs
from scenarios.schemes.tenants import commitments_now, tenants_now, tenants_placed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from fractions import Fraction

    from scenarios.case import Case
    from scenarios.market.prices import Prices
    from scenarios.outcome import Outcome

_UNNAMED: Final = 100
"""People of one house whom no table names that are told one by one."""


@dataclass(frozen=True, slots=True)
class Houses:
    """The schemes of a case on its price date.

    Parameters
    ----------
    day, until : date
        The price date, and the day that ledgers go up to.
    with_plan : bool
        People whom a plan places are told as living there.
    health_share : Fraction or None
        The fixed share of health that was asked for.
    houses : tuple of House
        In the order of schemes.csv.
    notes : tuple of str
    """

    day: date
    until: date
    with_plan: bool
    health_share: Fraction | None
    houses: tuple[House, ...]
    notes: tuple[str, ...]


def houses_of(
    case: Case,
    *,
    outcome: Outcome | None = None,
    only: Sequence[str] = (),
    until: date | None = None,
    health_share: Fraction | None = None,
) -> Houses:
    """Tell of each scheme what it costs, who carries it, and what is paid twice.

    Parameters
    ----------
    case : Case
    outcome : Outcome, optional
        With a plan: who it places is told as living there.
    only : sequence of str
        Schemes; all of them if none is named.
    until : date, optional
        Ledgers go up to this day; the price date if absent.
    health_share : Fraction, optional
        In [0, 1]: funding by one fixed share is told beside that by line.

    Returns
    -------
    Houses

    Raises
    ------
    InputError
        With every cell that contradicts another, and every scheme that is not known.
    """
    schemes = case.tables["schemes"]
    _refuse_unknown(schemes["scheme"].tolist(), only)
    chosen = schemes[schemes["scheme"].isin(only)] if only else schemes
    prices, notes = prices_if_known(case)
    before, lines = commitments_now(case, None), commitments_now(case, outcome)
    _refuse_parts_above(case, lines[lines["scheme"].isin(chosen["scheme"])])
    day = case.settings.price_date
    people: dict[str, list[Housed]] = {}
    findings: list[Finding] = []
    for row, one in chosen.to_dict("index").items():
        mine = lines[lines["scheme"] == one["scheme"]]
        costs = unit_costs(case, one, prices, mine)
        here = tenants_now(mine, costs)
        if outcome is not None:
            here += tenants_placed(case, outcome, one["scheme"], costs)
        unnamed = _unnamed(one, before[before["scheme"] == one["scheme"]])
        if unnamed > _UNNAMED:
            findings.append(_too_many_unnamed(int(str(row)), one, unnamed))
            unnamed = 0
        here += [Housed(Tenant(f"unnamed {at}")) for at in range(1, unnamed + 1)]
        findings += _too_many(int(str(row)), one, here)
        people[one["scheme"]] = sorted(here, key=lambda each: each.person)
    if findings:
        with case.told():
            raise InputError(findings)
    return Houses(
        day,
        until or day,
        outcome is not None,
        health_share,
        tuple(
            _house(
                case,
                one,
                people[one["scheme"]],
                prices,
                until=until or day,
                health_share=health_share,
            )
            for one in chosen.to_dict("records")
        ),
        (*notes, *_line_notes(case, chosen["scheme"])),
    )


def _line_notes(case: Case, schemes: pd.Series[str]) -> Iterator[str]:
    rows = case.tables["commitments"]
    return price_remarks(rows[rows["scheme"].isin(schemes)], case.settings.price_date)


def _refuse_unknown(known: list[str], only: Sequence[str]) -> None:
    findings = [
        Finding(
            "schemes.csv",
            0,
            "scheme",
            quoted(name),
            "a scheme of the case",
            suggestion_among(name, known),
        )
        for name in only
        if name not in known
    ]
    if findings:
        raise InputError(findings)


def _refuse_parts_above(case: Case, lines: pd.DataFrame) -> None:
    """Refuse a line of which others pay more than it costs."""
    over = lines[(lines["council_pence"] < 0) & lines["is_priced"]]
    findings = []
    for row, line in over.to_dict("index").items():
        column, beside = "client_contribution_gbp", "what health pays"
        if line["health_pence"] > 0:
            column, beside = "health_gbp", "the contribution"
        findings.append(
            Finding(
                "commitments.csv",
                int(str(row)),
                column,
                f"{line[column]:.2f}",
                f"with {beside} at most {amount(int(line['gross_pence']))}, what the "
                "line costs a week",
            )
        )
    if findings:
        with case.told():
            raise InputError(findings)


def _unnamed(row: Mapping[Any, Any], lines: pd.DataFrame) -> int:
    """Count those who live there by occupied_places and stand in no line."""
    return max(int(row["occupied_places"]) - lines["person"].nunique(), 0)


def _too_many_unnamed(row: int, one: Mapping[Any, Any], unnamed: int) -> Finding:
    return Finding(
        "schemes.csv",
        row,
        "occupied_places",
        f'"{int(one["occupied_places"])}"',
        f"at most {_UNNAMED} people whom commitments.csv does not name, not {unnamed}",
    )


def _too_many(
    row: int, one: Mapping[Any, Any], people: Sequence[Housed]
) -> Iterator[Finding]:
    if not np.isnan(one["places"]) and len(people) > int(one["places"]):
        yield Finding(
            "schemes.csv",
            row,
            "places",
            f'"{int(one["places"])}"',
            f"at least {len(people)}, since {len(people)} people live there",
            "Mend places, or the commitments that name this scheme",
        )


def _house(
    case: Case,
    row: Mapping[Any, Any],
    people: list[Housed],
    prices: Prices | None,
    *,
    until: date,
    health_share: Fraction | None,
) -> House:
    """Tell one scheme, and what of it cannot be told."""
    scheme = row["scheme"]
    places = None if np.isnan(row["places"]) else int(row["places"])
    cost, cost_from, missing = _cost(row, prices)
    shared: dict[Rule, Shared] = {}
    if cost is not None:
        shared, lacking = shared_parts(cost, people, places)
        missing += lacking
    if places is None:
        missing.append(
            Missing("places", "no commissioned places are stated: its people count")
        )
    voids = void_part(row, cost, people, until)
    funded = funded_part(people, health_share)
    if funded is None:
        missing.append(Missing("funding", "no table names who lives there"))
    rotas = case.tables["rotas"]
    costs = unit_costs(case, row, prices)
    double = double_pay_part(rotas[rotas["scheme"] == scheme], people, costs)
    missing += [one for one in (voids, double) if isinstance(one, Missing)]
    return House(
        scheme=scheme,
        provider=row["provider"],
        cost_pence=cost,
        cost_from=cost_from,
        places=places,
        people=tuple(people),
        shared=shared,
        voids=voids if isinstance(voids, Voids) else None,
        absences=absence_parts(case.tables["absences"], people, until),
        funded=funded,
        double_pay=None if isinstance(double, Missing) else double,
        missing=tuple(missing),
        remarks=(
            *_remarks(row, people, places),
            *charge_remarks(people, shared),
        ),
    )


def _cost(
    row: Mapping[Any, Any], prices: Prices | None
) -> tuple[int | None, str, list[Missing]]:
    stated = row["background_gbp_per_week"]
    if not np.isnan(stated):
        return int(pence(stated)), "stated", []
    if prices is not None and row["scheme"] in prices.rotas:
        return prices.rotas[row["scheme"]], "rota", []
    why = "no background cost is stated and there is no rota that can be priced"
    if not row["provider"]:
        why = "it has no provider: the house is let as a whole, see scheme_offers"
    return None, "", [Missing("cost", why)]


def _remarks(
    row: Mapping[Any, Any], people: Sequence[Housed], places: int | None
) -> Iterator[str]:
    unnamed = sum(1 for one in people if not one.lines)
    if unnamed:
        yield (
            f"{unnamed} of those who live there by occupied_places stand in no line of "
            "commitments that holds; they share, and nothing else is known of them."
        )
    settled = sum(1 for one in people if not one.tenant.is_new)
    if settled > int(row["occupied_places"]):
        yield (
            f"commitments.csv names {settled} who live there, occupied_places says "
            f"{int(row['occupied_places'])}; those who are named count."
        )
    is_full = places is not None and settled >= places
    if is_full and not pd.isna(row["void_since"]):
        yield "void_since says that a place is empty, and none is."
    if not is_full and not pd.isna(row["void_since"]) and not row["void_rule"]:
        yield "A place is empty, and no void_rule says who bears it."

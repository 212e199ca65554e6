"""Parts: shares, voids, absences and funding of one house."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from costing.schemes.absences import absence_ledger, retainer_steps
from costing.schemes.funding import Funding, by_line, by_share
from costing.schemes.occupancy import one_fewer, one_more
from costing.schemes.sharing import Rule, sharing, why_not
from costing.schemes.voids import void_ledger, void_steps
from scenarios.schemes.house import (
    Absence,
    Funded,
    Missing,
    Shared,
    Voids,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from fractions import Fraction

    from scenarios.schemes.support import Housed

_SHOWN: Final = 3


def shared_parts(
    cost: int, people: Sequence[Housed], places: int | None
) -> tuple[dict[Rule, Shared], list[Missing]]:
    """Share a cost by every rule that can be used, and say why others cannot.

    Parameters
    ----------
    cost : int
    people : sequence of Housed
    places : int or None

    Returns
    -------
    tuple of dict and list
    """
    tenants = [one.tenant for one in people]
    found, missing = {}, []
    for rule in Rule:
        if why := why_not(rule, tenants):
            cells = tuple(cell for one in people for cell in one.missing)
            missing.append(Missing(rule, why, cells))
            continue
        now = sharing(rule, cost, tenants, places)
        more = one_more(rule, cost, tenants, places) if tenants else {}
        found[rule] = Shared(now, more, one_fewer(rule, cost, tenants, places))
    return found, missing


def void_part(
    row: Mapping[Any, Any],
    cost: int | None,
    people: Sequence[Housed],
    until: date,
) -> Voids | Missing | None:
    """Tell the empty places of a scheme week by week; None where there are none.

    A plan is yet to be carried out: who it places has not lived there so far.

    Parameters
    ----------
    row : mapping
        Of schemes.
    cost : int or None
    people : sequence of Housed
    until : date
    """
    settled = [one.tenant for one in people if not one.tenant.is_new]
    if np.isnan(row["places"]):
        return Missing("voids", "no commissioned places are stated")
    places = int(row["places"])
    if len(settled) >= places:
        return None
    if cost is None:
        return Missing("voids", "its background cost is not known")
    if pd.isna(row["void_since"]):
        return Missing("voids", "void_since does not say since when a place is empty")
    since = row["void_since"].date()
    if since >= until:
        return Missing("voids", f"no place has been empty before {until}")
    weeks = void_ledger(
        cost,
        sharing(Rule.PLACES, cost, settled, places).void_pence,
        [one.person for one in settled],
        steps=void_steps(row["void_rule"]),
        since=since,
        until=until,
    )
    return Voids(since, until, row["void_rule"], weeks)


def absence_parts(
    rows: pd.DataFrame, people: Sequence[Housed], until: date
) -> tuple[Absence, ...]:
    """Tell what is paid for those who are or were away, week by week.

    Parameters
    ----------
    rows : DataFrame
        Of absences, of anybody.
    people : sequence of Housed
    until : date
        An absence without an end is told up to this day.
    """
    weekly = {one.person: one.gross_pence for one in people}
    mine = rows[rows["person"].isin(weekly)].sort_values(["person", "start"])
    found = []
    for row in mine.to_dict("records"):
        start = row["start"].date()
        end = until if pd.isna(row["end"]) else min(row["end"].date(), until)
        steps = retainer_steps(row["retainer"])
        weeks = absence_ledger(weekly[row["person"]], steps, start, end)
        if weeks:
            found.append(
                Absence(
                    row["person"], start, end, row["reason"], row["retainer"], weeks
                )
            )
    return tuple(found)


def funded_part(
    people: Sequence[Housed], health_share: Fraction | None
) -> Funded | None:
    """Tell who pays for the people of a scheme; None where nobody has a line."""
    known = [one for one in people if one.lines]
    if not known:
        return None
    by_person = {one.person: by_line(one.lines) for one in known}
    fixed: dict[str, Funding] = {}
    if health_share is not None:
        fixed = {one.person: by_share(one.lines, health_share) for one in known}
    return Funded(
        by_person,
        sum(by_person.values(), Funding()),
        None if health_share is None else sum(fixed.values(), Funding()),
        fixed,
        {
            one.person: tuple(
                sorted({line.legal_basis for line in one.lines if line.legal_basis})
            )
            for one in known
        },
    )


def charge_remarks(
    people: Sequence[Housed], shared: Mapping[Rule, Shared]
) -> Iterator[str]:
    """Say by which rules whom would carry more than their own care costs.

    Source: Care Act 2014, section 14(4): a charge may cover only what it costs to meet
    the needs of the person who is charged.
    """
    alone = {one.person: one.tenant.alone_pence for one in people}
    told = []
    for rule, found in shared.items():
        over = [
            person
            for person, pence in found.now.shares.items()
            if (cap := alone[person]) is not None and pence > cap
        ]
        if over:
            more = f" and {len(over) - _SHOWN} more" if len(over) > _SHOWN else ""
            told.append(f"by {rule} {', '.join(over[:_SHOWN])}{more}")
    if told:
        yield (
            f"Above what the same support costs alone: {'; '.join(told)}. A funder may "
            "carry that; a charge may cover only what the person's own needs cost "
            "(Care Act 2014, section 14(4))."
        )

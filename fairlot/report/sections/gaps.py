"""Gaps in the market: for each lot and area who waits, who offers, what is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fairlot.report.figures import count, decimal, listed, plain, several
from fairlot.report.names import lot_titles, or_nothing
from fairlot.report.parts import Cell, Column, Table
from fairlot.report.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from scenarios.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Gap:
    """One lot in one area.

    Parameters
    ----------
    lot, area : str
    people, placed, offers, eligible : int
        Referrals, those placed, offers for them, offers that may be chosen.
    providers : int
        Who has made an eligible offer.
    hours_left : float
        What those have left a week after the plan, of providers with a limit.
    most_left : float
        What the one of them has left that has most.
    least_asked : float
        Hours a week of the person there who needs least.
    without_limit : int
        Those that state no limit of hours.
    voids : float
        Places left in homes of the area after the plan.
    """

    lot: str
    area: str
    people: int
    placed: int
    offers: int
    eligible: int
    providers: int
    hours_left: float
    most_left: float
    least_asked: float
    without_limit: int
    voids: float

    @property
    def is_full(self) -> bool:
        """Tell whether nobody who offers has the hours for one more such person."""
        return not self.without_limit and self.most_left < self.least_asked

    @property
    def words(self) -> str:
        """Say what is short; empty where nothing is."""
        if not self.offers:
            return "Nobody offers."
        if not self.eligible:
            return "Nobody who offers may be chosen."
        told = []
        missing = self.people - self.placed
        if missing:
            told.append(f"{several(missing, 'person', 'people')} not placed")
        if self.is_full:
            told.append("nobody who offers has the hours for one more")
        text = "; ".join(told)
        return f"{text[:1].upper()}{text[1:]}." if text else ""


@dataclass(frozen=True, slots=True)
class Gaps:
    """The market by lot and area."""

    says: str
    table: Table


def gaps(outcome: Outcome) -> Gaps | None:
    """Lay out the market by lot and area; nothing where nobody waits or no plan is."""
    if not outcome.has_plan or outcome.market.referrals.empty:
        return None
    cells = tuple(gaps_of(outcome))
    return Gaps(_says(cells), _table(outcome, cells))


def gaps_of(outcome: Outcome) -> Iterator[Gap]:
    """Give each lot and area in which somebody waits, in the order of lots."""
    referrals, pairs = outcome.market.referrals, outcome.allocation.pairs
    placed = set(outcome.allocation.placements["referral"])
    left, voids = _hours_left(outcome.allocation.limits), _voids(outcome)
    asked = dict(
        zip(referrals["referral"], referrals["hours_per_week"].tolist(), strict=True)
    )
    order = {lot.lot: place for place, lot in enumerate(outcome.market.lots)}
    by_person = pairs.groupby("referral")
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows_of(referrals):
        found.setdefault((row.lot, row.area), []).append(row.referral)
    for lot, area in sorted(found, key=lambda one: (order.get(one[0], 0), one)):
        people = found[lot, area]
        mine = pairs.loc[
            [row for one in people for row in by_person.groups.get(one, ())]
        ]
        able = mine[mine["state"] != "refused"]
        who = sorted(set(able["provider"]))
        room = [left.get((one, lot), left.get((one, ""))) for one in who]
        known = [
            min(hours, left.get((one, ""), hours))
            for one, hours in zip(who, room, strict=True)
            if hours is not None
        ]
        yield Gap(
            lot=lot,
            area=area,
            people=len(people),
            placed=sum(one in placed for one in people),
            offers=len(mine),
            eligible=len(able),
            providers=len(who),
            hours_left=sum(known),
            most_left=max(known, default=0.0),
            least_asked=min(asked[one] for one in people),
            without_limit=len(who) - len(known),
            voids=voids.get(area, 0.0),
        )


def _hours_left(limits: pd.DataFrame) -> dict[tuple[str, str], float]:
    """Give the hours left by provider and lot; lot "" for all lots together."""
    rows = limits[
        (limits["kind"] == "hours")
        & (limits["provider"] != "")
        & (limits["scheme"] == "")
    ]
    keys = zip(rows["provider"], rows["lot"], strict=True)
    return dict(zip(keys, rows["left"].tolist(), strict=True))


def _voids(outcome: Outcome) -> dict[str, float]:
    """Give the places left in homes by their area."""
    areas = outcome.market.schemes.set_index("scheme")["area"].to_dict()
    limits = outcome.allocation.limits
    rows = limits[(limits["kind"] == "places") & (limits["scheme"] != "")]
    found: dict[str, float] = {}
    for row in rows_of(rows.drop_duplicates("scheme")):
        area = areas.get(row.scheme, "")
        found[area] = found.get(area, 0.0) + max(0.0, float(row.left))
    return found


def _says(cells: tuple[Gap, ...]) -> str:
    none = [cell for cell in cells if not cell.eligible]
    spent = [cell for cell in cells if cell.eligible and cell.is_full]
    short = [cell for cell in cells if cell.placed < cell.people]
    text = f"People wait in {several(len(cells), 'lot and area', 'lots and areas')}. "
    told = []
    if none:
        told.append(f"nobody can be chosen in {_named(none)}")
    if spent:
        told.append(f"nobody who offers has the hours for one more in {_named(spent)}")
    if short:
        told.append(f"somebody is not placed in {_named(short)}")
    if not told:
        return (
            text
            + "In each of them everybody is placed, and there is room for one more."
        )
    first = "; ".join(told)
    return f"{text}{first[:1].upper()}{first[1:]}."


def _named(cells: list[Gap]) -> str:
    names = [f"lot {cell.lot} {cell.area}".strip() for cell in cells[:6]]
    if len(cells) > 6:
        names.append(f"{count(len(cells) - 6)} more")
    return listed(names)


def _table(outcome: Outcome, cells: tuple[Gap, ...]) -> Table:
    titles = lot_titles(outcome.market)
    sums: dict[str, Any] = {
        name: sum(getattr(cell, name) for cell in cells)
        for name in ("people", "placed", "offers", "eligible")
    }
    rows = tuple(
        (
            titles.get(cell.lot, cell.lot),
            or_nothing(cell.area),
            count(cell.people),
            count(cell.placed),
            decimal(cell.offers / cell.people, 1),
            decimal(cell.eligible / cell.people, 1),
            _left(cell),
            plain(cell.voids),
            cell.words,
        )
        for cell in cells
    )
    return Table(
        "gaps",
        "The market by lot and area",
        (
            Column("Lot"),
            Column("Area"),
            Column("People", "number"),
            Column("Placed", "number"),
            Column("Offers each", "number"),
            Column("Eligible each", "number"),
            Column("Hours left", "number"),
            Column("Voids", "number"),
            Column("What is short", "words"),
        ),
        rows,
        total=(
            "All",
            "",
            count(sums["people"]),
            count(sums["placed"]),
            decimal(sums["offers"] / sums["people"], 1),
            decimal(sums["eligible"] / sums["people"], 1),
            "",
            "",
            "",
        ),
        note="Offers each: offers a person. Hours left: a week, after this plan, with "
        "all providers that made an eligible offer there; one that offers in several "
        "areas counts in each, so they do not add up. Voids: places left in homes of "
        "the area, whoever runs them, and for all lots.",
    )


def _left(cell: Gap) -> Cell:
    who = several(cell.providers, "provider")
    if not cell.providers:
        return Cell(or_nothing(""))
    if cell.without_limit == cell.providers:
        return Cell("no limit", under=who)
    under = who
    if cell.without_limit:
        under += f", {count(cell.without_limit)} without a limit"
    return Cell(decimal(cell.hours_left), under=under)

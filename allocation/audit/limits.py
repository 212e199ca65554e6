"""Limits recomputed: hours, places, shares, budgets, and who may not share a home."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from allocation.audit.book import blank, exact, minutes, pence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocation.audit.book import Book, Key, Row


@dataclass(frozen=True, slots=True)
class Share:
    """What a share cap is a share of.

    Attributes
    ----------
    cap : Fraction
    held : int
        Minutes of everybody's commitments.
    total : int
        Those and the minutes of the plan.
    """

    cap: Fraction
    held: int
    total: int


@dataclass(frozen=True, slots=True)
class Line:
    """One limit and what the plan makes of it, in minutes, people or pence.

    Attributes
    ----------
    kind : str
        ``hours``, ``places``, ``share`` or ``budget``.
    provider, lot, scheme : str
        Whose limit; empty where it is not by that.
    before : int
        Taken by commitments.
    used : int
        Taken by the plan.
    room : Fraction
        What commitments leave; a whole number but for a share.
    limit : Fraction
        As stated, over commitments and plan together.
    share : Share or None
        Of a share cap.
    """

    kind: str
    provider: str
    lot: str
    scheme: str
    before: int
    used: int
    room: Fraction
    limit: Fraction
    share: Share | None = None


def lines(book: Book, chosen: Sequence[Key]) -> list[Line]:
    """Give every limit with what the plan takes of it.

    Parameters
    ----------
    book : Book
    chosen : sequence of Key
        The offers that the plan accepts.

    Returns
    -------
    list of Line
    """
    return [
        *_of_providers(book, chosen),
        *_of_schemes(book, chosen),
        *_of_shares(book, chosen),
        *_of_budgets(book, chosen),
    ]


def cost(book: Book, chosen: Sequence[Key]) -> int:
    """Give a plan's cost a week in pence, each background once.

    Parameters
    ----------
    book : Book
    chosen : sequence of Key

    Returns
    -------
    int
    """
    opens = {
        key[2] for key in chosen if key[2] and not book.offers[key]["core_included"]
    }
    return sum(int(book.offers[key]["price_pence"]) for key in chosen) + sum(
        int(book.schemes[name]["background_pence"])
        for name in opens
        if not book.schemes[name]["already_running"]
    )


def sharing(book: Book, chosen: Sequence[Key]) -> Iterator[str]:
    """Tell of each scheme where two people live who may not.

    Parameters
    ----------
    book : Book
    chosen : sequence of Key

    Yields
    ------
    str
    """
    new = {key[0]: {key[2]} for key in chosen if key[2]}
    homes: dict[str, set[str]] = defaultdict(set)
    for person in book.present:
        homes[person["person"]] |= {person["scheme"]} - {""}
    for row in book.apart:
        one, other = row["referral"], row["other"]
        for moving, staying in ((one, other), (other, one)):
            met = new.get(moving, set()) & (homes[staying] | new.get(staying, set()))
            for scheme in sorted(met):
                both = f"{moving} and {staying}"
                yield f"{both} may not share, and both would be in {scheme}"


def _taken(commitments: Sequence[Row]) -> tuple[int, int]:
    """Give minutes a week and people of some commitments."""
    hours = [
        row["units_per_week"]
        for row in commitments
        if row["unit"] == "hours" and not blank(row["units_per_week"])
    ]
    return sum(map(minutes, hours)), len({row["person"] for row in commitments})


def _asked(book: Book, mine: Sequence[Key]) -> int:
    return sum(minutes(book.offers[key]["hours_per_week"]) for key in mine)


def _limit(capacity: float, before: int, spare: float, scale: int) -> Fraction | None:
    """Give a capacity, and commitments with what can still be taken; both bind."""
    limits = []
    if not blank(capacity):
        limits.append(exact(capacity) * scale)
    if not blank(spare):
        limits.append(before + exact(spare) * scale)
    return min(limits, default=None)


def _left(limit: Fraction, before: int) -> Fraction:
    return max(Fraction(0), limit - before)


def _of_providers(book: Book, chosen: Sequence[Key]) -> Iterator[Line]:
    held: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in book.committed:
        held[row["provider"], ""].append(row)
        if row["lot"]:
            held[row["provider"], row["lot"]].append(row)
    plan: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for key in chosen:
        plan[key[1], ""].append(key)
        plan[key[1], book.lot(key)].append(key)
    limited = {(name, ""): row for name, row in book.providers.items()}
    for (name, lot), row in {**limited, **book.approvals}.items():
        before, people = _taken(held[name, lot])
        mine = plan[name, lot]
        for kind, taken, used, scale in (
            ("hours", before, _asked(book, mine), 60),
            ("places", people, len(mine), 1),
        ):
            unit = "hours_per_week" if kind == "hours" else "places"
            limit = _limit(row[f"capacity_{unit}"], taken, row[f"spare_{unit}"], scale)
            if limit is not None:
                room = _left(limit, taken)
                yield Line(kind, name, lot, "", taken, used, room, limit)


def _of_schemes(book: Book, chosen: Sequence[Key]) -> Iterator[Line]:
    held: dict[str, list[Row]] = defaultdict(list)
    for row in book.committed:
        held[row["scheme"]].append(row)
    plan: dict[str, list[Key]] = defaultdict(list)
    for key in chosen:
        plan[key[2]].append(key)
    for name, row in book.schemes.items():
        before, _ = _taken(held[name])
        taken, mine = int(row["occupied_places"]), plan[name]
        if not blank(row["capacity_hours_per_week"]):
            hours = exact(row["capacity_hours_per_week"]) * 60
            used, room = _asked(book, mine), _left(hours, before)
            yield Line("hours", "", "", name, before, used, room, hours)
        if not blank(row["places"]):
            places = exact(row["places"])
            room = _left(places, taken)
            yield Line("places", "", "", name, taken, len(mine), room, places)


def _of_shares(book: Book, chosen: Sequence[Key]) -> Iterator[Line]:
    caps = [
        (name, "", row["share_cap"])
        for name, row in book.providers.items()
        if not blank(row["share_cap"])
    ]
    caps += [
        (name, lot.lot, lot.share_cap)
        for lot in book.lots.values()
        if lot.share_cap is not None
        for name in book.providers
    ]
    had: dict[tuple[str, str], int] = defaultdict(int)
    new: dict[tuple[str, str], int] = defaultdict(int)
    for row in book.committed:
        for lot in {"", row["lot"]}:
            taken, _ = _taken([row])
            had[row["provider"], lot] += taken
            had["", lot] += taken
    for key in chosen:
        for lot in ("", book.lot(key)):
            new[key[1], lot] += _asked(book, [key])
            new["", lot] += _asked(book, [key])
    for name, lot, cap in caps:
        before, used = had[name, lot], new[name, lot]
        of = Share(exact(cap), had["", lot], had["", lot] + new["", lot])
        limit = of.cap * of.total
        room = limit - before
        if before > of.cap * of.held:  # Commitments alone break it: nothing new.
            room = Fraction(0)
        yield Line("share", name, lot, "", before, used, room, limit, of)


def _of_budgets(book: Book, chosen: Sequence[Key]) -> Iterator[Line]:
    budget = book.market.aims.budget_gbp_per_week
    if budget is not None:
        room = Fraction(pence(budget))
        yield Line("budget", "", "", "", 0, cost(book, chosen), room, room)
    for name, lot in book.lots.items():
        mine = [key for key in chosen if book.lot(key) == name]
        if lot.budget_gbp_per_week is not None:
            room = Fraction(pence(lot.budget_gbp_per_week))
            yield Line("budget", "", name, "", 0, cost(book, mine), room, room)

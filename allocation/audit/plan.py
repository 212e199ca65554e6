"""The audit: whether a plan keeps every rule, and what is told of it is true."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from allocation.audit import aims, pairs, room, strict
from allocation.audit.book import keyed, opened, rows, shown
from allocation.audit.eligibility import refusals
from allocation.audit.limits import cost, sharing
from allocation.audit.points import marks
from allocation.audit.swaps import Swaps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from allocation.allocation import Allocation
    from allocation.audit.book import Book, Key
    from allocation.audit.points import Mark
    from allocation.market import Market


def audit(
    market: Market, allocation: Allocation, book: Book | None = None
) -> tuple[str, ...]:
    """Recompute an allocation from the tables, row by row.

    Shares no code with what built it: eligibility, points, prices, limits and aims are
    worked out again, in whole pence, minutes and fractions.

    Parameters
    ----------
    market : Market
    allocation : Allocation
        With a plan: status ``optimal`` or ``feasible``.
    book : Book, optional
        The market as it was opened, where it has been.

    Returns
    -------
    tuple of str
        Each breach in plain words; empty where it passes.
    """
    return tuple(_breaches(book or opened(market), allocation))


def _breaches(book: Book, allocation: Allocation) -> Iterator[str]:
    if book.market.eligibility.maximum_distance_km is not None:
        yield "the audit cannot check maximum_distance_km: a market has no distances"
    verdicts = {key: refusals(book, key) for key in book.offers}
    eligible = [key for key, verdict in verdicts.items() if not verdict]
    try:
        worth = marks(book, eligible)
    except ValueError as error:
        yield str(error)
        return
    yield from pairs.breaches(book, allocation, verdicts, worth)
    yield from _people(book, allocation)
    yield from _placements(book, allocation, verdicts, worth)
    plan = [keyed(row) for row in rows(allocation.placements)]
    chosen = [key for key in plan if key in worth]
    yield from _staying(book, chosen)
    yield from sharing(book, chosen)
    swaps = Swaps(book, chosen)
    yield from room.breaches(allocation, swaps, worth)
    if book.market.aims.strict_rank:
        yield from strict.breaches(book, swaps, worth)
    spent = cost(book, chosen)
    if allocation.cost_pence != spent:
        yield f"cost is {allocation.cost_pence} pence a week, recomputed {spent}"
    try:
        yield from aims.breaches(book, aims.measured(book, chosen, worth), allocation)
    except ValueError as error:
        yield str(error)


def _people(book: Book, allocation: Allocation) -> Iterator[str]:
    """Tell of people who are not in one place, and of people who do not exist."""
    told = Counter(allocation.placements["referral"].tolist())
    told.update(allocation.unplaced["referral"].tolist())
    for person in book.referrals:
        if told[person] != 1:
            times = "nowhere" if not told[person] else f"{told[person]} times"
            yield f"{person} stands {times} in placements and unplaced, and not once"
    for person in told:
        if person not in book.referrals:
            yield f"{person} is not a referral"


def _placements(
    book: Book,
    allocation: Allocation,
    verdicts: Mapping[Key, tuple[str, ...]],
    worth: Mapping[Key, Mark],
) -> Iterator[str]:
    for row in rows(allocation.placements):
        key = keyed(row)
        if key not in book.offers:
            yield f"{shown(key)}: placed, and there is no such offer"
            continue
        offer = book.offers[key]
        if verdicts[key]:
            yield f"{shown(key)}: placed, and refused by {verdicts[key][0]}"
        else:
            for breach in pairs.worth(row, worth[key]):
                yield f"{shown(key)}: placed, {breach}"
        for name, right in (
            ("price_pence", offer["price_pence"]),
            ("hours_per_week", offer["hours_per_week"]),
            ("offer_row", offer["row"]),
        ):
            if row[name] != right:
                yield f"{shown(key)}: placed, {name} is {row[name]}, not {right}"


def _staying(book: Book, chosen: Sequence[Key]) -> Iterator[str]:
    """Tell of people who must stay and are unplaced; a rule refuses them all else."""
    placed = {key[0] for key in chosen}
    for name, person in book.referrals.items():
        if book.is_bound(person) and name not in placed:
            yield f"{name} must stay with {person['current_provider']}, and is unplaced"

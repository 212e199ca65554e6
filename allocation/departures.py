"""The register of departures: who is not with the offer that ranks first, and why."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import pandas as pd

from allocation.answer import Status
from allocation.audit.book import keyed, opened, rows
from allocation.audit.swaps import Swaps
from allocation.reasons import in_the_way, sentence
from allocation.remedies import Remedy, apart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocation.allocation import Allocation
    from allocation.audit.book import Book, Key, Row
    from allocation.market import Market

COLUMNS: Final = (
    "referral",
    "provider",
    "scheme",
    "points",
    "rank",
    "better_provider",
    "better_scheme",
    "better_points",
    "better_rank",
    "reason",
    "why",
)


class Reason(StrEnum):
    """What held a better offer back, the rest of the plan as it is.

    The first that holds, in this order, is the reason; the words tell all. ``plan`` is
    the one that can be challenged: the offer alone would fit.
    """

    CAPACITY = "capacity"
    HOUSEMATES = "housemates"
    SHARE_CAP = "share_cap"
    BUDGET = "budget"
    CHOICE = "choice"
    PLAN = "plan"


_OF_KIND: Final[Mapping[str, Reason]] = {
    "hours": Reason.CAPACITY,
    "places": Reason.CAPACITY,
    "share": Reason.SHARE_CAP,
    "budget": Reason.BUDGET,
}


def departures(market: Market, allocation: Allocation) -> pd.DataFrame:
    """List every offer that ranks above what its person was given, and why not that.

    Parameters
    ----------
    market : Market
    allocation : Allocation

    Returns
    -------
    DataFrame
        :data:`COLUMNS`; by referral and the better offer's rank. ``reason`` is a
        :class:`Reason`. Of people who are placed; empty where each has an offer that
        ranks first.
    """
    book = opened(market)
    swaps = Swaps(book, [keyed(row) for row in rows(allocation.placements)])
    able: dict[str, list[Row]] = defaultdict(list)
    for pair in rows(allocation.pairs):
        if pair["state"] != "refused":
            able[pair["referral"]].append(pair)
    is_proven = allocation.status == Status.OPTIMAL
    told = []
    for person in sorted(swaps.has):
        mine = sorted(able[person], key=_ranked)
        own = next(pair for pair in mine if pair["state"] == "chosen")
        for better in (pair for pair in mine if pair["rank"] < own["rank"]):
            reason, why = held_back(book, swaps, better, own, is_proven=is_proven)
            told.append(
                (
                    *keyed(own),
                    own["points"],
                    own["rank"],
                    *keyed(better)[1:],
                    better["points"],
                    better["rank"],
                    str(reason),
                    why,
                )
            )
    return pd.DataFrame(told, columns=list(COLUMNS)).astype(_TYPES)


_TYPES: Final = {
    name: "float64"
    if name.endswith("points")
    else "int64"
    if name.endswith("rank")
    else "str"
    for name in COLUMNS
}


def held_back(
    book: Book, swaps: Swaps, better: Row, own: Row, *, is_proven: bool
) -> tuple[Reason, str]:
    """Say what kept a better offer from being taken, the rest of the plan as it is.

    Parameters
    ----------
    book : Book
    swaps : Swaps
        Of the plan.
    better, own : row
        Of the table of pairs, of one person.
    is_proven : bool
        Whether the plan is proven the best.

    Returns
    -------
    reason : Reason
    why : str
        A sentence.
    """
    key = keyed(better)
    way = Remedy(
        key, book.lot(key), (), swaps.shorts(key), apart(book, swaps.chosen, key)
    )
    others = swaps.passed_by_others(key)
    reasons = {_OF_KIND[short.line.kind] for short in way.shorts}
    reasons |= {Reason.HOUSEMATES} if way.apart else set()
    reasons |= {Reason.SHARE_CAP} if others else set()
    texts = [in_the_way(way)] if way.shorts or way.apart else []
    texts += [
        f"with fewer hours in all, {line.provider} would have more than its share"
        for line in others
    ]
    if own["choice"] > better["choice"]:
        reasons.add(Reason.CHOICE)
        texts.append(_chosen(own, better))
    if not reasons:
        return Reason.PLAN, _PLAN if is_proven else _NOT_SURE
    first = next(reason for reason in Reason if reason in reasons)
    return first, sentence("; ".join(texts))


_PLAN: Final = "It alone would fit, but the plan as a whole does better without it."
_NOT_SURE: Final = (
    "It alone would fit, and the search stopped before it was sure of a better plan."
)


def _chosen(own: Row, better: Row) -> str:
    return (
        f"the person's own choice is nearer to {_who(own)} "
        f"({own['choice']:g} choice points, not {better['choice']:g})"
    )


def _who(pair: Row) -> str:
    _, provider, scheme = keyed(pair)
    return f"{provider} in {scheme}" if scheme else provider


def _ranked(pair: Row) -> tuple[int, Key]:
    return int(pair["rank"]), keyed(pair)


def counted(register: pd.DataFrame) -> dict[str, int]:
    """Count people by the reason why the best offer of theirs was held back.

    Parameters
    ----------
    register : DataFrame
        As :func:`departures` gives it.

    Returns
    -------
    dict of str to int
        Every reason in order; a person whose better offers have several reasons counts
        by the one that is told last in :class:`Reason`, so that ``plan`` is never
        hidden.
    """
    order: Sequence[str] = [str(reason) for reason in Reason]
    worst = register.assign(order=register["reason"].map(order.index))
    last = worst.groupby("referral")["order"].max()
    return {name: int((last == at).sum()) for at, name in enumerate(order)}

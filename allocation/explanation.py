"""Why one person has the offer they have, why not another, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from allocation.answer import Status
from allocation.audit.book import keyed, opened, rows
from allocation.audit.swaps import Swaps
from allocation.departures import held_back
from allocation.facts import fact
from allocation.flip import Flip, price_flip, quality_flip
from allocation.posed import NOT_SOLVED, is_small
from allocation.pursuit import Deadline
from allocation.reasons import in_the_way, sentence
from allocation.remedies import Remedy, apart
from allocation.rivals import rivals_of
from costing.errors import AllocationError

if TYPE_CHECKING:
    from allocation.allocation import Allocation
    from allocation.audit.book import Book, Key, Row
    from allocation.market import Market
    from allocation.rivals import Rivals, Sums


@dataclass(frozen=True, slots=True)
class OfferState:
    """One offer to a person, and what became of it.

    Attributes
    ----------
    provider, scheme : str
    state : str
        ``chosen``, ``eligible`` or ``refused``.
    refused_by : tuple of str
        Every rule that refuses it, the first being the reason.
    why : str
        Sentences: each refusal with its fact; what kept a better offer back; what
        stands in the way of placing somebody. Empty where there is nothing to say.
    points, price_points : float
        NaN where refused.
    rank : int
        0 where refused.
    quality, choice, fit : float
    price_pence, evaluated_pence : int
        A week.
    would_lose : str
        What the plan would lose if it were chosen: solved again. Empty where it is
        chosen or refused.
    """

    provider: str
    scheme: str
    state: str
    refused_by: tuple[str, ...]
    why: str
    points: float
    rank: int
    quality: float
    price_points: float
    choice: float
    fit: float
    price_pence: int
    evaluated_pence: int
    would_lose: str

    @property
    def name(self) -> str:
        """Give the provider, and the scheme where there is one."""
        return f"{self.provider} in {self.scheme}" if self.scheme else self.provider


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that there is to say about one person in a plan.

    Attributes
    ----------
    referral, lot : str
    offers : tuple of OfferState
        The chosen one first, then eligible ones by rank, then refused ones.
    silent : tuple of str
        Providers that made this person no offer.
    reason, remedy : str
        Of a person who is not placed; else empty.
    runner_up : OfferState or None
        The offer the plan would lose least by; of equals, the one that ranks higher.
        None where there is none that it could take, or nobody knows.
    price, quality : Flip or None
        What would make the plan choose the runner-up; None where that is not known.
    note : str
        Why something was not worked out; else empty.
    """

    referral: str
    lot: str
    offers: tuple[OfferState, ...]
    silent: tuple[str, ...]
    reason: str
    remedy: str
    runner_up: OfferState | None
    price: Flip | None
    quality: Flip | None
    note: str

    @property
    def chosen(self) -> OfferState | None:
        """Give the chosen offer; None where the person is not placed."""
        return next((offer for offer in self.offers if offer.state == "chosen"), None)


def explained(
    market: Market, allocation: Allocation, referral: str, seconds: float = 30.0
) -> Explanation:
    """Say everything about one person in a plan.

    Each eligible offer is forced in and the plan is solved again; what would flip the
    runner-up is found by solving the changed market again.

    Parameters
    ----------
    market : Market
    allocation : Allocation
        Of that market.
    referral : str
        One of its referrals.
    seconds : float
        At most so long is solved again.

    Returns
    -------
    Explanation

    Raises
    ------
    AllocationError
        If there is no plan, or no such referral.
    """
    if not allocation.has_plan:
        msg = f"there is no plan to explain: status {allocation.status}"
        raise AllocationError(msg)
    if referral not in set(market.referrals["referral"]):
        msg = f"there is no referral {referral}"
        raise AllocationError(msg)
    deadline = Deadline.after(seconds)
    book = opened(market)
    mine = [pair for pair in rows(allocation.pairs) if pair["referral"] == referral]
    rivals = None
    if is_small(allocation):
        rivals = rivals_of(market, allocation, referral, deadline)
    states = _states(book, allocation, mine, rivals)
    is_placed = any(state.state == "chosen" for state in states)
    runner_up = price = quality = None
    if rivals is not None and rivals.is_whole and is_placed:
        runner_up = _runner_up(states, rivals)
    if rivals is not None and runner_up is not None:
        way = runner_up.provider, runner_up.scheme
        price = price_flip(rivals, way, deadline)
        quality = quality_flip(rivals, way, deadline)
    left = allocation.unplaced[allocation.unplaced["referral"] == referral]
    offered = {state.provider for state in states}
    return Explanation(
        referral=referral,
        lot=str(book.referrals[referral]["lot"]),
        offers=states,
        silent=tuple(name for name in sorted(book.providers) if name not in offered),
        reason="" if left.empty else str(left["reason"].iloc[0]),
        remedy="" if left.empty else str(left["remedy"].iloc[0]),
        runner_up=runner_up,
        price=price,
        quality=quality,
        note="" if rivals is not None else NOT_SOLVED,
    )


def _states(
    book: Book, allocation: Allocation, mine: list[Row], rivals: Rivals | None
) -> tuple[OfferState, ...]:
    """Tell what became of each offer to one person."""
    swaps = Swaps(book, [keyed(row) for row in rows(allocation.placements)])
    own = next((pair for pair in mine if pair["state"] == "chosen"), None)
    is_proven = allocation.status == Status.OPTIMAL
    states = []
    for pair in sorted(mine, key=_order):
        key = keyed(pair)
        rules = tuple(pair["refused_also"])
        why = ""
        if rules:
            first, *further = (fact(book, rule, key) for rule in rules)
            why = sentence(first)
            why += f" Also: {'; '.join(further)}." if further else ""
        elif own is None:
            way = Remedy(
                key,
                book.lot(key),
                (),
                swaps.shorts(key),
                apart(book, swaps.chosen, key),
            )
            why = sentence(in_the_way(way)) if way.shorts or way.apart else ""
        elif pair["rank"] < own["rank"]:
            why = held_back(book, swaps, pair, own, is_proven=is_proven)[1]
        lost = "" if rivals is None else rivals.lost.get(key[1:], "")
        states.append(
            OfferState(
                provider=key[1],
                scheme=key[2],
                state=str(pair["state"]),
                refused_by=rules,
                why=why,
                would_lose=lost,
                **{name: pair[name] for name in _COPIED},
            )
        )
    return tuple(states)


_COPIED: Final = (
    "points",
    "rank",
    "quality",
    "price_points",
    "choice",
    "fit",
    "price_pence",
    "evaluated_pence",
)


def _order(pair: Row) -> tuple[int, int, Key]:
    place = ("chosen", "eligible", "refused").index(pair["state"])
    return place, int(pair["rank"]), keyed(pair)


def _runner_up(states: tuple[OfferState, ...], rivals: Rivals) -> OfferState | None:
    """Give the offer that the plan would lose least by; of equals, the better rank."""
    able = [
        state
        for state in states
        if state.state == "eligible"
        and (state.provider, state.scheme) in rivals.reached
    ]

    def loss(state: OfferState) -> tuple[Sums, int, str]:
        way = state.provider, state.scheme
        return rivals.reached[way], state.rank, state.name

    return min(able, key=loss, default=None)

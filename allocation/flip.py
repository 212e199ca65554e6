"""What would make the plan choose another offer: a lower price, or more quality."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np

from allocation.aims import aims_of
from allocation.answer import Status
from allocation.choice import choice_of
from allocation.columns import KEY
from allocation.posed import Posed, posed
from allocation.rules import exact
from allocation.scoring import scored
from allocation.solved import Solved

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from allocation.aims import Aim
    from allocation.market import Market
    from allocation.pursuit import Deadline
    from allocation.rivals import Rivals, Sums, Way

TENTHS: Final = 10
"""Steps of a mark of quality."""

BEST_MARK: Final = 100


@dataclass(frozen=True, slots=True)
class Flip:
    """By how much an offer must change until the plan chooses it.

    Attributes
    ----------
    wins : int or None
        Pence off the price, or tenths of a mark more, from which on every best plan
        holds the offer; None where no change would do.
    level : int or None
        From which on a best plan holds it, though others are as good: tie-breaks
        decide.
    """

    wins: int | None
    level: int | None


def price_flip(rivals: Rivals, way: Way, deadline: Deadline) -> Flip | None:
    """Find the smallest cut of an offer's price, in whole pence, that flips the plan.

    Parameters
    ----------
    rivals : Rivals
    way : Way
        An eligible offer that is not chosen.
    deadline : Deadline

    Returns
    -------
    Flip or None
        None where it was not worked out: an aim has a tolerance, so that there is no
        one best; time ran out; or what was found did not stand when the changed market
        was solved again.
    """
    market, referral = rivals.market, rivals.referral
    price = int(
        market.offers["price_pence"].to_numpy()[_is_it(market, referral, way)][0]
    )

    def changed(cut: int) -> Market:
        return cheaper(market, referral, way, cut)

    return _found(rivals, way, changed, price - 1, deadline)


def quality_flip(rivals: Rivals, way: Way, deadline: Deadline) -> Flip | None:
    """Find the least marks of quality, in tenths, that flip the plan.

    Parameters
    ----------
    rivals : Rivals
    way : Way
    deadline : Deadline

    Returns
    -------
    Flip or None
        As :func:`price_flip`.
    """
    market, referral = rivals.market, rivals.referral
    quality = market.offers["quality"].to_numpy()[_is_it(market, referral, way)][0]
    most = math.floor((BEST_MARK - exact(quality)) * TENTHS)

    def changed(more: int) -> Market:
        return better(market, referral, way, more)

    return _found(rivals, way, changed, most, deadline)


def cheaper(market: Market, referral: str, way: Way, pence: int) -> Market:
    """Give a market in which one offer asks so many pence a week less."""
    cut = np.where(_is_it(market, referral, way), pence, 0)
    offers = market.offers.assign(
        price_pence=market.offers["price_pence"] - cut,
        evaluated_pence=market.offers["evaluated_pence"] - cut,
    )
    return replace(market, offers=offers)


def better(market: Market, referral: str, way: Way, tenths: int) -> Market:
    """Give a market in which one offer has so many tenths of a mark more of quality."""
    quality = market.offers["quality"].to_numpy(dtype=np.float64).copy()
    mine = _is_it(market, referral, way)
    quality[mine] = float(exact(quality[mine][0]) + Fraction(tenths, TENTHS))
    return replace(market, offers=market.offers.assign(quality=quality))


def _is_it(market: Market, referral: str, way: Way) -> NDArray[np.bool_]:
    offers = market.offers[KEY].to_numpy()
    return np.asarray((offers == [referral, *way]).all(axis=1), dtype=bool)


def _found(
    rivals: Rivals,
    way: Way,
    changed: Callable[[int], Market],
    most: int,
    deadline: Deadline,
) -> Flip | None:
    """Halve between no change and the most; then solve the changed market to be sure.

    The better the offer, the better the plans that hold it and the worse, if anything,
    those that do not: so there is one place where the plan flips, and halving finds it.
    """
    if any(rivals.market.aims.tolerance.values()):
        return None
    if most <= 0:
        return Flip(None, None)
    change = _Change(rivals, way, changed, deadline)
    level = _least(change.margin, -1, most, 0)
    wins = None if level is None else _least(change.margin, level - 1, most, 1)
    ends = {most} if wins is None else set()
    ends |= {size for at in (wins, level) if at is not None for size in (at - 1, at)}
    for size in sorted(ends):
        if size >= 0 and change.solved(size) != change.margin(size):
            return None
    return Flip(wins, level)


def _least(
    margin: Callable[[int], int | None], low: int, high: int, wanted: int
) -> int | None:
    """Find the smallest size above ``low`` with such a margin; None where none has."""
    at_most = margin(high)
    if at_most is None or at_most < wanted:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        found = margin(middle)
        if found is not None and found >= wanted:
            high = middle
        else:
            low = middle
    return high


class _Change:
    """One person's offers, one of them changed, against each other.

    Where nothing but sums over the chosen offers depends on price and quality, plans
    that give the person one offer all move by the same, so that the best of them stays
    the best: it is enough to score the person's own offers anew. That is so without
    budgets, and where ranks do not decide who may win; else each size is solved.

    Parameters
    ----------
    rivals : Rivals
    way : Way
        The offer that changes.
    changed : callable
        Gives the market with a change of a size.
    deadline : Deadline
    """

    def __init__(
        self,
        rivals: Rivals,
        way: Way,
        changed: Callable[[int], Market],
        deadline: Deadline,
    ) -> None:
        market, referral = rivals.market, rivals.referral
        self._rivals, self._way, self._changed = rivals, way, changed
        self._deadline = deadline
        self._known: dict[int, int | None] = {}
        columns = rivals.again.problem.columns
        pairs = columns.pairs
        self._choice = choice_of(market)
        self._eligible = np.zeros(len(market.offers), dtype=bool)
        self._eligible[pairs["offer"].to_numpy(dtype=np.int64)] = True
        is_own = (pairs["referral"] == referral).to_numpy(dtype=bool)
        self._own = np.flatnonzero(is_own)
        self._ways = [
            (str(provider), str(scheme))
            for provider, scheme in pairs.loc[is_own, KEY[1:]].to_numpy()
        ]
        self._before = self._sums(rivals.again.aims)
        budgets = [market.aims.budget_gbp_per_week]
        budgets += [lot.budget_gbp_per_week for lot in market.lots]
        self._adds_up = (
            all(budget is None for budget in budgets) and not market.aims.strict_rank
        )

    def margin(self, size: int) -> int | None:
        """Tell whether the offer wins (1), is level (0) or loses (-1) by a change."""
        if size not in self._known:
            made = self._compared(size) if self._adds_up else self.solved(size)
            self._known[size] = made
        return self._known[size]

    def solved(self, size: int) -> int | None:
        """Solve the changed market with and without the offer; None: no time."""
        again = self._posed(self._changed(size))
        again.solved.know(self._rivals.plan)
        pair = int(self._own[self._ways.index(self._way)])
        mine = again.with_pair(pair).answer(self._deadline)
        others = again.without_pair(pair).answer(self._deadline)
        for found in (mine, others):
            if found.status not in (Status.OPTIMAL, Status.INFEASIBLE):
                return None
        if mine.plan is None or others.plan is None:
            return (mine.plan is not None) - (others.plan is not None)
        return (mine.sums < others.sums) - (mine.sums > others.sums)

    def _posed(self, market: Market) -> Posed:
        if not self._adds_up:
            return posed(market)
        problem, aims = self._rivals.again.problem, self._aims(market)
        return Posed(problem, aims, Solved(problem, aims))

    def _aims(self, market: Market) -> tuple[Aim, ...]:
        """Give the aims that decide of a market with other prices and marks."""
        columns = self._rivals.again.problem.columns
        offer = columns.pairs["offer"].to_numpy(dtype=np.int64)
        price = market.offers["price_pence"].to_numpy(dtype=np.int64)[offer]
        worth = scored(market, self._choice, self._eligible)
        columns = replace(columns, pairs=columns.pairs.assign(price=price))
        aims = aims_of(market, worth, columns)
        return tuple(aim for aim in aims if not aim.is_tie_break)

    def _sums(self, aims: Sequence[Aim]) -> dict[Way, Sums]:
        """Give what each offer of the person's adds to each aim."""
        return {
            way: tuple(Fraction(int(aim.coefficients[at])) / aim.scale for aim in aims)
            for way, at in zip(self._ways, self._own.tolist(), strict=True)
        }

    def _compared(self, size: int) -> int:
        """Compare the ways, each moved by what the change adds to it."""
        after = self._sums(self._aims(self._changed(size)))
        now = dict(self._rivals.reached)
        for way in set(now) & set(after):
            moved = zip(now[way], after[way], self._before[way], strict=True)
            now[way] = tuple(total + new - old for total, new, old in moved)
        mine = now.pop(self._way)
        others = min(now.values())
        return (mine < others) - (mine > others)

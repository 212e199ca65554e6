"""Shadow prices: what one hour, place or pound more, or less, would change."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from allocation.answer import Status
from allocation.limits import MINUTES_PER_HOUR, whose
from allocation.posed import (
    NO_PLAN,
    NO_TIME,
    NOT_SOLVED,
    ROOMS,
    in_words,
    is_small,
)
from allocation.question import NEVER
from costing.money import round_to

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from allocation.aims import Aim
    from allocation.allocation import Allocation
    from allocation.posed import Posed
    from allocation.pursuit import Deadline
    from allocation.question import Moved

COLUMNS: Final = (
    "kind",
    "provider",
    "lot",
    "scheme",
    "unit",
    "limit",
    "left",
    "aim",
    "lp_one_more",
    "lp_one_less",
    "one_more",
    "one_less",
    "words",
)

LARGEST: Final = 25
"""How many limits each way have the plan itself solved again; twins count once."""

NOT_AMONG: Final = f"not solved again: not among the {LARGEST} largest"
"""What stands in place of an effect that is small in the linear programme."""

NOTHING: Final = "nothing"
"""A change that moves no aim."""

_KEYS: Final = ("kind", "provider", "lot", "scheme")

_KINDS: Final = (*ROOMS, "share", "budget")
"""Kinds of rows that are limits."""

_PENCE_PER_POUND: Final = 100

_STEP: Final = 1e-4
"""What numbers of the linear programme are rounded to."""


@dataclass(frozen=True, slots=True)
class _Price:
    """A limit and what the linear programme makes of it.

    Attributes
    ----------
    limit : mapping
        The row of the table of limits.
    row : int
        Of the problem.
    twins : tuple of int
        The rows that say the same.
    one : int
        One hour, place or pound in what the row counts.
    more, less : Moved
        With one more and with one less.
    aim_more, aim_less : int
        The first aim that each moves; how many aims there are where none moves.
    """

    limit: Mapping[Hashable, Any]
    row: int
    twins: tuple[int, ...]
    one: int
    more: Moved
    less: Moved
    aim_more: int
    aim_less: int

    @property
    def aim(self) -> int:
        """The first aim that either moves."""
        return min(self.aim_more, self.aim_less)

    @property
    def ends(self) -> bool:
        """Whether one less leaves no plan at all."""
        return Status.INFEASIBLE in (self.more.status, self.less.status)

    def way(self, way: int) -> tuple[int, Moved]:
        """Give the first aim that one more (1) or one less (-1) moves, and how."""
        if way > 0:
            return self.aim_more, self.more
        return self.aim_less, self.less

    @property
    def names(self) -> tuple[str, ...]:
        """What the limit is called by."""
        return tuple(str(self.limit[name]) for name in _KEYS)


def shadow_prices(
    posed: Posed, allocation: Allocation, deadline: Deadline = NEVER
) -> pd.DataFrame:
    """Solve again with one more and one less hour, place or pound of each limit.

    First the linear programme, where people may be placed in parts: aims in order, each
    held while the next is pursued, both ways. Not its duals, which are wrong to one
    side where limits meet. Then, for the largest, the plan itself in whole people.

    Parameters
    ----------
    posed : Posed
        The market that was shared out.
    allocation : Allocation
    deadline : Deadline

    Returns
    -------
    DataFrame
        :data:`COLUMNS`, the largest first: by the first aim that moves, then by how
        much. Of every limit that an eligible offer takes from; the others move nothing.
        ``lp_one_more`` and ``lp_one_less`` are in the unit of ``aim`` and NaN where no
        aim moves, or where no plan or no time is left. ``one_more`` and ``one_less``
        are of the plan itself, in words; ``words`` is a sentence for a limit that moves
        an aim.
    """
    posed.know(allocation)
    # Under strict ranking room also decides who may win: more of it is no relaxation.
    is_strict = posed.problem.follows is not None
    found = [] if is_strict else list(_prices(posed, allocation, deadline))
    prices = sorted(found, key=lambda price: (_rank(posed, price), price.names))
    whole = _whole(posed, allocation, prices, deadline)
    told = [_told(posed, price, *whole[price.twins]) for price in prices]
    return pd.DataFrame(told, columns=list(COLUMNS))


def _prices(
    posed: Posed, allocation: Allocation, deadline: Deadline
) -> Iterator[_Price]:
    """Ask the linear programme about every limit that an eligible offer takes from."""
    row_of = _rows_by_key(posed)
    known: dict[tuple[int, ...], tuple[Moved, Moved]] = {}
    for limit in allocation.limits.to_dict("records"):
        row = row_of.get(tuple(str(limit[name]) for name in _KEYS))
        if row is None:
            continue
        one, twins = _one(posed, row), posed.solved.twins(row)
        if twins not in known:
            known[twins] = (
                posed.with_room(row, one).linear(deadline),
                posed.with_room(row, -one).linear(deadline),
            )
        more, less = known[twins]
        first = _first(posed, more), _first(posed, less)
        yield _Price(limit, row, twins, one, more, less, *first)


def _first(posed: Posed, moved: Moved) -> int:
    """Find the first aim that moves by more than noise."""
    for place, by in enumerate(moved.by):
        if _rounded(posed.aims[place], by):
            return place
    return len(posed.aims)


def _rounded(aim: Aim, by: float) -> float:
    """Turn a change of a sum into a natural one, and round it."""
    size = by / float(aim.scale)
    if abs(size) < _STEP / 4:
        return 0.0  # most are nothing, and rounding takes its time
    return float(round_to(size if aim.sense == "least" else -size, _STEP))


def _by(posed: Posed, aim: int, moved: Moved) -> float:
    """Give how much an aim moves; 0 where it does not, or it is not known."""
    if aim == len(posed.aims) or not moved.by:
        return 0.0
    return _rounded(posed.aims[aim], moved.by[aim])


def _rank(posed: Posed, price: _Price) -> tuple[bool, int, float]:
    """Sort by the first aim that moves, then by how much; first of all, no plan."""
    size = max(abs(_by(posed, price.aim, way)) for way in (price.more, price.less))
    return not price.ends, price.aim, -size


def _largest(posed: Posed, prices: list[_Price]) -> set[tuple[int, ...]]:
    """Give the twins of the largest limits, for one more and for one less.

    By the linear programme; after those that it moves, the other limits that bind.
    """
    largest: set[tuple[int, ...]] = set()
    for way in (1, -1):
        sizes = {}
        for price in prices:
            aim, moved = price.way(way)
            if price.ends or aim < len(posed.aims) or price.limit["binds"]:
                first = -1 if price.ends else aim
                sizes[price.twins] = (first, -abs(_by(posed, aim, moved)))
        ordered = sorted(sizes, key=lambda twins: (sizes[twins], twins))
        largest.update(ordered[:LARGEST])
    return largest


def _one(posed: Posed, row: int) -> int:
    """Give one hour, place or pound in what a row counts."""
    rows, columns = posed.problem.rows, posed.problem.columns
    kind = rows.kind(row)
    if kind == "places":
        return 1
    if kind == "budget":
        return _PENCE_PER_POUND
    if kind == "hours":
        return MINUTES_PER_HOUR
    # A share cap counts minutes as often as its fraction's lower number.
    part = slice(rows.start[row], rows.start[row + 1])
    mine = rows.column[part] < columns.first_person
    pair = int(rows.column[part][mine][0])
    minutes = int(columns.pairs["minutes"].iloc[pair])
    return MINUTES_PER_HOUR * int(rows.value[part][mine][0]) // minutes


def _whole(
    posed: Posed, allocation: Allocation, prices: list[_Price], deadline: Deadline
) -> dict[tuple[int, ...], tuple[str, str]]:
    """Solve the plan itself again for the largest; one more and one less, by twins."""
    largest = _largest(posed, prices)
    told: dict[tuple[int, ...], tuple[str, str]] = {}
    for price in prices:
        if price.twins not in told:
            given = deadline if price.twins in largest else None
            told[price.twins] = (
                _moved(posed, allocation, price, 1, given),
                _moved(posed, allocation, price, -1, given),
            )
    return told


def _moved(
    posed: Posed,
    allocation: Allocation,
    price: _Price,
    way: int,
    deadline: Deadline | None,
) -> str:
    """Say what one more, or one less, moves in whole people.

    Where it is sure without solving that nothing changes, that is told of any limit.
    """
    is_room = price.limit["kind"] in ROOMS
    if is_room and not posed.can_move(price.row, way * price.one):
        return NOTHING
    # Where a proven plan leaves one free, one less keeps the plan, and so its proof.
    is_exact = not any(aim.tolerance for aim in posed.aims)
    is_proven = allocation.status is Status.OPTIMAL and is_exact
    if way < 0 and is_proven and price.limit["left"] >= 1:
        return NOTHING
    if not is_small(allocation):
        return NOT_SOLVED
    if price.way(way)[1].status is Status.STOPPED:
        return NO_TIME
    if deadline is None:
        return NOT_AMONG
    return posed.with_room(price.row, way * price.one).moved(deadline) or NOTHING


def _told(posed: Posed, price: _Price, more: str, less: str) -> dict[str, Any]:
    """Lay out the row of a limit."""
    has_aim = price.aim < len(posed.aims)
    return {
        **{name: price.limit[name] for name in COLUMNS[: COLUMNS.index("aim")]},
        "aim": posed.aims[price.aim].name if has_aim else "",
        "lp_one_more": _number(posed, price.aim, price.more),
        "lp_one_less": _number(posed, price.aim, price.less),
        "one_more": more,
        "one_less": less,
        "words": _sentence(posed, price, more, less),
    }


def _number(posed: Posed, aim: int, moved: Moved) -> float:
    is_known = aim < len(posed.aims) and moved.by
    return _by(posed, aim, moved) if is_known else math.nan


def _sentence(posed: Posed, price: _Price, more: str, less: str) -> str:
    """Say in one sentence what matters of a limit; nothing where nothing does."""
    one = _named(price)
    told = (NOT_AMONG, NOT_SOLVED, NO_TIME)
    if more not in told and less not in told and (more, less) != (NOTHING, NOTHING):
        return f"{one} {_means(more)}; one less {_means(less)}."
    linear = [_linear_words(posed, *price.way(way)) for way in (1, -1)]
    if NO_TIME in linear or linear == [NOTHING, NOTHING]:
        return ""
    in_parts = f"{one} {_means(linear[0])}; one less {_means(linear[1])}"
    if (more, less) == (NOTHING, NOTHING):
        return (
            f"In whole people one more or less changes nothing; by the linear "
            f"programme, {in_parts[0].lower()}{in_parts[1:]}."
        )
    return f"By the linear programme, {in_parts[0].lower()}{in_parts[1:]}."


def _linear_words(posed: Posed, aim: int, moved: Moved) -> str:
    if moved.status is Status.INFEASIBLE:
        return NO_PLAN
    if moved.status is not Status.OPTIMAL:
        return NO_TIME
    by = _by(posed, aim, moved)
    named = posed.aims[aim] if by else None
    return in_words(named.name, named.unit, by, step=_STEP) if named else NOTHING


def _means(change: str) -> str:
    if change == NOTHING:
        return "changes nothing"
    if change == NO_PLAN:
        return "leaves no plan that keeps every rule"
    return f"means {change}"


def _named(price: _Price) -> str:
    """Name one more of a limit: ``One more hour at P015 in lot 2``."""
    kind, provider, lot, scheme = price.names
    if kind == "budget":
        whose_budget = f"the budget of lot {lot}" if lot else "the budget"
        return f"One more pound a week in {whose_budget}"
    owner = whose(provider, lot, scheme)
    if kind == "share":
        return f"One more hour in the share cap of {owner}"
    unit = "hour" if kind == "hours" else "place"
    return f"One more {unit} {'in' if scheme else 'at'} {owner}"


def _rows_by_key(posed: Posed) -> dict[tuple[str, ...], int]:
    """Give the row of each limit that an offer takes from, by what it is called."""
    rows, found = posed.problem.rows, dict[tuple[str, ...], int]()
    is_taken = np.zeros(len(rows), dtype=bool)
    is_pair = rows.column < posed.problem.columns.first_person
    is_taken[rows.of_entry()[is_pair]] = True
    first = 0
    for family in rows.families:
        if family.kind in _KINDS:
            keys = family.keys.reindex(columns=list(_KEYS[1:]), fill_value="")
            for place, key in enumerate(keys.itertuples(index=False), first):
                if is_taken[place]:
                    found[(family.kind, *key)] = place
        first += len(family.upper)
    return found

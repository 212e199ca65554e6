"""Aims recomputed as whole numbers, each with its unit, and what is claimed of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Final

from allocation.audit.book import exact
from allocation.audit.limits import cost
from allocation.audit.points import choice_points

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from allocation.allocation import AimResult, Allocation
    from allocation.audit.book import Book, Key
    from allocation.audit.points import Mark

_MOST: Final = frozenset({"placed", "points", "balance", "quality", "choice"})
_UNITS: Final = {
    "placed": "people",
    "points": "points",
    "cost": "GBP/week",
    "balance": "points",
    "quality": "marks",
    "choice": "points",
    "moves": "people",
    "draw": "draw",
}
_NOISE: Final = 1e-9
"""How far a float may lie from the exact number, relative to it or to 1."""


@dataclass(frozen=True, slots=True)
class Measured:
    """An aim's value of a plan, in natural units, and the least step it moves by."""

    name: str
    unit: str
    sense: str
    value: Fraction
    step: Fraction


def measured(
    book: Book, chosen: Sequence[Key], marks: Mapping[Key, Mark]
) -> list[Measured]:
    """Give the value of each aim in order, tie-breaks last.

    Parameters
    ----------
    book : Book
    chosen : sequence of Key
    marks : mapping of Key to Mark

    Returns
    -------
    list of Measured

    Raises
    ------
    ValueError
        If an aim is not one the audit can recompute.
    """
    made: list[Measured] = []
    for aim in book.market.aims.aims:
        if aim == "placed":
            made.extend(_placed(book, chosen))
        else:
            made.append(_measured(str(aim), str(aim), book, chosen, marks))
    for aim in book.market.aims.tie_break:
        made.append(_measured(f"tie_break:{aim}", str(aim), book, chosen, marks))
    return made


def _placed(book: Book, chosen: Sequence[Key]) -> Iterator[Measured]:
    classes = sorted({person["priority"] for person in book.referrals.values()}) or [1]
    for priority in classes:
        name = f"placed:{priority:g}" if len(classes) > 1 else "placed"
        yield Measured(
            name,
            "people",
            "most",
            Fraction(
                sum(book.referrals[key[0]]["priority"] == priority for key in chosen)
            ),
            Fraction(1),
        )


def _measured(
    name: str,
    aim: str,
    book: Book,
    chosen: Sequence[Key],
    marks: Mapping[Key, Mark],
) -> Measured:
    penny = Fraction(1, 100)
    points = Fraction(sum(marks[key].hundredths for key in chosen), 100)
    pounds = Fraction(cost(book, chosen), 100)
    if aim == "placed":
        value, step = Fraction(len(chosen)), Fraction(1)
    elif aim == "points":
        value, step = points, penny
    elif aim == "cost":
        value, step = pounds, penny
    elif aim == "balance":
        per_point = exact(book.market.aims.pounds_per_point)
        value, step = points - pounds / per_point, penny / per_point.numerator
    elif aim == "quality":
        parts = [exact(book.offers[key]["quality"]) for key in marks]
        value = sum((exact(book.offers[key]["quality"]) for key in chosen), Fraction(0))
        step = Fraction(1, lcm(*(part.denominator for part in parts)))
    elif aim == "choice":
        value = Fraction(sum(choice_points(book, key) for key in chosen))
        step = Fraction(25)
    elif aim == "moves":
        value, step = Fraction(sum(_moves(book, key) for key in chosen)), Fraction(1)
    elif aim == "draw":
        value, step = Fraction(sum(_drawn(book, key) for key in chosen)), Fraction(1)
    else:
        msg = f"the audit cannot recompute the aim {aim}"
        raise ValueError(msg)
    sense = "most" if aim in _MOST else "least"
    return Measured(name, _UNITS[aim], sense, value, step)


def _moves(book: Book, key: Key) -> bool:
    before = book.referrals[key[0]]["current_provider"]
    return before not in ("", key[1])


def _drawn(book: Book, key: Key) -> int:
    """Give the first 20 bits of the recorded draw of an offer."""
    drawn = f"{book.market.aims.draw_seed}|{'|'.join(key)}"
    return int(hashlib.sha256(drawn.encode("utf-8")).hexdigest()[:5], 16)


def breaches(
    book: Book, aims: Sequence[Measured], allocation: Allocation
) -> Iterator[str]:
    """Tell where the claims about aims are not what the plan shows.

    Parameters
    ----------
    book : Book
    aims : sequence of Measured
        Recomputed.
    allocation : Allocation
        With the claims.

    Yields
    ------
    str
    """
    names = [aim.name for aim in aims]
    claimed = [claim.name for claim in allocation.aims]
    if names != claimed:
        yield f"aims: the rules ask for {names}, the allocation tells of {claimed}"
        return
    for aim, claim in zip(aims, allocation.aims, strict=True):
        for breach in _claim(book, aim, claim):
            yield f"aim {aim.name}: {breach}"
    proven = [bool(claim.proved_by) for claim in allocation.aims]
    ties = [name.startswith("tie_break:") for name in names]
    settled = all(p for p, tie in zip(proven, ties, strict=True) if tie)
    if allocation.tie_settled != settled:
        yield f"tie_settled is {allocation.tie_settled}, the proofs say {settled}"
    status = "optimal"
    if not all(p for p, tie in zip(proven, ties, strict=True) if not tie):
        status = "feasible"
    if allocation.status != status:
        yield f"status is {allocation.status}, the proofs say {status}"


def _claim(book: Book, aim: Measured, claim: AimResult) -> Iterator[str]:
    for what, said, right in (
        ("unit", claim.unit, aim.unit),
        ("sense", claim.sense, aim.sense),
    ):
        if said != right:
            yield f"{what} is {said}, and should be {right}"
    if not _near(claim.value, aim.value):
        yield f"value is {claim.value:.12g}, recomputed {float(aim.value):.12g}"
    # As if all aims were "most": larger is better.
    sign = 1 if aim.sense == "most" else -1
    value, best = sign * claim.value, sign * claim.best
    bound = sign * claim.bound
    if max(value, best) > bound + _noise(bound):
        yield f"bound {claim.bound:.12g} is passed by the plan or by the best"
    shares = {str(name): share for name, share in book.market.aims.tolerance.items()}
    slack = shares.get(aim.name.split(":")[0], 0.0) * abs(best)
    if value < best - slack - _noise(best):
        yield f"value {claim.value:.12g} gives up more than its tolerance of the best"
    gap = abs(claim.bound - claim.value) / max(abs(claim.value), 1.0)
    if claim.gap != gap and not _near(claim.gap, gap):
        yield f"gap is {claim.gap:.12g}, recomputed {gap:.12g}"
    apart = abs(bound - best)
    if claim.proved_by and apart >= aim.step and apart > _noise(best):
        yield f"said to be proved, with bound {claim.bound:.12g} away from the best"


def _noise(number: float) -> float:
    return _NOISE * max(1.0, abs(number))


def _near(one: float, other: Fraction | float) -> bool:
    return abs(one - float(other)) <= _noise(float(other))

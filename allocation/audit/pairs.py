"""What an allocation says of each offer, held against what the audit finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocation.audit.book import keyed, rows, shown
from allocation.audit.points import choice_points, evaluated_pence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from allocation.allocation import Allocation
    from allocation.audit.book import Book, Key, Row
    from allocation.audit.points import Mark

_COPIED = (
    "evaluated_pence",
    "price_pence",
    "core_included",
    "hours_per_week",
    "quality",
    "fit",
)
_NOISE = 1e-9
"""How far price points, which are not rounded, may lie from the exact number."""


def breaches(
    book: Book,
    allocation: Allocation,
    verdicts: Mapping[Key, tuple[str, ...]],
    marks: Mapping[Key, Mark],
) -> Iterator[str]:
    """Tell where the table of pairs is not what the rules give.

    Parameters
    ----------
    book : Book
    allocation : Allocation
    verdicts : mapping of Key to tuple of str
        Every rule that refuses each offer.
    marks : mapping of Key to Mark
        Of the eligible offers.

    Yields
    ------
    str
    """
    pairs = rows(allocation.pairs)
    keys = [keyed(pair) for pair in pairs]
    if keys != list(book.offers):
        yield "pairs: they are not the offers, each once and in their order"
        return
    chosen = {keyed(row) for row in rows(allocation.placements)}
    for key, pair in zip(keys, pairs, strict=True):
        for breach in _pair(book, key, pair, verdicts[key], chosen):
            yield f"{shown(key)}: {breach}"
        if key in marks:
            for breach in worth(pair, marks[key]):
                yield f"{shown(key)}: {breach}"


def _pair(
    book: Book, key: Key, pair: Row, verdict: tuple[str, ...], chosen: Collection[Key]
) -> Iterator[str]:
    first = verdict[0] if verdict else ""
    if pair["refused_by"] != first:
        yield f"refused by {_said(pair['refused_by'])}, recomputed {_said(first)}"
    if tuple(pair["refused_also"]) != verdict:
        yield (
            f"all rules that refuse are {_said(', '.join(pair['refused_also']))}, "
            f"recomputed {_said(', '.join(verdict))}"
        )
    state = "refused" if verdict else "chosen" if key in chosen else "eligible"
    if pair["state"] != state:
        yield f"state is {pair['state']}, recomputed {state}"
    if pair["lot"] != book.lot(key):
        yield f"lot is {pair['lot']}, the person's is {book.lot(key)}"
    for name in _COPIED:
        if pair[name] != book.offers[key][name]:
            yield f"{name} is {pair[name]}, the offer has {book.offers[key][name]}"
    if book.offers[key]["evaluated_pence"] != evaluated_pence(book, key):
        right = evaluated_pence(book, key)
        yield f"the offer's evaluated price is not its price and core, {right} pence"
    if pair["choice"] != choice_points(book, key):
        yield f"choice is {pair['choice']}, recomputed {choice_points(book, key)}"
    if verdict and pair["rank"] != 0:
        yield f"rank is {pair['rank']}, and a refused offer has 0"


def worth(said: Row, mark: Mark) -> Iterator[str]:
    """Tell where a pair or a placement has other points, rank or price points.

    Parameters
    ----------
    said : row
        Of pairs, or of placements, which have no price points; eligible.
    mark : Mark
        Recomputed.

    Yields
    ------
    str
    """
    points, price = mark.hundredths / 100, float(mark.price)
    if not abs(said["points"] - points) <= _NOISE:  # So that a blank is told too.
        yield f"points are {said['points']:.12g}, recomputed {points:.12g}"
    if said["rank"] != mark.rank:
        yield f"rank is {said['rank']}, recomputed {mark.rank}"
    if not abs(said.get("price_points", price) - price) <= _NOISE:
        yield f"price points are {said['price_points']:.12g}, recomputed {price:.12g}"


def _said(text: str) -> str:
    return f'"{text}"' if text else "nothing"

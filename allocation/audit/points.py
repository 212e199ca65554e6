"""Points recomputed in fractions: no float decides which offer is better."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from allocation.audit.book import blank, exact, half_up, pence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from allocation.audit.book import Book, Key

_BY_RANK: Final = {1: 100, 2: 75, 3: 50, 4: 25}
_WITHOUT_RANKS: Final = 50
_PARTS: Final = ("quality", "price", "choice", "fit")


@dataclass(frozen=True, slots=True)
class Mark:
    """What an eligible offer is worth.

    Attributes
    ----------
    price : Fraction
        Price points, not rounded.
    choice : int
    hundredths : int
        Points, half up, in hundredths.
    rank : int
        1 is the most points; of equals the higher quality, then the lower evaluated
        price; offers that are equal in all share a rank.
    """

    price: Fraction
    choice: int
    hundredths: int
    rank: int


def choice_points(book: Book, key: Key) -> int:
    """Give the choice points of an offer: the best match counts.

    Parameters
    ----------
    book : Book
    key : Key

    Returns
    -------
    int
        0 to 100; 50 where the person ranked nothing.
    """
    ranked = [wish for wish in book.wishes.get(key[0], []) if not blank(wish["rank"])]
    if not ranked:
        return _WITHOUT_RANKS
    hits = [wish["rank"] for wish in ranked if book.hits(wish, key)]
    return max((_BY_RANK.get(rank, 0) for rank in hits), default=0)


def evaluated_pence(book: Book, key: Key) -> int:
    """Give an offer's price and, where the core is apart, a place's share of it.

    Parameters
    ----------
    book : Book
    key : Key

    Returns
    -------
    int
        Pence a week; background over commissioned places, half up, nothing where the
        scheme states no places.
    """
    offer = book.offers[key]
    price = int(offer["price_pence"])
    if not key[2] or offer["core_included"]:
        return price
    scheme = book.schemes[key[2]]
    if blank(scheme["places"]) or not scheme["places"]:
        return price
    share = Fraction(int(scheme["background_pence"])) / exact(scheme["places"])
    return price + half_up(share)


def marks(book: Book, eligible: Iterable[Key]) -> Mapping[Key, Mark]:
    """Give what each eligible offer is worth.

    Parameters
    ----------
    book : Book
    eligible : iterable of Key
        Every eligible offer, since price points compare a person's offers.

    Returns
    -------
    mapping of Key to Mark

    Raises
    ------
    ValueError
        If a price formula in use is not one the audit can recompute.
    """
    by_person: dict[str, list[Key]] = defaultdict(list)
    for key in eligible:
        by_person[key[0]].append(key)
    made: dict[Key, Mark] = {}
    for keys in by_person.values():
        prices = {key: int(book.offers[key]["evaluated_pence"]) for key in keys}
        lowest = min(prices.values())
        price = {key: _price_points(book, key, prices[key], lowest) for key in keys}
        hundredths = {key: _hundredths(book, key, price[key]) for key in keys}
        merit = {
            key: (hundredths[key], exact(book.offers[key]["quality"]), -prices[key])
            for key in keys
        }
        for key in keys:
            rank = 1 + sum(other > merit[key] for other in merit.values())
            choice = choice_points(book, key)
            made[key] = Mark(price[key], choice, hundredths[key], rank)
    return made


def _price_points(book: Book, key: Key, price: int, lowest: int) -> Fraction:
    scoring = book.market.scoring.within(book.lots[book.lot(key)])
    if scoring.price_formula == "lowest_ratio":
        # A price of nothing is let in only where price has no weight.
        return Fraction(100 * lowest, price) if price else Fraction(100)
    ends = scoring.floor_gbp_per_week, scoring.ceiling_gbp_per_week
    if scoring.price_formula != "absolute_linear" or None in ends:
        msg = f"the audit cannot recompute price points by {scoring.price_formula}"
        raise ValueError(msg)
    floor, ceiling = (pence(end) for end in ends if end is not None)
    share = Fraction(ceiling - price, ceiling - floor)
    return 100 * min(Fraction(1), max(Fraction(0), share))


def _hundredths(book: Book, key: Key, price: Fraction) -> int:
    offer, person = book.offers[key], book.referrals[key[0]]
    of_lot = book.lots[book.lot(key)].weights or book.market.scoring.weights
    worth = {
        "quality": exact(offer["quality"]),
        "price": price,
        "choice": Fraction(choice_points(book, key)),
        "fit": exact(offer["fit"]),
    }
    weights = {}
    for part in _PARTS:
        own = person[f"{part}_weight"]
        weights[part] = exact(getattr(of_lot, part) if blank(own) else own)
    mean = sum(weights[part] * worth[part] for part in _PARTS) / sum(weights.values())
    return half_up(Fraction(mean) * 100)

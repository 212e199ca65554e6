"""Who may serve whom, recomputed offer by offer in the order of refusal of CASE.md."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING, Final

import pandas as pd

from allocation.audit.book import blank, exact, holds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from allocation.audit.book import Book, Key

_MERIT: Final = ("Inadequate", "Requires improvement", "Good", "Outstanding")


def refusals(book: Book, key: Key) -> tuple[str, ...]:
    """Give every rule that refuses an offer, in the order of refusal.

    Parameters
    ----------
    book : Book
    key : Key
        Of an offer in the book.

    Returns
    -------
    tuple of str
        Empty where the offer is eligible; the first is the reason.
    """
    return tuple(rule for rule, refuses in RULES.items() if refuses(book, key))


def _status(book: Book, key: Key) -> bool:
    provider, person = book.providers[key[1]], book.referrals[key[0]]
    if provider["status"] == "no_new":
        return bool(person["current_provider"] != key[1])
    return bool(provider["status"] == "closed")


def _lot(book: Book, key: Key) -> bool:
    own = book.lot(key)
    wider = [name for name, lot in book.lots.items() if own in lot.includes]
    return not any(_approved(book, key[1], name) for name in [own, *wider])


def _approved(book: Book, provider: str, lot: str) -> bool:
    approval = book.approvals.get((provider, lot))
    if approval is None:
        listed = book.providers[provider]["lots"]
        return not listed or lot in listed
    return holds(approval["approved_from"], approval["approved_to"], book.market)


def _personal_care(book: Book, key: Key) -> bool:
    registered = book.providers[key[1]]["cqc_registered"]
    return bool(book.referrals[key[0]]["personal_care"]) and not registered


def _lot_cqc(book: Book, key: Key) -> bool:
    registered = book.providers[key[1]]["cqc_registered"]
    return book.lots[book.lot(key)].requires_cqc and not registered


def _night(book: Book, key: Key) -> bool:
    support = book.referrals[key[0]]["night_support"]
    return support != "none" and not book.lots[book.lot(key)].accepts_night_support


def _client_group(book: Book, key: Key) -> bool:
    served = book.providers[key[1]]["client_groups"]
    group = book.referrals[key[0]]["client_group"]
    return bool(served and group) and group not in served


def _area(book: Book, key: Key) -> bool:
    served, area = book.providers[key[1]]["areas"], book.referrals[key[0]]["area"]
    return bool(served and area) and area not in served


def _rating(book: Book, key: Key) -> bool:
    rules, provider = book.market.eligibility, book.providers[key[1]]
    rating = provider["cqc_rating"]
    if rating not in _MERIT:
        return rules.unrated == "refuse"
    least = rules.minimum_rating
    if least is not None and _MERIT.index(rating) < _MERIT.index(least):
        return True
    rated_on, years = provider["cqc_rating_date"], rules.rating_too_old_years
    if years is None or blank(rated_on):
        return False
    day = book.market.day
    past = day.year - years
    same_day = min(day.day, monthrange(past, day.month)[1])
    return bool(rated_on < pd.Timestamp(past, day.month, same_day))


def _quality(book: Book, key: Key) -> bool:
    lot = book.lots[book.lot(key)]
    quality = exact(book.offers[key]["quality"])
    if lot.minimum_quality is not None and quality < exact(lot.minimum_quality):
        return True
    for question in lot.question:
        marks = book.marks.get((key[0], key[1], question.question), [])
        if sum(marks) < exact(question.minimum or 0.0) * len(marks):
            return True
    return False


def _accessibility(book: Book, key: Key) -> bool:
    needed = bool(key[2]) and book.referrals[key[0]]["accessible"]
    return bool(needed and not book.schemes[key[2]]["accessible"])


def _household(book: Book, key: Key) -> bool:
    if not key[2]:
        return False
    tags = book.schemes[key[2]]["household"]
    return any(tag not in tags for tag in book.referrals[key[0]]["household"])


def _veto(book: Book, key: Key) -> bool:
    wishes = book.wishes.get(key[0], [])
    return any(wish["veto"] and book.hits(wish, key) for wish in wishes)


def _only(book: Book, key: Key) -> bool:
    only = [wish for wish in book.wishes.get(key[0], []) if wish["only"]]
    return bool(only) and not any(book.hits(wish, key) for wish in only)


def _must_stay(book: Book, key: Key) -> bool:
    person = book.referrals[key[0]]
    return book.is_bound(person) and person["current_provider"] != key[1]


RULES: Final[Mapping[str, Callable[[Book, Key], bool]]] = {
    "offer_status": lambda book, key: book.offers[key]["status"] != "offered",
    "provider_status": _status,
    "lot_approval": _lot,
    "personal_care": _personal_care,
    "lot_cqc": _lot_cqc,
    "night_support": _night,
    "client_group": _client_group,
    "area": _area,
    "rating": _rating,
    "minimum_quality": _quality,
    "accessibility": _accessibility,
    "household": _household,
    "veto": _veto,
    "only": _only,
    "must_stay": _must_stay,
}
"""Each rule in the order of refusal. Distance has none: a market knows no distances."""

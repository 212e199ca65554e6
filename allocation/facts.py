"""The fact behind a refusal, in words that name who and what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from allocation.audit.book import blank, exact

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from allocation.audit.book import Book, Key


def fact(book: Book, rule: str, key: Key) -> str:
    """Say why a rule refuses an offer, with what the tables hold.

    Parameters
    ----------
    book : Book
    rule : str
        One that refuses the offer.
    key : Key
        Referral, provider, scheme.

    Returns
    -------
    str
        Without a stop, such as ``P031 is not approved for lot 3``.
    """
    return _FACTS[rule](book, key)


def _offer_status(book: Book, key: Key) -> str:
    return f"the offer is {book.offers[key]['status']}"


def _provider_status(book: Book, key: Key) -> str:
    if book.providers[key[1]]["status"] == "closed":
        return f"{key[1]} is closed"
    return f"{key[1]} takes nobody new"


def _lot_approval(book: Book, key: Key) -> str:
    lot = book.lot(key)
    dates = book.approvals.get((key[1], lot))
    text = f"{key[1]} is not approved for lot {lot}"
    if dates is None:
        return text
    first, end = dates["approved_from"], dates["approved_to"]
    day = pd.Timestamp(book.market.day)
    if not blank(first) and first > day:
        return f"{text} before {_day(first)}"
    if not blank(end) and end <= day:
        return f"{text} since {_day(end)}"
    return text


def _day(day: pd.Timestamp) -> str:
    return f"{day.day} {day:%B %Y}"


def _personal_care(book: Book, key: Key) -> str:
    del book
    return (
        f"{key[0]} needs personal care, and {key[1]} is not registered with the CQC "
        "for it: the law asks for that"
    )


def _lot_cqc(book: Book, key: Key) -> str:
    return f"lot {book.lot(key)} asks for CQC registration, which {key[1]} has not"


def _night_support(book: Book, key: Key) -> str:
    need = book.referrals[key[0]]["night_support"].replace("_", "-")
    return f"{key[0]} needs {need} support at night, and lot {book.lot(key)} has none"


def _client_group(book: Book, key: Key) -> str:
    served = _listed(book.providers[key[1]]["client_groups"])
    group = book.referrals[key[0]]["client_group"]
    return f"{key[1]} serves {served}, and not {group}"


def _area(book: Book, key: Key) -> str:
    served = _listed(book.providers[key[1]]["areas"])
    return f"{key[1]} serves {served}, and not {book.referrals[key[0]]['area']}"


def _rating(book: Book, key: Key) -> str:
    rules, provider = book.market.eligibility, book.providers[key[1]]
    rating = provider["cqc_rating"]
    if rating in ("", "Not rated"):
        return f"{key[1]} is not rated, and the case asks for a rating"
    if _is_below(rating, rules.minimum_rating):
        return f"{key[1]} is rated {rating}, and the case asks for {_least(book)}"
    rated, years = _day(provider["cqc_rating_date"]), rules.rating_too_old_years
    return f"the rating of {key[1]} is of {rated}, more than {years} years ago"


_MERIT: Final = ("Inadequate", "Requires improvement", "Good", "Outstanding")


def _is_below(rating: str, least: str | None) -> bool:
    return least is not None and _MERIT.index(rating) < _MERIT.index(least)


def _least(book: Book) -> str:
    least = book.market.eligibility.minimum_rating
    return f"{least}" if least == "Outstanding" else f"{least} or better"


def _minimum_quality(book: Book, key: Key) -> str:
    lot = book.lots[book.lot(key)]
    quality = book.offers[key]["quality"]
    if lot.minimum_quality is not None and exact(quality) < exact(lot.minimum_quality):
        return (
            f"its quality is {quality:.4g}, and lot {lot.lot} asks for "
            f"{lot.minimum_quality:g}"
        )
    for question in lot.question:
        marks = book.marks.get((key[0], key[1], question.question), [])
        if sum(marks) < exact(question.minimum or 0.0) * len(marks):
            mean = float(sum(marks) / len(marks))
            return (
                f'its mark for the question "{question.question}" is {mean:.4g}, and '
                f"lot {lot.lot} asks for {question.minimum:g}"
            )
    return f"it is below the least quality of lot {lot.lot}"


def _accessibility(book: Book, key: Key) -> str:
    del book
    return f"{key[0]} needs an accessible home, and {key[2]} is not one"


def _household(book: Book, key: Key) -> str:
    has = book.schemes[key[2]]["household"]
    missing = [tag for tag in book.referrals[key[0]]["household"] if tag not in has]
    return f"{key[0]} needs a household that is {_listed(missing)}: {key[2]} is not"


def _veto(book: Book, key: Key) -> str:
    vetoed = [wish for wish in book.wishes[key[0]] if wish["veto"]]
    wish = next(wish for wish in vetoed if book.hits(wish, key))
    return f"{key[0]} said no to {_named(wish)}"


def _only(book: Book, key: Key) -> str:
    asked = [_named(wish) for wish in book.wishes[key[0]] if wish["only"]]
    return f"{key[0]} asked for {_listed(asked, 'or')} only"


def _named(wish: dict[str, object]) -> str:
    return str(wish["scheme"] or wish["provider"] or wish["area"])


def _must_stay(book: Book, key: Key) -> str:
    return f"{key[0]} stays with {book.referrals[key[0]]['current_provider']}"


def _listed(names: list[str] | tuple[str, ...], word: str = "and") -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {word} {names[-1]}"


_FACTS: Final[Mapping[str, Callable[[Book, Key], str]]] = {
    "offer_status": _offer_status,
    "provider_status": _provider_status,
    "lot_approval": _lot_approval,
    "personal_care": _personal_care,
    "lot_cqc": _lot_cqc,
    "night_support": _night_support,
    "client_group": _client_group,
    "area": _area,
    "distance": lambda *_: "it is too far away",
    "rating": _rating,
    "minimum_quality": _minimum_quality,
    "accessibility": _accessibility,
    "household": _household,
    "veto": _veto,
    "only": _only,
    "must_stay": _must_stay,
}

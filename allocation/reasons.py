"""Why somebody is not placed, and the least that would place them, in plain words."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Final

import pandas as pd

from allocation.answer import Status
from allocation.remedies import remedies
from costing.money import amount

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from allocation.allocation import Allocation
    from allocation.audit.book import Book
    from allocation.audit.swaps import Short
    from allocation.market import Market
    from allocation.remedies import Remedy

AGAINST: Final[Mapping[str, str]] = {
    "offer_status": "the offer is not open",
    "provider_status": "the provider takes nobody new",
    "lot_approval": "the provider is not approved for lot {lot}",
    "personal_care": "the provider is not registered for personal care",
    "lot_cqc": "lot {lot} asks for CQC registration",
    "night_support": "lot {lot} has no night support",
    "client_group": "the provider does not serve the client group",
    "area": "the provider does not serve the area",
    "distance": "it is too far away",
    "rating": "the provider does not meet the rating rules",
    "minimum_quality": "the offer is below the least quality of lot {lot}",
    "accessibility": "the home is not accessible",
    "household": "the household does not suit",
    "veto": "the person said no to it",
    "only": "the person asked for another one only",
    "must_stay": "the person stays with the provider they have",
}
"""What each rule of the order of refusal says against an offer."""

_OWN_WORD: Final = frozenset({"veto", "only"})


def unplaced(
    market: Market, allocation: Allocation, book: Book | None = None
) -> pd.DataFrame:
    """Tell why each person who is not placed is not, and the nearest remedy.

    Parameters
    ----------
    market : Market
    allocation : Allocation
        Its status, placements and pairs are read.
    book : Book, optional
        The market as the audit opened it, where it has.

    Returns
    -------
    DataFrame
        referral, reason, remedy; sorted by referral.
    """
    said = [
        (person, *_said(ways, is_proven=allocation.status == Status.OPTIMAL))
        for person, ways in remedies(market, allocation, book).items()
    ]
    return pd.DataFrame(said, columns=["referral", "reason", "remedy"], dtype="str")


def _said(ways: Sequence[Remedy], *, is_proven: bool) -> tuple[str, str]:
    if not ways:
        return (
            "Nobody has made an offer.",
            "Ask again: more providers, or a wider area.",
        )
    eligible = [way for way in ways if not way.rules]
    if not eligible:
        return _refused(ways)
    least = eligible[0]
    if not least.shorts and not least.apart:
        return _passed_over(least, is_proven=is_proven)
    blocked = "; ".join(in_the_way(way) for way in eligible)
    return sentence(blocked), sentence(_relief(least))


def _refused(ways: Sequence[Remedy]) -> tuple[str, str]:
    counts = Counter(_against(way.rules[0], way) for way in ways)
    firsts = "; ".join(
        text if len(counts) == 1 else f"{text} ({number} of them)"
        for text, number in counts.most_common()
    )
    offers = "1 offer, not" if len(ways) == 1 else f"{len(ways)} offers, none"
    least = ways[0]
    texts = [_against(rule, least) for rule in least.rules]
    only = "the only thing" if len(texts) == 1 else "what stands"
    asked = "the person about " if _OWN_WORD & set(least.rules) else ""
    remedy = f"ask {asked}{_who(least)}: {only} against it is that {_listed(texts)}"
    if least.shorts or least.apart:
        remedy += f"; and then {_relief(least)}"
    return sentence(f"{offers} allowed: {firsts}"), sentence(remedy)


def _passed_over(way: Remedy, *, is_proven: bool) -> tuple[str, str]:
    if is_proven:
        return (
            f"{_who(way)} has room, and the aims in their order leave this person out.",
            "Put placed first among the aims, with no tolerance.",
        )
    return (
        f"{_who(way)} may have room: the search stopped before it was sure.",
        "Give the search more time.",
    )


def in_the_way(way: Remedy) -> str:
    """Say what limits and housemates stand in the way of an offer, without a stop."""
    texts = []
    for owner, shorts in _by_owner(way).items():
        needs = [_hours(short.needs) for short in shorts if short.line.kind == "hours"]
        asks = f", and this needs {needs[0]}" if needs else ""
        texts.append(f"{owner} has {_phrased(shorts, _left)}{asks}")
    if _is_about_money(way):
        texts.append(f"{_who(way)} is not within the indicative budget")
    return "; ".join([*texts, *way.apart])


def _relief(way: Remedy) -> str:
    asked = [
        f"{owner} with {_phrased(shorts, _more)}"
        for owner, shorts in _by_owner(way).items()
    ]
    if way.apart:
        asked.append(f"another home than {way.key[2]}")
    if not _is_about_money(way):
        return f"{_listed(asked)} would place them"
    money = [short for short in way.shorts if short.line.kind == "budget"]
    relief = f"{_listed([*asked, _phrased(money, _more)])} would place them"
    return f"no offer within the indicative budget: escalate; {relief} with {_who(way)}"


def _phrased(shorts: Sequence[Short], say: Callable[[Short], str]) -> str:
    """Say what is short, once where it is as short in all as in a lot."""
    lots: dict[str, list[str]] = {}
    for short in shorts:
        lots.setdefault(say(short), []).append(short.line.lot)
    texts: dict[tuple[str, ...], list[str]] = {}
    for text, inside in lots.items():
        texts.setdefault(tuple(inside), []).append(text)
    if list(texts) == [("",)]:
        return _listed(list(lots))
    return _listed(
        [
            f"{_listed(told)} {_listed([_where(lot) for lot in scope])}"
            for scope, told in texts.items()
        ]
    )


def _where(lot: str) -> str:
    return f"in lot {lot}" if lot else "in all"


def _by_owner(way: Remedy) -> dict[str, list[Short]]:
    """Gather what is short by provider or scheme, which a budget has none of."""
    owners: dict[str, list[Short]] = {}
    for short in way.shorts:
        if short.line.kind != "budget":
            owner = short.line.provider or short.line.scheme
            owners.setdefault(owner, []).append(short)
    return owners


def _is_about_money(way: Remedy) -> bool:
    return any(short.line.kind == "budget" for short in way.shorts)


def _left(short: Short) -> str:
    line = short.line
    if line.kind == "hours":
        return f"{_hours(max(line.room - line.used, Fraction(0)))} a week left"
    if line.kind == "places":
        return "no place left"
    return "no more of its share of the hours"


def _more(short: Short) -> str:
    kind, lacks = short.line.kind, short.lacks
    if kind == "hours":
        return f"{_hours(lacks)} a week more"
    if kind == "places":
        return f"{_places(ceil(lacks))} more"
    if kind == "budget":
        return f"£{amount(ceil(lacks))} a week more"
    return f"a share cap of {ceil(lacks * 1000) / 10:g} %"


def _against(rule: str, way: Remedy) -> str:
    return AGAINST[rule].format(lot=way.lot)


def _who(way: Remedy) -> str:
    return f"{way.key[1]} in {way.key[2]}" if way.key[2] else way.key[1]


def _places(number: int) -> str:
    return "1 place" if number == 1 else f"{number} places"


def _hours(minutes: Fraction | int) -> str:
    hours, rest = divmod(ceil(minutes), 60)
    if not rest:
        return f"{hours} h"
    return f"{hours} h {rest} min" if hours else f"{rest} min"


def _listed(texts: Sequence[str]) -> str:
    return " and ".join([", ".join(texts[:-1]), texts[-1]] if texts[1:] else texts)


def sentence(text: str) -> str:
    """Give a text its capital and its stop."""
    return f"{text[0].upper()}{text[1:]}."

"""The market as plain rows, and the days and exact numbers that the audit reads."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocation.market import Market
    from allocation.rules import Lot

Row = dict[str, Any]
Key = tuple[str, str, str]
"""Referral, provider and scheme (empty: none): what names an offer."""


@dataclass(frozen=True, slots=True)
class Book:
    """A market read once, row by row.

    Attributes
    ----------
    market : Market
    lots : mapping of str to Lot
        In file order.
    providers, schemes, referrals : mapping of str to row
    approvals : mapping of (provider, lot) to row
        Rows of provider_lots.
    offers : mapping of Key to row
        In file order, each with its ``row`` in the file.
    wishes : mapping of referral to list of row
        Preferences.
    marks : mapping of (referral, provider, question) to list of Fraction
        One mark an evaluator.
    apart : list of row
        may_not_share.
    present : list of row
        Commitments that hold on the day.
    committed : list of row
        Those of ``present`` that take room: not up for award.
    """

    market: Market
    lots: Mapping[str, Lot]
    providers: Mapping[str, Row]
    approvals: Mapping[tuple[str, str], Row]
    schemes: Mapping[str, Row]
    referrals: Mapping[str, Row]
    offers: Mapping[Key, Row]
    wishes: Mapping[str, list[Row]]
    marks: Mapping[tuple[str, str, str], list[Fraction]]
    apart: list[Row]
    present: list[Row]
    committed: list[Row]

    def lot(self, key: Key) -> str:
        """Give the lot of an offer's person."""
        return str(self.referrals[key[0]]["lot"])

    def area(self, key: Key) -> str:
        """Give the area an offer is in: its scheme's, else the person's."""
        scheme = self.schemes[key[2]]["area"] if key[2] else ""
        return str(scheme or self.referrals[key[0]]["area"])

    def hits(self, wish: Row, key: Key) -> bool:
        """Tell if a preference names this offer's provider, scheme or area."""
        named = [wish["provider"], wish["scheme"], wish["area"]]
        offer = [key[1], key[2], self.area(key)]
        return any(n and n == o for n, o in zip(named, offer, strict=True))

    def is_bound(self, person: Row) -> bool:
        """Tell if the person must stay; a provider that closes frees them."""
        if not person["must_stay"]:
            return False
        return bool(self.providers[person["current_provider"]]["status"] != "closed")


def opened(market: Market) -> Book:
    """Read a market's tables into rows.

    Parameters
    ----------
    market : Market

    Returns
    -------
    Book
    """
    wishes: dict[str, list[Row]] = defaultdict(list)
    for wish in rows(market.preferences):
        wishes[wish["referral"]].append(wish)
    marks: dict[tuple[str, str, str], list[Fraction]] = defaultdict(list)
    for mark in rows(market.question_scores):
        asked = mark["referral"], mark["provider"], mark["question"]
        marks[asked].append(exact(mark["score"]))
    present = [
        _lot_filled_in(person, market)
        for person in rows(market.commitments)
        if holds(person["start"], person["end"], market)
    ]
    return Book(
        market=market,
        lots={lot.lot: lot for lot in market.lots},
        providers={row["provider"]: row for row in rows(market.providers)},
        approvals={
            (row["provider"], row["lot"]): row for row in rows(market.provider_lots)
        },
        schemes={row["scheme"]: row for row in rows(market.schemes)},
        referrals={row["referral"]: row for row in rows(market.referrals)},
        offers={keyed(row): row for row in rows(market.offers)},
        wishes=wishes,
        marks=marks,
        apart=rows(market.may_not_share),
        present=present,
        committed=[person for person in present if not person["up_for_award"]],
    )


def _lot_filled_in(person: Row, market: Market) -> Row:
    """Put a commitment without a lot into the only lot, where there is one."""
    only = market.lots[0].lot if len(market.lots) == 1 else ""
    return {**person, "lot": person["lot"] or only}


def rows(table: pd.DataFrame) -> list[Row]:
    """Give a table as rows, each with its ``row`` in the file."""
    names = [str(name) for name in table.columns]
    columns = [table[name].tolist() for name in table.columns]
    return [
        {"row": row, **dict(zip(names, cells, strict=True))}
        for row, *cells in zip(table.index.tolist(), *columns, strict=True)
    ]


def keyed(row: Row) -> Key:
    """Give what names an offer, a pair or a placement."""
    return str(row["referral"]), str(row["provider"]), str(row["scheme"])


def shown(key: Key) -> str:
    """Write what names an offer: ``R0001 with P001 in S01``."""
    return f"{key[0]} with {key[1]}" + (f" in {key[2]}" if key[2] else "")


def holds(first: Any, end: Any, market: Market) -> bool:
    """Tell if the day of decision is in [first, end); a blank end is open."""
    day = pd.Timestamp(market.day)
    return (blank(first) or first <= day) and (blank(end) or day < end)


def blank(cell: Any) -> bool:
    """Tell if a number or a day is not stated."""
    return bool(pd.isna(cell))


@lru_cache(maxsize=4096)
def exact(number: float) -> Fraction:
    """Read a float as the simple ratio near it.

    A mean of three marks is 200/3 and 50.05 is 1001/20, not what binary makes of them.
    """
    return Fraction(number).limit_denominator(10**6)


def half_up(number: Fraction) -> int:
    """Round to a whole number, half away from zero."""
    size = int(abs(number) + Fraction(1, 2))
    return size if number >= 0 else -size


@lru_cache(maxsize=4096)
def minutes(hours: float) -> int:
    """Give hours as whole minutes."""
    return half_up(exact(hours) * 60)


@lru_cache(maxsize=4096)
def pence(pounds: float) -> int:
    """Give pounds as whole pence."""
    return half_up(exact(pounds) * 100)

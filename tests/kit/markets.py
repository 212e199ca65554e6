"""Small markets for tests, from rows that state only what matters."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from allocation.market import Market
from allocation.rules import Aims, Eligibility, Lot, Scoring
from tests.kit.frames import Row, frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DAY: Final = date(2026, 11, 1)


def make_market(
    *,
    providers: Iterable[Row],
    referrals: Iterable[Row],
    offers: Iterable[Row],
    lots: Sequence[Lot] = (),
    aims: Aims | None = None,
    scoring: Scoring | None = None,
    eligibility: Eligibility | None = None,
    day: date = DAY,
    **others: Iterable[Row],
) -> Market:
    """Make a market from rows.

    Parameters
    ----------
    providers, referrals : iterable of dict
        What is not stated takes its default.
    offers : iterable of dict
        ``price`` in pounds (default 100) becomes ``price_pence``; ``evaluated_pence``
        is the price and, where the core is apart, background over the scheme's places;
        ``quality`` is the provider's if not stated, else 0; ``hours_per_week`` the
        referral's.
    lots : sequence of Lot
        None makes one lot "1" that everything fits.
    day : date
    **others : iterable of dict
        provider_lots, schemes, preferences, may_not_share, commitments,
        question_scores. Schemes state ``background_gbp_per_week``.

    Returns
    -------
    Market

    Raises
    ------
    KeyError
        If a row names a column that its table has not.
    """
    sellers = list(providers)
    people = list(referrals)
    houses = [_scheme(row) for row in others.pop("schemes", ())]
    priced = [_offer(row, sellers, people, houses) for row in offers]
    names = (
        "provider_lots",
        "preferences",
        "may_not_share",
        "commitments",
        "question_scores",
    )
    tables = {name: frame(name, others.pop(name, ())) for name in names}
    if others:
        msg = f"a market has no table {sorted(others)}"
        raise KeyError(msg)
    return Market(
        day=day,
        lots=tuple(lots) or (Lot(lot="1"),),
        aims=aims or Aims(),
        scoring=scoring or Scoring(),
        eligibility=eligibility or Eligibility(),
        providers=frame("providers", sellers),
        schemes=frame("schemes", houses),
        referrals=frame("referrals", people),
        offers=frame("offers", priced),
        **tables,
    )


def _scheme(row: Row) -> Row:
    background = row.get("background_gbp_per_week", 0.0)
    running = row.get("occupied_places", 0) > 0
    return {
        "already_running": running,
        **row,
        "background_pence": round(background * 100),
    }


def _offer(row: Row, providers: list[Row], people: list[Row], houses: list[Row]) -> Row:
    person = _found(people, "referral", row["referral"])
    provider = _found(providers, "provider", row["provider"])
    offer: dict[str, Any] = {
        "quality": provider.get("quality", 0.0),
        "hours_per_week": person.get("hours_per_week", 0.0),
        "price": 100.0,
        **row,
    }
    price = round(offer.pop("price") * 100)
    core = 0
    if row.get("scheme") and not row.get("core_included", False):
        house = _found(houses, "scheme", row["scheme"])
        if house.get("places", 0) > 0:  # Not where they are blank.
            places = int(house["places"])
            core = (2 * house["background_pence"] + places) // (2 * places)
    return {"price_pence": price, "evaluated_pence": price + core, **offer}


def _found(rows: list[Row], key: str, name: str) -> Row:
    return next(row for row in rows if row[key] == name)

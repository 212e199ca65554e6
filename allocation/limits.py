"""What binds a plan as a whole: room of providers and schemes, share caps, budgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from allocation.rules import exact
from costing.money import pence, round_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import ArrayLike, NDArray

    from allocation.market import Market

MINUTES_PER_HOUR: Final = 60

_NO_LIMIT: Final = 2**60
"""Minutes or places of a limit that is not stated."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Every limit that is stated, in whole minutes, places and pence.

    Attributes
    ----------
    rooms : DataFrame
        kind (hours, places), provider, lot, scheme (empty: any), limit, before (taken
        by commitments), room (what is left for the plan, never below 0; the least of
        capacity and of what is spare): int64.
    shares : DataFrame
        provider, lot (empty: all), top, bottom (the cap as a fraction), before,
        before_all (minutes of commitments): int64; is_over (bool): commitments alone
        break the cap, so that the plan may add no hours.
    budgets : DataFrame
        lot (empty: all), limit (pence): int64.
    notes : tuple of str
    """

    rooms: pd.DataFrame
    shares: pd.DataFrame
    budgets: pd.DataFrame
    notes: tuple[str, ...]


def minutes(hours: ArrayLike) -> NDArray[np.int64]:
    """Turn hours that are kept to the minute into whole minutes."""
    in_minutes = np.asarray(hours, dtype=np.float64) * MINUTES_PER_HOUR
    return round_to(in_minutes).astype(np.int64)


def present(market: Market) -> pd.DataFrame:
    """Give the commitments that hold on the day, [start, end), each in a lot.

    Returns
    -------
    DataFrame
        Rows of commitments, with ``minutes`` (int64): 0 where hours are not told.
    """
    rows = market.commitments
    day = np.datetime64(market.day)
    begun = ~(rows["start"].to_numpy() > day)
    ended = rows["end"].to_numpy() <= day
    held = rows[begun & ~ended]
    only = market.lots[0].lot if len(market.lots) == 1 else ""
    in_hours = (held["unit"] == "hours") & held["units_per_week"].notna()
    return held.assign(
        lot=held["lot"].where(held["lot"] != "", only),
        minutes=minutes(held["units_per_week"].where(in_hours, 0.0)),
    )


def stated_limits(market: Market) -> Limits:
    """Read every limit of a market and what commitments take of it.

    Parameters
    ----------
    market : Market

    Returns
    -------
    Limits
    """
    held = present(market)
    taken = held[~held["up_for_award"].astype(bool)]
    rooms = pd.concat(
        [
            _rooms(market.providers, ["provider"], taken),
            _rooms(market.provider_lots, ["provider", "lot"], taken),
            _scheme_rooms(market.schemes, taken),
        ],
        ignore_index=True,
    )
    shares = _shares(market, taken)
    return Limits(
        rooms=rooms,
        shares=shares,
        budgets=_budgets(market),
        notes=(*_room_notes(rooms), *_share_notes(shares)),
    )


def _rooms(table: pd.DataFrame, keys: list[str], taken: pd.DataFrame) -> pd.DataFrame:
    """Read what providers can hold, less commitments, and what they can still take."""
    hours = _total(table, keys, taken.groupby(keys)["minutes"].sum())
    people = _total(table, keys, taken.groupby(keys)["person"].nunique())
    stated = [
        ("hours", "capacity_hours_per_week", "spare_hours_per_week", hours),
        ("places", "capacity_places", "spare_places", people),
    ]
    return _gathered(table, keys, stated)


def _scheme_rooms(table: pd.DataFrame, taken: pd.DataFrame) -> pd.DataFrame:
    hours = _total(table, ["scheme"], taken.groupby(["scheme"])["minutes"].sum())
    occupied = np.rint(table["occupied_places"]).to_numpy(dtype=np.int64)
    stated = [
        ("hours", "capacity_hours_per_week", "", hours),
        ("places", "places", "", occupied),
    ]
    return _gathered(table, ["scheme"], stated)


def _total(
    table: pd.DataFrame, keys: list[str], sums: pd.Series[Any]
) -> NDArray[np.int64]:
    """Look up sums by key; a key that has none has nothing."""
    wanted = pd.MultiIndex.from_frame(table[keys])
    has = pd.MultiIndex.from_tuples(
        [key if isinstance(key, tuple) else (key,) for key in sums.index], names=keys
    )
    places = has.get_indexer(wanted) if len(has) else np.full(len(table), -1)
    padded = np.append(sums.to_numpy(dtype=np.int64), 0)
    return np.asarray(padded[places], dtype=np.int64)


def _gathered(
    table: pd.DataFrame,
    keys: list[str],
    stated: Sequence[tuple[str, str, str, NDArray[np.int64]]],
) -> pd.DataFrame:
    """Gather limits from columns of capacity and of what is spare: both bind."""
    parts = []
    for kind, capacity, spare, before in stated:
        in_all = _whole(table, kind, capacity)
        still = _whole(table, kind, spare) if spare else np.full(len(table), _NO_LIMIT)
        given = np.minimum(in_all, still) < _NO_LIMIT
        part = pd.DataFrame(
            {
                "kind": kind,
                "limit": np.minimum(in_all, before + still)[given],
                "before": before[given],
                "room": np.minimum(np.maximum(in_all - before, 0), still)[given],
            }
        )
        for name in ("provider", "lot", "scheme"):
            part[name] = table.loc[given, name].to_numpy() if name in keys else ""
        parts.append(part)
    rooms = pd.concat(parts, ignore_index=True)
    order = ["provider", "lot", "scheme", "kind"]
    return rooms[
        ["kind", "provider", "lot", "scheme", "limit", "before", "room"]
    ].sort_values(order, kind="stable")


def _whole(table: pd.DataFrame, kind: str, column: str) -> NDArray[np.int64]:
    """Read a limit as minutes or places; a blank is none."""
    amount = table[column].to_numpy(dtype=np.float64)
    given = ~np.isnan(amount)
    whole = np.full(len(table), _NO_LIMIT, dtype=np.int64)
    whole[given] = (
        minutes(amount[given]) if kind == "hours" else np.floor(amount[given])
    )
    return whole


def _shares(market: Market, taken: pd.DataFrame) -> pd.DataFrame:
    capped = market.providers[market.providers["share_cap"].notna()]
    rows = [
        (provider, "", exact(cap))
        for provider, cap in zip(capped["provider"], capped["share_cap"], strict=True)
    ]
    rows += [
        (provider, lot.lot, exact(lot.share_cap))
        for lot in market.lots
        if lot.share_cap is not None
        for provider in market.providers["provider"]
    ]
    shares = pd.DataFrame(
        {
            "provider": [provider for provider, _, _ in rows],
            "lot": [lot for _, lot, _ in rows],
            "top": np.array([cap.numerator for _, _, cap in rows], dtype=np.int64),
            "bottom": np.array([cap.denominator for _, _, cap in rows], dtype=np.int64),
        }
    )
    in_lot = taken.groupby(["provider", "lot"])["minutes"].sum()
    in_all = taken.groupby(["provider"])["minutes"].sum()
    of_lot = taken.groupby(["lot"])["minutes"].sum()
    anywhere = (shares["lot"] == "").to_numpy(dtype=bool)
    before = np.where(
        anywhere,
        _total(shares, ["provider"], in_all),
        _total(shares, ["provider", "lot"], in_lot),
    )
    before_all = np.where(
        anywhere, int(taken["minutes"].sum()), _total(shares, ["lot"], of_lot)
    )
    is_over = shares["bottom"] * before > shares["top"] * before_all
    return shares.assign(before=before, before_all=before_all, is_over=is_over)


def _budgets(market: Market) -> pd.DataFrame:
    stated = [("", market.aims.budget_gbp_per_week)]
    stated += [(lot.lot, lot.budget_gbp_per_week) for lot in market.lots]
    given = [(lot, int(pence(budget))) for lot, budget in stated if budget is not None]
    return pd.DataFrame(
        {
            "lot": [lot for lot, _ in given],
            "limit": np.array([limit for _, limit in given], dtype=np.int64),
        }
    )


def whose(provider: str, lot: str, scheme: str) -> str:
    """Say whose limit it is: ``provider P001 in lot 2``, ``scheme S01``."""
    if scheme:
        return f"scheme {scheme}"
    name = f"provider {provider}" if provider else "all"
    return f"{name} in lot {lot}" if lot else name


def amount_of(kind: str, number: int) -> str:
    """Write an amount of a limit: ``120 hours``, ``3 places``."""
    if kind == "hours":
        return f"{number / MINUTES_PER_HOUR:g} hours"
    return f"{number} place{'' if number == 1 else 's'}"


def _room_notes(rooms: pd.DataFrame) -> Iterable[str]:
    over = rooms[rooms["before"] > rooms["limit"]]
    names = ["provider", "lot", "scheme", "kind", "before", "limit"]
    for provider, lot, scheme, kind, before, limit in over[names].to_numpy():
        yield (
            f"{whose(provider, lot, scheme)}: {amount_of(kind, before)} are taken of "
            f"{amount_of(kind, limit)}, so none are left"
        )


def _share_notes(shares: pd.DataFrame) -> Iterable[str]:
    over = shares[shares["is_over"]]
    names = ["provider", "lot", "before", "before_all", "top", "bottom"]
    for provider, lot, before, before_all, top, bottom in over[names].to_numpy():
        yield (
            f"{whose(provider, lot, '')}: commitments alone are above its share of "
            f"hours ({before / before_all:.3f} of a cap of {top / bottom:g}), so it is "
            "given no more hours"
        )
    for lot in dict.fromkeys(shares.loc[shares["before_all"] == 0, "lot"]):
        where = f"lot {lot}" if lot else "all lots"
        yield (
            f"{where}: no hours are committed, so a share cap binds on the plan's "
            "own hours alone, and not at all while the plan has none"
        )

"""Capacity: which limits the plan uses, which of them bind, and the market by lot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from allocation.allocate import NO_PLAN
from fairlot.report.canvas import BLUE, DARK, WHITE, Mark
from fairlot.report.figures import (
    NOTHING,
    count,
    decimal,
    percent,
    plain,
    pounds,
    several,
)
from fairlot.report.names import limit_label, lot_titles, provider_names
from fairlot.report.parts import Cell, Column, Plot, Table
from fairlot.report.plots import Bar, stacked_bars
from fairlot.report.rows import rows_of
from fairlot.report.sections.one_more import one_more
from fairlot.report.words import first_upper

if TYPE_CHECKING:
    import pandas as pd

    from scenarios.outcome import Outcome

_MOST: Final = 24
"""Bars that a plot shows at most; the table under it has all."""

_MARKS: Final = (
    Mark("committed", "#d5dade", DARK),
    Mark("newly used", BLUE, BLUE, WHITE),
    Mark("left", WHITE, DARK),
)
_PARTS: Final = {
    "limit": "limit",
    "before": "committed",
    "used": "newly used",
    "left": "left",
}
_WORDS: Final = {
    "hours": "hours a week",
    "places": "places",
    "share": "share of hours",
    "budget": "pounds a week",
}


@dataclass(frozen=True, slots=True)
class Capacity:
    """Limits and what the plan takes of them."""

    says: str
    market_plot: Plot | None
    market: Table | None
    limits_plot: Plot | None
    limits: Table | None
    more: Table | None


@dataclass(frozen=True, slots=True)
class _LotRoom:
    """Hours a week of one lot: asked by referrals, held by providers."""

    title: str
    asked: float
    limit: float
    before: float
    used: float
    left: float


def capacity(outcome: Outcome) -> Capacity:
    """Say what room the plan of an outcome takes, and where it is short."""
    if outcome.allocation.audit == NO_PLAN:
        says = "There is no plan, so none of what providers can take is used."
        return Capacity(says, None, None, None, None, None)
    limits = outcome.allocation.limits
    touched = limits[(limits["used"] > 0) | limits["binds"]]
    rooms = _by_lot(outcome)
    return Capacity(
        says=_says(limits, touched),
        market_plot=_market_plot(rooms) if rooms else None,
        market=_market(rooms) if rooms else None,
        limits_plot=_limits_plot(outcome, touched),
        limits=_limits(outcome, touched) if len(touched) else None,
        more=one_more(outcome),
    )


def _says(limits: pd.DataFrame, touched: pd.DataFrame) -> str:
    if limits.empty:
        return "Nobody states a limit, so nothing but the offers binds the plan."
    bind = int(limits["binds"].sum())
    text = f"{several(bind, 'limit binds', 'limits bind')}: a better offer for "
    text += "somebody, or any offer for a person not placed, does not fit into what is "
    text += f"left. The plan touches {count(len(touched))} of "
    text += f"{several(len(limits), 'limit')}. "
    return text + "Capacity is what providers state, less their commitments."


def _by_lot(outcome: Outcome) -> list[_LotRoom]:
    """Add up the hours that providers hold for each lot, and for all where none do."""
    limits, referrals = outcome.allocation.limits, outcome.market.referrals
    hours = limits[
        (limits["kind"] == "hours")
        & (limits["provider"] != "")
        & (limits["scheme"] == "")
    ]
    titles = lot_titles(outcome.market)
    rooms = []
    for lot in titles:
        held = hours[hours["lot"] == lot]
        if len(held):
            asked = referrals.loc[referrals["lot"] == lot, "hours_per_week"]
            rooms.append(_lot_room(titles[lot], asked, held))
    if not rooms and len(hours):
        rooms.append(_lot_room("All lots", referrals["hours_per_week"], hours))
    return rooms


def _lot_room(title: str, asked: pd.Series[float], held: pd.DataFrame) -> _LotRoom:
    sums = (float(held[part].sum()) for part in _PARTS)
    return _LotRoom(title, float(asked.sum()), *sums)


def _market_plot(rooms: list[_LotRoom]) -> Plot:
    bars = [
        Bar(
            room.title,
            (room.before, room.used, room.left),
            tuple(count(hours) for hours in (room.before, room.used, room.left)),
            f"{count(room.left)} left of {count(room.limit)}",
        )
        for room in rooms
    ]
    title = "Hours a week that providers hold, by lot"
    values = "; ".join(
        f"{bar.label}: {bar.texts[0]} committed, {bar.texts[1]} newly used, "
        f"{bar.texts[2]} left"
        for bar in bars
    )
    return Plot(
        "market-plot",
        title,
        "Hours committed today, newly used by this plan, and left.",
        "market",
        stacked_bars("market-plot", title, values, bars, marks=_MARKS, tick=count),
    )


def _market(rooms: list[_LotRoom]) -> Table:
    rows = tuple(
        (
            room.title,
            *map(decimal, (room.asked, room.limit, room.before, room.used, room.left)),
            _share((room.before + room.used) / room.limit) if room.limit else NOTHING,
        )
        for room in rooms
    )
    return Table(
        "market",
        "The market by lot, hours a week",
        (
            Column("Lot"),
            Column("Asked", "number"),
            Column("Capacity", "number"),
            Column("Committed", "number"),
            Column("Newly used", "number"),
            Column("Left", "number"),
            Column("In use", "number"),
        ),
        rows,
        note="Only hours that providers state for the lot. A provider's limit for all "
        "of its lots may leave less; one without a limit in the lot comes on top.",
    )


def _share(share: float) -> str:
    return f"{decimal(share * 100, 1)}%"


def _limits_plot(outcome: Outcome, touched: pd.DataFrame) -> Plot | None:
    names = provider_names(outcome.market)
    sized = touched[touched["kind"].isin(["hours", "places"]) & (touched["limit"] > 0)]
    # A limit in one lot that is also the provider's limit in all would stand twice.
    same = ["kind", "provider", "limit", "before", "used"]
    sized = sized[(sized["scheme"] != "") | ~sized.duplicated(same)]
    if sized.empty:
        return None
    full = (sized["before"] + sized["used"]) / sized["limit"]
    order = sized.assign(full=full).sort_values(
        ["binds", "full", "provider", "lot", "scheme"],
        ascending=[False, False, True, True, True],
    )
    bars = [_bar(row, names) for row in rows_of(order.head(_MOST))]
    says = "How full each limit is, those that bind first and in bold."
    if len(order) > _MOST:
        says += (
            f" The first {_MOST} of {count(len(order))} are shown; the table has all "
            "that the plan touches."
        )
    title = "Limits that the plan touches, share in use"
    return Plot(
        "limits-plot",
        title,
        says,
        "limits",
        stacked_bars(
            "limits-plot",
            title,
            "; ".join(f"{bar.label}: {bar.end}" for bar in bars),
            bars,
            marks=_MARKS,
            tick=percent,
        ),
    )


def _bar(row: Any, names: dict[str, str]) -> Bar:
    name = row.scheme or names.get(row.provider, row.provider)
    where = f"lot {row.lot}" if row.lot else ""
    kind = "places" if row.kind == "places" else ""
    label = ", ".join(filter(None, (_cut(name), where, kind)))
    left = f"{plain(row.left)} {_unit(row)} left"
    used = row.before / row.limit, row.used / row.limit
    return Bar(
        label,
        (*used, max(0.0, 1 - sum(used))),
        (percent(used[0]), percent(used[1]), ""),
        f"binds: {left}" if row.binds else left,
        strong=bool(row.binds),
    )


def _unit(row: Any) -> str:
    return "h" if row.kind == "hours" else "place" if row.left == 1 else "places"


def _cut(text: str, most: int = 24) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _limits(outcome: Outcome, touched: pd.DataFrame) -> Table:
    names = provider_names(outcome.market)
    order = touched.sort_values(
        ["binds", "kind", "provider", "lot", "scheme"],
        ascending=[False, True, True, True, True],
    )
    rows = tuple(
        (
            limit_label(names, row.provider, row.lot, row.scheme),
            _WORDS.get(row.kind, row.kind),
            *(_figure(row.kind, getattr(row, part)) for part in _PARTS),
            _state(row),
        )
        for row in rows_of(order)
    )
    return Table(
        "limits",
        "Limits that the plan touches",
        (
            Column("Limit"),
            Column("Of"),
            *(Column(first_upper(word), "number") for word in _PARTS.values()),
            Column("State"),
        ),
        rows,
    )


def _state(row: Any) -> Cell:
    if row.binds:
        return Cell("binds", strong=True)
    return Cell("has room" if row.left > 0 else "full")


def _figure(kind: str, value: float) -> str:
    if kind == "budget":
        return pounds(value)
    if kind == "places":
        return plain(value)
    return decimal(value)

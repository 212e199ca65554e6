"""Rows of a rota as files have them: pounds, hours and whole words."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from costing.dates import financial_year, tax_year
from costing.money import amount
from costing.rota.cover import staff_words
from costing.rota.rosters import PARTS
from costing.rota.week import WEEKDAYS
from scenarios.disk.texts import plain
from scenarios.schemes.scheme_record import compared_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from costing.rota.cover import Gap
    from scenarios.rota.rota import Facts, Rota

HOUR_COLUMNS: Final = (
    "scheme",
    "provider",
    "kind",
    "component",
    "from",
    "to",
    "financial_year",
    "tax_year",
    "band",
    "unit",
    "quantity",
    "unit_price_gbp",
    "amount_gbp",
)
"""Columns of ``fairlot rota --format csv``."""

GAP_COLUMNS: Final = (
    "scheme",
    "first",
    "last",
    "days",
    "weekdays",
    "from",
    "to",
    "kind",
    "staff_there",
    "staff_needed",
    "needed_for",
    "staff_hours_short",
)
"""Columns of ``fairlot rota --gaps --format csv``."""

_DAY: Final = timedelta(days=1)


class By(StrEnum):
    """What hours and prices are added up by."""

    SPAN = "span"
    YEAR = "year"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"


def hour_rows(found: Rota, by: By = By.SPAN) -> list[list[str]]:
    """Give a row for each scheme, component, period and band with hours or nights.

    Periods are cut where law changes too, so that a row has one unit price. An amount
    is the sum of its days, each rounded to the penny.
    """
    rows = []
    periods = list(_periods(found, by))
    bands = list(found.model.bands)
    provider_of = {one.scheme: one.provider for one in found.facts}
    for one in found.priced:
        scheme, kind, _ = one.hours.roster.name
        provider = provider_of[scheme]
        for first, last, piece in periods:
            days = slice(
                (first - found.span.first).days, (last - found.span.first).days + 1
            )
            quantity = one.quantity[days].sum(axis=0)
            pence = one.amount_pence[days].sum(axis=0)
            rows += [
                [
                    *(scheme, provider, kind, one.component),
                    *(first.isoformat(), last.isoformat()),
                    *(financial_year(first), tax_year(first), bands[at], one.unit),
                    plain(int(quantity[at]) / one.parts),
                    amount(int(one.unit_pence[piece, at])),
                    amount(int(pence[at])),
                ]
                for at in np.flatnonzero(quantity)
            ]
    return rows


def _periods(found: Rota, by: By) -> Iterator[tuple[date, date, int]]:
    """Give the first and last day of each period, and the piece of law it lies in."""
    for at, piece in enumerate(found.pieces):
        first = piece.start
        while first < piece.end:
            last = min(_last_of(first, by), piece.end - _DAY)
            yield first, last, at
            first = last + _DAY


def _last_of(day: date, by: By) -> date:
    if by is By.DAY:
        return day
    if by is By.WEEK:
        return day + _DAY * (6 - day.weekday())
    if by is By.MONTH:
        return day.replace(day=calendar.monthrange(day.year, day.month)[1])
    if by is By.YEAR:
        return date(day.year + (day.month >= 4), 3, 31)
    return date.max


def gap_rows(gaps: Sequence[Gap]) -> list[list[str]]:
    """Give a row for each gap of cover; the same gap on several days is one."""
    return [
        [
            *(gap.scheme, gap.first.isoformat(), gap.last.isoformat(), str(gap.days)),
            weekday_words(gap.weekdays),
            *(clock(gap.start), clock(gap.end), gap.kind),
            *(staff_words(gap.there), staff_words(gap.needed), needed_for(gap)),
            plain(gap.short * gap.minutes / (60 * PARTS)),
        ]
        for gap in gaps
    ]


def clock(minute: int) -> str:
    """Write a time of the clock: ``07:30``."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def weekday_words(weekdays: Sequence[int]) -> str:
    """Write weekdays: ``Mon;Thu``, ``Mon-Sun`` for all."""
    if len(weekdays) == len(WEEKDAYS):
        return "Mon-Sun"
    return ";".join(WEEKDAYS[day] for day in weekdays)


def needed_for(gap: Gap) -> str:
    """Write what staff are needed for: ``background 1; one_to_one 1``."""
    return "; ".join(f"{name} {staff_words(count)}" for name, count in gap.of)


def hours(thousandths: int) -> float:
    """Give staff minutes, in thousandths of a member of staff, as hours."""
    return thousandths / (60 * PARTS)


def rota_record(found: Rota, by: By = By.SPAN) -> dict[str, Any]:
    """Give the rotas as a record for JSON, pounds and hours as numbers."""
    span = found.span
    return {
        "model": found.model.name,
        "from": span.first.isoformat(),
        "to": span.last.isoformat(),
        "days": span.n_days,
        "nation": span.division,
        "bank_holidays_counted": span.counting,
        "bank_holidays": [day.isoformat() for day in span.bank_holidays],
        "crossing": str(found.crossing),
        "clock_changes": [
            {"day": one.day.isoformat(), "minutes": one.minutes}
            for one in found.clock_changes
        ],
        "law_pieces": [
            {"from": one.start.isoformat(), "to": (one.end - _DAY).isoformat()}
            for one in found.pieces
        ],
        "amount_gbp": found.amount_pence / 100,
        "schemes": [_facts(one, span.n_days) for one in found.facts],
        "hours": [_numbers(HOUR_COLUMNS, row) for row in hour_rows(found, by)],
        "cover": _cover(found),
        "notes": list(found.notes),
    }


def gap_record(found: Rota) -> dict[str, Any]:
    """Give the cover alone as a record for JSON, as :func:`rota_record` has it."""
    return {
        "model": found.model.name,
        "from": found.span.first.isoformat(),
        "to": found.span.last.isoformat(),
        "days": found.span.n_days,
        "cover": _cover(found),
        "notes": list(found.notes),
    }


def _cover(found: Rota) -> dict[str, Any]:
    return {
        "checked_in_time": list(found.timed),
        "gaps": [_numbers(GAP_COLUMNS, row) for row in gap_rows(found.gaps)],
        "by_the_week": [
            {"scheme": one.scheme, "rows": compared_records(one.rows)}
            for one in found.weekly
        ],
    }


_NUMBERS: Final = frozenset(
    {"quantity", "unit_price_gbp", "amount_gbp", "days", "staff_there"}
    | {"staff_needed", "staff_hours_short"}
)


def _numbers(columns: Sequence[str], row: Sequence[str]) -> dict[str, Any]:
    cells = zip(columns, row, strict=True)
    return {name: float(cell) if name in _NUMBERS else cell for name, cell in cells}


def _facts(one: Facts, days: int) -> dict[str, Any]:
    every = one.waking_minutes + one.asleep_minutes
    return {
        "scheme": one.scheme,
        "provider": one.provider,
        "waking_hours": hours(one.waking_minutes),
        "asleep_hours": hours(one.asleep_minutes),
        "hours_per_week": hours(every) * 7 / days,
        "clock_change_hours": hours(one.clock_minutes),
        "sleep_ins": one.sleep_ins / PARTS,
        "waking_nights": one.waking_nights / PARTS,
        "hand_over_hours": hours(one.hand_over_minutes),
        "amount_gbp": one.amount_pence / 100,
    }

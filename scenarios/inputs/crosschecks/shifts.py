"""Rules on rows with times: rotas and timetables."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Final

from costing.errors import quoted
from costing.rota.rosters import BANK_HOLIDAY, MOST_STAFF
from costing.rota.week import WEEKDAYS
from scenarios.inputs.crosschecks.draft import finding, rows_where

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from costing.errors import Finding
    from scenarios.inputs.crosschecks.draft import Draft

_DAY: Final = 24 * 60
_WEEK: Final = 7 * _DAY
_HOW_MANY: Final = (("rotas", "staff"), ("timetables", "people"))

_Shift = tuple[int, int, int]
"""Start and end in minutes, and the row."""


def shifts(draft: Draft) -> Iterator[Finding]:
    """Find shifts that start when the day is over, or have more staff than can be."""
    for table, column in _HOW_MANY:
        frame = draft.frame(table)
        for row in rows_where(frame["start"] == _DAY):
            fix = "Write 00:00 and the next day"
            yield finding(draft, table, row, "start", "a time before 24:00", fix=fix)
        for row in rows_where(frame[column] > MOST_STAFF):
            yield finding(draft, table, row, column, f"at most {MOST_STAFF:,}")


def posts(draft: Draft) -> Iterator[Finding]:
    """Find shifts of one post that overlap; rows without a post are staff of their own.

    Rows of weekdays are held against each other round the week, those of bank holidays
    within the day, those of dates from date to date. Which rows stand in place of which
    is not looked at.
    """
    frame = draft.frame("rotas")
    named = frame[(frame["post"] != "") & (frame["start"] < _DAY)]
    of_post: dict[tuple[str, str, str], list[_Shift]] = defaultdict(list)
    for row, scheme, post, day, start, end in zip(
        *(named.index, named["scheme"], named["post"]),
        *(named["day"], named["start"], named["end"]),
        strict=True,
    ):
        kind, first = _first_minute(day)
        until = end if end > start else end + _DAY
        of_post[scheme, post, kind].append((first + start, first + until, int(row)))
    for (_, post, kind), held in of_post.items():
        yield from _overlaps(draft, post, held, is_round=kind == "week")


def _first_minute(day: str) -> tuple[str, int]:
    """Give which rows a day is held against, and its first minute among them."""
    if day in WEEKDAYS:
        return "week", WEEKDAYS.index(day) * _DAY
    if day == BANK_HOLIDAY or not day:
        return BANK_HOLIDAY, 0
    return "date", date.fromisoformat(day).toordinal() * _DAY


def _overlaps(
    draft: Draft, post: str, held: Sequence[_Shift], *, is_round: bool
) -> Iterator[Finding]:
    again = [(start + _WEEK, end + _WEEK, row) for start, end, row in held]
    until, other = -1, 0
    told: set[int] = set()
    for start, end, row in sorted([*held, *again] if is_round else held):
        if start < until and row != other and row not in told:
            told.add(row)
            expected = f"no other shift of {quoted(post)} at that time, as line {other}"
            fix = "Mend the times, or leave post empty for further staff"
            yield finding(draft, "rotas", row, "post", expected, fix=fix)
        if end > until:
            until, other = end, row

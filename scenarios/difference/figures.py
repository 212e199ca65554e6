"""What changed between two answers: measures, and every cell of every table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from scenarios.difference.measures import LISTS, measures, proof, sentences
from scenarios.difference.rows import ABSENT, cell_changes, leading_key
from scenarios.difference.tolerance import NOISE, figure, is_beyond, is_near_text
from scenarios.disk.layout import (
    BRIDGE,
    COMPARISON,
    COPIES,
    LEDGER,
    PROVENANCE,
    REPORT,
    TIMING,
    WORKBOOK,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scenarios.difference.rows import Sheet
    from scenarios.difference.saved import SavedAnswer

MEASURES: Final = "measures"
PROOF: Final = "proof"
SCENARIOS: Final = "scenarios"

_KEYS: Final = {
    "bridge.csv": ("scenario", "step"),
    "comparison.csv": ("scenario", "measure"),
    "departures.csv": ("referral", "better_provider", "better_scheme"),
    "ledger.csv": ("table", "key", "column"),
    "placements.csv": ("referral",),
    "prices.csv": ("referral", "provider", "component", "band", "scheme", "funder"),
    "shadow_prices.csv": ("kind", "provider", "lot", "scheme"),
    "shortlist.csv": ("referral", "place"),
    "unplaced.csv": ("referral",),
}
"""What names a row of a table that is known; others by their leading columns."""

PRESENT: Final = "present"
_FILE, _HEADER = "(file)", "(column)"

RUN_ONLY: Final = (BRIDGE, COMPARISON, LEDGER)
"""Files that a run has and an allocation by itself has not."""

LEFT_OUT: Final = {
    COPIES: "a cause: the case and the scenarios are compared themselves",
    PROVENANCE: "a cause: told as such",
    REPORT: "made from the tables",
    TIMING: "times are never the same",
    WORKBOOK: "made from the tables",
}
"""Files of an answer that are not compared, and why."""

_TOLERABLE: Final = ("points", "marks", "GBP/week")
"""Units of measures that the tolerance holds for."""


@dataclass(frozen=True, slots=True)
class Change:
    """One figure of an answer that is not as it was.

    Parameters
    ----------
    scenario : str
        ``baseline``, a scenario, or empty for what compares them.
    table : str
        A file, ``measures``, ``proof`` or ``scenarios``.
    key, column, old, new : str
    beyond : bool
        Whether it is a change beyond the tolerance. How a plan was proven is told but
        is never beyond it.
    """

    scenario: str
    table: str
    key: str
    column: str
    old: str
    new: str
    beyond: bool

    @property
    def where(self) -> str:
        """Where it stands: row, or measure, and column."""
        return ", ".join(part for part in (self.key, self.column) if part)

    @property
    def words(self) -> str:
        """The change in one line, without its table."""
        return f"{self.where}: {self.old or 'nothing'} -> {self.new or 'nothing'}"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing of two answers that was compared.

    Parameters
    ----------
    scenario, table : str
        As of a :class:`Change`.
    measure : str
        Empty for a whole table.
    """

    scenario: str
    table: str
    measure: str

    def holds(self, change: Change) -> bool:
        """Tell whether a change is one of this part."""
        here = self.scenario, self.table
        is_here = here == (change.scenario, change.table)
        return is_here and self.measure in ("", change.key)


def changes(
    old: SavedAnswer, new: SavedAnswer, tolerance: float
) -> tuple[tuple[Change, ...], tuple[Part, ...], tuple[str, ...]]:
    """Compare all that two answers hold, and say what could not be compared.

    Parameters
    ----------
    old, new : SavedAnswer
    tolerance : float
        Pounds, and points, that a figure may differ by. Counts, hours, ranks, names
        and words must be the same; in a text this holds of the pounds and points in it.

    Returns
    -------
    changes : tuple of Change
    compared : tuple of Part
        All that was held against each other, changed or not.
    notes : tuple of str
    """
    found = [*_scenario_changes(old, new)]
    compared = [Part("", SCENARIOS, "")]
    both = [name for name in old.records if name in new.records]
    for name in both:
        before, after = old.records[name], new.records[name]
        names = [*{**measures(before), **measures(after)}, *LISTS]
        compared += [Part(name, MEASURES, measure) for measure in names]
        found += _measure_changes(name, before, after, tolerance)
        found += _sentence_changes(name, before, after, tolerance)
    notes: list[str] = []
    for place in [*dict.fromkeys((*old.tables, *new.tables))]:
        scenario, file = place
        if scenario and scenario not in both:
            continue
        if old.is_run != new.is_run and file in RUN_ONLY:
            where = f"{scenario}/{file}" if scenario else file
            only = old.name if old.is_run else new.name
            notes.append(f"{where} is of a run, {only}, and not compared.")
            continue
        compared.append(Part(scenario, file, ""))
        found += _table_changes(old, new, place, tolerance)
    return tuple(found), tuple(compared), tuple(notes)


def _table_changes(
    old: SavedAnswer, new: SavedAnswer, place: tuple[str, str], tolerance: float
) -> Iterator[Change]:
    """Compare a table: whether both have it, its columns, and every cell."""
    before, after = old.tables.get(place), new.tables.get(place)
    if before is None or after is None:
        was, now = (ABSENT if one is None else PRESENT for one in (before, after))
        yield Change(*place, _FILE, "", was, now, beyond=True)
        return
    for column in dict.fromkeys((*before.columns, *after.columns)):
        was, now = (
            PRESENT if column in one.columns else ABSENT for one in (before, after)
        )
        if was != now:
            yield Change(*place, _HEADER, column, was, now, beyond=True)
    for one in cell_changes(before, after, _key(place[1], before, after)):
        beyond = is_beyond(one, tolerance)
        yield Change(*place, one.key, one.column, one.old, one.new, beyond)


def _key(file: str, old: Sheet, new: Sheet) -> tuple[str, ...]:
    both = set(old.columns) & set(new.columns)
    key = tuple(column for column in _KEYS.get(file, ()) if column in both)
    return key or leading_key(old, new)


def _scenario_changes(old: SavedAnswer, new: SavedAnswer) -> Iterator[Change]:
    for name in dict.fromkeys((*old.records, *new.records)):
        sides = [PRESENT if name in one.records else ABSENT for one in (old, new)]
        if ABSENT in sides:
            yield Change("", SCENARIOS, name, "", sides[0], sides[1], beyond=True)


def _measure_changes(
    scenario: str, old: Mapping[str, Any], new: Mapping[str, Any], tolerance: float
) -> Iterator[Change]:
    for table, tell in ((MEASURES, measures), (PROOF, proof)):
        before, after = tell(old), tell(new)
        for name in dict.fromkeys((*before, *after)):
            (was, unit), (now, _) = (
                one.get(name, (ABSENT, "")) for one in (before, after)
            )
            if was == now:
                continue
            beyond = table == MEASURES
            sides = figure(was), figure(now)
            if beyond and None not in sides:
                allowed = tolerance if unit in _TOLERABLE else 0.0
                beyond = abs(float(was) - float(now)) > allowed + NOISE
            elif beyond:
                beyond = not is_near_text(was, now, tolerance)
            yield Change(scenario, table, name, "", was, now, beyond)


def _sentence_changes(
    scenario: str, old: Mapping[str, Any], new: Mapping[str, Any], tolerance: float
) -> Iterator[Change]:
    """Compare what is told in sentences: each that went, beside one that came."""
    for key in LISTS:
        before, after = (Counter(sentences(one, key)) for one in (old, new))
        went, came = (before - after).elements(), (after - before).elements()
        for was, now in zip_longest(went, came, fillvalue=ABSENT):
            beyond = not is_near_text(was, now, tolerance)
            yield Change(scenario, MEASURES, key, "", was, now, beyond)

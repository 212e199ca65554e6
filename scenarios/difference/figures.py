"""What changed between two answers: measures, and every cell of every table."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from scenarios.difference.rows import ABSENT, WHOLE_ROW, cell_changes, leading_key
from scenarios.texts import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scenarios.difference.rows import CellChange, Sheet
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

_COUNTS: Final = re.compile(r"(un)?placed|moves|.*home.*|.*people.*|audit|status")
"""Measures that are counted, so that no tolerance holds for them."""

_NOISE: Final = 1e-9
_NUMBER: Final = re.compile(r"(£?)(-?\d[\d,]*(?:\.\d+)?)(?=( points?\b)?)")
"""A number in a text, the pound sign before it, and the points behind it."""

_TOLERABLE: Final = ("points", "marks", "GBP/week")
"""Units of measures that the tolerance holds for."""

_DRAW: Final = "tie_break:draw"
"""An aim whose value is chance and says nothing: told with the proof."""


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
        measures = {**_measures(old.records[name]), **_measures(new.records[name])}
        compared += [Part(name, MEASURES, measure) for measure in measures]
        found += _measure_changes(name, old.records[name], new.records[name], tolerance)
    notes: list[str] = []
    for place in [*dict.fromkeys((*old.tables, *new.tables))]:
        scenario, file = place
        if scenario and scenario not in both:
            continue
        if place not in old.tables or place not in new.tables:
            where = f"{scenario}/{file}" if scenario else file
            only = old.name if place in old.tables else new.name
            side = "first" if place in old.tables else "second"
            notes.append(f"{where} is only in the {side}, {only}: not compared.")
            continue
        compared.append(Part(scenario, file, ""))
        before, after = old.tables[place], new.tables[place]
        key = _key(file, before, after)
        found += [
            Change(
                scenario,
                file,
                one.key,
                one.column,
                one.old,
                one.new,
                is_beyond(one, tolerance),
            )
            for one in cell_changes(before, after, key)
        ]
    return tuple(found), tuple(compared), tuple(notes)


def is_beyond(change: CellChange, tolerance: float) -> bool:
    """Tell whether a cell changed by more than pounds and points may."""
    if change.column == WHOLE_ROW:
        return True
    was, now = _figure(change.old), _figure(change.new)
    if was is None or now is None:
        return not _is_near_text(change.old, change.new, tolerance)
    return abs(was - now) > (tolerance if _is_measured(change) else 0.0) + _NOISE


def _is_measured(change: CellChange) -> bool:
    """Tell whether a cell holds pounds or points."""
    if change.column in ("value", "difference", "best", "bound"):
        measure = change.key.rsplit(" / ", maxsplit=1)[-1].split(":")
        return not any(_COUNTS.fullmatch(part) for part in measure)
    # What the linear programme says of one more or less is in the unit of its aim.
    parts = "gbp", "points", "lp_one_"
    return any(part in change.column for part in parts)


def _is_near_text(old: str, new: str, tolerance: float) -> bool:
    """Tell whether texts differ in nothing but near pounds and points."""
    if _NUMBER.sub(r"\1#", old) != _NUMBER.sub(r"\1#", new):
        return False
    for was, now in zip(_NUMBER.finditer(old), _NUMBER.finditer(new), strict=True):
        allowed = tolerance if was[1] or was[3] else 0.0
        before, after = (float(one[2].replace(",", "")) for one in (was, now))
        if abs(before - after) > allowed + _NOISE:
            return False
    return True


def _figure(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _key(file: str, old: Sheet, new: Sheet) -> tuple[str, ...]:
    both = set(old.columns) & set(new.columns)
    key = tuple(column for column in _KEYS.get(file, ()) if column in both)
    return key or leading_key(old, new)


def _scenario_changes(old: SavedAnswer, new: SavedAnswer) -> Iterator[Change]:
    for name in dict.fromkeys((*old.records, *new.records)):
        sides = ["present" if name in one.records else ABSENT for one in (old, new)]
        if ABSENT in sides:
            yield Change("", SCENARIOS, name, "", sides[0], sides[1], beyond=True)


def _measure_changes(
    scenario: str, old: Mapping[str, Any], new: Mapping[str, Any], tolerance: float
) -> Iterator[Change]:
    for table, tell in ((MEASURES, _measures), (PROOF, _proof)):
        before, after = tell(old), tell(new)
        for name in dict.fromkeys((*before, *after)):
            (was, unit), (now, _) = (
                one.get(name, (ABSENT, "")) for one in (before, after)
            )
            if was == now:
                continue
            sides = _figure(was), _figure(now)
            beyond = table == MEASURES
            if beyond and None not in sides:
                allowed = tolerance if unit in _TOLERABLE else 0.0
                beyond = abs(float(was) - float(now)) > allowed + _NOISE
            yield Change(scenario, table, name, "", was, now, beyond)


def _measures(record: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Give each measure as text with its unit: status, counts, cost, aims."""
    told = {
        "status": (text_of(record.get("status")), ""),
        "placed": (text_of(record.get("placed")), ""),
        "unplaced": (text_of(record.get("unplaced")), ""),
        "cost_gbp_per_week": (text_of(record.get("cost_gbp_per_week")), "GBP/week"),
        "audit": (text_of(record.get("audit")), ""),
    }
    for aim in record.get("aims") or ():
        if aim.get("name") != _DRAW:
            value = text_of(aim.get("value"))
            told[f"aim {aim.get('name')}"] = (value, str(aim.get("unit")))
    return told


def _proof(record: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Give how each aim was proven, as text."""
    told = {"tie_settled": (text_of(record.get("tie_settled")), "")}
    for aim in record.get("aims") or ():
        drawn = ("value",) if aim.get("name") == _DRAW else ()
        for part in (*drawn, "best", "bound", "gap", "proved_by"):
            told[f"aim {aim.get('name')}, {part}"] = (text_of(aim.get(part)), "")
    return told


def text_of(value: object) -> str:
    """Write a value of a record: numbers short, what is not there as nothing."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return plain(value)
    if isinstance(value, list | tuple):
        return "; ".join(text_of(one) for one in value)
    return "" if value is None else str(value)

"""Scenario by scenario: what it changes, its bridge, who moves, who has no place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fairlot.report.figures import count, day, listed, several
from fairlot.report.names import lots_of
from fairlot.report.parts import Column, Table
from fairlot.report.rows import rows_of
from fairlot.report.sections.bridge import bridge
from fairlot.report.sections.compared import difference, title
from fairlot.report.sections.moved import MOST, moved_table
from fairlot.report.words import STATUSES, named

if TYPE_CHECKING:
    import pandas as pd

    from fairlot.report.sections.bridge import Bridge
    from scenarios.study import Ran, Study

_NAMED: Final = 12
"""People whom a sentence names at most."""

_TABLES: Final = {"case": "rules of the case", "lots": "rules of lots", "law": "law"}


@dataclass(frozen=True, slots=True)
class One:
    """One scenario."""

    name: str
    title: str
    says: str
    changes: tuple[str, ...]
    ledger: str
    clash: tuple[str, ...]
    bridge: Bridge | None
    no_bridge: str
    moved: Table | None
    stays: str
    unplaced: Table | None
    still: str
    notes: tuple[str, ...]


def scenarios(study: Study) -> tuple[One, ...]:
    """Tell every scenario of a study in turn."""
    return tuple(
        _one(study, ran, f"scenario-{number}")
        for number, ran in enumerate(study.ran, start=1)
    )


def _one(study: Study, ran: Ran, name: str) -> One:
    outcome, allocation = ran.outcome, ran.outcome.allocation
    has_both = outcome.has_plan and study.baseline.has_plan
    moves = moved_table(f"{name}-moved", study.baseline, outcome) if has_both else None
    says = (
        difference(study, ran)
        if outcome.has_plan
        else f"{STATUSES[str(allocation.status)]}. Nobody is placed."
    )
    return One(
        name=name,
        title=title(ran),
        says=says,
        changes=_changes(ran),
        ledger=changed(ran.ledger),
        clash=allocation.clash,
        bridge=bridge(study, ran, f"{name}-bridge"),
        no_bridge=""
        if has_both
        else "There is no bridge, since it needs a plan at both of its ends.",
        moved=moves,
        stays="Nobody is placed elsewhere." if has_both and moves is None else "",
        unplaced=_unplaced(study, ran, f"{name}-unplaced") if has_both else None,
        still=_still(study, ran) if has_both else "",
        notes=tuple(one for one in outcome.notes if one not in study.baseline.notes),
    )


def _changes(ran: Ran) -> tuple[str, ...]:
    scenario = ran.scenario
    on = scenario.price_date
    dated = () if on is None else (f"law and rates of {day(on)}",)
    return (*dated, *(change.words for change in scenario.changes))


def changed(ledger: pd.DataFrame) -> str:
    """Count the cells that a scenario changes, by table, in a sentence."""
    if ledger.empty:
        return "No cell of the case is changed."
    parts = []
    for table, cells in ledger.groupby("table", sort=False):
        of = _TABLES.get(str(table), named(str(table)))
        text = f"{several(len(cells), 'cell')} of {of}"
        n_rows = cells["key"].nunique()
        if str(table) not in _TABLES and n_rows != len(cells):
            text += f" (in {several(n_rows, 'row')})"
        parts.append(text)
    is_one = len(ledger) == 1
    return f"{listed(parts)} {'is' if is_one else 'are'} changed."


def _unplaced(study: Study, ran: Ran, name: str) -> Table | None:
    """Lay out who loses a place, or waits without one, against the baseline."""
    before = set(study.baseline.allocation.unplaced["referral"])
    asked = lots_of(study.baseline.market)
    lots = lots_of(ran.outcome.market)
    missing = ran.outcome.allocation.unplaced
    people = list(rows_of(missing[~missing["referral"].isin(before)]))
    if not people:
        return None
    people.sort(key=lambda row: (row.referral not in asked, row.referral))
    rows = tuple(
        (
            row.referral,
            lots[row.referral],
            "placed" if row.referral in asked else "not waiting",
            row.reason,
            row.remedy,
        )
        for row in people[:MOST]
    )
    note = ""
    if len(people) > MOST:
        note = f"The first {MOST} of {count(len(people))}; unplaced.csv has everybody."
    return Table(
        name,
        "Who is not placed, unlike in the case as it is: "
        f"{several(len(people), 'person', 'people')}",
        (
            Column("Referral"),
            Column("Lot"),
            Column("Case as it is", "short"),
            Column("Why", "words"),
            Column("Nearest remedy", "words"),
        ),
        rows,
        note=note,
    )


def _still(study: Study, ran: Ran) -> str:
    """Name who is not placed in the baseline either."""
    before = set(study.baseline.allocation.unplaced["referral"])
    missing = ran.outcome.allocation.unplaced["referral"]
    same = sorted(one for one in missing if one in before)
    if not same:
        return ""
    is_one = len(same) == 1
    named_here = same[:_NAMED]
    if len(same) > _NAMED:
        named_here.append(f"{count(len(same) - _NAMED)} more")
    return (
        f"{listed(named_here)} {'is' if is_one else 'are'} not placed, as in the case "
        "as it is."
    )

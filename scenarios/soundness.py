"""Is a changed case still sound? The rules across tables, and the law of its day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from costing.columns import Kind
from costing.errors import CareError, Finding
from costing.memory import Memory
from costing.sheets.frames import Table
from costing.tables import row_index
from scenarios.changes.cells import spec_of
from scenarios.changes.keys import LOTS
from scenarios.inputs.canonical import cell_texts
from scenarios.inputs.contract import TABLES
from scenarios.inputs.crosschecks import crosscheck
from scenarios.inputs.crosschecks.draft import Draft
from scenarios.inputs.folder import LOTS_FILE, SETTINGS_FILE
from scenarios.market.market import needs_model
from scenarios.market.prices import price

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from scenarios.case import Case
    from scenarios.changes.change import Change
    from scenarios.changes.rows import Edit
    from scenarios.inputs.names import Names
    from scenarios.scenario import Scenario

_LOOKED_AT = ("core_included", "price_gbp_per_week")
"""Columns of offers of which a rule asks whether they are empty."""


def case_findings(
    case: Case,
    scenario: Scenario,
    edits: Mapping[str, Edit],
    names: Names | None,
    memory: Memory | None = None,
) -> Iterator[Finding]:
    """Find rules across tables that a changed case breaks.

    Parameters
    ----------
    case : Case
        Changed.
    scenario : Scenario
    edits : mapping of str to Edit
        Tables that were changed.
    names : Names or None
        Of the cost model, where the case needs one.
    memory : Memory, optional
        Of the run.

    Yields
    ------
    Finding
        In the scenario file, at the change that touched the row if one did.
    """
    memory = memory or Memory()
    if not crosscheck(_glanced(case, edits, names, memory), memory):
        return
    files = {spec.file: name for name, spec in TABLES.items()}
    for found in crosscheck(_draft(case, edits, names)):
        edit = edits.get(files.get(found.file, ""))
        change = None
        line = f" line {found.row}" if found.row else ""
        if edit is not None and found.row:
            change = edit.owner(found.row, found.column) or edit.owner(found.row)
            line = line if found.row in edit.old.index else ", new row"
        where = ", ".join(filter(None, (f"{found.file}{line}", found.column)))
        if change is None:
            change = _ruler(scenario, found)
        file = change.file if change else scenario.shown
        row = change.rows.get("", 0) if change else 0
        yield replace(found, file=file, row=row, column=where)


def _ruler(scenario: Scenario, found: Finding) -> Change | None:
    """Give the last change of a rule that a finding about rules may come from."""
    tops = {SETTINGS_FILE: 1, LOTS_FILE: 2}
    if found.file not in tops:
        return None
    depth = tops[found.file]
    key = found.column.split(".")
    if found.file == LOTS_FILE:
        key[0] = LOTS
    near = [
        change
        for change in scenario.changes
        if change.key and change.key.split(".")[:depth] == key[:depth]
    ]
    return near[-1] if near else None


def _glanced(
    case: Case, edits: Mapping[str, Edit], names: Names | None, memory: Memory
) -> Draft:
    """Give a case as far as is needed to tell whether there are findings at all."""
    tables = {
        name: _table(name, frame, edits[name], is_whole=False)
        if name in edits
        else memory.of(_untouched, name, frame)
        for name, frame in case.tables.items()
    }
    return Draft(tables, case.present, case.settings, case.lots, names)


def _draft(case: Case, edits: Mapping[str, Edit], names: Names | None) -> Draft:
    """Give a case as the rules look at it, with the text of every cell."""
    tables = {
        name: _table(name, frame, edits.get(name), is_whole=True)
        for name, frame in case.tables.items()
    }
    return Draft(tables, case.present, case.settings, case.lots, names)


def _untouched(name: str, frame: pd.DataFrame) -> Table:
    return _table(name, frame, None, is_whole=False)


def _table(
    name: str, frame: pd.DataFrame, edit: Edit | None, *, is_whole: bool
) -> Table:
    spec = spec_of(name, map(str, frame.columns))
    wanted = [
        str(column)
        for column in frame.columns
        if is_whole or (name == "offers" and column in _LOOKED_AT)
    ]
    texts = {
        column: cell_texts(
            spec.column(column).kind if column in spec.names else Kind.TEXT,
            frame[column],
        )
        for column in wanted
    }
    if name == "offers" and edit is not None and edit.new_rows:
        # A new row that says nothing of it says nothing, and not no.
        silent = [
            "" if "core_included" not in row else text
            for (_, row), text in zip(
                edit.new_rows,
                texts["core_included"][-len(edit.new_rows) :],
                strict=True,
            )
        ]
        texts["core_included"][-len(silent) :] = silent
    places = {int(row): place for place, row in enumerate(row_index(frame.index))}
    return Table(spec, frame, texts, places=places)


def law_findings(
    case: Case, scenario: Scenario, memory: Memory | None = None
) -> Iterator[Finding]:
    """Find what is not known of the law on the day of a scenario.

    Parameters
    ----------
    case : Case
        Changed.
    scenario : Scenario
    memory : Memory, optional
        Of the run.

    Yields
    ------
    Finding
        One, that names all values that are not known.
    """
    if not needs_model(case):
        return
    settings = case.settings
    law = settings.law.model_copy(update={"beyond_known": "hold"})
    held = replace(case, settings=settings.model_copy(update={"law": law}))
    day = settings.price_date
    row = scenario.rows.get("price_date", 0)
    fix = 'Set or multiply them by changes of law, or let law.beyond_known be "hold"'
    try:
        prices = price(held, memory)
    except CareError as error:
        got = f"{day}; {str(error).removeprefix('law: ').split('. ')[0].rstrip('.')}"
        expected = "a day and inputs that packages can be priced with"
        yield Finding(scenario.shown, row, "price_date", got, expected)
        return
    if prices.law is None or settings.law.beyond_known == "hold":
        return
    on_day = prices.law.on(day)
    names = [one for one in prices.unit_prices.law if on_day.record(one).flag == "held"]
    if names:
        got = f"{day}, for which the law is not known: {', '.join(sorted(names))}"
        expected = "a day for which it is, or forecasts"
        yield Finding(scenario.shown, row, "price_date", got, expected, fix)

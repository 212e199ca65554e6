"""Scenarios applied: a case with changes made, and the ledger of every one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from costing.errors import InputError
from scenarios.case import with_content
from scenarios.changes.law import legislated
from scenarios.changes.ledger import LEDGER_COLUMNS, ledger_of
from scenarios.changes.personal import personal_values
from scenarios.changes.released import released
from scenarios.changes.rules import ruled
from scenarios.changes.tables import edits_of, table_entries, table_findings
from scenarios.inputs.names import names_beside, names_of, needs_names
from scenarios.inputs.privacy import masked
from scenarios.soundness import case_findings, law_findings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    import pandas as pd

    from costing.errors import Finding
    from costing.memory import Memory
    from scenarios.case import Case
    from scenarios.changes.change import Change
    from scenarios.scenario import Scenario

__all__ = ["LEDGER_COLUMNS", "applied", "steps"]


def applied(
    case: Case, scenario: Scenario, memory: Memory | None = None
) -> tuple[Case, pd.DataFrame]:
    """Make the changes of a scenario.

    Each change picks its rows in the case as it was read, so that their order does not
    matter. The case that is given stays as it is.

    Parameters
    ----------
    case : Case
    scenario : Scenario
    memory : Memory, optional
        Of the run that this is part of.

    Returns
    -------
    case : Case
        Sound as the given one is, with its own fingerprint; the very same where the
        scenario changes nothing.
    ledger : DataFrame
        :data:`LEDGER_COLUMNS`, all text: rules, law, then tables in the order of the
        contract, each by row and column.

    Raises
    ------
    InputError
        With every finding: changes that match nothing, that touch one cell, or that
        leave a case that is not sound.
    """
    if not scenario.changes and scenario.price_date in (
        None,
        case.settings.price_date,
    ):
        return case, ledger_of(())
    of_law, of_rules, of_tables = _sorted(scenario)
    names, _ = names_of(case.settings.model, case.model_text)
    edits = edits_of(case, of_tables, names.inputs if names else ())
    rules = ruled(case, of_rules, scenario.price_date)
    findings = [*rules.findings]
    findings += [one for edit in edits.values() for one in edit.findings]
    law = legislated(case, rules.settings, of_law)
    findings += law.findings
    personal = list(personal_values(of_tables, case.settings))
    if findings or personal:
        raise _refused(findings, personal)
    edits = released(case, edits)
    frames = {name: edit.frame() for name, edit in edits.items()}
    for name, edit in edits.items():
        findings += table_findings(edit, frames[name])
    changed = with_content(case, settings=law.settings, lots=rules.lots, tables=frames)
    if not findings:
        if changed.settings.model != case.settings.model:
            names, faults = names_beside(changed.folder, changed.settings.model)
            findings += (_told(scenario, one) for one in faults)
        needed = names if needs_names(changed.settings, changed.present) else None
        findings += case_findings(changed, scenario, edits, needed, memory)
        if not findings and (scenario.price_date or of_law or of_rules):
            findings += law_findings(changed, scenario, memory)
    if findings:
        raise InputError(findings)
    entries = [*rules.entries, *law.entries]
    for name, edit in edits.items():
        entries += table_entries(edit, frames[name])
    notes = [note for edit in edits.values() for note in edit.notes]
    notes += _idle(case, changed, scenario)
    changed = replace(changed, notes=(*case.notes, *dict.fromkeys(notes)))
    return changed, ledger_of(entries)


def steps(scenario: Scenario) -> tuple[Scenario, ...]:
    """Part a scenario into what can be run one at a time.

    Each change is a step, a scenario of that one change with its words as title. A
    price date is a step too; with changes of law it is one step together with them,
    since neither shows without the other: law from a later day moves no price of today,
    and a later day has no law without it.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    tuple of Scenario
        In the order of the changes, the price date first.
    """
    of_day = tuple(one for one in scenario.changes if one.name)
    parts: list[tuple[str, tuple[Change, ...], date | None]] = []
    day = scenario.price_date
    if day is not None:
        words = [f"priced on {day}", *(one.words for one in of_day)]
        parts.append((", ".join(words), of_day, day))
    parts += [
        (change.words, (change,), None)
        for change in scenario.changes
        if day is None or not change.name
    ]
    return tuple(
        replace(scenario, title=title, changes=changes, price_date=at)
        for title, changes, at in parts
    )


def _refused(
    findings: list[Finding], personal: list[tuple[Finding, str]]
) -> InputError:
    """Tell findings, those of personal values without the values."""
    hidden = masked(findings, personal) if personal else findings
    return InputError([*hidden, *(one for one, _ in personal)])


def _sorted(
    scenario: Scenario,
) -> tuple[list[Change], list[Change], list[Change]]:
    """Part changes into those of law, of rules and of tables."""
    return (
        [one for one in scenario.changes if one.name],
        [one for one in scenario.changes if one.key],
        [one for one in scenario.changes if one.table],
    )


def _told(scenario: Scenario, finding: Finding) -> Finding:
    where = ", ".join(filter(None, (finding.file, finding.column)))
    return replace(finding, file=scenario.shown, row=0, column=where)


def _idle(case: Case, changed: Case, scenario: Scenario) -> Iterator[str]:
    """Note what a reader might take for a fault: a scenario that changes nothing."""
    if scenario.changes and changed.fingerprint == case.fingerprint:
        yield f"{scenario.shown}: every cell that it names holds that already."
    day = changed.settings.price_date
    for change in scenario.changes:
        if change.start is not None and change.start > day:
            yield (
                f"{change.file}, change {change.number}: {change.name} from "
                f"{change.start} moves no price of {day}."
            )
    if "offers" in changed.present - case.present:
        yield (
            "offers: the case had none, so that every provider was taken to offer; "
            "now only those put in do."
        )

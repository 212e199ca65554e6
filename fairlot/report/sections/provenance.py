"""Provenance: inputs, versions, law and the notes a reader must know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from fairlot.report.figures import NOTHING, count, day, listed, percent, plain
from fairlot.report.law_words import law_figure
from fairlot.report.names import or_nothing
from fairlot.report.parts import Cell, Column, Fact, Table
from fairlot.report.words import first_upper, named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.outcome import Outcome
    from scenarios.study import Ran, Study


_SHORT: Final = 12
"""Letters of a fingerprint that the report shows; provenance.json has them all."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What it takes to find this answer again."""

    facts: tuple[Fact, ...]
    scenarios: Table | None
    inputs: Table | None
    law: Table | None
    notes: tuple[str, ...]


def provenance(study: Study) -> Provenance:
    """Say where the answer of a study comes from."""
    outcome = study.baseline
    record: Mapping[str, Any] = outcome.provenance
    return Provenance(
        facts=_facts(record, outcome),
        scenarios=_scenarios(study) if study.ran else None,
        inputs=_inputs(record, outcome) if record["inputs"] else None,
        law=_law(record["law"]) if record["law"] else None,
        notes=(*outcome.notes, *study.notes),
    )


def _facts(record: Mapping[str, Any], outcome: Outcome) -> tuple[Fact, ...]:
    packages = ", ".join(f"{name} {held}" for name, held in record["packages"].items())
    model = record["model"]
    facts = [
        Fact("Fingerprint of the inputs", record["fingerprint"], "SHA-256"),
        Fact("Fairlot", record["fairlot"], f"Python {record['python']}, {packages}"),
        Fact("Solver", record["solver"], _options(record["options"])),
        Fact(
            "Audit",
            first_upper(outcome.allocation.audit),
            "Eligibility, points, prices and limits worked out again from the tables, "
            "by code that shares nothing with the solver",
        ),
        Fact("Seed of the draw", str(record["draw_seed"])),
    ]
    if model:
        facts.append(Fact("Cost model", model["title"], model["source"]))
    return tuple(facts)


def _options(options: Mapping[str, Any]) -> str:
    """Say how long and how hard each plan was looked for."""
    limit = options["time_limit"]
    time = "no limit of time" if limit is None else f"{plain(limit)} seconds at most"
    gap = options["gap"]
    proof = f"a gap of {percent(gap)} counts as reached" if gap else "proof asked for"
    return first_upper(listed([time, proof]))


def _scenarios(study: Study) -> Table:
    rows = tuple(
        (
            one.scenario.name,
            one.scenario.title,
            ", ".join([one.scenario.file, *_used(one)]),
            one.outcome.case.fingerprint[:_SHORT],
        )
        for one in study.ran
    )
    return Table(
        "scenario-files",
        "Scenarios and their files",
        (
            Column("Scenario"),
            Column("Title", "words"),
            Column("Files"),
            Column("Fingerprint", "short"),
        ),
        rows,
        note=f"The first {_SHORT} letters of the SHA-256 of the changed case.",
    )


def _used(one: Ran) -> list[str]:
    return sorted(set(one.scenario.documents) - {one.scenario.file})


def _inputs(record: Mapping[str, Any], outcome: Outcome) -> Table:
    tables = outcome.case.tables
    rows = tuple(
        (
            first_upper(named(name)),
            count(len(tables[name])) if name in tables else NOTHING,
            fingerprint[:_SHORT],
        )
        for name, fingerprint in record["inputs"].items()
    )
    return Table(
        "inputs",
        "What was read",
        (
            Column("Input"),
            Column("Rows", "number"),
            Column("Fingerprint", "short"),
        ),
        rows,
        note=f"The first {_SHORT} letters of the SHA-256 of the content; "
        "provenance.json has them all.",
    )


def _law(records: list[Mapping[str, Any]]) -> Table:
    rows = tuple(
        (
            first_upper(named(one["name"])),
            law_figure(one["value"], one["unit"]),
            day(date.fromisoformat(one["from"])),
            "checked" if one["checked"] else "not checked",
            Cell(or_nothing(one["source"]), under=one["flag"]),
        )
        for one in sorted(records, key=lambda one: str(one["name"]))
    )
    return Table(
        "law",
        "Law in force on the day, as used",
        (
            Column("Value"),
            Column("Figure", "number"),
            Column("From", "short"),
            Column("State", "short"),
            Column("Source", "words"),
        ),
        rows,
    )

"""Provenance: inputs, versions, law and the notes a reader must know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fairlot.report.figures import count
from fairlot.report.names import or_nothing
from fairlot.report.parts import Cell, Column, Fact, Table
from fairlot.report.words import first_upper, named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.study import Study


@dataclass(frozen=True, slots=True)
class Provenance:
    """What it takes to find this answer again."""

    facts: tuple[Fact, ...]
    law: Table | None
    tables: Table
    notes: tuple[str, ...]


def provenance(study: Study) -> Provenance:
    """Say where the answer of a study comes from."""
    record: Mapping[str, Any] = study.provenance
    return Provenance(
        facts=_facts(record, study),
        law=_law(record["law"]) if record["law"] else None,
        tables=_tables(study),
        notes=tuple(study.notes),
    )


def _facts(record: Mapping[str, Any], study: Study) -> tuple[Fact, ...]:
    packages = ", ".join(f"{name} {held}" for name, held in record["packages"].items())
    model = record["model"]
    facts = [
        Fact("Fingerprint of the inputs", record["fingerprint"], "SHA-256"),
        Fact("Fairlot", record["fairlot"], f"Python {record['python']}, {packages}"),
        Fact("Solver", record["solver"]),
        Fact(
            "Audit",
            first_upper(study.allocation.audit),
            "Eligibility, points, prices and limits worked out again from the tables, "
            "by code that shares nothing with the solver",
        ),
        Fact("Seed of the draw", str(record["draw_seed"])),
    ]
    if model:
        facts.append(Fact("Cost model", model["title"], model["source"]))
    return tuple(facts)


def _law(records: list[Mapping[str, Any]]) -> Table:
    rows = tuple(
        (
            first_upper(named(one["name"])),
            Cell(f"{one['value']:g}", under=one["unit"]),
            one["from"],
            "checked" if one["checked"] else "not checked",
            Cell(or_nothing(one["source"]), under=one.get("flag", "")),
        )
        for one in records
    )
    return Table(
        "law",
        "Law in force on the day, as used",
        (
            Column("Value"),
            Column("Figure", "number"),
            Column("From"),
            Column("State"),
            Column("Source", "words"),
        ),
        rows,
    )


def _tables(study: Study) -> Table:
    held = [(name, frame) for name, frame in study.case.tables.items() if len(frame)]
    rows = tuple((name, count(len(frame))) for name, frame in sorted(held))
    return Table(
        "tables",
        "Tables read",
        (Column("Table"), Column("Rows", "number")),
        rows,
    )

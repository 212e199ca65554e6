"""Provenance: inputs, versions, law and the notes a reader must know."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from fairlot.report.figures import day, gbp, several
from fairlot.report.names import or_nothing
from fairlot.report.parts import Cell, Column, Fact, Table
from fairlot.report.words import UNITS, first_upper, named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Provenance:
    """What it takes to find this answer again."""

    facts: tuple[Fact, ...]
    law: Table | None
    notes: tuple[str, ...]


def provenance(outcome: Outcome) -> Provenance:
    """Say where the answer of an outcome comes from."""
    record: Mapping[str, Any] = outcome.provenance
    return Provenance(
        facts=_facts(record, outcome),
        law=_law(record["law"]) if record["law"] else None,
        notes=tuple(outcome.notes),
    )


def _facts(record: Mapping[str, Any], outcome: Outcome) -> tuple[Fact, ...]:
    packages = ", ".join(f"{name} {held}" for name, held in record["packages"].items())
    model = record["model"]
    facts = [
        Fact("Fingerprint of the inputs", record["fingerprint"], "SHA-256"),
        Fact("Fairlot", record["fairlot"], f"Python {record['python']}, {packages}"),
        Fact("Solver", record["solver"]),
        Fact(
            "Audit",
            first_upper(outcome.allocation.audit),
            "Eligibility, points, prices and limits worked out again from the tables, "
            "by code that shares nothing with the solver",
        ),
        Fact("Seed of the draw", str(record["draw_seed"])),
    ]
    held = [
        f"{name} ({several(len(frame), 'row')})"
        for name, frame in sorted(outcome.case.tables.items())
        if len(frame)
    ]
    facts.append(Fact("Tables read", ", ".join(held)))
    if model:
        facts.append(Fact("Cost model", model["title"], model["source"]))
    return tuple(facts)


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


def law_figure(value: float, unit: str) -> str:
    """Write a value of law in its unit: ``£12.71 an hour``, ``5.6 week/year``."""
    currency, _, per = unit.partition("/")
    if currency != "GBP":
        return f"{value:g} {UNITS.get(unit, unit)}".rstrip()
    pounds = gbp(round(value * 100)) if is_whole(value * 100) else f"£{value:g}"
    each = f" {'an' if per == 'h' else 'a'} {UNITS.get(per, per)}" if per else ""
    return f"{pounds}{each}"


def is_whole(number: float) -> bool:
    """Tell whether a number is whole but for the noise of binary."""
    return math.isclose(number, round(number), abs_tol=1e-9)

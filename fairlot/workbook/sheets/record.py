"""Where the answer comes from: settings of the run, versions, and the law."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from fairlot.workbook.result_table import Column, ResultTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scenarios.outcome import Outcome
    from scenarios.study import Study

RUN_COLUMNS: Final = (
    Column("What", width=44),
    Column("Value", "words", 100),
)

LAW_COLUMNS: Final = (
    Column("Scenario", width=24),
    Column("Parameter", width=36),
    Column("Value", "plain"),
    Column("Unit", width=12),
    Column("From", "day"),
    Column("Checked", width=10),
    Column("Flag", "words", 22),
    Column("Source", "words", 70),
)


def run_facts(study: Study) -> ResultTable:
    """Lay out versions, solver, settings and fingerprints: what finds it again."""
    skip = {"law", "scenarios"}
    facts = {key: of for key, of in study.provenance.items() if key not in skip}
    rows = [
        ("audit", study.baseline.allocation.audit),
        *_flat("", facts),
        *(
            (f"fingerprint of {ran.scenario.name}", ran.outcome.case.fingerprint)
            for ran in study.ran
        ),
    ]
    return ResultTable(
        "Run",
        "What this answer rests on",
        "The same inputs, versions and settings give the same workbook, byte for byte. "
        "No times: those stand in timing.json.",
        RUN_COLUMNS,
        rows,
    )


def _flat(head: str, facts: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key, value in facts.items():
        name = f"{head}{key}".replace("_", " ")
        if isinstance(value, Mapping):
            yield from _flat(f"{name}: ", value)
        elif isinstance(value, list | tuple):
            yield name, "; ".join(map(str, value))
        else:
            yield name, "none" if value is None else str(value)


def law(outcomes: Mapping[str, Outcome]) -> ResultTable | None:
    """Lay out the law that each outcome rests on; the baseline's, and what differs."""
    rows: list[tuple[Any, ...]] = []
    known: dict[str, tuple[Any, ...]] = {}
    for scenario, outcome in outcomes.items():
        records: Any = outcome.provenance["law"]
        for one in sorted(records, key=lambda record: str(record["name"])):
            cells = (
                one["name"],
                float(one["value"]),
                one["unit"],
                date.fromisoformat(one["from"]),
                bool(one["checked"]),
                one["flag"],
                one["source"],
            )
            if known.get(one["name"]) != cells:
                rows.append((scenario, *cells))
            known.setdefault(one["name"], cells)
    if not rows:
        return None
    return ResultTable(
        "Law",
        "The law that the prices rest on, as used",
        "All that the case as it is uses; of a scenario, what differs. Checked: no "
        "means that the value was not seen in a document.",
        LAW_COLUMNS,
        rows,
    )

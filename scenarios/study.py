"""A study: the untouched case and its scenarios, each with its outcome, compared."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandas as pd

from costing.errors import Finding, InputError
from costing.money import amount, pence
from scenarios.answer import frame_text
from scenarios.apply import LEDGER_COLUMNS, applied, steps
from scenarios.bridge import INTERACTION, bridge_frame, step_name
from scenarios.case import load_case
from scenarios.comparison import comparison
from scenarios.disk.files import folder_aside
from scenarios.disk.files import restored as put_back
from scenarios.disk.layout import (
    ANSWER,
    BASELINE,
    BRIDGE,
    CASE,
    COMPARISON,
    PROVENANCE,
    TIMING,
)
from scenarios.disk.texts import csv_text, json_text
from scenarios.scenario import read_scenarios
from scenarios.store import (
    damaged,
    keep_case,
    keep_scenario,
    need_run,
    read_outcome,
    read_record,
    read_rows,
    run_scenarios,
    timing_text,
    write_outcome,
    write_texts,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from scenarios.case import Case
    from scenarios.outcome import Outcome
    from scenarios.scenario import Scenario

BRIDGE_COLUMNS = ("scenario", "step", "pence", "placed", "note")


@dataclass(frozen=True, slots=True)
class Ran:
    """A scenario and what came of it.

    Parameters
    ----------
    scenario : Scenario
    outcome : Outcome
        Of the changed case.
    ledger : DataFrame
        Columns table, key, column, old, new, as text: every cell that it changed.
    bridge : DataFrame
        As :data:`scenarios.bridge.BRIDGE_COLUMNS`: from the baseline, step by step.
    """

    scenario: Scenario
    outcome: Outcome
    ledger: pd.DataFrame
    bridge: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Study:
    """The untouched case and its scenarios.

    Parameters
    ----------
    baseline : Outcome
        Of the untouched case.
    ran : tuple of Ran
        The scenarios, in the order in which they were given.
    notes : tuple of str
        What a reader of the whole must know; an outcome has its own beside.
    seconds : mapping of phase to float
        What went before and between; the outcomes have their own.
    """

    baseline: Outcome
    ran: tuple[Ran, ...] = ()
    notes: tuple[str, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        """The untouched case."""
        return self.baseline.case

    @property
    def title(self) -> str:
        """The title of the case."""
        return self.baseline.title

    @property
    def day(self) -> date:
        """The day that law and rates of the untouched case are those of."""
        return self.baseline.day

    @property
    def outcomes(self) -> dict[str, Outcome]:
        """Every outcome by name, the baseline first."""
        return {
            BASELINE: self.baseline,
            **{one.scenario.name: one.outcome for one in self.ran},
        }

    @property
    def comparison(self) -> pd.DataFrame:
        """Every measure of every outcome: scenario, measure, value, difference."""
        return comparison(self.outcomes)

    @property
    def bridge(self) -> pd.DataFrame:
        """Every step of every scenario: scenario, step, pence, placed, note."""
        parts = [
            one.bridge.assign(scenario=one.scenario.name)[list(BRIDGE_COLUMNS)]
            for one in self.ran
        ]
        if not parts:
            return pd.DataFrame(columns=list(BRIDGE_COLUMNS))
        return pd.concat(parts, ignore_index=True)

    @property
    def provenance(self) -> dict[str, object]:
        """What the whole rests on: that of the baseline, and each scenario."""
        return {
            **self.baseline.provenance,
            "scenarios": [
                {
                    "scenario": one.scenario.name,
                    "title": one.scenario.title,
                    "file": one.scenario.file,
                    "fingerprint": one.outcome.case.fingerprint,
                }
                for one in self.ran
            ],
            "notes": list(self.notes),
        }

    def explained(self) -> Study:
        """Give the same study, each of its outcomes with its explanations."""
        return replace(
            self,
            baseline=self.baseline.explained(),
            ran=tuple(
                replace(one, outcome=one.outcome.explained()) for one in self.ran
            ),
        )

    def save(self, folder: str | Path) -> None:
        """Write the study into a folder, whole or not at all.

        Parameters
        ----------
        folder : str or Path
            Absent, empty, or an earlier answer, which is then replaced.

        Raises
        ------
        InputError
            If the folder is something else, or cannot be written.
        """
        with folder_aside(Path(folder)) as made:
            self.explained().write(made)

    def write(self, folder: Path) -> None:
        """Write the study, explained before, into a folder that is there.

        A case that is in the folder already stays as it is; a scenario that is not its
        own is kept beside its outcome.
        """
        keep_case(self.case, folder / CASE)
        untouched = pd.DataFrame(columns=list(LEDGER_COLUMNS))
        write_outcome(self.baseline, folder / BASELINE, untouched)
        for one in self.ran:
            write_outcome(one.outcome, folder / one.scenario.name, one.ledger)
            keep_scenario(self.case, one.scenario, folder / one.scenario.name)
        texts = {
            COMPARISON: frame_text(self.comparison),
            BRIDGE: csv_text(_STORED_BRIDGE, _stored_bridge(self.bridge)),
            PROVENANCE: json_text(self.provenance),
            TIMING: timing_text(self.seconds),
        }
        write_texts(texts, folder)

    @classmethod
    def load(cls, folder: str | Path) -> Study:
        """Read a study from the folder of a run, or of an allocation.

        The case is read and priced again and the plan audited again; nothing is solved.

        Parameters
        ----------
        folder : str or Path

        Returns
        -------
        Study

        Raises
        ------
        CareError
            If the folder holds no run, or one that its own case contradicts.
        """
        folder = put_back(Path(folder))
        need_run(folder)
        case = load_case(folder / CASE)
        if (folder / ANSWER).is_file():
            return cls(read_outcome(case, folder))
        baseline = read_outcome(case, folder / BASELINE)
        files, notes = run_scenarios(folder), _notes(folder)
        stored = read_rows(folder / BRIDGE, _STORED_BRIDGE)
        ran = []
        for scenario in read_scenarios(case, files):
            changed, ledger = applied(case, scenario)
            outcome = read_outcome(changed, folder / scenario.name)
            mine = [step for step in stored if step["scenario"] == scenario.name]
            one = Ran(scenario, outcome, ledger, _read_bridge(folder, mine))
            _need_bridge(one, baseline)
            ran.append(one)
        return cls(baseline, tuple(ran), notes)


_STORED_BRIDGE: Final = ("scenario", "step", "gbp_per_week", "placed", "note")
"""Columns of bridge.csv."""


def _stored_bridge(bridge: pd.DataFrame) -> list[list[object]]:
    return [
        [
            row["scenario"],
            row["step"],
            amount(row["pence"]),
            row["placed"],
            row["note"],
        ]
        for row in bridge.to_dict("records")
    ]


def _notes(folder: Path) -> tuple[str, ...]:
    """Give the notes about the whole of a stored run."""
    path = folder / PROVENANCE
    try:
        return tuple(map(str, read_record(path)["notes"]))
    except (KeyError, TypeError):
        raise InputError([damaged(path)]) from None


def _read_bridge(folder: Path, steps: list[dict[str, str]]) -> pd.DataFrame:
    try:
        return bridge_frame(
            [
                (
                    step["step"],
                    int(pence(float(step["gbp_per_week"]))),
                    int(step["placed"]),
                    step["note"],
                )
                for step in steps
            ]
        )
    except ValueError:
        raise InputError([damaged(folder / BRIDGE)]) from None


def _need_bridge(one: Ran, baseline: Outcome) -> None:
    """Refuse a stored bridge that does not lead from the baseline to the scenario."""
    names: list[str] = []
    total = 0
    if baseline.has_plan and one.outcome.has_plan:
        parts = enumerate(steps(one.scenario), start=1)
        names = [*(step_name(number, step) for number, step in parts), INTERACTION]
        new, old = one.outcome.allocation, baseline.allocation
        total = new.cost_pence - old.cost_pence
    if one.bridge["step"].tolist() != names or one.bridge["pence"].sum() != total:
        got = f"steps of {one.scenario.name} that are not those of its changes"
        expected = f"its steps, adding to {amount(total)}"
        fix = "Run the case again"
        raise InputError([Finding(BRIDGE, 0, "", got, expected, fix)])

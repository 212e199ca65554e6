"""The bridge from the baseline to a scenario: what each change does by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from costing.errors import CareError
from scenarios.apply import applied, steps
from scenarios.outcome import outcome_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from scenarios.case import Case
    from scenarios.options import Options
    from scenarios.outcome import Outcome
    from scenarios.scenario import Scenario

BRIDGE_COLUMNS: Final = ("step", "pence", "placed")

INTERACTION: Final = "interaction"
"""The step that holds what the changes do together and none does alone."""


class Bridges:
    """Bridges from one baseline, each case run once however many scenarios hold it.

    Parameters
    ----------
    case : Case
        The untouched one.
    baseline : Outcome
    options : Options
    """

    def __init__(self, case: Case, baseline: Outcome, options: Options) -> None:
        self._case = case
        self._baseline = baseline
        self._options = options
        self._known = {case.fingerprint: baseline}

    def bridge(
        self,
        scenario: Scenario,
        reached: Outcome,
        progress: Callable[[str], None],
    ) -> tuple[pd.DataFrame, tuple[str, ...]]:
        """Run each change of a scenario by itself, and give what is left together.

        Parameters
        ----------
        scenario : Scenario
        reached : Outcome
            Of the whole scenario.
        progress : callable
            Told of each run.

        Returns
        -------
        bridge : DataFrame
            :data:`BRIDGE_COLUMNS`: the step in words, pence a week and people placed
            against the baseline; the interaction last. The pence add to the difference
            between scenario and baseline. Without rows where either has no plan.
        notes : tuple of str
            Which changes cannot stand alone, and so are in the interaction.
        """
        if not (self._baseline.has_plan and reached.has_plan):
            return bridge_frame([]), ()
        self._known[reached.case.fingerprint] = reached
        rows: list[tuple[str, int, int]] = []
        notes: list[str] = []
        for number, step in enumerate(steps(scenario), start=1):
            name = f"{number}. {step.title}"
            progress(f"{scenario.name}, by itself: {step.title}")
            alone = self._alone(step)
            if alone is None:
                rows.append((name, 0, 0))
                notes.append(
                    f"{scenario.name}: change {number} cannot stand alone; what it "
                    "does is in the interaction."
                )
            else:
                rows.append((name, *_against(alone, self._baseline)))
        pence, placed = _against(reached, self._baseline)
        rest = (
            pence - sum(row[1] for row in rows),
            placed - sum(row[2] for row in rows),
        )
        return bridge_frame([*rows, (INTERACTION, *rest)]), tuple(notes)

    def _alone(self, step: Scenario) -> Outcome | None:
        """Run one change by itself; None where that is not sound or has no plan."""
        try:
            case, _ = applied(self._case, step)
            if case.fingerprint not in self._known:
                found = outcome_of(case, self._options)
                self._known[case.fingerprint] = found
        except CareError:
            return None
        alone = self._known[case.fingerprint]
        return alone if alone.has_plan else None


def _against(reached: Outcome, baseline: Outcome) -> tuple[int, int]:
    new, old = reached.allocation, baseline.allocation
    people = len(new.placements) - len(old.placements)
    return new.cost_pence - old.cost_pence, people


def bridge_frame(rows: list[tuple[str, int, int]]) -> pd.DataFrame:
    """Lay out the steps of a bridge: words, pence a week, people placed."""
    frame = pd.DataFrame(rows, columns=list(BRIDGE_COLUMNS))
    return frame.astype({"step": "str", "pence": "int64", "placed": "int64"})

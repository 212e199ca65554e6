"""The bridge: from the cost of the case as it is to that of a scenario, in steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fairlot.report.figures import (
    MINUS,
    gbp,
    gbp_more_or_less,
    more_or_fewer,
    several,
)
from fairlot.report.names import cut
from fairlot.report.parts import Cell, Column, Plot, Table
from fairlot.report.waterfall import Step, waterfall
from scenarios.bridge import INTERACTION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.study import Ran, Study

    _Steps = list[tuple[str, int, int]]

_WHOLE: Final = 10
"""Pounds from which on a tick has no pence."""

_LABEL: Final = 46
_TOGETHER: Final = "What the changes do together and none alone"


@dataclass(frozen=True, slots=True)
class Bridge:
    """The steps of one scenario."""

    says: str
    plot: Plot | None
    table: Table


def bridge(study: Study, one: Ran, name: str) -> Bridge | None:
    """Lay out the bridge of a scenario; nothing where either side has no plan.

    Parameters
    ----------
    study : Study
    one : Ran
    name : str
        Before the ids of its plot and table.
    """
    if one.bridge.empty:
        return None
    steps = [
        (str(row["step"]), int(row["pence"]), int(row["placed"]))
        for row in one.bridge.to_dict("records")
    ]
    changes = len(steps) - 1
    if changes < 2:
        # What a single change does together with nothing else is nothing.
        steps = [step for step in steps if step[0] != INTERACTION or any(step[1:])]
    base, then = study.baseline.allocation, one.outcome.allocation
    ends = base.cost_pence, then.cost_pence
    return Bridge(
        says=_says(ends, steps, changes),
        plot=_plot(name, ends, steps) if any(step[1] for step in steps) else None,
        table=_table(name, ends, steps, _notes(one)),
    )


def _notes(one: Ran) -> dict[str, str]:
    """Give what a reader must know of each step that has a note."""
    rows = one.bridge.to_dict("records")
    return {str(row["step"]): str(row["note"]) for row in rows if row["note"]}


def _says(ends: tuple[int, int], steps: _Steps, changes: int) -> str:
    if not changes:
        return "Nothing is changed, so there is nothing to bridge."
    text = (
        f"From {gbp(ends[0])} to {gbp(ends[1])} a week. Each change is run by itself "
        "against the case as it is."
    )
    rest = steps[-1][1] if changes > 1 else 0
    if rest:
        text += f" Together they cost {gbp_more_or_less(rest)} than one by one."
    if not any(pence for _, pence, _ in steps):
        return text + " None of them moves the cost."
    if any(pence < 0 and placed < 0 for _, pence, placed in steps):
        text += (
            " A step that places fewer people costs less for that alone; it saves "
            "nothing, since their needs remain to be met."
        )
    if any(pence > 0 and placed > 0 for _, pence, placed in steps):
        text += " A step that places more people costs more for that alone."
    return text


def _plot(name: str, ends: tuple[int, int], steps: _Steps) -> Plot:
    title = "Cost a week, from the case as it is to the scenario"
    drawn = [
        Step(cut(_words(step), _LABEL), pence / 100, _end(pence, placed))
        for step, pence, placed in steps
    ]
    values = "; ".join(
        [
            f"the case as it is: {gbp(ends[0])}",
            *(
                f"{_words(step)}: {_end(pence, placed)}"
                for step, pence, placed in steps
            ),
            f"the scenario: {gbp(ends[1])}",
        ]
    )
    return Plot(
        f"{name}-plot",
        title,
        "Steps to the right cost more, steps to the left less. The axis is the "
        "difference from the case as it is.",
        name,
        waterfall(
            f"{name}-plot",
            title,
            values,
            drawn,
            start=("The case as it is", gbp(ends[0])),
            whole=("The scenario", gbp(ends[1])),
            tick=signed,
        ),
    )


def _end(pence: int, placed: int) -> str:
    text = gbp_more_or_less(pence)
    return f"{text}, {more_or_fewer(placed)} placed" if placed else text


def signed(pounds: float) -> str:
    """Write a tick of a difference in pounds: ``+£1,000``, ``£0``."""
    if pounds == 0:
        return "£0"
    places = 0 if abs(pounds) >= _WHOLE else 2
    return f"{'+' if pounds > 0 else MINUS}£{abs(pounds):,.{places}f}"


def _words(step: str) -> str:
    return _TOGETHER if step == INTERACTION else step


def _table(
    name: str, ends: tuple[int, int], steps: _Steps, notes: Mapping[str, str]
) -> Table:
    rows: list[tuple[str | Cell, ...]] = [
        (Cell("The case as it is", strong=True), "", gbp(ends[0]), "")
    ]
    reached = ends[0]
    for step, pence, placed in steps:
        reached += pence
        cost = gbp_more_or_less(pence)
        label = Cell(_words(step), under=notes.get(step, ""))
        rows.append((label, cost, gbp(reached), more_or_fewer(placed)))
    changes = sum(step != INTERACTION for step, _, _ in steps)
    people = sum(placed for _, _, placed in steps)
    return Table(
        name,
        f"The bridge in figures: {several(changes, 'change')}",
        (
            Column("Step", "words"),
            Column("Cost a week", "number"),
            Column("Reached", "number"),
            Column("People placed", "number"),
        ),
        tuple(rows),
        total=(
            "The scenario",
            gbp_more_or_less(ends[1] - ends[0]),
            gbp(ends[1]),
            more_or_fewer(people),
        ),
        note="To the penny, the steps add to the difference between scenario and case.",
    )

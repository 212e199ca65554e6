"""Two saved answers held against each other: what changed, and what caused it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from costing.errors import Finding, InputError, quoted
from scenarios.difference.cause import Cause, CauseKind, Moved
from scenarios.difference.figures import changes
from scenarios.difference.inputs import input_causes
from scenarios.difference.provenance import (
    file_causes,
    fingerprint_of,
    law_causes,
    model_causes,
    version_causes,
)
from scenarios.disk.layout import BASELINE

if TYPE_CHECKING:
    from scenarios.difference.figures import Change, Part
    from scenarios.difference.saved import SavedAnswer

_INPUTS: Final = (CauseKind.INPUT, CauseKind.SETTING, CauseKind.SCENARIO)


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two answers.

    Parameters
    ----------
    old, new : str
        Names of their folders.
    tolerance : float
        Pounds and points that a figure may differ by.
    causes : tuple of Cause
        All that differs in what they were made from; if figures changed and nothing
        does, one of kind ``unknown``.
    changes : tuple of Change
    compared : tuple of Part
        All that was held against each other, changed or not.
    notes : tuple of str
        What could not be compared, and why.
    """

    old: str
    new: str
    tolerance: float
    causes: tuple[Cause, ...]
    changes: tuple[Change, ...]
    compared: tuple[Part, ...]
    notes: tuple[str, ...]

    @property
    def beyond(self) -> tuple[Change, ...]:
        """Changes beyond the tolerance."""
        return tuple(one for one in self.changes if one.beyond)

    @property
    def is_same(self) -> bool:
        """Whether nothing changed beyond the tolerance."""
        return not self.beyond


def difference(
    old: SavedAnswer, new: SavedAnswer, tolerance: float = 0.0
) -> Difference:
    """Compare two answers.

    Parameters
    ----------
    old, new : SavedAnswer
    tolerance : float
        Pounds and points that a figure may differ by.

    Returns
    -------
    Difference

    Raises
    ------
    InputError
        If the tolerance is no number from 0.
    """
    if not (math.isfinite(tolerance) and tolerance >= 0):
        expected = "pounds and points, from 0"
        raise InputError([Finding("tolerance", 0, "", quoted(tolerance), expected)])
    found, compared, notes = changes(old, new, tolerance)
    causes, more = _causes(old, new)
    if not any(one.kind is CauseKind.SCENARIO for one in causes):
        causes = (*_asked(old, new), *causes)
    if found and not causes:
        causes = (_unknown(),)
    return Difference(
        old.name,
        new.name,
        tolerance,
        _judged(causes, has_changed=bool(found)),
        found,
        compared,
        (*more, *_unproven(old, new, causes), *notes),
    )


def _causes(
    old: SavedAnswer, new: SavedAnswer
) -> tuple[tuple[Cause, ...], tuple[str, ...]]:
    """List all that differs in what two answers were made from."""
    before, after = old.provenance[""], new.provenance[""]
    notes = [note for one in (old, new) if (note := _edited(one))]
    if old.case is not None and new.case is not None:
        inputs = input_causes(old.case, new.case)
    else:
        inputs = file_causes(before, after)
        bare = [one.name for one in (old, new) if one.case is None]
        notes.append(f"No case is saved in {' or '.join(bare)}: no cell can be named.")
    sides = fingerprint_of(before), fingerprint_of(after)
    if all(sides) and sides[0] != sides[1] and not inputs:
        notes.append(
            "The fingerprints of the cases differ, but nothing that they say does: "
            "another version of Fairlot takes them otherwise."
        )
    versions = version_causes(before, after)
    # Law and a shipped model change with what is asked of them, or with Fairlot.
    asked = any(
        one.kind is CauseKind.LAW
        or one.column in ("price_date", "model")
        or one.file == "fairlot"
        or one.kind is CauseKind.SCENARIO
        for one in (*inputs, *versions)
    )
    is_own = any(one.kind is CauseKind.MODEL for one in inputs)
    law = _law(old, new)
    model = () if is_own else model_causes(before, after)
    follows = Moved.FOLLOWS if asked else Moved.NOT_KNOWN
    rest = tuple(replace(one, moved=follows) for one in (*law, *model))
    return (*inputs, *rest, *versions), tuple(notes)


def _law(old: SavedAnswer, new: SavedAnswer) -> tuple[Cause, ...]:
    """List what differs of law, and of the law of a scenario where that is its own."""
    found: dict[tuple[str, str, str], Cause] = {}
    for scenario, before in old.provenance.items():
        for one in law_causes(before, new.provenance.get(scenario, {})):
            key = f"{one.key} in {scenario}" if scenario else one.key
            told = replace(one, key=key)
            found.setdefault((one.key, one.old, one.new), told)
    return tuple(found.values())


def _judged(causes: tuple[Cause, ...], *, has_changed: bool) -> tuple[Cause, ...]:
    """Say which causes moved the figures, where it is known: nothing is guessed."""
    if not has_changed:
        return tuple(replace(one, moved=Moved.NO) for one in causes)
    open_ones = [one for one in causes if one.moved is Moved.NOT_KNOWN]
    if len(open_ones) != 1 or open_ones[0].kind is CauseKind.UNKNOWN:
        return causes
    return tuple(
        replace(one, moved=Moved.YES) if one is open_ones[0] else one for one in causes
    )


def _asked(old: SavedAnswer, new: SavedAnswer) -> tuple[Cause, ...]:
    """Tell that other scenarios were run, where their files do not say so."""
    ran = [
        "; ".join(name for name in one.records if name != BASELINE) or "none"
        for one in (old, new)
    ]
    if ran[0] == ran[1]:
        return ()
    name = "the scenarios that were run"
    return (Cause(CauseKind.SCENARIO, name, "", "", ran[0], ran[1]),)


def _unknown() -> Cause:
    words = "inputs, law, model, versions and solver are recorded as the same"
    return Cause(CauseKind.UNKNOWN, "no recorded cause", "", words, "", "")


def _edited(answer: SavedAnswer) -> str:
    """Note a case that was changed after the answer was made from it."""
    made_from = fingerprint_of(answer.provenance[""])
    if not answer.fingerprint or made_from in ("", answer.fingerprint):
        return ""
    return (
        f"The case in {answer.name} is not the one that its answer was made from: it "
        "was changed since, or is read otherwise by this version."
    )


def _unproven(
    old: SavedAnswer, new: SavedAnswer, causes: tuple[Cause, ...]
) -> list[str]:
    """Note plans that were not proven, which may differ for no other reason."""
    if any(one.kind in _INPUTS for one in causes):
        return []
    unproven = [
        f"{one.name}/{scenario}"
        for one in (old, new)
        for scenario, record in one.records.items()
        if record.get("status") != "optimal"
    ]
    if not unproven:
        return []
    told = f"Not proven: {', '.join(unproven)}. "
    return [f"{told}Where time ran out, the same inputs may give another plan."]

"""Ends: what the low and high ends of inputs are, and which way each moves a price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from costing.document.order import needed
from costing.engine.arithmetic import Calculation, FailureError, checking
from costing.engine.evaluation import evaluate
from costing.errors import Finding, InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from costing.document.expression import Node
    from costing.document.parts import Model
    from costing.engine.arithmetic import Array
    from costing.engine.evaluation import Evaluation
    from costing.law import LawOnDay

_SAME: Final = 1e-11
"""Share of a price below which two are the same."""

_MOST_PASSES: Final = 200
"""Of the search; each takes a price further, and two or three have always done."""


def ends_of(
    model: Model,
    law: LawOnDay | None,
    given: Mapping[str, Array],
    found: Evaluation,
    *,
    line: str,
    count: int,
) -> tuple[dict[str, Array], tuple[str, ...]]:
    """Work out the ends of every input that has some and that moves a line.

    Parameters
    ----------
    model : Model
    law : LawOnDay or None
    given : mapping of input to float64[set]
        These are known: they have no range, nor has what follows from them.
    found : Evaluation
        Of the sets; the ends may read other inputs, as they are here.
    line : str
    count : int
        Sets.

    Returns
    -------
    ends : dict of input to float64[set, 3]
        Its low end, its default and its high end; a missing end is the default.
    law : tuple of str
        The dated parameters that the ends read.

    Raises
    ------
    InputError
        If an end is no number; it names the input and the end.
    """
    reading = Calculation(
        law, {}, values={name: one.reshape(-1, 1) for name, one in found.inputs.items()}
    )
    known = set(given)
    moving = needed(model.reads, (line,))
    ends: dict[str, Array] = {}
    for name in model.order:
        part = model.inputs.get(name)
        if part is None or name in known:
            continue
        if known.intersection(model.reads[name]):
            known.add(name)
        elif name in moving and (part.low is not None or part.high is not None):
            default = np.broadcast_to(found.inputs[name], (count,))
            low = _end(model, reading, name, "low", part.low)
            high = _end(model, reading, name, "high", part.high)
            three = np.empty((count, 3))
            three[:, 0] = default if low is None else low
            three[:, 1] = default
            three[:, 2] = default if high is None else high
            if (three != three[:, 1:2]).any():
                ends[name] = three
    return ends, tuple(reading.law_read)


def _end(
    model: Model, reading: Calculation, name: str, key: str, node: Node | None
) -> Array | None:
    if node is None:
        return None
    try:
        with checking():
            value: Array = np.asarray(reading.value(node))
    except FailureError as failure:
        row = model.inputs[name].row
        where, got = f"{name}.{key}", failure.got
        fault = Finding(model.file, row, where, got, failure.expected, failure.fix)
        raise InputError([fault]) from None
    return value.reshape(-1)


def farthest(
    model: Model,
    law: LawOnDay | None,
    given: Mapping[str, Array],
    ends: Mapping[str, Array],
    *,
    line: str,
    sign: int,
    labels: Sequence[str] = (),
) -> NDArray[np.int64]:
    """Find which end of each input takes a line farthest down or up.

    The search starts with every input at the end that the document calls low (or
    high), and moves inputs for as long as any one of them alone takes the line further.

    Parameters
    ----------
    model : Model
        Of one band.
    law : LawOnDay or None
    given : mapping of input to float64[set]
    ends : mapping of input to float64[set, 3]
        From :func:`ends_of`.
    line : str
    sign : {-1, 1}
        -1 for the low end, 1 for the high one.
    labels : sequence of str
        What to call the sets in errors.

    Returns
    -------
    int64[set, input]
        0 for the low end, 1 for the default, 2 for the high end, in the order of
        ``ends``.
    """
    count = max([len(one) for one in (*given.values(), *ends.values())], default=1)
    choice = np.full((count, len(ends)), 1 + sign, dtype=np.int64)
    search = _Search(model, law, line, given, ends, labels)
    rows = np.arange(count)
    for _ in range(_MOST_PASSES):
        if not (len(rows) and len(ends)):
            break
        rows = search.step(choice, rows, sign)
    return choice


@dataclass(frozen=True, slots=True)
class _Search:
    """The search for the ends of one line."""

    model: Model
    law: LawOnDay | None
    line: str
    given: Mapping[str, Array]
    ends: Mapping[str, Array]
    labels: Sequence[str]

    def step(
        self, choice: NDArray[np.int64], rows: NDArray[np.int64], sign: int
    ) -> NDArray[np.int64]:
        """Move inputs of some sets, and give the sets that were moved."""
        inputs = len(self.ends)
        now = choice[rows]
        # First as it is, then each input moved to each of its two other places.
        tried = np.repeat(now[:, None, :], 1 + 2 * inputs, axis=1)
        for column in range(inputs):
            for turn in (1, 2):
                moved = (now[:, column] + turn) % 3
                tried[:, 2 * column + turn, column] = moved
        values = sign * self._values(tried, rows)
        gain = values[:, 1:] - values[:, :1]
        noise = _SAME * np.maximum(1.0, np.abs(values[:, :1]))
        gain = np.where(gain > noise, gain, 0.0)
        moving = gain.max(axis=1) > 0
        if not moving.any():
            return rows[:0]
        gain, now, rows = gain[moving], now[moving], rows[moving]
        places = np.arange(len(rows))
        best = gain.argmax(axis=1)
        single = now.copy()
        single[places, best // 2] = (now[places, best // 2] + 1 + best % 2) % 3
        pairs = gain.reshape(len(rows), inputs, 2)
        turns = np.where(pairs.max(axis=2) > 0, 1 + pairs.argmax(axis=2), 0)
        together = (now + turns) % 3
        both = sign * self._values(np.stack((single, together), axis=1), rows)
        choice[rows] = np.where((both[:, 1] > both[:, 0])[:, None], together, single)
        return rows

    def _values(self, tried: NDArray[np.int64], rows: NDArray[np.int64]) -> Array:
        """Give the line as float64[set, trial]."""
        trials = tried.shape[1]
        inputs = {
            name: np.repeat(values[rows], trials) for name, values in self.given.items()
        }
        for column, (name, values) in enumerate(self.ends.items()):
            of_rows = values[rows][np.arange(len(rows))[:, None], tried[:, :, column]]
            inputs[name] = of_rows.reshape(-1)
        called = (
            [self.labels[row] for row in rows for _ in range(trials)]
            if self.labels
            else []
        )
        found = evaluate(self.model, self.law, inputs, [self.line], variants=called)
        return found.value[self.line][:, 0].reshape(len(rows), trials)

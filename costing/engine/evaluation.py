"""Evaluation: a model worked out for one variant or for a million, by one code path."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from costing.document.expression import Number
from costing.document.order import needed
from costing.engine.arithmetic import Calculation, FailureError, checking
from costing.errors import Finding, InputError, quoted, suggestion
from costing.money import round_to, snap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike

    from costing.document.parts import Input, Line, Mix, Model
    from costing.engine.arithmetic import Array, DatedLaw


_MOST_AT_ONCE: Final = 1_000_000
"""Numbers of one array while a line is worked out over a mix."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a model comes to.

    Parameters
    ----------
    bands : tuple of str
    value : mapping of line to float64[variant, band]
        The lines that were asked for, rounded as the document says. Views that are not
        to be written to.
    inputs : mapping of input to float64[variant]
        All of them, given or by default.
    law : tuple of str
        The dated parameters that were read, in order.
    """

    bands: tuple[str, ...]
    value: Mapping[str, Array]
    inputs: Mapping[str, Array]
    law: tuple[str, ...]


def evaluate(
    model: Model,
    law: DatedLaw | None,
    inputs: Mapping[str, ArrayLike],
    lines: Sequence[str] | None = None,
    *,
    variants: Sequence[str] = (),
) -> Evaluation:
    """Work out a model's lines, for all variants and bands at once.

    Parameters
    ----------
    model : Model
    law : LawOnDay or None
        None for a model that reads no law.
    inputs : mapping of input to float64 or float64[variant]
        In the input's unit; the others take their defaults, which may follow these.
    lines : sequence of str, optional
        Only these and what they read are worked out; all if absent.
    variants : sequence of str, optional
        What to call the variants in errors; "variant 1" and so on if absent.

    Returns
    -------
    Evaluation

    Raises
    ------
    InputError
        For an input that is not known, not finite or outside its bounds, for a division
        by zero that ``choose`` does not shield, or a result that is not finite: the
        line is named, and the first variant and band.
    LawError
        If law is read that is not known on the day.
    """
    asked = tuple(model.lines if lines is None else lines)
    given = _given(model, inputs)
    run = _Run(model, law, given, tuple(variants))
    wanted = (
        set(model.order)
        if lines is None
        else needed(model.reads, (*model.inputs, *asked))
    )
    kept = {*model.inputs, *asked}
    readers = Counter(read for name in wanted for read in model.reads[name])
    with checking():
        for name in model.order:
            if name not in wanted:
                continue
            run.work_out(name)
            for read in model.reads[name]:
                readers[read] -= 1
                if not readers[read] and read not in kept:
                    del run.calculation.values[read]
    values = run.calculation.values
    shape = (run.count, len(model.bands))
    return Evaluation(
        bands=tuple(model.bands),
        value={name: _spread(values[name], shape) for name in asked},
        inputs={
            name: _spread(values[name], (run.count, 1))[:, 0] for name in model.inputs
        },
        law=tuple(run.calculation.law_read),
    )


def _spread(value: Array, shape: tuple[int, int]) -> Array:
    """Give a value its full shape; a view of it, where there are many variants."""
    if shape[0] > 1:
        return np.broadcast_to(value, shape)
    # numpy's own takes far longer than the copy of a few numbers.
    full = np.empty(shape)
    full[:] = value
    return full


def _given(model: Model, inputs: Mapping[str, ArrayLike]) -> dict[str, Array]:
    """Give each input that is set as float64[variant, 1]."""
    findings = []
    given: dict[str, Array] = {}
    for name, value in inputs.items():
        if name not in model.inputs:
            got = "a line, which cannot be set" if name in model.lines else quoted(name)
            near = suggestion(name, model.inputs)
            expected = "the name of an input"
            findings.append(Finding(model.file, 0, name, got, expected, near))
            continue
        array = np.asarray(value, dtype=np.float64)
        if array.ndim > 1:
            msg = f"{name}: got an array of {array.ndim} axes, expected [variant]"
            raise ValueError(msg)
        given[name] = array.reshape(-1, 1)
    if findings:
        raise InputError(findings)
    return given


def _by_row(column: tuple[float, ...]) -> Array:
    return np.array(column).reshape(-1, 1, 1)


def _added(sum_so_far: Array, parts: Array) -> Array:
    """Add the rows of an array to a sum, from the first to the last."""
    if len(parts) == 1:
        return sum_so_far + parts
    start = np.broadcast_to(sum_so_far, (1, *parts.shape[1:]))
    return np.cumsum(np.concatenate((start, parts)), axis=0)[-1:]


class _Run:
    """One evaluation under way."""

    def __init__(
        self,
        model: Model,
        law: DatedLaw | None,
        given: Mapping[str, Array],
        variants: tuple[str, ...],
    ) -> None:
        lengths = {len(array) for array in given.values()} - {1}
        if len(lengths) > 1:
            msg = f"inputs of {sorted(lengths)} variants, expected one number of them"
            raise ValueError(msg)
        self.model = model
        self.given = given
        self.variants = variants
        self.count = lengths.pop() if lengths else 1
        keys = {key: None for band in model.bands.values() for key in band.keys}
        bands = {
            key: np.array([[band.keys[key] for band in model.bands.values()]])
            for key in keys
            if all(key in band.keys for band in model.bands.values())
        }
        self.calculation = Calculation(law, bands)

    def work_out(self, name: str) -> None:
        """Work out an input, a line or a group, all that it reads being there."""
        model, calculation = self.model, self.calculation
        try:
            if name in model.lines:
                value = self._line(model.lines[name])
            elif name in model.inputs:
                value = self._input(model.inputs[name])
            else:
                value = calculation.total(model.reads[name])
        except FailureError as failure:
            raise self._error(name, failure) from None
        calculation.values[name] = value

    def _input(self, part: Input) -> Array:
        if part.name not in self.given and isinstance(part.default, Number):
            # Its bounds were checked when the document was read.
            return np.array(part.default.value)
        if part.name in self.given:
            value = self.given[part.name]
            finite = np.isfinite(value)
            if not finite.all():
                raise FailureError("what is not finite", "a number", ~finite)
        else:
            value = self.calculation.value(part.default)
        for limit, is_outside, word in (
            (part.minimum, np.less, "from {}, the min"),
            (part.maximum, np.greater, "up to {}, the max"),
        ):
            # Snapped only where it matters: 0.1 * 3 is within a max of 0.3.
            if limit is None or not is_outside(value, limit).any():
                continue
            wrong = is_outside(snap(value), limit)
            if wrong.any():
                first = float(np.broadcast_to(value, wrong.shape)[wrong][0])
                expected = f"a number {word.format(f'{limit:g}')}"
                raise FailureError(f"{first:.12g}", expected, wrong)
        return value

    def _line(self, line: Line) -> Array:
        calculation = self.calculation
        if line.over:
            value = self._mean(line, self.model.mixes[line.over])
        else:
            value = calculation.value(line.formula)
        if line.rounding is None:
            return value
        step, mode = line.rounding.step, line.rounding.mode
        return calculation.compute(
            line.formula, lambda exact: round_to(exact, step, mode), value, live=None
        )

    def _mean(self, line: Line, mix: Mix) -> Array:
        """Work out a line for the rows of its mix, and average them by weight.

        The rows are an axis before the others, taken a few at a time where there are
        many variants. They are added one after the other, so that the mean does not
        depend on how many were taken together.
        """
        calculation = self.calculation
        weights = _by_row(mix.columns[mix.weight])
        columns = {key: _by_row(column) for key, column in mix.columns.items()}
        at_once = max(1, _MOST_AT_ONCE // (self.count * len(self.model.bands)))
        mean: Array = np.zeros((1, 1, 1))
        for start in range(0, len(weights), at_once):
            rows = slice(start, start + at_once)
            calculation.columns = {key: column[rows] for key, column in columns.items()}
            value = calculation.value(line.formula)
            parts = calculation.compute(
                line.formula, np.multiply, weights[rows], value, live=None
            )
            mean = calculation.compute(line.formula, _added, mean, parts, live=None)
        calculation.columns = {}
        return mean.reshape(mean.shape[1:])

    def _error(self, name: str, failure: FailureError) -> InputError:
        # The rows of a mix, if there are any, come first.
        rows = failure.where.shape[0] if failure.where.ndim > 2 else 1
        shape = (rows, self.count, len(self.model.bands))
        where = np.broadcast_to(failure.where, shape)
        _, variant, band = np.argwhere(where)[0]
        which = f"variant {variant + 1}"
        if self.variants:
            which = self.variants[variant] or which
        part = self.model.lines.get(name) or self.model.inputs.get(name)
        place = f" for {which}"
        if name in self.model.lines:
            place += f" in band {list(self.model.bands)[band]}"
        return InputError(
            [
                Finding(
                    file=self.model.file,
                    row=part.row if part else 0,
                    column=name,
                    got=f"{failure.got}{place}",
                    expected=failure.expected,
                    fix=failure.fix,
                )
            ]
        )

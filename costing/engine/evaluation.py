"""Evaluation: a model worked out for one variant or for a million, by one code path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from costing.document.expression import BandKey, LawName, Number, walk
from costing.document.order import needed
from costing.engine.arithmetic import Calculation, FailureError, checking, for_all
from costing.engine.blocks import blocks_of, each
from costing.errors import CareError, Finding, InputError, quoted, suggestion
from costing.money import round_to, snap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike

    from costing.document.parts import Input, Line, Mix, Model
    from costing.engine.arithmetic import Array, DatedLaw


_MOST_AT_ONCE: Final = 196_608
"""Numbers of one array while a line is worked out: few enough to stay in the cache, and
enough that the work on them outweighs what Python adds to each step."""


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
        What to call the variants in errors; "variant 1" and so on if absent, and
        nothing where there is one alone.

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
    run = _Run(model, law, _given(model, inputs), asked, tuple(variants))
    size = max(1, _MOST_AT_ONCE // len(model.bands))
    first, *others = blocks_of(run.count, size)
    try:
        fixed, law_read = run.work_out(first)
        for _, more in each(lambda block: run.work_out(block, fixed), others):
            law_read |= more
    except CareError:
        if others:
            run.work_out(slice(0, run.count))  # what is first in the document
        raise
    shape = (run.count, len(model.bands))
    values = {**fixed, **run.found}
    return Evaluation(
        bands=tuple(model.bands),
        value={name: _spread(values[name], shape) for name in asked},
        inputs={
            name: _spread(values[name], (run.count, 1))[:, 0] for name in model.inputs
        },
        law=run.in_order(law_read) if others else tuple(law_read),
    )


def _spread(value: Array, shape: tuple[int, int]) -> Array:
    """Give a value as float64[variant, band]; a view, where there are many variants."""
    if shape[0] != 1:
        return np.broadcast_to(value.T, shape)
    # numpy's own takes far longer than the copy of a few numbers.
    full = np.empty(shape)
    full[0] = value.T
    return full


def _given(model: Model, inputs: Mapping[str, ArrayLike]) -> dict[str, Array]:
    """Give each input that is set as float64[1, variant], or one number for all."""
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
        one_for_all = array.size == 1
        given[name] = for_all(array.item()) if one_for_all else array.reshape(1, -1)
    if findings:
        raise InputError(findings)
    return given


def _by_row(column: tuple[float, ...]) -> Array:
    return np.array(column).reshape(-1, 1, 1)


class _Run:
    """One evaluation: what is to be worked out, and what is kept of it.

    Whatever reads an input that varies is worked out for each block of variants, and
    all else once. ``found`` is float64[band, variant] of what varies and is kept.
    """

    def __init__(
        self,
        model: Model,
        law: DatedLaw | None,
        given: Mapping[str, Array],
        asked: tuple[str, ...],
        variants: tuple[str, ...],
    ) -> None:
        lengths = {array.size for array in given.values()} - {1}
        if len(lengths) > 1:
            msg = f"inputs of {sorted(lengths)} variants, expected one number of them"
            raise ValueError(msg)
        self.model = model
        self.law = law
        self.given = given
        self.variants = variants
        self.count = lengths.pop() if lengths else 1
        wanted = needed(model.reads, (*model.inputs, *asked))
        self.names = tuple(name for name in model.order if name in wanted)
        self.bands = self._band_keys()
        varying = {name for name, array in given.items() if array.size != 1}
        self.varying = self._reaching(varying) if varying else varying
        kept = self.varying.intersection((*model.inputs, *asked))
        self.found = {name: self._room(name) for name in kept.difference(given)}
        self.found |= {name: given[name] for name in kept.intersection(given)}
        self.last = self._last_readers(kept)

    def _band_keys(self) -> dict[str, Array]:
        bands = self.model.bands.values()
        keys = dict.fromkeys(key for band in bands for key in band.keys)
        return {
            key: np.array([[band.keys[key]] for band in bands])
            for key in keys
            if all(key in band.keys for band in bands)
        }

    def _reaching(self, sources: set[str]) -> set[str]:
        """Give the sources, and all that reads them, however far."""
        found = set(sources)
        for name in self.names:
            if name not in self.given and not found.isdisjoint(self.model.reads[name]):
                found.add(name)
        return found

    def _room(self, name: str) -> Array:
        """Make room for a value: one for each band if it reads any, by variants."""
        reads = needed(self.model.reads, (name,)).intersection(self.model.lines)
        formulas = (self.model.lines[read].formula for read in reads)
        banded = any(isinstance(part, BandKey) for f in formulas for part in walk(f))
        return np.empty((len(self.model.bands) if banded else 1, self.count))

    def _last_readers(self, kept: set[str]) -> dict[str, list[str]]:
        """Give what nothing reads any more, by the name that reads it last."""
        if not self.varying:
            return {}
        readers = {read: name for name in self.names for read in self.model.reads[name]}
        last: dict[str, list[str]] = {}
        for read in self.varying.difference(kept).intersection(readers):
            last.setdefault(readers[read], []).append(read)
        return last

    def work_out(
        self, block: slice, fixed: Mapping[str, Array] | None = None
    ) -> tuple[dict[str, Array], dict[str, Array]]:
        """Work out a block of variants, and find what is the same for all of them.

        Parameters
        ----------
        block : slice
        fixed : mapping of str to float64[...], optional
            What is the same for all, if it is known by now.

        Returns
        -------
        fixed, law_read : dict of str to float64[...]
        """
        calculation = Calculation(self.law, self.bands, dict(fixed or {}))
        under_way = _Block(self, block, calculation)
        with checking():
            for name in self.names:
                if fixed is None or name in self.varying:
                    under_way.work_out(name)
        values = calculation.values
        same = {name: values[name] for name in values if name not in self.varying}
        return same, calculation.law_read

    def in_order(self, law_read: Mapping[str, Array]) -> tuple[str, ...]:
        """Put what was read of the law in the order in which one block reads it."""
        model = self.model
        nodes = {name: line.formula for name, line in model.lines.items()}
        nodes |= {name: one.default for name, one in model.inputs.items()}
        read = [
            part.name
            for name in self.names
            if name in nodes and name not in self.given
            for part in walk(nodes[name])
            if isinstance(part, LawName)
        ]
        return tuple(dict.fromkeys(name for name in read if name in law_read))


class _Block:
    """A block of variants being worked out."""

    def __init__(self, run: _Run, block: slice, calculation: Calculation) -> None:
        self.run = run
        self.model = run.model
        self.block = block
        self.calculation = calculation

    def work_out(self, name: str) -> None:
        """Work out an input, a line or a group, all that it reads being there."""
        run, model, calculation = self.run, self.model, self.calculation
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
        if name in run.found and name not in run.given:
            run.found[name][:, self.block] = value
        for read in run.last.get(name, ()):
            del calculation.values[read]

    def _input(self, part: Input) -> Array:
        if part.name not in self.run.given and isinstance(part.default, Number):
            # Its bounds were checked when the document was read.
            return for_all(part.default.value)
        if part.name in self.run.given:
            value = self.run.given[part.name]
            if part.name in self.run.varying:
                value = value[:, self.block]
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
        size = max(1, self.block.stop - self.block.start) * len(self.model.bands)
        mean = for_all(0.0)
        for rows in blocks_of(len(weights), max(1, _MOST_AT_ONCE // size)):
            calculation.columns = {key: column[rows] for key, column in columns.items()}
            value = calculation.value(line.formula)
            parts = calculation.compute(
                line.formula, np.multiply, weights[rows], value, live=None
            )
            for part in parts:
                mean = calculation.compute(line.formula, np.add, mean, part, live=None)
        calculation.columns = {}
        return mean

    def _error(self, name: str, failure: FailureError) -> InputError:
        # The rows of a mix, if there are any, come first.
        rows = failure.where.shape[0] if failure.where.ndim > 2 else 1
        shape = (rows, len(self.model.bands), self.block.stop - self.block.start)
        where = np.broadcast_to(failure.where, shape).swapaxes(1, 2)
        _, variant, band = np.unravel_index(np.argmax(where), where.shape)
        variant += self.block.start
        which = f"variant {variant + 1}" if self.run.count > 1 else ""
        if self.run.variants:
            which = self.run.variants[variant] or which
        part = self.model.lines.get(name) or self.model.inputs.get(name)
        place = f" for {which}" if which else ""
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

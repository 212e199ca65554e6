"""Fair range: what a unit costs with inputs at their low ends, defaults, high ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from costing.document.addends import addends
from costing.engine.evaluation import evaluate
from costing.engine.pay import below, pay_on
from costing.engine.unit_pence import unit_pence
from costing.money import pence
from costing.ranges.ends import ends_of, farthest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from costing.document.parts import Component, Model
    from costing.engine.arithmetic import Array
    from costing.engine.evaluation import Evaluation
    from costing.law import LawOnDay

_AT_ONCE: Final = 20_000
"""Variants of one evaluation, so that its arrays stay in cache."""

_MOST: Final = 9e13
"""Pounds that can be counted; lines past it that cancel out are cut there."""

_LOW, _EXPECTED, _HIGH, _ALL_LOW, _ALL_HIGH = range(5)


@dataclass(frozen=True, slots=True)
class FairRange:
    """What one unit of a component costs, for each set of inputs, in whole pence.

    Parameters
    ----------
    component : Component
    band : str
    expected : int64[set]
        With what the set gives, and the document's defaults for the rest.
    low, high : int64[set]
        With each other input at the end that lowers, or raises, the price.
    all_low, all_high : int64[set]
        With each at the end that the document calls low, or high.
    floor : int64[set] or None
        Statutory employment cost at the expected inputs; None where the document has no
        such line for the component.
    hours : float64[set] or None
        Hours of one unit; None where the document does not say.
    parts : tuple of str
        Labels of the lines that the price adds up; the last is what they leave.
    widths_low, widths_high : int64[set, part]
        Each part at the low, or high, end less the part at the expected inputs.
    underpaid : bool[set]
        Where an hour's pay is below its legal minimum, which only a set can tell.
    law : tuple of str
        The dated parameters that were read.
    """

    component: Component
    band: str
    expected: NDArray[np.int64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    all_low: NDArray[np.int64]
    all_high: NDArray[np.int64]
    floor: NDArray[np.int64] | None
    hours: NDArray[np.float64] | None
    parts: tuple[str, ...]
    widths_low: NDArray[np.int64]
    widths_high: NDArray[np.int64]
    underpaid: NDArray[np.bool_]
    law: tuple[str, ...]


def fair_range(
    model: Model,
    law: LawOnDay | None,
    component: str,
    sets: Sequence[Mapping[str, float]],
    *,
    band: str = "",
    labels: Sequence[str] = (),
) -> FairRange:
    """Work out a component's fair range for many sets of inputs at once.

    The low end is the price from which no one input, moved to its other end or to its
    default, lowers the price further; it is looked for from the declared low ends. The
    high end likewise. An input that a set gives is known, and has no range; nor has one
    whose default follows from it.

    Parameters
    ----------
    model : Model
    law : LawOnDay or None
    component : str
        A name of the model's components.
    sets : sequence of mapping of input to float
        At least one.
    band : str
        The model's default band if "".
    labels : sequence of str, optional
        What to call the sets in errors.

    Returns
    -------
    FairRange

    Raises
    ------
    CareError
        What :func:`costing.engine.evaluation.evaluate` raises, also for an input at its
        end.
    """
    part = model.components[component]
    name = band or model.default_band
    one_band = model.in_band(name)
    work = _Work(one_band, law, part)
    groups: dict[tuple[str, ...], list[int]] = {}
    for index, one in enumerate(sets):
        groups.setdefault(tuple(sorted(one)), []).append(index)
    found: list[_Block] = []
    order: list[int] = []
    for names, members in groups.items():
        step = max(1, _AT_ONCE // work.variants(names))
        for start in range(0, len(members), step):
            of_block = members[start : start + step]
            given = {key: _column([sets[i][key] for i in of_block]) for key in names}
            called = [labels[i] for i in of_block] if labels else []
            found.append(work.block(given, len(of_block), called))
            order += of_block
    place = np.argsort(np.array(order, dtype=np.int64), kind="stable")
    return _together(part, name, work, found, place)


def _column(values: Sequence[float]) -> Array:
    return np.array(values, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class _Block:
    """Some sets worked out: their prices at five points, and the parts of those."""

    prices: NDArray[np.int64]
    parts: NDArray[np.int64]
    floor: NDArray[np.int64]
    hours: Array
    underpaid: NDArray[np.bool_]
    law: tuple[str, ...]


class _Work:
    """How one component of a model in one band is worked out."""

    def __init__(self, model: Model, law: LawOnDay | None, part: Component) -> None:
        self.model = model
        self.law = law
        self.part = part
        self.times = addends(model, part.line)
        # The floor of the document is that of its price.
        self.floor = part.floor or (model.floor if part.line == model.price else "")
        lines = {part.line, self.floor, part.hours, *self.times} & set(model.lines)
        self.lines = tuple(sorted(lines))
        # Rounding hides what is smaller than its step from the search for the ends.
        self.exact = replace(
            model,
            lines={
                name: replace(line, rounding=None) for name, line in model.lines.items()
            },
        )

    def variants(self, names: tuple[str, ...]) -> int:
        """Give how many variants a set takes at the most."""
        return 5 + 2 * len(self.model.inputs) - 2 * len(names)

    def block(
        self, given: Mapping[str, Array], count: int, labels: Sequence[str]
    ) -> _Block:
        """Work out sets that give the same inputs."""
        expected = evaluate(self.model, self.law, given, self.lines, variants=labels)
        line = self.part.line
        ends, law_of_ends = ends_of(
            self.model, self.law, given, expected, line=line, count=count
        )
        places = [
            farthest(
                self.exact, self.law, given, ends, line=line, sign=sign, labels=labels
            )
            for sign in (-1, 1)
        ]
        default = np.ones_like(places[0])
        points = [places[0], default, places[1], 0 * default, 2 * default]
        at = self._at(given, ends, points, count, labels)
        prices = self._pence(at, line, count, labels)
        parts = self._parts(at, prices, count)
        # A rounded line may hide a low end; the range still holds the expected price.
        for end, sign in ((_LOW, 1), (_HIGH, -1)):
            beyond = sign * (prices[end] - prices[_EXPECTED]) > 0
            prices[end] = np.where(beyond, prices[_EXPECTED], prices[end])
            parts[end][beyond] = parts[_EXPECTED][beyond]
        floor = np.zeros(count, dtype=np.int64)
        if self.floor:
            floor = self._pence(at, self.floor, count, labels)[_EXPECTED]
        hours = self._hours(at, count)
        pay = pay_on(self.model, self.law, given, count, labels)
        return _Block(
            prices,
            parts,
            floor,
            np.ones(count) if hours is None else hours,
            below(pay, count),
            tuple(dict.fromkeys((*expected.law, *at.law, *law_of_ends, *pay.law))),
        )

    def _at(
        self,
        given: Mapping[str, Array],
        ends: Mapping[str, Array],
        points: Sequence[NDArray[np.int64]],
        count: int,
        labels: Sequence[str],
    ) -> Evaluation:
        """Evaluate all points of all sets in one go, the points one after the other."""
        inputs = {name: np.tile(values, len(points)) for name, values in given.items()}
        rows = np.arange(count)
        for column, (name, values) in enumerate(ends.items()):
            inputs[name] = np.concatenate(
                [values[rows, point[:, column]] for point in points]
            )
        if not inputs:  # nothing has a range: one variant stands for all points
            return evaluate(self.model, self.law, {}, self.lines)
        return evaluate(
            self.model,
            self.law,
            inputs,
            self.lines,
            variants=list(labels) * len(points),
        )

    def _values(self, at: Evaluation, name: str, count: int) -> Array:
        """Give a line or an input as float64[point, set]."""
        line = at.value.get(name)
        values = at.inputs[name] if line is None else line[:, 0]
        return np.broadcast_to(values, (5 * count,)).reshape(5, count)

    def _pence(
        self, at: Evaluation, name: str, count: int, labels: Sequence[str]
    ) -> NDArray[np.int64]:
        """Give what a unit costs by a line as int64[point, set]."""
        values = self._values(at, name, count)
        return unit_pence(self.model, self.part, name, values, labels)

    def _parts(
        self, at: Evaluation, prices: NDArray[np.int64], count: int
    ) -> NDArray[np.int64]:
        """Give the price's parts as int64[point, set, part]; they add up to it."""
        staff = self.part.staff
        columns = [
            pence(
                np.clip(self._values(at, name, count) * (times * staff), -_MOST, _MOST)
            )
            for name, times in self.times.items()
        ]
        left = prices - sum(columns, np.zeros_like(prices))
        return np.stack([*columns, left], axis=-1)

    def _hours(self, at: Evaluation, count: int) -> Array | None:
        if self.part.unit == "h":
            return np.ones(count)
        if not self.part.hours:
            return None
        hours: Array = self._values(at, self.part.hours, count)[_EXPECTED]
        return hours

    @property
    def labels(self) -> tuple[str, ...]:
        """Give what people call the parts."""
        known = {name: line.label for name, line in self.model.lines.items()}
        known |= {name: one.label for name, one in self.model.inputs.items()}
        price = known[self.part.line]
        rest = f"All else in {price[:1].lower()}{price[1:]}" if self.times else price
        return (*(known[name] for name in self.times), rest)


def _together(
    part: Component,
    band: str,
    work: _Work,
    blocks: Sequence[_Block],
    place: NDArray[np.int64],
) -> FairRange:
    """Put the blocks' sets together, in the order in which they were asked for."""
    prices = np.concatenate([block.prices for block in blocks], axis=1)[:, place]
    parts = np.concatenate([block.parts for block in blocks], axis=1)[:, place]
    floor = np.concatenate([block.floor for block in blocks])[place]
    hours = np.concatenate([block.hours for block in blocks])[place]
    knows_hours = part.unit == "h" or part.hours
    return FairRange(
        component=part,
        band=band,
        expected=prices[_EXPECTED],
        low=prices[_LOW],
        high=prices[_HIGH],
        all_low=prices[_ALL_LOW],
        all_high=prices[_ALL_HIGH],
        floor=floor if work.floor else None,
        hours=hours if knows_hours else None,
        parts=work.labels,
        widths_low=parts[_LOW] - parts[_EXPECTED],
        widths_high=parts[_HIGH] - parts[_EXPECTED],
        underpaid=np.concatenate([block.underpaid for block in blocks])[place],
        law=tuple(dict.fromkeys(name for block in blocks for name in block.law)),
    )

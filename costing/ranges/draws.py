"""Draws: what a line comes to with many sets of assumptions, drawn from its ranges.

A draw puts every input somewhere in its declared range: at a place from 0, its low
end, over a half, its default, to 1, its high end, along two straight lines. Places are
drawn evenly, so an input is as often below its default as above it. Inputs of one group
stand at the same place.

This is a rule for making up sets of assumptions, and no more: how many of them a price
covers is a share of sets, and says nothing of how likely anything is.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from costing.document.companions import companions
from costing.engine.evaluation import evaluate
from costing.ranges.defaults import DRAWS, SEED
from costing.ranges.ends import ends_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from costing.document.parts import Model
    from costing.engine.arithmetic import Array
    from costing.law import LawOnDay

_MOST_KEPT: Final = 200
"""Inputs whose drawn values are kept for the next set of inputs."""


class Together(StrEnum):
    """Which inputs stand at the same place in a draw."""

    DECLARED = "as declared"
    """Those that the document says move together."""
    NONE = "each alone"
    """None: the narrowest that draws come to."""
    ALL = "all together"
    """All, from all low to all high: the widest."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line under many sets of assumptions.

    Parameters
    ----------
    values : float64[draw]
        In the line's unit, rounded as the document says.
    groups : mapping of input to str
        Each input that was drawn, and the group that it moves with.
    law : tuple of str
        The dated parameters that were read.
    """

    values: Array
    groups: Mapping[str, str]
    law: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranged:
    """What is told of a model's inputs, and the ends of those that have a range.

    Parameters
    ----------
    told : mapping of input to float
    ends : mapping of input to float64[3]
        Low end, default, high end.
    expected : float
        The line with every input at its default, or as told.
    law : tuple of str
        The dated parameters that were read.
    """

    told: Mapping[str, float]
    ends: Mapping[str, Array]
    expected: float
    law: tuple[str, ...]


class Drawing:
    """One line of a model in one band, under draws that are the same for all inputs.

    A group's places hang on the seed and on the group's name alone: what else is drawn,
    and what is told, changes nothing in them, and more draws leave the first as they
    are. So two providers are held against the same sets of assumptions.

    Parameters
    ----------
    model : Model
    law : LawOnDay or None
    line : str
    band : str
        The model's default band if "".
    count : int
        Draws, at least 1.
    seed : int
        0 or more.
    together : Together
    """

    def __init__(
        self,
        model: Model,
        law: LawOnDay | None,
        line: str,
        *,
        band: str = "",
        count: int = DRAWS,
        seed: int = SEED,
        together: Together = Together.DECLARED,
    ) -> None:
        name = band or model.default_band
        self.model = model.in_band(name)
        self.law = law
        self.line = line
        self.count = count
        self.seed = seed
        self.together = together
        self._places: dict[str, Array] = {}
        self._kept: dict[tuple[str, bytes], Array] = {}

    def of(self, given: Mapping[str, float]) -> Drawn:
        """Draw the line with some inputs told; these have no range.

        Parameters
        ----------
        given : mapping of input to float

        Returns
        -------
        Drawn

        Raises
        ------
        CareError
            What :func:`costing.engine.evaluation.evaluate` raises, in any draw.
        """
        return self.drawn(self.ranged([given])[0])

    def ranged(self, sets: Sequence[Mapping[str, float]]) -> list[Ranged]:
        """Work out the ends of what many sets of inputs leave open, at once.

        Parameters
        ----------
        sets : sequence of mapping of input to float

        Returns
        -------
        list of Ranged
            In order.

        Raises
        ------
        CareError
            As :meth:`of`.
        """
        members: dict[tuple[str, ...], list[int]] = {}
        for index, given in enumerate(sets):
            members.setdefault(tuple(sorted(given)), []).append(index)
        found: dict[int, Ranged] = {}
        for names, places_of in members.items():
            told = {
                name: np.array([sets[index][name] for index in places_of])
                for name in names
            }
            expected = evaluate(self.model, self.law, told, [self.line])
            ends, law_of_ends = ends_of(
                self.model,
                self.law,
                told,
                expected,
                line=self.line,
                count=len(places_of),
            )
            law = tuple(dict.fromkeys((*expected.law, *law_of_ends)))
            values = expected.value[self.line][:, 0]
            for row, index in enumerate(places_of):
                of_row = {name: three[row] for name, three in ends.items()}
                # Where nothing is told, one variant stands for every set.
                value = float(values[min(row, len(values) - 1)])
                found[index] = Ranged(sets[index], of_row, value, law)
        return [found[index] for index in range(len(sets))]

    def drawn(self, one: Ranged) -> Drawn:
        """Draw the line for one set of inputs whose ends are known."""
        groups = {name: self._group(name) for name in one.ends}
        if not groups:
            return Drawn(np.repeat(one.expected, self.count), groups, one.law)
        drawn = {name: self._between(groups[name], one.ends[name]) for name in groups}
        found = evaluate(
            self.model,
            self.law,
            {**one.told, **drawn},
            [self.line],
            variants=self._labels,
        )
        return Drawn(found.value[self.line][:, 0], groups, one.law)

    def _between(self, group: str, three: Array) -> Array:
        """Give an input's values; most sets have the same ends, so they are kept."""
        key = (group, three.tobytes())
        if key not in self._kept:
            values = between(three, self.places(group))
            if len(self._kept) >= _MOST_KEPT:
                return values
            self._kept[key] = values
        return self._kept[key]

    def places(self, group: str) -> Array:
        """Give where a group stands in each draw, from 0 up to 1."""
        if group not in self._places:
            self._places[group] = places(group, self.count, self.seed)
        return self._places[group]

    def _group(self, name: str) -> str:
        if self.together is Together.ALL:
            return ""
        return name if self.together is Together.NONE else self._companions[name]

    @cached_property
    def _companions(self) -> dict[str, str]:
        return companions(self.model.inputs)

    @cached_property
    def _labels(self) -> tuple[str, ...]:
        return tuple(f"draw {number + 1}" for number in range(self.count))


def places(group: str, count: int, seed: int) -> Array:
    """Draw the places of a group, each from 0 up to 1, all as likely.

    Only numpy's bit generator PCG64 is used, whose stream does not change between
    versions and machines.

    Parameters
    ----------
    group : str
    count, seed : int

    Returns
    -------
    float64[draw]
    """
    name = hashlib.sha256(group.encode()).digest()
    words = [int.from_bytes(name[at : at + 4], "little") for at in range(0, 32, 4)]
    bits = np.random.PCG64(np.random.SeedSequence([seed, *words]))
    raw: NDArray[np.uint64] = bits.random_raw(count)
    return (raw >> np.uint64(11)).astype(np.float64) * 2.0**-53


def between(three: Array, at: Array) -> Array:
    """Give the values of an input at places between its ends.

    Parameters
    ----------
    three : float64[3]
        Low end, default, high end.
    at : float64[draw]
        0 is the low end, a half the default, 1 the high end.

    Returns
    -------
    float64[draw]
    """
    low, default, high = three
    is_lower = at <= 0.5
    start, end = np.where(is_lower, low, default), np.where(is_lower, default, high)
    share = np.where(is_lower, 2 * at, 2 * at - 1)
    value = start * (1 - share) + end * share
    held: Array = np.clip(value, np.minimum(start, end), np.maximum(start, end))
    return held

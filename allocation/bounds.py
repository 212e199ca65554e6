"""A bound that needs no solver: each person's best alone, capacity left aside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from allocation.problem import Problem


@dataclass(frozen=True, slots=True)
class Choices:
    """What may still happen to each person: an offer, or not being placed.

    A plan picks one choice a person. So no plan has a smaller sum than the sum of
    everyone's smallest choice; and where a sum must stay within so much of that, a
    choice that alone costs its person more than the leeway can be struck out, for good.

    Attributes
    ----------
    n_people : int
    first_home : int
        Where the columns of choices end.
    person : int64[choice]
    is_open : bool[choice]
        Not struck out.
    """

    n_people: int
    first_home: int
    person: NDArray[np.int64]
    is_open: NDArray[np.bool_]

    def least(self, coefficients: NDArray[np.int64]) -> int:
        """Give a whole number that no plan's sum is below.

        Parameters
        ----------
        coefficients : int64[column]
        """
        smallest = self._smallest(coefficients)
        further = coefficients[self.first_home :]
        return int(smallest.sum() + np.minimum(further, 0).sum())

    def within(self, coefficients: NDArray[np.int64], upper: int) -> Choices:
        """Strike out the choices that no plan with a sum up to ``upper`` can hold.

        Parameters
        ----------
        coefficients : int64[column]
        upper : int

        Returns
        -------
        Choices
        """
        leeway = upper - self.least(coefficients)
        loss = (
            coefficients[: self.first_home] - self._smallest(coefficients)[self.person]
        )
        return replace(self, is_open=self.is_open & (loss <= leeway))

    def _smallest(self, coefficients: NDArray[np.int64]) -> NDArray[np.int64]:
        """Give the smallest open choice of each person, 0 where none is open."""
        none = np.iinfo(np.int64).max
        smallest = np.full(self.n_people, none)
        own = coefficients[: self.first_home]
        np.minimum.at(smallest, self.person[self.is_open], own[self.is_open])
        return np.where(smallest == none, 0, smallest)


def choices_of(problem: Problem) -> Choices:
    """Give the choices of a problem, less those that break a row all alone.

    Parameters
    ----------
    problem : Problem

    Returns
    -------
    Choices
    """
    columns, rows = problem.columns, problem.rows
    person = np.concatenate(
        [columns.pairs["person"].to_numpy(np.int64), np.arange(len(columns.people))]
    )
    is_open = np.ones(len(person), dtype=bool)
    if len(rows):
        only_adds = np.minimum.reduceat(rows.value, rows.start[:-1]) >= 0
        row = rows.of_entry()
        too_much = only_adds[row] & (rows.value > rows.upper[row])
        struck = rows.column[too_much]
        is_open[struck[struck < columns.first_home]] = False
    return Choices(len(columns.people), columns.first_home, person, is_open)

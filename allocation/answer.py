"""What a solver gave for one aim, and what that is worth."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


STORED: Final = "allocation.json"
"""The file that a plan is stored in, by what is said of it."""


class Status(StrEnum):
    """What an allocation, or one solve of it, amounts to.

    ``optimal``: proven for every aim. ``feasible``: a plan without full proof.
    ``infeasible``: limits contradict each other. ``stopped``: no plan in time.
    ``failed``: the solver broke down.
    """

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Answer:
    """One solve of a problem with one objective, always a least value.

    Attributes
    ----------
    status : Status
        By evidence: ``feasible`` with a plan, ``infeasible`` where the solver proved
        that there is none, ``stopped`` where it ended without one that keeps every row
        in whole numbers, ``failed`` where it broke down. Never ``optimal``: whether
        ``bound`` meets the plan is for the asker to see.
    plan : int64[column] or None
        Keeps every row in whole numbers; None where there is none.
    bound : int or None
        By the solver, no plan has a lower sum than this; None where it told none.
        Rounded so that what its tolerances may hide is not counted as proof.
    """

    status: Status
    plan: NDArray[np.int64] | None
    bound: int | None


class Door(Protocol):
    """A way to a solver: it holds one problem and is asked for least values."""

    @property
    def solver(self) -> str:
        """Name and version of the solver, and of what leads to it."""

    def keep(self, coefficients: NDArray[np.int64], upper: int) -> None:
        """Hold a sum over the columns at or under ``upper`` from now on.

        Parameters
        ----------
        coefficients : int64[column]
        upper : int
        """

    def least(
        self,
        coefficients: NDArray[np.int64],
        *,
        seconds: float | None,
        start: NDArray[np.int64] | None,
    ) -> Answer:
        """Look for the plan with the least sum over the columns.

        Parameters
        ----------
        coefficients : int64[column]
        seconds : float or None
            Time at most; None is no limit.
        start : int64[column] or None
            A plan to begin from, where the solver can.

        Returns
        -------
        Answer
        """

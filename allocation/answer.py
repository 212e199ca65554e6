"""What a solver gave for one aim, and what that is worth."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


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
        By evidence, not by the solver's word: ``infeasible`` only where the solver
        proved it; never ``optimal`` without a bound that meets the plan.
    plan : int8[column] or None
        0 or 1 for each column; None where there is no plan. It satisfies every row in
        whole numbers.
    bound : float
        No plan has a lower value than this; minus infinity where nothing is known.
    solver : str
        Name and version, such as ``HiGHS 1.15.1``.
    """

    status: Status
    plan: NDArray[np.int8] | None
    bound: float
    solver: str

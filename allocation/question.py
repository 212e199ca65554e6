"""Questions to a problem, what is other than given, and what answers them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from allocation.pursuit import Deadline

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from allocation.answer import Status

NEVER: Final = Deadline.after(None)
"""No limit of time."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is other than in the problem as it was given.

    Attributes
    ----------
    chosen, barred : tuple of int
        Columns of pairs that must be chosen, and must not be.
    room : tuple of (int, int)
        Rows with another upper end, and that.
    """

    chosen: tuple[int, ...] = ()
    barred: tuple[int, ...] = ()
    room: tuple[tuple[int, int], ...] = ()


UNCHANGED: Final = Change()
"""The problem as it was given."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What aims reach, in order, as sums.

    Attributes
    ----------
    status : Status
        ``optimal``: each sum is proven. ``infeasible``: there is no plan. ``stopped``:
        time ran out, or the solver did not get to a proof.
    sums : tuple of int
        One an aim; empty unless optimal.
    plan : int64[column] or None
        Reaches them.
    """

    status: Status
    sums: tuple[int, ...] = ()
    plan: NDArray[np.int64] | None = None


@dataclass(frozen=True, slots=True)
class First:
    """The first aim that a change moves.

    Attributes
    ----------
    status : Status
        As of :class:`Reached`.
    aim : int
        Its position; how many aims there are where none moves.
    by : int
        How much more its sum is: the sum is to be least, so above 0 is worse.
    """

    status: Status
    aim: int = 0
    by: int = 0


@dataclass(frozen=True, slots=True)
class Moved:
    """How much a change moves each aim in the linear programme.

    Attributes
    ----------
    status : Status
        ``optimal``; ``infeasible`` where the change leaves no plan; ``stopped`` where
        time ran out.
    by : tuple of float
        How much more each sum is; empty unless optimal.
    """

    status: Status
    by: tuple[float, ...] = ()

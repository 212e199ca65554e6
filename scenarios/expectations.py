"""What a case is known to answer, held against what it answers now."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from costing.errors import Finding, InputError, quoted
from costing.sheets.cells import suggestion_among
from costing.tables import join
from scenarios.market.recommissioning import recommissioned

if TYPE_CHECKING:
    import pandas as pd

    from allocation.allocation import Allocation
    from scenarios.case import Case

_NOISE: Final = 1e-6
"""Less than a penny or a hundredth of a point: the noise of binary fractions."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One expectation and what came out.

    Parameters
    ----------
    measure : str
    expected, got : float
    holds : bool
    """

    measure: str
    expected: float
    got: float
    holds: bool


def measures(case: Case, allocation: Allocation) -> dict[str, float]:
    """Give every measure that a case may expect, by name.

    Parameters
    ----------
    case : Case
    allocation : Allocation

    Returns
    -------
    dict of str to float
        ``placed``, ``placed:1`` and so on by priority class, ``unplaced``, ``cost``
        (pounds a week), ``points``, ``quality``, ``choice``, ``moves_of_provider``,
        ``moves_of_home``, and each aim of the case.
    """
    people = recommissioned(case).tables["referrals"]
    placed = people["referral"].isin(allocation.placements["referral"])
    chosen = allocation.pairs[allocation.pairs["state"] == "chosen"]
    by_class = {
        f"placed:{urgency:g}": float(in_class.sum())
        for urgency, in_class in placed.groupby(people["priority"])
    }
    return {
        "placed": float(placed.sum()),
        **by_class,
        "unplaced": float(len(people) - placed.sum()),
        "cost": allocation.cost_pence / 100,
        **{name: float(chosen[name].sum()) for name in ("points", "quality", "choice")},
        **_moves(people, allocation.placements),
        **{aim.name: aim.value for aim in allocation.aims},
    }


def _moves(people: pd.DataFrame, placements: pd.DataFrame) -> dict[str, float]:
    """Count people whose provider changes, and apart from it whose home does.

    A placement that names no scheme leaves people where they live.
    """
    now = ["current_provider", "current_scheme"]
    known = join(placements, people, ["referral"], now)
    provider, scheme = known["current_provider"], known["current_scheme"]
    other = (provider != "") & (provider != known["provider"])
    away = (scheme != "") & (known["scheme"] != "") & (scheme != known["scheme"])
    return {
        "moves_of_provider": float(other.sum()),
        "moves_of_home": float(away.sum()),
    }


def compared(case: Case, allocation: Allocation) -> tuple[Compared, ...]:
    """Hold the expectations of a case against an allocation.

    Parameters
    ----------
    case : Case
    allocation : Allocation

    Returns
    -------
    tuple of Compared
        In the order of case.toml.

    Raises
    ------
    InputError
        If a measure is expected that there is not.
    """
    known = measures(case, allocation)
    strange = [one for one in case.settings.expect if one.measure not in known]
    if strange:
        with case.told():
            raise InputError(
                Finding(
                    "case.toml",
                    0,
                    "expect",
                    quoted(one.measure),
                    f"one of {', '.join(known)}",
                    suggestion_among(one.measure, [*known]),
                )
                for one in strange
            )
    return tuple(
        Compared(
            one.measure,
            one.value,
            known[one.measure],
            math.isclose(known[one.measure], one.value, rel_tol=0, abs_tol=_NOISE),
        )
        for one in case.settings.expect
    )

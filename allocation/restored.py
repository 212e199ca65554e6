"""A plan that was stored, laid out again from its market without solving."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from math import inf
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from allocation.allocation import AimResult
from allocation.answer import STORED, Status
from allocation.columns import KEY
from allocation.draft import NOT_SMALLEST, drafted, passed
from allocation.pursuit import Pursuit
from costing.errors import AllocationError, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from allocation.allocation import Allocation
    from allocation.draft import Draft
    from allocation.market import Market

_UNBOUNDED: Final = ("bound", "gap")
"""Numbers of an aim that may be infinite, which JSON holds as null."""


def restored(
    market: Market,
    chosen: Sequence[tuple[str, str, str]],
    record: Mapping[str, Any],
) -> Allocation:
    """Lay out a stored plan again, and audit it again.

    Everything that the market tells is worked out anew: who is refused and why, points,
    ranks, limits, cost, reasons and remedies. Only what a search alone can know is
    taken from the record: the status, what each aim reached, the bound and what proves
    it, the solver, and the smallest clash.

    Parameters
    ----------
    market : Market
        What the plan was made for.
    chosen : sequence of (referral, provider, scheme)
        The offers that the plan accepts; scheme empty where there is none.
    record : mapping
        ``allocation.json`` as it was read.

    Returns
    -------
    Allocation
        The same as the one that was stored.

    Raises
    ------
    InputError
        If the market is not one that can be shared out.
    AllocationError
        If the record cannot be read, or the plan is none of this market, or fails its
        audit.
    """
    draft = drafted(market)
    status = _status(record)
    has_plan = status in (Status.OPTIMAL, Status.FEASIBLE)
    if not has_plan and chosen:
        msg = f"{STORED}: status is {status}, and placements are stored with it"
        raise AllocationError(msg)
    aims = tuple(map(_aim, _told(record, "aims", list)))
    plan = draft.problem.plan_of(_positions(draft, chosen)) if has_plan else None
    pursuit = Pursuit(status, plan, aims)
    laid_out = draft.laid_out(pursuit, _told(record, "solver", str))
    if pursuit.tie_settled != _told(record, "tie_settled", bool):
        msg = f"{STORED}: tie_settled is not what the proofs of the aims say"
        raise AllocationError(msg)
    clash = tuple(map(str, _told(record, "clash", list)))
    own = [note for note in _told(record, "notes", list) if note == NOT_SMALLEST]
    laid_out = replace(laid_out, clash=clash, notes=(*laid_out.notes, *own))
    if not has_plan:
        return laid_out
    try:
        return passed(market, laid_out)
    except AllocationError as error:
        msg = str(error).replace("the plan failed", "the stored plan failed", 1)
        raise AllocationError(msg) from None


def _positions(
    draft: Draft, chosen: Sequence[tuple[str, str, str]]
) -> NDArray[np.bool_]:
    """Find the chosen offers among the pairs, bool[pair].

    Raises
    ------
    AllocationError
        If there is no such offer, it may not be taken, or a person has two.
    """
    pairs = draft.problem.columns.pairs
    able = {tuple(key): at for at, key in enumerate(pairs[KEY].to_numpy())}
    offers = {tuple(key) for key in draft.market.offers[KEY].to_numpy()}
    times = Counter(person for person, _, _ in chosen)
    faults = [
        f"placements.csv: {person} is placed {number} times"
        for person, number in times.items()
        if number > 1
    ]
    for key in chosen:
        if tuple(key) not in able:
            person, provider, scheme = key
            where = f"{provider} in {scheme}" if scheme else provider
            why = "a rule refuses" if tuple(key) in offers else "is not in the case"
            faults.append(f"placements.csv: {person} with {where}, an offer that {why}")
    if faults:
        listed = "\n".join(faults)
        msg = f"the stored plan is not one of this case:\n{listed}"
        raise AllocationError(msg)
    is_chosen = np.zeros(len(pairs), dtype=bool)
    is_chosen[[able[tuple(key)] for key in chosen]] = True
    return is_chosen


def _status(record: Mapping[str, Any]) -> Status:
    told = _told(record, "status", str)
    try:
        return Status(told)
    except ValueError:
        known = ", ".join(Status)
        msg = f"{STORED}: status is {quoted(told)}, expected one of {known}"
        raise AllocationError(msg) from None


def _aim(told: Any) -> AimResult:
    cells: dict[str, Any] = {"name": _told(told, "name", str)}
    for name in (field.name for field in fields(AimResult)[1:]):
        if name in _UNBOUNDED and name in told and told[name] is None:
            most = told.get("sense") == "most"
            cells[name] = inf if most or name == "gap" else -inf
        elif name in ("value", "best", *_UNBOUNDED):
            cells[name] = float(_told(told, name, (int, float)))
        else:
            cells[name] = _told(told, name, str)
    return AimResult(**cells)


def _told(record: Any, name: str, kind: Any) -> Any:
    """Look a value up that must be there and of a kind."""
    got = record.get(name) if isinstance(record, dict) else None
    if not isinstance(got, kind):
        msg = f"{STORED}: {name} is {quoted(got)}, which no stored plan has"
        raise AllocationError(msg)
    return got

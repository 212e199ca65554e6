"""Who need not stay any more, since the provider that they stay with is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenarios.changes.rows import Edit
from scenarios.inputs.contract import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.case import Case
    from scenarios.changes.change import Change

_CLOSED = "closed"


def released(case: Case, edits: Mapping[str, Edit]) -> dict[str, Edit]:
    """Release those who must stay with a provider that a scenario closes.

    A closed provider keeps nobody, so that nobody has to stay with it; each of them is
    a cell of the ledger.

    Parameters
    ----------
    case : Case
    edits : mapping of str to Edit
        Tables that are changed; not changed here.

    Returns
    -------
    dict of str to Edit
        With ``must_stay`` of those people set to no.
    """
    closing = _closing(edits)
    people = edits.get("referrals")
    old = case.tables["referrals"]
    staying = old["must_stay"].to_numpy(dtype=bool)
    before = people.owners.get("must_stay") if people is not None else None
    free = staying if before is None else staying & (before == 0)
    bound = old["current_provider"].isin(closing).to_numpy(dtype=bool) & free
    if not bound.any():
        return dict(edits)
    spec = TABLES["referrals"]
    made = Edit(spec, old) if people is None else people.copied()
    cells = made.cells.setdefault("must_stay", staying.copy())
    owners = made.owners.setdefault("must_stay", np.zeros(len(old), dtype=np.int64))
    for place in np.flatnonzero(bound):
        made.changes.append(closing[str(old["current_provider"].iloc[place])])
        owners[place] = len(made.changes)
        cells[place] = False
    every = {**edits, "referrals": made}
    return {name: every[name] for name in TABLES if name in every}


def _closing(edits: Mapping[str, Edit]) -> dict[str, Change]:
    """Give the providers that are closed now and were not, each with its change."""
    edit = edits.get("providers")
    if edit is None or "status" not in edit.cells:
        return {}
    names, before = edit.old["provider"], edit.old["status"]
    return {
        str(names.iloc[place]): change
        for place, status in enumerate(edit.cells["status"])
        if status == _CLOSED
        and before.iloc[place] != _CLOSED
        and (change := edit.owner(int(edit.old.index[place]), "status"))
    }

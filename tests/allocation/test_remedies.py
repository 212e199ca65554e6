"""The least remedy of random markets, done, places one person more."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from allocation.allocate import allocate
from allocation.answer import Status
from allocation.remedies import remedies
from allocation.rules import AimName
from costing.errors import InputError
from tests.kit.changes import changed, with_lot
from tests.kit.moved import repriced
from tests.kit.strategies import seeded

if TYPE_CHECKING:
    from allocation.audit.swaps import Short
    from allocation.market import Market

SCALE = {"hours": 60, "places": 1, "budget": 100}


def _mended(market: Market, short: Short) -> Market:
    """Give a market in which one limit is as much higher as a remedy says."""
    line = short.line
    if line.kind == "share":
        cap = ceil(short.lacks * 1000) / 1000
        if line.lot:
            return with_lot(market, line.lot, share_cap=cap)
        return changed(market, "providers", {"provider": line.provider}, share_cap=cap)
    more = float(short.lacks) / SCALE[line.kind]
    if line.kind == "budget":
        budget = float(line.limit) / 100 + more
        if line.lot:
            return with_lot(market, line.lot, budget_gbp_per_week=round(budget, 2))
        aims = market.aims.model_copy(update={"budget_gbp_per_week": round(budget, 2)})
        return replace(market, aims=aims)
    unit = "hours_per_week" if line.kind == "hours" else "places"
    if line.scheme:
        columns = ["places"] if unit == "places" else ["capacity_hours_per_week"]
        table, where = "schemes", {"scheme": line.scheme}
    else:
        columns = [f"capacity_{unit}", f"spare_{unit}"]
        table = "provider_lots" if line.lot else "providers"
        where = {"provider": line.provider}
        where |= {"lot": line.lot} if line.lot else {}
    rows = getattr(market, table)
    hit = (rows[list(where)] == pd.Series(where)).all(axis=1)
    cells = {name: rows.loc[hit, name].iloc[0] + more for name in columns}
    return changed(market, table, where, **cells)


@pytest.mark.parametrize("first", range(1000, 1030, 10))
def test_the_least_remedy_places_one_person_more(first: int) -> None:
    tried = 0
    for seed in range(first, first + 10):
        market = seeded(seed, tolerant=False)
        aims = market.aims.model_copy(update={"aims": (AimName.PLACED,)})
        market = replace(market, aims=aims)
        try:
            plan = allocate(market)
        except InputError:
            continue
        if plan.status is Status.INFEASIBLE:
            continue
        for person, ways in remedies(market, plan).items():
            least = next((way for way in ways if not way.rules and not way.apart), None)
            if least is None:
                continue
            assert least.shorts, f"{seed}: {person} had room all along"
            mended = market
            for short in least.shorts:
                mended = _mended(mended, short)
            placed = [aim.best for aim in plan.aims if aim.name.startswith("placed")]
            after = allocate(repriced(mended))
            now = [aim.best for aim in after.aims if aim.name.startswith("placed")]
            assert now > placed, f"{seed}: {person} by {least}"
            tried += 1
    assert tried > 3

"""Lots from needs."""

from __future__ import annotations

import pandas as pd

from allocation.market import lots_from_needs
from allocation.rules import Lot

NEEDS = pd.Series(["none", "sleep_in", "waking"], index=[2, 3, 4])


def test_needs_take_the_first_lot_that_accepts_them() -> None:
    lots = [
        Lot(lot="1", accepts_night_support=False),
        Lot(lot="2"),
        Lot(lot="3"),
    ]
    found = lots_from_needs(NEEDS, lots)
    assert found.to_dict() == {2: "1", 3: "2", 4: "2"}


def test_needs_that_no_lot_accepts_take_the_first() -> None:
    lots = [Lot(lot="a", accepts_night_support=False)]
    assert lots_from_needs(NEEDS, lots).tolist() == ["a", "a", "a"]

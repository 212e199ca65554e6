"""Each column of the pairs, lied about once; the audit sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from allocation.audit import audit
from tests.kit.changes import changed, told

if TYPE_CHECKING:
    from allocation.allocation import Allocation
    from allocation.market import Market
    from tests.kit.frames import Row

R1 = {"referral": "R1", "provider": "P1"}
R2 = {"referral": "R2", "provider": "P1"}
R3 = {"referral": "R3", "provider": "P2"}


PAIRS: list[tuple[str, Row, object, str]] = [
    ("refused_by", R3 | {"provider": "P3"}, "only", "refused by"),
    ("refused_also", R3 | {"provider": "P3"}, ("veto", "only"), "all rules"),
    ("state", R1, "eligible", "state is eligible, recomputed chosen"),
    ("lot", R1, "2", "lot is 2, the person's is 1"),
    ("quality", R1, 81.0, "quality is 81.0, the offer has 80.0"),
    ("fit", R1, 51.0, "fit is 51.0, the offer has 50.0"),
    ("price_pence", R1, 49999, "price_pence is 49999, the offer has 50000"),
    ("evaluated_pence", R1, 1, "evaluated_pence is 1, the offer has 55000"),
    ("core_included", R1, True, "core_included is True, the offer has False"),
    ("hours_per_week", R1, 19.0, "hours_per_week is 19.0, the offer has 20.0"),
    ("choice", R1, 75.0, "choice is 75.0, recomputed 100"),
    ("price_points", R1, 87.28, "price points are 87.28, recomputed 87.2727272727"),
    # 0.45 x 80 + 0.30 x 100 x 480 / 550 + 0.15 x 100 + 0.10 x 50 = 82.1818...
    ("points", R1, 82.19, "points are 82.19, recomputed 82.18"),
    ("points", R1, float("nan"), "points are nan, recomputed 82.18"),
    ("rank", R1, 2, "rank is 2, recomputed 1"),
    ("rank", R3 | {"provider": "P3"}, 1, "rank is 1, and a refused offer has 0"),
]


@pytest.mark.parametrize(
    ("where", "lie", "breach"),
    [(where, {column: lie}, breach) for column, where, lie, breach in PAIRS],
)
def test_a_lie_about_a_pair_is_seen(
    market: Market, plan: Allocation, where: Row, lie: Row, breach: str
) -> None:
    breaches = audit(market, told(plan, "pairs", where, **lie))
    assert any(breach in text and where["referral"] in text for text in breaches)


def test_refusals_are_told_whole(market: Market, plan: Allocation) -> None:
    lie = told(plan, "pairs", R3 | {"provider": "P3"}, refused_also=("veto", "only"))
    assert audit(market, lie) == (
        'R3 with P3: all rules that refuse are "veto, only", recomputed "veto"',
    )


def test_every_column_of_pairs_has_a_mutant(plan: Allocation) -> None:
    named = {"referral", "provider", "scheme"}
    assert {column for column, *_ in PAIRS} | named == set(plan.pairs.columns)


CORES: list[tuple[Row, int]] = [
    # 500 and 200 / 4 commissioned places; one is occupied, three are open.
    ({"places": 4.0}, 55000),
    # 200 / 3 = 66.666..., half up.
    ({"places": 3.0}, 56667),
    # 0.01 / 2 is half a penny, up.
    ({"places": 2.0, "background_pence": 1}, 50001),
    ({"places": 4.0, "already_running": True}, 55000),
    ({"places": float("nan")}, 50000),
    ({"places": 0.0}, 50000),
]


@pytest.mark.parametrize(("home", "evaluated"), CORES)
def test_an_evaluated_price_without_its_core_is_seen(
    market: Market, plan: Allocation, home: Row, evaluated: int
) -> None:
    other = changed(market, "schemes", {"scheme": "S1"}, **home)
    wrong = changed(other, "offers", R1, evaluated_pence=1)
    text = "R1 with P1 in S1: the offer's evaluated price is not its price and core"
    assert f"{text}, {evaluated} pence" in audit(wrong, plan)
    right = changed(other, "offers", R1, evaluated_pence=evaluated)
    assert not any(breach.startswith(text) for breach in audit(right, plan))


def test_a_core_that_is_in_the_price_is_not_added(
    market: Market, plan: Allocation
) -> None:
    wrong = changed(market, "offers", R2, evaluated_pence=46237)
    text = "R2 with P1 in S1: the offer's evaluated price is not its price and core"
    assert f"{text}, 41237 pence" in audit(wrong, plan)

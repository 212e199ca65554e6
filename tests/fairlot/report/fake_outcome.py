"""An outcome made by hand, in the shape that ``run`` gives, for tests of the report."""

from __future__ import annotations

import datetime as dt
import random
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pandas as pd

from allocation.allocation import AimResult, Allocation
from allocation.answer import Status
from allocation.market import Market
from allocation.rules import Aims, Eligibility, Lot, Scoring, Weights
from costing.care.pricing import UnitPrices
from costing.tables import frame_of
from scenarios.inputs.contract.people import COMMITMENTS
from scenarios.outcome import Outcome
from tests.kit.frames import frame

LOTS = (
    Lot(lot="1", title="Everyday support", accepts_night_support=False),
    Lot(lot="2", title="Higher needs", requires_cqc=True, includes=("1",)),
    Lot(
        lot="3",
        title="Complex needs",
        weights=Weights(quality=60, price=20, choice=10, fit=10),
        minimum_quality=50,
    ),
)
AREAS = ("Gillingham", "Chatham", "Rochester", "Strood")
GROUPS = ("learning disability", "autism", "mental health")
NAMES = (
    "Harbour Care",
    "Oak Homes",
    "Tidewater Support",
    "Lantern Living",
    "Medlar Trust",
    "Kingfisher Care",
    "Northgate Support",
    "Copper Beech",
    "Saltmarsh Living",
    "Windmill Hill Care",
    "Bridge Street Support",
    "Fieldfare",
)
DAY = dt.date(2026, 11, 1)


def fake_outcome(n_referrals: int = 24, seed: int = 7) -> Outcome:
    """Give an outcome of ``n_referrals`` people and twelve providers."""
    draw = random.Random(seed)
    providers = pd.DataFrame(
        {
            "provider": [f"P{number:03d}" for number in range(1, 13)],
            "name": list(NAMES),
        },
        index=pd.RangeIndex(2, 14, name="row"),
    )
    referrals = _referrals(draw, n_referrals)
    pairs = _pairs(draw, referrals, providers)
    placements, unplaced = _plan(pairs, referrals)
    schemes = _schemes(placements)
    opened = schemes.loc[~schemes["already_running"], "background_pence"].sum()
    cost = int(placements["price_pence"].sum() + opened)
    allocation = Allocation(
        status=Status.OPTIMAL,
        placements=placements,
        unplaced=unplaced,
        pairs=pairs,
        aims=_aims(placements, cost),
        tie_settled=True,
        limits=_limits(draw, placements, pairs, providers),
        cost_pence=cost,
        solver="HiGHS 1.15.1 through PuLP 3.3.2",
        audit="passed",
        clash=(),
        notes=(),
    )
    return Outcome(
        case=_case(
            {
                "providers": providers,
                "referrals": referrals,
                "rates": pd.DataFrame(),
                "commitments": pd.DataFrame(),
            }
        ),
        market=_market(providers, referrals, pairs),
        prices=_prices(providers),
        allocation=allocation,
        shares=placements[["referral", "scheme"]].assign(
            background_share_pence=[
                41250 if scheme else 0 for scheme in placements["scheme"]
            ]
        ),
        schemes=schemes,
        provenance=_provenance(),
        notes=("Everything here is invented.",),
        seconds={"solve": 0.5},
    )


def _referrals(draw: random.Random, n_referrals: int) -> pd.DataFrame:
    hours = (14.0, 21.0, 28.0, 35.5, 42.0, 56.25)
    nights = ("none", "none", "sleep_in", "waking")
    rows = [
        {
            "referral": f"R{number:03d}",
            "lot": draw.choice("11222233"),
            "client_group": draw.choice(GROUPS),
            "area": draw.choice(AREAS),
            "priority": float(draw.choice((1, 1, 2, 2, 2))),
            "hours_per_week": draw.choice(hours),
            "night_support": draw.choice(nights),
            "quality_weight": float("nan"),
            "price_weight": float("nan"),
            "choice_weight": float("nan"),
            "fit_weight": float("nan"),
        }
        for number in range(1, n_referrals + 1)
    ]
    return pd.DataFrame(rows, index=pd.RangeIndex(2, n_referrals + 2, name="row"))


def _market(
    providers: pd.DataFrame, referrals: pd.DataFrame, pairs: pd.DataFrame
) -> Market:
    schemes = sorted(set(pairs["scheme"]) - {""})
    return Market(
        day=DAY,
        lots=LOTS,
        aims=Aims(),
        scoring=Scoring(),
        eligibility=Eligibility(),
        providers=frame("providers", _records(providers)),
        provider_lots=pd.DataFrame(),
        schemes=frame(
            "schemes",
            [
                {"scheme": name, "already_running": False, "background_pence": 165000}
                for name in schemes
            ],
        ),
        referrals=referrals,
        offers=pairs,
        preferences=pd.DataFrame(),
        may_not_share=pd.DataFrame({"referral": ["R001"], "other": ["R002"]}),
        commitments=frame_of(COMMITMENTS, [{"person": "C001", "scheme": "S001"}]),
        question_scores=pd.DataFrame(),
    )


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): cell for name, cell in row.items()}
        for row in table.to_dict("records")
    ]


def _case(tables: dict[str, pd.DataFrame]) -> Any:
    settings = SimpleNamespace(
        title="Estuary, an invented council",
        price_date=DAY,
        model="supported-living-england",
        model_inputs={},
    )
    return cast("Any", SimpleNamespace(settings=settings, tables=tables))


def _aims(placements: pd.DataFrame, cost: int) -> tuple[AimResult, ...]:
    proof = "HiGHS 1.15.1 through PuLP 3.3.2"
    placed, points = float(len(placements)), float(placements["points"].sum())
    quality = 1612.25
    return (
        AimResult("placed:1", "people", "most", 9, 9, 9, 0.0, "arithmetic"),
        AimResult(
            "placed:2", "people", "most", placed - 9, placed - 9, placed - 9, 0, proof
        ),
        AimResult("points", "points", "most", points, points, points, 0.0, proof),
        AimResult(
            "cost", "GBP/week", "least", cost / 100, cost / 100, cost / 100, 0, proof
        ),
        AimResult(
            "tie_break:quality", "marks", "most", quality, quality, quality, 0, proof
        ),
        AimResult("tie_break:draw", "draw", "least", 9e6, 9e6, 9e6, 0.0, proof),
    )


def _pairs(
    draw: random.Random, referrals: pd.DataFrame, providers: pd.DataFrame
) -> pd.DataFrame:
    rows = []
    for referral in referrals.itertuples():
        for provider in sorted(draw.sample(list(providers["provider"]), 7)):
            refused = draw.choice(("", "", "", "", "client_group", "area", "veto"))
            price = round(referral.hours_per_week * draw.uniform(2150, 2900))
            rows.append(
                {
                    "referral": referral.referral,
                    "provider": provider,
                    "scheme": draw.choice(("", f"S{provider[1:]}")),
                    "lot": referral.lot,
                    "state": "refused" if refused else "eligible",
                    "refused_by": refused,
                    "refused_also": (refused,) if refused else (),
                    "quality": draw.choice((55.0, 64.5, 72.0, 80.0, 88.25)),
                    "choice": draw.choice((0.0, 25.0, 50.0, 75.0, 100.0)),
                    "fit": draw.choice((40.0, 50.0, 70.0)),
                    "price_pence": price,
                    "evaluated_pence": price + draw.choice((0, 20625)),
                    "core_included": False,
                    "hours_per_week": referral.hours_per_week,
                }
            )
    pairs = pd.DataFrame(rows, index=pd.RangeIndex(2, len(rows) + 2, name="row"))
    eligible = pairs["state"] == "eligible"
    lowest = pairs[eligible].groupby("referral")["evaluated_pence"].min()
    ratio = pairs["referral"].map(lowest) / pairs["evaluated_pence"]
    pairs["price_points"] = (100 * ratio).where(eligible, 0.0).round(2)
    pairs["points"] = (
        (
            0.45 * pairs["quality"]
            + 0.30 * pairs["price_points"]
            + 0.15 * pairs["choice"]
            + 0.10 * pairs["fit"]
        )
        .where(eligible, 0.0)
        .round(2)
    )
    ranks = (
        pairs[eligible]
        .groupby("referral")["points"]
        .rank(method="first", ascending=False)
    )
    pairs["rank"] = ranks.reindex(pairs.index).fillna(0).astype(int)
    return pairs


def _plan(
    pairs: pd.DataFrame, referrals: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = []
    missing = {referrals["referral"].iloc[4], referrals["referral"].iloc[-2]}
    for number, name in enumerate(referrals["referral"]):
        mine = pairs[(pairs["referral"] == name) & (pairs["rank"] > 0)]
        if name in missing or mine.empty:
            missing.add(name)
            continue
        wanted = 2 if number % 6 == 5 and len(mine) > 1 else 1
        chosen = mine[mine["rank"] == wanted].iloc[0]
        pairs.loc[chosen.name, "state"] = "chosen"
        rows.append(
            {
                "referral": name,
                "provider": chosen["provider"],
                "scheme": chosen["scheme"],
                "price_pence": chosen["price_pence"],
                "points": chosen["points"],
                "rank": wanted,
                "hours_per_week": chosen["hours_per_week"],
                "offer_row": chosen.name,
            }
        )
    unplaced = pd.DataFrame(
        {
            "referral": sorted(missing),
            "reason": "All 5 eligible offers are from providers whose hours are taken "
            "by people with a higher priority.",
            "remedy": "14 more hours a week from P004 Lantern Living would place them.",
        }
    )
    return pd.DataFrame(rows), unplaced


def _limits(
    draw: random.Random,
    placements: pd.DataFrame,
    pairs: pd.DataFrame,
    providers: pd.DataFrame,
) -> pd.DataFrame:
    rows = []
    lot_of = dict(zip(pairs["referral"], pairs["lot"], strict=True))
    lots = placements["referral"].map(lot_of)
    for provider in providers["provider"]:
        mine = placements["provider"] == provider
        for lot in ("", *(one.lot for one in LOTS)):
            chosen = placements[mine & (lots == lot)] if lot else placements[mine]
            used = float(chosen["hours_per_week"].sum())
            before = float(draw.choice((120, 240, 310.5)))
            binds = used > 0 and draw.random() < 0.4
            left = 3.25 if binds else float(draw.choice((20, 45, 60)))
            rows.append(
                {
                    "kind": "hours",
                    "provider": provider,
                    "lot": lot,
                    "scheme": "",
                    "limit": before + used + left,
                    "before": before,
                    "used": used,
                    "left": left,
                    "binds": binds,
                    "unit": "hours a week",
                }
            )
    for scheme in sorted(set(pairs["scheme"]) - {""}):
        used = float((placements["scheme"] == scheme).sum())
        rows.append(
            {
                "kind": "places",
                "provider": f"P{scheme[1:]}",
                "lot": "",
                "scheme": scheme,
                "limit": 4.0 + used,
                "before": 3.0,
                "used": used,
                "left": 1.0,
                "binds": False,
                "unit": "places",
            }
        )
    return pd.DataFrame(rows)


def _schemes(placements: pd.DataFrame) -> pd.DataFrame:
    used = placements[placements["scheme"] != ""]
    counts = used.groupby("scheme").size()
    rows = [
        {
            "scheme": scheme,
            "provider": f"P{str(scheme)[1:]}",
            "places": 4.0,
            "occupied_before": 0.0 if number % 3 == 0 else 2.0,
            "newly_placed": float(count),
            "background_pence": 165000,
            "already_running": number % 3 != 0,
            "carried_before_pence": 0 if number % 3 == 0 else 82500,
            "carried_new_pence": 41250 * count,
            "in_prices_pence": 0,
            "void_pence": 165000 - 41250 * count - (0 if number % 3 == 0 else 82500),
        }
        for number, (scheme, count) in enumerate(counts.items())
    ]
    return pd.DataFrame(rows)


def _prices(providers: pd.DataFrame) -> Any:
    """Give prices of three bands for the case and for three providers."""
    variants = ("", *providers["provider"].head(3))
    more = 11 * np.arange(len(variants), dtype=np.int64)[:, None]
    bands = ("weekday_day", "weekday_evening", "sunday")
    hour, night = np.array([2398, 2398, 2655]), np.array([9700, 9700, 9700])
    units = UnitPrices(
        variants=variants,
        bands=bands,
        default_band="weekday_day",
        law=(),
        minutes={},
        components={
            "one_to_one": cast("Any", SimpleNamespace(unit="h")),
            "sleep_in": cast("Any", SimpleNamespace(unit="night")),
        },
        pence={"one_to_one": hour + more, "sleep_in": night + more},
    )
    model = SimpleNamespace(
        name="supported-living-england", title="Supported living, England", bands={}
    )
    return SimpleNamespace(model=model, unit_prices=units)


def _provenance() -> dict[str, object]:
    return {
        "fairlot": "0.1.0",
        "python": "3.11.2",
        "packages": {"highspy": "1.15.1", "pulp": "3.3.2"},
        "price_date": "2026-11-01",
        "draw_seed": 20261101,
        "model": {
            "name": "supported-living-england",
            "title": "Supported living, England",
            "source": "Worked out from public figures",
        },
        "law": [
            {
                "name": "national_living_wage",
                "value": 12.71,
                "unit": "GBP/h",
                "from": "2026-04-01",
                "source": "SI 2026/1, https://www.legislation.gov.uk/",
                "checked": True,
                "flag": "",
            }
        ],
        "fingerprint": "ab" * 32,
        "inputs": {"case": "cd" * 32, "referrals": "ef" * 32},
        "options": {"solver": "highs", "time_limit": None, "gap": 0.0},
        "solver": "HiGHS 1.15.1 through PuLP 3.3.2",
    }

"""The answer as files: the tables and records that the case contract names."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from allocation.departures import departures
from costing.care.packages import ONE_OFF
from costing.money import amount
from scenarios.disk.layout import ANSWER, PLACEMENTS, PROVENANCE
from scenarios.disk.texts import csv_text, json_text, plain
from scenarios.market.forecasts import law_of

if TYPE_CHECKING:
    import pandas as pd

    from allocation.allocation import AimResult
    from scenarios.outcome import Outcome

PLACEMENT_COLUMNS = (
    "referral",
    "provider",
    "scheme",
    "price_gbp_per_week",
    "background_share_gbp",
    "points",
    "rank",
    "hours_per_week",
)
UNPLACED_COLUMNS = ("referral", "reason", "remedy")
PRICE_COLUMNS = (
    "referral",
    "provider",
    "component",
    "band",
    "quantity",
    "unit",
    "staff",
    "shared_by",
    "funder",
    "scheme",
    "unit_price_gbp",
    "amount_gbp",
    "law",
)


def placement_rows(outcome: Outcome) -> list[list[str]]:
    """Give the rows of placements.csv, by referral."""
    placed = outcome.allocation.placements
    shares = outcome.shares["background_share_pence"]
    return [
        [
            row["referral"],
            row["provider"],
            row["scheme"],
            amount(row["price_pence"]),
            amount(share),
            f"{row['points']:.2f}",
            str(row["rank"]),
            plain(row["hours_per_week"]),
        ]
        for row, share in zip(placed.to_dict("records"), shares, strict=True)
    ]


def unplaced_rows(outcome: Outcome) -> list[list[str]]:
    """Give the rows of unplaced.csv, by referral."""
    unplaced = outcome.allocation.unplaced
    return [
        [row["referral"], row["reason"], row["remedy"]]
        for row in unplaced.to_dict("records")
    ]


def price_rows(lines: pd.DataFrame, law: str) -> list[list[str]]:
    """Give the rows of prices.csv: every package line.

    Parameters
    ----------
    lines : DataFrame
    law : str
        forecast, held or "": what the model's prices rest on. A one-off has none.
    """
    return [
        [
            row["referral"],
            row["provider"],
            row["component"],
            row["band"],
            plain(row["quantity"]),
            row["unit"],
            plain(row["staff"]),
            plain(row["shared_by"]),
            row["funder"],
            row["scheme"],
            amount(row["unit_price_pence"]),
            amount(row["amount_pence"]),
            "" if row["component"] == ONE_OFF else law,
        ]
        for row in lines.to_dict("records")
    ]


def allocation_record(outcome: Outcome) -> dict[str, object]:
    """Give allocation.json as a record."""
    allocation, again = outcome.allocation, outcome.explanations
    strict = {} if again is None else {"strict_rank": again.strict_rank.record()}
    return {
        "status": str(allocation.status),
        "placed": len(allocation.placements),
        "unplaced": len(allocation.unplaced),
        "cost_gbp_per_week": allocation.cost_pence / 100,
        "aims": [aim_record(aim) for aim in allocation.aims],
        "tie_settled": allocation.tie_settled,
        "solver": allocation.solver,
        "audit": allocation.audit,
        **strict,
        "fingerprint": outcome.case.fingerprint,
        "clash": list(allocation.clash),
        "notes": list(outcome.notes),
    }


def aim_record(aim: AimResult) -> dict[str, object]:
    """Give one aim as a record; a bound that is not known is null."""
    return {
        "name": aim.name,
        "value": aim.value,
        "best": aim.best,
        "bound": finite(aim.bound),
        "gap": finite(aim.gap),
        "proved_by": aim.proved_by,
        "unit": aim.unit,
        "sense": aim.sense,
    }


def finite(number: float) -> float | None:
    """Give a number that JSON can hold, or nothing."""
    return number if abs(number) < float("inf") else None


def frame_text(frame: pd.DataFrame) -> str:
    """Write a table as CSV, points with two decimals and other numbers as short."""
    columns = [str(name) for name in frame.columns]
    rows = [
        [
            f"{cell:.2f}" if str(name).endswith("points") else _cell(cell)
            for name, cell in row.items()
        ]
        for row in frame.to_dict("records")
    ]
    return csv_text(columns, rows)


def _cell(value: object) -> object:
    if isinstance(value, float):
        return "" if math.isnan(value) else plain(value)
    return value


def answer_files(outcome: Outcome) -> dict[str, str]:
    """Give the files of an outcome that has its explanations, by name.

    Parameters
    ----------
    outcome : Outcome

    Returns
    -------
    dict of str to str
        All but ``timing.json``: the same outcome gives the same text.
    """
    files = {
        PLACEMENTS: csv_text(PLACEMENT_COLUMNS, placement_rows(outcome)),
        "unplaced.csv": csv_text(UNPLACED_COLUMNS, unplaced_rows(outcome)),
        "departures.csv": frame_text(departures(outcome.market, outcome.allocation)),
        ANSWER: json_text(allocation_record(outcome)),
        PROVENANCE: json_text(outcome.provenance),
    }
    if outcome.prices is not None:
        law = law_of(outcome.prices, outcome.case.settings.price_date)
        rows = price_rows(outcome.prices.lines, law)
        files["prices.csv"] = csv_text(PRICE_COLUMNS, rows)
    if outcome.explanations is not None:
        files["shortlist.csv"] = frame_text(outcome.explanations.shortlist)
        files["shadow_prices.csv"] = frame_text(outcome.explanations.shadow_prices)
    return files

"""Rows of rates and uplifts as files have them: pounds, and whole words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from costing.money import amount

if TYPE_CHECKING:
    from costing.law import Change
    from scenarios.rates.rates import RateCheck
    from scenarios.rates.uplifts import Uplifts

_PENCE: Final = "_pence"

RATE_COLUMNS: Final = (
    "provider",
    "service",
    "area",
    "unit",
    "rate_from",
    "rate_gbp",
    "state",
    "low_gbp",
    "expected_gbp",
    "high_gbp",
    "all_low_gbp",
    "all_high_gbp",
    "statutory_employment_cost_gbp",
    "gap_to_range_gbp",
    "gap_to_expected_gbp",
    "annual_hours",
    "gap_to_range_gbp_per_year",
    "gap_to_expected_gbp_per_year",
    "line_1",
    "line_1_gbp",
    "line_2",
    "line_2_gbp",
    "line_3",
    "line_3_gbp",
    "other_gbp",
    "note",
    "law",
    "share_of_sets_covered",
)
"""Columns of ``fairlot rates --format csv``."""

UPLIFT_COLUMNS: Final = (
    "provider",
    "service",
    "area",
    "unit",
    "rate_from",
    "rate_gbp",
    "pay_from_gbp",
    "pay_to_gbp",
    "price_from_gbp",
    "price_to_gbp",
    "law_gbp",
    "law_share",
    "pay_part_gbp",
    "other_law_gbp",
    "calendar_gbp",
    "implied_a",
    "exact_a",
    "wage_growth_share",
    "formula_a",
    "formula_share",
    "formula_gbp",
    "requested_uplift",
    "requested_gbp",
    "difference_gbp",
    "asked_less_law_gbp",
    "annual_hours",
    "law_gbp_per_year",
    "calendar_gbp_per_year",
    "formula_gbp_per_year",
    "requested_gbp_per_year",
    "difference_gbp_per_year",
    "asked_less_law_gbp_per_year",
    "note",
    "law",
)
"""Columns of ``fairlot uplift --format csv``."""

PROVIDER_COLUMNS: Final = (
    "provider",
    "rates",
    "comparable",
    "without_annual",
    "law_gbp_per_year",
    "calendar_gbp_per_year",
    "formula_gbp_per_year",
    "requested_gbp_per_year",
    "difference_gbp_per_year",
    "asked_less_law_gbp_per_year",
)
"""Columns of ``fairlot uplift --by provider --format csv``."""

_EXACT: Final = ("pay_from_gbp", "pay_to_gbp")
"""Columns in pounds that are no whole pence: an hour's pay."""


def rate_rows(check: RateCheck) -> list[list[str]]:
    """Give a row for each rate, money as plain pounds, "" for what there is none of."""
    return text_rows(check.rows, RATE_COLUMNS)


def rate_record(check: RateCheck) -> dict[str, Any]:
    """Give rates as a record for JSON, pounds as numbers."""
    summary = dict(check.summary)
    for name in ("below", "above"):
        yearly = summary.pop(f"{name}_pence_per_year")
        summary[f"{name}_gbp_per_year"] = yearly / 100
    return {
        "model": check.model,
        "on": check.day.isoformat(),
        "band": check.band,
        "law": dict(check.law),
        "draws": check.draws,
        "seed": check.seed,
        "rates": records(check.rows, RATE_COLUMNS),
        "summary": summary,
    }


def uplift_rows(found: Uplifts) -> list[list[str]]:
    """Give a row for each rate, money as plain pounds, "" for what there is none of."""
    return text_rows(found.rows, UPLIFT_COLUMNS)


def provider_rows(found: Uplifts) -> list[list[str]]:
    """Give a row for each provider, with the money a year of all its rates."""
    return text_rows(found.providers, PROVIDER_COLUMNS)


def uplift_record(found: Uplifts) -> dict[str, Any]:
    """Give uplifts as a record for JSON, pounds as numbers."""
    summary = {
        name.replace(_PENCE, "_gbp"): value / 100
        if _PENCE in name and value is not None
        else value
        for name, value in found.summary.items()
    }
    return {
        "model": found.model,
        "from": found.start.isoformat(),
        "to": found.end.isoformat(),
        "differential": str(found.differential),
        "cpi": found.cpi,
        "pay_share": found.formula.pay_share,
        "wage": found.formula.wage or None,
        "rounded_up_to_gbp": {unit: step / 100 for unit, step in found.formula.steps},
        "band": found.band,
        "law": dict(found.law),
        "by_day": [
            {
                "day": None if step.day is None else step.day.isoformat(),
                "law": list(step.names),
                "law_gbp_per_year": step.pence_per_year / 100,
            }
            for step in found.steps
        ],
        "changes": [change_record(change) for change in found.changes],
        "rates": records(found.rows, UPLIFT_COLUMNS),
        "providers": [
            {name: value for name, value in record.items() if name != "row"}
            for record in records(found.providers, PROVIDER_COLUMNS)
        ],
        "summary": summary,
    }


def change_record(change: Change) -> dict[str, Any]:
    """Give a change of law as a record: day, name, old, new, unit, source, flag."""
    return {
        "from": change.day.isoformat(),
        "name": change.name,
        "old": change.old.value,
        "new": change.new.value,
        "unit": change.new.unit,
        "source": change.new.source,
        "flag": change.new.flag,
    }


def text_rows(rows: pd.DataFrame, columns: tuple[str, ...]) -> list[list[str]]:
    """Write a table's columns as text; ``_gbp`` columns are those of ``_pence``."""
    texts = [_texts(rows[_source(name)]) for name in columns]
    return [list(row) for row in zip(*texts, strict=True)]


def records(rows: pd.DataFrame, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    """Give a table's rows as records, with their row in the file and pounds."""
    cells = [_plain(rows[_source(name)]) for name in columns]
    return [
        {"row": int(row), **dict(zip(columns, values, strict=True))}
        for row, *values in zip(rows.index, *cells, strict=True)
    ]


def _source(name: str) -> str:
    return name if name in _EXACT else name.replace("_gbp", _PENCE)


def _texts(column: pd.Series[Any]) -> list[str]:
    is_pence = _PENCE in str(column.name)
    is_date = pd.api.types.is_datetime64_any_dtype(column)
    texts = []
    for value in column:
        if pd.isna(value):
            texts.append("")
        elif is_pence:
            texts.append(amount(value))
        elif is_date:
            texts.append(value.date().isoformat())
        else:
            texts.append(f"{value:.12g}" if isinstance(value, float) else str(value))
    return texts


def _plain(column: pd.Series[Any]) -> list[Any]:
    is_pence = _PENCE in str(column.name)
    is_date = pd.api.types.is_datetime64_any_dtype(column)
    cells: list[Any] = []
    for value in column:
        if pd.isna(value):
            cells.append(None)
        elif is_pence:
            cells.append(int(value) / 100)
        else:
            cells.append(value.date().isoformat() if is_date else value)
    return cells

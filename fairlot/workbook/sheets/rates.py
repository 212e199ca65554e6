"""Rates: each beside its fair range and the statutory employment cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from costing.errors import CareError
from fairlot.workbook.result_table import FIRST_ROW, Column, Formula, ResultTable
from scenarios.rates.rates import rate_check

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.case import Case

COLUMNS: Final[Mapping[str, Column]] = {
    "provider": Column("Provider"),
    "name": Column("Provider's name", width=28),
    "service": Column("Service", width=16),
    "area": Column("Area", width=16),
    "unit": Column("Unit", width=8),
    "rate_from": Column("From", "day"),
    "state": Column("State", width=30),
    "rate_pence": Column("Rate", "gbp", 12),
    "statutory_employment_cost_pence": Column("Statutory employment cost", "gbp", 14),
    "low_pence": Column("Low", "gbp", 12),
    "expected_pence": Column("Expected", "gbp", 12),
    "high_pence": Column("High", "gbp", 12),
    "gap_to_range_pence": Column("Rate less nearest end", "gbp_more", 12),
    "gap_to_expected_pence": Column("Rate less expected", "gbp_more", 12),
    "annual_hours": Column("Hours a year", "number"),
    "gap_to_range_pence_per_year": Column("Against nearest end a year", "gbp_more"),
    "gap_to_expected_pence_per_year": Column("Against expected a year", "gbp_more"),
    "line_1": Column("Line that explains most", "words", 30),
    "line_1_pence": Column("Of it", "gbp_more", 12),
    "line_2": Column("Second line", "words", 30),
    "line_2_pence": Column("Of it, second", "gbp_more", 12),
    "line_3": Column("Third line", "words", 30),
    "line_3_pence": Column("Of it, third", "gbp_more", 12),
    "other_pence": Column("All other lines", "gbp_more", 12),
    "note": Column("Note", "words", 40),
}
"""By column of the check, pence as pounds."""


def rates(case: Case) -> ResultTable | None:
    """Lay out the rates of a case as it is.

    Returns
    -------
    ResultTable or None
        None where the case has no rates; without rows, and with the reason, where they
        cannot be worked out.
    """
    if case.tables["rates"].empty:
        return None
    title = "Is each rate fair?"
    try:
        check = rate_check(case, draws=0)
    except CareError as error:
        says = " ".join(f"Not worked out, since {error}".split())
        return ResultTable("Rates", title, says, tuple(COLUMNS.values()), [])
    providers = case.tables["providers"]
    names = dict(zip(providers["provider"], providers["name"], strict=True))
    found = [
        _cells(FIRST_ROW + place, {**row, "name": names.get(row["provider"], "")})
        for place, row in enumerate(check.rows.to_dict("records"))
    ]
    return ResultTable(
        "Rates",
        title,
        "Each rate of the case as it is beside what the cost model makes of it. The "
        "lines named, and all others, add up to rate less expected.",
        tuple(COLUMNS.values()),
        found,
        printed=list(COLUMNS).index("line_1"),
    )


def _cells(row: int, held: Mapping[Any, Any]) -> tuple[Any, ...]:
    cells = {name: _cell(name, held[name]) for name in COLUMNS}
    letter = {name: chr(ord("A") + place) for place, name in enumerate(COLUMNS)}
    gap = cells["gap_to_expected_pence"]
    if gap is not None:
        text = f"=ROUND({letter['rate_pence']}{row}-{letter['expected_pence']}{row},2)"
        cells["gap_to_expected_pence"] = Formula(text, gap)
    return tuple(cells.values())


def _cell(name: str, value: Any) -> Any:
    if pd.isna(value):
        return None
    if "_pence" in name:
        return int(value) / 100
    return value.date() if isinstance(value, pd.Timestamp) else value

"""Returns: what providers say that their services cost, and what that comes to."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from costing.money import nearest, pence
from costing.ranges.fences import FEWEST, fences, is_far, quartiles
from costing.ranges.quantiles import MEDIAN, quantile
from scenarios.rates.approved import approved_providers
from scenarios.rates.rate_days import not_in_force

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from scenarios.case import Case

SERVICES: Final = (
    "service",
    "returns",
    "providers",
    "approved_providers",
    "response_share",
    "market_share",
    "lower_quartile_pence",
    "median_of_totals_pence",
    "upper_quartile_pence",
    "sum_of_line_medians_pence",
    "difference_pence",
    "outliers",
    "median_without_outliers_pence",
    "note",
)
"""Columns of a table of services; the difference is of the sum from the median."""

LINES: Final = (
    "service",
    "heading",
    "line",
    "returns",
    "lower_quartile_pence",
    "median_pence",
    "upper_quartile_pence",
    "note",
)
"""Columns of a table of lines."""


@dataclass(frozen=True, slots=True)
class Return:
    """One provider's return for one service, at one location.

    Parameters
    ----------
    provider, service, location : str
    lines : mapping of line to int
        Pence, as stated; a line that is not stated is not there.
    headings : mapping of line to str
    subtotals : mapping of line to (str, int)
        The heading that each is a sum of, and the sum as stated.
    stated : int or None
        The total as stated.
    """

    provider: str
    service: str
    location: str
    lines: dict[str, int] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    subtotals: dict[str, tuple[str, int]] = field(default_factory=dict)
    stated: int | None = None

    @property
    def total(self) -> int | None:
        """Give the sum of the lines; the stated total only where there are none."""
        return sum(self.lines.values()) if self.lines else self.stated


def returns_of(case: Case) -> list[Return]:
    """Give every return of a case, in the order of its first row."""
    table = case.tables["returns"]
    found: dict[tuple[str, str, str], Return] = {}
    amounts: dict[tuple[str, str, str], int] = {}
    money = pence(table["gbp"].to_numpy()).tolist() if len(table) else []
    for row, amount in zip(table.to_dict("records"), money, strict=True):
        key = (row["provider"], row["service"], row["location"])
        one = found.setdefault(key, Return(*key))
        if row["kind"] == "total":
            amounts[key] = amount
        elif row["kind"] == "subtotal":
            one.subtotals[row["line"]] = (row["heading"], amount)
        else:
            one.lines[row["line"]] = amount
            one.headings[row["line"]] = row["heading"]
    return [
        Return(
            one.provider,
            one.service,
            one.location,
            one.lines,
            one.headings,
            one.subtotals,
            amounts.get(key),
        )
        for key, one in found.items()
    ]


def by_service(returns: Iterable[Return]) -> dict[str, list[Return]]:
    """Give the returns of each service that come to something."""
    found: dict[str, list[Return]] = {}
    for one in returns:
        if one.total is not None:
            found.setdefault(one.service, []).append(one)
    return found


def lines_of(returns: Iterable[Return]) -> dict[str, list[tuple[Return, int]]]:
    """Give what is stated for each line, and by which return."""
    found: dict[str, list[tuple[Return, int]]] = {}
    for one in returns:
        for line, amount in one.lines.items():
            found.setdefault(line, []).append((one, amount))
    return found


def totals_of(returns: Iterable[Return]) -> list[int]:
    """Give what each return comes to."""
    return [one.total for one in returns if one.total is not None]


def services_table(case: Case, returns: Sequence[Return]) -> pd.DataFrame:
    """Set the median of totals beside the sum of line medians, for each service.

    Parameters
    ----------
    case : Case
        Says which providers are approved.
    returns : sequence of Return

    Returns
    -------
    DataFrame
        Columns of :data:`SERVICES`, a row a service. The response is the share of the
        approved providers, the market share that of the annual hours of the rates in
        force.
    """
    approved = approved_providers(case)
    rates = case.tables["rates"]
    is_paid = [not why for why in not_in_force(rates, case.settings.price_date)]
    now = rates.loc[np.array(is_paid, dtype=bool)]
    hours = now[["provider", "service", "annual_hours"]].dropna()
    rows = [
        _service(service, of_service, approved, hours[hours["service"] == service])
        for service, of_service in by_service(returns).items()
    ]
    return frame_of(rows, SERVICES)


def lines_table(returns: Sequence[Return]) -> pd.DataFrame:
    """Give the quartiles of each line, over the returns that state it.

    Returns
    -------
    DataFrame
        Columns of :data:`LINES`, a row a service and line.
    """
    rows = [
        {
            "service": service,
            "heading": stated[0][0].headings[line],
            "line": line,
            "returns": len(stated),
            **_quartiles([amount for _, amount in stated], "median_pence"),
            "note": few(len(stated), "returns that state it"),
        }
        for service, of_service in by_service(returns).items()
        for line, stated in lines_of(of_service).items()
    ]
    return frame_of(rows, LINES)


def _service(
    service: str,
    returns: Sequence[Return],
    approved: frozenset[str],
    hours: pd.DataFrame,
) -> dict[str, Any]:
    totals = totals_of(returns)
    providers = {one.provider for one in returns}
    limits = fences(totals)
    kept = [total for total in totals if not is_far(total, limits)]
    lines = lines_of(returns)
    medians = sum(
        (
            quantile(sorted(amount for _, amount in stated), MEDIAN)
            for stated in lines.values()
        ),
        Fraction(0),
    )
    row: dict[str, Any] = {
        "service": service,
        "returns": len(returns),
        "providers": len(providers),
        "approved_providers": len(approved),
        "response_share": _share(len(providers & approved), len(approved)),
        "market_share": _share(
            hours.loc[hours["provider"].isin(providers), "annual_hours"].sum(),
            hours["annual_hours"].sum(),
        ),
        **_quartiles(totals, "median_of_totals_pence"),
        "sum_of_line_medians_pence": nearest(medians) if lines else None,
        "difference_pence": None,
        "outliers": len(totals) - len(kept),
        "median_without_outliers_pence": quartiles(kept)[1],
        "note": "",
    }
    notes = [few(len(returns), "returns")]
    if lines:
        total = row["sum_of_line_medians_pence"]
        row["difference_pence"] = total - row["median_of_totals_pence"]
        partly = sum(len(stated) < len(returns) for stated in lines.values())
        if partly:
            what = "1 line is" if partly == 1 else f"{partly} lines are"
            notes.append(f"{what} not in every return")
    row["note"] = "; ".join(filter(None, notes))
    return row


def _share(part: float, whole: float) -> float:
    return float(part / whole) if whole else math.nan


def few(count: int, what: str) -> str:
    """Say that there are too few values for quartiles to mean much; "" if not."""
    return f"{what}: {count}, fewer than {FEWEST}" if count < FEWEST else ""


def _quartiles(values: Sequence[int], median: str) -> dict[str, int]:
    lower, middle, upper = quartiles(values)
    return {
        "lower_quartile_pence": lower,
        median: middle,
        "upper_quartile_pence": upper,
    }


def frame_of(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Make a table of rows: pence and counts whole, missing where there is none."""
    frame = pd.DataFrame(list(rows), columns=list(columns))
    for name in columns:
        if name.endswith("_pence") or name in _COUNTS:
            frame[name] = pd.array(
                [None if pd.isna(cell) else int(cell) for cell in frame[name]],
                dtype="Int64",
            )
        elif name.endswith("_share"):
            frame[name] = frame[name].astype("float64")
        else:
            frame[name] = frame[name].astype("str")
    return frame


_COUNTS: Final = frozenset(
    {"returns", "providers", "approved_providers", "outliers", "rates"}
)

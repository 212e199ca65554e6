"""Return check: rates and returns of a case beside each other, with what is odd."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from costing.money import pence
from costing.ranges.fences import fences, is_far, quartiles
from scenarios.inputs.names import ONE_OFF, model_of
from scenarios.market.prices import case_law
from scenarios.rates.order import cheaper_packages, dearer
from scenarios.rates.rate_days import not_in_force
from scenarios.rates.return_checks import (
    CHECKS,
    Check,
    Found,
    checks_of_returns,
    far,
    out_of_order,
    packages_out_of_order,
)
from scenarios.rates.returns import (
    few,
    frame_of,
    lines_table,
    returns_of,
    services_table,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from scenarios.case import Case

QUARTILES: Final = (
    "service",
    "unit",
    "rates",
    "providers",
    "lower_quartile_pence",
    "median_pence",
    "upper_quartile_pence",
    "outliers",
    "note",
)
"""Columns of a table of rates by service and unit."""


@dataclass(frozen=True, slots=True)
class ReturnCheck:
    """What rates and returns come to side by side, and what asks for a second look.

    Money is in whole pence, Int64, missing where there is none. Quartiles are
    interpolated as :mod:`costing.ranges.quantiles` says.

    Parameters
    ----------
    quartiles : DataFrame
        Columns of :data:`QUARTILES`: the rates in force, by service and unit, in the
        order of their names.
    services, lines : DataFrame
        Columns of :data:`scenarios.rates.returns.SERVICES` and ``LINES``.
    checks : DataFrame
        Columns of :data:`scenarios.rates.return_checks.CHECKS`.
    """

    quartiles: pd.DataFrame
    services: pd.DataFrame
    lines: pd.DataFrame
    checks: pd.DataFrame


def return_check(case: Case) -> ReturnCheck:
    """Check the rates, returns and offers of a case against each other.

    Parameters
    ----------
    case : Case

    Returns
    -------
    ReturnCheck

    Raises
    ------
    CareError
        If the model, the case's inputs or the law of the day cannot be used.
    """
    model = model_of(case.settings.model, case.model_text)
    law = case_law(case, model)
    on_day = None if law is None else law.on(case.settings.price_date)
    lesser = dearer(model, on_day, case.settings.model_inputs)
    returns = returns_of(case)
    services = services_table(case, returns)
    rates = _in_force(case)
    found = [
        *checks_of_returns(returns, services, lesser),
        *_checks_of_rates(rates, lesser),
        *packages_out_of_order(cheaper_packages(case)),
    ]
    order = list(Check)
    found.sort(key=lambda one: order.index(one.check))
    checks = frame_of([one.row() for one in found], CHECKS)
    table = frame_of(list(_quartiles(rates)), QUARTILES)
    return ReturnCheck(table, services, lines_table(returns), checks)


def _in_force(case: Case) -> pd.DataFrame:
    """Give the rates that are paid on the day, with their pence."""
    rates = case.tables["rates"]
    reasons = not_in_force(rates, case.settings.price_date)
    is_in_force = np.array([not reason for reason in reasons], dtype=bool)
    now = rates[is_in_force & (rates["service"] != ONE_OFF).to_numpy()]
    return now.assign(pence=pence(now["rate_gbp"].to_numpy()))


def _checks_of_rates(
    rates: pd.DataFrame, lesser: Mapping[str, Sequence[str]]
) -> Iterator[Found]:
    for unit in dict.fromkeys(rates["unit"]):
        of_unit = rates[rates["unit"] == unit]
        names = (of_unit[name] for name in ("provider", "service", "area"))
        keys = zip(*names, strict=True)
        places = dict(zip(keys, of_unit["pence"].tolist(), strict=True))
        yield from out_of_order(places, lesser, f"rate of one {unit}")
    for (service, unit), of_service in rates.groupby(["service", "unit"], sort=False):
        says = f"rate of one {unit}"
        yield from far(
            [
                (Found(Check.OUTLIER, says, provider, str(service), area), money)
                for provider, area, money in zip(
                    of_service["provider"],
                    of_service["area"],
                    of_service["pence"].tolist(),
                    strict=True,
                )
            ]
        )


def _quartiles(rates: pd.DataFrame) -> Iterator[dict[str, object]]:
    for (service, unit), mine in rates.groupby(["service", "unit"], sort=True):
        values = mine["pence"].tolist()
        lower, median, upper = quartiles(values)
        limits = fences(values)
        yield {
            "service": service,
            "unit": unit,
            "rates": len(mine),
            "providers": mine["provider"].nunique(),
            "lower_quartile_pence": lower,
            "median_pence": median,
            "upper_quartile_pence": upper,
            "outliers": sum(is_far(value, limits) for value in values),
            "note": few(len(mine), "rates"),
        }

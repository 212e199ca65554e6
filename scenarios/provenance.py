"""Where an answer comes from: versions, model, law and inputs. No times, no paths."""

from __future__ import annotations

import platform
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allocation.allocation import Allocation
    from scenarios.case import Case
    from scenarios.market.prices import Prices
    from scenarios.options import Options

PACKAGES = ("numpy", "pandas", "PuLP", "highspy", "pydantic")
"""Whose versions can move a number."""


def provenance(
    case: Case, prices: Prices | None, allocation: Allocation, options: Options
) -> dict[str, object]:
    """Say what an answer rests on, so that it can be found again.

    Parameters
    ----------
    case : Case
    prices : Prices or None
    allocation : Allocation
    options : Options

    Returns
    -------
    dict
        Ready for JSON: fairlot, python, packages, solver, options, fingerprint, inputs,
        price_date, draw_seed, model, law.
    """
    return {
        "fairlot": version("fairlot"),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "solver": allocation.solver,
        "options": options.record(),
        "fingerprint": case.fingerprint,
        "inputs": dict(case.inputs),
        "price_date": case.settings.price_date.isoformat(),
        "draw_seed": case.settings.allocation.draw_seed,
        "model": None if prices is None else model_record(prices),
        "law": [] if prices is None else law_records(prices, case),
    }


def model_record(prices: Prices) -> dict[str, object]:
    """Name the cost model and where it was published."""
    model = prices.model
    return {"name": model.name, "title": model.title, "source": model.source}


def law_records(prices: Prices, case: Case) -> list[dict[str, object]]:
    """List the law that the model reads, as it stands on the day of the prices."""
    if prices.law is None:
        return []
    on_day = prices.law.on(case.settings.price_date)
    records = []
    for name in prices.unit_prices.law:
        value = on_day.record(name)
        records.append(
            {
                "name": name,
                "value": value.value,
                "unit": value.unit,
                "from": value.start.isoformat(),
                "source": value.source,
                "checked": value.checked,
                "flag": value.flag,
            }
        )
    return records

"""Fairlot: what care costs, line by line, and referrals shared out fairly.

The functions that the command line is made of, for scripts and notebooks. Nothing
heavy is imported before it is used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from costing.errors import CareError, InputError
    from costing.law import load_law
    from costing.model import load_model
    from costing.ranges.price_range import price_range
    from costing.sensitivity.sensitivity import sensitivity
    from costing.sides import sides
    from scenarios.case import Case
    from scenarios.case import load_case as load
    from scenarios.market.line_file import price_lines
    from scenarios.market.opened import opened
    from scenarios.market.prices import Prices, price
    from scenarios.options import Options
    from scenarios.outcome import Outcome
    from scenarios.outcome import outcome_of as allocate
    from scenarios.rates.rates import rate_check as rates
    from scenarios.rates.return_check import return_check as returns
    from scenarios.rates.two_sides import two_sides
    from scenarios.rates.uplifts import uplifts
    from scenarios.rota.rota import rota
    from scenarios.run import run
    from scenarios.sample import write_sample
    from scenarios.scenario import Scenario, read_scenarios
    from scenarios.schemes.houses import houses_of as schemes
    from scenarios.study import Study

__all__ = [
    "CareError",
    "Case",
    "InputError",
    "Options",
    "Outcome",
    "Prices",
    "Scenario",
    "Study",
    "allocate",
    "load",
    "load_law",
    "load_model",
    "opened",
    "price",
    "price_lines",
    "price_range",
    "rates",
    "read_scenarios",
    "returns",
    "rota",
    "run",
    "schemes",
    "sensitivity",
    "sides",
    "two_sides",
    "uplifts",
    "write_sample",
]

_WHERE: Final = {
    "CareError": ("costing.errors", "CareError"),
    "Case": ("scenarios.case", "Case"),
    "InputError": ("costing.errors", "InputError"),
    "Options": ("scenarios.options", "Options"),
    "Outcome": ("scenarios.outcome", "Outcome"),
    "Prices": ("scenarios.market.prices", "Prices"),
    "Scenario": ("scenarios.scenario", "Scenario"),
    "Study": ("scenarios.study", "Study"),
    "allocate": ("scenarios.outcome", "outcome_of"),
    "load": ("scenarios.case", "load_case"),
    "load_law": ("costing.law", "load_law"),
    "load_model": ("costing.model", "load_model"),
    "opened": ("scenarios.market.opened", "opened"),
    "price": ("scenarios.market.prices", "price"),
    "price_lines": ("scenarios.market.line_file", "price_lines"),
    "price_range": ("costing.ranges.price_range", "price_range"),
    "rates": ("scenarios.rates.rates", "rate_check"),
    "read_scenarios": ("scenarios.scenario", "read_scenarios"),
    "returns": ("scenarios.rates.return_check", "return_check"),
    "rota": ("scenarios.rota.rota", "rota"),
    "run": ("scenarios.run", "run"),
    "schemes": ("scenarios.schemes.houses", "houses_of"),
    "sensitivity": ("costing.sensitivity.sensitivity", "sensitivity"),
    "sides": ("costing.sides", "sides"),
    "two_sides": ("scenarios.rates.two_sides", "two_sides"),
    "uplifts": ("scenarios.rates.uplifts", "uplifts"),
    "write_sample": ("scenarios.sample", "write_sample"),
}
"""Where each name is written."""


def __getattr__(name: str) -> Any:
    """Import what is asked for, when it is asked for."""
    if name not in _WHERE:
        msg = f"module 'fairlot' has no attribute {name!r}"
        raise AttributeError(msg)
    module, there = _WHERE[name]
    return getattr(importlib.import_module(module), there)


def __dir__() -> list[str]:
    """List what is offered."""
    return sorted([*globals(), *__all__])

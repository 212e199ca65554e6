"""The council's formula of a case: its parts, and how a raised rate is rounded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from costing.errors import CareError
from costing.money import pence, round_to
from costing.uplifts.uplift import SHARE_STEP

if TYPE_CHECKING:
    from costing.law import LawOnDay
    from scenarios.inputs.settings import UpliftSettings


@dataclass(frozen=True, slots=True)
class CouncilFormula:
    """``a x growth of a wage + (1 - a) x CPI``.

    Parameters
    ----------
    cpi : float or None
        A share; None leaves the formula empty.
    pay_share : float or None
        a, by contract; None is what the lines of the model imply.
    wage : str
        The dated parameter that grows; "" is the legal minimum of the pay.
    growth : float or None
        Of that parameter; None without one.
    steps : tuple of pairs
        A unit of rates.csv, and the pence that a raised rate is a multiple of, upwards.
    """

    cpi: float | None = None
    pay_share: float | None = None
    wage: str = ""
    growth: float | None = None
    steps: tuple[tuple[str, int], ...] = ()

    def step(self, unit: str) -> int | None:
        """Give the pence that a raised rate of a unit is a multiple of."""
        return dict(self.steps).get(unit)


def council_formula(
    declared: UpliftSettings,
    before: LawOnDay | None,
    after: LawOnDay | None,
    *,
    cpi: float | None = None,
    pay_share: float | None = None,
    wage: str = "",
) -> CouncilFormula:
    """Put together what the case declares and what is asked for, which comes first.

    Raises
    ------
    CareError
        If the wage is no dated parameter in GBP/h, or was nothing on the first day.
    """
    name = wage or declared.wage
    steps = {
        "hour": declared.hour_step_gbp,
        "night": declared.night_step_gbp,
        "week": declared.week_step_gbp,
    }
    return CouncilFormula(
        cpi=declared.cpi if cpi is None else cpi,
        pay_share=declared.pay_share if pay_share is None else pay_share,
        wage=name,
        growth=_growth(name, before, after) if name else None,
        steps=tuple(
            (unit, int(pence(step))) for unit, step in steps.items() if step is not None
        ),
    )


def _growth(name: str, before: LawOnDay | None, after: LawOnDay | None) -> float:
    if before is None or after is None:
        msg = f"uplift: got the wage {name}, but the model of the case reads no law."
        raise CareError(msg)
    unit = before.record(name).unit
    if unit != "GBP/h":
        msg = f"uplift: got the wage {name} in {unit}, expected one in GBP/h."
        raise CareError(msg)
    old, new = before[name], after[name]
    if old == 0:
        msg = f"uplift: {name} is 0 on {before.day}, so its growth is no share."
        raise CareError(msg)
    return float(round_to(new / old - 1, SHARE_STEP))

"""The settings of a case: what stands in case.toml and lots.toml."""

from __future__ import annotations

from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from allocation.rules import (
    Absent,
    Aims,
    Eligibility,
    Lot,
    Pounds,
    Questions,
    Scoring,
    Share,
)
from costing.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_MODEL = "supported-living-england"
"""The cost model of a case that names none."""


def _day(value: Any) -> Any:
    if isinstance(value, datetime):
        msg = "must be a day without a time"
        raise ValueError(msg)
    if not isinstance(value, str):
        return value
    try:
        return parse_date(value)
    except ValueError:
        msg = "must be a day that exists, such as 2026-11-01 or 01/11/2026"
        raise ValueError(msg) from None


def _no_truth(value: Any) -> Any:
    if isinstance(value, bool):
        msg = "must be a number, not true or false"
        raise ValueError(msg)
    return value


Day = Annotated[date, BeforeValidator(_day)]
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Number = Annotated[float, BeforeValidator(_no_truth), Field(allow_inf_nan=False)]
Growth = Annotated[Number, Field(gt=-1, lt=1)]
RateStep = Annotated[Pounds, Field(gt=0)]


class Settings(BaseModel):
    """What all settings share: frozen, and no key that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Forecast(Settings):
    """``[[law.forecast]]``: a value of law that is not law yet."""

    name: Word
    start: Annotated[Day, Field(alias="from")]
    value: Number


class LawSettings(Settings):
    """``[law]``: what to do beyond what is known."""

    beyond_known: Literal["refuse", "hold"] = "refuse"
    forecast: tuple[Forecast, ...] = ()


class Calendar(Settings):
    """``[calendar]``: weeks in a year, and how bank holidays are counted."""

    weeks_per_year: Annotated[Number, Field(gt=0, le=53)] = 52.142857
    bank_holidays: Literal["actual", "substitute", "average"] = "actual"


class UpliftSettings(Settings):
    """``[uplift]``: the council's formula, and how it rounds a raised rate."""

    cpi: Annotated[Growth | None, Absent] = None
    pay_share: Annotated[Share | None, Absent] = None
    wage: str = ""
    hour_step_gbp: Annotated[RateStep | None, Absent] = None
    night_step_gbp: Annotated[RateStep | None, Absent] = None
    week_step_gbp: Annotated[RateStep | None, Absent] = None


class Privacy(Settings):
    """``[privacy]``: columns in which cells that look personal are accepted."""

    accept: tuple[Word, ...] = ()


class Expectation(Settings):
    """``[[expect]]``: one thing that this case is known to answer."""

    measure: Word
    value: Number


class CaseSettings(Settings):
    """All of case.toml.

    Attributes
    ----------
    stand_ins : dict
        What stands for a needed key that is wrong while the other files are checked.
    """

    stand_ins: ClassVar[Mapping[str, object]] = MappingProxyType(
        {"price_date": date.max}
    )

    title: str = ""
    price_date: Day
    model: Word = DEFAULT_MODEL
    model_inputs: dict[str, Number] = Field(default_factory=dict)
    law: LawSettings = LawSettings()
    calendar: Calendar = Calendar()
    uplift: UpliftSettings = UpliftSettings()
    allocation: Aims = Aims()
    scoring: Scoring = Scoring()
    eligibility: Eligibility = Eligibility()
    privacy: Privacy = Privacy()
    expect: tuple[Expectation, ...] = ()


class Lots(Settings):
    """All of lots.toml; without a lot there is one, "1", that everything fits.

    Attributes
    ----------
    question : tuple of Question
        Asked in every lot that has no questions of its own.
    """

    lot: tuple[Lot, ...] = ()
    question: Questions = ()

    @property
    def lots(self) -> tuple[Lot, ...]:
        """The lots in file order, at least one, each with the questions it asks."""
        lots = self.lot or (Lot(lot="1"),)
        return tuple(
            lot if lot.question else lot.model_copy(update={"question": self.question})
            for lot in lots
        )

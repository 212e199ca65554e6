"""The rules a council sets: lots, weights, eligibility, aims. Keys as in CASE.md."""

from __future__ import annotations

import re
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any, Final, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

_MONEY = re.compile(r"-?£?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?")


class AimName(StrEnum):
    """An aim of the allocation, or a way to settle ties."""

    PLACED = "placed"
    POINTS = "points"
    COST = "cost"
    BALANCE = "balance"
    QUALITY = "quality"
    CHOICE = "choice"
    MOVES = "moves"
    FAIRNESS = "fairness"
    CONCENTRATION = "concentration"
    DRAW = "draw"


SUPPORTED_AIMS: Final = frozenset(AimName) - {AimName.FAIRNESS, AimName.CONCENTRATION}
"""Aims that this version can pursue."""


class PriceFormula(StrEnum):
    """A published way to turn a price into points out of 100."""

    LOWEST_RATIO = "lowest_ratio"
    LINEAR_TO_DOUBLE = "linear_to_double"
    RANGE = "range"
    MEAN = "mean"
    MEDIAN_BAND = "median_band"
    ABSOLUTE_LINEAR = "absolute_linear"
    FAIR_COST_DISTANCE = "fair_cost_distance"
    QUALITY_TO_PRICE = "quality_to_price"
    PRICE_PER_QUALITY_POINT = "price_per_quality_point"
    LOGARITHMIC = "logarithmic"
    BUDGET_GATE = "budget_gate"
    RANKED_PRICES = "ranked_prices"


SUPPORTED_FORMULAS: Final = frozenset(
    {PriceFormula.LOWEST_RATIO, PriceFormula.ABSOLUTE_LINEAR}
)
"""Price formulas that this version can score with."""


class Rating(StrEnum):
    """An overall CQC rating; the order of the members is the order of merit."""

    INADEQUATE = "Inadequate"
    REQUIRES_IMPROVEMENT = "Requires improvement"
    GOOD = "Good"
    OUTSTANDING = "Outstanding"


class Unrated(StrEnum):
    """What happens to a provider without a rating."""

    ALLOW = "allow"
    REFUSE = "refuse"


def exact(number: float) -> Fraction:
    """Give a number as the decimal it was written as: 0.1 is one tenth."""
    return Fraction(repr(float(number)))


def _no_truth(value: Any) -> Any:
    if isinstance(value, bool):
        msg = "must be a number, not true or false"
        raise ValueError(msg)
    return value


def _empty_is_absent(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def _money(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    text = value.strip() if isinstance(value, str) else repr(value)
    if isinstance(value, str) and _MONEY.fullmatch(text):
        return float(text.replace("£", "").replace(",", ""))
    if isinstance(value, float) and (exact(value) * 100).denominator != 1:
        msg = "must be money with at most two decimals"
        raise ValueError(msg)
    return value


def _name(value: Any) -> Any:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if whole else value


Name = Annotated[str, BeforeValidator(_name), Field(min_length=1)]
Number = Annotated[float, BeforeValidator(_no_truth), Field(allow_inf_nan=False)]
Weight = Annotated[Number, Field(ge=0, le=100)]
Mark = Annotated[Number, Field(ge=0, le=100)]
Share = Annotated[Number, Field(ge=0, le=1)]
Size = Annotated[Number, Field(ge=0)]
Base = Annotated[Number, Field(gt=1)]
Years = Annotated[int, BeforeValidator(_no_truth), Field(ge=0, le=200)]
Pounds = Annotated[Number, Field(ge=0), BeforeValidator(_money)]
Absent = BeforeValidator(_empty_is_absent)


class Rules(BaseModel):
    """What all rules share: frozen, and no key that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Weights(Rules):
    """Weights of the four parts of an offer's points, out of 100.

    A key that is left out weighs nothing.
    """

    quality: Weight = 0.0
    price: Weight = 0.0
    choice: Weight = 0.0
    fit: Weight = 0.0

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        total = sum(map(exact, (self.quality, self.price, self.choice, self.fit)))
        if total != 100:
            msg = f"the weights must add to 100, and add to {float(total):.12g}"
            raise ValueError(msg)
        return self


class PriceParameters(Rules):
    """Parameters of price formulas, under ``[scoring]`` or a lot. None is absent."""

    floor_gbp_per_week: Annotated[Pounds | None, Absent] = None
    ceiling_gbp_per_week: Annotated[Pounds | None, Absent] = None
    log_base: Annotated[Base | None, Absent] = None

    @model_validator(mode="after")
    def _floor_is_under_ceiling(self) -> Self:
        floor, ceiling = self.floor_gbp_per_week, self.ceiling_gbp_per_week
        if floor is not None and ceiling is not None and floor >= ceiling:
            msg = "floor_gbp_per_week must be below ceiling_gbp_per_week"
            raise ValueError(msg)
        return self


class Question(Rules):
    """One question of quality: its weight, its scale and the least that passes."""

    question: Name
    weight: Weight
    minimum: Annotated[Size | None, Absent] = None
    out_of: Annotated[Number, Field(gt=0)] = 5.0

    @model_validator(mode="after")
    def _can_be_met(self) -> Self:
        if self.minimum is not None and self.minimum > self.out_of:
            msg = (
                f"minimum is {self.minimum:g} and out_of {self.out_of:g}: nobody "
                "could reach it"
            )
            raise ValueError(msg)
        return self


def _add_up(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    total = sum(exact(question.weight) for question in questions)
    if questions and total != 100:
        msg = (
            "the weights of the questions must add to 100, "
            f"and add to {float(total):.12g}"
        )
        raise ValueError(msg)
    names = [question.question for question in questions]
    if len(set(names)) < len(names):
        msg = "each question must stand once"
        raise ValueError(msg)
    return questions


Questions = Annotated[tuple[Question, ...], AfterValidator(_add_up)]
"""Questions of quality: their weights add to 100, and each stands once."""


class Lot(PriceParameters):
    """One ``[[lot]]`` of lots.toml. None is absent: the case's rule holds."""

    lot: Name
    title: str = ""
    requires_cqc: bool = False
    accepts_night_support: bool = True
    includes: tuple[Name, ...] = ()
    weights: Weights | None = None
    price_formula: Annotated[PriceFormula | None, Absent] = None
    minimum_quality: Annotated[Mark | None, Absent] = None
    share_cap: Annotated[Share | None, Absent] = None
    budget_gbp_per_week: Annotated[Pounds | None, Absent] = None
    question: Questions = ()


class Scoring(PriceParameters):
    """``[scoring]`` of case.toml."""

    weights: Weights = Weights(quality=45, price=30, choice=15, fit=10)
    price_formula: PriceFormula = PriceFormula.LOWEST_RATIO
    log_base: Annotated[Base | None, Absent] = 2.0

    def within(self, lot: Lot) -> Scoring:
        """Give the scoring that holds in a lot: the lot's rules over the case's."""
        names = ("weights", "price_formula", *PriceParameters.model_fields)
        own = {name: getattr(lot, name) for name in names}
        given = {name: value for name, value in own.items() if value is not None}
        return self.model_copy(update=given)


class Eligibility(Rules):
    """``[eligibility]`` of case.toml. None is no rule."""

    unrated: Unrated = Unrated.ALLOW
    rating_too_old_years: Annotated[Years | None, Absent] = None
    minimum_rating: Annotated[Rating | None, Absent] = None
    maximum_distance_km: Annotated[Size | None, Absent] = None


def _given(tolerance: dict[AimName, float]) -> dict[AimName, float]:
    return {aim: tolerance[aim] for aim in AimName if tolerance.get(aim)}


class Aims(Rules):
    """``[allocation]`` of case.toml: what is aimed at, in order.

    Attributes
    ----------
    tolerance : dict of AimName to float
        Share of an aim's best value that later aims may give up. An aim that is not
        pursued is left aside; 0 is the same as nothing, and left out.
    """

    aims: tuple[AimName, ...] = (
        AimName.PLACED,
        AimName.POINTS,
        AimName.COST,
    )
    tolerance: Annotated[dict[AimName, Share], AfterValidator(_given)] = Field(
        default_factory=dict
    )
    pounds_per_point: Annotated[Number, Field(gt=0)] = 20.0
    strict_rank: bool = False
    tie_break: tuple[AimName, ...] = (AimName.QUALITY, AimName.COST, AimName.DRAW)
    draw_seed: Annotated[int, BeforeValidator(_no_truth)] = 20261101
    budget_gbp_per_week: Annotated[Pounds | None, Absent] = None

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if not self.aims:
            msg = "aims must name at least one aim"
            raise ValueError(msg)
        for key, names in (("aims", self.aims), ("tie_break", self.tie_break)):
            if len(set(names)) < len(names):
                msg = f"{key} must name each aim once"
                raise ValueError(msg)
        if AimName.DRAW in self.aims:
            msg = "draw settles ties: name it under tie_break"
            raise ValueError(msg)
        return self

"""The settings of a case as rows: key, value, what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from allocation.rules import AimName, PriceFormula, Rating, Unrated
from costing.columns import ColumnSpec, Kind
from scenarios.inputs.settings import CaseSettings

if TYPE_CHECKING:
    from datetime import date

    from costing.columns import Value


def _spec(
    key: str,
    kind: Kind,
    says: str,
    *,
    choices: tuple[str, ...] = (),
    least: float | None = 0.0,
    most: float | None = None,
    needed: bool = False,
) -> ColumnSpec:
    return ColumnSpec(
        key, kind, says, needed=needed, choices=choices, least=least, most=most
    )


_PARTS: Final = ("quality", "price", "choice", "fit")

SETTINGS: Final = (
    _spec("title", Kind.TEXT, "What the case is called, for a reader"),
    _spec("price_date", Kind.DATE, "Law and rates in force on this day", needed=True),
    _spec("model", Kind.TEXT, "A shipped cost model, or a document beside this file"),
    _spec(
        "law.beyond_known",
        Kind.CHOICE,
        "Beyond the law that is known: refuse, or hold the last value, flagged",
        choices=("refuse", "hold"),
    ),
    _spec("calendar.weeks_per_year", Kind.NUMBER, "Weeks in a year", most=53.0),
    _spec(
        "calendar.bank_holidays",
        Kind.CHOICE,
        "How bank holidays are counted",
        choices=("actual", "substitute", "average"),
    ),
    _spec(
        "uplift.cpi",
        Kind.NUMBER,
        "Rise of prices for the council's formula: 0.034 is 3.4 %",
        least=None,
        most=1.0,
    ),
    _spec(
        "uplift.pay_share",
        Kind.NUMBER,
        "Share of pay in the formula, by contract; empty: what the model implies",
        most=1.0,
    ),
    _spec(
        "uplift.wage",
        Kind.TEXT,
        "Wage of law whose growth counts; empty: the legal minimum of the pay",
    ),
    _spec("uplift.hour_step_gbp", Kind.NUMBER, "Raised hourly rates: up to whole"),
    _spec("uplift.night_step_gbp", Kind.NUMBER, "Raised rates of a night: up to whole"),
    _spec("uplift.week_step_gbp", Kind.NUMBER, "Raised weekly rates: up to whole"),
    _spec(
        "allocation.aims",
        Kind.LIST,
        "What is aimed at, in order: of placed, points, cost, balance, quality, "
        "choice, moves",
    ),
    _spec(
        "allocation.tolerance.points",
        Kind.SHARE,
        "Share of the best points that later aims may give up; a row for another aim "
        "has its name for points",
    ),
    _spec(
        "allocation.pounds_per_point",
        Kind.NUMBER,
        "Of the aim balance: points less weekly cost / this",
    ),
    _spec(
        "allocation.strict_rank",
        Kind.YES_NO,
        "Whether nobody wins over one who ranks above, save for capacity or choice",
    ),
    _spec(
        "allocation.tie_break",
        Kind.LIST,
        "Last aims, in order; draw is a recorded draw",
    ),
    _spec(
        "allocation.draw_seed",
        Kind.COUNT,
        "Seed of the recorded draw",
        least=None,
    ),
    _spec(
        "allocation.budget_gbp_per_week",
        Kind.MONEY,
        "Most that all placements together may cost; empty is no limit",
    ),
    *(
        _spec(
            f"scoring.weights.{part}",
            Kind.NUMBER,
            f"Weight of {part}; the four weights must add to 100",
            most=100.0,
        )
        for part in _PARTS
    ),
    _spec(
        "scoring.price_formula",
        Kind.CHOICE,
        "How a price becomes points",
        choices=tuple(PriceFormula),
    ),
    _spec(
        "scoring.floor_gbp_per_week",
        Kind.MONEY,
        "For absolute_linear: at or below this a price has full points",
    ),
    _spec(
        "scoring.ceiling_gbp_per_week",
        Kind.MONEY,
        "For absolute_linear: at or above this a price has none",
    ),
    _spec(
        "scoring.log_base", Kind.NUMBER, "For logarithmic: a base above 1", least=1.0
    ),
    _spec(
        "eligibility.unrated",
        Kind.CHOICE,
        "Providers without a CQC rating",
        choices=tuple(Unrated),
    ),
    _spec(
        "eligibility.rating_too_old_years",
        Kind.COUNT,
        "Years after which a rating counts no more; empty is no rule",
        most=200.0,
    ),
    _spec(
        "eligibility.minimum_rating",
        Kind.CHOICE,
        "Least CQC rating of a provider; empty is no rule",
        choices=tuple(reversed(Rating)),
    ),
    _spec(
        "eligibility.maximum_distance_km",
        Kind.NUMBER,
        "Greatest distance; empty is no rule",
    ),
    _spec(
        "privacy.accept",
        Kind.LIST,
        "Columns in which cells that look personal are accepted, such as "
        "providers.postcode",
    ),
)
"""Every setting of case.toml that is one value, in the order of the contract."""

MODEL_INPUT: Final = "model_inputs"
TOLERANCE: Final = "allocation.tolerance"
_POINTS: Final = f"{TOLERANCE}.points"


NONE: Final = "none"
"""What stands for nothing where an empty cell would stand for the default."""


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting and what it is set to.

    Parameters
    ----------
    spec : ColumnSpec
        Its key stands for the name of the column.
    value : Value or date
        None where it is not set; :data:`NONE` where it is set to nothing, and the
        default is something.
    """

    spec: ColumnSpec
    value: Value | date


def setting_rows(settings: CaseSettings) -> list[SettingRow]:
    """Lay out the settings of a case, what it leaves to the defaults filled in.

    Parameters
    ----------
    settings : CaseSettings

    Returns
    -------
    list of SettingRow
        Inputs of the model and tolerances of further aims, one row each, stand last.
    """
    plain = CaseSettings(price_date=settings.price_date)
    rows = []
    for spec in SETTINGS:
        value, default = _value(settings, spec.name), _value(plain, spec.name)
        taken_out = value in (None, "", ()) and value != default
        rows.append(SettingRow(spec, NONE if taken_out else value))
    rows += [
        SettingRow(
            _spec(
                f"{TOLERANCE}.{aim}",
                Kind.SHARE,
                f"Share of the best of {aim} that later aims may give up",
            ),
            value,
        )
        for aim, value in settings.allocation.tolerance.items()
        if f"{TOLERANCE}.{aim}" != _POINTS
    ]
    rows += [
        SettingRow(
            _spec(
                f"{MODEL_INPUT}.{name}",
                Kind.NUMBER,
                "Input of the cost model, for the whole case",
                least=None,
            ),
            value,
        )
        for name, value in settings.model_inputs.items()
    ]
    return rows


def _value(settings: CaseSettings, key: str) -> Value | date:
    if key == _POINTS:
        return settings.allocation.tolerance.get(AimName.POINTS)
    found: object = settings
    for part in key.split("."):
        found = getattr(found, part)
    if isinstance(found, tuple):
        return tuple(str(one) for one in found)
    if isinstance(found, str):
        return str(found)
    if isinstance(found, int) and not isinstance(found, bool):
        return float(found)
    return found  # type: ignore[return-value]  # a leaf: bool, float, date or None

"""Sheets of a case that stand for its TOML: lots, questions, forecasts, expect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from allocation.rules import PriceFormula
from costing.columns import ColumnSpec, Kind, TableSpec

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocation.rules import Lot
    from scenarios.case import Case

PARTS: Final = ("quality", "price", "choice", "fit")
_CASES: Final = "the case's"

LOTS: Final = TableSpec(
    "lots",
    "One lot, in the order in which people are taken to belong to them",
    (
        ColumnSpec("lot", Kind.ID, "its id", needed=True),
        ColumnSpec("title", Kind.TEXT, "its name, for people"),
        ColumnSpec(
            "requires_cqc",
            Kind.YES_NO,
            "the contract asks for CQC registration; personal care needs it by law",
        ),
        ColumnSpec(
            "accepts_night_support",
            Kind.YES_NO,
            "no: a referral with night support is refused in this lot",
            default=True,
        ),
        ColumnSpec(
            "includes",
            Kind.LIST,
            "lots that a provider approved for this one may also serve",
        ),
        *(
            ColumnSpec(
                f"{part}_weight",
                Kind.NUMBER,
                f"weight of {part} here; give all four, which add to 100, or none",
                default_says=_CASES,
                most=100.0,
            )
            for part in PARTS
        ),
        ColumnSpec(
            "price_formula",
            Kind.CHOICE,
            "how a price becomes points in this lot",
            default_says=_CASES,
            choices=tuple(PriceFormula),
        ),
        ColumnSpec(
            "floor_gbp_per_week",
            Kind.MONEY,
            "for absolute_linear: at or below this a price has full points",
            default_says=_CASES,
        ),
        ColumnSpec(
            "ceiling_gbp_per_week",
            Kind.MONEY,
            "for absolute_linear: at or above this a price has none",
            default_says=_CASES,
        ),
        ColumnSpec(
            "log_base",
            Kind.NUMBER,
            "for logarithmic: its base, above 1",
            default_says=_CASES,
            least=1.0,
        ),
        ColumnSpec(
            "minimum_quality", Kind.MARK, "least quality", default_says="no gate"
        ),
        ColumnSpec(
            "share_cap",
            Kind.SHARE,
            "most of the lot's hours that one provider may hold, commitments and new",
            default_says="none",
        ),
        ColumnSpec(
            "budget_gbp_per_week",
            Kind.MONEY,
            "most that placements in this lot may cost",
            default_says="none",
        ),
    ),
    key=("lot",),
)

QUESTIONS: Final = TableSpec(
    "questions",
    "One question of quality; the weights of a lot's questions add to 100",
    (
        ColumnSpec(
            "lot",
            Kind.ID,
            "lot that asks it",
            default_says="every lot without questions of its own",
        ),
        ColumnSpec("question", Kind.ID, "its id, as in question_scores", needed=True),
        ColumnSpec(
            "weight", Kind.NUMBER, "its weight, out of 100", needed=True, most=100.0
        ),
        ColumnSpec(
            "minimum", Kind.NUMBER, "least score that passes", default_says="none"
        ),
        ColumnSpec("out_of", Kind.NUMBER, "highest score", default=5.0),
    ),
    key=("lot", "question"),
)

FORECASTS: Final = TableSpec(
    "forecasts",
    "One value of law that is not law yet, the council's own; flagged in every output",
    (
        ColumnSpec(
            "name", Kind.ID, "the parameter: fairlot law lists them", needed=True
        ),
        ColumnSpec("from", Kind.DATE, "first day it is taken to hold", needed=True),
        ColumnSpec(
            "value", Kind.NUMBER, "its value, in its own unit", needed=True, least=None
        ),
    ),
    key=("name", "from"),
)

EXPECT: Final = TableSpec(
    "expect",
    "One thing that this case is known to answer; fairlot check --run tells a "
    "difference",
    (
        ColumnSpec(
            "measure",
            Kind.ID,
            "placed, unplaced, cost, points or another aim",
            needed=True,
        ),
        ColumnSpec("value", Kind.NUMBER, "what it should be", needed=True, least=None),
    ),
    key=("measure",),
)

FORMS: Final = (LOTS, QUESTIONS, FORECASTS, EXPECT)
"""The sheets, in their order."""

Columns = dict[str, list[str]]


def form_cells(case: Case) -> Mapping[str, Columns]:
    """Write the lots, questions, forecasts and expectations of a case as cells.

    Parameters
    ----------
    case : Case

    Returns
    -------
    mapping of sheet to dict of column to list of str
    """
    lots = [_lot(one) for one in case.lots]
    questions = [
        (one.lot, asked.question, asked.weight, asked.minimum, asked.out_of)
        for one in case.lots
        for asked in one.question
    ]
    forecasts = [
        (one.name, one.start.isoformat(), one.value)
        for one in case.settings.law.forecast
    ]
    expected = [(one.measure, one.value) for one in case.settings.expect]
    rows: Sequence[Sequence[tuple[object, ...]]] = (
        lots,
        questions,
        forecasts,
        expected,
    )
    return {
        spec.name: {
            name: [_written(row[place]) for row in of]
            for place, name in enumerate(spec.names)
        }
        for spec, of in zip(FORMS, rows, strict=True)
    }


def _lot(lot: Lot) -> tuple[object, ...]:
    by_name = {f"{part}_weight": getattr(lot.weights, part, None) for part in PARTS}
    return tuple(
        by_name[name] if name in by_name else getattr(lot, name) for name in LOTS.names
    )


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ";".join(map(str, value))
    return repr(value) if isinstance(value, float) else str(value)

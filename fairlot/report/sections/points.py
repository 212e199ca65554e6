"""Points: what the points of each chosen offer are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from allocation.scoring import weights_of
from fairlot.report.canvas import BLUE, DARK, WHITE, Mark
from fairlot.report.figures import TIMES, decimal, plain
from fairlot.report.parts import Cell, Column, Plot, Table
from fairlot.report.plots import Bar, stacked_bars
from fairlot.report.rows import rows_of

if TYPE_CHECKING:
    from scenarios.outcome import Outcome

_MOST: Final = 30
"""Bars that the plot shows at most; the table under it has all."""

_MARKS: Final = (
    Mark("quality", "#12436d", WHITE, WHITE),
    Mark("price", BLUE, WHITE, WHITE),
    Mark("choice", "#5694ca", WHITE),
    Mark("fit", DARK, WHITE, WHITE),
)
_COLUMNS: Final = ("quality", "price_points", "choice", "fit")


@dataclass(frozen=True, slots=True)
class Points:
    """Points of the chosen offers, part by part."""

    plot: Plot | None
    table: Table | None


@dataclass(frozen=True, slots=True)
class _Chosen:
    """One chosen offer: its marks out of 100, their weights, and the points."""

    referral: str
    marks: tuple[float, ...]
    weights: tuple[float, ...]
    points: float

    @property
    def parts(self) -> tuple[float, ...]:
        """Give the points that each mark brings."""
        pairs = zip(self.marks, self.weights, strict=True)
        return tuple(mark * weight / 100 for mark, weight in pairs)


def points(outcome: Outcome) -> Points:
    """Say what the points of an outcome's plan are made of."""
    chosen = _chosen(outcome)
    if not chosen:
        return Points(None, None)
    return Points(_plot(chosen), _table(chosen))


def _chosen(outcome: Outcome) -> list[_Chosen]:
    people = outcome.market.referrals["referral"]
    weights = dict(zip(people, weights_of(outcome.market).tolist(), strict=True))
    pairs = outcome.allocation.pairs
    taken = pairs[pairs["state"] == "chosen"].sort_values("referral")
    chosen = []
    for row in rows_of(taken):
        marks = tuple(float(getattr(row, column)) for column in _COLUMNS)
        chosen.append(
            _Chosen(
                row.referral, marks, tuple(weights[row.referral]), float(row.points)
            )
        )
    return chosen


def _plot(chosen: list[_Chosen]) -> Plot:
    order = sorted(chosen, key=lambda one: (-one.points, one.referral))
    says = "Points of each chosen offer, most points first."
    if len(order) > _MOST:
        order = order[-_MOST:]
        says = (
            f"Points of the {_MOST} chosen offers that have least of them; the table "
            "has everybody."
        )
    bars = [
        Bar(
            one.referral,
            one.parts,
            tuple(decimal(part, 1) for part in one.parts),
            decimal(one.points),
            strong=True,
        )
        for one in order
    ]
    title = "What the points of the chosen offers are made of"
    values = "; ".join(
        f"{bar.label}: quality {bar.texts[0]}, price {bar.texts[1]}, choice "
        f"{bar.texts[2]}, fit {bar.texts[3]}, together {bar.end}"
        for bar in bars
    )
    return Plot(
        "points-plot",
        title,
        says,
        "points",
        stacked_bars("points-plot", title, values, bars, marks=_MARKS, tick=plain),
    )


def _table(chosen: list[_Chosen]) -> Table:
    rows: tuple[tuple[str | Cell, ...], ...] = tuple(
        (
            one.referral,
            *map(_part, one.parts, one.marks, one.weights),
            Cell(decimal(one.points), strong=True),
        )
        for one in chosen
    )
    return Table(
        "points",
        "Points of each chosen offer",
        (
            Column("Referral"),
            Column("Quality", "number"),
            Column("Price", "number"),
            Column("Choice", "number"),
            Column("Fit", "number"),
            Column("Points", "number"),
        ),
        rows,
        note="Under each part: the offer's mark out of 100 and its weight. The sum is "
        "rounded once, so its parts may differ from it by a hundredth.",
    )


def _part(part: float, mark: float, weight: float) -> Cell:
    return Cell(decimal(part), under=f"{plain(mark)} {TIMES} {plain(weight)}%")

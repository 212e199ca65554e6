"""Prices: what was offered and chosen, cost by lot, unit prices, shared background."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from allocation.allocate import NO_PLAN
from fairlot.report.figures import (
    NOTHING,
    count,
    gbp,
    gbp_more_or_less,
    plain,
    several,
)
from fairlot.report.names import (
    lot_titles,
    lots_of,
    or_nothing,
    provider_cell,
    provider_names,
)
from fairlot.report.parts import Column, Plot, Table
from fairlot.report.plots import Range, ranges
from fairlot.report.rows import rows_of
from fairlot.report.words import UNITS, first_upper, named

if TYPE_CHECKING:
    from costing.care.pricing import UnitPrices
    from costing.model import Model
    from scenarios.outcome import Outcome

_MOST: Final = 30
"""Rows that a plot shows at most; the table under it has all."""


@dataclass(frozen=True, slots=True)
class Prices:
    """What the plan costs, and what it was chosen from."""

    cost: Table | None
    plot: Plot | None
    offers: Table
    units: Table | None
    schemes: Table | None


@dataclass(frozen=True, slots=True)
class _Person:
    """Evaluated prices, in pence, of one person's eligible offers, least first."""

    referral: str
    prices: tuple[int, ...]
    chosen: int | None
    provider: str

    @property
    def above(self) -> int:
        """Pence that the chosen offer is above the cheapest."""
        return 0 if self.chosen is None else self.chosen - self.prices[0]


def prices(outcome: Outcome) -> Prices:
    """Say what the plan of an outcome costs."""
    people = _people(outcome)
    return Prices(
        cost=None if outcome.allocation.audit == NO_PLAN else _cost(outcome),
        plot=_plot(people) if any(one.prices for one in people) else None,
        offers=_offers(outcome, people),
        units=_units(outcome),
        schemes=None if outcome.schemes.empty else _schemes(outcome),
    )


def _people(outcome: Outcome) -> list[_Person]:
    pairs = outcome.allocation.pairs
    able = pairs[pairs["state"] != "refused"]
    by_person = able.groupby("referral")["evaluated_pence"].apply(sorted).to_dict()
    chosen = pairs[pairs["state"] == "chosen"].set_index("referral")
    people = []
    for referral in sorted(outcome.market.referrals["referral"]):
        taken = referral in chosen.index
        people.append(
            _Person(
                referral,
                tuple(by_person.get(referral, ())),
                int(chosen.loc[referral, "evaluated_pence"]) if taken else None,
                str(chosen.loc[referral, "provider"]) if taken else "",
            )
        )
    return people


def _cost(outcome: Outcome) -> Table:
    placed = outcome.allocation.placements
    lots = placed["referral"].map(lots_of(outcome.market))
    rows = []
    for lot, title in lot_titles(outcome.market).items():
        mine = placed[lots == lot]
        rows.append((title, count(len(mine)), gbp(int(mine["price_pence"].sum()))))
    opened = outcome.allocation.cost_pence - int(placed["price_pence"].sum())
    rows.append(("Background support of homes that the plan opens", "", gbp(opened)))
    return Table(
        "cost",
        "What the plan costs a week",
        (
            Column("Lot", "words"),
            Column("People", "number"),
            Column("Cost a week", "number"),
        ),
        tuple(rows),
        total=("All", count(len(placed)), gbp(outcome.allocation.cost_pence)),
        note="Each line is rounded to the penny and the total is their sum.",
    )


def _plot(people: list[_Person]) -> Plot:
    shown = [one for one in people if one.prices]
    shown.sort(key=lambda one: (-(one.chosen or one.prices[-1]), one.referral))
    says = (
        "Each person's eligible offers a week, the dearest choice on top. The figure "
        "on the right is the chosen offer."
    )
    if len(shown) > _MOST:
        widest = sorted(shown, key=lambda one: (-one.above, one.referral))[:_MOST]
        shown = [one for one in shown if one in widest]
        says += (
            f" The {_MOST} people whose choice is furthest above their cheapest offer "
            "are shown; the table has everybody."
        )
    rows = [
        Range(
            one.referral,
            tuple(pence / 100 for pence in one.prices),
            None if one.chosen is None else one.chosen / 100,
            "not placed" if one.chosen is None else gbp(one.chosen),
        )
        for one in shown
    ]
    values = "; ".join(
        f"{one.referral}: lowest {gbp(one.prices[0])}, highest {gbp(one.prices[-1])}, "
        + ("not placed" if one.chosen is None else f"chosen {gbp(one.chosen)}")
        for one in shown
    )
    title = "Offers and choices, pounds a week"
    return Plot(
        "prices-plot",
        title,
        says,
        "offers",
        ranges("prices-plot", title, values, rows, lambda value: f"£{value:,.0f}"),
    )


def _offers(outcome: Outcome, people: list[_Person]) -> Table:
    names = provider_names(outcome.market)
    rows = tuple(
        (
            one.referral,
            provider_cell(names, one.provider) if one.provider else "not placed",
            count(len(one.prices)),
            *_spread(list(one.prices)),
            NOTHING if one.chosen is None else gbp(one.chosen),
            NOTHING if one.chosen is None else gbp_more_or_less(one.above),
        )
        for one in people
    )
    return Table(
        "offers",
        "Eligible offers and the chosen one, pounds a week",
        (
            Column("Referral"),
            Column("Provider chosen"),
            Column("Offers", "number"),
            Column("Lowest", "number"),
            Column("Middle", "number"),
            Column("Highest", "number"),
            Column("Chosen", "number"),
            Column("Against lowest", "number"),
        ),
        rows,
        note="Prices as they are compared: where a home's background support is paid "
        "apart, with one place's part of it. The middle of an even number of offers is "
        "the lower of the two.",
    )


def _units(outcome: Outcome) -> Table | None:
    if outcome.prices is None:
        return None
    units = outcome.prices.unit_prices
    n_own = len(units.variants) - 1
    rows = tuple(
        (
            first_upper(named(name)),
            bands,
            UNITS.get(component.unit, component.unit),
            gbp(one[0]),
            *(_spread(sorted(one[1:])) if n_own else ()),
        )
        for name, component in units.components.items()
        for bands, one in _by_band(units, name, outcome.prices.model)
    )
    note = "No provider has inputs of its own."
    own = ("Lowest", "Middle", "Highest") if n_own else ()
    if n_own:
        has = several(n_own, "provider has", "providers have")
        note = f"{has} inputs of their own; lowest, middle and highest are of those."
    return Table(
        "units",
        "Unit prices of the cost model, by component and time band",
        (
            Column("Component"),
            Column("Band", "words"),
            Column("Unit"),
            Column("Case's inputs", "number"),
            *(Column(heading, "number") for heading in own),
        ),
        rows,
        note=note,
    )


def _by_band(
    units: UnitPrices, component: str, model: Model
) -> list[tuple[str, list[int]]]:
    """Give the pence of every variant by band, bands of the same prices together."""
    found: dict[tuple[int, ...], list[str]] = {}
    for place, band in enumerate(units.bands):
        pence = tuple(units.pence[component][:, place].tolist())
        label = model.bands[band].label if band in model.bands else ""
        found.setdefault(pence, []).append(label or named(band))
    if len(found) == 1:
        return [("Any", list(pence)) for pence in found]
    return [("; ".join(bands), list(pence)) for pence, bands in found.items()]


def _spread(own: list[int]) -> tuple[str, str, str]:
    """Give the lowest, the middle (the lower of two) and the highest of a list."""
    if not own:
        return NOTHING, NOTHING, NOTHING
    return gbp(own[0]), gbp(own[(len(own) - 1) // 2]), gbp(own[-1])


def _schemes(outcome: Outcome) -> Table:
    names = provider_names(outcome.market)
    parts = (
        "background_pence",
        "carried_before_pence",
        "carried_new_pence",
        "in_prices_pence",
        "void_pence",
    )
    rows = tuple(
        (
            row.scheme,
            provider_cell(names, row.provider) if row.provider else NOTHING,
            or_nothing("" if row.places != row.places else plain(row.places)),
            plain(row.occupied_before),
            plain(row.newly_placed),
            "yes" if row.already_running else "opened",
            *(gbp(int(getattr(row, part))) for part in parts),
        )
        for row in rows_of(outcome.schemes)
    )
    return Table(
        "schemes",
        "Background support of the homes that people move into, a week",
        (
            Column("Scheme"),
            Column("Provider"),
            Column("Places", "number"),
            Column("Before", "number"),
            Column("New", "number"),
            Column("Running"),
            Column("Background", "number"),
            Column("Who lives there", "number"),
            Column("New people", "number"),
            Column("In prices", "number"),
            Column("Voids", "number"),
        ),
        rows,
        total=(
            "All",
            "",
            "",
            plain(outcome.schemes["occupied_before"].sum()),
            plain(outcome.schemes["newly_placed"].sum()),
            "",
            *(gbp(int(outcome.schemes[part].sum())) for part in parts),
        ),
        note="Shared by commissioned places, so that nobody's share holds a "
        "void. The four parts add to the background cost, to the penny.",
    )

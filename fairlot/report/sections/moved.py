"""Who moved: people whose placement in a scenario is not that of the baseline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fairlot.report.figures import NOTHING, count, gbp, gbp_more_or_less, several
from fairlot.report.names import lots_of, place_label, provider_names
from fairlot.report.parts import Column, Table
from fairlot.report.rows import rows_of

if TYPE_CHECKING:
    from scenarios.outcome import Outcome

    Place = tuple[str, str, int]

MOST: Final = 100
"""People whom a table of the report names at most."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One person and their place before and after; None where they have none.

    A place is provider, scheme and price in pence. ``is_asked`` is whether they wait
    for a placement at all.
    """

    referral: str
    before: Place | None
    after: Place | None
    was_asked: bool
    is_asked: bool


def moved(baseline: Outcome, outcome: Outcome) -> tuple[Moved, ...]:
    """Give everybody whose provider or scheme is another in the second plan."""
    was, now = _places(baseline), _places(outcome)
    asked_before, asked_now = lots_of(baseline.market), lots_of(outcome.market)
    people = sorted({*was, *now})
    return tuple(
        Moved(
            person,
            was.get(person),
            now.get(person),
            person in asked_before,
            person in asked_now,
        )
        for person in people
        if _where(was.get(person)) != _where(now.get(person))
    )


def moved_table(name: str, baseline: Outcome, outcome: Outcome) -> Table | None:
    """Lay out who moved; nothing where nobody did.

    Parameters
    ----------
    name : str
        Of the table, unique in the report.
    baseline, outcome : Outcome
        Both with a plan.
    """
    people = moved(baseline, outcome)
    if not people:
        return None
    names = {**provider_names(baseline.market), **provider_names(outcome.market)}
    lots = {**lots_of(baseline.market), **lots_of(outcome.market)}
    rows = tuple(
        (
            one.referral,
            lots[one.referral],
            _told(names, one.before, is_asked=one.was_asked),
            _told(names, one.after, is_asked=one.is_asked),
            gbp(one.before[2]) if one.before else NOTHING,
            gbp(one.after[2]) if one.after else NOTHING,
            gbp_more_or_less(one.after[2] - one.before[2])
            if one.before and one.after
            else NOTHING,
        )
        for one in people[:MOST]
    )
    note = "Prices are those of the person's own offer, a week."
    if len(people) > MOST:
        note += f" The first {MOST} of {count(len(people))}; placements.csv has all."
    return Table(
        name,
        f"Who is placed elsewhere: {several(len(people), 'person', 'people')}",
        (
            Column("Referral"),
            Column("Lot"),
            Column("In the case as it is", "words"),
            Column("In the scenario", "words"),
            Column("Price before", "number"),
            Column("Price after", "number"),
            Column("Difference", "number"),
        ),
        rows,
        note=note,
    )


def _places(outcome: Outcome) -> dict[str, Place]:
    return {
        row.referral: (row.provider, row.scheme, int(row.price_pence))
        for row in rows_of(outcome.allocation.placements)
    }


def _where(place: Place | None) -> tuple[str, str] | None:
    return None if place is None else place[:2]


def _told(names: dict[str, str], place: Place | None, *, is_asked: bool) -> str:
    if place is None:
        return "not placed" if is_asked else "does not wait for a placement"
    return place_label(names, place[0], place[1])

"""The caseload: who is supported today, at what cost, with whom; before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fairlot.report.figures import (
    NOTHING,
    count,
    decimal,
    gbp,
    gbp_more_or_less,
    several,
)
from fairlot.report.names import lot_titles, provider_cell, provider_names
from fairlot.report.parts import Cell, Column, Fact, Table
from fairlot.report.rows import rows_of
from scenarios.caseload import a_year, caseload, with_plan
from scenarios.commitments.concentration import concentration_of

if TYPE_CHECKING:
    from scenarios.caseload import Caseload, WithPlan
    from scenarios.commitments.concentration import Concentration
    from scenarios.outcome import Outcome

MOST: Final = 15
"""Providers that the table names; the others stand together."""

_UNDER_HOURS: Final = "hours of the lines that are counted in hours"


@dataclass(frozen=True, slots=True)
class Load:
    """The caseload, and with the plan."""

    says: str
    facts: tuple[Fact, ...]
    lots: Table
    providers: Table
    concentration: Table


def load(outcome: Outcome) -> Load | None:
    """Tell the caseload of a case; nothing where it states no commitments."""
    if outcome.case.tables["commitments"].empty:
        return None
    before = caseload(outcome.case)
    after = with_plan(before, outcome) if outcome.has_plan else None
    return Load(
        says=_says(before),
        facts=_facts(before, after),
        lots=_lots(outcome, before),
        providers=_providers(outcome, before, after),
        concentration=_concentration(before, after),
    )


def _says(before: Caseload) -> str:
    return (
        f"{several(before.people, 'person is', 'people are')} supported today, at "
        f"{gbp(before.gross_pence)} a week, which is "
        f"{gbp(before.gross_pence_per_year)} in a year, whoever pays."
    )


def _facts(before: Caseload, after: WithPlan | None) -> tuple[Fact, ...]:
    today = Fact(
        "Today",
        f"{gbp(before.gross_pence)} a week",
        f"{several(before.people, 'person', 'people')}, "
        f"{decimal(before.hours_per_week)} {_UNDER_HOURS}",
    )
    if after is None:
        return (today,)
    year = a_year(after.gross_pence, before.weeks_per_year)
    waiting = several(len(after.waiting), "person", "people")
    return (
        today,
        Fact("Kept as it is", f"{gbp(after.kept_pence)} a week"),
        Fact("Placed by this plan", f"{gbp(after.placed_pence)} a week"),
        Fact(
            "Given out anew, without a placement",
            f"{gbp(after.waiting_pence)} a week",
            f"{waiting}, at what they cost today: the duty to support them goes on",
        ),
        Fact(
            "With the plan",
            f"{gbp(after.gross_pence)} a week",
            f"{gbp_more_or_less(after.gross_pence - before.gross_pence)} than today; "
            f"{gbp(year)} a year; {several(after.people, 'person', 'people')}",
        ),
    )


def _lots(outcome: Outcome, before: Caseload) -> Table:
    titles = lot_titles(outcome.market)
    whole = before.gross_pence
    rows = tuple(
        (
            titles.get(row.lot, f"Lot {row.lot}" if row.lot else "No lot stated"),
            count(row.people),
            count(row.lines),
            decimal(row.hours_per_week),
            gbp(row.gross_pence),
            gbp(a_year(row.gross_pence, before.weeks_per_year)),
            _share(row.gross_pence, whole),
        )
        for row in rows_of(before.by("lot"))
    )
    return Table(
        "caseload-lots",
        "The caseload by lot",
        (
            Column("Lot"),
            Column("People", "number"),
            Column("Lines", "number"),
            Column("Hours a week", "number"),
            Column("Cost a week", "number"),
            Column("Cost a year", "number"),
            Column("Share of cost", "number"),
        ),
        rows,
        total=(
            "All",
            count(before.people),
            count(len(before.lines)),
            decimal(before.hours_per_week),
            gbp(whole),
            gbp(before.gross_pence_per_year),
            _share(whole, whole),
        ),
        note="A person with lines in two lots counts in both, and once in all. A year "
        "is the week times the weeks of a year, each rounded to the penny by itself.",
    )


def _providers(outcome: Outcome, before: Caseload, after: WithPlan | None) -> Table:
    held = before.by("provider").set_index("provider")[["people", "gross_pence"]]
    names = provider_names(outcome.market)
    then = {}
    if after is not None:
        pairs = after.providers
        then = dict(zip(pairs["provider"], pairs["pence_after"].tolist(), strict=True))
    who = sorted({*held.index, *then})
    now = {str(one): int(held["gross_pence"].get(one, 0)) for one in who}
    people = {str(one): int(held["people"].get(one, 0)) for one in who}
    order = sorted(who, key=lambda one: (-max(now[one], then.get(one, 0)), one))
    sums = sum(now.values()), sum(then.values())
    rows: list[tuple[str | Cell, ...]] = [
        (
            provider_cell(names, one),
            count(people[one]),
            *_money((now[one], then.get(one, 0)), sums, has_plan=after is not None),
        )
        for one in order[:MOST]
    ]
    rest = order[MOST:]
    if rest:
        both = sum(now[one] for one in rest), sum(then.get(one, 0) for one in rest)
        label = several(len(rest), "other provider")
        rows.append((label, NOTHING, *_money(both, sums, has_plan=after is not None)))
    return Table(
        "caseload-providers",
        "The caseload by provider, the largest first",
        (
            Column("Provider"),
            Column("People today", "number"),
            Column("Cost a week", "number"),
            Column("Share", "number"),
            Column("With the plan", "number"),
            Column("Share with it", "number"),
        ),
        tuple(rows),
        total=(
            "All",
            count(before.people),
            *_money(sums, sums, has_plan=after is not None),
        ),
        note="Who waits for a placement is with nobody after the plan.",
    )


def _money(
    both: tuple[int, int], sums: tuple[int, int], *, has_plan: bool
) -> tuple[str, str, str, str]:
    now = gbp(both[0]), _share(both[0], sums[0])
    if not has_plan:
        return (*now, NOTHING, NOTHING)
    return (*now, gbp(both[1]), _share(both[1], sums[1]))


def _share(part: int, whole: int) -> str:
    return f"{decimal(100 * part / whole, 1)}%" if whole else NOTHING


def _concentration(before: Caseload, after: WithPlan | None) -> Table:
    held = before.by("provider")
    minutes = before.lines.groupby("provider", sort=True)["minutes"].sum()
    today: dict[str, Concentration | None] = {
        "hours": concentration_of(minutes.index.astype(str), minutes.to_numpy()),
        "cost": concentration_of(held["provider"], held["gross_pence"].to_numpy()),
    }
    then: dict[str, Concentration | None] = {"hours": None, "cost": None}
    if after is not None:
        frame = after.providers
        then = {
            "hours": concentration_of(frame["provider"], frame["minutes_after"]),
            "cost": concentration_of(frame["provider"], frame["pence_after"]),
        }
    rows: list[tuple[str | Cell, ...]] = []
    for of, words in (("hours", "hours"), ("cost", "cost")):
        one, other = today[of], then[of]
        rows.append(
            (
                f"Index of {words}",
                NOTHING if one is None else count(one.hhi),
                NOTHING if other is None else count(other.hhi),
            )
        )
        rows.append(
            (
                f"Share of {words} of the largest three",
                NOTHING if one is None else _percent(one.largest_three_share),
                NOTHING if other is None else _percent(other.largest_three_share),
            )
        )
    return Table(
        "caseload-concentration",
        "How concentrated the market is",
        (
            Column("Measure", "words"),
            Column("Today", "number"),
            Column("With the plan", "number"),
        ),
        tuple(rows),
        note="The index is the sum of squared shares of providers: 10,000 where one "
        "has all, 1,000 where ten have the same.",
    )


def _percent(share: float) -> str:
    return f"{decimal(100 * share, 1)}%"

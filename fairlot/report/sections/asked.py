"""What was asked: people by lot, weights, aims, rules, limits, the cost model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocation.allocate import NO_PLAN
from fairlot.report.figures import (
    count,
    decimal,
    listed,
    percent,
    plain,
    pounds,
    several,
)
from fairlot.report.names import lot_titles, or_nothing
from fairlot.report.parts import Cell, Column, Fact, Table
from fairlot.report.rows import rows_of
from fairlot.report.words import FORMULAS, RULES, aim, first_upper, named

if TYPE_CHECKING:
    import pandas as pd

    from allocation.rules import AimName, Aims, Scoring
    from scenarios.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Asked:
    """What the allocation was given."""

    demand: Table
    aims: tuple[str, ...]
    ties: tuple[str, ...]
    weights: Table
    rules: Table
    facts: tuple[Fact, ...]
    people: Table


def asked(outcome: Outcome) -> Asked:
    """Say what was asked in an outcome."""
    aims = outcome.market.aims
    return Asked(
        demand=_demand(outcome),
        aims=tuple(_aim(aims, name) for name in aims.aims),
        ties=tuple(first_upper(aim(name)) for name in aims.tie_break),
        weights=_weights(outcome),
        rules=_rules(outcome.allocation.pairs),
        facts=_facts(outcome),
        people=_people(outcome),
    )


def _aim(aims: Aims, name: AimName) -> str:
    text = first_upper(aim(name))
    if name == "placed":
        text += ", priority class by priority class, 1 first"
    elif name == "balance":
        text += f", {pounds(aims.pounds_per_point)} to the point"
    given_up = aims.tolerance.get(name, 0.0)
    if given_up:
        text += f"; later aims may give up {percent(given_up)} of it"
    return text


def _demand(outcome: Outcome) -> Table:
    referrals = outcome.market.referrals
    classes = sorted(referrals["priority"].unique())
    rows = []
    for lot, title in lot_titles(outcome.market).items():
        mine = referrals[referrals["lot"] == lot]
        rows.append((title, *_demand_figures(mine, classes)))
    return Table(
        "demand",
        "People who wait for a placement, by lot and priority",
        (
            Column("Lot"),
            *(Column(f"Priority {plain(one)}", "number") for one in classes),
            Column("People", "number"),
            Column("Hours a week", "number"),
        ),
        tuple(rows),
        total=("All", *_demand_figures(referrals, classes)),
    )


def _demand_figures(mine: pd.DataFrame, classes: list[float]) -> tuple[str, ...]:
    return (
        *(count((mine["priority"] == one).sum()) for one in classes),
        count(len(mine)),
        decimal(mine["hours_per_week"].sum()),
    )


def _weights(outcome: Outcome) -> Table:
    market = outcome.market
    own = market.referrals[
        ["quality_weight", "price_weight", "choice_weight", "fit_weight"]
    ]
    n_own = int(own.notna().any(axis=1).sum())
    note = "Points of an offer are the weighted mean of its four marks, out of 100."
    if n_own:
        has = several(n_own, "person has", "people have")
        note += f" {has} weights of their own instead."
    rows = [
        (titled, *_scoring(market.scoring.within(lot)), _mark(lot.minimum_quality))
        for lot, titled in zip(market.lots, lot_titles(market).values(), strict=True)
    ]
    return Table(
        "weights",
        "How offers earn points",
        (
            Column("Lot"),
            Column("Quality", "number"),
            Column("Price", "number"),
            Column("Choice", "number"),
            Column("Fit", "number"),
            Column("Price formula", "words"),
            Column("Least quality", "number"),
        ),
        tuple(rows),
        note=note,
    )


def _scoring(scoring: Scoring) -> tuple[str | Cell, ...]:
    weights = scoring.weights
    formula = str(scoring.price_formula)
    bounds = [
        f"{word} {pounds(bound)} a week"
        for word, bound in (
            ("floor", scoring.floor_gbp_per_week),
            ("ceiling", scoring.ceiling_gbp_per_week),
        )
        if bound is not None
    ]
    return (
        plain(weights.quality),
        plain(weights.price),
        plain(weights.choice),
        plain(weights.fit),
        Cell(
            first_upper(FORMULAS.get(formula, named(formula))),
            under=", ".join([formula, *bounds]),
        ),
    )


def _mark(mark: float | None) -> str:
    return or_nothing("" if mark is None else plain(mark))


def _rules(pairs: pd.DataFrame) -> Table:
    first = pairs["refused_by"].value_counts()
    rows = tuple((text, count(first.get(rule, 0))) for rule, text in RULES.items())
    refused = int((pairs["state"] == "refused").sum())
    offers = several(len(pairs), "offer")
    return Table(
        "rules",
        "Rules in force, in order, and the offers that each was first to refuse",
        (Column("Rule", "words"), Column("Offers refused", "number")),
        rows,
        total=("All rules", count(refused)),
        note=(
            f"{offers} in all, {count(len(pairs) - refused)} of them eligible. "
            "Capacity, share caps and budgets never refuse one: they bind the plan."
        ),
    )


def _facts(outcome: Outcome) -> tuple[Fact, ...]:
    market, settings = outcome.market, outcome.case.settings
    eligibility, aims = market.eligibility, market.aims
    too_old = eligibility.rating_too_old_years
    least = eligibility.minimum_rating
    farthest = eligibility.maximum_distance_km
    budget = aims.budget_gbp_per_week
    ratings = [
        f"At least {least}" if least else "No least rating",
        f"no older than {several(too_old, 'year')}" if too_old else "of any age",
        "providers without one may serve"
        if eligibility.unrated == "allow"
        else "providers without one may not serve",
    ]
    kinds = outcome.allocation.limits["kind"].value_counts()
    limits = [f"{count(n)} of {named(str(kind))}" for kind, n in kinds.items()]
    has_plan = outcome.allocation.audit != NO_PLAN
    stated = (Fact("Limits stated", listed(limits) or "None"),) if has_plan else ()
    return (
        Fact(
            "Cost model", _model(outcome), f"Prices and law of {outcome.day:%d/%m/%Y}"
        ),
        Fact("CQC ratings", ", ".join(ratings)),
        Fact(
            "Distance",
            f"{plain(farthest)} km at most" if farthest else "No greatest distance",
        ),
        Fact(
            "Budget",
            f"{pounds(budget)} a week" if budget else "None for the whole",
        ),
        Fact(
            "Rank",
            "Strict: a lower offer wins only for capacity or choice"
            if aims.strict_rank
            else "Open: a lower offer may win where the whole plan is better",
        ),
        *stated,
        Fact("Own inputs of the model", _inputs(settings.model_inputs)),
    )


def _model(outcome: Outcome) -> str:
    if outcome.prices is None:
        return "Not used: every offer states its price"
    return f"{outcome.prices.model.title} ({outcome.prices.model.name})"


def _inputs(inputs: dict[str, float]) -> str:
    if not inputs:
        return "None: the model's defaults hold"
    return ", ".join(f"{name} {value:g}" for name, value in inputs.items())


def _people(outcome: Outcome) -> Table:
    referrals, pairs = outcome.market.referrals, outcome.allocation.pairs
    offers = pairs.groupby("referral").size()
    eligible = pairs[pairs["state"] != "refused"].groupby("referral").size()
    rows = tuple(
        (
            row.referral,
            row.lot,
            plain(row.priority),
            or_nothing(named(row.client_group)),
            or_nothing(row.area),
            or_nothing("" if row.night_support == "none" else named(row.night_support)),
            decimal(row.hours_per_week),
            count(offers.get(row.referral, 0)),
            count(eligible.get(row.referral, 0)),
        )
        for row in rows_of(referrals.sort_values("referral"))
    )
    return Table(
        "people",
        "Each person who waits, and the offers for them",
        (
            Column("Referral"),
            Column("Lot"),
            Column("Priority", "number"),
            Column("Client group"),
            Column("Area"),
            Column("Night support"),
            Column("Hours a week", "number"),
            Column("Offers", "number"),
            Column("Eligible", "number"),
        ),
        rows,
    )

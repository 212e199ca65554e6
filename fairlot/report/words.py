"""Words for what the tables hold as codes: aims, rules, formulas, units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

AIMS: Final[Mapping[str, str]] = {
    "placed": "most people placed",
    "points": "most points",
    "cost": "least weekly cost",
    "balance": "best balance of points and pounds",
    "quality": "most quality",
    "choice": "most of what people chose",
    "moves": "fewest changes of provider",
    "fairness": "best choice for whoever has least of it",
    "concentration": "hours spread over most providers",
    "draw": "recorded draw",
}

BETTER: Final[Mapping[str, str]] = {
    "placed": "places more people",
    "points": "earns more points",
    "cost": "costs less",
    "balance": "balances points and pounds better",
    "quality": "has more quality",
    "choice": "gives people more of what they chose",
    "moves": "changes fewer providers",
    "fairness": "does better for whoever gets least of what they chose",
    "concentration": "spreads the hours over more providers",
}

RULES: Final[Mapping[str, str]] = {
    "offer_status": "The offer stands: not declined, late or withdrawn",
    "provider_status": "The provider takes new people",
    "lot_approval": "The provider is approved for the lot on the day",
    "personal_care": "Personal care needs CQC registration, by law",
    "lot_cqc": "The lot's contract asks for CQC registration",
    "night_support": "The lot accepts night support",
    "client_group": "The provider serves the person's client group",
    "area": "The provider serves the person's area",
    "distance": "The home is within the greatest distance",
    "rating": "The CQC rating meets the case's rules",
    "minimum_quality": "Quality is at or above the lot's minimum",
    "accessibility": "The home is accessible where that is needed",
    "household": "The household suits the person",
    "veto": "The person has not ruled it out",
    "only": "It is what the person will only accept",
    "must_stay": "The person stays with the provider they have",
}

FORMULAS: Final[Mapping[str, str]] = {
    "lowest_ratio": "lowest price as a percentage of the price",
    "linear_to_double": "100 at the lowest price, 0 at twice it",
    "range": "100 at the lowest price, 0 at the highest",
    "mean": "against the mean price",
    "median_band": "in bands around the middle price",
    "absolute_linear": "100 at the published floor, 0 at the ceiling",
    "fair_cost_distance": "100 inside the fair range, falling on both sides",
    "quality_to_price": "price less the value of quality",
    "price_per_quality_point": "price for each point of quality",
    "logarithmic": "falling with the logarithm of the price",
    "budget_gate": "within the indicative budget or not",
    "ranked_prices": "by the rank of the price",
}

STATUSES: Final[Mapping[str, str]] = {
    "optimal": "Proven: no plan is better on the aims, in their order",
    "feasible": "A plan that keeps every rule, not proven the best",
    "infeasible": "No plan: rules contradict each other",
    "stopped": "No plan in the time given",
    "failed": "No plan: the solver broke down",
}

UNITS: Final[Mapping[str, str]] = {"h": "hour", "1": ""}


_LETTERS: Final = frozenset({"cqc", "ni", "ssp"})
"""Words that are written in capitals."""


def aim(name: str) -> str:
    """Say an aim: ``placed:1`` is ``most people placed, priority 1``."""
    if name.startswith("tie_break:"):
        return f"among equals: {aim(name.removeprefix('tie_break:'))}"
    head, _, priority = name.partition(":")
    said = AIMS.get(head, named(head))
    return f"{said}, priority {priority}" if priority else said


def named(code: str) -> str:
    """Say a code of a table in words: ``weekday_day`` is ``weekday day``."""
    words = code.split("_")
    return " ".join(word.upper() if word in _LETTERS else word for word in words)


def first_upper(text: str) -> str:
    """Begin a text with a capital and leave the rest as it is."""
    return text[:1].upper() + text[1:]

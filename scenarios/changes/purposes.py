"""What each type of change is for: the tables, columns and rules that it may touch."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from costing.columns import Kind
from scenarios.changes.change import ChangeType
from scenarios.inputs.contract import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a type of change may touch.

    Parameters
    ----------
    says : str
        What it is for, in words.
    columns : mapping of table to tuple of str
        Columns whose cells it may change.
    rows : tuple of str
        Tables whose rows it may take out or put in.
    keys : tuple of str
        Rules, each with all that is under it: ``lots.*`` stands for every lot.
    """

    says: str
    columns: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    rows: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()

    def allows_key(self, key: str) -> bool:
        """Tell whether a rule is one that it may touch."""
        parts = key.split(".")
        return any(_is_under(parts, one.split(".")) for one in self.keys)

    def allows_columns(self, table: str) -> tuple[str, ...]:
        """Give the columns of a table whose cells it may change."""
        return self.columns.get(table, ())


def _is_under(parts: list[str], pattern: list[str]) -> bool:
    return len(parts) >= len(pattern) and all(
        wanted in ("*", part) for part, wanted in zip(parts, pattern, strict=False)
    )


def _all(*tables: str) -> dict[str, tuple[str, ...]]:
    return {table: TABLES[table].names for table in tables}


def _dates() -> dict[str, tuple[str, ...]]:
    """Give every column of every table that holds a day."""
    days = {
        table: tuple(one.name for one in spec.columns if one.kind is Kind.DATE)
        for table, spec in TABLES.items()
    }
    return {table: columns for table, columns in days.items() if columns}


_WEIGHTS: Final = ("quality_weight", "price_weight", "choice_weight", "fit_weight")
_OFFER_NOT_PRICE: Final = tuple(
    name for name in TABLES["offers"].names if name != "price_gbp_per_week"
)

PURPOSES: Final[Mapping[ChangeType, Purpose]] = MappingProxyType(
    {
        ChangeType.LAW: Purpose(
            "values of law, and what to do beyond what is known",
            keys=("law.beyond_known",),
        ),
        ChangeType.PRICE: Purpose(
            "prices, rates and the inputs of the cost model",
            {
                **_all("provider_costs", "rates", "returns", "scheme_offers"),
                "offers": ("price_gbp_per_week", "core_included"),
                "schemes": ("background_gbp_per_week",),
                "commitments": (
                    "unit_rate_gbp",
                    "weekly_gross_gbp",
                    "price_from",
                ),
            },
            rows=("provider_costs", "rates", "returns", "scheme_offers"),
            keys=("model", "model_inputs"),
        ),
        ChangeType.SUPPLY: Purpose(
            "providers, their lots, houses, rotas and what they offer",
            {
                **_all(
                    "providers",
                    "provider_lots",
                    "schemes",
                    "scheme_offers",
                    "rotas",
                    "question_scores",
                ),
                "offers": _OFFER_NOT_PRICE,
            },
            rows=(
                "providers",
                "provider_lots",
                "provider_costs",
                "schemes",
                "scheme_offers",
                "rotas",
                "offers",
                "question_scores",
                "rates",
            ),
        ),
        ChangeType.DEMAND: Purpose(
            "people: referrals, what they need and wish, and the caseload",
            _all(
                "referrals",
                "packages",
                "timetables",
                "preferences",
                "may_not_share",
                "commitments",
                "absences",
            ),
            rows=(
                "referrals",
                "packages",
                "timetables",
                "preferences",
                "may_not_share",
                "commitments",
                "absences",
                "offers",
                "question_scores",
                "decisions",
            ),
        ),
        ChangeType.RULE: Purpose(
            "rules: keys of case.toml and of lots, and rules that stand in tables",
            {
                **_all("preferences", "may_not_share", "decisions"),
                "providers": ("share_cap", "minimum_hours_per_week"),
                "referrals": (
                    "lot",
                    "priority",
                    "must_stay",
                    "stay_in_home",
                    "together",
                    "budget_gbp_per_week",
                    *_WEIGHTS,
                ),
                "commitments": ("up_for_award",),
            },
            rows=("preferences", "may_not_share", "decisions"),
            keys=(
                "allocation",
                "scoring",
                "eligibility",
                "model",
                "model_inputs",
                "calendar",
                "uplift",
                "law.beyond_known",
                "lots.*",
            ),
        ),
        ChangeType.PACKAGE: Purpose(
            "what is in a package of care, and the rotas of shared support",
            {
                **_all("packages", "rotas", "timetables"),
                "referrals": (
                    "lot",
                    "hours_per_week",
                    "night_support",
                    "personal_care",
                    "accessible",
                    "household",
                ),
                "commitments": (
                    "component",
                    "units_per_week",
                    "unit",
                    "unit_rate_gbp",
                    "weekly_gross_gbp",
                ),
                "offers": ("price_gbp_per_week", "core_included", "hours_per_week"),
                "schemes": ("background_gbp_per_week",),
            },
            rows=("packages", "rotas", "timetables", "commitments"),
        ),
        ChangeType.FUNDING: Purpose(
            "who pays: funders, contributions, budgets, who bears a void",
            {
                "packages": ("funder",),
                "commitments": (
                    "client_contribution_gbp",
                    "health_gbp",
                    "legal_basis",
                    "cost_centre",
                ),
                "referrals": ("budget_gbp_per_week",),
                "schemes": ("void_rule",),
                "absences": ("retainer",),
            },
            keys=("allocation.budget_gbp_per_week", "lots.*.budget_gbp_per_week"),
        ),
        ChangeType.CALENDAR: Purpose(
            "days: when things start, end and close, and how a year is counted",
            _dates(),
            keys=("calendar",),
        ),
    }
)
"""By type. Generous where the field itself is: an hour of support may be cut as supply
or as a package."""


def purposes_table() -> str:
    """Write which type may touch what, as a table in Markdown for the docs."""
    rows = ["| type | for | cells of | rows of | rules |", "|---|---|---|---|---|"]
    for kind, purpose in PURPOSES.items():
        cells = [
            f"{table}: {_columns_told(table, columns)}"
            for table, columns in purpose.columns.items()
        ]
        keys = [f"`{key.replace('lots.*', 'lots.<lot>')}`" for key in purpose.keys]
        told = ("; ".join(cells), ", ".join(purpose.rows), ", ".join(keys))
        rows.append(f"| `{kind}` | {purpose.says} | {' | '.join(told)} |")
    return "\n".join(rows)


def _columns_told(table: str, columns: tuple[str, ...]) -> str:
    names = TABLES[table].names
    left_out = [name for name in names if name not in columns]
    if not left_out:
        return "all"
    if len(left_out) == 1:
        return f"all but {left_out[0]}"
    return ", ".join(columns)

"""The tables of a case: every file, column, default and bound of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scenarios.inputs.contract.choices import DECISIONS, MAY_NOT_SHARE, PREFERENCES
from scenarios.inputs.contract.offers import OFFERS, QUESTION_SCORES, RATES
from scenarios.inputs.contract.people import (
    ABSENCES,
    COMMITMENTS,
    PACKAGES,
    REFERRALS,
)
from scenarios.inputs.contract.providers import PROVIDER_COSTS, PROVIDER_LOTS, PROVIDERS
from scenarios.inputs.contract.returns import RETURNS
from scenarios.inputs.contract.rotas import ROTAS, TIMETABLES
from scenarios.inputs.contract.schemes import SCHEME_OFFERS, SCHEMES

if TYPE_CHECKING:
    from costing.columns import TableSpec

TABLES: Final[dict[str, TableSpec]] = {
    spec.name: spec
    for spec in (
        PROVIDERS,
        PROVIDER_LOTS,
        PROVIDER_COSTS,
        SCHEMES,
        SCHEME_OFFERS,
        ROTAS,
        TIMETABLES,
        COMMITMENTS,
        ABSENCES,
        REFERRALS,
        PACKAGES,
        OFFERS,
        QUESTION_SCORES,
        PREFERENCES,
        MAY_NOT_SHARE,
        DECISIONS,
        RATES,
        RETURNS,
    )
}
"""Every table by name, in the order of the contract."""

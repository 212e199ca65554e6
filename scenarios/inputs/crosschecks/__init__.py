"""Rules across the tables of a case, by what they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from costing.memory import Memory
from scenarios.inputs.crosschecks.houses import absences, continuing_care, void_rules
from scenarios.inputs.crosschecks.modelled import (
    input_values,
    model_names,
    model_settings,
)
from scenarios.inputs.crosschecks.offers import (
    core_of_offers,
    offers_into_schemes,
    prices_of_offers,
)
from scenarios.inputs.crosschecks.people import (
    caseload,
    homes,
    housemates,
    referral_dates,
    referral_weights,
    together,
    wishes,
)
from scenarios.inputs.crosschecks.recommissioning import given_out_anew
from scenarios.inputs.crosschecks.references import lot_references, references
from scenarios.inputs.crosschecks.returns import stated_sums
from scenarios.inputs.crosschecks.rules import (
    accepted_columns,
    each_lot_once,
    formula_parameters,
)
from scenarios.inputs.crosschecks.scores import scores
from scenarios.inputs.crosschecks.shifts import posts, shifts
from scenarios.inputs.crosschecks.spellings import spellings
from scenarios.inputs.crosschecks.stays import must_stay
from scenarios.inputs.crosschecks.supply import (
    approvals,
    occupied,
    provider_hours,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from costing.errors import Finding
    from scenarios.inputs.crosschecks.draft import Draft

RULES: Final = (
    references,
    lot_references,
    spellings,
    provider_hours,
    approvals,
    occupied,
    void_rules,
    shifts,
    posts,
    stated_sums,
    referral_dates,
    referral_weights,
    together,
    homes,
    wishes,
    housemates,
    caseload,
    continuing_care,
    absences,
    given_out_anew,
    must_stay,
    offers_into_schemes,
    core_of_offers,
    prices_of_offers,
    scores,
    model_names,
    input_values,
    model_settings,
    formula_parameters,
    each_lot_once,
    accepted_columns,
)
"""Every rule; each takes a draft and yields findings."""


def crosscheck(draft: Draft, memory: Memory | None = None) -> list[Finding]:
    """Hold a case against every rule across its tables.

    Parameters
    ----------
    draft : Draft
    memory : Memory, optional
        Of the run: a rule that reads nothing new is not asked again.

    Returns
    -------
    list of Finding
    """
    memory = memory or Memory()
    return [finding for rule in RULES for finding in memory.of(_found, draft, rule)]


def _found(
    draft: Draft, rule: Callable[[Draft], Iterator[Finding]]
) -> tuple[Finding, ...]:
    return tuple(rule(draft))

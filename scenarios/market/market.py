"""The market of a case: everything resolved that the allocation must know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from allocation.market import Market, lots_from_needs
from costing.care.packages import BACKGROUND, weekly_pence
from costing.memory import Memory
from costing.money import pence
from costing.tables import join
from scenarios.market.offers import (
    completed,
    offers_of_all,
    quality_from_scores,
    referral_hours,
)
from scenarios.market.recommissioning import recommissioned, vacated

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from costing.document.parts import Component
    from scenarios.case import Case
    from scenarios.market.prices import Prices


def needs_model(case: Case) -> bool:
    """Tell whether a price or a background cost has to come from the cost model."""
    offers, schemes = case.tables["offers"], case.tables["schemes"]
    unpriced = offers["price_gbp_per_week"].isna() & (offers["status"] == "offered")
    by_rota = schemes["background_gbp_per_week"].isna() & schemes["scheme"].isin(
        case.tables["rotas"]["scheme"]
    )
    return "offers" not in case.present or bool(unpriced.any() or by_rota.any())


def market_of(
    case: Case, prices: Prices | None, memory: Memory | None = None
) -> Market:
    """Make the market of a case, everybody whose support is given out anew in it.

    Parameters
    ----------
    case : Case
    prices : Prices or None
        None where nothing needs the model and it cannot be used.
    memory : Memory, optional
        Of the run that this is part of.

    Returns
    -------
    Market
    """
    memory = memory or Memory()
    schemes = _schemes(memory.of(vacated, case), prices)
    case = recommissioned(case, memory)
    tables, settings = case.tables, case.settings
    components = {} if prices is None else prices.model.components
    referrals = memory.of(_referrals, case, components)
    offers = tables["offers"]
    if "offers" not in case.present:
        packages = tables["packages"]
        backgrounds = packages.loc[packages["component"] == BACKGROUND, "referral"]
        offers = offers_of_all(referrals, tables["providers"], schemes, backgrounds)
    lot_of = referrals[["referral", "lot"]]
    scores = tables["question_scores"]
    scored = memory.of(quality_from_scores, scores, lot_of, case.lots)
    modelled = None if prices is None else memory.of(weekly_pence, prices.lines)
    providers = tables["providers"]
    return Market(
        day=settings.price_date,
        lots=case.lots,
        aims=settings.allocation,
        scoring=settings.scoring,
        eligibility=settings.eligibility,
        providers=providers,
        provider_lots=tables["provider_lots"],
        schemes=schemes,
        referrals=referrals,
        offers=memory.of(
            _completed, offers, referrals, providers, schemes, modelled, scored
        ),
        preferences=tables["preferences"],
        may_not_share=tables["may_not_share"],
        commitments=tables["commitments"],
        question_scores=tables["question_scores"],
    )


def _completed(  # noqa: PLR0917 - a memory passes arguments by their place
    offers: pd.DataFrame,
    referrals: pd.DataFrame,
    providers: pd.DataFrame,
    schemes: pd.DataFrame,
    modelled: pd.DataFrame | None,
    scored: pd.DataFrame,
) -> pd.DataFrame:
    return completed(
        offers,
        referrals=referrals,
        providers=providers,
        schemes=schemes,
        modelled=modelled,
        scored=scored,
    )


def _referrals(case: Case, components: Mapping[str, Component]) -> pd.DataFrame:
    """Give referrals with their lot from the needs and their hours filled in."""
    referrals = case.tables["referrals"]
    packages = case.tables["packages"]
    hours = referral_hours(packages, components)
    full = join(
        referrals,
        hours,
        ["referral"],
        ["package_hours"],
        otherwise={"package_hours": 0.0},
    )
    derived = lots_from_needs(referrals["night_support"], case.lots)
    return full.assign(
        hours_per_week=full["hours_per_week"].combine_first(full["package_hours"]),
        lot=referrals["lot"].where(referrals["lot"] != "", derived),
    ).drop(columns="package_hours")


def _schemes(schemes: pd.DataFrame, prices: Prices | None) -> pd.DataFrame:
    """Give schemes with their background cost: as stated, else of the rota, else 0."""
    stated = schemes["background_gbp_per_week"]
    whole = pence(stated.where(stated.notna(), 0.0))
    if prices is not None:
        by_rota = [prices.rotas.get(name, 0) for name in schemes["scheme"]]
        whole = np.where(stated.isna(), np.array(by_rota, dtype=np.int64), whole)
    return schemes.assign(background_pence=whole)

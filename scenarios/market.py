"""The market of a case: everything resolved that the allocation must know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from allocation.market import Market, lots_from_needs
from costing.money import pence
from costing.packages import BACKGROUND
from costing.tables import join
from scenarios.offers import (
    completed,
    offers_of_all,
    quality_from_scores,
    referral_hours,
)
from scenarios.recommissioning import recommissioned, vacated

if TYPE_CHECKING:
    import pandas as pd

    from scenarios.case import Case
    from scenarios.prices import Prices


def needs_model(case: Case) -> bool:
    """Tell whether a price or a background cost has to come from the cost model."""
    offers, schemes = case.tables["offers"], case.tables["schemes"]
    unpriced = offers["price_gbp_per_week"].isna() & (offers["status"] == "offered")
    by_rota = schemes["background_gbp_per_week"].isna() & schemes["scheme"].isin(
        case.tables["rotas"]["scheme"]
    )
    return "offers" not in case.present or bool(unpriced.any() or by_rota.any())


def market_of(case: Case, prices: Prices | None) -> Market:
    """Make the market of a case, everybody whose support is given out anew in it.

    Parameters
    ----------
    case : Case
    prices : Prices or None
        None where nothing needs the model and it cannot be used.

    Returns
    -------
    Market
    """
    schemes = _schemes(case, prices)
    case = recommissioned(case)
    tables, settings = case.tables, case.settings
    referrals = _referrals(case, prices)
    offers = tables["offers"]
    if "offers" not in case.present:
        packages = tables["packages"]
        backgrounds = packages.loc[packages["component"] == BACKGROUND, "referral"]
        offers = offers_of_all(referrals, tables["providers"], schemes, backgrounds)
    lot_of = referrals[["referral", "lot"]]
    scored = quality_from_scores(tables["question_scores"], lot_of, case.lots)
    return Market(
        day=settings.price_date,
        lots=case.lots,
        aims=settings.allocation,
        scoring=settings.scoring,
        eligibility=settings.eligibility,
        providers=tables["providers"],
        provider_lots=tables["provider_lots"],
        schemes=schemes,
        referrals=referrals,
        offers=completed(
            offers,
            referrals=referrals,
            providers=tables["providers"],
            schemes=schemes,
            modelled=None if prices is None else prices.weekly,
            scored=scored,
        ),
        preferences=tables["preferences"],
        may_not_share=tables["may_not_share"],
        commitments=tables["commitments"],
        question_scores=tables["question_scores"],
    )


def _referrals(case: Case, prices: Prices | None) -> pd.DataFrame:
    """Give referrals with their lot from the needs and their hours filled in."""
    referrals = case.tables["referrals"]
    packages = case.tables["packages"]
    model = None if prices is None else prices.model
    hours = referral_hours(packages, {} if model is None else model.components)
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


def _schemes(case: Case, prices: Prices | None) -> pd.DataFrame:
    """Give schemes with their background cost: as stated, else of the rota, else 0."""
    schemes = vacated(case)
    stated = schemes["background_gbp_per_week"]
    whole = pence(stated.where(stated.notna(), 0.0))
    if prices is not None:
        by_rota = [prices.rotas.get(name, 0) for name in schemes["scheme"]]
        whole = np.where(stated.isna(), np.array(by_rota, dtype=np.int64), whole)
    return schemes.assign(background_pence=whole)

"""Offers made complete: their price, quality and hours, as the case contract has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from costing.money import pence, round_to, snap
from costing.schemes.shares import evaluated_pence
from costing.tables import frame_of, join
from scenarios.inputs.contract.offers import OFFERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from allocation.rules import Lot
    from costing.document.parts import Component


def referral_hours(
    packages: pd.DataFrame, components: Mapping[str, Component]
) -> pd.DataFrame:
    """Add up the staff hours a week of each package.

    ``quantity x staff / shared by`` over the lines that are counted in hours.

    Parameters
    ----------
    packages : DataFrame
    components : mapping of name to Component

    Returns
    -------
    DataFrame
        Columns referral, package_hours; one row a referral that has a package.
    """
    hourly = {name: one.staff for name, one in components.items() if one.unit == "h"}
    staff = [hourly.get(name, 0.0) for name in packages["component"]]
    hours = packages["quantity"] * np.array(staff) / packages["shared_by"]
    totals = hours.groupby(packages["referral"], sort=False).sum()
    minutes = round_to(totals.to_numpy(dtype=float) * 60)
    return pd.DataFrame(
        {"referral": totals.index.astype("str"), "package_hours": minutes / 60}
    )


def offers_of_all(
    referrals: pd.DataFrame,
    providers: pd.DataFrame,
    schemes: pd.DataFrame,
    backgrounds: Iterable[str],
) -> pd.DataFrame:
    """Take each provider to offer its modelled price to each person.

    Into each of its schemes with room, or without a scheme where it has none. Who may
    serve whom is left to eligibility.

    Parameters
    ----------
    referrals, providers, schemes : DataFrame
        Schemes carry ``background_pence``.
    backgrounds : iterable of str
        Referrals whose package holds background support: their price holds their
        share of a scheme's core.

    Returns
    -------
    DataFrame
        In the form of offers.csv, by referral, provider and scheme.
    """
    room = schemes["places"].isna() | (schemes["places"] > schemes["occupied_places"])
    owned = schemes[room & (schemes["provider"] != "")]
    houses = {
        str(provider): sorted(own)
        for provider, own in owned.groupby("provider")["scheme"]
    }
    shared = set(backgrounds)
    records = [
        {
            "referral": referral,
            "provider": provider,
            "scheme": scheme,
            "core_included": referral in shared,
        }
        for referral in sorted(referrals["referral"])
        for provider in sorted(providers["provider"])
        for scheme in houses.get(provider, [""])
    ]
    return frame_of(OFFERS, records)


def quality_from_scores(
    scores: pd.DataFrame, lot_of: pd.DataFrame, lots: Iterable[Lot]
) -> pd.DataFrame:
    """Turn scores of questions into quality out of 100.

    The mean over evaluators of each question, as a share of what it is out of, weighed.

    Parameters
    ----------
    scores : DataFrame
        As in question_scores.csv.
    lot_of : DataFrame
        Columns referral, lot.
    lots : iterable of Lot

    Returns
    -------
    DataFrame
        Columns referral, provider, scored_quality; one row a pair that has scores.
    """
    questions = pd.DataFrame(
        [
            {
                "lot": lot.lot,
                "question": one.question,
                "per_mark": one.weight / one.out_of,
            }
            for lot in lots
            for one in lot.question
        ],
        columns=["lot", "question", "per_mark"],
    )
    marks = (
        scores.groupby(["referral", "provider", "question"], sort=False)["score"]
        .mean()
        .reset_index()
        .merge(lot_of, on="referral", how="inner")
        .merge(questions, on=["lot", "question"], how="inner")
    )
    marks["scored_quality"] = marks["score"] * marks["per_mark"]
    totals = marks.groupby(["referral", "provider"], sort=False)["scored_quality"].sum()
    return totals.reset_index()


def completed(
    offers: pd.DataFrame,
    *,
    referrals: pd.DataFrame,
    providers: pd.DataFrame,
    schemes: pd.DataFrame,
    modelled: pd.DataFrame | None,
    scored: pd.DataFrame,
) -> pd.DataFrame:
    """Fill in what offers leave out, and give the price that they are compared by.

    Parameters
    ----------
    offers, referrals, providers : DataFrame
    schemes : DataFrame
        With ``background_pence``.
    modelled : DataFrame or None
        Columns referral, provider, price_pence: the model's; None where it is not used.
    scored : DataFrame
        From :func:`quality_from_scores`.

    Returns
    -------
    DataFrame
        As :class:`allocation.market.Market` wants them, plus ``modelled`` (bool: the
        price is the model's). The index is that of the offers.

    Raises
    ------
    ValueError
        If an offer has neither a price nor a package; checks tell that first.
    """
    pair = ["referral", "provider"]
    full = offers.assign(price_pence=np.int64(-1))
    if modelled is not None:
        full = join(
            offers, modelled, pair, ["price_pence"], otherwise={"price_pence": -1}
        )
    full = join(
        full, scored, pair, ["scored_quality"], otherwise={"scored_quality": None}
    )
    full = join(
        full,
        referrals.rename(columns={"hours_per_week": "asked"}),
        ["referral"],
        ["asked"],
    )
    full = join(
        full, providers.rename(columns={"quality": "usual"}), ["provider"], ["usual"]
    )
    full = join(
        full,
        schemes,
        ["scheme"],
        ["background_pence", "places"],
        otherwise={"background_pence": 0, "places": None},
    )
    own = full["price_gbp_per_week"].notna()
    price = full["price_pence"].to_numpy(dtype=np.int64).copy()
    price[own.to_numpy()] = pence(full.loc[own, "price_gbp_per_week"])
    unpriced = price < 0
    if (unpriced & (full["status"] == "offered").to_numpy()).any():
        msg = "an offer has neither a price nor a package"
        raise ValueError(msg)
    price[unpriced] = 0  # declined, late or withdrawn without a price: never chosen
    included = full["core_included"].to_numpy(dtype=bool)
    apart = (full["scheme"] != "").to_numpy() & ~included
    quality = full["quality"].combine_first(full["scored_quality"])
    quality = quality.combine_first(full["usual"])
    return full.assign(
        price_pence=price,
        evaluated_pence=evaluated_pence(
            price, full["background_pence"], full["places"], apart
        ),
        quality=snap(quality.where(quality.notna(), 0.0)),
        hours_per_week=full["hours_per_week"].combine_first(full["asked"]),
        modelled=~own.to_numpy(),
    ).drop(columns=["scored_quality", "asked", "usual", "background_pence", "places"])

"""Rules on offers: their schemes, their prices and their scores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from allocation.market import lots_from_needs
from allocation.rules import PriceFormula
from scenarios.crosschecks.draft import finding, rows_where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocation.rules import Lot
    from costing.errors import Finding
    from scenarios.crosschecks.draft import Draft

DIVIDE_BY_PRICE: Final = frozenset(
    {
        PriceFormula.LOWEST_RATIO,
        PriceFormula.LINEAR_TO_DOUBLE,
        PriceFormula.MEAN,
        PriceFormula.MEDIAN_BAND,
        PriceFormula.LOGARITHMIC,
    }
)
"""Formulas that divide by a price, so that none may be zero."""


def offers_into_schemes(draft: Draft) -> Iterator[Finding]:
    """Find offers into a scheme that another provider supports."""
    if not draft.knows("schemes"):
        return
    offers, owner = draft.frame("offers"), _by_scheme(draft, "provider")
    theirs = offers["scheme"].map(owner)
    other = theirs.notna() & (theirs != "") & (theirs != offers["provider"])
    for row in rows_where(other):
        expected = (
            f"a scheme of the provider; this one is supported by {theirs.loc[row]}"
        )
        yield finding(draft, "offers", row, "scheme", expected)


def core_of_offers(draft: Draft) -> Iterator[Finding]:
    """Find offers that do not say whether they hold the scheme's background cost."""
    if not draft.knows("schemes", "rotas"):
        return
    offers = draft.frame("offers")
    silent = draft.tables["offers"].is_blank("core_included")
    asked = (offers["status"] == "offered") & offers["scheme"].isin(_with_core(draft))
    for row in rows_where(silent & asked):
        yield finding(
            draft,
            "offers",
            row,
            "core_included",
            "yes or no, since the scheme has a background cost",
            fix="Write yes if the price holds the person's share of it",
        )


def prices_of_offers(draft: Draft) -> Iterator[Finding]:
    """Find offers without a price that no package can give one."""
    if not draft.knows("packages", "referrals"):
        return
    packaged = set(draft.frame("packages")["referral"])
    if "offers" not in draft.present:
        people = draft.frame("referrals")
        for row in rows_where(~people["referral"].isin(packaged)):
            expected = "a package, since there is no table of offers with prices"
            yield finding(draft, "referrals", row, "referral", expected)
        return
    offers = draft.frame("offers")
    unpriced = offers["price_gbp_per_week"].isna() & (offers["status"] == "offered")
    blank = draft.tables["offers"].is_blank("price_gbp_per_week")
    for row in rows_where(unpriced & blank & ~offers["referral"].isin(packaged)):
        yield finding(
            draft,
            "offers",
            row,
            "price_gbp_per_week",
            "a price, since the referral has no package to price",
            fix="Write the price, or add the package",
        )


def zero_prices(draft: Draft) -> Iterator[Finding]:
    """Find offers at nothing where the formula in use divides by the price."""
    if draft.settings is None or draft.lots is None or not draft.knows("schemes"):
        return
    scoring = draft.settings.scoring
    dividing = {
        lot.lot
        for lot in draft.lots
        if scoring.within(lot).price_formula in DIVIDE_BY_PRICE
    }
    offers, lot_of = draft.frame("offers"), _lots_of_people(draft, draft.lots)
    free = (offers["price_gbp_per_week"] == 0) & (offers["status"] == "offered")
    apart = offers["scheme"].isin(_with_core(draft)) & ~offers["core_included"]
    divided = offers["referral"].map(lot_of).isin(dividing)
    for row in rows_where(free & ~apart & divided):
        yield finding(
            draft,
            "offers",
            row,
            "price_gbp_per_week",
            "a price above 0, since the price formula divides by it",
        )


def scores(draft: Draft) -> Iterator[Finding]:
    """Find scores of questions that were not asked, or above what they are out of."""
    if draft.lots is None or not draft.knows("referrals"):
        return
    asked = {
        (lot.lot, one.question): one.out_of
        for lot in draft.lots
        for one in lot.question
    }
    frame, lot_of = draft.frame("question_scores"), _lots_of_people(draft, draft.lots)
    lots = [lot_of.get(person, "") for person in frame["referral"]]
    for row, lot, question, score in zip(
        frame.index, lots, frame["question"], frame["score"], strict=True
    ):
        if lot == "" or not question:
            continue
        if (lot, question) not in asked:
            expected = f"a question of lot {lot} in lots.toml"
            yield finding(draft, "question_scores", int(row), "question", expected)
        elif score > asked[lot, question]:
            expected = f"at most {asked[lot, question]:g}"
            yield finding(draft, "question_scores", int(row), "score", expected)
    yield from _scores_without_an_offer(draft)


def _scores_without_an_offer(draft: Draft) -> Iterator[Finding]:
    if "offers" not in draft.present or not draft.knows("offers"):
        return
    offers, frame = draft.frame("offers"), draft.frame("question_scores")
    made = set(zip(offers["referral"], offers["provider"], strict=True))
    people = set(draft.frame("referrals")["referral"])
    for row, person, provider in zip(
        frame.index, frame["referral"], frame["provider"], strict=True
    ):
        if person in people and provider and (person, provider) not in made:
            expected = "a provider with an offer for this referral"
            yield finding(draft, "question_scores", int(row), "provider", expected)


def _by_scheme(draft: Draft, column: str) -> dict[str, Any]:
    schemes = draft.frame("schemes")
    return dict(zip(schemes["scheme"], schemes[column], strict=True))


def _with_core(draft: Draft) -> set[str]:
    """Give the schemes with a background cost, stated or from a rota."""
    schemes = draft.frame("schemes")
    stated = schemes["background_gbp_per_week"]
    by_rota = stated.isna() & schemes["scheme"].isin(draft.frame("rotas")["scheme"])
    return set(schemes.loc[(stated > 0) | by_rota, "scheme"])


def _lots_of_people(draft: Draft, lots: tuple[Lot, ...]) -> dict[str, str]:
    people = draft.frame("referrals")
    derived = lots_from_needs(people["night_support"], lots)
    named = people["lot"].where(people["lot"] != "", derived)
    return dict(zip(people["referral"], named, strict=True))

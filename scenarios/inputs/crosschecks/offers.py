"""Rules on offers: their schemes and their prices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenarios.commitments.incumbents import agreements, packages_of, without_referral
from scenarios.inputs.crosschecks.draft import finding, rows_where
from scenarios.inputs.names import ONE_OFF

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from costing.errors import Finding
    from scenarios.inputs.crosschecks.draft import Draft


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
    """Find offers without a price that no package can give one.

    What is paid once is no part of a weekly price.
    """
    if not draft.knows("packages", "referrals"):
        return
    packages = draft.frame("packages")
    packaged = set(packages.loc[packages["component"] != ONE_OFF, "referral"])
    by_lines = _by_their_lines(draft)
    made = packages_of(by_lines, packages)
    packaged |= {str(one["referral"]) for one in made}
    if "offers" not in draft.present:
        people = draft.frame("referrals")
        for row in rows_where(~people["referral"].isin(packaged)):
            expected = "one with a weekly package, since no table of offers has prices"
            yield finding(draft, "referrals", row, "referral", expected)
        left = by_lines[~by_lines["person"].isin(packaged)]
        for row in left.drop_duplicates("person").index:
            expected = "a component and units_per_week in each line of a person whose "
            expected += "support is given out anew, since no table of offers has prices"
            yield finding(draft, "commitments", int(row), "person", expected)
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
            "a price, since the referral has no weekly package to price",
            fix="Write the price, or add the package",
        )


def _by_their_lines(draft: Draft) -> pd.DataFrame:
    """Give the lines of who is given out anew and has no row in referrals.csv."""
    rows = draft.frame("commitments")
    if draft.settings is None:
        return rows.iloc[:0]
    day = draft.settings.price_date
    held = agreements(rows, draft.frame("providers"), day)
    return without_referral(held, draft.frame("referrals"))


def _by_scheme(draft: Draft, column: str) -> dict[str, Any]:
    schemes = draft.frame("schemes")
    return dict(zip(schemes["scheme"], schemes[column], strict=True))


def _with_core(draft: Draft) -> set[str]:
    """Give the schemes with a background cost, stated or from a rota."""
    schemes = draft.frame("schemes")
    stated = schemes["background_gbp_per_week"]
    by_rota = stated.isna() & schemes["scheme"].isin(draft.frame("rotas")["scheme"])
    return set(schemes.loc[(stated > 0) | by_rota, "scheme"])

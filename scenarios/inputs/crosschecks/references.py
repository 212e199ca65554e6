"""Rules on names: each id that a table uses stands in the table that owns it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from costing.errors import Finding, quoted
from costing.sheets.cells import suggestion_among
from scenarios.commitments.incumbents import people_given_out
from scenarios.inputs.crosschecks.draft import finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from scenarios.inputs.crosschecks.draft import Draft

_SUGGESTED: Final = 20
"""Unknown names of one column for which a near one is looked for; a costly search."""

_OTHERWISE: Final = "Add it there, or mend the name here"

_OWNERS: Final = {
    "provider": "providers",
    "scheme": "schemes",
    "referral": "referrals",
}
_USES: Final = {
    "provider": (
        ("provider_lots", "provider"),
        ("provider_costs", "provider"),
        ("schemes", "provider"),
        ("scheme_offers", "provider"),
        ("commitments", "provider"),
        ("referrals", "current_provider"),
        ("offers", "provider"),
        ("question_scores", "provider"),
        ("preferences", "provider"),
        ("decisions", "provider"),
        ("rates", "provider"),
        ("returns", "provider"),
    ),
    "scheme": (
        ("scheme_offers", "scheme"),
        ("rotas", "scheme"),
        ("timetables", "scheme"),
        ("commitments", "scheme"),
        ("referrals", "current_scheme"),
        ("packages", "scheme"),
        ("offers", "scheme"),
        ("preferences", "scheme"),
        ("decisions", "scheme"),
    ),
    "referral": (
        ("packages", "referral"),
        ("offers", "referral"),
        ("question_scores", "referral"),
        ("preferences", "referral"),
        ("may_not_share", "referral"),
        ("decisions", "referral"),
    ),
}
"""Where each kind of id is used, as (table, column). An empty cell names nothing."""

_LOT_USES: Final = (
    ("provider_lots", "lot"),
    ("commitments", "lot"),
    ("referrals", "lot"),
)


def references(draft: Draft) -> Iterator[Finding]:
    """Find ids that nobody owns."""
    for noun, owner in _OWNERS.items():
        if draft.knows(owner):
            known = {*draft.frame(owner)[noun]}
            if noun == "referral":
                known |= _given_out(draft)
            for table, column in _USES[noun]:
                file = draft.tables[owner].spec.file
                yield from _unknown(draft, table, column, known, f"a {noun} of {file}")
    yield from _others(draft)
    yield from _listed(draft)


def lot_references(draft: Draft) -> Iterator[Finding]:
    """Find lots that lots.toml does not have."""
    if draft.lots is None:
        return
    known = {lot.lot for lot in draft.lots}
    expected = "a lot of lots.toml"
    for table, column in _LOT_USES:
        yield from _unknown(draft, table, column, known, expected)
    yield from _unknown_in_lists(draft, "providers", "lots", known, expected)
    for lot in draft.lots:
        for other in lot.includes:
            if other not in known:
                name, fix = f"lot.{lot.lot}.includes", _fixes([other], known)[other]
                yield Finding("lots.toml", 0, name, quoted(other), expected, fix)


def _given_out(draft: Draft) -> frozenset[str]:
    """Name who is a referral by their commitments, without a row in referrals.csv."""
    day = draft.settings.price_date if draft.settings else None
    rows, providers = draft.frame("commitments"), draft.frame("providers")
    return people_given_out(rows, providers, day)


def _others(draft: Draft) -> Iterator[Finding]:
    """Find people who are neither a referral nor in the caseload."""
    if draft.knows("referrals", "commitments"):
        known = {*draft.frame("referrals")["referral"]}
        known |= {*draft.frame("commitments")["person"]}
        expected = "a referral of referrals.csv or a person of commitments.csv"
        yield from _unknown(draft, "may_not_share", "other", known, expected)
        yield from _unknown(draft, "timetables", "person", known, expected)
    if draft.knows("commitments"):
        known = {*draft.frame("commitments")["person"]}
        expected = "a person of commitments.csv"
        yield from _unknown(draft, "absences", "person", known, expected)


def _listed(draft: Draft) -> Iterator[Finding]:
    """Find referrals that are to move together with nobody."""
    if draft.knows("referrals"):
        known = {*draft.frame("referrals")["referral"]}
        expected = "referrals of referrals.csv"
        yield from _unknown_in_lists(draft, "referrals", "together", known, expected)


def _unknown(
    draft: Draft, table: str, column: str, known: Collection[str], expected: str
) -> Iterator[Finding]:
    values = draft.frame(table)[column]
    strange = values[~values.isin(known) & (values != "")]
    fixes = _fixes(strange.tolist(), known)
    for row, value in strange.items():
        yield finding(draft, table, int(str(row)), column, expected, fix=fixes[value])


def _unknown_in_lists(
    draft: Draft, table: str, column: str, known: Collection[str], expected: str
) -> Iterator[Finding]:
    strange = [
        (int(str(row)), name)
        for row, names in draft.frame(table)[column].items()
        for name in names
        if name not in known
    ]
    fixes = _fixes([name for _, name in strange], known)
    for row, name in strange:
        file = draft.tables[table].spec.file
        yield Finding(file, row, column, quoted(name), expected, fixes[name])


def _fixes(names: list[str], known: Collection[str]) -> dict[str, str]:
    """Suggest a near name for each of the first few."""
    choices = sorted(known)
    fixes = dict.fromkeys(names, _OTHERWISE)
    for name in list(fixes)[:_SUGGESTED]:
        fixes[name] = suggestion_among(name, choices) or _OTHERWISE
    return fixes

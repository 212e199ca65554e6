"""Rules on the council's own rules: parameters of formulas, accepted columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from allocation.rules import PriceFormula
from costing.errors import Finding, quoted
from costing.sheets.cells import suggestion_among
from scenarios.inputs.contract import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scenarios.inputs.crosschecks.draft import Draft

_EXTRACT: Final = "extract."

_NEEDED: Final = {
    PriceFormula.ABSOLUTE_LINEAR: ("floor_gbp_per_week", "ceiling_gbp_per_week"),
    PriceFormula.LOGARITHMIC: ("log_base",),
}
"""Parameters without which a price formula has no answer."""


def formula_parameters(draft: Draft) -> Iterator[Finding]:
    """Find formulas in use whose parameters are not given, for the case or the lot."""
    if draft.settings is None or draft.lots is None:
        return
    for lot in draft.lots:
        scoring = draft.settings.scoring.within(lot)
        is_own = lot.price_formula is not None
        file = "lots.toml" if is_own else "case.toml"
        where = f"lot.{lot.lot}" if is_own else "scoring"
        for name in _NEEDED.get(scoring.price_formula, ()):
            if getattr(scoring, name) is None:
                formula = scoring.price_formula
                expected = f"a value, since lot {lot.lot} is scored by {formula}"
                yield Finding(file, 0, f"{where}.{name}", "nothing", expected)
        floor, ceiling = scoring.floor_gbp_per_week, scoring.ceiling_gbp_per_week
        if floor is not None and ceiling is not None and floor >= ceiling:
            got = f"{floor:g} for lot {lot.lot}"
            expected = f"less than the ceiling of {ceiling:g}"
            yield Finding(file, 0, f"{where}.floor_gbp_per_week", got, expected)


def each_lot_once(draft: Draft) -> Iterator[Finding]:
    """Find lots that stand twice."""
    seen: set[str] = set()
    for lot in draft.lots or ():
        if lot.lot in seen:
            got = quoted(lot.lot)
            yield Finding("lots.toml", 0, "lot", f"{got} again", "each lot once")
        seen.add(lot.lot)


def accepted_columns(draft: Draft) -> Iterator[Finding]:
    """Find columns accepted under [privacy] that no table has."""
    if draft.settings is None:
        return
    known = {f"{name}.{one}" for name, spec in TABLES.items() for one in spec.names}
    others = [one for one in draft.settings.privacy.accept if one.startswith(_EXTRACT)]
    known |= set(others)  # of a file that is no part of the case
    for name, table in draft.tables.items():
        known |= {f"{name}.{column}" for column in table.texts}
    for name in draft.settings.privacy.accept:
        if name not in known:
            fix = suggestion_among(name, sorted(known))
            expected = "a column as table.column"
            key = "privacy.accept"
            yield Finding("case.toml", 0, key, quoted(name), expected, fix)

"""One package opened: from its weekly total down to inputs and law."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal

import pandas as pd

from costing.care.packages import ALL_WEEK, ONE_OFF, priced_lines
from costing.care.workings import workings
from costing.errors import Finding, InputError, quoted
from costing.money import round_to
from costing.sheets.cells import suggestion_among
from scenarios.inputs.names import model_of
from scenarios.market.prices import pairs_of, provider_inputs, units_of
from scenarios.market.recommissioning import check_units, recommissioned

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from costing.care.pricing import UnitPrices
    from costing.care.workings import Workings
    from costing.document.parts import Model
    from scenarios.case import Case

Teller = Literal["document", "case", "provider"]

_NAMED: Final = 10
"""Providers that a finding gives the names of."""

_WEEK: Final = 168 * 60


@dataclass(frozen=True, slots=True)
class OpenedLine:
    """A line of the package, every number exact.

    Parameters
    ----------
    component, band : str
    line : str
        The line of the model; "" for an amount paid once.
    quantity : Fraction
        As it is counted: hours to the minute.
    unit : str
    staff, shared_by : Fraction
    funder, scheme : str
    unit_price_pence, amount_pence : int
        The amount is unit price x quantity x staff / shared by, half up.
    """

    component: str
    band: str
    line: str
    quantity: Fraction
    unit: str
    staff: Fraction
    shared_by: Fraction
    funder: str
    scheme: str
    unit_price_pence: int
    amount_pence: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A package at one provider's price, with all that it rests on.

    Parameters
    ----------
    referral, provider : str
        The provider is "" where the package is opened at the case's own inputs.
    day : date
    model : Model
    lines : tuple of OpenedLine
    workings : Workings
        Of the lines of the model that the package is priced by.
    bands : tuple of str
        Those of the lines, in the order of the document.
    tellers : mapping of input to {"document", "case", "provider"}
        Who gave the value.
    others : tuple of str
        Providers that the package is priced for.
    """

    referral: str
    provider: str
    day: date
    model: Model
    lines: tuple[OpenedLine, ...]
    workings: Workings
    bands: tuple[str, ...]
    tellers: Mapping[str, Teller]
    others: tuple[str, ...]

    @property
    def weekly_pence(self) -> int:
        """Give what the package comes to a week."""
        return sum(one.amount_pence for one in self.lines if one.component != ONE_OFF)

    @property
    def once_pence(self) -> int:
        """Give what is paid once."""
        return sum(one.amount_pence for one in self.lines if one.component == ONE_OFF)


def opened(case: Case, referral: str, provider: str | None = None) -> Opened:
    """Open the package of a referral.

    Parameters
    ----------
    case : Case
    referral : str
    provider : str, optional
        One that the package is priced for. If absent, the only one there is, or else
        the case's own inputs.

    Returns
    -------
    Opened

    Raises
    ------
    InputError
        If the referral has no package, or is not priced for the provider.
    CareError
        If the model, its inputs or the law of the day cannot be used.
    """
    model = model_of(case.settings.model, case.model_text)
    check_units(case, model.components)
    case = recommissioned(case)
    dated, units = units_of(case, model)
    packages = case.tables["packages"]
    mine = packages[packages["referral"] == referral]
    if mine.empty:
        known = list(dict.fromkeys(packages["referral"]))
        raise _refusal(
            "packages.csv",
            referral,
            "a referral that has a package",
            suggestion_among(referral, known),
        )
    pairs = pairs_of(case)
    asked = pairs.loc[pairs["referral"] == referral, "provider"]
    others = tuple(name for name in dict.fromkeys(asked) if name)
    if provider is None:
        provider = others[0] if len(others) == 1 else ""
    elif provider not in others:
        raise _refusal(
            "offers.csv" if "offers" in case.present else "providers.csv",
            provider,
            f"a provider that the package of {referral} is priced for: "
            f"{_named(others)}",
            suggestion_among(provider, list(others)),
        )
    pair = pd.DataFrame({"referral": [referral], "provider": [provider]})
    lines = tuple(_lines(mine, priced_lines(mine, pair, units), units))
    case_inputs = case.settings.model_inputs
    own = provider_inputs(case).get(provider, {})
    law = None if dated is None else dated.on(case.settings.price_date)
    names = tuple(dict.fromkeys(one.line for one in lines if one.line))
    used = {one.band for one in lines}
    tellers: dict[str, Teller] = dict.fromkeys(model.inputs, "document")
    tellers |= dict.fromkeys(case_inputs, "case")
    tellers |= dict.fromkeys(own, "provider")
    return Opened(
        referral,
        provider,
        case.settings.price_date,
        model,
        lines,
        workings(model, law, {**case_inputs, **own}, names),
        tuple(band for band in units.bands if band in used),
        tellers,
        others,
    )


def _lines(
    packages: pd.DataFrame, priced: pd.DataFrame, units: UnitPrices
) -> Iterator[OpenedLine]:
    """Put the exact quantities beside the priced lines, which come in their order."""
    quantities = _quantities(packages, units)
    for row, quantity in zip(priced.to_dict("records"), quantities, strict=True):
        component = units.components.get(row["component"])
        yield OpenedLine(
            row["component"],
            row["band"],
            component.line if component and row["component"] != ONE_OFF else "",
            quantity,
            row["unit"],
            Fraction(str(row["staff"])),
            Fraction(str(row["shared_by"])),
            row["funder"],
            row["scheme"],
            int(row["unit_price_pence"]),
            int(row["amount_pence"]),
        )


def _quantities(packages: pd.DataFrame, units: UnitPrices) -> Iterator[Fraction]:
    """Give the quantity of each line as it is counted, a line a band of the week."""
    for row in packages.to_dict("records"):
        name = row["component"]
        parts = 100
        if name != ONE_OFF:
            parts = 60 if units.components[name].unit == "h" else 1_000_000
        whole = Fraction(int(round_to(row["quantity"] * parts).item()), parts)
        if row["band"] != ALL_WEEK or name == ONE_OFF:
            yield whole
            continue
        for minutes in units.minutes.values():
            if minutes:
                yield whole * Fraction(minutes, _WEEK)


def _named(providers: tuple[str, ...]) -> str:
    if not providers:
        return "none"
    more = len(providers) - _NAMED
    names = ", ".join(providers[:_NAMED])
    return f"{names} and {more} more" if more > 0 else names


def _refusal(file: str, got: str, expected: str, fix: str) -> InputError:
    return InputError([Finding(file, 0, "", quoted(got), expected, fix)])

"""The rotas of a case on real dates: hours by band, what they cost, and cover."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from costing.care.packages import SLEEP_IN
from costing.care.pricing import unit_prices
from costing.dates import split
from costing.errors import Finding, InputError, LawError, quoted
from costing.rota.clocks import clock_changes
from costing.rota.cover import gaps
from costing.rota.hand_over import hand_over
from costing.rota.hours import ROTAS_FILE, Crossing
from costing.rota.prices import DatedPrices, priced_rosters
from costing.rota.rosters import rosters_of
from costing.rota.span import DAY, span_of
from costing.sheets.cells import suggestion_among
from scenarios.inputs.names import model_of
from scenarios.market.forecasts import notes_on
from scenarios.market.prices import case_law, provider_inputs
from scenarios.schemes.double_pay import ordinary_weeks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from costing.care.pricing import UnitPrices
    from costing.dates import Piece
    from costing.document.parts import Model
    from costing.law import Law
    from costing.rota.clocks import ClockChange
    from costing.rota.cover import Gap
    from costing.rota.prices import PricedRoster
    from costing.rota.rosters import Roster
    from costing.rota.span import Division, Span
    from scenarios.case import Case
    from scenarios.schemes.double_pay import Week

_ROTA: Final = ("scheme", "kind", "component")
_TIMETABLE: Final = ("scheme", "component", "person")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a scheme's rota comes to over a span.

    Parameters
    ----------
    scheme, provider : str
    waking_minutes, asleep_minutes : int
        Staff minutes that pass, in thousandths of a member of staff.
    clock_minutes : int
        Of both: how many they are more or fewer since clocks change.
    sleep_ins, waking_nights : int
        Nights, in thousandths of staff.
    hand_over_minutes : int
        Of the waking minutes, in thousandths of staff.
    amount_pence : int
    """

    scheme: str
    provider: str
    waking_minutes: int
    asleep_minutes: int
    clock_minutes: int
    sleep_ins: int
    waking_nights: int
    hand_over_minutes: int
    amount_pence: int


@dataclass(frozen=True, slots=True)
class Rota:
    """The rotas of a case over a span.

    Parameters
    ----------
    model : Model
    span : Span
    crossing : Crossing
    pieces : tuple of Piece
        Of the span, each with one law: cut at 1 and 6 April and where law that the
        model reads changes.
    priced : tuple of PricedRoster
        By scheme, kind and component.
    facts : tuple of Facts
        By scheme.
    clock_changes : tuple of ClockChange
    gaps : tuple of Gap
        Of schemes with a timetable.
    timed : tuple of str
        Schemes whose cover was checked in time.
    weekly : tuple of Week
        Of the others: what is on the rota beside what is bought.
    notes : tuple of str
    """

    model: Model
    span: Span
    crossing: Crossing
    pieces: tuple[Piece, ...]
    priced: tuple[PricedRoster, ...]
    facts: tuple[Facts, ...]
    clock_changes: tuple[ClockChange, ...]
    gaps: tuple[Gap, ...]
    timed: tuple[str, ...]
    weekly: tuple[Week, ...]
    notes: tuple[str, ...]

    @property
    def amount_pence(self) -> int:
        """What all rotas cost over the span."""
        return sum(one.amount_pence for one in self.facts)


def financial_year_of(day: date) -> tuple[date, date]:
    """Give the first and the last day of the financial year that holds a day."""
    first = date(day.year if day.month >= 4 else day.year - 1, 4, 1)
    return first, date(first.year + 1, 3, 31)


def rota(
    case: Case,
    first: date | None = None,
    last: date | None = None,
    *,
    scheme: str = "",
    crossing: Crossing = Crossing.MINUTE,
    division: Division = "england-and-wales",
) -> Rota:
    """Lay the rotas of a case on real dates.

    Parameters
    ----------
    case : Case
    first, last : date, optional
        Both included; the financial year of the price date where one is not given.
    scheme : str
        "" for all.
    crossing : Crossing
        Which band a shift takes that touches several; ``HIGHER`` goes by the unit price
        of its component on the day it starts.
    division : {"england-and-wales", "scotland", "northern-ireland"}
        Whose bank holidays count.

    Returns
    -------
    Rota

    Raises
    ------
    CareError
        If the span, the scheme, the model, its inputs or the law of a day cannot be
        used.
    """
    year = financial_year_of(case.settings.price_date)
    counting = case.settings.calendar.bank_holidays
    span = span_of(first or year[0], last or year[1], division, counting)
    with case.told():
        return _rota(case, span, scheme, crossing)


def _rota(case: Case, span: Span, scheme: str, crossing: Crossing) -> Rota:
    rotas = _of_scheme(case, "rotas", scheme)
    times = _of_scheme(case, "timetables", scheme)
    rosters = rosters_of(rotas, ROTAS_FILE, _ROTA, "staff")
    needs = rosters_of(times, "timetables.csv", _TIMETABLE, "people")
    model = model_of(case.settings.model, case.model_text)
    law = case_law(case, model)
    prices = _dated(case, model, law, span)
    provider_of = _providers(case)
    priced = priced_rosters(
        rosters,
        model,
        span,
        prices,
        variant_of=lambda name, of: _variant(provider_of.get(name, ""), of),
        crossing=crossing,
    )
    staff_of = {name: one.staff for name, one in model.components.items()}
    facts = tuple(_facts(priced, provider_of, span))
    timed = tuple(sorted({one.scheme for one in needs}))
    return Rota(
        model=model,
        span=span,
        crossing=crossing,
        pieces=prices.pieces,
        priced=priced,
        facts=facts,
        clock_changes=clock_changes(span.first, span.last),
        gaps=gaps(rosters, needs, staff_of, span),
        timed=timed,
        weekly=ordinary_weeks(case, {one.scheme for one in rosters} - set(timed)),
        notes=tuple(_notes(case, model, law, prices, rosters)),
    )


def _of_scheme(case: Case, table: str, scheme: str) -> pd.DataFrame:
    frame = case.tables[table]
    known = case.tables["schemes"]["scheme"].tolist()
    if scheme and scheme not in set(known):
        got, expected = quoted(scheme), "a scheme of the case"
        fix = suggestion_among(scheme, known)
        raise InputError([Finding("schemes.csv", 0, "scheme", got, expected, fix)])
    return frame[frame["scheme"] == scheme] if scheme else frame


def _providers(case: Case) -> dict[str, str]:
    schemes = case.tables["schemes"]
    return dict(zip(schemes["scheme"], schemes["provider"], strict=True))


def _variant(provider: str, prices: UnitPrices) -> int:
    known = provider if provider in prices.variants else ""
    return prices.variants.index(known)


def _dated(case: Case, model: Model, law: Law | None, span: Span) -> DatedPrices:
    """Price a unit on each piece of the span, and on the day before it."""

    def on(day: date) -> UnitPrices:
        of_day = None if law is None else law.on(day)
        inputs = {**_on_rota(model, span), **case.settings.model_inputs}
        return unit_prices(model, of_day, inputs, provider_inputs(case))

    at_first = on(span.first)
    changes = () if law is None else law.changes(span.first, span.last + DAY)
    also = [one.day for one in changes if one.name in at_first.law]
    pieces = split(span.first, span.last + DAY, also)
    prices = (at_first, *(on(piece.start) for piece in pieces[1:]))
    try:
        before = on(span.first - DAY)
    except LawError:  # the day before all that is known
        before = at_first
    return DatedPrices(pieces, prices, before)


def _on_rota(model: Model, span: Span) -> dict[str, float]:
    """Give what inputs are where bank holidays are counted on their days."""
    if span.counting == "average":
        return {}
    return {
        name: one.on_rota
        for name, one in model.inputs.items()
        if one.on_rota is not None
    }


def _facts(
    priced: tuple[PricedRoster, ...], provider_of: Mapping[str, str], span: Span
) -> Iterator[Facts]:
    for scheme in sorted({one.hours.roster.scheme for one in priced}):
        here = [one for one in priced if one.hours.roster.scheme == scheme]
        awake = [one.hours for one in here if one.hours.roster.name[1] != SLEEP_IN]
        asleep = [one.hours for one in here if one.hours.roster.name[1] == SLEEP_IN]
        every = [*awake, *asleep]
        yield Facts(
            scheme=scheme,
            provider=provider_of.get(scheme, ""),
            waking_minutes=sum(int(one.minutes.sum()) for one in awake),
            asleep_minutes=sum(int(one.minutes.sum()) for one in asleep),
            clock_minutes=sum(
                int(one.minutes.sum() - one.by_clock.sum()) for one in every
            ),
            sleep_ins=sum(int(one.nights.sum()) for one in asleep),
            waking_nights=sum(int(one.nights.sum()) for one in awake),
            hand_over_minutes=hand_over([one.roster for one in awake], span),
            amount_pence=sum(int(one.amount_pence.sum()) for one in here),
        )


def _notes(
    case: Case,
    model: Model,
    law: Law | None,
    prices: DatedPrices,
    rosters: tuple[Roster, ...],
) -> Iterator[str]:
    counting = case.settings.calendar.bank_holidays
    if counting == "average":
        yield (
            "No day is counted as a bank holiday, by calendar.bank_holidays of "
            "case.toml: what ordinary hours hold of them is all there is."
        )
        if any("BH" in one.by_day for one in rosters):
            yield "rotas.csv: rows for bank holidays are passed over, as no day is one."
    told = case.settings.model_inputs
    for name, one in model.inputs.items():
        if one.on_rota is None or counting == "average":
            continue
        of_providers = [own for own in provider_inputs(case).values() if name in own]
        if name in told or of_providers:
            yield (
                f"{name} is told, and so is not set to {one.on_rota:g} as for a rota: "
                "bank holidays may be paid for twice."
            )
        else:
            yield (
                f"{name} is {one.on_rota:g} here: bank holidays are priced on the days "
                "they fall."
            )
    if law is not None:
        found = [
            text
            for piece, of in zip(prices.pieces, prices.prices, strict=True)
            for text in notes_on(law, of.law, piece.start)
        ]
        yield from dict.fromkeys(found)

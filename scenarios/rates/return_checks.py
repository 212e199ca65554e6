"""Return checks: what in returns, rates and offers asks for a second look."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from costing.money import amount
from costing.ranges.fences import FEWEST, fences, is_far, quartiles
from scenarios.rates.returns import by_service, few, lines_of, totals_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from scenarios.rates.order import Cheaper
    from scenarios.rates.returns import Return

CHECKS: Final = (
    "check",
    "provider",
    "service",
    "location",
    "line",
    "amount_pence",
    "beside_pence",
    "difference_pence",
    "says",
)
"""Columns of a table of checks."""

_MOSTLY: Final = 0.75
"""Share of the returns that state a line from which leaving it out is told."""

_ROUND: Final = 10
"""Pence of which a rounded line is a whole number."""

_FEWEST_LINES: Final = 4
_ROUND_SHARE: Final = 0.5
_LOW: Final = 0.5
"""Share of the approved providers under which a response is low."""


class Check(StrEnum):
    """What is looked for."""

    TIES = "sum does not tie"
    ORDER = "cheaper than a lesser service"
    MEDIANS = "medians out of order"
    PACKAGE = "bigger package cheaper"
    OUTLIER = "outlier"
    ROUND = "rounded lines"
    LEFT_OUT = "line left out"
    FEW = "few returns"
    RESPONSE = "low response"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that asks for a second look.

    Parameters
    ----------
    check : Check
    says : str
        In words.
    provider, service, location, line : str
        "" where it is of none.
    amount, beside : int or None
        Pence: what is looked at, and what it is held against.
    """

    check: Check
    says: str
    provider: str = ""
    service: str = ""
    location: str = ""
    line: str = ""
    amount: int | None = None
    beside: int | None = None

    def row(self) -> dict[str, Any]:
        """Give it as a row of :data:`CHECKS`."""
        both = self.amount is not None and self.beside is not None
        return {
            "check": str(self.check),
            "provider": self.provider,
            "service": self.service,
            "location": self.location,
            "line": self.line,
            "amount_pence": self.amount,
            "beside_pence": self.beside,
            "difference_pence": (self.amount or 0) - (self.beside or 0)
            if both
            else None,
            "says": self.says,
        }


def checks_of_returns(
    returns: Sequence[Return],
    services: pd.DataFrame,
    lesser: Mapping[str, Sequence[str]],
) -> Iterator[Found]:
    """Look at every return by itself, and beside the others for its service.

    Parameters
    ----------
    returns : sequence of Return
    services : DataFrame
        Of :func:`scenarios.rates.returns.services_table`.
    lesser : mapping of service to services
        Those that the cost model prices below it.
    """
    for one in returns:
        yield from _ties(one)
        yield from _rounded(one)
    places = {
        (one.provider, one.service, one.location): one.total
        for one in returns
        if one.total is not None
    }
    yield from out_of_order(places, lesser, "return")
    for service, of_service in by_service(returns).items():
        yield from _outliers(service, of_service)
        yield from _left_out(service, of_service)
        if says := few(len(of_service), "returns"):
            yield Found(Check.FEW, says, service=service)
    yield from _medians(returns, lesser)
    for row in services.to_dict("records"):
        if row["response_share"] < _LOW:
            says = (
                f"{row['providers']} of {row['approved_providers']} approved providers "
                "returned, under half"
            )
            yield Found(Check.RESPONSE, says, service=row["service"])


def out_of_order(
    places: Mapping[tuple[str, str, str], int],
    lesser: Mapping[str, Sequence[str]],
    what: str,
) -> Iterator[Found]:
    """Find services that cost less than what the model prices below them.

    Parameters
    ----------
    places : mapping of (provider, service, place) to int
        Pence; only those of one provider at one place are held against each other.
    lesser : mapping of service to services
    what : str
        What the amounts are: ``rate`` or ``return``.
    """
    for (provider, service, place), price in places.items():
        for other in lesser.get(service, ()):
            beside = places.get((provider, other, place))
            if beside is not None and price < beside:
                says = (
                    f"the {what} for {service} is below that for {other}, which the "
                    "cost model prices lower"
                )
                yield Found(
                    *(Check.ORDER, says, provider, service, place, ""),
                    amount=price,
                    beside=beside,
                )


def far(
    values: Sequence[tuple[Found, int]],
) -> Iterator[Found]:
    """Find values beyond the fences of all; each comes with how it is to be told."""
    limits = fences([value for _, value in values])
    if limits is None:
        return
    for told, value in values:
        if is_far(value, limits):
            low, high = (amount(int(limit)) for limit in limits)
            says = (
                f"the {told.says} is outside {low} to {high}, which is 1.5 times the "
                "distance of the quartiles beyond them"
            )
            yield Found(
                *(Check.OUTLIER, says, told.provider, told.service, told.location),
                line=told.line,
                amount=value,
                beside=quartiles([one for _, one in values])[1],
            )


def packages_out_of_order(cheaper: Iterable[Cheaper]) -> Iterator[Found]:
    """Tell of offers that cost less than one for a smaller package."""
    for one in cheaper:
        says = (
            f"{one.referral} is offered at less than {one.smaller}, which asks for no "
            "more of anything and less of something"
        )
        yield Found(
            Check.PACKAGE,
            says,
            provider=one.provider,
            amount=one.price,
            beside=one.beside,
        )


def _ties(one: Return) -> Iterator[Found]:
    place = (one.provider, one.service, one.location)
    if one.stated is not None and one.lines and one.stated != one.total:
        says = "the stated total is not the sum of the lines"
        yield Found(*(Check.TIES, says, *place), amount=one.stated, beside=one.total)
    for line, (heading, stated) in one.subtotals.items():
        parts = [
            one.lines[name] for name, under in one.headings.items() if under == heading
        ]
        if stated != sum(parts):
            says = f"the stated sum of {heading} is not that of its lines"
            yield Found(
                *(Check.TIES, says, *place, line), amount=stated, beside=sum(parts)
            )


def _rounded(one: Return) -> Iterator[Found]:
    amounts = [value for value in one.lines.values() if value]
    round_ones = sum(value % _ROUND == 0 for value in amounts)
    if len(amounts) >= _FEWEST_LINES and round_ones >= _ROUND_SHARE * len(amounts):
        says = (
            f"{round_ones} of {len(amounts)} lines are whole tens of pence, where one "
            "in ten would be by itself: they may be estimated"
        )
        yield Found(Check.ROUND, says, one.provider, one.service, one.location)


def _outliers(service: str, returns: Sequence[Return]) -> Iterator[Found]:
    def told(one: Return, line: str, says: str) -> Found:
        return Found(*(Check.OUTLIER, says, one.provider, service, one.location, line))

    yield from far([(told(one, "", "total"), one.total or 0) for one in returns])
    for line, stated in lines_of(returns).items():
        yield from far([(told(one, line, "line"), value) for one, value in stated])


def _left_out(service: str, returns: Sequence[Return]) -> Iterator[Found]:
    whole = [one for one in returns if one.lines]
    if len(whole) < FEWEST:
        return
    for line, stated in lines_of(whole).items():
        count = sum(value != 0 for _, value in stated)
        if count < _MOSTLY * len(whole):
            continue
        for one in whole:
            if not one.lines.get(line):
                says = (
                    f"{count} of {len(whole)} returns have {line}, this one has none: "
                    "it may stand on another"
                )
                yield Found(
                    *(Check.LEFT_OUT, says, one.provider, service, one.location, line)
                )


def _medians(
    returns: Sequence[Return], lesser: Mapping[str, Sequence[str]]
) -> Iterator[Found]:
    medians = {
        service: quartiles(totals_of(of_service))[1]
        for service, of_service in by_service(returns).items()
    }
    for service, median in medians.items():
        for other in lesser.get(service, ()):
            if other in medians and median < medians[other]:
                says = (
                    f"the median for {service} is below that for {other}, which the "
                    "cost model prices lower"
                )
                yield Found(
                    Check.MEDIANS,
                    says,
                    service=service,
                    amount=median,
                    beside=medians[other],
                )

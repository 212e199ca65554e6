"""Rates: what each provider is paid for an hour and a night, and its own costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.sample.draws import Draws
    from scenarios.sample.providers import Provider

PER_DISTRICT: Final = 300


@dataclass(frozen=True, slots=True)
class Rate:
    """One provider's rate for one service.

    Attributes
    ----------
    annual_hours : int
        Hours bought in a year; a night is nine.
    uplift_per_mille : int or None
        The rise that the provider asks for.
    """

    provider: Provider
    service: str
    pence: int
    unit: str
    annual_hours: int
    uplift_per_mille: int | None
    rate_from: date


@dataclass(frozen=True, slots=True)
class Cost:
    """One input of the cost model as one provider has it; the value is text."""

    provider: Provider
    input: str
    value: str


def costs(draws: Draws, providers: Sequence[Provider]) -> list[Cost]:
    """Draw the inputs that about a third of providers have told of their own."""
    told = [one for one in providers if draws.chance(35)]
    return [
        Cost(provider, name, _decimal(draws.bell(low, high), digits))
        for provider in told
        for name, low, high, digits in _INPUTS
    ]


_INPUTS: Final = (
    ("pay_above_minimum", 0, 74, 2),
    ("turnover", 15, 40, 2),
    ("sickness_days", 50, 110, 1),
    ("central_share", 45, 100, 3),
    ("surplus_share", 20, 60, 3),
)
"""Input of the cost model, its low and its high end there without the point, digits."""


def make(draws: Draws, providers: Sequence[Provider]) -> list[Rate]:
    """Draw the rate card: an hour from everyone, nights and background from some."""
    by_night = [one for one in providers if one.lots != ("1",)]
    left = PER_DISTRICT - len(providers) - len(by_night)
    waking = draws.some(by_night, left // 2)
    background = draws.some(providers, left - len(waking))
    made = [_rate(draws, one, "one_to_one", one.rate_pence) for one in providers]
    made += [_rate(draws, one, "background", one.rate_pence - 40) for one in background]
    made += [_rate(draws, one, "sleep_in", one.sleep_in_pence) for one in by_night]
    made += [_rate(draws, one, "waking_night", one.waking_pence) for one in waking]
    return sorted(made, key=lambda one: (one.provider.number, one.service))


def _rate(draws: Draws, provider: Provider, service: str, pence: int) -> Rate:
    by_night = service in ("sleep_in", "waking_night")
    return Rate(
        provider=provider,
        service=service,
        pence=pence,
        unit="night" if by_night else "hour",
        annual_hours=9 * 365 * draws.whole(1, 9)
        if by_night
        else draws.whole(4, 240) * 100,
        uplift_per_mille=draws.bell(20, 95) if draws.chance(60) else None,
        rate_from=date(2025 if draws.chance(18) else 2026, 4, 6),
    )


def _decimal(whole: int, digits: int) -> str:
    """Write a whole number of the last digit as a decimal: 5 of 3 digits is 0.005."""
    text = f"{whole:0{digits + 1}d}"
    return f"{text[:-digits]}.{text[-digits:]}"

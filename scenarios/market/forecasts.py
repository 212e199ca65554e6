"""Law that is not law: forecasts, and values held beyond what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from costing.law import Law
    from scenarios.market.prices import Prices


def law_notes(prices: Prices | None, day: date) -> tuple[str, ...]:
    """Tell which dated values prices rest on that are not known law.

    Parameters
    ----------
    prices : Prices or None
        None where nothing was priced.
    day : date
        Of the prices.

    Returns
    -------
    tuple of str
        A sentence for each value that was read and is a forecast or held, by name.
    """
    if prices is None or prices.law is None:
        return ()
    return notes_on(prices.law, prices.unit_prices.law, day)


def law_word(flags: Iterable[str]) -> str:
    """Give the word of a column ``law``: forecast, else held, else ""."""
    found = set(flags)
    return next((word for word in ("forecast", "held") if word in found), "")


def law_of(prices: Prices | None, day: date) -> str:
    """Give the word of a column ``law`` for prices of a day."""
    if prices is None or prices.law is None:
        return ""
    on_day = prices.law.on(day)
    return law_word(on_day.record(name).flag for name in prices.unit_prices.law)


def notes_on(law: Law, names: Iterable[str], day: date) -> tuple[str, ...]:
    """Tell which of some dated values are not known law on a day, by name."""
    on_day = law.on(day)
    notes = []
    for name in sorted(names):
        value = on_day.record(name)
        unit = "" if value.unit == "1" else f" {value.unit}"
        what = f"{name}: {value.value:.12g}{unit} from {value.start}"
        if value.flag == "forecast":
            notes.append(f"{what} is a forecast of the council's own, not law.")
        elif value.flag == "held":
            last = law.parameter(name).checked_to
            notes.append(f"{what} is held beyond what is known, which is to {last}.")
    return tuple(notes)

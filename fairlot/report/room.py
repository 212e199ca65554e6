"""Room: what an offer that was not taken would have run into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from allocation.limits import present
from fairlot.report.figures import decimal, gbp, listed, plain
from fairlot.report.rows import rows_of
from fairlot.report.words import first_upper

if TYPE_CHECKING:
    from scenarios.outcome import Outcome

_SLACK: Final = 1e-6
"""Below a second of work and a hundredth of a penny: noise of binary."""


def held_back(outcome: Outcome, wanted: pd.Series[Any], chosen: pd.Series[Any]) -> str:
    """Say what kept a better offer from being taken, the rest of the plan as it is.

    Parameters
    ----------
    outcome : Outcome
    wanted, chosen : Series
        Rows of ``Allocation.pairs`` of one person.

    Returns
    -------
    str
        A sentence: each limit that the offer would break, who lives there and may not
        share with the person, or that it alone would fit.
    """
    short: dict[str, list[str]] = {}
    for limit in rows_of(_met(outcome.allocation.limits, wanted)):
        need = _need(outcome, limit.kind, wanted)
        freed = _need(outcome, limit.kind, chosen) if _counts(limit, chosen) else 0.0
        if limit.kind == "share":
            fits = not limit.binds
        else:
            fits = limit.left + freed + _SLACK >= need
        if not fits:
            short.setdefault(_short(limit, need), []).append(_where(limit))
    said = [
        text if places == ["in all"] else f"{text} ({listed(places)})"
        for text, places in short.items()
    ]
    apart = _apart(outcome, wanted)
    if apart:
        said.append(f"may not share a home with {listed(apart)}")
    if said:
        return f"{first_upper('; '.join(said))}."
    return "It alone would fit, but the plan as a whole does better without it."


def _met(limits: pd.DataFrame, offer: pd.Series[Any]) -> pd.DataFrame:
    """Give the limits that an offer uses up."""
    met = pd.Series(data=True, index=limits.index)
    for name in ("provider", "lot", "scheme"):
        met &= limits[name].isin(["", offer[name]])
    return limits[met]


def _counts(limit: Any, offer: pd.Series[Any]) -> bool:
    """Tell whether an offer uses up a limit."""
    return (
        limit.provider in ("", offer["provider"])
        and limit.lot in ("", offer["lot"])
        and limit.scheme in ("", offer["scheme"])
    )


def _need(outcome: Outcome, kind: str, offer: pd.Series[Any]) -> float:
    if kind == "places":
        return 1.0
    if kind == "budget":
        return (int(offer["price_pence"]) + _opening_pence(outcome, offer)) / 100
    return float(offer["hours_per_week"])


def _opening_pence(outcome: Outcome, offer: pd.Series[Any]) -> int:
    """Give the background cost of the home that an offer alone opens, else 0."""
    if not offer["scheme"] or offer["core_included"]:
        return 0
    pairs, schemes = outcome.allocation.pairs, outcome.market.schemes
    others = pairs[
        (pairs["state"] == "chosen")
        & (pairs["scheme"] == offer["scheme"])
        & (pairs["referral"] != offer["referral"])
        & ~pairs["core_included"].astype(bool)
    ]
    home = schemes[schemes["scheme"] == offer["scheme"]]
    if len(others) or bool(home["already_running"].any()):
        return 0
    return int(home["background_pence"].sum())


def _apart(outcome: Outcome, offer: pd.Series[Any]) -> list[str]:
    """Name who has a place in the offer's home and may not share with the person."""
    if not offer["scheme"]:
        return []
    rules, held = outcome.market.may_not_share, present(outcome.market)
    placed = outcome.allocation.placements
    person = offer["referral"]
    others = set(rules.loc[rules["referral"] == person, "other"])
    others |= set(rules.loc[rules["other"] == person, "referral"])
    there = set(placed.loc[placed["scheme"] == offer["scheme"], "referral"])
    there |= set(held.loc[held["scheme"] == offer["scheme"], "person"])
    return sorted(others & there - {person})


def _where(limit: Any) -> str:
    if limit.scheme:
        return f"in {limit.scheme}"
    return f"in lot {limit.lot}" if limit.lot else "in all"


def _short(limit: Any, need: float) -> str:
    if limit.kind == "places":
        return f"no place left of {plain(limit.limit)}"
    if limit.kind == "budget":
        left, needed = gbp(round(limit.left * 100)), gbp(round(need * 100))
        return f"{left} left of the indicative budget, {needed} needed"
    if limit.kind == "share":
        return "no larger share of the hours"
    left, most = decimal(limit.left), decimal(limit.limit)
    return f"{left} of {most} hours left, {decimal(need)} needed"

"""What a strict ranking would have cost: the plan made again under it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from allocation.allocate import allocate
from allocation.departures import counted, departures
from allocation.posed import MOST_PEOPLE, decisive, effect, is_small

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocation.allocation import AimResult, Allocation
    from allocation.market import Market

SECONDS: Final = 30.0
"""How long a strict plan is looked for, at most."""

_ASKED: Final = "the ranking is strict: nobody has less than a better offer that fits"
_NO_PLAN: Final = "not worked out: there is no plan"
_NONE: Final = (
    "nobody has less than a better offer that would fit, so the plan is strict already"
)


@dataclass(frozen=True, slots=True)
class StrictPrice:
    """Departures from people's own rankings, and what having none would cost.

    Attributes
    ----------
    asked : bool
        Whether the case asks for strict ranking.
    departures : mapping of str to int
        People by the reason why a better offer of theirs was held back.
    aims : tuple of (AimResult, AimResult)
        Each aim that decides, of the plan and of the strict plan; empty where there
        was no need to look, or no proof.
    words : str
        What strict ranking would cost, or why that is not told.
    """

    asked: bool
    departures: Mapping[str, int]
    aims: tuple[tuple[AimResult, AimResult], ...]
    words: str

    def record(self) -> dict[str, object]:
        """Give it as a record for JSON."""
        return {
            "asked": self.asked,
            "departures": dict(self.departures),
            "aims": [
                {"name": was.name, "value": was.value, "strict_value": now.value}
                for was, now in self.aims
            ],
            "words": self.words,
        }


def strict_price(
    market: Market, allocation: Allocation, seconds: float = SECONDS
) -> StrictPrice:
    """Work out what strict ranking would have cost on each aim.

    Only where somebody departs from their ranking for the sake of the plan alone:
    otherwise the plan is strict as it is.

    Parameters
    ----------
    market : Market
    allocation : Allocation
        Of that market.
    seconds : float
        At most so long.

    Returns
    -------
    StrictPrice
    """
    asked = market.aims.strict_rank
    count = counted(departures(market, allocation))
    if not allocation.has_plan:
        return StrictPrice(asked, count, (), _NO_PLAN)
    if asked or not count["plan"]:
        return StrictPrice(asked, count, (), _ASKED if asked else _NONE)
    if not is_small(allocation):
        words = f"not worked out: above {MOST_PEOPLE} people, or the plan is not proven"
        return StrictPrice(asked, count, (), words)
    rules = market.aims.model_copy(update={"strict_rank": True})
    found = allocate(replace(market, aims=rules), time_limit=seconds)
    after = decisive(found)
    if not is_small(found):
        words = "not worked out: no proof came in time"
        return StrictPrice(asked, count, (), words)
    before = decisive(allocation)
    lost = effect(before, after)
    words = (
        f"a strict ranking would give the plan {lost}"
        if lost
        else "a strict ranking would cost nothing on the aims"
    )
    return StrictPrice(asked, count, tuple(zip(before, after, strict=True)), words)

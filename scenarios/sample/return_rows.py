"""Returns: eight providers' costs of an hour by line, two of them not as they ought."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from costing.money import amount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scenarios.sample.district import District
    from scenarios.sample.ids import Ids, Row

_RETURNS: Final = 8
_SERVICE: Final = "one_to_one"
_OF_1000: Final = {
    "wages": 560,
    "holiday": 68,
    "sickness": 12,
    "training": 21,
    "national_insurance": 72,
    "pension": 12,
    "management": 68,
    "running_costs": 47,
    "central_costs": 72,
}
"""Parts of a provider's rate, invented; a surplus is what they leave of it."""

_SPREAD: Final = 13
_LEFT_OUT: Final = (5, "training")
"""The return, counted from 1, that has not this line."""

_DOES_NOT_TIE: Final = (3, 50)
"""The return, counted from 1, whose total is so many pence too high."""


def returns(district: District, ids: Ids) -> Iterator[Row]:
    """Give the lines of the first returns, and the total that each states."""
    hourly = [one for one in district.rates if one.service == _SERVICE]
    for count, rate in enumerate(hourly[:_RETURNS], start=1):
        lines = {
            name: rate.pence * (part + (count * part) % _SPREAD - _SPREAD // 2) // 1000
            for name, part in _OF_1000.items()
            if (count, name) != _LEFT_OUT
        }
        lines["surplus"] = rate.pence - sum(lines.values())
        stated = rate.pence + (_DOES_NOT_TIE[1] if count == _DOES_NOT_TIE[0] else 0)
        told = {"provider": ids.provider(rate.provider.number), "service": _SERVICE}
        for name, pence in lines.items():
            yield {**told, "line": name, "gbp": amount(pence)}
        yield {**told, "line": "total", "gbp": amount(stated), "kind": "total"}

"""Units: what a number counts. They multiply and divide; nothing converts by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from costing.document.fault import FaultError
from costing.errors import quoted, suggestion

CURRENCY: Final = re.compile(r"[A-Z]{3}")

BASES: Final = (
    "h",
    "min",
    "day",
    "night",
    "week",
    "year",
    "mile",
    "km",
    "person",
    "visit",
    "place",
)
"""The units of the contract, beside the document's currency and 1."""

LARGEST_POWER: Final = 99
"""Of a quantity that has a unit."""

_WANTED: Final = "a unit such as GBP/h, h/week or 1"
_LONGEST: Final = 100
_FACTOR: Final = re.compile(
    r"\s*(?P<name>[A-Za-z]+|1)\s*(?:(?:\*\*|\^)\s*(?P<power>[+-]?\d{1,2}))?\s*",
    re.ASCII,
)
_SPOKEN: Final = {
    "hour": "h",
    "hours": "h",
    "hr": "h",
    "hrs": "h",
    "minute": "min",
    "minutes": "min",
    "mins": "min",
    "miles": "mile",
    "percent": "1",
    "share": "1",
    "pound": "GBP",
    "pounds": "GBP",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A product of whole powers of base units.

    Parameters
    ----------
    powers : tuple of (str, int)
        Sorted by name, none 0; empty for a pure number.
    """

    powers: tuple[tuple[str, int], ...] = ()

    def __str__(self) -> str:
        """Write it as in a document: ``GBP*h/week``, ``1``."""
        shown = sorted(self.powers, key=lambda base: (base[0].islower(), base[0]))
        over = [_factor(base, power) for base, power in shown if power > 0]
        under = [f"/{_factor(base, -power)}" for base, power in shown if power < 0]
        return "*".join(over or ["1"]) + "".join(under)

    def __mul__(self, other: Unit) -> Unit:
        """Multiply."""
        both = dict(self.powers)
        for base, power in other.powers:
            both[base] = both.get(base, 0) + power
        return Unit(tuple(sorted((base, p) for base, p in both.items() if p)))

    def __truediv__(self, other: Unit) -> Unit:
        """Divide."""
        return self * other**-1

    def __pow__(self, power: int) -> Unit:
        """Raise to a whole power."""
        return Unit(tuple((base, p * power) for base, p in self.powers if power))


PURE: Final = Unit()
"""A pure number, also a share."""


def _factor(base: str, power: int) -> str:
    return base if power == 1 else f"{base}**{power}"


@lru_cache(maxsize=256)
def parse_unit(text: str, currency: str) -> Unit:
    """Read a unit such as ``GBP/h``, ``GBP*h/week``, ``h**2`` or ``1``.

    Parameters
    ----------
    text : str
        Units and 1, joined by ``*`` and ``/`` from left to right, each with a whole
        power if need be; ``^`` may stand for ``**``.
    currency : str
        The document's; the only one that its units may name.

    Raises
    ------
    FaultError
        If it is not a unit; with a suggestion where one is near.
    """
    if len(text) > _LONGEST or not (first := _FACTOR.match(text)):
        raise FaultError(quoted(text), _WANTED)
    unit = _base(first, currency)
    position = first.end()
    while position < len(text):
        sign = text[position]
        factor = _FACTOR.match(text, position + 1)
        if sign not in "*/" or factor is None:
            raise FaultError(quoted(text), _WANTED, _no_brackets(text))
        base = _base(factor, currency)
        unit = unit * base if sign == "*" else unit / base
        position = factor.end()
    return unit


def _base(factor: re.Match[str], currency: str) -> Unit:
    name = factor["name"]
    known = (currency, *BASES)
    if name not in (*known, "1"):
        spoken = _SPOKEN.get(name.lower(), "")
        fix = f'Did you mean "{spoken}"' if spoken else suggestion(name, known)
        raise FaultError(quoted(name), f"one of {', '.join(known)}, 1", fix)
    base = PURE if name == "1" else Unit(((name, 1),))
    return base ** int(factor["power"] or 1)


def _no_brackets(text: str) -> str:
    return "Write a/b/c for a/(b*c)" if "(" in text else ""

"""Words of an invented place: its towns, its providers, its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from scenarios.sample.draws import Draws

TOWNS: Final = (
    "Northmarsh",
    "Saltgate",
    "Gannet Quay",
    "Wherryford",
    "Oysterholm",
    "Skerrow",
    "Lantern Hill",
    "Mudlark End",
)

CLIENT_GROUPS: Final = (
    "learning disability",
    "autism",
    "mental health",
    "physical disability",
    "cognitive disability",
    "substance use",
    "dual disability",
)
"""The conditions named in Medway's notice of its dynamic purchasing system."""

DECLINED: Final = (
    "no staff free by the start date",
    "no suitable property in the area",
    "night cover cannot be staffed",
    "needs fall outside our speciality",
    "caseload is full",
)

WITHDRAWN: Final = (
    "registered manager has left",
    "the landlord has let the flat",
    "chose another tender",
)

_FIRST: Final = (
    "Gannet",
    "Wherry",
    "Samphire",
    "Oyster",
    "Skerry",
    "Limpet",
    "Curlew",
    "Cockle",
    "Eelgrass",
    "Lantern",
    "Sandpiper",
    "Tidepool",
    "Marram",
    "Whelk",
)
_SECOND: Final = ("mead", "holt", "stow", "garth", "wick", "reach", "lea", "croft")
_KIND: Final = ("Support", "Care", "Living", "Community", "Homes", "Trust")


def towns(district: int) -> tuple[str, ...]:
    """Give the towns of a district; from the second on they are numbered."""
    return tuple(f"{town}{_nth(district)}" for town in TOWNS)


def providers(draws: Draws, district: int, number: int) -> list[str]:
    """Give the names of a district's providers, made up from parts.

    Parameters
    ----------
    draws : Draws
    district : int
        0 for the first.
    number : int
        How many; up to 112 all differ.
    """
    stems = [first + second for first in _FIRST for second in _SECOND]
    names = [f"{stem} {draws.pick(_KIND)}" for stem in draws.shuffled(stems)]
    return [f"{names[at % len(names)]}{_nth(district)}" for at in range(number)]


def _nth(district: int) -> str:
    return f" {district + 1}" if district else ""

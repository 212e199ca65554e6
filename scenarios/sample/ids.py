"""Ids: how the sample's people, providers and houses are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scenarios.sample import caseload, providers, referrals, schemes

if TYPE_CHECKING:
    from scenarios.sample.caseload import Person

Row = dict[str, Any]
"""One row of a table, by column; one that is left out is empty."""


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids with as many digits as the size of the sample asks for.

    Parameters
    ----------
    factor : int
        How many districts.
    """

    factor: int

    def provider(self, number: int) -> str:
        """Give a provider's id, P001."""
        return self._id("P", number, providers.PER_DISTRICT, 3)

    def scheme(self, number: int) -> str:
        """Give a scheme's id, S001."""
        return self._id("S", number, schemes.PER_DISTRICT, 3)

    def referral(self, number: int) -> str:
        """Give a referral's id, R0001."""
        return self._id("R", number, referrals.PER_DISTRICT, 4)

    def person(self, person: Person) -> str:
        """Give a person's id: C0001, or the referral's for one who is up for award."""
        if person.up_for_award:
            return self.referral(person.number)
        return self._id("C", person.number, caseload.PER_DISTRICT, 4)

    def _id(self, letter: str, number: int, each: int, digits: int) -> str:
        width = max(digits, len(str(each * self.factor)))
        return f"{letter}{number + 1:0{width}d}"


def fourths(quarters: int) -> str:
    """Write quarters as a decimal: 5 is 1.25."""
    return f"{quarters // 4}{('', '.25', '.5', '.75')[quarters % 4]}"

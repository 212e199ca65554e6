"""Claims: what a payment has used up, so that no second one is explained by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Subject = tuple[str, ...]
"""What is used up: one-offs of a person, places of a house, days after an end."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one payment uses.

    Parameters
    ----------
    row : int
        Of the extract.
    count : int
        Places, or days.
    start, end : date
        [start, end), on which it is used.
    """

    row: int
    count: int
    start: date = date.min
    end: date = date.max


class Claims:
    """Everything that payments have used so far; what was only tried is given back."""

    def __init__(self) -> None:
        self._held: dict[Subject, list[Claim]] = {}
        self._log: list[Subject] = []

    @property
    def mark(self) -> int:
        """Give the place to which :meth:`back_to` goes back."""
        return len(self._log)

    def back_to(self, mark: int) -> None:
        """Give back whatever was taken since a mark."""
        while len(self._log) > mark:
            self._held[self._log.pop()].pop()

    def take(self, subject: Subject, claim: Claim) -> None:
        """Use something up."""
        self._held.setdefault(subject, []).append(claim)
        self._log.append(subject)

    def held(self, subject: Subject) -> tuple[Claim, ...]:
        """Give what is used of something."""
        return tuple(self._held.get(subject, ()))

    def most(self, subject: Subject, start: date, end: date) -> int:
        """Give how many are used on the day of [start, end) that has the most."""
        held = [
            one for one in self.held(subject) if one.start < end and start < one.end
        ]
        days = {start, *(max(one.start, start) for one in held)}
        return max(
            sum(one.count for one in held if one.start <= day < one.end) for day in days
        )

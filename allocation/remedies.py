"""What each offer to a person who is not placed would still need to place them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from allocation.audit.book import keyed, opened, rows
from allocation.audit.limits import sharing
from allocation.audit.swaps import Swaps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocation.allocation import Allocation
    from allocation.audit.book import Book, Key
    from allocation.audit.swaps import Short
    from allocation.market import Market

_LAST: Final = frozenset({"veto", "only", "must_stay", "personal_care"})
"""The person's own word and the law: any other remedy comes first."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """One offer to somebody who is not placed, and all that stands in its way.

    Attributes
    ----------
    key : Key
        Referral, provider, scheme.
    lot : str
        Of the person.
    rules : tuple of str
        Every rule that refuses the offer.
    shorts : tuple of Short
        Every limit that it would break.
    apart : tuple of str
        Who would then share a home and may not, in words.
    """

    key: Key
    lot: str
    rules: tuple[str, ...]
    shorts: tuple[Short, ...]
    apart: tuple[str, ...]

    @property
    def effort(self) -> tuple[int, bool, int, list[int], list[Fraction], Key]:
        """Give what remedies are sorted by: the least to ask for is the lowest."""
        kinds = ("budget", "share", "places", "hours")
        lacks = {
            kind: [short.lacks for short in self.shorts if short.line.kind == kind]
            for kind in kinds
        }
        return (
            sum(rule in _LAST for rule in self.rules) + len(self.apart),
            bool(self.shorts),
            len(self.rules),
            [len(lacks[kind]) for kind in kinds],
            [sum(lacks[kind], Fraction(0)) for kind in kinds],
            self.key,
        )


def remedies(
    market: Market, allocation: Allocation, book: Book | None = None
) -> Mapping[str, Sequence[Remedy]]:
    """Give the offers to each person who is not placed, the least to ask for first.

    Parameters
    ----------
    market : Market
    allocation : Allocation
        Its placements and pairs are read.
    book : Book, optional
        The market as the audit opened it, where it has.

    Returns
    -------
    mapping of referral to sequence of Remedy
        Sorted by referral; empty where nobody has offered.
    """
    book = book or opened(market)
    chosen = [keyed(row) for row in rows(allocation.placements)]
    placed = {key[0] for key in chosen}
    made: dict[str, list[Remedy]] = {
        person: [] for person in sorted(book.referrals) if person not in placed
    }
    swaps = Swaps(book, chosen)
    for pair in rows(allocation.pairs):
        key = keyed(pair)
        if key[0] in made:
            made[key[0]].append(
                Remedy(
                    key,
                    book.lot(key),
                    tuple(pair["refused_also"]),
                    swaps.shorts(key),
                    apart(book, chosen, key),
                )
            )
    return {person: sorted(mine, key=_effort) for person, mine in made.items()}


def _effort(remedy: Remedy) -> tuple[int, bool, int, list[int], list[Fraction], Key]:
    return remedy.effort


def apart(book: Book, chosen: Sequence[Key], key: Key) -> tuple[str, ...]:
    """Say who may not share a home with a person, and would if they took an offer.

    Parameters
    ----------
    book : Book
    chosen : sequence of Key
        The plan; what the person has in it is left for the offer.
    key : Key
        The offer.

    Returns
    -------
    tuple of str
    """
    met = any(key[0] in (row["referral"], row["other"]) for row in book.apart)
    if not met:
        return ()
    others = [one for one in chosen if one[0] != key[0]]
    already = set(sharing(book, others))
    more = [text for text in sharing(book, [*others, key]) if text not in already]
    # Two people who are both new are told of from either side: once is enough.
    once = {frozenset(text.split()): text for text in reversed(more)}
    return tuple(reversed(once.values()))

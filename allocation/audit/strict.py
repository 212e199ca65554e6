"""Strict ranking held against a plan, one person and one better offer at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocation.audit.book import shown
from allocation.audit.limits import sharing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from allocation.audit.book import Book, Key
    from allocation.audit.points import Mark
    from allocation.audit.swaps import Swaps


def breaches(book: Book, swaps: Swaps, marks: Mapping[Key, Mark]) -> Iterator[str]:
    """Tell of each better offer that would fit and has no fewer choice points.

    Parameters
    ----------
    book : Book
    swaps : Swaps
        Of the plan.
    marks : mapping of Key to Mark
        Of the eligible offers.

    Yields
    ------
    str
    """
    for key, mark in marks.items():
        has = swaps.has.get(key[0])
        if has is None or mark.rank >= marks[has].rank:
            continue
        is_chosen_less = mark.choice < marks[has].choice
        if not is_chosen_less and _fits(book, swaps, key, has):
            yield (
                f"{shown(has)}: strict ranking, and {shown(key)} ranks above it and "
                "would fit"
            )


def _fits(book: Book, swaps: Swaps, key: Key, has: Key) -> bool:
    """Tell whether an offer breaks nothing in place of what its person has."""
    if swaps.shorts(key) or swaps.passed_by_others(key):
        return False
    others = [one for one in swaps.chosen if one != has]
    already = set(sharing(book, others))
    return all(text in already for text in sharing(book, [*others, key]))

"""What one more offer would take of each limit, the rest of the plan staying put."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from allocation.audit.book import minutes
from allocation.audit.limits import lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocation.audit.book import Book, Key
    from allocation.audit.limits import Line


@dataclass(frozen=True, slots=True)
class Short:
    """What an offer lacks in one limit.

    Attributes
    ----------
    line : Line
        As the plan leaves it.
    needs : int
        Minutes, places or pence that the offer takes of it, beyond what its person
        has of it now.
    lacks : Fraction
        By how much the limit as stated is too low, which is more than ``needs`` where
        commitments alone pass it; of a share cap, the share that would do.
    """

    line: Line
    needs: int
    lacks: Fraction


class Swaps:
    """A plan, in which one person at a time is given another offer.

    Parameters
    ----------
    book : Book
    chosen : sequence of Key
        The offers that the plan accepts.
    """

    def __init__(self, book: Book, chosen: Sequence[Key]) -> None:
        self.book = book
        self.chosen = tuple(chosen)
        self.has = {key[0]: key for key in chosen}
        self.lines: dict[Key, list[Line]] = defaultdict(list)
        for line in lines(book, chosen):
            self.lines[line.provider, line.lot, line.scheme].append(line)
        self.openers: Counter[tuple[str, str]] = Counter()
        for key in chosen:
            self._open(key, 1)

    def _open(self, key: Key, times: int) -> None:
        """Count who opens a scheme that is not running, in all and by lot."""
        if self._background(key):
            self.openers["", key[2]] += times
            self.openers[self.book.lot(key), key[2]] += times

    def _background(self, key: Key) -> int:
        """Give the background that an offer brings about, alone, in pence."""
        if not key[2] or self.book.offers[key]["core_included"]:
            return 0
        scheme = self.book.schemes[key[2]]
        return 0 if scheme["already_running"] else int(scheme["background_pence"])

    def shorts(self, key: Key) -> tuple[Short, ...]:
        """Give the limits that an offer would break, in place of what its person has.

        Parameters
        ----------
        key : Key

        Returns
        -------
        tuple of Short
        """
        lot = self.book.lot(key)
        owners = [(key[1], "", ""), (key[1], lot, ""), ("", "", ""), ("", lot, "")]
        if key[2]:
            owners.append(("", "", key[2]))
        found = []
        for line in (line for owner in owners for line in self.lines.get(owner, ())):
            short = self._short(line, key)
            if short is not None:
                found.append(short)
        return tuple(found)

    def passed_by_others(self, key: Key) -> tuple[Line, ...]:
        """Give the share caps of other providers that an offer alone would break.

        Fewer hours in all make everybody's share larger: an offer of fewer hours than
        its person has now can break the cap of a provider that it is not of.

        Parameters
        ----------
        key : Key

        Returns
        -------
        tuple of Line
            As the plan with the offer leaves them.
        """
        has = self.has.get(key[0])
        if has is None or self._minutes(key) >= self._minutes(has):
            return ()
        if all(line.share is None for owned in self.lines.values() for line in owned):
            return ()
        moved = [key if one == has else one for one in self.chosen]
        return tuple(
            line
            for line in lines(self.book, moved)
            if line.share is not None
            and line.provider != key[1]
            and line.used > line.room
        )

    def _short(self, line: Line, key: Key) -> Short | None:
        old = self.has.get(key[0])
        counts = old and line.provider in ("", old[1]) and line.scheme in ("", old[2])
        released = old if counts else None
        needs = self._takes(line, key, released)
        if line.share is None:
            if line.used + needs <= line.room:
                return None
            return Short(line, needs, line.before + line.used + needs - line.limit)
        share, with_offer = line.share, line.before + line.used + needs
        total = share.total + self._minutes(key) - (self._minutes(old) if old else 0)
        fits = with_offer <= share.cap * total
        if line.before > share.cap * share.held:
            fits = not line.used + needs
        if fits:
            return None
        alone = Fraction(line.before, share.held) if share.held else Fraction(0)
        return Short(line, needs, max(alone, Fraction(with_offer, total)))

    def _takes(self, line: Line, key: Key, released: Key | None) -> int:
        if line.kind == "places":
            return 0 if released else 1
        if line.kind == "budget":
            return self._costs(line.lot, key, released)
        return self._minutes(key) - (self._minutes(released) if released else 0)

    def _minutes(self, key: Key) -> int:
        return minutes(self.book.offers[key]["hours_per_week"])

    def _costs(self, lot: str, key: Key, released: Key | None) -> int:
        """Give what a lot, or all, would cost more in pence a week."""
        more = int(self.book.offers[key]["price_pence"])
        if released:
            more -= int(self.book.offers[released]["price_pence"])
            self._open(released, -1)
            if not self.openers[lot, released[2]]:
                more -= self._background(released)
        if not self.openers[lot, key[2]]:
            more += self._background(key)
        if released:
            self._open(released, 1)
        return more

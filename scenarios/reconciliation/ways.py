"""Ways in which an amount that differs from what is agreed may have come about.

Each is arithmetic on what the case or the extract says: days, shares, prices. A way
explains a payment only if it gives the amount to the penny.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from costing.money import divided
from scenarios.reconciliation.agreed import owed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scenarios.reconciliation.agreed import Agreed, Period

Days = tuple[int, ...]
"""Days of each line."""


@dataclass(frozen=True, slots=True)
class Part:
    """One reason for a difference, and what it comes to.

    Parameters
    ----------
    why : str
        void, suspension, part_week, client_share, health_share, section_117, one_off,
        price_change, started, ended or rounding.
    pence : int
        Paid above what is agreed, or below it.
    says : str
        The arithmetic in words.
    is_too_much : bool
        Paid for what was not agreed, so to be recovered, unless the caseload is wrong.
    """

    why: str
    pence: int
    says: str
    is_too_much: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What the rows of an extract say beside their amounts.

    Parameters
    ----------
    is_paid : bool
        There are any: of no payment only a share of others can be the reason.
    is_gross, is_net : bool
        All of them say so.
    is_suspended : bool
        One of them gives it as reason.
    days_not_paid : int or None
        Of the suspension.
    weekly : tuple of int
        What they say a week was paid at, in pence.
    """

    is_paid: bool = True
    is_gross: bool = False
    is_net: bool = False
    is_suspended: bool = False
    days_not_paid: int | None = None
    weekly: tuple[int, ...] = ()


def way_to(
    paid: int, lines: Sequence[Agreed], period: Period, told: Told
) -> tuple[Part, ...] | None:
    """Find the first way that gives what was paid, the plainest first.

    Parameters
    ----------
    paid : int
        Pence.
    lines : sequence of Agreed
        Of one person with one provider.
    period : Period
    told : Told

    Returns
    -------
    tuple of Part or None
        Their pence add to what was paid less what is agreed.
    """
    agreed = _agreed_days(lines, period)
    for exact in (True, False):
        for days, whys in _days(lines, period, told, agreed):
            for shares in _shares(lines, told):
                parts = _parts(lines, agreed, whys, shares)
                reached = owed(_weekly(lines, agreed)) + sum(one.pence for one in parts)
                if exact and reached == paid:
                    return parts
                odd = None if exact else _odd(paid, reached, lines, days, shares)
                if odd is not None:
                    return (*parts, odd)
    return _old_price(paid, lines, period, told)


def _agreed_days(lines: Sequence[Agreed], period: Period) -> Days:
    return tuple(line.days(period.start, period.end) for line in lines)


def _weekly(
    lines: Sequence[Agreed], days: Days, shares: Sequence[str] = ()
) -> Iterator[tuple[int, int]]:
    """Give what each line costs a week less some shares, with its days."""
    for line, count in zip(lines, days, strict=True):
        yield line.gross - sum(getattr(line, share) for share in shares), count


def _days(
    lines: Sequence[Agreed], period: Period, told: Told, agreed: Days
) -> Iterator[tuple[Days, tuple[tuple[str, Days, str], ...]]]:
    """Give days that may have been paid, each step from those agreed with its why."""
    yield agreed, ()
    if not told.is_paid:
        return
    yield from _whole_weeks(agreed)
    yield from _beyond(lines, period, agreed)
    yield from _one_price(lines, period, agreed)
    if told.is_suspended:
        most = max(agreed, default=0)
        one = told.days_not_paid
        for unpaid in range(1, most + 1) if one is None else (one,):
            days = tuple(max(count - unpaid, 0) for count in agreed)
            says = f"{unpaid} of {most} days not paid"
            yield days, (("suspension", days, says),)


def _whole_weeks(
    agreed: Days,
) -> Iterator[tuple[Days, tuple[tuple[str, Days, str], ...]]]:
    if not any(count % 7 for count in agreed):
        return
    for more in (0, 1):
        days = tuple(7 * (count // 7 + (more if count % 7 else 0)) for count in agreed)
        weeks, most = max(days) // 7, max(agreed)
        noun = "week" if weeks == 1 else "weeks"
        says = f"paid for {weeks} whole {noun}, agreed for {most} days"
        yield days, (("part_week", days, says),)


def _beyond(
    lines: Sequence[Agreed], period: Period, agreed: Days
) -> Iterator[tuple[Days, tuple[tuple[str, Days, str], ...]]]:
    """Give days before the start or after the end of lines, paid all the same."""
    steps = {}
    for why in ("started", "ended"):
        paid = []
        for line, count in zip(lines, agreed, strict=True):
            if why == "started" and line.starts_late(period) and line.start is not None:
                last = period.end if line.end is None else min(period.end, line.end)
                paid.append(max((last - period.start).days, 0))
            elif why == "ended" and line.ends_early(period) and line.end is not None:
                first = period.start
                if line.start is not None:
                    first = max(first, line.start)
                paid.append((period.end - first).days)
            else:
                paid.append(count)
        if tuple(paid) != agreed:
            says = _beyond_words(why, lines, period, agreed, paid)
            steps[why] = (tuple(paid), says)
    for why, (days, says) in steps.items():
        yield days, ((why, days, says),)
    if len(steps) > 1:
        (early, says), (late, says_late) = steps["started"], steps["ended"]
        both = tuple(
            one + two - count
            for one, two, count in zip(early, late, agreed, strict=True)
        )
        yield both, (("started", early, says), ("ended", both, says_late))


def _beyond_words(
    why: str,
    lines: Sequence[Agreed],
    period: Period,
    agreed: Days,
    days: Sequence[int],
) -> str:
    more = max(new - old for new, old in zip(days, agreed, strict=True))
    noun = "day" if more == 1 else "days"
    if why == "started":
        day = min(one.start for one in lines if one.start and one.starts_late(period))
        return f"support started on {day}: {more} {noun} before it were paid"
    day = max(one.end for one in lines if one.end and one.ends_early(period))
    return f"support ended on {day}: {more} {noun} from then on were paid"


def _one_price(
    lines: Sequence[Agreed], period: Period, agreed: Days
) -> Iterator[tuple[Days, tuple[tuple[str, Days, str], ...]]]:
    """Give the old or the new price for all days, where one follows on the other."""
    ends = {line.end for line in lines if line.end and line.ends_early(period)}
    for day in sorted(ends & {line.start for line in lines if line.start}):
        if not period.start < day < period.end:
            continue
        old = [at for at, line in enumerate(lines) if line.end == day]
        new = [at for at, line in enumerate(lines) if line.start == day]
        for goes_on, is_left, says in (
            (old, new, f"paid at the old price from {day} on"),
            (new, old, f"paid at the new price before {day}"),
        ):
            days = list(agreed)
            for at in goes_on:
                days[at] += max(agreed[other] for other in is_left)
            for at in is_left:
                days[at] = 0
            yield tuple(days), (("price_change", tuple(days), says),)


def _shares(lines: Sequence[Agreed], told: Told) -> Iterator[tuple[str, ...]]:
    """Give who may have paid a share that finance did not."""
    client = any(line.client for line in lines)
    health = any(line.health for line in lines)
    if not (told.is_net and client):
        yield ()
    if told.is_gross:
        return
    if client:
        yield ("client",)
    if health and not (told.is_net and client):
        yield ("health",)
    if client and health:
        yield ("client", "health")


_TOO_MUCH: Final = ("started", "ended", "price_change")
"""Reasons for paying more than is agreed that make nobody entitled to it."""


def _parts(
    lines: Sequence[Agreed],
    agreed: Days,
    whys: tuple[tuple[str, Days, str], ...],
    shares: tuple[str, ...],
) -> tuple[Part, ...]:
    """Give what each step from the agreed amount comes to; the steps telescope.

    Shares are those of the agreed days, so that other days come to what the council
    paid for them.
    """
    steps = [agreed, *(step for _, step, _ in whys)]
    found = []
    for (before, after), (why, _, says) in zip(pairwise(steps), whys, strict=True):
        pence = owed(_weekly(lines, after, shares))
        pence -= owed(_weekly(lines, before, shares))
        found.append(Part(why, pence, says, pence > 0 and why in _TOO_MUCH))
    taken: tuple[str, ...] = ()
    for share in shares:
        more = (*taken, share)
        pence = owed(_weekly(lines, agreed, more)) - owed(_weekly(lines, agreed, taken))
        found.append(_share_part(share, pence, lines))
        taken = more
    return tuple(one for one in found if one.pence)


def _share_part(share: str, pence: int, lines: Sequence[Agreed]) -> Part:
    if share == "client":
        return Part("client_share", pence, "paid net of what the person pays")
    bases = {line.legal_basis for line in lines if line.health}
    if bases == {"s117"}:
        says = "section 117: the health service's share is not paid by the council"
        return Part("section_117", pence, says)
    return Part("health_share", pence, "the health service's share is not paid")


_ROUNDINGS: Final = (
    "rounded once for all lines",
    "rounded to the penny a day, then times days",
)


def _odd(
    paid: int,
    reached: int,
    lines: Sequence[Agreed],
    days: Days,
    shares: tuple[str, ...],
) -> Part | None:
    """Give the odd pence where an amount is that of another way of rounding."""
    weekly = list(_weekly(lines, days, shares))
    together = int(divided(sum(one * count for one, count in weekly), 7))
    by_day = sum(int(divided(one, 7)) * count for one, count in weekly)
    for amount, says in zip((together, by_day), _ROUNDINGS, strict=True):
        if amount == paid and amount != reached:
            return Part("rounding", paid - reached, says)
    return None


def _old_price(
    paid: int, lines: Sequence[Agreed], period: Period, told: Told
) -> tuple[Part, ...] | None:
    """Try another price for the days before the one from which this price holds."""
    days = {line.price_from for line in lines}
    day = days.pop() if len(days) == 1 else None
    if day is None or day <= period.start:
        return None
    day = min(day, period.end)
    before = max((line.days(period.start, day) for line in lines), default=0)
    after = [(line.gross, line.days(day, period.end)) for line in lines]
    agreed = owed(_weekly(lines, _agreed_days(lines, period)))
    for weekly in told.weekly:
        if int(divided(weekly * before, 7)) + owed(after) == paid:
            says = f"the price holds from {day}; {before} days before it were paid at "
            says += f"{weekly / 100:.2f} a week"
            return (Part("price_change", paid - agreed, says),)
    return None

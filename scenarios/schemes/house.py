"""House: one scheme with all that can be told of it, and what cannot, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from costing.schemes.sharing import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from fractions import Fraction

    from costing.errors import Finding
    from costing.schemes.absences import AbsentWeek
    from costing.schemes.double_pay import Compared, Drawn
    from costing.schemes.funding import Funding
    from costing.schemes.occupancy import OneFewer
    from costing.schemes.sharing import Sharing
    from costing.schemes.tolerance import Delivered
    from costing.schemes.voids import VoidWeek
    from scenarios.schemes.support import Housed

PARTS: Final = ("cost", "places", *Rule, "voids", "funding", "double_pay")
"""What can be told of a scheme, and may be missing."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A part that cannot be told of a scheme, and why.

    Parameters
    ----------
    part : str
        One of :data:`PARTS`.
    why : str
        A sentence without its full stop.
    findings : tuple of Finding
        The cells that would have to say more.
    """

    part: str
    why: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """A background cost shared by one rule, and what one tenant more or fewer does."""

    now: Sharing
    one_more: Mapping[str, int]
    one_fewer: Mapping[str, OneFewer]


@dataclass(frozen=True, slots=True)
class Voids:
    """The empty places of a scheme, week by week."""

    since: date
    until: date
    rule: str
    weeks: tuple[VoidWeek, ...]


@dataclass(frozen=True, slots=True)
class Absence:
    """A person who is or was away, week by week."""

    person: str
    start: date
    end: date
    reason: str
    retainer: str
    weeks: tuple[AbsentWeek, ...]


@dataclass(frozen=True, slots=True)
class Funded:
    """Who pays for the people of a scheme, as their lines say and by one share.

    Parameters
    ----------
    people : mapping of person to Funding
        By line.
    by_line : Funding
        Of all of them.
    by_share : Funding or None
        The same gross cost by one fixed share of health, where one was asked for.
    people_by_share : mapping of person to Funding
    bases : mapping of person to tuple of str
        The legal bases of their lines; none where none is stated.
    """

    people: Mapping[str, Funding]
    by_line: Funding
    by_share: Funding | None
    people_by_share: Mapping[str, Funding]
    bases: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class DoublePay:
    """What is bought for a house beside its rota.

    Parameters
    ----------
    rows : tuple of Compared
    drawn : Drawn
    names_others : bool
        The rota holds shifts for named support; where it holds background shifts
        only, named support may have shifts that it does not show.
    delivered : Delivered
        Waking hours of the kinds that the rota holds, by Maine's tolerance.
    share : Fraction or None
        Of bought waking hours that are on the rota.
    """

    rows: tuple[Compared, ...]
    drawn: Drawn
    names_others: bool
    delivered: Delivered
    share: Fraction | None


@dataclass(frozen=True, slots=True)
class House:
    """One scheme.

    Parameters
    ----------
    scheme, provider : str
    cost_pence : int or None
        Of its background support a week.
    cost_from : str
        "stated", "rota" or "".
    places : int or None
        Commissioned.
    people : tuple of Housed
        Who lives there, by name; those whom no table names come as ``unnamed 1``.
    shared : mapping of Rule to Shared
        The rules that can be told.
    voids : Voids or None
    absences : tuple of Absence
    funded : Funded or None
    double_pay : DoublePay or None
    missing : tuple of Missing
        Each part that is None or left out, and why.
    remarks : tuple of str
        A sentence each.
    """

    scheme: str
    provider: str
    cost_pence: int | None
    cost_from: str
    places: int | None
    people: tuple[Housed, ...]
    shared: Mapping[Rule, Shared] = field(default_factory=dict)
    voids: Voids | None = None
    absences: tuple[Absence, ...] = ()
    funded: Funded | None = None
    double_pay: DoublePay | None = None
    missing: tuple[Missing, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def empty_places(self) -> int | None:
        """Places that nobody lives in; None where no places are stated."""
        return None if self.places is None else self.places - len(self.people)

"""Book: one person with one provider, held against everything that may explain it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from costing.sheets.cells import suggestion_among
from scenarios.reconciliation.agreed import owed_in
from scenarios.reconciliation.apart import once_pence, void_after, void_places
from scenarios.reconciliation.claims import Claim, Claims
from scenarios.reconciliation.tied import Reconciled, State
from scenarios.reconciliation.twice import parted, twice
from scenarios.reconciliation.ways import Part, Told, way_to
from scenarios.reconciliation.words import hint, other_centres

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scenarios.case import Case
    from scenarios.reconciliation.agreed import Agreed, Period
    from scenarios.reconciliation.extract import Payment

Key = tuple[str, str, str]
"""Person, provider, and the scheme of what is paid for nobody."""

_NO_PRICE: Final = "commitments.csv states no price for it"

_SUGGESTED: Final = 20
"""Unknown people for whom a near name is looked for; a costly search."""


@dataclass(frozen=True, slots=True)
class _Tie:
    """What payments come to.

    Parameters
    ----------
    parts : tuple of Part
        Why they differ from what is agreed, as far as it is known.
    left : int
        Pence that nothing explains.
    is_plain : bool
        The weekly ones come to what is agreed as they are, and nothing is left.
    apart : tuple of Payment
        Those that are not weekly.
    """

    parts: tuple[Part, ...]
    left: int
    is_plain: bool
    apart: tuple[Payment, ...]

    @property
    def state(self) -> State:
        """Give the state of payments of which nothing is left."""
        if any(part.is_too_much for part in self.parts):
            return State.TO_RECOVER
        return State.EXPLAINED if self.parts else State.MATCHED

    @property
    def why(self) -> str:
        """Give every part in words."""
        return "; ".join(part.says for part in self.parts)


class Book:
    """Everything that one line may need to know of the others."""

    def __init__(
        self,
        case: Case,
        period: Period,
        agreed: Mapping[Key, Sequence[Agreed]],
        paid: Mapping[Key, Sequence[Payment]],
    ) -> None:
        self._case = case
        self._period = period
        self._agreed = agreed
        self._paid = paid
        self._once = once_pence(case)
        self._people = {person for person, _, _ in agreed}
        self._suggested = 0
        self._claims = Claims()

    def reconciled(self, key: Key) -> Reconciled:
        """Reconcile one person with one provider."""
        lines, payments = self._agreed.get(key, ()), self._paid.get(key, ())
        tie, again, maybe = self._tied(lines, payments)
        if not tie.left:
            state, says = self._closed(tie, lines)
            words = [tie.why, says]
        else:
            state, says = self._open(key, lines, payments)
            words = [tie.why, says, self._spent(payments)]
        if again:
            words.insert(0, twice(payments, again))
            if not tie.left and state != State.NO_PRICE:
                state = State.PAID_TWICE
        if maybe:
            words.append(f"if both are right: {maybe}")
        words.append(other_centres(lines, payments))
        return Reconciled(
            person=key[0],
            provider=key[1],
            scheme=key[2],
            agreed_pence=owed_in(lines, self._period),
            paid_pence=sum(one.paid_pence for one in payments),
            parts=tie.parts,
            state=state,
            says="; ".join(filter(None, words)),
            rows=tuple(one.row for one in payments),
        )

    def _tied(
        self, lines: Sequence[Agreed], payments: Sequence[Payment]
    ) -> tuple[_Tie, list[Payment], str]:
        """Tie payments, one that stands again apart: it explains nothing by itself.

        Returns
        -------
        tie : _Tie
            Without what stands again, unless all together are what is agreed.
        again : list of Payment
            What stands again.
        maybe : str
            What would explain all of them.
        """
        first, again = parted(payments)
        mark = self._claims.mark
        tie = self._tie(lines, payments)
        if not again or (tie.is_plain and not _ids(again) & _ids(tie.apart)):
            return tie, [], ""
        self._claims.back_to(mark)
        return self._tie(lines, first), again, "" if tie.left else tie.why

    def _tie(self, lines: Sequence[Agreed], payments: Sequence[Payment]) -> _Tie:
        """Tie payments to lines: those apart first, then the usual ones."""
        parts, usual, apart = self._apart(lines, payments)
        agreed = owed_in(lines, self._period)
        paid = sum(one.paid_pence for one in usual)
        why = self._why(agreed, paid, lines, usual)
        found = (*(why or ()), *parts)
        left = sum(one.paid_pence for one in payments) - agreed
        left -= sum(part.pence for part in found)
        return _Tie(
            parts=found,
            left=left,
            is_plain=paid == agreed and not left,
            apart=tuple(apart),
        )

    def _apart(
        self, lines: Sequence[Agreed], payments: Sequence[Payment]
    ) -> tuple[list[Part], list[Payment], list[Payment]]:
        """Part payments for empty places and one-off ones from the usual ones."""
        parts, usual, apart = [], [], []
        for one in payments:
            part = None
            if one.reason == "void":
                part = void_after(one, lines, self._period, self._claims)
                part = part or void_places(self._case, one, self._claims)
            elif one.reason == "one_off":
                part = self._one_off(one, one.paid_pence)
            if part is None:
                usual.append(one)
            else:
                parts.append(part)
                apart.append(one)
        if any(one.reason == "void" for one in apart):
            usual = [one for one in usual if one.reason != "void"]
        return parts, usual, apart

    def _one_off(self, payment: Payment, pence: int) -> Part | None:
        subject = ("once", payment.person)
        if self._once.get(payment.person) != pence or self._claims.held(subject):
            return None
        self._claims.take(subject, Claim(payment.row, 1))
        return Part("one_off", pence, "paid once, as in packages.csv")

    def _why(
        self,
        agreed: int,
        paid: int,
        lines: Sequence[Agreed],
        payments: Sequence[Payment],
    ) -> tuple[Part, ...] | None:
        if paid == agreed:
            return ()
        told = _said(payments)
        if lines and (parts := way_to(paid, lines, self._period, told)):
            return parts
        once = self._one_off(payments[-1], paid - agreed) if payments else None
        return None if once is None else (once,)

    def _spent(self, payments: Sequence[Payment]) -> str:
        """Say which row has used the one-off that is paid here again."""
        rows = {one.row for one in payments}
        for one in payments:
            if one.reason == "one_off" and self._once.get(one.person):
                for claim in self._claims.held(("once", one.person)):
                    if claim.row not in rows:
                        return f"what packages.csv has once is used by line {claim.row}"
        return ""

    def _closed(self, tie: _Tie, lines: Sequence[Agreed]) -> tuple[State, str]:
        """Give the state where nothing is left: a line without a price is no match."""
        if any(line.is_unpriced(self._period) for line in lines):
            return State.NO_PRICE, _NO_PRICE
        return tie.state, ""

    def _open(
        self, key: Key, lines: Sequence[Agreed], payments: Sequence[Payment]
    ) -> tuple[State, str]:
        person, provider, scheme = key
        if scheme:
            return State.NOT_EXPLAINED, (
                f"no number of empty places of {scheme} for whole days of its stated "
                "background cost comes to this"
            )
        others = sorted({other for name, other, _ in self._agreed if name == person})
        if not lines and person not in self._people:
            return State.UNKNOWN_PERSON, self._unknown(person)
        if not lines:
            return State.WRONG_PROVIDER, f"committed with {', '.join(others)}"
        if not payments:
            return self._not_paid(person, provider)
        if any(line.is_unpriced(self._period) for line in lines):
            return State.NO_PRICE, _NO_PRICE
        return State.NOT_EXPLAINED, hint(lines, payments, self._period)

    def _not_paid(self, person: str, provider: str) -> tuple[State, str]:
        paid = [p for name, p, _ in self._paid if name == person and p != provider]
        if paid:
            return State.WRONG_PROVIDER, f"{', '.join(sorted(paid))} was paid instead"
        return State.NOT_PAID, "not in the extract"

    def _unknown(self, person: str) -> str:
        says = "not in commitments.csv"
        self._suggested += 1
        if self._suggested > _SUGGESTED:
            return says
        near = suggestion_among(person, sorted(self._people))
        return f"{says}. {near}?" if near else says


def _ids(payments: Sequence[Payment]) -> set[int]:
    return {id(one) for one in payments}


def _said(payments: Sequence[Payment]) -> Told:
    stops = [one for one in payments if one.reason == "suspension"]
    unpaid = [one.days_not_paid for one in stops if one.days_not_paid is not None]
    bases = {one.basis for one in payments}
    return Told(
        is_paid=bool(payments),
        is_gross=bases == {"gross"},
        is_net=bases == {"net"},
        is_suspended=bool(stops),
        days_not_paid=sum(unpaid) if unpaid else None,
        weekly=tuple(
            sorted({one.weekly_pence for one in payments if one.weekly_pence})
        ),
    )

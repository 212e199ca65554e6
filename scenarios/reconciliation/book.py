"""Book: one person with one provider, held against everything that may explain it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from costing.cells import suggestion_among
from scenarios.reconciliation.agreed import owed_in
from scenarios.reconciliation.apart import once_pence, void_after, void_places
from scenarios.reconciliation.tied import Reconciled, State
from scenarios.reconciliation.ways import Part, Told, way_to
from scenarios.reconciliation.words import hint, other_centres

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scenarios.case import Case
    from scenarios.extract import Payment
    from scenarios.reconciliation.agreed import Agreed, Period

Key = tuple[str, str, str]
"""Person, provider, and the scheme of what is paid for nobody."""

_SUGGESTED: Final = 20
"""Unknown people for whom a near name is looked for; a costly search."""


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

    def reconciled(self, key: Key) -> Reconciled:
        """Reconcile one person with one provider."""
        lines, payments = self._agreed.get(key, ()), self._paid.get(key, ())
        apart, usual = self._apart(lines, payments)
        agreed = owed_in(lines, self._period)
        parts, again = self._usual(key[0], agreed, lines, usual)
        found = Reconciled(
            person=key[0],
            provider=key[1],
            scheme=key[2],
            agreed_pence=agreed,
            paid_pence=sum(one.paid_pence for one in payments),
            parts=(*parts, *apart),
            state=State.MATCHED,
            says="",
            rows=tuple(one.row for one in payments),
        )
        state, says = self._told(key, found, lines, payments, again)
        centres = other_centres(lines, payments)
        text = "; ".join(filter(None, (says, centres)))
        return replace(found, state=state, says=text)

    def _apart(
        self, lines: Sequence[Agreed], payments: Sequence[Payment]
    ) -> tuple[list[Part], list[Payment]]:
        """Part payments for empty places and one-off ones from the usual ones."""
        apart, usual = [], []
        for one in payments:
            part = None
            if one.reason == "void":
                part = void_after(one, lines) or void_places(self._case, one)
            elif one.reason == "one_off":
                part = self._one_off(one.person, one.paid_pence)
            if part is None:
                usual.append(one)
            else:
                apart.append(part)
        return apart, usual

    def _one_off(self, person: str, pence: int) -> Part | None:
        if self._once.get(person) != pence:
            return None
        return Part("one_off", pence, "paid once, as in packages.csv")

    def _usual(
        self,
        person: str,
        agreed: int,
        lines: Sequence[Agreed],
        payments: Sequence[Payment],
    ) -> tuple[tuple[Part, ...], Payment | None]:
        """Find why payments differ from what is agreed; else if one stands twice."""
        paid = sum(one.paid_pence for one in payments)
        parts = self._why(person, agreed, paid, lines, payments)
        if parts is not None:
            return parts, None
        again = _repeated(payments)
        if again:
            left = [one for one in payments if one not in again]
            less = paid - sum(one.paid_pence for one in again)
            parts = self._why(person, agreed, less, lines, left)
            if parts is not None:
                return parts, again[0]
        return (), None

    def _why(
        self,
        person: str,
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
        once = self._one_off(person, paid - agreed)
        return None if once is None else (once,)

    def _told(
        self,
        key: Key,
        found: Reconciled,
        lines: Sequence[Agreed],
        payments: Sequence[Payment],
        again: Payment | None,
    ) -> tuple[State, str]:
        """Say in words what became of a line."""
        why = "; ".join(part.says for part in found.parts)
        if not found.unexplained_pence and again is None:
            return (State.EXPLAINED, why) if found.parts else (State.MATCHED, "")
        if again is not None:
            first = next(one.row for one in payments if one.key == again.key)
            says = f"line {again.row} is the same as line {first}"
            return State.PAID_TWICE, "; ".join(filter(None, (says, why)))
        state, says = self._open(key, lines, payments)
        return state, "; ".join(filter(None, (why, says)))

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
            paid = [p for name, p, _ in self._paid if name == person and p != provider]
            if paid:
                says = f"{', '.join(sorted(paid))} was paid instead"
                return State.WRONG_PROVIDER, says
            return State.NOT_PAID, "not in the extract"
        return State.NOT_EXPLAINED, hint(lines, payments, self._period)

    def _unknown(self, person: str) -> str:
        says = "not in commitments.csv"
        self._suggested += 1
        if self._suggested > _SUGGESTED:
            return says
        near = suggestion_among(person, sorted(self._people))
        return f"{says}. {near}?" if near else says


def _repeated(payments: Sequence[Payment]) -> list[Payment]:
    """Give payments that are an earlier one again."""
    seen: set[tuple[object, ...]] = set()
    again = []
    for one in payments:
        if one.key in seen:
            again.append(one)
        seen.add(one.key)
    return again


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

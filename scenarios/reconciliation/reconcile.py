"""Reconcile: commitments tied to what finance paid, person by person."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from scenarios.reconciliation.agreed import Period, agreed_lines, owed_in
from scenarios.reconciliation.book import Book
from scenarios.reconciliation.tied import Reconciliation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scenarios.case import Case
    from scenarios.reconciliation.book import Key
    from scenarios.reconciliation.extract import Extract, Payment

T = TypeVar("T")


def reconcile(case: Case, extract: Extract) -> Reconciliation:
    """Tie the commitments of a case to what finance paid.

    Parameters
    ----------
    case : Case
    extract : Extract

    Returns
    -------
    Reconciliation
        What is agreed, explained and not explained adds up to what is paid, to the
        penny, on each line and in all.
    """
    period = Period(extract.start, extract.end)
    agreed = _grouped(
        ((line.person, line.provider, ""), line)
        for line in agreed_lines(case.tables["commitments"])
    )
    paid = _grouped((_key(payment), payment) for payment in extract.payments)
    book = Book(case, period, agreed, paid)
    keys = sorted(
        key
        for key in {*agreed, *paid}
        if key in paid
        or owed_in(agreed[key], period)
        or any(one.is_unpriced(period) for one in agreed[key])
    )
    lines = tuple(book.reconciled(key) for key in keys)
    return Reconciliation(period, lines, extract.notes)


def _grouped(pairs: Iterable[tuple[Key, T]]) -> dict[Key, list[T]]:
    groups: dict[Key, list[T]] = {}
    for key, one in pairs:
        groups.setdefault(key, []).append(one)
    return groups


def _key(payment: Payment) -> Key:
    scheme = "" if payment.person else payment.scheme
    return payment.person, payment.provider, scheme

"""What a case says and this version does not use yet: told, never passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from allocation.findings import rule_findings
from costing.rota.week import WEEKDAYS
from scenarios.inputs.settings import Calendar
from scenarios.market.remarks import caseload_remarks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scenarios.case import Case

_WITHOUT_PART: Final = {
    "scheme_offers": "bids for whole houses have no part in the plan yet",
    "decisions": "decisions have no part in the plan yet: it is made afresh",
}
"""Tables that are checked and not used."""


def unused(case: Case) -> tuple[str, ...]:
    """Tell what of a case would change an answer, and does not in this version.

    Parameters
    ----------
    case : Case

    Returns
    -------
    tuple of str
        A sentence each. What the allocation itself leaves aside it notes itself; rules
        that it refuses are told here as well, so that they are known before a run.
    """
    return tuple(_unused(case))


def outside_the_plan(case: Case) -> Iterator[str]:
    """Tell which rows one might think had moved the plan or a price, and have not."""
    yield from _without_part(case, ("scheme_offers", "decisions"))
    rotas = case.tables["rotas"]
    if count := int((~rotas["day"].isin(WEEKDAYS)).sum()):
        yield (
            f"rotas.csv: {_rows(count)} on bank holidays or single dates; a background "
            "cost is that of an ordinary week, without them. fairlot rota counts them."
        )
    if case.settings.calendar.bank_holidays != Calendar().bank_holidays:
        yield (
            "case.toml, calendar.bank_holidays: has no part in weekly prices, which "
            "are of an ordinary week. fairlot rota goes by it."
        )
    yield from caseload_remarks(case)


def _without_part(case: Case, tables: Iterable[str]) -> Iterator[str]:
    for table in tables:
        if count := len(case.tables[table]):
            yield f"{table}.csv: {_rows(count)}; {_WITHOUT_PART[table]}."


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


def _unused(case: Case) -> Iterator[str]:
    yield from outside_the_plan(case)
    settings = case.settings
    refused = rule_findings(
        case.lots, settings.allocation, settings.scoring, settings.eligibility
    )
    for finding in refused:
        yield f"fairlot allocate will refuse this: {finding}"

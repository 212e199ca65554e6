"""Extract: what finance paid, person by person, as its system gives it out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from costing.columns import ColumnSpec, Kind, TableSpec
from costing.errors import Finding, InputError
from costing.money import divided, pence
from costing.sheets.frames import read_table
from costing.sheets.sheet import read_bytes, read_sheet
from costing.sheets.workbook import open_workbook
from scenarios.inputs.privacy import masked, personal_cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from costing.sheets.frames import Table
    from costing.sheets.sheet import Sheet
    from scenarios.inputs.settings import CaseSettings

EXTRACT: Final = TableSpec(
    "extract",
    "One payment for one person to one provider",
    (
        ColumnSpec("person", Kind.ID, "pseudonym, as in commitments.csv"),
        ColumnSpec("provider", Kind.ID, "who was paid", needed=True),
        ColumnSpec("scheme", Kind.ID, "for which house, of an empty place"),
        ColumnSpec("cost_centre", Kind.ID, "where it is booked"),
        ColumnSpec(
            "amount_gbp",
            Kind.MONEY,
            "what was paid for its days; below 0 for money taken back",
            default_says="weekly_gbp x days / 7",
            least=None,
        ),
        ColumnSpec("weekly_gbp", Kind.MONEY, "what a week was paid at", least=None),
        ColumnSpec(
            "start", Kind.DATE, "first day paid for", default_says="the period's"
        ),
        ColumnSpec(
            "end", Kind.DATE, "day after the last day", default_says="the period's"
        ),
        ColumnSpec("last_day", Kind.DATE, "last day paid for, in place of end"),
        ColumnSpec(
            "basis",
            Kind.CHOICE,
            "gross, or net of what the person pays",
            default_says="not said",
            choices=("gross", "net"),
        ),
        ColumnSpec(
            "reason",
            Kind.TEXT,
            "why it is not the usual amount: void, suspension, one_off, price_change",
        ),
        ColumnSpec("days_not_paid", Kind.COUNT, "of a suspension"),
    ),
)
"""The table that finance gives out. It is no part of a case."""

_ALIASES: Final = {
    "person": "person_id client client_id service_user service_user_id citizen "
    "citizen_id pseudonym",
    "provider": "provider_id supplier supplier_id vendor vendor_id creditor",
    "scheme": "scheme_id house property",
    "cost_centre": "cost_center costcentre cost_code ledger_code",
    "amount_gbp": "amount amount_paid paid payment total",
    "weekly_gbp": "weekly weekly_amount weekly_cost weekly_rate weekly_gross_gbp",
    "start": "period_start from paid_from date_from start_date",
    "basis": "gross_or_net",
    "reason": "reason_code",
}
"""Other names of columns that can mean one thing only."""

_NAMED: Final = {
    alias: name for name, aliases in _ALIASES.items() for alias in aliases.split()
}

_UNSURE: Final = ("period_end", "paid_to", "date_to", "end_date", "to")
"""Names that some take for the last day and others for the day after it."""

_LINE: Final = "x_extract_line"
"""A column that is carried: the number of the row, which makes each row its own."""

_WORKBOOKS: Final = (".xlsx", ".ods", ".xls", ".xlsm")

_REASONS: Final = {
    "void": ("void", "vacancy", "empty"),
    "suspension": ("suspension", "suspended", "absence", "hospital"),
    "one_off": ("one_off", "once"),
    "price_change": ("price_change", "uplift"),
}


@dataclass(frozen=True, slots=True)
class Payment:
    """One row of an extract.

    Parameters
    ----------
    row : int
        As its owner sees it.
    person, provider, scheme, cost_centre, basis : str
        Empty where not said.
    paid_pence : int
    weekly_pence : int or None
        What a week was paid at, if told.
    start, end : date
        [start, end).
    reason : str
        void, suspension, one_off, price_change, or as written.
    days_not_paid : int or None
    """

    row: int
    person: str
    provider: str
    scheme: str
    cost_centre: str
    basis: str
    paid_pence: int
    weekly_pence: int | None
    start: date
    end: date
    reason: str
    days_not_paid: int | None

    @property
    def reversed_key(self) -> tuple[object, ...]:
        """Give the key of a payment that takes this one back."""
        return replace(self, paid_pence=-self.paid_pence).key

    @property
    def key(self) -> tuple[object, ...]:
        """Give what two rows share if one is the other again."""
        return (
            self.person,
            self.provider,
            self.scheme,
            self.cost_centre,
            self.paid_pence,
            self.start,
            self.end,
            self.reason,
        )


@dataclass(frozen=True, slots=True)
class Extract:
    """What finance paid for some days.

    Parameters
    ----------
    file : str
    start, end : date
        [start, end), the period.
    payments : tuple of Payment
        In file order.
    notes : tuple of str
    """

    file: str
    start: date
    end: date
    payments: tuple[Payment, ...]
    notes: tuple[str, ...]


def read_extract(
    path: Path,
    settings: CaseSettings,
    *,
    start: date | None = None,
    end: date | None = None,
) -> Extract:
    """Read an extract.

    Parameters
    ----------
    path : Path
        A CSV file, or a workbook with one sheet, or with one called extract.
    settings : CaseSettings
        For the columns that are accepted under ``[privacy]``.
    start, end : date, optional
        The period, [start, end); absent, the first and the last day of its rows.

    Returns
    -------
    Extract

    Raises
    ------
    InputError
        With every finding.
    """
    sheet, notes = _renamed(_numbered(_sheet(path)))
    table = read_table(sheet, EXTRACT)
    findings = [*table.findings, *_unsure(sheet), *_rows(sheet.file, table, start, end)]
    findings = _once(findings)
    personal = personal_cells(
        sheet, EXTRACT, settings.privacy.accept, settings.price_date
    )
    findings = [*masked(findings, personal), *(one for one, _ in personal)]
    if findings or not sheet.is_readable:
        raise InputError(findings)
    rows = table.frame.to_dict("index")
    starts = (_day(one["start"]) for one in rows.values())
    ends = (_end(one) for one in rows.values())
    start = start or min((day for day in starts if day), default=None)
    end = end or max((day for day in ends if day), default=None)
    if start is None or end is None:
        raise InputError([_no_days(sheet.file, 0)])
    payments = tuple(
        _payment(int(str(row)), one, start, end) for row, one in rows.items()
    )
    findings = list(_outside(sheet.file, payments, start, end))
    if findings:
        raise InputError(findings)
    notes = (*sheet.notes, *notes, *_ignored(sheet.file, table))
    return Extract(sheet.file, start, end, payments, notes)


def _sheet(path: Path) -> Sheet:
    content = read_bytes(path)
    if isinstance(content, Finding):
        raise InputError([content])
    if path.suffix.lower() not in _WORKBOOKS:
        return read_sheet(path.name, content)
    book = open_workbook(path.name, content)
    if isinstance(book, Finding):
        raise InputError([book])
    name = EXTRACT.name if EXTRACT.name in book.names else book.names[0]
    if len(book.names) > 1 and name != EXTRACT.name:
        got = f"{len(book.names)} sheets"
        expected = f"one sheet, or one that is called {EXTRACT.name}"
        raise InputError([Finding(path.name, 0, "", got, expected)])
    known = {*EXTRACT.names, *_NAMED}
    return book.sheets({name: (path.name, known)})[name]


def _numbered(sheet: Sheet) -> Sheet:
    """Carry the number of each row, so that two equal payments are two rows."""
    if not sheet.is_readable:
        return sheet
    numbers = [str(row) for row in sheet.rows]
    return replace(
        sheet, header=(*sheet.header, _LINE), columns=(*sheet.columns, numbers)
    )


def _renamed(sheet: Sheet) -> tuple[Sheet, tuple[str, ...]]:
    """Give columns that go by another name their own, and say so."""
    plain = [re.sub(r"[\s_-]+", "_", name).lower().strip("_") for name in sheet.header]
    header, notes = list(sheet.header), []
    for at, name in enumerate(plain):
        own = _NAMED.get(name, name)
        if own in EXTRACT.names and own not in plain[:at]:
            if own != name and own in plain:
                continue
            if own != sheet.header[at].lower():
                notes.append(f'{sheet.file}: "{sheet.header[at]}" is read as {own}.')
            header[at] = plain[at] = own
    return replace(sheet, header=tuple(header)), tuple(notes)


def _unsure(sheet: Sheet) -> Iterator[Finding]:
    """Ask what a column means that may or may not hold the last day itself."""
    names = [re.sub(r"[\s-]+", "_", name).lower() for name in sheet.header]
    if "end" in names or "last_day" in names:
        return
    for written, name in zip(sheet.header, names, strict=True):
        if name in _UNSURE:
            yield Finding(
                sheet.file,
                sheet.header_row,
                written.lower(),
                "a column that may hold the last day or the day after it",
                "end or last_day",
                "Call it last_day if that day was paid for, else end",
            )


def _rows(
    file: str, table: Table, start: date | None, end: date | None
) -> Iterator[Finding]:
    """Find rows that are for nobody, for nothing or for no days."""
    for row, one in table.frame.to_dict("index").items():
        at = int(str(row))
        is_void = reason_of(one["reason"]) == "void" and one["scheme"]
        if not one["person"] and not is_void:
            fix = "Fill it in; for an empty place give its scheme, and void as reason"
            yield Finding(file, at, "person", "an empty cell", "a person", fix)
        if _is_blank(one["amount_gbp"]) and _is_blank(one["weekly_gbp"]):
            expected = "what was paid, or weekly_gbp"
            yield Finding(file, at, "amount_gbp", "an empty cell", expected)
        first, last = _day(one["start"]) or start, _end(one) or end
        if not _is_blank(one["end"]) and not _is_blank(one["last_day"]):
            fix = "Take one of the columns away"
            yield Finding(file, at, "last_day", "end as well", "one of the two", fix)
        elif first is None or last is None:
            yield _no_days(file, at)
        elif last <= first:
            got, expected = f"{first} to {last}", "a day after start"
            yield Finding(file, at, "end", got, expected)


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """Leave out that a cell is empty where what it holds is told already."""
    told = {(one.row, one.column) for one in findings if one.got not in _EMPTY}
    groups = (("amount_gbp", "weekly_gbp"), ("start", "end", "last_day"))
    return [
        one
        for one in findings
        if one.got not in _EMPTY
        or not any(
            (one.row, other) in told
            for group in groups
            if one.column in group
            for other in group
        )
    ]


_EMPTY: Final = ("an empty cell", "no days")


def _no_days(file: str, row: int) -> Finding:
    return Finding(
        file,
        row,
        "start",
        "no days",
        "the days that it is for",
        "Add columns start and end, or give --from with --to or --weeks",
    )


def _outside(
    file: str, payments: tuple[Payment, ...], start: date, end: date
) -> Iterator[Finding]:
    for one in payments:
        if one.start < start or one.end > end:
            got = f"{one.start} to {one.end}"
            expected = f"days within {start} to {end}, the period"
            yield Finding(file, one.row, "start", got, expected)


def reason_of(text: str) -> str:
    """Give the reason that a code stands for, or the code as it is."""
    plain = re.sub(r"[\s_-]+", "_", text).lower().strip("_")
    return next((name for name, codes in _REASONS.items() if plain in codes), text)


def _payment(row: int, one: dict[Any, Any], start: date, end: date) -> Payment:
    first, last = _day(one["start"]) or start, _end(one) or end
    weekly = None if _is_blank(one["weekly_gbp"]) else int(pence(one["weekly_gbp"]))
    if _is_blank(one["amount_gbp"]):
        paid = int(divided((weekly or 0) * (last - first).days, 7))
    else:
        paid = int(pence(one["amount_gbp"]))
    unpaid = one["days_not_paid"]
    return Payment(
        row=row,
        person=one["person"],
        provider=one["provider"],
        scheme=one["scheme"],
        cost_centre=one["cost_centre"],
        basis=one["basis"],
        paid_pence=paid,
        weekly_pence=weekly,
        start=first,
        end=last,
        reason=reason_of(one["reason"]),
        days_not_paid=None if _is_blank(unpaid) else int(unpaid),
    )


def _end(one: dict[Any, Any]) -> date | None:
    last = _day(one["last_day"])
    return _day(one["end"]) if last is None else last + timedelta(days=1)


def _day(value: Any) -> date | None:
    return None if _is_blank(value) else value.date()


def _is_blank(value: Any) -> bool:
    return bool(value != value)  # noqa: PLR0124 - NaN and NaT alone are not themselves


def _ignored(file: str, table: Table) -> Iterator[str]:
    if table.ignored:
        yield f"{file}: not read: {', '.join(table.ignored[:20])}."

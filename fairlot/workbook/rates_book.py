"""Every rate beside its fair range as a workbook: state and gaps live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from costing.money import pence
from costing.ranges.state import RateState
from costing.sheets.cell_facts import letters_of
from fairlot.workbook.book import Book
from fairlot.workbook.model.check_page import AGREES, DIFFERS
from fairlot.workbook.model.cover_page import Cover
from fairlot.workbook.result_table import (
    COVER,
    FIRST_ROW,
    HEADER_ROW,
    Column,
    Formula,
    ResultTable,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.worksheet import Worksheet

    from scenarios.case import Case
    from scenarios.rates.rates import RateCheck

RATES: Final = "Rates"
STATES: Final = "States"
CHECKS: Final = "Checks"
IN_FORCE: Final = "yes"
CHANGED: Final = "Rates or hours changed: not compared"

COLUMNS: Final[Mapping[str, Column]] = {
    "provider": Column("Provider"),
    "service": Column("Service", width=16),
    "area": Column("Area", width=14),
    "unit": Column("Unit", width=8),
    "rate_from": Column("From", "day"),
    "state": Column("State", width=31),
    "rate_pence": Column("Rate", "open_gbp", 12),
    "statutory_employment_cost_pence": Column("Statutory employment cost", "gbp", 14),
    "low_pence": Column("Low", "gbp", 12),
    "expected_pence": Column("Expected", "gbp", 12),
    "high_pence": Column("High", "gbp", 12),
    "gap_to_range_pence": Column("Rate less nearest end", "gbp_more", 14),
    "gap_to_expected_pence": Column("Rate less expected", "gbp_more", 14),
    "annual_hours": Column("Hours a year", "open", 14),
    "gap_to_range_pence_per_year": Column("Against nearest end a year", "gbp_more", 17),
    "gap_to_expected_pence_per_year": Column("Against expected a year", "gbp_more", 17),
    "note": Column("Note", "words", 40),
    "line_1": Column("Line that explains most", "words", 44),
    "line_1_pence": Column("Of it", "gbp_more", 12),
    "line_2": Column("Second line", "words", 44),
    "line_2_pence": Column("Of it, second", "gbp_more", 12),
    "line_3": Column("Third line", "words", 44),
    "line_3_pence": Column("Of it, third", "gbp_more", 12),
    "other_pence": Column("All other lines", "gbp_more", 12),
    "all_low_pence": Column("All low", "gbp", 12),
    "all_high_pence": Column("All high", "gbp", 12),
    "share_of_sets_covered": Column("Share of sets covered", "plain", 12),
    "rate_sent": Column("Rate as sent", "gbp", 12),
    "hours_sent": Column("Hours as sent", "plain", 14),
    "changed": Column("Changed", "text", 10),
    "in_force": Column("In force", "text", 10),
}
"""By column of the check, pence as pounds."""

_PLACES: Final = {name: place for place, name in enumerate(COLUMNS)}
_NAMED: Final = ("line_1_pence", "line_2_pence", "line_3_pence", "other_pence")
_LOOKS: Final = {
    RateState.BELOW_STATUTORY: {"bold": True, "bg_color": "#f6d7d2"},
    RateState.BELOW: {"bg_color": "#fde3c0"},
    RateState.ABOVE: {"italic": True, "bg_color": "#d2e2f1"},
    RateState.NOT_COMPARABLE: {"font_color": "#505a5f"},
}
"""A state is told in words; its look only helps to find it."""

_STEPS: Final = """\
Look at Rates: each rate beside low, expected and high of the cost model. State and \
gaps are formulas; filter by State.
Type over a rate, or its hours a year, in a framed cell to see what another rate \
would be. All else is locked, without a password.
Low, expected and high are numbers of Fairlot, and so are the lines that explain a \
gap: they add up to the gap of the rate as it was sent.
"""
_HOLDS: Final = {
    RATES: "Every rate: state, gaps, and the lines that explain most",
    STATES: "How many rates stand where, and what that comes to a year",
    CHECKS: "What the sheets come to beside what Fairlot has",
}


def rates_workbook(case: Case, check: RateCheck) -> bytes:
    """Write the rates of a case beside their fair ranges as a workbook.

    Parameters
    ----------
    case : Case
    check : RateCheck
        Of that case.

    Returns
    -------
    bytes
        An ``.xlsx``; the same check gives the same bytes. State, gaps and sums are live
        formulas over the rates, which are open cells.
    """
    rates = _rates(check)
    states = _states(check, rates)
    checks = _checks(check, rates, states)
    title = case.settings.title or "A case without a title"
    book = Book(title, "Rates beside their fair range, by Fairlot")
    cover = book.page(COVER)
    for table in (rates, states, checks):
        table.write(book)
    for sheet in book.workbook.worksheets()[1:]:
        sheet.protect("", {"autofilter": True, "format_columns": True})
    _marked(book, book.workbook.get_worksheet_by_name(RATES), rates)
    law = "the law" if not check.law else "law that is held, or a forecast,"
    when = f"{law} of {check.day:%d/%m/%Y}"
    Cover(
        title=title,
        lead=f"By {check.model}, band {check.band}, with {when}.",
        check=_agreement(checks),
        heading="Rates by state",
        facts=[
            (str(state), Formula(f"={states.cell('Rates', row)}", count), "count_left")
            for row, (state, count) in enumerate(_counts(check).items(), FIRST_ROW)
        ],
        steps=_STEPS.splitlines(),
        sheets=_HOLDS,
    ).write(cover)
    return book.content()


def _rates(check: RateCheck) -> ResultTable:
    rows = [
        _row(FIRST_ROW + place, row)
        for place, row in enumerate(check.rows.to_dict("records"))
    ]
    return ResultTable(
        RATES,
        "Is each rate fair?",
        "Rate less cost: below 0, the rate is lower. A year is live for rates by the "
        "hour; for others it is Fairlot's.",
        tuple(COLUMNS.values()),
        rows,
        printed=_PLACES["note"],
    )


def _row(number: int, held: Mapping[Any, Any]) -> tuple[Any, ...]:
    """Lay out one rate; what follows from it is a formula."""
    told = {
        **held,
        "in_force": IN_FORCE if held["in_force"] else "no",
        "rate_sent": held["rate_pence"],
        "hours_sent": held["annual_hours"],
    }
    cells: dict[str, Any] = {
        name: _cell(name, told.get(name)) for name in COLUMNS if name != "changed"
    }
    cells["rate_sent"] = cells["rate_pence"]
    at = {name: f"{_letter(name)}{number}" for name in COLUMNS}
    rate, low, high = at["rate_pence"], at["low_pence"], at["high_pence"]
    text = f'IF({rate}<{low},"below range",IF({rate}>{high},"above range","within"))'
    if cells["statutory_employment_cost_pence"] is not None:
        floor = at["statutory_employment_cost_pence"]
        text = f'IF({rate}<{floor},"below statutory employment cost",{text})'
    if cells["low_pence"] is not None:
        cells["state"] = Formula(f"={text}", str(held["state"]))
        gaps = {
            "gap_to_range_pence": f"IF({rate}<{low},{rate}-{low},"
            f"IF({rate}>{high},{rate}-{high},0))",
            "gap_to_expected_pence": f"{rate}-{at['expected_pence']}",
        }
        for name, gap in gaps.items():
            cells[name] = Formula(f"=ROUND({gap},2)", cells[name])
            yearly = f"{name}_per_year"
            if _is_by_the_hour(held, name):
                text = f"=ROUND({at[name]}*{at['annual_hours']},2)"
                cells[yearly] = Formula(text, cells[yearly])
    else:
        cells["state"] = str(held["state"])
    same = f"AND({rate}={at['rate_sent']},{at['annual_hours']}={at['hours_sent']})"
    cells["changed"] = Formula(f'=IF({same},"","changed")', "")
    return tuple(cells[name] for name in COLUMNS)


def _is_by_the_hour(held: Mapping[Any, Any], name: str) -> bool:
    """Say whether a year is the gap times the hours, to the penny."""
    yearly, hours = held[f"{name}_per_year"], held["annual_hours"]
    if pd.isna(yearly) or pd.isna(hours) or held["unit"] != "hour":
        return False
    return int(pence(int(held[name]) * float(hours) / 100)) == int(yearly)


def _cell(name: str, value: Any) -> Any:
    if value is None or pd.isna(value):
        return None
    if "_pence" in name or name == "rate_sent":
        return int(value) / 100
    return value.date() if isinstance(value, pd.Timestamp) else value


def _letter(name: str) -> str:
    return letters_of(_PLACES[name] + 1)


def _counts(check: RateCheck) -> dict[str, int]:
    return {str(state): int(count) for state, count in check.summary["states"].items()}


def _states(check: RateCheck, rates: ResultTable) -> ResultTable:
    """Count the rates by state, and add up what their gaps come to a year."""
    rows = []
    for number, (state, count) in enumerate(_counts(check).items(), FIRST_ROW):
        where, mine = rates.area("State"), f"A{number}"
        now = f'{rates.area("In force")},"{IN_FORCE}"'
        held = check.rows[check.rows["in_force"] & (check.rows["state"] == state)]
        sums = []
        for heading, name in (
            ("Against nearest end a year", "gap_to_range_pence_per_year"),
            ("Against expected a year", "gap_to_expected_pence_per_year"),
        ):
            total = int(held[name].dropna().sum()) / 100
            text = f"=SUMIFS({rates.area(heading)},{where},{mine},{now})"
            sums.append(Formula(text, total))
        rows.append((state, Formula(f"=COUNTIFS({where},{mine},{now})", count), *sums))
    columns = (
        Column("State", width=36),
        Column("Rates", "count"),
        Column("Against nearest end a year", "gbp_more", 22),
        Column("Against expected a year", "gbp_more", 22),
    )
    says = (
        "Of the rates in force that day, what is known of a year; rates without hours "
        "a year are counted alone."
    )
    return ResultTable(STATES, "Rates by state", says, columns, rows)


def _checks(check: RateCheck, rates: ResultTable, states: ResultTable) -> ResultTable:
    """Set what the sheets come to beside what Fairlot has for the rates as sent."""
    changed = f'COUNTIF({rates.area("Changed")},"changed")'
    rows: list[tuple[Any, ...]] = []

    def compare(words: str, text: str, value: float) -> None:
        number = FIRST_ROW + len(rows)
        verdict = (
            f'=IF({changed}>0,"{CHANGED}",IF(ROUND(B{number}-C{number},2)=0,'
            f'"{AGREES}","{DIFFERS}"))'
        )
        rows.append((words, Formula(text, value), value, Formula(verdict, AGREES)))

    for row, (state, count) in enumerate(_counts(check).items(), FIRST_ROW):
        text = f"={states.cell('Rates', row)}"
        compare(f"Rates that are {state}", text, count)
    yearly = rates.area("Against nearest end a year")
    now = f'{rates.area("In force")},"{IN_FORCE}"'
    for name, sign in (("below", "<"), ("above", ">")):
        value = int(check.summary[f"{name}_pence_per_year"]) / 100
        text = f'=SUMIFS({yearly},{yearly},"{sign}0",{now})'
        words = f"Pounds a year {name} the range"
        compare(words, text, value)
    parts = "+".join(rates.area(COLUMNS[name].heading) for name in _NAMED)
    gap = rates.area("Rate less expected")
    text = f"=SUMPRODUCT(--(ABS(ROUND({gap}-({parts}),2))>0))"
    compare("Rates whose lines do not add up", text, 0)
    columns = (
        Column("What", width=44),
        Column("By the sheet", "number", 18),
        Column("By Fairlot", "number", 18),
        Column("Check", "words", 40),
    )
    says = "For the rates as sent; once one is changed nothing is compared."
    return ResultTable(CHECKS, "Do the sheets agree?", says, columns, rows)


def _agreement(checks: ResultTable) -> Formula:
    area = checks.area("Check")
    count = f'COUNTIF({area},"{AGREES}")'
    first = checks.cell("Check", FIRST_ROW)
    text = f'=IF({count}={len(checks.rows)},"{AGREES}",IF({first}="{CHANGED}",'
    return Formula(f'{text}"{CHANGED}","{DIFFERS}"))', AGREES)


def _marked(book: Book, sheet: Worksheet, rates: ResultTable) -> None:
    """Give each state a look of its own beside its words."""
    column = _PLACES["state"]
    for state, look in _LOOKS.items():
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{state}"',
            "format": book.workbook.add_format(look),
        }
        sheet.conditional_format(HEADER_ROW, column, rates.last_row - 1, column, rule)

"""Packages priced line by line as a workbook, over the cost model's own sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from costing.care.packages import ONE_OFF
from costing.engine.evaluation import evaluate
from costing.money import pence
from fairlot.build_up import BuildUp
from fairlot.workbook.book import Book
from fairlot.workbook.model.check_page import AGREES, CHANGED, DIFFERS
from fairlot.workbook.model.cover_page import Cover
from fairlot.workbook.model.formula_text import snapped
from fairlot.workbook.model.layout import cell, laid_out
from fairlot.workbook.model.model_book import SHEETS, model_sheets
from fairlot.workbook.result_table import (
    COVER,
    FIRST_ROW,
    Column,
    Formula,
    ResultTable,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from fairlot.workbook.model.layout import Layout
    from scenarios.case import Case
    from scenarios.market.prices import Prices

PACKAGES: Final = "Packages"
PACKAGE_LINES: Final = "Package lines"
UNIT_PRICES: Final = "Unit prices"
SUMS: Final = "Sums"

_OWN: Final = "by the provider's own inputs: a number of Fairlot, not live"
_LIVE: Final = "live: the line of the build-up, half up to the penny"
_STEPS: Final = """\
Look at Package lines: amount = unit price x quantity x staff / shared by, half up to \
the penny. Each unit price comes from the sheet Unit prices, and there from the \
build-up.
Type over a framed cell of the sheet Inputs to see what packages would come to. All \
else is locked, without a password.
A provider that has told of its own costs is priced by Fairlot: its packages are \
marked not live and stay as they were sent, so nothing is added up once inputs change.
The check cell above says whether the sheets agree with Fairlot to the penny; it says \
so too once inputs are changed.
"""
_HOLDS: Final = {
    PACKAGES: "Every package at every provider: a week, and once",
    PACKAGE_LINES: "Every line of every package, worked out on the sheet",
    UNIT_PRICES: "What one unit of each component costs, and by whose inputs",
    SUMS: "Sums of the sheets beside those of Fairlot",
}
_LINES: Final = (
    Column("Referral"),
    Column("Provider"),
    Column("Component", width=18),
    Column("Band", width=18),
    Column("Funder", width=10),
    Column("Scheme"),
    Column("Paid once", width=8),
    Column("Unit price", "gbp"),
    Column("Quantity", "plain"),
    Column("Unit", width=8),
    Column("Staff", "plain", 8),
    Column("Shared by", "plain", 10),
    Column("Amount", "gbp"),
)
_UNITS: Final = (
    Column("Inputs of", width=18),
    Column("Component", width=20),
    Column("Band", width=20),
    Column("Line", width=24),
    Column("Unit", width=10),
    Column("Unit price", "gbp"),
    Column("Where from", "words", 60),
)
_CASE: Final = "the case"
_ALL: Final = "All rows, for the check"
_NOT_LIVE: Final = "not live: by the provider's own inputs, as sent"
_NOT_ADDED: Final = "not added up: some rows are not live"

Key = tuple[str, str, str]


def price_workbook(case: Case, prices: Prices) -> bytes:
    """Write the packages of a case, priced line by line, as a workbook.

    Unit prices at the case's own inputs are live formulas over the sheets of the cost
    model, which are in the workbook. Those at a provider's own inputs are numbers: one
    workbook holds one set of inputs.

    Parameters
    ----------
    case : Case
    prices : Prices
        Of that case.

    Returns
    -------
    bytes
        An ``.xlsx``; the same case gives the same bytes.
    """
    day, inputs = case.settings.price_date, case.settings.model_inputs
    law = None if prices.law is None else prices.law.on(day)
    found = evaluate(prices.model, law, inputs)
    layout = laid_out(BuildUp(prices.model, day, law, found, inputs))
    units, where = _unit_prices(prices)
    lines, spans = _lines(prices, units, where)
    own = set(prices.unit_prices.variants) - {""}
    packages = _packages(layout, lines, spans, own)
    sums = _sums(layout, lines, packages)
    title = case.settings.title or "A case without a title"
    book = Book(title, "Packages priced by Fairlot")
    cover = book.page(COVER)
    for table in (packages, lines, units, sums):
        table.write(book)
    for sheet in book.workbook.worksheets()[1:]:
        allowed = {"autofilter": True, "sort": True, "format_columns": True}
        sheet.protect("", allowed)
    model_sheets(book, layout)
    Cover(
        title=title,
        lead=f"Packages by {prices.model.name}, law and prices of {day:%d/%m/%Y}.",
        check=Formula(f"={sums.cell('Check', FIRST_ROW)}", AGREES),
        heading="What is priced",
        facts=_counts(lines, packages),
        steps=_STEPS.splitlines(),
        sheets={**SHEETS, **_HOLDS},
    ).write(cover)
    return book.content()


def _unit_prices(prices: Prices) -> tuple[ResultTable, dict[Key, int]]:
    """Lay out each unit price that a line uses, with the row of each."""
    units, model = prices.unit_prices, prices.model
    own = set(units.variants) - {""}
    used = {
        (provider if provider in own else "", component, band): int(price)
        for provider, component, band, price in zip(
            *(
                prices.lines[name].tolist()
                for name in ("provider", "component", "band", "unit_price_pence")
            ),
            strict=True,
        )
        if component != ONE_OFF
    }
    rows: list[tuple[Any, ...]] = []
    where: dict[Key, int] = {}
    for key in sorted(used):
        provider, component, band = key
        line = model.components[component].line
        value = used[key] / 100
        live = Formula(f"=ROUND({snapped(cell(line, band))},2)", value)
        where[key] = FIRST_ROW + len(rows)
        rows.append(
            (
                provider or _CASE,
                component,
                band,
                line,
                model.components[component].unit,
                value if provider else live,
                _OWN if provider else _LIVE,
            )
        )
    says = "A unit of a component at the inputs of the case, or of a provider."
    title = "Unit prices of components"
    table = ResultTable(
        UNIT_PRICES, title, says, _UNITS, rows, table="fairlot__unit_prices"
    )
    return table, where


def _lines(
    prices: Prices, units: ResultTable, where: dict[Key, int]
) -> tuple[ResultTable, list[tuple[int, int]]]:
    """Lay out every package line, and the first and last row of each package."""
    own = set(prices.unit_prices.variants) - {""}
    rows: list[tuple[Any, ...]] = []
    spans: list[tuple[int, int]] = []
    last: tuple[str, str] | None = None
    for number, row in enumerate(prices.lines.to_dict("records"), FIRST_ROW):
        pair = str(row["referral"]), str(row["provider"])
        pounds = int(row["unit_price_pence"]) / 100
        price: float | Formula = pounds
        is_once = row["component"] == ONE_OFF
        if not is_once:
            variant = pair[1] if pair[1] in own else ""
            key = variant, str(row["component"]), str(row["band"])
            price = Formula(f"={units.cell('Unit price', where[key])}", pounds)
        text = f"=ROUND(H{number}*I{number}*K{number}/L{number},2)"
        rows.append(
            (
                *pair,
                row["component"],
                row["band"],
                row["funder"],
                row["scheme"],
                is_once,
                price,
                float(row["quantity"]),
                row["unit"],
                float(row["staff"]),
                float(row["shared_by"]),
                Formula(text, int(row["amount_pence"]) / 100),
            )
        )
        if pair != last:
            spans.append((number, number))
        spans[-1] = spans[-1][0], number
        last = pair
    says = "Amount = unit price x quantity x staff / shared by, half up to the penny."
    title = "Every line of every package"
    table = ResultTable(
        PACKAGE_LINES, title, says, _LINES, rows, table="fairlot__package_lines"
    )
    return table, spans


def _packages(
    layout: Layout,
    lines: ResultTable,
    spans: Sequence[tuple[int, int]],
    own: Collection[str],
) -> ResultTable:
    """Lay out what each package comes to, a week and once, and all of them.

    A person stands there once for each provider that may be asked, so that the sum of
    all is of use for the check alone. It is withheld where it would mix old and new.
    """
    rows: list[tuple[Any, ...]] = []
    for first, last in spans:
        mine = lines.rows[first - FIRST_ROW : last - FIRST_ROW + 1]
        sums = []
        for once in (False, True):
            asked = _block(lines, "Paid once", first, last)
            amounts = _block(lines, "Amount", first, last)
            text = f'=SUMIF({asked},"{"yes" if once else "no"}",{amounts})'
            held = [row[-1].value for row in mine if row[6] == once]
            sums.append(Formula(text, int(pence(held).sum()) / 100))
        live = _NOT_LIVE if mine[0][1] in own else "live"
        rows.append((mine[0][0], mine[0][1] or _CASE, *sums, live))
    totals = []
    for place, letter in ((2, "C"), (3, "D")):
        block = f"{letter}{FIRST_ROW}:{letter}{FIRST_ROW + len(rows) - 1}"
        held = [row[place].value for row in rows]
        text = f"=SUM({block})" if rows else "=0"
        if any(row[-1] == _NOT_LIVE for row in rows):
            text = f'=IF({layout.check}="{CHANGED}","{_NOT_ADDED}",SUM({block}))'
        totals.append(Formula(text, int(pence(held).sum()) / 100))
    rows.append((_ALL, "", *totals, ""))
    columns = (
        Column("Referral", width=24),
        Column("Provider", width=18),
        Column("A week", "gbp"),
        Column("Once", "gbp"),
        Column("Follows the sheet Inputs", "words", 50),
    )
    says = "Sums of its lines; a person without an offer is at the inputs of the case."
    title = "Every package at every provider"
    return ResultTable(PACKAGES, title, says, columns, rows, table="fairlot__packages")


def _block(table: ResultTable, heading: str, first: int, last: int) -> str:
    letter = table.letter(heading)
    return f"'{table.sheet}'!${letter}${first}:${letter}${last}"


def _counts(
    lines: ResultTable, packages: ResultTable
) -> list[tuple[str, Formula, str]]:
    """Count what is priced; sums over all providers say nothing to a reader."""
    of_people = packages.rows[:-1]
    counts = {
        "People": len({row[0] for row in of_people}),
        "Packages: each at every provider": len(of_people),
        "Of these not live": sum(row[-1] == _NOT_LIVE for row in of_people),
        "Package lines": len(lines.rows),
    }
    return [
        (name, Formula(f"={count}", count), "count_left")
        for name, count in counts.items()
    ]


def _sums(layout: Layout, lines: ResultTable, packages: ResultTable) -> ResultTable:
    """Set the sums of the sheets beside Fairlot's, and say whether they agree."""
    _, _, week, once, _ = packages.rows[-1]
    rows: list[tuple[Any, ...]] = []
    for name, total in (("A week", week), ("Once", once)):
        number = FIRST_ROW + len(rows)
        text = (
            f'=IF({layout.check}<>"{AGREES}",{layout.check},'
            f'IF(ROUND(B{number}-C{number},2)=0,"{AGREES}","{DIFFERS}"))'
        )
        there = Formula(f"={packages.cell(name, packages.last_row)}", total.value)
        words = f"All {len(lines.rows)} package lines, {name.lower()}"
        rows.append((words, there, total.value, Formula(text, AGREES)))
    columns = (
        Column("Sum", width=44),
        Column("By the sheet", "gbp"),
        Column("By Fairlot", "gbp"),
        Column("Check", "words", 56),
    )
    says = "What the sheets come to beside what Fairlot has for the inputs as sent."
    return ResultTable(
        SUMS, "Sums of the sheets", says, columns, rows, table="fairlot__sums"
    )

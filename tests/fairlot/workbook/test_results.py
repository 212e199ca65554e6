"""The workbook of a run: its sums agree with Fairlot, its text runs nothing."""

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace

import pytest

from fairlot.workbook.book import Book
from fairlot.workbook.result_table import count_of, sum_of
from fairlot.workbook.results import results_workbook
from fairlot.workbook.sheets.bridge import changes
from fairlot.workbook.sheets.rates import rates as rates_of
from scenarios.study import Study
from tests.fairlot.workbook.conftest import FORMULA, RISKY
from tests.kit.spreadsheet import PROGRAM, formulas, opened, recalculated

SHEETS = [
    "Read me",
    "Summary",
    "By lot",
    "Placements",
    "Not placed",
    "Shortlist",
    "Departures",
    "Prices",
    "Homes",
    "Limits",
    "Shadow prices",
    "Comparison",
    "Bridge",
    "Changes",
    "Rates",
    "Checks",
    "Law",
    "Run",
]


def cells(sheet, heading):
    headings = [cell.value for cell in sheet[4]]
    column = headings.index(heading)
    return [row[column] for row in sheet.iter_rows(min_row=5, values_only=True)]


def test_it_has_its_sheets_in_order(content):
    assert [name for name in opened(content).sheetnames if name in SHEETS] == SHEETS


def test_without_scenarios_nothing_is_compared(study):
    names = opened(results_workbook(Study(study.baseline))).sheetnames
    assert {"Comparison", "Bridge", "Changes"} & set(names) == set()
    assert {"Summary", "Placements", "Prices", "Checks"} <= set(names)


def test_the_same_study_gives_the_same_bytes(study, content):
    assert results_workbook(study) == content


def test_every_sheet_says_in_a1_what_it_is_and_holds_one_table(content):
    book = opened(content)
    for sheet in book.worksheets[1:]:
        assert sheet["A1"].value, sheet.title
        assert sheet["A2"].value, sheet.title
        assert sheet["A3"].value == "Read me"
        assert [table.ref.split(":")[0] for table in sheet.tables.values()] == ["A4"]
        assert sheet.freeze_panes == "B5"
    assert book.worksheets[0]["A1"].value == "Estuary, an invented council (synthetic)"


def test_no_cells_are_merged_and_every_sheet_prints_across_a_page(content):
    for sheet in opened(content).worksheets:
        assert not sheet.merged_cells.ranges
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToHeight == 0
        if sheet.title != "Read me":
            assert sheet.print_title_rows == "$4:$4"


def test_the_cover_names_every_sheet_and_tells_every_note(study, content):
    book = opened(content)
    told = list(book["Read me"].iter_rows(values_only=True))
    assert [name for name, _ in told[-len(book.sheetnames) + 1 :]] == book.sheetnames[
        1:
    ]
    words = [text for _, text in told]
    assert {*study.notes, *study.baseline.notes} <= set(words)


def test_every_person_placed_stands_once_for_each_scenario(study, content):
    placed = opened(content, values=True)["Placements"]
    asked = [
        (name, referral)
        for name, outcome in study.outcomes.items()
        for referral in outcome.allocation.placements["referral"]
    ]
    found = zip(cells(placed, "Scenario"), cells(placed, "Referral"), strict=True)
    assert list(found) == asked


def test_each_line_of_prices_is_worked_out_on_the_sheet(content):
    found = {
        cell: text for sheet, cell, text, _ in formulas(content) if sheet == "Prices"
    }
    assert found["N5"] == "=ROUND(I5*J5*L5/M5,2)"
    assert len(found) == opened(content)["Prices"].max_row - 4


def test_the_held_sums_are_those_of_the_plan(study, content):
    summary = opened(content, values=True)["Summary"]
    pence = [outcome.allocation.cost_pence for outcome in study.outcomes.values()]
    assert cells(summary, "Cost a week") == [one / 100 for one in pence]
    assert cells(summary, "Cost, more or less")[1] == (pence[1] - pence[0]) / 100
    assert cells(summary, "Placed") == [
        len(outcome.allocation.placements) for outcome in study.outcomes.values()
    ]


def test_every_check_agrees_and_covers_every_scenario(content):
    checks = opened(content, values=True)["Checks"]
    assert set(cells(checks, "Agrees")) == {"yes"}
    assert cells(checks, "Scenario").count("baseline") == 5
    assert cells(checks, "Scenario").count("dearer") == 6


def test_a_check_says_no_where_a_bridge_misses(study):
    (ran,) = study.ran
    short = ran.bridge.assign(pence=ran.bridge["pence"] - [1, 0, 0])
    missed = Study(
        study.baseline, (type(ran)(ran.scenario, ran.outcome, ran.ledger, short),)
    )
    checks = opened(results_workbook(missed), values=True)["Checks"]
    assert cells(checks, "Agrees").count("NO") == 1
    assert cells(checks, "Difference")[-1] == -0.01


def test_the_bridge_runs_from_nothing_to_the_difference(study, content):
    (ran,) = study.ran
    bridge = opened(content, values=True)["Bridge"]
    pounds = [pence / 100 for pence in ran.bridge["pence"]]
    assert cells(bridge, "More or less a week")[:-1] == pounds
    assert cells(bridge, "Together a week")[1] == -100.0
    more = ran.outcome.allocation.cost_pence - study.baseline.allocation.cost_pence
    assert cells(bridge, "Together a week")[-1] == more / 100


def test_a_step_through_zero_is_drawn_on_both_sides(content):
    # From +649.31 down to -100.00: 649.31 above zero and 100.00 below.
    bridge = opened(content, values=True)["Bridge"]
    first = cells(bridge, "Together a week")[0]
    assert cells(bridge, "rise above 0")[0] == first
    assert (cells(bridge, "fall above 0")[1], cells(bridge, "fall below 0")[1]) == (
        first,
        -100.0,
    )
    assert cells(bridge, "blank below 0")[1] == 0


def test_text_is_never_a_formula(content):
    book = opened(content)
    changes = book["Changes"]
    texts = [cell for row in changes.iter_rows(min_row=5) for cell in row]
    assert {cell.data_type for cell in texts} == {"s"}
    assert set(RISKY) <= {cell.value for cell in texts}
    assert all(cell.quotePrefix for cell in texts if cell.value in RISKY)
    assert not [text for _, _, text, _ in formulas(content) if "HYPERLINK" in text]
    assert f"2. {FORMULA}" in cells(book["Bridge"], "Step")


def test_formulas_are_sums_and_counts_of_the_workbook_itself(content):
    used = {
        name
        for _, _, text, _ in formulas(content)
        for name in re.findall(r"[A-Z]+\(", text)
    }
    assert used == {
        "EXACT(",
        "IF(",
        "MAX(",
        "MIN(",
        "ROUND(",
        "SUM(",
        "SUMIFS(",
        "SUMPRODUCT(",
    }
    assert not [text for _, _, text, _ in formulas(content) if "[" in text]


def test_charts_say_their_values_in_words(content):
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = [one for one in book.namelist() if "drawings/drawing" in one]
        drawn = "".join(
            book.read(one).decode() for one in names if one.endswith(".xml")
        )
    told = re.findall(r'descr="([^"]*)"', drawn)
    assert len(told) == 4
    assert told[0].startswith("Cost a week by scenario. baseline: ")
    assert all("; dearer: " in text for text in told[:2])
    assert told[3].startswith("Offers up by 3 %: pounds a week. 1. offers x 1.03 (+£")


def test_the_made_on_day_is_always_the_same(content):
    assert str(opened(content).properties.created) == "2026-01-01 00:00:00"


@pytest.mark.skipif(PROGRAM is None, reason="no LibreOffice to work the formulas out")
def test_another_program_works_out_the_same_values(content, tmp_path):
    held = {(sheet, cell): value for sheet, cell, _, value in formulas(content)}
    again = opened(recalculated(content, tmp_path), values=True)
    missed = {
        key: (value, again[key[0]][key[1]].value)
        for key, value in held.items()
        if not _same(value, again[key[0]][key[1]].value)
    }
    assert missed == {}
    assert len(held) > 200


@pytest.mark.skipif(PROGRAM is None, reason="no LibreOffice to work the formulas out")
def test_the_other_program_does_work_them_out(tmp_path):
    book = Book("A test", "A wrong value")
    page = book.page("One")
    page.sheet.write_formula(0, 0, "=ROUND(23.98*0.25,2)", None, 1.0)
    again = opened(recalculated(book.content(), tmp_path), values=True)
    assert again["One"]["A1"].value == 6.0


@pytest.mark.skipif(PROGRAM is None, reason="no LibreOffice to work the formulas out")
def test_names_that_look_like_one_number_are_kept_apart(tmp_path):
    book = Book("A test", "Names")
    page = book.page("One")
    names = ("1", "01", "1e0", "1-2", "1")
    for row, name in enumerate(names):
        page.text(row, 0, name, "typed")
        page.sheet.write_number(row, 1, 10.0**row)
        mine = ("$A$1:$A$5", f"$A{row + 1}")
        page.sheet.write_formula(row, 2, f"={sum_of('$B$1:$B$5', mine)}", None, -1)
        page.sheet.write_formula(row, 3, f"={count_of(mine)}", None, -1)
    again = opened(recalculated(book.content(), tmp_path), values=True)["One"]
    held = [[cell.value for cell in row] for row in again["C1:D5"]]
    assert held == [[10001, 2], [10, 1], [100, 1], [1000, 1], [10001, 2]]


def _same(held, found):
    if isinstance(held, str):
        return held == found
    return found is not None and abs(held - found) < 1e-9


def test_a_departure_names_both_offers_and_the_reason(study, content):
    departed = opened(content, values=True)["Departures"]
    first = next(departed.iter_rows(min_row=5, values_only=True))
    assert first[0] == "baseline"
    assert first[11] < first[6]
    assert first[12] in {"capacity", "housemates", "share cap", "budget", "plan"}
    assert first[13].endswith(".")


def test_a_rate_less_expected_is_what_its_lines_add_up_to(content):
    rates = opened(content, values=True)["Rates"]
    less = cells(rates, "Rate less expected")
    parts = [
        cells(rates, heading)
        for heading in ("Of it", "Of it, second", "Of it, third", "All other lines")
    ]
    summed = {
        place: round(sum(one or 0 for one in row), 2)
        for place, row in enumerate(zip(*parts, strict=True))
        if less[place] is not None
    }
    assert summed == {place: one for place, one in enumerate(less) if one is not None}
    assert len(summed) > 200


def test_rates_that_cannot_be_worked_out_say_why(sample_outcome):
    case = sample_outcome.case
    settings = case.settings.model_copy(update={"price_date": dt.date(2031, 1, 1)})
    table = rates_of(replace(case, settings=settings))
    assert list(table.rows) == []
    assert table.says.startswith("Not worked out, since ")


def test_changes_beyond_what_a_reader_takes_in_are_left_to_the_ledgers(study):
    table = changes(study, most=1)
    assert len(table.rows) == 1
    assert table.says.endswith("The first 1 of 2: ledger.csv of each has them all.")

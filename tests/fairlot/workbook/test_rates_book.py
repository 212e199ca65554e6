"""The workbook of rates: state and gaps are worked out on the sheet."""

import pytest

from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from fairlot.workbook.rates_book import rates_workbook
from scenarios.case import load_case
from scenarios.rates.rates import rate_check
from tests.kit.ranges import rate_case
from tests.kit.spreadsheet import PROGRAM, formulas, opened, recalculated_all

needs_program = pytest.mark.skipif(
    PROGRAM is None, reason="LibreOffice is not here: no workbook is worked out again"
)
RATES = """provider,service,area,rate_gbp,unit,annual_hours
P1,one_to_one,,11.99,,100
P2,one_to_one,=1+1,14.73,,2000.5
P3,one_to_one,,20,,
P1,two_to_one,,50.02,,333
P1,one_off,,5,,
"""


KEPT = """provider,service,rate_gbp,annual_hours,rate_from
P1,one_to_one,11.00,100,2025-04-06
P1,one_to_one,14.73,100,2026-04-06
P1,one_to_one,60.00,100,2027-04-06
"""


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    kept = load_case(rate_case(tmp_path_factory.mktemp("kept"), KEPT))
    return rates_workbook(kept, rate_check(kept, draws=0))


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return load_case(rate_case(tmp_path_factory.mktemp("rates"), RATES))


@pytest.fixture(scope="module")
def check(case):
    return rate_check(case, draws=100)


@pytest.fixture(scope="module")
def content(case, check):
    return rates_workbook(case, check)


@pytest.fixture(scope="module")
def again(content, history, tmp_path_factory):
    book = opened(content)
    book["Rates"]["G5"].value = 30.0
    path = tmp_path_factory.mktemp("typed") / "typed.xlsx"
    book.save(path)
    given = {"as_it_is": content, "typed": path.read_bytes(), "history": history}
    return recalculated_all(given, tmp_path_factory.mktemp("again"))


def cells(content, sheet, heading):
    page = opened(content, values=True)[sheet]
    place = [cell.value for cell in page[4]].index(heading)
    return [row[place] for row in page.iter_rows(min_row=5, values_only=True)]


def test_the_same_check_gives_the_same_bytes(case, check, content):
    assert rates_workbook(case, check) == content


def test_it_has_its_sheets(content):
    assert opened(content).sheetnames == ["Read me", "Rates", "States", "Checks"]


def test_state_and_gaps_are_formulas_that_hold_fairlot_s_values(check, content):
    told = {
        cell: text for sheet, cell, text, _ in formulas(content) if sheet == "Rates"
    }
    assert told["F5"] == (
        '=IF(G5<H5,"below statutory employment cost",IF(G5<I5,"below range",'
        'IF(G5>K5,"above range","within")))'
    )
    assert told["L5"] == "=ROUND(IF(G5<I5,G5-I5,IF(G5>K5,G5-K5,0)),2)"
    assert told["M5"] == "=ROUND(G5-J5,2)"
    assert told["O5"] == "=ROUND(L5*N5,2)"
    assert cells(content, "Rates", "State") == check.rows["state"].tolist()
    for heading, name in (
        ("Rate less nearest end", "gap_to_range_pence"),
        ("Against expected a year", "gap_to_expected_pence_per_year"),
    ):
        pence = check.rows[name].astype(object).where(check.rows[name].notna(), None)
        assert cells(content, "Rates", heading) == [
            None if one is None else one / 100 for one in pence
        ]


def test_a_rate_that_cannot_be_compared_has_no_formulas_but_its_words(content):
    told = {cell for sheet, cell, _, _ in formulas(content) if sheet == "Rates"}
    assert {cell for cell in told if cell.endswith("9")} == {"AD9"}
    assert cells(content, "Rates", "State")[-1] == "not comparable"


def test_rates_and_hours_are_open_and_all_else_is_locked(content):
    for sheet in opened(content).worksheets:
        assert sheet.protection.sheet
        for row in sheet.iter_rows():
            for cell in row:
                is_open = sheet.title == "Rates" and cell.column_letter in "GN"
                is_open = is_open and cell.row > 4
                assert cell.protection.locked != is_open, (sheet.title, cell)


def test_a_state_is_told_in_words_beside_its_look(content):
    rules = opened(content)["Rates"].conditional_formatting
    words = [rule.formula[0] for one in rules for rule in one.rules]
    assert words == [
        '"below statutory employment cost"',
        '"below range"',
        '"above range"',
        '"not comparable"',
    ]


def test_text_runs_nothing(content):
    assert opened(content)["Rates"]["C6"].value == "=1+1"
    assert opened(content)["Rates"]["C6"].data_type == "s"


@needs_program
def test_worked_out_again_every_cell_is_the_same(again, content):
    held = {(sheet, cell): value for sheet, cell, _, value in formulas(content)}
    values = opened(again["as_it_is"], values=True)
    found = {(sheet, cell): values[sheet][cell].value for sheet, cell in held}
    assert {key: one or None for key, one in found.items()} == {
        key: one or None for key, one in held.items()
    }
    assert set(cells(again["as_it_is"], "Checks", "Check")) == {"Agrees with Fairlot"}
    assert values["Read me"]["B3"].value == "Agrees with Fairlot"


@needs_program
def test_another_rate_has_another_state_and_is_not_compared(again):
    assert cells(again["typed"], "Rates", "State")[0] == "above range"
    assert cells(again["typed"], "Rates", "Changed")[0] == "changed"
    told = opened(again["typed"], values=True)["Read me"]["B3"].value
    assert told == "Rates or hours changed: not compared"


def test_sums_are_of_rates_in_force(history):
    # 14.73 is a penny below the range.
    assert cells(history, "Rates", "In force") == ["no", "yes", "no"]
    assert cells(history, "States", "Rates") == [0, 1, 0, 0, 0]
    yearly = cells(history, "States", "Against nearest end a year")
    assert yearly == [0, -1, 0, 0, 0]


@needs_program
def test_worked_out_again_sums_are_of_rates_in_force(again):
    found = again["history"]
    assert cells(found, "States", "Rates") == [0, 1, 0, 0, 0]
    assert set(cells(found, "Checks", "Check")) == {"Agrees with Fairlot"}


def test_the_command_writes_it_beside_the_answer(tmp_path, capsys):
    path = tmp_path / "rates.xlsx"
    (tmp_path / "case").mkdir()
    where = str(rate_case(tmp_path / "case", RATES))
    assert guarded(cli, ["rates", where, "--xlsx", str(path)]) == Exit.ANSWERED
    assert capsys.readouterr().err.splitlines()[0] == f"Wrote {path}."
    assert opened(path.read_bytes()).sheetnames[1] == "Rates"


def test_the_first_sheet_says_by_what_law_in_a_sentence(content, check):
    told = opened(content)["Read me"]["A2"].value
    day = f"{check.day:%d/%m/%Y}"
    assert told == f"By {check.model}, band {check.band}, with the law of {day}."

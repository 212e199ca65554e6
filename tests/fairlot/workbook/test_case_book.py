"""A case as a workbook: every column with its note and limit, every cell as it is."""

import csv
import datetime as dt
from dataclasses import replace
from types import MappingProxyType

import pandas as pd
import pytest

from costing.columns import Kind
from costing.errors import InputError
from costing.sheets.frames import read_table
from costing.sheets.sheet import read_sheet
from fairlot.workbook.case_book import case_workbook
from fairlot.workbook.forms import FORMS
from scenarios.inputs.contract import TABLES
from tests.fairlot.workbook.conftest import RISKY
from tests.kit.spreadsheet import formulas, opened

DAY = dt.date(2026, 11, 1)
SPECS = [*FORMS, *TABLES.values()]
COLUMNS = [(spec.name, column) for spec in SPECS for column in spec.columns]


@pytest.fixture(scope="module")
def new():
    """An empty case."""
    return opened(case_workbook(day=DAY))


@pytest.fixture(scope="module")
def filled(sample_outcome):
    """The sample."""
    return opened(case_workbook(sample_outcome.case))


def limits_of(book, sheet, place):
    """Give the rules of validation of the first row of a column."""
    letter = chr(ord("A") + place)
    rules = book[sheet].data_validations.dataValidation
    return [rule for rule in rules if f"{letter}2" in rule.sqref]


def test_an_empty_case_has_every_sheet(new):
    names = ["Read me", "case", *(spec.name for spec in SPECS), "lists"]
    assert new.sheetnames == names
    assert new["lists"].sheet_state == "hidden"


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_an_empty_table_has_its_names_in_row_1_and_nothing_below(new, spec):
    sheet = new[spec.name]
    assert tuple(cell.value for cell in sheet[1]) == spec.names
    assert sheet.max_row == 1
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert not sheet.merged_cells.ranges
    assert not sheet.protection.sheet


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_needed_columns_are_bold_and_their_notes_say_so(new, spec):
    for cell, column in zip(new[spec.name][1], spec.columns, strict=True):
        assert cell.font.bold == column.needed
        assert ("NEEDED in every row." in cell.comment.text) == column.needed
        assert ("May be empty: " in cell.comment.text) == (not column.needed)


def test_a_note_says_what_a_column_is_its_default_unit_and_bounds(new):
    heading = new["providers"]["K1"]
    assert heading.value == "capacity_hours_per_week"
    assert heading.comment.text == (
        "Hours it can hold in all, less its commitments that are not up for award.\n"
        "May be empty: no limit.\n"
        "Hours a week as a decimal, kept to the minute; 0 or more.\n"
        "Example: 37.5"
    )
    assert new["providers"]["A1"].comment.text == (
        "One provider on the framework.\n\nIts id.\nNEEDED in every row.\n"
        "An id, kept as text.\nExample: P001"
    )


@pytest.mark.parametrize(
    ("sheet", "column"),
    [(sheet, one) for sheet, one in COLUMNS if one.kind in (Kind.CHOICE, Kind.YES_NO)],
    ids=lambda one: getattr(one, "name", one),
)
def test_what_is_chosen_is_chosen_from_a_list(new, sheet, column):
    place = [one.value for one in new[sheet][1]].index(column.name)
    (rule,) = limits_of(new, sheet, place)
    assert (rule.type, rule.errorStyle, rule.showErrorMessage) == ("list", None, True)
    words = column.choices or ("yes", "no")
    assert rule.formula1 == f'"{",".join(words)}"'
    assert rule.prompt
    assert rule.error


@pytest.mark.parametrize(
    ("sheet", "column"),
    [(sheet, one) for sheet, one in COLUMNS if one.kind.is_number],
    ids=lambda one: getattr(one, "name", one),
)
def test_numbers_are_held_within_their_bounds(new, sheet, column):
    place = [one.value for one in new[sheet][1]].index(column.name)
    (rule,) = limits_of(new, sheet, place)
    assert rule.type == ("whole" if column.kind is Kind.COUNT else "decimal")
    least, most = column.bounds
    assert (
        (float(rule.formula1) < -1e9)
        if least is None
        else (float(rule.formula1) == least)
    )
    assert (
        (float(rule.formula2) > 1e9) if most is None else (float(rule.formula2) == most)
    )


def test_days_are_days(new):
    (rule,) = limits_of(new, "providers", 5)
    assert (rule.type, rule.formula1, rule.formula2) == ("date", "61", "109574")
    assert rule.error == "A day, such as 01/11/2026."


def test_ids_that_stand_nowhere_are_asked_about_and_let_in(new):
    (rule,) = limits_of(new, "offers", 1)
    assert (rule.type, rule.errorStyle) == ("list", "warning")
    assert rule.formula1 == "provider_ids"
    assert rule.error == (
        "This does not stand on its own sheet yet. Keep it all the same?"
    )
    assert new.defined_names["provider_ids"].attr_text == (
        "providers!$A$2:INDEX(providers!$A:$A,MAX(2,COUNTA(providers!$A:$A)))"
    )
    (own,) = limits_of(new, "providers", 0)
    assert own.type is None


def test_names_of_the_cost_model_stand_on_a_hidden_sheet(new):
    (rule,) = limits_of(new, "packages", 1)
    assert rule.formula1 == "components_known"
    area = new.defined_names["components_known"].attr_text
    assert area.startswith("lists!$A$2:$A$")
    words = [row[0] for row in new["lists"].iter_rows(values_only=True)]
    assert {"one_to_one", "one_off"} <= set(words)


def test_an_empty_case_says_every_setting_and_its_default(new):
    rows = {key: value for key, value, _ in new["case"].iter_rows(values_only=True)}
    assert rows["price_date"] == dt.datetime.combine(DAY, dt.time())
    assert rows["allocation.aims"] == "placed;points;cost"
    assert rows["scoring.weights.quality"] == 45
    assert rows["allocation.strict_rank"] == "no"
    assert rows["allocation.budget_gbp_per_week"] is None


def test_without_a_day_an_empty_case_has_none():
    rows = opened(case_workbook())["case"].iter_rows(values_only=True)
    assert {key: value for key, value, _ in rows}["price_date"] is None


def test_the_same_case_gives_the_same_bytes(sample_outcome):
    assert case_workbook(day=DAY) == case_workbook(day=DAY)
    case = sample_outcome.case
    assert case_workbook(case) == case_workbook(case)


@pytest.mark.parametrize("name", TABLES)
def test_every_row_of_a_case_is_read_back_as_it_was(sample_outcome, filled, name):
    case = sample_outcome.case
    if name not in case.present:
        assert name not in filled.sheetnames
        return
    header, *rows = filled[name].iter_rows(values_only=True)
    lines = [[_typed(cell) for cell in row] for row in rows]
    read = read_table(_csv([header, *lines]), TABLES[name]).frame
    held = case.tables[name]
    for column in TABLES[name].columns:
        if (name, column.name) != ("schemes", "already_running"):
            mine, theirs = read[column.name], held[column.name]
            pd.testing.assert_series_equal(
                mine.reset_index(drop=True), theirs.reset_index(drop=True)
            )


def test_the_cells_of_a_case_are_of_their_kind(filled):
    providers = {cell.value: cell.column_letter for cell in filled["providers"][1]}
    row = filled["providers"][2]
    kinds = {cell.column_letter: cell for cell in row}
    assert kinds[providers["provider"]].data_type == "s"
    assert kinds[providers["quality"]].data_type == "n"
    assert kinds[providers["cqc_rating_date"]].is_date
    assert kinds[providers["lots"]].data_type == "s"
    assert filled["rotas"]["C2"].value == "07:00"


def test_settings_lots_and_questions_of_a_case_are_told(filled):
    rows = {key: value for key, value, _ in filled["case"].iter_rows(values_only=True)}
    assert rows["title"] == "Estuary, an invented council (synthetic)"
    assert rows["allocation.tolerance.points"] is None
    header, first, *_ = filled["lots"].iter_rows(values_only=True)
    lot = dict(zip(header, first, strict=True))
    assert (lot["lot"], lot["title"]) == ("1", "Lower needs")
    assert (lot["quality_weight"], lot["price_weight"]) == (48.75, 26.25)
    assert (lot["requires_cqc"], lot["accepts_night_support"]) == ("no", "no")
    assert lot["price_formula"] is None
    questions = list(filled["questions"].iter_rows(min_row=2, values_only=True))
    assert questions[0] == ("2", "staffing", 40, 2, 5)
    assert len(questions) == 6


def test_text_is_never_a_formula(sample_outcome):
    case = sample_outcome.case
    providers = case.tables["providers"].copy()
    providers["name"] = [*RISKY, *providers["name"].iloc[len(RISKY) :]]
    tables = MappingProxyType({**case.tables, "providers": providers})
    content = case_workbook(replace(case, tables=tables))
    assert list(formulas(content)) == []
    sheet = opened(content)["providers"]
    assert [sheet[f"B{row}"].value for row in (2, 3, 4, 5)] == list(RISKY)
    assert all(sheet[f"B{row}"].quotePrefix for row in (2, 3, 4, 5))


def test_what_a_cell_cannot_hold_is_a_finding(sample_outcome):
    case = sample_outcome.case
    providers = case.tables["providers"].copy()
    providers["name"] = ["x" * 32_768, *providers["name"].iloc[1:]]
    tables = MappingProxyType({**case.tables, "providers": providers})
    with pytest.raises(InputError) as caught:
        case_workbook(replace(case, tables=tables))
    assert str(caught.value) == (
        "providers, line 2, name: got a text of 32,768 characters, expected at most "
        "32,767, all that a cell can hold. Keep the case as a folder."
    )


def test_what_a_sheet_cannot_hold_is_a_finding(sample_outcome, monkeypatch):
    monkeypatch.setattr("fairlot.workbook.case_book.LAST_ROW", 24)
    with pytest.raises(InputError) as caught:
        case_workbook(sample_outcome.case)
    assert (
        "referrals: got 24 rows, expected at most 23. Keep the case as a folder."
        in str(caught.value).splitlines()
    )


def _typed(cell):
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return repr(cell) if isinstance(cell, float) else str(cell)


def _csv(rows):
    import io

    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return read_sheet("table.csv", stream.getvalue().encode())

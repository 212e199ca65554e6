"""The workbook of a cost model: names, open cells, text that runs nothing."""

import io
import zipfile
from datetime import date

import pytest

from costing.document.fingerprint import fingerprint
from costing.document.reading import read_model
from costing.model import load_model
from tests.kit.documents import BANDS, INPUTS, MIX, document, line
from tests.kit.model_books import model_book, named
from tests.kit.spreadsheet import formulas, opened

MIXED = read_model(
    document(
        INPUTS,
        BANDS,
        MIX,
        line("pay * (1 + band.loading)", "paid", more='heading = "Pay"'),
        line("pay * contract.hours / hours", "mean", more='over = "contract"'),
        line(
            'group("Pay") + mean + choose(nought > 1, pay, 0)',
            more="rounding = { step = 0.01, mode = 'half_up' }",
        ),
    ),
    "small.toml",
)
HOMECARE = load_model("homecare-minimum-price-2020-21")


@pytest.fixture(scope="module")
def content():
    return model_book(MIXED)


def text(content, name):
    """Give the formula in a named cell."""
    book = opened(content)
    sheet, _, address = book.defined_names[name].attr_text.rpartition("!")
    return book[sheet.strip("'")][address.replace("$", "")].value


def test_it_has_its_sheets_in_order(content):
    assert opened(content).sheetnames == [
        "Read me", "Inputs", "Build-up", "Workings", "Lines", "Bands", "Mixes",
        "Check", "About",
    ]  # fmt: skip


def test_the_same_model_gives_the_same_bytes(content):
    assert model_book(MIXED) == content


def test_an_input_is_an_open_cell_by_its_name(content):
    book = opened(content)
    assert book.defined_names["pay"].attr_text == "Inputs!$C$5"
    assert book["Inputs"]["C5"].value == 12.5
    assert not book["Inputs"]["C5"].protection.locked


def test_all_else_is_locked_without_a_password(content):
    for sheet in opened(content).worksheets:
        assert sheet.protection.sheet, sheet.title
        assert sheet.protection.password is None
        for row in sheet.iter_rows():
            for cell in row:
                is_open = sheet.title == "Inputs" and cell.column_letter == "C"
                is_input = is_open and 5 <= cell.row < 5 + len(MIXED.inputs)
                assert cell.protection.locked != is_input, (sheet.title, cell)


def test_a_line_is_a_formula_over_names_in_each_band(content):
    assert text(content, "paid__day") == "=pay*(1+band__loading__day)"
    assert text(content, "paid__night") == "=pay*(1+band__loading__night)"


def test_a_rounded_line_rounds_the_cell_before_it(content):
    assert text(content, "price__day") == (
        "=ROUND(IF(price__exact__day=0,0,ROUND(price__exact__day,11-INT(LOG10(ABS("
        "price__exact__day))))),2)"
    )
    assert text(content, "price__exact__day") == (
        "=group__1__day+mean__day+IF(nought>1,pay,0)"
    )
    assert text(content, "group__1__day").startswith("=SUM(")


def test_a_line_over_a_mix_has_a_cell_for_each_row(content):
    assert text(content, "mean__day") == (
        "=SUMPRODUCT(contract__share,mean__rows__day)"
    )
    assert text(content, "mean__row2__day") == "=pay*contract__hours__2/hours"
    names = opened(content).defined_names
    assert names["contract__share"].attr_text == "Mixes!$F$7:$F$8"
    assert names["mean__rows__day"].attr_text == "Workings!$D$5:$D$6"


def test_formulas_hold_the_values_of_the_engine(content):
    cells = named(content)
    # 12.5 x (0.75 x 40 + 0.25 x 10) / 40 = 10.15625, and 12.5 x 1.5 = 18.75.
    assert cells["mean__night"] == 10.15625
    assert cells["price__exact__night"] == 28.90625
    assert cells["price__night"] == 28.91
    assert cells["check"] == "Agrees with Fairlot"


def test_names_that_excel_reads_as_cells_get_an_underscore():
    inputs = "".join(
        f"[input.{name}]\nunit = '1'\ndefault = {value}\n"
        for value, name in enumerate(["fee1", "fee1_", "r", "r1c1", "check"], start=1)
    )
    model = read_model(
        document(inputs, line("fee1 + fee1_ + r + r1c1 + check", unit="1")), "n.toml"
    )
    content = model_book(model)
    assert text(content, "price__all") == "=fee1__+fee1_+r_+r1c1_+check"
    cells = named(content)
    assert (cells["check"], cells["check_"]) == (5, "Agrees with Fairlot")


def test_law_is_a_cell_by_its_name_with_its_source_and_day():
    book = opened(model_book(HOMECARE, on=date(2020, 5, 1)))
    assert book.defined_names["law__national_living_wage"].attr_text == "Law!$B$5"
    row = [cell.value for cell in book["Law"][5]]
    assert row[:3] == ["national_living_wage", 8.72, "GBP/h"]
    assert row[3].date() == date(2020, 4, 1)
    assert row[6]


def test_a_default_that_is_a_formula_stays_one_until_it_is_set():
    day = date(2020, 5, 1)
    book = opened(model_book(HOMECARE, on=day))
    assert book["Inputs"]["C5"].value == "=law__national_living_wage"
    book = opened(model_book(HOMECARE, {"pay_rate": 9.5}, on=day))
    assert book["Inputs"]["C5"].value == 9.5
    assert book["Inputs"]["E5"].value == "=law__national_living_wage"


def test_law_that_is_not_known_and_not_needed_is_no_number():
    inputs = "".join(
        f"[input.{name}]\nunit = 'GBP/h'\ndefault = {value}\n"
        for name, value in (("a", 1), ("b", 2))
    )
    formula = "choose(a > b, law.national_living_wage, a)"
    text_ = document("law = 'england'\n", inputs, line(formula))
    cells = named(model_book(read_model(text_, "law.toml"), on=date(1990, 1, 1)))
    assert (cells["price__all"], cells["law__national_living_wage"]) == (1, "#N/A")


def test_an_input_takes_what_its_bounds_allow():
    inputs = (
        "[input.a]\nunit = '1'\ndefault = 1\nmin = 0\nmax = 5\n"
        "[input.b]\nunit = '1'\ndefault = 1\nmin = -2\n"
    )
    model = read_model(document(inputs, line("a + b", unit="1")), "n.toml")
    rules = opened(model_book(model))["Inputs"].data_validations.dataValidation
    told = {
        str(rule.sqref): (rule.type, rule.formula1, rule.formula2) for rule in rules
    }
    assert told == {
        "C5": ("decimal", "0.0", "5.0"),
        "C6": ("decimal", "-2.0", "90000000000000.0"),
    }
    assert rules[0].error == "A number, 0 to 5."


def test_text_runs_nothing():
    risky = '=HYPERLINK("http://x","y")'
    texts = f"label = '{risky}'\nsource = '{risky}'\n"
    top = f"title = '{risky}'\nsource = '{risky}'\n"
    inputs = f"[input.a]\nunit = '1'\ndefault = 1\n{texts}"
    model = read_model(
        document(top, inputs, line("a", unit="1", more=texts)), "risky.toml"
    )
    content = model_book(model)
    assert not [one for one in formulas(content) if "HYPERLINK" in one[2]]
    assert opened(content)["Inputs"]["A5"].value == risky


def test_it_says_which_model_and_version_it_is(content):
    rows = opened(content)["About"].iter_rows(min_row=5, values_only=True)
    told = {row[0]: row[1] for row in rows}
    assert told["model"] == "small"
    assert told["version"] == fingerprint(MIXED)
    assert told["law_of"].date() == date(2026, 11, 1)


def test_every_sheet_prints_across_a_page_with_its_heading(content):
    for sheet in opened(content).worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth or 1) == 1
        assert sheet.page_setup.fitToHeight == 0
        if sheet.title != "Read me":
            assert sheet.print_title_rows == "$4:$4"


def test_it_tells_no_time(content):
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        core = file.read("docProps/core.xml").decode()
    assert "2026-01-01T00:00:00Z" in core

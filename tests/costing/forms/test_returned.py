"""Workbooks that come back: inputs are read, and what is wrong is told by its cell."""

from datetime import date

import openpyxl
import pytest

from costing.document.fingerprint import fingerprint
from costing.document.reading import read_model
from costing.errors import InputError
from costing.forms.returned import returned_inputs
from costing.model import load_model
from tests.kit.documents import document, line
from tests.kit.model_books import filled_in, model_book
from tests.kit.ranges import PAID
from tests.kit.spreadsheet import PROGRAM, recalculated_all

INPUTS = """\
[input.pay]
unit = "GBP/h"
default = 12.5
min = 10
max = 20
[input.hours]
unit = "h/week"
default = 40
[input.share]
unit = "1"
default = 0.25
min = 0
"""
MODEL = read_model(
    document(INPUTS, line("pay * 2", "twice"), line("twice * (1 + share)")),
    "small.toml",
)
PAID_HOUR = read_model(PAID, "paid.toml")
HOMECARE = load_model("homecare-minimum-price-2020-21")
DAY = date(2026, 11, 1)
NUMBER = "expected a number in GBP/h"
NO_TEXT = "Type it as a number: a cell of text is not one."
BESIDE = "stands beside."
OPEN = "Open the workbook in a spreadsheet, and save it."
BY_MODEL = "The price is worked out by the model, not by this cell."


@pytest.fixture
def back(tmp_path):
    """Give what comes of a workbook that was filled in."""

    def read(values=None, cells=None, model=MODEL, change=None):
        path = tmp_path / "back.xlsx"
        path.write_bytes(model_book(model, on=date(2020, 5, 1)))
        if values or cells or change:
            book = openpyxl.load_workbook(path)
            _keep_values(book, path)
            if change:
                change(book)
            book.save(path)
            path.write_bytes(filled_in(path.read_bytes(), values or {}, cells))
        return returned_inputs(path, model)

    return read


def _keep_values(book, path):
    """Put the values that formulas hold in their place on the inputs alone."""
    held = openpyxl.load_workbook(path, data_only=True)["Inputs"]
    for row in book["Inputs"].iter_rows(min_row=5):
        row[2].value = held[row[2].coordinate].value


def told(back, *arguments, **named):
    with pytest.raises(InputError) as caught:
        back(*arguments, **named)
    return [str(one) for one in caught.value.findings]


def test_an_untouched_workbook_gives_the_defaults(back):
    found = back()
    assert found.model == "small"
    assert found.version == fingerprint(MODEL)
    assert found.on == date(2020, 5, 1)
    assert found.inputs == {"pay": 12.5, "hours": 40.0, "share": 0.25}
    assert (found.changes, found.findings) == ((), ())


def test_what_was_typed_is_a_change(back):
    found = back({"pay": 13.1})
    assert found.inputs["pay"] == 13.1
    [change] = found.changes
    assert (change.name, change.value, change.default) == ("pay", 13.1, 12.5)
    assert (change.unit, change.cell) == ("GBP/h", "C5")


def test_a_default_that_follows_another_input_is_no_change(tmp_path):
    text = (
        "[input.pay]\nunit='1'\ndefault=10\n[input.more]\nunit='1'\ndefault='pay*2'\n"
    )
    model = read_model(document(text, line("more", unit="1")), "small.toml")
    path = tmp_path / "back.xlsx"
    path.write_bytes(model_book(model, {"pay": 11.0}))
    found = returned_inputs(path, model)
    assert found.inputs == {"pay": 11.0, "more": 22.0}
    assert [one.name for one in found.changes] == ["pay"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("13.10", f'got the text "13.10", {NUMBER}. {NO_TEXT}'),
        ("£13.10", f'got the text "£13.10", {NUMBER}. {NO_TEXT}'),
        ("about 13", f'got the text "about 13", {NUMBER}. Type a number alone.'),
        (None, f"got nothing, {NUMBER}. Fill it in; the document's default {BESIDE}"),
        (True, f"got yes, {NUMBER}."),
        (DAY, f'got "2026-11-01", a day or a time, {NUMBER}. Type it as a number.'),
        (9.99, "got 9.99, expected a number from 10, the min."),
        (20.5, "got 20.5, expected a number up to 20, the max."),
        ("=1/0", f"got a formula whose value was never worked out, {NUMBER}. {OPEN}"),
    ],
)
def test_what_is_no_such_number_is_told_by_its_cell(back, value, words):
    assert told(back, {"pay": value}) == [
        f"back.xlsx, sheet Inputs, cell C5, pay: {words}"
    ]


def test_an_end_of_the_bounds_is_within_them(back):
    assert back({"pay": 20}).inputs["pay"] == 20.0


def test_all_that_is_wrong_is_told_at_once(back):
    assert len(told(back, {"pay": 5, "hours": "x", "share": -1})) == 3


def test_a_row_of_another_name_is_told_and_so_is_the_missing_one(back):
    assert told(back, cells={"Inputs!B5": "payy"}) == [
        (
            "back.xlsx, sheet Inputs, pay: got nothing, expected a row of this input. "
            "Put its row back, or write a new workbook."
        ),
        (
            'back.xlsx, sheet Inputs, cell B5: got "payy", expected an input of small. '
            'Did you mean "pay"?'
        ),
    ]


def test_an_input_that_stands_twice_is_told(back):
    assert told(back, cells={"Inputs!B8": "pay", "Inputs!C8": 3}) == [
        (
            'back.xlsx, sheet Inputs, cell B8: got "pay" a second time, expected each '
            "input once."
        )
    ]


def test_rows_may_have_moved(back):
    def move(book):
        book["Inputs"].insert_rows(1, 3)
        book["Inputs"].insert_cols(3)

    assert back({}, change=move).inputs["hours"] == 40.0


def test_another_model_is_refused(back, tmp_path):
    path = tmp_path / "back.xlsx"
    path.write_bytes(model_book(MODEL))
    with pytest.raises(InputError) as caught:
        returned_inputs(path, HOMECARE)
    assert str(caught.value) == (
        'back.xlsx, sheet About, cell B5, model: got the model "small", expected '
        '"homecare-minimum-price-2020-21". Name the model that the workbook was made '
        "from."
    )


def test_another_version_of_the_document_is_refused_and_both_are_told(tmp_path):
    path = tmp_path / "back.xlsx"
    path.write_bytes(model_book(MODEL))
    text = document(INPUTS.replace("12.5", "12.6"), line("pay * 2"))
    other = read_model(text, "small.toml")
    with pytest.raises(InputError) as caught:
        returned_inputs(path, other)
    assert str(caught.value) == (
        f'back.xlsx, sheet About, cell B6, version: got version "{fingerprint(MODEL)}" '
        f'of the model, expected "{fingerprint(other)}". The document has changed '
        "since it was sent. Write a new one, and have it filled in."
    )


def test_a_workbook_of_something_else_is_refused(tmp_path):
    path = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(InputError) as caught:
        returned_inputs(path, MODEL)
    assert str(caught.value) == (
        "other.xlsx: got no sheet About and none Inputs, expected a workbook that "
        "fairlot hour --xlsx has written."
    )


def test_a_file_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "other.xlsx"
    path.write_text("no zip")
    with pytest.raises(InputError) as caught:
        returned_inputs(path, MODEL)
    assert str(caught.value) == (
        "other.xlsx: got a file that is no workbook, expected a workbook, .xlsx or "
        ".ods. Open it in a spreadsheet and save it anew as .xlsx."
    )


def test_a_workbook_without_its_day_is_refused_where_law_is_read(back):
    assert told(back, cells={"About!B7": None}, model=HOMECARE) == [
        (
            "back.xlsx, sheet About, cell B7, law_of: got no day, expected the day of "
            "its law, such as 2026-11-01. Write a new one, and have it filled in."
        )
    ]


def test_what_the_model_cannot_be_worked_out_with_is_told_by_its_cell(back):
    assert told(back, {"hours": 50, "share": 1e308}) == [
        (
            "back.xlsx, sheet Inputs, cell C7, share: got 1e+308, expected a number "
            "that the model can be worked out with. With it, price is a result that is "
            'not finite in "twice * (1 + share)" in band all.'
        )
    ]


@pytest.mark.parametrize(
    ("formula", "typed", "fix"),
    [
        # Each at its default would do.
        (
            "pay * hours * share",
            1e200,
            'With it, price is a result that is not finite in "(pay * hours) * share"',
        ),
        # Neither alone would.
        (
            "pay * hours + pay * share",
            1e308,
            (
                "With it, beside the other inputs, price is a result that is not "
                'finite in "pay * hours"'
            ),
        ),
    ],
)
def test_what_cannot_be_worked_out_together_is_told_of_each(
    tmp_path, formula, typed, fix
):
    given = INPUTS.replace('unit = "h/week"', 'unit = "1"')
    model = read_model(document(given, line(formula)), "large.toml")
    path = tmp_path / "back.xlsx"
    path.write_bytes(filled_in(model_book(model), {"hours": typed, "share": typed}))
    with pytest.raises(InputError) as caught:
        returned_inputs(path, model)
    assert [(one.cell, one.got, one.fix) for one in caught.value.findings] == [
        ("C6", f"{typed:g}", f"{fix} in band all"),
        ("C7", f"{typed:g}", f"{fix} in band all"),
    ]


def test_law_that_was_altered_is_told_and_does_not_count(back):
    found = back(cells={"Law!B5": 9.5}, model=HOMECARE)
    assert str(found.findings[-1]) == (
        "back.xlsx, sheet Law, cell B5, national_living_wage: got 9.5, expected 8.72, "
        "the law of 2020-05-01. The price is worked out by the law, not by this cell."
    )
    assert found.inputs["pay_rate"] == 8.72


def test_a_number_over_a_formula_is_told_and_does_not_count(back):
    found = back(cells={"Build-up!D8": 30})
    texts = [str(one) for one in found.findings]
    assert (
        "back.xlsx, sheet Build-up, cell D8, twice: got 30 typed over the formula, "
        f"expected 25 by the model. {BY_MODEL}"
    ) in texts


def test_formulas_that_nobody_worked_out_are_told_once(back):
    # openpyxl writes formulas without their values.
    found = back({"pay": 13})
    assert [str(one) for one in found.findings] == [
        (
            "back.xlsx, sheet Build-up, cell D6: got 2 formulas whose values were "
            "never worked out, expected values to compare. Open the workbook in a "
            "spreadsheet, and save it."
        )
    ]


@pytest.mark.skipif(
    PROGRAM is None, reason="LibreOffice is not here: no law reaches an input"
)
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_default_by_altered_law_is_taken_by_the_law_itself(tmp_path, kind):
    sent = model_book(PAID_HOUR)
    cells = {"Law!B5": 10}
    typed = {"typed": filled_in(sent, {"premium": 0.9}, cells)}
    typed["own"] = filled_in(sent, {"pay": "=law__national_living_wage+2"}, cells)
    saved = recalculated_all(typed, tmp_path / kind, kind)
    found = {}
    for name, content in saved.items():
        path = tmp_path / f"{name}.{kind}"
        path.write_bytes(content)
        found[name] = returned_inputs(path, PAID_HOUR)
    # 12.71 + 0.30, the law's; the cell shows 10.30.
    assert found["typed"].inputs["pay"] == pytest.approx(13.01, abs=1e-12)
    assert [one.name for one in found["typed"].changes] == ["premium"]
    told = [(one.sheet, one.column) for one in found["typed"].findings]
    assert told == [("Build-up", "price"), ("Law", "national_living_wage")]
    # A formula of the provider's own is the number that it shows.
    assert [(one.name, one.value) for one in found["own"].changes] == [("pay", 12.0)]


@pytest.mark.skipif(
    PROGRAM is None, reason="LibreOffice is not here: no workbook is saved by it"
)
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_workbook_that_another_program_saved_is_read(tmp_path, kind):
    sent = model_book(HOMECARE, on=date(2020, 5, 1))
    typed = filled_in(sent, {"travel_minutes": 15}, {"Build-up!D6": 30})
    [saved] = recalculated_all({"back": typed}, tmp_path / kind, kind).values()
    path = tmp_path / f"back.{kind}"
    path.write_bytes(saved)
    found = returned_inputs(path, HOMECARE)
    assert [(one.name, one.value, one.default) for one in found.changes] == [
        ("travel_minutes", 15.0, 11.7)
    ]
    assert found.inputs["pay_rate"] == 8.72
    # 30 + 8.72 x 15 / 60 = 2.18 + 4.47 + 5.20 is 41.85; 3 % of it is 1.26.
    assert [(one.column, one.got) for one in found.findings] == [
        ("contact_time", "30 typed over the formula"),
        ("price", "43.11"),
    ]

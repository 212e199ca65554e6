"""Lines of a text in a column: a row is as high as what is printed in it."""

import pytest

from costing.model import load_model
from fairlot.workbook.text_lines import n_lines
from tests.kit.model_books import model_book
from tests.kit.spreadsheet import opened

FORMULA = (
    "evening_enhancement * band.evening + night_enhancement * band.night + "
    "weekend_enhancement * band.weekend + sunday_supplement * band.sunday"
)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        # As LibreOffice prints them; the first has 69 + 1 + 68 letters.
        (FORMULA, 64, 3),
        ("Fairlot working assumption, see docs/supported-living-england.md", 44, 2),
        ("contact_pay * unsocial_share", 64, 1),
        ("", 10, 1),
        ("one\ntwo\n\nfour", 10, 4),
        ("i" * 40, 20, 1),
        ("W" * 40, 20, 4),
        ("a b " * 3, 4, 6),
    ],
)
def test_lines_are_those_that_are_printed(text, width, lines):
    assert n_lines(text, width) == lines


def test_a_row_of_three_lines_is_as_high():
    book = opened(model_book(load_model("supported-living-england")))
    sheet = book["Lines"]
    [row] = [
        row for row in sheet.iter_rows(min_row=5) if row[0].value == "unsocial_share"
    ]
    assert row[3].value == FORMULA
    # 3 lines of 12.75 points, and the edges.
    assert sheet.row_dimensions[row[0].row].height >= 3 * 12.75

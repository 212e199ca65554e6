"""The page about Excel names what there is."""

import re
from pathlib import Path

import pytest

from costing.model import load_model
from fairlot.workbook.model.check_page import AGREES, CHANGED, DIFFERS
from fairlot.workbook.model.layout import laid_out
from tests.kit.model_books import model_book, worked
from tests.kit.spreadsheet import opened

PAGE = Path(__file__).parents[4] / "docs" / "excel.md"

if not PAGE.exists():
    pytest.skip("the tests stand without their repository", allow_module_level=True)

TEXT = PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def book():
    return opened(model_book(load_model("supported-living-england")))


def rows(first):
    """Give the first cells of the table under a heading."""
    table = TEXT.split(f"| {first} |", 1)[1].split("\n\n", 1)[0]
    return re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE)


def test_every_sheet_is_in_the_table(book):
    named = [name for row in rows("sheet") for name in row.split(", ")]
    assert named == book.sheetnames


def test_every_name_that_is_shown_is_there(book):
    shown = [row.strip("`") for row in rows("name")]
    assert len(shown) == 8
    assert [name for name in shown if name not in book.defined_names] == []


def test_the_formula_that_is_shown_is_that_of_a_line():
    layout = laid_out(worked(load_model("supported-living-england")))
    [shown] = re.findall(r"`(=\w+\*\w+)`", TEXT)
    assert layout.lines["travel_time"].cells[0].text == shown


def test_what_the_check_cell_says_is_in_the_table():
    assert rows("it says") == [AGREES, CHANGED, DIFFERS]

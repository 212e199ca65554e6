"""Notes and hints fit the cells they stand beside, and say what is to be said."""

import pytest

from costing.columns import ColumnSpec, Kind
from fairlot.workbook.column_words import (
    cut,
    hint_of,
    hint_title,
    kind_of,
    mistake_of,
    unit_of,
)
from fairlot.workbook.forms import FORMS
from fairlot.workbook.setting_rows import SETTINGS
from scenarios.inputs.contract import TABLES

COLUMNS = [
    *(one for spec in (*FORMS, *TABLES.values()) for one in spec.columns),
    *SETTINGS,
]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda one: one.name)
def test_a_hint_fits_its_box(column):
    assert len(hint_title(column.name)) <= 32
    assert 0 < len(hint_of(column)) <= 255
    assert 0 < len(mistake_of(column)) <= 255


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("price_gbp_per_week", "pounds a week"),
        ("one_to_one_gbp_per_hour", "pounds an hour"),
        ("hours_per_week", "hours a week"),
        ("units_per_week", "a week"),
        ("annual_hours", "hours a year"),
        ("rate_gbp", "pounds"),
        ("quality", ""),
    ],
)
def test_a_unit_is_read_off_the_end_of_a_name(name, words):
    assert unit_of(name) == words


def test_a_kind_is_told_with_unit_and_bounds():
    money = ColumnSpec("price_gbp_per_week", Kind.MONEY, "what it asks")
    assert kind_of(money) == "Pounds a week, two decimals at most; 0 or more"
    mark = ColumnSpec("quality", Kind.MARK, "its mark")
    assert kind_of(mark) == "A mark; 0 to 100"
    below = ColumnSpec("value", Kind.NUMBER, "its value", least=None)
    assert kind_of(below) == "A number; may be below 0"


def test_a_long_text_is_cut_at_a_word():
    assert cut("one two three", 20) == "one two three"
    assert cut("one two three", 10) == "one two…"

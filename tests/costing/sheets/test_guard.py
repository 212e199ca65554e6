"""Text that a spreadsheet would run is guarded, and read back just as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from costing.columns import ColumnSpec, Kind
from costing.sheets.cells import bare, read_cell
from costing.sheets.guard import guarded, unguarded

SIGNS = "=+-@'\t\r\n a1.é\ufeff\u200b\uff1d"
TEXTS = st.text(st.sampled_from(SIGNS), max_size=6) | st.text(max_size=8)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20", "'+44 20"),
        ("@name", "'@name"),
        ("\ttab", "'\ttab"),
        ("-0.05", "-0.05"),
        ("-5 or less", "'-5 or less"),
        ("'=1", "''=1"),
        ("+1_0", "'+1_0"),
        ("-inf", "'-inf"),
        ("-\u0661", "'-\u0661"),
        ("\ufeff=1+1", "'\ufeff=1+1"),
        ("\u200b\u2060@name", "'\u200b\u2060@name"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("\uff0b1", "'\uff0b1"),
        ("\ufeffname", "\ufeffname"),
        ("'twas", "'twas"),
        ("", ""),
    ],
)
def test_text_that_would_run_gets_a_mark(text, written):
    assert guarded(text) == written


@given(TEXTS)
def test_what_is_guarded_is_read_back_as_it_was(text):
    assert unguarded(guarded(text)) == text


@given(TEXTS)
def test_no_guarded_text_starts_a_formula_unless_it_is_a_number(text):
    written = guarded(text)
    if written[:1] in "=+-@\t\r\n" and written:
        float(written)


@given(TEXTS)
def test_a_cell_that_was_read_is_read_the_same_once_written(text):
    once = bare(text)
    assert bare(guarded(once)) == once


def test_the_mark_is_no_part_of_what_a_cell_holds():
    column = ColumnSpec("name", Kind.TEXT, "its name")
    assert read_cell(column, " '=HYPERLINK(1) ") == "=HYPERLINK(1)"
    assert read_cell(ColumnSpec("n", Kind.NUMBER, "n"), "'-5") == -5.0

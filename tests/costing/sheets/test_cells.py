"""What the text of a cell stands for, kind by kind; every message read whole."""

import math
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.columns import ColumnSpec, Kind
from costing.sheets.cells import Fault, read_cell, read_cells


def column(kind, **more):
    return ColumnSpec("size", kind, "its size", **more)


STATUS = column(Kind.CHOICE, choices=("open", "no_new", "Requires improvement"))
LOTS = column(Kind.LIST, default_says="all")


@pytest.mark.parametrize(
    ("spec", "text", "value"),
    [
        (column(Kind.ID), " 001 ", "001"),
        (column(Kind.TEXT), "a; b\nc", "a; b\nc"),
        (STATUS, "OPEN", "open"),
        (STATUS, "no-new", "no_new"),
        (STATUS, "requires  improvement", "Requires improvement"),
        *[(column(Kind.YES_NO), yes, True) for yes in ("yes", "Y", "TRUE", "1")],
        *[(column(Kind.YES_NO), no, False) for no in ("no", "N", "False", "0")],
        (LOTS, "1; 2;;1 ", ("1", "2")),
        *[(LOTS, every, ()) for every in ("All", "all; all", "ALL;all;")],
        (LOTS, "all; 1", ("all", "1")),
        (column(Kind.LIST), "all", ("all",)),
        (column(Kind.MONEY), "£1,234.50", 1234.5),
        (column(Kind.MONEY), "£ 12", 12.0),
        (column(Kind.MONEY), "-£0.05", -0.05),
        (column(Kind.MONEY), "£-0.05", -0.05),
        (column(Kind.MONEY), "1,234,567.89", 1234567.89),
        (column(Kind.MONEY), "0", 0.0),
        (column(Kind.MONEY), ".5", 0.5),
        (column(Kind.MONEY), "12.", 12.0),
        (column(Kind.NUMBER), "+1.2345", 1.2345),
        (column(Kind.NUMBER), "1.5E+03", 1500.0),
        (column(Kind.NUMBER), "-0", 0.0),
        (column(Kind.COUNT), "3.0", 3.0),
        (column(Kind.SHARE), "0.4", 0.4),
        (column(Kind.DATE), "2026-11-01", "2026-11-01"),
        (column(Kind.DATE), "01/02/2026", "2026-02-01"),
        (column(Kind.TIME), "07:30", 450),
        (column(Kind.TIME), "24:00", 1440),
        (column(Kind.TIME), "7:30:00", 450),
        (column(Kind.DAY), "monday", "Mon"),
        (column(Kind.DAY), "BH", "BH"),
        (column(Kind.DAY), "bank holiday", "BH"),
        (column(Kind.DAY), "25/12/2026", "2026-12-25"),
    ],
)
def test_a_cell_is_read(spec, text, value):
    assert read_cell(spec, text) == value


def test_choices_may_be_written_in_the_plural():
    spec = column(Kind.CHOICE, choices=("hour", "nights"))
    assert read_cell(spec, "Hours") == "hour"
    assert read_cell(spec, "night") == "nights"


def test_an_empty_cell_is_the_default_and_nought_is_nought():
    spec = column(Kind.NUMBER, default=50.0)
    assert read_cell(spec, " \u00a0 ") == 50.0
    assert read_cell(spec, "0") == 0.0
    assert read_cell(column(Kind.MONEY), "") is None


@pytest.mark.parametrize(
    ("spec", "text", "expected", "fix"),
    [
        (
            column(Kind.ID),
            "P1;P2",
            "one size",
            "A name holds no semicolon and no line end",
        ),
        (
            column(Kind.TEXT),
            "a\x07b",
            "a size in plain characters",
            "Take out what cannot be seen",
        ),
        (
            STATUS,
            "opne",
            "one of open, no_new, Requires improvement",
            'Did you mean "open"',
        ),
        (
            STATUS,
            "requires improvment",
            "one of open, no_new, Requires improvement",
            'Did you mean "Requires improvement"',
        ),
        (
            STATUS,
            "asleep",
            "one of open, no_new, Requires improvement",
            "Choose one of them",
        ),
        (column(Kind.YES_NO), "maybe", "yes or no", "Write yes or no"),
        (
            LOTS,
            "1\n2",
            "names parted by semicolons",
            "Take out what cannot be seen",
        ),
        (
            column(Kind.MONEY),
            "12,34",
            "an amount in pounds such as 1234.50",
            "Put commas between groups of three digits, or leave them out",
        ),
        (
            column(Kind.MONEY),
            "1,2345.00",
            "an amount in pounds such as 1234.50",
            "Put commas between groups of three digits, or leave them out",
        ),
        (
            column(Kind.MONEY),
            "12.345",
            "at most two decimals",
            "Round it to the penny",
        ),
        (
            column(Kind.MONEY),
            "12.340",
            "at most two decimals",
            "Round it to the penny",
        ),
        (
            column(Kind.MONEY),
            "tbc",
            "an amount in pounds such as 1234.50",
            "Write the number alone",
        ),
        (
            column(Kind.MONEY),
            "1e3",
            "an amount in pounds such as 1234.50",
            "Write the number alone",
        ),
        (
            column(Kind.MONEY),
            "£",
            "an amount in pounds such as 1234.50",
            "Write the number alone",
        ),
        (
            column(Kind.MONEY),
            "£-£5",
            "an amount in pounds such as 1234.50",
            "Write the number alone",
        ),
        (
            column(Kind.MONEY),
            "90,000,000,000,001",
            "at most 90,000,000,000,000",
            "Leave it empty if nothing limits it",
        ),
        (
            column(Kind.HOURS),
            "37h",
            "hours such as 37.5",
            "Write the number alone",
        ),
        *[
            (
                column(Kind.NUMBER),
                text,
                "a number such as 12.5",
                "Write the number alone",
            )
            for text in ("nan", "inf", "-Infinity", "0x10", "1_000", "٣", "½", ".", "-")
        ],
        (
            column(Kind.NUMBER),
            "1e400",
            "a number that can be held",
            "Leave it empty if nothing limits it",
        ),
        (
            column(Kind.NUMBER),
            "5%",
            "a number such as 12.5",
            "Leave out the percent sign",
        ),
        (
            column(Kind.SHARE),
            "40%",
            "a share from 0 to 1 such as 0.4",
            "Write 40 % as 0.4",
        ),
        (
            column(Kind.MARK),
            "good",
            "a mark from 0 to 100",
            "Write the number alone",
        ),
        (
            column(Kind.COUNT),
            "2.5",
            "a whole number such as 3",
            "Write a whole number",
        ),
        (
            column(Kind.DATE),
            "31/02/2026",
            "a day that exists",
            "Look at the day and the month",
        ),
        (
            column(Kind.DATE),
            "2026-02-29",
            "a day that exists",
            "Look at the day and the month",
        ),
        (
            column(Kind.DATE),
            "01/11/26",
            "a date such as 2026-11-01 or 01/11/2026",
            "Write the year with four digits",
        ),
        (
            column(Kind.DATE),
            "1 November 2026",
            "a date such as 2026-11-01 or 01/11/2026",
            "Write it in one of these ways",
        ),
        (
            column(Kind.TIME),
            "24:01",
            "a time such as 07:30",
            "Times run from 00:00 to 24:00",
        ),
        (
            column(Kind.TIME),
            "7.30",
            "a time such as 07:30",
            "Times run from 00:00 to 24:00",
        ),
        (
            column(Kind.DAY),
            "Mo",
            "Mon, Tue, Wed, Thu, Fri, Sat, Sun, BH or a date",
            "Write it in one of these ways",
        ),
    ],
)
def test_a_cell_that_cannot_be_read_says_what_was_expected(spec, text, expected, fix):
    assert read_cell(spec, text) == Fault(expected, fix)


def test_a_column_keeps_the_default_where_a_cell_is_at_fault():
    values, faults = read_cells(column(Kind.NUMBER, default=7.0), ["1", "x", "", "x"])
    assert values == [1.0, 7.0, 7.0, 7.0]
    assert sorted(faults) == [1, 3]


@given(st.integers(-(10**13), 10**13))
@settings(max_examples=200, deadline=None)
def test_money_is_read_to_the_penny_however_it_is_written(pence):
    whole, part = divmod(abs(pence), 100)
    sign = "-" if pence < 0 else ""
    for text in (f"{sign}{whole}.{part:02d}", f"{sign}£{whole:,}.{part:02d}"):
        assert round(read_cell(column(Kind.MONEY), text) * 100) == pence


@given(st.dates(min_value=date(1000, 1, 1)))
@settings(max_examples=100, deadline=None)
def test_both_ways_of_writing_a_date_are_the_same_day(day):
    iso = day.isoformat()
    british = f"{day.day:02d}/{day.month:02d}/{day.year:04d}"
    assert read_cell(column(Kind.DATE), iso) == iso
    assert read_cell(column(Kind.DATE), british) == iso


@given(st.sampled_from(list(Kind)), st.text(max_size=30))
@settings(max_examples=500, deadline=None)
def test_any_text_is_a_value_or_a_fault_in_every_kind(kind, text):
    value = read_cell(column(kind, choices=("a", "b")), text)
    assert isinstance(value, (str, float, int, bool, tuple, Fault, type(None)))
    if isinstance(value, float):
        assert math.isfinite(value)

"""The page of a build-up: what is marked, and how finely a number is written."""

from __future__ import annotations

from datetime import date

import click
import pytest

from costing.document import read_model
from costing.evaluation import evaluate
from fairlot.build_up import BuildUp, not_derived, number_text, page
from tests.kit.documents import BANDS, INPUTS, document, line


def text_of(*sections, width=80):
    model = read_model(document(*sections), "small.toml")
    found = evaluate(model, None, {})
    build_up = BuildUp(model, date(2026, 11, 1), None, found, {})
    return click.unstyle(page(build_up, width))


@pytest.mark.parametrize(
    ("value", "step", "unit", "text"),
    [
        (20.69, 0.01, "GBP/h", "20.69"),
        (1234.5, 0.01, "GBP/h", "1,234.50"),
        (20.6927, None, "GBP/h", "20.6927"),
        (45082.8, None, "GBP/year", "45,082.80"),
        (20.7, 0.1, "GBP/h", "20.70"),
        (20.6927, 0.0001, "GBP/h", "20.6927"),
        (12.0, 1.0, "h", "12"),
        (11.7, None, "min/h", "11.7"),
        (0.1206896551724, None, "1", "0.12069"),
        (5.0, 0.05, "1", "5.00"),
    ],
)
def test_a_number_is_written_as_finely_as_it_is_rounded(value, step, unit, text):
    assert number_text(value, step, unit, "GBP") == text


REPEATED = (
    "[input.said]\nunit='GBP/h'\ndefault=2\nbasis='published amount, not derived'\n"
)


def test_what_reads_a_published_amount_by_name_is_marked():
    text = document(
        REPEATED,
        line("said + 0", "direct"),
        line("direct * 2", "further"),
        line("further"),
    )
    assert not_derived(read_model(text, "small.toml")) == {"said", "direct"}


def test_lines_stand_under_their_headings_with_a_sum_and_the_price_comes_last():
    assert text_of(
        INPUTS,
        line("care", "price"),
        line("pay", "one", more="heading = 'Care'"),
        line("weekly / hours", "other"),
        line("pay * share", "two", more="heading = 'Care'\nlabel = 'A quarter more'"),
        line("group('Care')", "care"),
    ).startswith(
        "small\n"
        "small, GBP/h, no law\n"
        "\n"
        "Care\n"
        "  One                                                      12.5000\n"
        "  A quarter more                                            3.1250\n"
        "                                                          --------\n"
        "                                                           15.6250\n"
        "Other lines\n"
        "  Other                                                     2.5000\n"
        "  Care                                                     15.6250\n"
        "Price                                                      15.6250\n"
    )


def test_lines_of_several_units_have_no_sum_and_show_theirs():
    text = text_of(
        INPUTS,
        line("pay", "one", more="heading = 'Care'"),
        line("weekly", "two", "GBP/week", "heading = 'Care'"),
        line("pay"),
    )
    assert "  Two, GBP/week  " in text
    assert "----" not in text


def test_a_long_label_is_wrapped_and_its_values_stand_on_its_last_row():
    label = "Statutory pay for the hours in which nobody is at work, each year"
    text = text_of(
        INPUTS, BANDS, line("pay", more=f"label = '{label}'\nrounding = {{step=0.01}}")
    )
    assert (
        "Statutory pay for the hours in which nobody is at\n"
        "work, each year                                              12.50     12.50\n"
    ) in text


def test_a_model_without_headings_has_no_other_lines():
    text = text_of(INPUTS, line("pay", "one"), line("one"))
    assert "Other lines" not in text
    assert "\nOne  " in text

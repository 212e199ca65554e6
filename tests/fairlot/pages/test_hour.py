"""The page of a build-up: what is marked, and how finely a number is written."""

from __future__ import annotations

from datetime import date

import click
import pytest

from costing.document.reading import read_model
from costing.engine.evaluation import evaluate
from fairlot.build_up import BuildUp, not_derived, number_text
from fairlot.pages.hour import page
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
        "                                                          ========\n"
        "Price                                                      15.6250\n"
        "\n"
        "Workings\n"
        "  Other                                                     2.5000\n"
        "  Care                                                     15.6250\n"
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
        INPUTS,
        BANDS,
        line(
            "pay * (1 + band.loading)",
            more=f"label = '{label}'\nrounding = {{step=0.01}}",
        ),
    )
    assert (
        "Statutory pay for the hours in which nobody is at\n"
        "work, each year                                              12.50     18.75\n"
    ) in text


def test_a_model_without_headings_has_no_workings():
    text = text_of(INPUTS, line("pay", "one"), line("one"))
    assert "Workings" not in text
    assert "\nOne  " in text


def test_no_rule_says_that_headings_come_to_the_price_where_they_do_not():
    text = text_of(
        INPUTS, line("pay", "one", more="heading = 'Care'"), line("one * (1 + share)")
    )
    assert "====" not in text
    assert "12.5000\n\nPrice   " in text


FOUR_BANDS = "".join(
    f"[band.{name}]\nloading = {loading}\n"
    for name, loading in {"day": 0, "evening": 0, "night": 0.5, "weekend": 0}.items()
)


def test_bands_that_differ_in_nothing_stand_in_one_column():
    text = text_of(INPUTS, FOUR_BANDS, line("pay * (1 + band.loading)"))
    assert "     bands     Night\n" in text
    assert "   12.5000   18.7500\n" in text
    assert "\nAll other bands: Day; Evening; Weekend.\n" in text
    assert text_of(INPUTS, FOUR_BANDS, line("pay")).count("12.5000\n") == 1
    assert " All bands\n" in text_of(INPUTS, FOUR_BANDS, line("pay"))


def test_two_bands_that_are_alike_are_both_named():
    bands = FOUR_BANDS.replace("[band.evening]\nloading = 0\n", "")
    text = text_of(INPUTS, bands, line("pay * (1 + band.loading)"))
    assert "Day and" in text
    assert "All other" not in text


PENNIES = "[rounding]\nat = 'price'\nstep = 0.01\n"


def test_money_is_shown_as_finely_as_the_price_and_the_page_says_so():
    text = text_of(
        PENNIES,
        INPUTS,
        line("pay / 3", "one", more="heading = 'Care'"),
        line("pay / 3", "two", more="heading = 'Care'"),
        line("one + two"),
    )
    assert [row.split()[-1] for row in text.splitlines()[4:9]] == [
        "4.17",
        "4.17",
        "--------",
        "8.33",
        "========",
    ]
    assert "a sum may differ by a penny" in text.replace("\n  ", " ")
    assert "worked out finer" not in text_of(
        PENNIES.replace("price", "line"), INPUTS, line("pay / 3", "one"), line("one")
    )


def test_money_for_a_mile_is_not_cut_to_the_penny():
    text = text_of(
        PENNIES,
        INPUTS,
        "[input.rate]\nunit='GBP/mile'\ndefault=0.4566\n",
        line("rate / 2", "half", "GBP/mile"),
        line("pay"),
    )
    assert "0.2283\n" in text


def test_what_a_component_costs_stands_beneath_the_price():
    text = text_of(
        INPUTS,
        "[component.night]\nline = 'asleep'\nunit = 'night'\n",
        "[input.flat]\nunit='GBP/night'\ndefault=50\n",
        line("flat", "asleep", "GBP/night"),
        line("pay", "care", more="heading = 'Care'"),
        line("care"),
    )
    at = text.index("\nPrice  ")
    assert text.index("\nAsleep, GBP/night  ") > at
    assert "Workings" not in text

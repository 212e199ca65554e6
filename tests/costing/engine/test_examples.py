"""A document proves itself by its own figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from costing.document.reading import read_model
from costing.engine.examples import run_examples
from costing.errors import InputError
from costing.law import load_law
from costing.model import load_model, shipped_models
from tests.kit.documents import BANDS, INPUTS, document, line

CONTRACT = Path(__file__).parents[1] / "documents" / "contract.toml"


def run(*sections):
    return run_examples(read_model(document(*sections), "small.toml"), None)


@pytest.mark.parametrize("name", [CONTRACT, *shipped_models()])
def test_the_examples_of_every_shipped_document_hold(name):
    model = load_model(name)
    results = run_examples(model, load_law(model.law) if model.law else None)
    assert results
    assert [result.example.title for result in results if not result.holds] == []


def test_the_published_homecare_lines_are_all_expected():
    (result,) = run_examples(
        load_model("homecare-minimum-price-2020-21"), load_law("england")
    )
    # facts/worked_tables/02, UKHCA 2020-21, line by line.
    published = [8.72, 1.70, 1.14, 1.97, 1.36, 5.20, 0.60, 20.69]
    assert [line.expected for line in result.lines] == published
    assert [line.got for line in result.lines] == published


def test_an_example_sets_inputs_and_runs_in_its_band():
    text = (
        "[[example]]\ntitle='at night'\nset={pay=10}\nband='night'\n"
        "expect={price=15.0}\n"
    )
    (result,) = run(INPUTS, BANDS, line("pay * (1 + band.loading)"), text)
    assert result.holds
    assert result.band == "night"
    assert result.lines[0].unit == "GBP/h"


def test_an_example_without_a_band_runs_in_the_default_band():
    text = "[[example]]\nexpect={price=12.5}\n"
    (result,) = run(INPUTS, BANDS, line("pay * (1 + band.loading)"), text)
    assert (result.band, result.holds) == ("day", True)
    assert result.example.title == "Example 1"


@pytest.mark.parametrize(
    ("expected", "tolerance", "holds"),
    [
        ("12.5", "", True),
        ("12.500001", "", True),
        ("12.50001", "", False),
        # 12.51 - 12.5 is 0.009999999999999787 and 12.49 - 12.5 is -0.0099999999999998.
        ("12.51", "0.01", True),
        ("12.49", "0.01", True),
        ("12.52", "0.01", False),
        ("12.5", "0", True),
        ("12.500001", "0", False),
    ],
)
def test_an_example_holds_within_its_tolerance(expected, tolerance, holds):
    more = f"tolerance={tolerance}\n" if tolerance else ""
    text = f"[[example]]\nexpect={{price={expected}}}\n{more}"
    (result,) = run(INPUTS, line("pay"), text)
    assert result.holds is holds


def test_a_day_is_needed_only_where_law_is_read():
    head = "law = 'england'\n"
    body = document(
        "[input.pay]\nunit='GBP/h'\ndefault='law.national_living_wage'\n",
        line("pay"),
        "[[example]]\nset={pay=10}\nexpect={price=10}\n",
    )
    model = read_model(head + body, "small.toml")
    assert run_examples(model, load_law("england"))[0].holds


PUBLISHED = "[[example]]\ntitle='as told'\nexpect={price=%s}\nreproduces=false\n"


def test_a_published_figure_that_the_model_does_not_give_is_held_not_to_be_given():
    (result,) = run(INPUTS, line("pay"), PUBLISHED % "12.75")
    (found,) = result.lines
    assert (found.expected, found.got) == (12.75, 12.5)
    assert (found.agrees, found.reproduces, found.holds) == (False, False, True)
    assert result.holds


def test_a_published_figure_that_is_given_after_all_does_not_hold():
    (result,) = run(INPUTS, line("pay"), PUBLISHED % "12.5")
    assert (result.lines[0].agrees, result.lines[0].holds) == (True, False)
    assert not result.holds


def test_every_figure_that_is_said_not_to_reproduce_must_not():
    text = "[[example]]\nexpect={price=12.75, part=3.125}\nreproduces=false\n"
    (result,) = run(INPUTS, line("pay"), line("pay * share", "part"), text)
    assert [found.holds for found in result.lines] == [True, False]
    assert not result.holds


def test_the_rise_of_8_23_is_not_what_an_85_share_gives():
    # facts/worked_tables/07: 0.85 * (9.50 / 8.91 - 1) = 0.05628..., published 0.0823.
    results = run_examples(load_model("arc-england-pass-through-2019-and-2022"), None)
    assert [result.example.reproduces for result in results] == [True, False, True]
    (found,) = results[1].lines
    assert (found.expected, found.got, found.holds) == (0.0823, 0.0563, True)


LAWFUL = (
    "[input.pay]\nunit='GBP/h'\ndefault='law.national_living_wage'\n"
    "[input.share]\nunit='1'\ndefault=0.5\n"
)


def lawful(*sections):
    text = "law = 'england'\n" + document(LAWFUL, line("pay"), *sections)
    return run_examples(read_model(text, "small.toml"), load_law("england"))


def test_an_example_without_a_day_may_leave_alone_what_reads_law():
    half = line("share", "half", unit="1")
    (result,) = lawful(half, "[[example]]\nexpect={half=0.5}\n")
    assert result.holds


@pytest.mark.parametrize(
    ("sections", "message"),
    [
        (
            ["[[example]]\ntitle='bare'\nexpect={price=12}\n"],
            "pay reads law.national_living_wage. Add on = 2026-04-01, or set pay.",
        ),
        (
            [
                line("share * law.holiday_weeks", "weeks", unit="week/year"),
                "[[example]]\ntitle='bare'\nexpect={weeks=2.8}\n",
            ],
            "weeks reads law.holiday_weeks. Add on = 2026-04-01.",
        ),
    ],
)
def test_an_example_that_needs_law_and_names_no_day_is_told(sections, message):
    with pytest.raises(InputError) as caught:
        lawful(*sections)
    row = 15 + 5 * (len(sections) - 1)
    told = f"small.toml, line {row}, example.bare.on: got nothing, expected a day,"
    assert str(caught.value) == f"{told} since {message}"


def test_an_example_of_a_day_before_all_law_may_set_what_it_needs():
    (result,) = lawful(
        line("share", "half", unit="1"),
        "[[example]]\non=2012-10-01\nset={pay=6.19}\nexpect={price=6.19, half=0.5}\n",
    )
    assert result.holds
    (result,) = lawful(
        line("share", "half", unit="1"),
        "[[example]]\non=2012-10-01\nexpect={half=0.5}\n",
    )
    assert result.holds

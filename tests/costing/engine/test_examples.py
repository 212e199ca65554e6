"""A document proves itself by its own figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from costing.document.reading import read_model
from costing.engine.examples import run_examples
from costing.law import load_law
from costing.model import load_model, shipped_models
from tests.kit.documents import BANDS, INPUTS, document, line

CONTRACT = Path(__file__).parents[1] / "documents" / "contract.toml"


def run(*sections):
    return run_examples(read_model(document(*sections), "small.toml"), None)


@pytest.mark.parametrize("name", [CONTRACT, *shipped_models()])
def test_the_examples_of_every_shipped_document_hold(name):
    model = load_model(name)
    results = run_examples(model, load_law(model.law))
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

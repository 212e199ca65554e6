"""The page about two sides shows what happens, and names every column."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from fairlot.pages.sides import COLUMNS, page
from scenarios.case import load_case
from scenarios.rates.two_sides import two_sides
from scenarios.sample import write_sample

PAGE = Path(__file__).parents[2] / "docs" / "sides.md"

if not PAGE.exists():
    pytest.skip("the tests stand without their repository", allow_module_level=True)

TEXT = PAGE.read_text(encoding="utf-8")


def test_the_rows_that_are_shown_are_those_of_the_sample(tmp_path):
    write_sample(tmp_path / "sample")
    case = load_case(tmp_path / "sample")
    found = two_sides(case, "P001")
    names = ("council", "P001")
    day = case.settings.price_date
    printed = click.unstyle(page(found.sides, day, names, found.rates))
    shown = re.findall(r"```\n(.*?)```", TEXT, re.DOTALL)[1].splitlines()
    assert len(shown) == 4
    assert [row for row in shown if row not in printed.splitlines()] == []


def test_the_page_names_every_column():
    assert f"`{', '.join(COLUMNS)}`" in TEXT

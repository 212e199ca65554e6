"""The page about package lines names every column, and its lines come out so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scenarios.case import load_case
from scenarios.market.line_file import AT_ONCE, LINES, price_lines
from tests.fairlot.test_allocate import write

PAGE = Path(__file__).parents[3] / "docs" / "lines.md"

if not PAGE.exists():
    pytest.skip("the tests stand without their repository", allow_module_level=True)

TEXT = PAGE.read_text(encoding="utf-8")


def test_the_columns_of_the_page_are_those_of_the_file():
    told = re.findall(r"^\| ([a-z_]+) \|", TEXT, re.MULTILINE)
    assert set(told) - {"column", "line", "background"} == {
        column.name for column in LINES.columns
    }


def test_the_lines_of_the_page_come_to_what_it_says(tmp_path):
    (lines,) = re.findall(r"```csv\n(.*?)```", TEXT, re.DOTALL)
    file = tmp_path / "lines.csv"
    file.write_text(lines, encoding="utf-8")
    case = load_case(Path(write(tmp_path)))
    sums = price_lines(case, file).set_index("component")["amount_pence"]
    rows = re.findall(r"^\| ([a-z-]+) \| .* \| ([0-9,.]+) \|$", TEXT, re.MULTILINE)
    told = {name.replace("-", "_"): amount for name, amount in rows}
    assert told == {name: f"{pence / 100:,.2f}" for name, pence in sums.items()}


def test_so_many_lines_are_read_at_a_time():
    assert f"Some {AT_ONCE:,} lines are read at a time" in TEXT

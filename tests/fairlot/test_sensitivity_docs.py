"""The page about sensitivity shows what happens, and names every column and note."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click
import pytest

from costing.law import load_law
from costing.model import load_model
from costing.sensitivity.break_even import Reach
from costing.sensitivity.elasticity import Slope
from costing.sensitivity.sensitivity import sensitivity
from fairlot.pages.sensitivity import page
from fairlot.sensitivity_rows import COLUMNS

PAGE = Path(__file__).parents[2] / "docs" / "sensitivity.md"

if not PAGE.exists():
    pytest.skip("the tests stand without their repository", allow_module_level=True)

TEXT = PAGE.read_text(encoding="utf-8")
DAY = date(2026, 11, 1)


def test_the_bars_and_the_pay_that_are_shown_are_those_of_the_model():
    model = load_model("supported-living-england")
    found = sensitivity(model, load_law("england").on(DAY), price=24.5)
    printed = click.unstyle(page(found, DAY, 80)).splitlines()
    shown = [
        row
        for block in re.findall(r"```\n(.*?)```", TEXT, re.DOTALL)[1:]
        for row in block.splitlines()
    ]
    assert len(shown) == 7
    assert [row for row in shown if row not in printed] == []
    assert "  support_worker_pay          +0.8879   of 13.00" in printed


def test_the_page_names_every_column_and_reach():
    words = set(re.findall(r"[a-z0-9_]+", TEXT))
    assert [name for name in COLUMNS if name not in words] == []
    assert [one for one in Reach if f"`{one}`" not in TEXT] == []


def test_the_page_explains_every_note_of_an_elasticity():
    assert [note for note in Slope if note not in TEXT] == []

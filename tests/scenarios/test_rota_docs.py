"""The worked example of docs/rotas.md is what the code gives."""

import re
from datetime import date
from pathlib import Path

import pytest

from costing.rota.hours import Crossing
from scenarios.disk.texts import csv_text
from scenarios.rota.rota import rota
from scenarios.rota.rota_rows import GAP_COLUMNS, HOUR_COLUMNS, gap_rows, hour_rows
from tests.kit.simulated_rota import WEEKDAYS
from tests.scenarios.rota.test_rota import ROTA, house

PAGE = Path(__file__).parents[2] / "docs" / "rotas.md"

if not PAGE.exists():
    pytest.skip("the tests stand without their repository", allow_module_level=True)

TEXT = PAGE.read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"```csv ([a-z.]+)\n(.*?)```", TEXT, re.DOTALL))
DAYS = date(2026, 12, 24), date(2026, 12, 26)


def example(folder):
    return house(folder, BLOCKS["rotas.csv"], timetables_csv=BLOCKS["timetables.csv"])


@pytest.mark.parametrize("crossing", ["minute", "higher"])
def test_the_hours_of_the_example_are_those_of_the_page(tmp_path, crossing):
    found = rota(example(tmp_path), *DAYS, crossing=Crossing(crossing))
    assert csv_text(HOUR_COLUMNS, hour_rows(found)) == BLOCKS[crossing]


def test_five_waking_nights_over_christmas_cost_what_the_page_says(tmp_path):
    # 2/9 x 173.60 + 7/9 x 259.22; 259.22; 2/9 x 259.22 + 7/9 x 173.60; 173.60 twice.
    rotas = ROTA + "".join(
        f"S1,{day},22:00,07:00,1,,waking_night\n" for day in WEEKDAYS
    )
    found = rota(house(tmp_path, rotas), date(2026, 12, 24), date(2026, 12, 28))
    (one,) = found.priced
    nights = one.amount_pence.sum(axis=1).tolist()
    assert nights == [24020, 25922, 19262, 17360, 17360]
    for pence in (*nights, found.amount_pence):
        assert f"{pence / 100:,.2f}" in TEXT


def test_the_gaps_of_the_example_are_those_of_the_page(tmp_path):
    found = rota(example(tmp_path), *DAYS)
    assert csv_text(GAP_COLUMNS, gap_rows(found.gaps)) == BLOCKS["gaps"]


def test_the_page_names_every_column():
    for name in (*HOUR_COLUMNS, *GAP_COLUMNS):
        assert re.search(rf"\b{name}\b", TEXT.split("## Columns of the CSV")[1]), name

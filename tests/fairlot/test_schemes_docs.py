"""The page about schemes: its tables are the example, its figures those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from costing.schemes.absences import retainer_steps
from costing.schemes.sharing import Rule
from costing.schemes.voids import borne, void_steps
from scenarios.case import load_case
from scenarios.schemes.houses import houses_of
from scenarios.schemes.scheme_rows import SCHEME_COLUMNS, scheme_rows
from tests.kit.house import FILES, write_house

PAGE = Path(__file__).parents[2] / "docs" / "schemes.md"

if not PAGE.exists():
    pytest.skip("the tests stand without their docs", allow_module_level=True)

TEXT = PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    from fractions import Fraction

    folder = write_house(tmp_path_factory.mktemp("page") / "case")
    return houses_of(load_case(folder), health_share=Fraction(1, 2))


@pytest.fixture(scope="module")
def house(found):
    return found.houses[0]


def money(pence):
    return f"{pence / 100:,.2f}"


def test_the_tables_of_the_page_are_those_of_the_example():
    blocks = re.findall(r"```\n(.*?)```", TEXT, re.DOTALL)
    for table in ("schemes", "commitments", "absences"):
        assert FILES[f"{table}.csv"] in blocks, table


def test_the_shares_of_the_page_are_those_of_the_code(house):
    for one in house.people:
        cells = [money(house.shared[rule].now.shares[one.person]) for rule in Rule]
        assert f"| {one.person} | {' | '.join(cells)} | " in TEXT
        assert f"= {money(one.tenant.alone_pence)} |" in TEXT
    void = house.shared[Rule.PLACES].now.void_pence
    assert f"| void | {money(void)} |" in TEXT
    left = house.shared[Rule.CAPPED].now.unfunded_pence
    assert f"| unfunded | | | | {money(left)} |" in TEXT


def test_the_ledgers_of_the_page_are_those_of_the_code(house):
    bold = re.findall(r"\*\*([\d,.]+)\*\*", TEXT)
    told = [money(pence) for pence in borne(house.voids.weeks).values()]
    (away,) = house.absences
    told += [
        money(sum(week.paid_pence for week in away.weeks)),
        money(sum(week.unpaid_pence for week in away.weeks)),
    ]
    lines, fixed = house.funded.by_line, house.funded.by_share
    told += [
        money(lines.gross_pence),
        money(lines.health_pence),
        money(lines.net_council_pence),
        money(fixed.health_pence),
    ]
    core, named = house.double_pay.rows
    told += [money(core.over_pence), money(-named.over_pence)]
    told += [money(house.double_pay.drawn.pence)]
    assert bold == told


def test_the_rules_that_the_page_names_can_be_read():
    rules = re.findall(r"^\| `((?:council|provider|housemates)[^`]*)`", TEXT, re.M)
    retainers = re.findall(r"^\| `(\d+ %[^`]*)`", TEXT, re.M)
    assert len(rules) == 4
    assert len(retainers) == 2
    for text in rules:
        assert void_steps(text)
    for text in retainers:
        assert retainer_steps(text)


def test_the_page_names_every_column_part_and_measure(found):
    words = set(re.findall(r"[a-z_0-9]+", TEXT))
    assert set(SCHEME_COLUMNS) <= words
    rows = scheme_rows(found)
    at = {name: SCHEME_COLUMNS.index(name) for name in ("part", "measure")}
    for place in at.values():
        assert {row[place] for row in rows if row[place]} <= words

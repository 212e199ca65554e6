"""What each type of change may touch, and that the docs say the same."""

import re
from pathlib import Path

import pytest

from scenarios.changes.change import ChangeType
from scenarios.changes.keys import known_keys, lot_keys
from scenarios.changes.purposes import PURPOSES, purposes_table
from scenarios.changes.scenario_file import read_piece
from scenarios.inputs.contract import TABLES

PAGE = Path(__file__).parents[3] / "docs" / "scenarios.md"


def test_every_type_has_a_purpose():
    assert list(PURPOSES) == list(ChangeType)


@pytest.mark.parametrize("kind", list(ChangeType))
def test_purposes_name_tables_and_columns_of_the_contract(kind):
    purpose = PURPOSES[kind]
    for table, columns in purpose.columns.items():
        assert set(columns) <= set(TABLES[table].names)
    assert set(purpose.rows) <= set(TABLES)


@pytest.mark.parametrize("kind", list(ChangeType))
def test_purposes_name_rules_that_there_are(kind):
    for key in PURPOSES[kind].keys:
        if key.startswith("lots."):
            rest = key.removeprefix("lots.*").removeprefix(".")
            assert not rest or rest in lot_keys()
        else:
            assert key in known_keys()


def test_every_table_can_be_changed_by_some_type():
    touched = {table for one in PURPOSES.values() for table in one.columns}
    assert touched == set(TABLES)
    rows = {table for one in PURPOSES.values() for table in one.rows}
    assert rows == set(TABLES)


def test_every_rule_can_be_changed_but_those_that_are_none():
    left = [
        key
        for key in known_keys()
        if not any(purpose.allows_key(key) for purpose in PURPOSES.values())
    ]
    assert left == [
        "title",
        "price_date",
        "law",
        "law.forecast",
        "privacy",
        "privacy.accept",
        "expect",
    ]


@pytest.mark.skipif(not PAGE.exists(), reason="the tests stand without their docs")
def test_the_docs_tell_what_each_type_may_touch():
    assert purposes_table() in PAGE.read_text(encoding="utf-8")


@pytest.mark.skipif(not PAGE.exists(), reason="the tests stand without their docs")
def test_the_examples_of_the_docs_are_sound_by_themselves():
    blocks = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    assert len(blocks) == 6
    for block in blocks:
        assert read_piece("example.toml", block.encode()).findings == ()

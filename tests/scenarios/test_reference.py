"""docs/case.md is what the specs say, and says it of every column."""

from pathlib import Path

import pytest

from scenarios.inputs.contract import TABLES
from scenarios.reference import reference

DOCUMENT = Path(__file__).parents[2] / "docs" / "case.md"


@pytest.mark.skipif(not DOCUMENT.exists(), reason="the tests stand without docs")
def test_the_document_is_current():
    assert DOCUMENT.read_text(encoding="utf-8") == reference(), (
        "run: python -m scenarios.reference docs/case.md"
    )


def test_every_column_has_its_row():
    text = reference()
    for spec in TABLES.values():
        part = text.split(f"\n## {spec.name}\n")[1].split("\n## ")[0]
        for column in spec.columns:
            name = f"**{column.name}**" if column.needed else column.name
            assert f"\n| {name} | {column.kind.value} | " in part


def test_defaults_bounds_and_choices_stand_in_words():
    text = reference()
    assert "| fit | mark | 50 | mark of how well it fits |" in text
    assert (
        "| night_support | choice | none | support at night: none, sleep_in, waking |"
        in text
    )
    assert "| priority | count | 1 | class, 1 the most urgent; 1 or more |" in text
    assert "| cqc_registered | yes/no | no | " in text
    assert (
        "| **value** | number | needed | its value, in the input's unit; may be "
        in text
    )
    assert "out of 100; 0 to 100 |" in text

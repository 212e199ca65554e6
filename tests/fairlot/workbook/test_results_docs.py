"""The page about the results workbook names every sheet and every column."""

from pathlib import Path

import pytest

from fairlot.workbook.results import result_tables

PAGE = Path(__file__).parents[3] / "docs" / "results.md"


@pytest.mark.skipif(not PAGE.exists(), reason="the tests stand without their docs")
def test_every_sheet_and_column_is_explained(study):
    text = " ".join(PAGE.read_text(encoding="utf-8").split())
    sections = text.split(" ## ")[1:]
    for table in result_tables(study):
        (section,) = [part for part in sections if part.startswith(f"{table.sheet} ")]
        missing = [
            column.heading for column in table.columns if column.heading not in section
        ]
        assert missing == [], table.sheet

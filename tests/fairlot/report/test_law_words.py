"""Law as the report prints it."""

from __future__ import annotations

import pytest

from fairlot.report.law_words import law_figure


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (12.71, "GBP/h", "£12.71 an hour"),
        (5000.0, "GBP/year", "£5,000.00 a year"),
        (0.455, "GBP/mile", "£0.455 a mile"),
        (13.23111, "GBP/h", "£13.23111 an hour"),
        (3.5, "GBP", "£3.50"),
        (0.15, "1", "0.15"),
        (5.6, "week/year", "5.6 week/year"),
    ],
)
def test_law_is_written_in_its_unit(value: float, unit: str, text: str) -> None:
    assert law_figure(value, unit) == text

"""Plots: from zero, the same bytes, and colours that can be told from white."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from fairlot.report.canvas import BLACK, BLUE, DARK, WHITE, Mark
from fairlot.report.plots import Bar, Range, ranges, stacked_bars
from fairlot.report.sections import capacity, points

if TYPE_CHECKING:
    from markupsafe import Markup

MARKS = (Mark("new", BLUE, BLUE, WHITE), Mark("left", WHITE, DARK))
BARS = (Bar("P1", (30.0, 10.0), ("30", "10"), "10 left"),)


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def bars(chosen: tuple[Bar, ...]) -> Markup:
    return stacked_bars("b", "Bars", "P1: 30", chosen, marks=MARKS, tick=str)


def test_contrast_of_black_on_white_is_21() -> None:
    # WCAG 2.2: the greatest contrast there is.
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)


@pytest.mark.parametrize("mark", [*capacity._MARKS, *points._MARKS])
def test_every_mark_stands_out_and_its_text_can_be_read(mark: Mark) -> None:
    # WCAG 2.2: 3 to 1 for parts of graphics (1.4.11), 4.5 to 1 for text (1.4.3).
    assert max(contrast(mark.face, WHITE), contrast(mark.edge, WHITE)) >= 3
    assert contrast(mark.text, mark.face) >= 4.5


def test_ink_can_be_read_on_white() -> None:
    assert min(contrast(ink, WHITE) for ink in (BLACK, BLUE, DARK)) >= 4.5


def test_the_same_bars_give_the_same_bytes() -> None:
    assert bars(BARS) == bars(BARS)


def test_a_bar_shows_its_label_its_parts_and_its_end() -> None:
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", bars(BARS))

    assert {"P1", "30", "10", "10 left", "new", "left"} <= set(texts)


def test_a_part_without_room_for_its_text_shows_none() -> None:
    narrow = (Bar("P1", (1000.0, 1.0), ("1000", "1.0"), "end"),)

    assert "1.0" not in re.findall(r"<text[^>]*>([^<]*)</text>", bars(narrow))


def test_bars_of_nothing_are_drawn() -> None:
    assert "P1" in bars((Bar("P1", (0.0, 0.0), ("0", "0"), "end"),))


def test_a_range_without_values_or_choice_is_drawn() -> None:
    rows = (
        Range("R1", (10.0, 20.0), 10.0, "£10.00"),
        Range("R2", (), None, "not placed"),
    )

    made = ranges("r", "Ranges", "R1: 10 to 20", rows, str)

    assert "not placed" in made
    assert "eligible offer" in made

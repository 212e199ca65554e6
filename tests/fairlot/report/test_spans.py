"""Dots on spans, and waterfalls: every row is drawn, and every mark can be seen."""

from __future__ import annotations

import pytest

from fairlot.report.canvas import BLACK, BLUE, DARK, MIDDLE
from fairlot.report.spans import Beside, Rated, beside, rated
from fairlot.report.waterfall import Step, waterfall


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4
        for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", [BLACK, BLUE, DARK, MIDDLE])
def test_what_carries_meaning_stands_out_from_white(colour: str) -> None:
    # WCAG 2.2, 1.4.11: 3:1 for parts of graphics.
    assert 1.05 / (luminance(colour) + 0.05) >= 3


def test_a_row_without_a_value_keeps_its_words() -> None:
    base = Beside("now", 100.0, "£100.00")
    rows = (Beside("later", 110.0, "£10.00 more"), Beside("never", None, "no plan"))

    svg = beside("one", "Cost", "all", base, rows, tick=str)

    for word in ("now", "later", "never", "£10.00 more", "no plan"):
        assert f">{word}</text>" in svg


def test_rates_without_a_floor_have_no_floor_in_the_key() -> None:
    bare = Rated("A", 9.0, 10.0, 12.0, None, "£9.00")
    floored = Rated("B", 9.0, 10.0, 12.0, 9.5, "£9.00")

    alone = rated("one", "Rates", "all", (bare,), tick=str)
    both = rated("one", "Rates", "all", (bare, floored), tick=str)

    assert "statutory employment cost" not in alone
    assert "statutory employment cost" in both


def test_a_waterfall_names_start_steps_and_whole() -> None:
    steps = (Step("up", 5.0, "£5.00 more"), Step("down", -8.0, "£8.00 less"))

    svg = waterfall(
        "one",
        "Bridge",
        "all",
        steps,
        start=("from", "£10.00"),
        whole=("to", "£7.00"),
        tick=lambda value: f"{value:g}",
    )

    for word in ("from", "up", "down", "to", "£5.00 more", "£8.00 less", "£7.00"):
        assert f">{word}</text>" in svg


def test_control_characters_leave_a_plot_sound() -> None:
    base = Beside("a\x01b", 1.0, "x\x0by")

    svg = beside("one", "t\x02", "v\x03", base, (), tick=str)

    assert "a\N{REPLACEMENT CHARACTER}b" in svg
    assert not any(sign in svg for sign in "\x01\x02\x03\x0b")

"""Windows are read as the contract writes them."""

from __future__ import annotations

import pytest

from costing.document.fault import FaultError
from costing.document.parts import Range
from costing.document.windows import BANK_HOLIDAY, parse_window


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("Mon-Fri 06:00-20:00", [Range((0, 1, 2, 3, 4), 360, 1200)]),
        ("Sun 00:00-24:00", [Range((6,), 0, 1440)]),
        ("sat 9:30-12:00", [Range((5,), 570, 720)]),
        ("BH 00:00-24:00", [Range((BANK_HOLIDAY,), 0, 1440)]),
        ("Fri-Mon 20:00-06:00", [Range((4, 5, 6, 0), 1200, 1800)]),
        ("Mon-Mon 00:00-24:00", [Range((0,), 0, 1440)]),
        (
            "Mon-Fri 00:00-06:00, Mon-Fri 20:00-24:00,BH 00:00-24:00",
            [
                Range((0, 1, 2, 3, 4), 0, 360),
                Range((0, 1, 2, 3, 4), 1200, 1440),
                Range((BANK_HOLIDAY,), 0, 1440),
            ],
        ),
        ("Tue 20:00-00:00", [Range((1,), 1200, 1440)]),
        ("BH", [Range((BANK_HOLIDAY,), 0, 1440)]),
        (
            "Sun 06:00-20:00, bh",
            [Range((6,), 360, 1200), Range((BANK_HOLIDAY,), 0, 1440)],
        ),
    ],
)
def test_windows_are_read(text, ranges):
    assert list(parse_window(text)) == ranges


SUCH_AS = "expected days and times such as Mon-Fri 06:00-20:00."
WHOLE = "A whole day is 00:00-24:00"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", f'got "", {SUCH_AS}'),
        ("Mon-Fri", f'got "Mon-Fri", {SUCH_AS} {WHOLE}'),
        ("06:00-20:00", f'got "06:00-20:00", {SUCH_AS}'),
        ("Sat, Sun 00:00-24:00", f'got "Sat", {SUCH_AS} {WHOLE}'),
        ("Sun 00:00-24:00,", f'got "", {SUCH_AS}'),
        ("Mon 6am-8pm", f'got "Mon 6am-8pm", {SUCH_AS}'),
        ("Mon to Fri 06:00-20:00", f'got "Mon to Fri 06:00-20:00", {SUCH_AS}'),
        (
            "Monday 06:00-20:00",
            'got "Monday 06:00-20:00", expected days Mon to Sun, or BH alone.',
        ),
        (
            "Sat-BH 06:00-20:00",
            'got "Sat-BH 06:00-20:00", expected days Mon to Sun, or BH alone.',
        ),
        (
            "BH-Sat 06:00-20:00",
            'got "BH-Sat 06:00-20:00", expected days Mon to Sun, or BH alone.',
        ),
        (
            "Mon 06:60-20:00",
            'got "Mon 06:60-20:00", expected times from 00:00 to 24:00.',
        ),
        (
            "Mon 06:00-24:01",
            'got "Mon 06:00-24:01", expected times from 00:00 to 24:00.',
        ),
        (
            "Mon 06:00-06:00",
            (
                'got "Mon 06:00-06:00", expected times that hold some minutes. Write a '
                "whole "
                "day 00:00-24:00"
            ),
        ),
        (
            "Mon 24:00-06:00",
            (
                'got "Mon 24:00-06:00", expected times that hold some minutes. Write a '
                "whole "
                "day 00:00-24:00"
            ),
        ),
    ],
)
def test_what_is_no_window_is_told(text, told):
    with pytest.raises(FaultError) as caught:
        parse_window(text)
    assert str(caught.value) == told

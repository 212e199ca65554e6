"""Names that are near: by their letters, and by one slip where they are short."""

from __future__ import annotations

import pytest

from costing.document.fault import nearest


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("national_livng_wage", "national_living_wage"),
        ("dya", "day"),
        ("dai", "day"),
        ("da", "day"),
        ("days", "day"),
        ("pya", "pay"),
        ("pray", "pay"),
        ("Pay", "pay"),
        ("ya", ""),
        ("ray", ""),
        ("dxx", ""),
        ("nothing", ""),
        ("", ""),
    ],
)
def test_a_short_name_is_near_with_one_slip(name, near):
    known = ("day", "pay", "national_living_wage")
    told = f'Did you mean "{near}"' if near else ""
    assert nearest(name, known).rstrip("?") == told

"""Units are read as the contract writes them, and multiply like numbers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.document.fault import FaultError
from costing.document.units import BASES, PURE, Unit, parse_unit

KNOWN = "GBP, h, min, day, night, week, year, mile, km, person, visit, place, 1"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("GBP/h", "GBP/h"),
        ("h/week", "h/week"),
        ("GBP*h/week", "GBP*h/week"),
        ("GBP * h / week", "GBP*h/week"),
        ("1", "1"),
        ("1/h", "1/h"),
        ("GBP/h/week", "GBP/h/week"),
        ("h**2", "h**2"),
        ("h^2", "h**2"),
        ("GBP/h**2", "GBP/h**2"),
        ("GBP*h**-1", "GBP/h"),
        ("h/h", "1"),
        ("week/year", "week/year"),
    ],
)
def test_units_are_read_and_written(text, shown):
    assert str(parse_unit(text, "GBP")) == shown


@pytest.mark.parametrize("text", [*BASES, "AUD", "1"])
def test_every_unit_of_the_contract_is_known(text):
    assert str(parse_unit(text, "AUD")) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", 'got "", expected a unit such as GBP/h, h/week or 1.'),
        ("GBP/", 'got "GBP/", expected a unit such as GBP/h, h/week or 1.'),
        ("2", 'got "2", expected a unit such as GBP/h, h/week or 1.'),
        ("h h", 'got "h h", expected a unit such as GBP/h, h/week or 1.'),
        ("h**1.5", 'got "h**1.5", expected a unit such as GBP/h, h/week or 1.'),
        (
            "GBP/(h*week)",
            (
                'got "GBP/(h*week)", expected a unit such as GBP/h, h/week or 1. Write '
                "a/b/c for a/(b*c)"
            ),
        ),
        ("EUR/h", f'got "EUR", expected one of {KNOWN}.'),
        ("GBP/hour", f'got "hour", expected one of {KNOWN}. Did you mean "h"'),
        ("GBP/weeks", f'got "weeks", expected one of {KNOWN}. Did you mean "week"'),
        ("H", f'got "H", expected one of {KNOWN}. Did you mean "h"'),
        (
            "h*" * 60 + "h",
            f'got "{"h*" * 28}h...", expected a unit such as GBP/h, h/week or 1.',
        ),
    ],
)
def test_what_is_no_unit_is_told(text, told):
    with pytest.raises(FaultError) as caught:
        parse_unit(text, "GBP")
    assert str(caught.value) == told


units = st.dictionaries(
    st.sampled_from([*BASES, "GBP"]), st.integers(-3, 3).filter(bool), max_size=4
).map(lambda powers: Unit(tuple(sorted(powers.items()))))


@settings(deadline=None, max_examples=100)
@given(units, units)
def test_units_multiply_and_divide_like_numbers(one, other):
    assert one * other == other * one
    assert one * other / other == one
    assert one / one == PURE
    assert one**2 == one * one
    assert one**0 == PURE


@settings(deadline=None, max_examples=100)
@given(units)
def test_a_unit_written_out_reads_as_itself(unit):
    assert parse_unit(str(unit), "GBP") == unit

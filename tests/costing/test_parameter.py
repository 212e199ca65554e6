"""A law file is read strictly, and all that is wrong with it is told at once."""

from __future__ import annotations

from datetime import date

import pytest

from costing.errors import InputError
from costing.parameter import read_parameter

GOOD = """
name = "tea_allowance"
label = "Tea allowance"
topic = "Food"
unit = "GBP/day"
basis = "Tea Act 1773, section 1"
checked_to = 2027-03-31
note = \"\"\"
One cup
a day.\"\"\"

[[value]]
from = 2025-04-01
value = 1
source = "seen in a tea house"
checked = true

[[value]]
from = 2026-04-01
value = 1.25
source = "heard of"
checked = false
from_checked = false
derived = true
"""


def findings(text: str, file: str = "tea_allowance.toml") -> list[str]:
    with pytest.raises(InputError) as error:
        read_parameter(text, file)
    return [str(finding) for finding in error.value.findings]


def test_a_law_file_is_read() -> None:
    tea = read_parameter(GOOD, "tea_allowance.toml")
    assert (tea.name, tea.topic, tea.unit, tea.note) == (
        "tea_allowance",
        "Food",
        "GBP/day",
        "One cup a day.",
    )
    first, second = tea.values
    assert (first.value, first.start, first.checked) == (1.0, date(2025, 4, 1), True)
    assert (first.start_checked, first.derived) == (True, False)
    assert (second.value, second.unit) == (1.25, "GBP/day")
    assert (second.start_checked, second.derived) == (False, True)


def test_all_that_is_wrong_is_told_at_once() -> None:
    broken = (
        GOOD.replace('label = "Tea allowance"', 'lable = "Tea allowance"')
        .replace("checked_to = 2027-03-31", 'checked_to = "2027"')
        .replace("value = 1\n", "value = true\n")
        .replace("from = 2026-04-01", "from = 2026-04-01T00:00:00")
        .replace("checked = false", 'checked = "no"', 1)
        .replace('source = "heard of"', 'source = ""')
    )
    assert findings(broken) == [
        (
            'tea_allowance.toml, checked_to: got "2027", '
            "expected a day such as 2026-04-01."
        ),
        "tea_allowance.toml, label: got nothing, expected text.",
        (
            "tea_allowance.toml, lable: got an unknown key, expected one of after, "
            "basis, before, checked_to, label, name, note, topic, unit, "
            'value. Did you mean "label"?'
        ),
        'tea_allowance.toml, value 1, value: got "True", expected a number.',
        'tea_allowance.toml, value 2, checked: got "no", expected true or false.',
        (
            'tea_allowance.toml, value 2, from: got "2026-04-01 00:00:00", '
            "expected a day such as 2026-04-01."
        ),
        'tea_allowance.toml, value 2, source: got "", expected text.',
    ]


def test_a_value_that_is_not_finite_is_refused() -> None:
    assert findings(GOOD.replace("1.25", "nan")) == [
        'tea_allowance.toml, value 2, value: got "nan", expected a number.'
    ]


def test_days_that_do_not_run_forwards_are_refused() -> None:
    assert findings(GOOD.replace("from = 2026-04-01", "from = 2025-04-01")) == [
        (
            "tea_allowance.toml, value 2, from: got 2025-04-01, "
            "expected a day after 2025-04-01."
        )
    ]


def test_a_file_named_for_another_parameter_is_refused() -> None:
    assert findings(GOOD, "coffee.toml") == [
        'coffee.toml, name: got "tea_allowance", expected the name of the file.'
    ]


def test_a_value_past_the_last_known_day_is_refused() -> None:
    assert findings(GOOD.replace("2027-03-31", "2026-03-31")) == [
        (
            "tea_allowance.toml, checked_to: got 2026-03-31, "
            "expected a day from 2026-04-01, the last value's first."
        )
    ]


def test_a_file_without_values_is_refused() -> None:
    text = GOOD.split("[[value]]", maxsplit=1)[0]
    nothing = "tea_allowance.toml, value: got nothing, expected a [[value]] or more."
    assert findings(text) == [nothing]
    assert findings(text + "value = []\n") == [
        'tea_allowance.toml, value: got "[]", expected a [[value]] or more.'
    ]
    assert findings(text + "value = [3]\n") == [
        'tea_allowance.toml, value 1: got "3", expected a [[value]] table.'
    ]


def test_a_file_that_is_not_toml_is_refused() -> None:
    assert findings("name = \n") == [
        (
            'tea_allowance.toml: got "Invalid value (at line 1, column 8)", '
            "expected a TOML file."
        )
    ]

"""A difference as test cases: one a measure and one a table, by scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fairlot.diff.words import cause_words, headline
from fairlot.junit import TestCase, TestSuite, junit_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.difference.difference import Difference
    from scenarios.difference.figures import Change, Part

_MOST: Final = 50
"""Changes that a test case lists; the rest are counted."""


def difference_junit(told: Difference) -> str:
    """Write a difference as JUnit XML.

    Parameters
    ----------
    told : Difference

    Returns
    -------
    str
        A case fails where something of it changed beyond the tolerance.
    """
    scenarios = dict.fromkeys(one.scenario for one in told.compared)
    suites = [
        TestSuite(scenario or "comparison", _cases(scenario, told))
        for scenario in scenarios
    ]
    return junit_text(headline(told), suites)


def _cases(scenario: str, told: Difference) -> tuple[TestCase, ...]:
    parts = [one for one in told.compared if one.scenario == scenario]
    return tuple(_case(one, told) for one in parts)


def _case(part: Part, told: Difference) -> TestCase:
    name = f"{part.table}, {part.measure}" if part.measure else part.table
    changed = [one for one in told.beyond if part.holds(one)]
    if not changed:
        return TestCase(name)
    failure = changed[0].words
    if len(changed) > 1:
        failure += f", and {len(changed) - 1} more"
    return TestCase(name, failure, "\n".join([cause_words(told), "", *_lines(changed)]))


def _lines(changed: Sequence[Change]) -> list[str]:
    lines = [one.words for one in changed[:_MOST]]
    rest = len(changed) - len(lines)
    return [*lines, f"and {rest} more"] if rest else lines

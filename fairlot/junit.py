"""JUnit XML, which CI systems show as tests: suites of cases that pass or fail."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_FORBIDDEN: Final = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
"""Characters that XML 1.0 cannot hold, escaped or not."""


@dataclass(frozen=True, slots=True)
class TestCase:
    """One thing that holds or does not.

    Parameters
    ----------
    name : str
    failure : str
        What is wrong, in one line; empty where nothing is.
    detail : str
        What else to read, of many lines.
    """

    name: str
    failure: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class TestSuite:
    """Test cases that belong together.

    Parameters
    ----------
    name : str
    cases : tuple of TestCase
    """

    name: str
    cases: tuple[TestCase, ...]


def junit_text(name: str, suites: Sequence[TestSuite]) -> str:
    """Write suites as JUnit XML; no times, so that the same answer is the same text.

    Parameters
    ----------
    name : str
        Of all together.
    suites : sequence of TestSuite

    Returns
    -------
    str
    """
    root = ET.Element(
        "testsuites", _counted(name, [c for s in suites for c in s.cases])
    )
    for suite in suites:
        told = ET.SubElement(root, "testsuite", _counted(suite.name, suite.cases))
        for case in suite.cases:
            names = {"classname": _sound(suite.name), "name": _sound(case.name)}
            one = ET.SubElement(told, "testcase", names)
            if case.failure:
                words = {"message": _sound(case.failure), "type": "difference"}
                ET.SubElement(one, "failure", words).text = _sound(case.detail)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _counted(name: str, cases: Sequence[TestCase]) -> dict[str, str]:
    failures = sum(bool(case.failure) for case in cases)
    return {
        "name": _sound(name),
        "tests": str(len(cases)),
        "failures": str(failures),
        "errors": "0",
    }


def _sound(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)

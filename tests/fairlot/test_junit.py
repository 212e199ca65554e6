"""JUnit XML is sound whatever text stands in it."""

import xml.etree.ElementTree as ET

from fairlot.junit import TestCase, TestSuite, junit_text

# Names that pytest would take for its own.
TestCase.__test__ = False
TestSuite.__test__ = False


def test_it_reads_as_ci_systems_expect():
    suites = [
        TestSuite("baseline", (TestCase("placed"), TestCase("cost", "1 -> 2", "why\n")))
    ]
    assert junit_text("old -> new", suites) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="old -&gt; new" tests="2" failures="1" errors="0">\n'
        '  <testsuite name="baseline" tests="2" failures="1" errors="0">\n'
        '    <testcase classname="baseline" name="placed" />\n'
        '    <testcase classname="baseline" name="cost">\n'
        '      <failure message="1 -&gt; 2" type="difference">why\n'
        "</failure>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_text_of_a_user_stays_text():
    strange = "\"]]><failure/>&amp;'\x00\x1b\ud800￾ é"
    text = junit_text(strange, [TestSuite(strange, (TestCase(strange, strange),))])
    root = ET.fromstring(text.encode())
    case = root.find("testsuite/testcase")
    shown = "\"]]><failure/>&amp;'���� é"
    assert [root.get("name"), case.get("name"), case.get("classname")] == [shown] * 3
    assert [child.get("message") for child in case] == [shown]

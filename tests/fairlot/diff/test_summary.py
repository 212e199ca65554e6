"""A summary puts the cause first, stays short, and shows a user's text as text."""

import xml.etree.ElementTree as ET

from markdown_it import MarkdownIt

from fairlot.diff.suite import difference_junit
from fairlot.diff.summary import markdown_text
from fairlot.diff.words import cause_words, headline
from scenarios.difference.cause import Cause, CauseKind, Moved
from scenarios.difference.difference import Difference
from scenarios.difference.figures import Change, Part

HOSTILE = 'R1|</td><script>x()</script> @all [a](b) `c` "\x07'
COMPARED = (
    Part("", "scenarios", ""),
    Part("baseline", "measures", "status"),
    Part("baseline", "placements.csv", ""),
)


def told(causes=(), count=1, key="R1"):
    changes = [
        Change("baseline", "placements.csv", key, "provider", "A", f"B{n}", beyond=True)
        for n in range(count)
    ]
    return Difference("old", "new", 0.0, tuple(causes), tuple(changes), COMPARED, ())


def cause(**parts):
    named = {
        "file": "offers.csv",
        "key": "R1",
        "column": "price",
        "old": "1",
        "new": "2",
    }
    return Cause(CauseKind.INPUT, **{**named, **parts})


def test_the_whole_summary_reads():
    assert markdown_text(told([cause(moved=Moved.YES)])) == (
        "## The answer changed\n"
        "\n"
        "Cause: offers.csv, R1, price: 1 -&#62; 2.\n"
        "\n"
        "old -&#62; new: 1 figure changed, in 1 table.\n"
        "\n"
        "### What they were made from\n"
        "\n"
        "| kind | where | old | new | moved |\n"
        "|---|---|---|---|---|\n"
        "| input | offers.csv, R1, price | 1 | 2 | yes |\n"
        "\n"
        "### What changed\n"
        "\n"
        "| table | where | old | new | beyond |\n"
        "|---|---|---|---|---|\n"
        "| placements | R1, provider | A | B0 | yes |\n"
    )


def test_more_than_twenty_rows_are_counted():
    text = markdown_text(told(count=23))
    assert text.count("| placements |") == 20
    assert text.endswith("\nAnd 3 more.\n")


def test_hostile_text_makes_no_element_and_no_column():
    text = markdown_text(told([cause(key=HOSTILE)], key=HOSTILE))
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    kinds = {
        one.type
        for token in tokens
        for one in (token, *(token.children or ()))
        if "html" in one.type or "link" in one.type or "code" in one.type
    }
    assert kinds == set()
    assert sum(token.type == "td_open" for token in tokens) == 2 * 5
    assert "@all" not in text


def test_hostile_text_makes_no_element_in_junit():
    root = ET.fromstring(difference_junit(told([cause(key=HOSTILE)], key=HOSTILE)))
    assert {one.tag for one in root.iter()} == {
        "testsuites",
        "testsuite",
        "testcase",
        "failure",
    }
    [failure] = root.iter("failure")
    assert "<script>" in failure.get("message")


def test_a_test_case_names_its_changes_and_counts_the_rest():
    root = ET.fromstring(difference_junit(told([cause()], count=52)))
    cases = {one.get("name"): one for one in root.iter("testcase")}
    assert list(cases) == ["scenarios", "measures, status", "placements.csv"]
    failure = cases["placements.csv"].find("failure")
    assert failure.get("message") == "R1, provider: A -> B0, and 51 more"
    assert failure.text.splitlines()[:3] == [
        "Cause: offers.csv, R1, price: 1 -> 2.",
        "",
        "R1, provider: A -> B0",
    ]
    assert failure.text.endswith("B49\nand 2 more")
    assert [one.get("failures") for one in root] == ["0", "1"]


def test_many_causes_are_listed_by_three_and_counted():
    causes = [cause(key=f"R{number}") for number in range(5)]
    assert cause_words(told(causes)) == (
        "Cause: 5 cells or keys of offers.csv: offers.csv, R0, price: 1 -> 2; "
        "offers.csv, R1, price: 1 -> 2; offers.csv, R2, price: 1 -> 2; and 2 more."
    )


def test_a_cause_that_came_from_nothing_says_nothing():
    assert cause_words(told([cause(old="")])) == (
        "Cause: offers.csv, R1, price: nothing -> 2."
    )


def test_the_headline_counts_figures_and_tables():
    assert headline(told(count=2)) == "old -> new: 2 figures changed, in 1 table."

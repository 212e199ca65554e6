"""Formulas written out: brackets wherever one operator stands inside another."""

from __future__ import annotations

import pytest

from costing.document.expression import Number, number_text, parts, text_of, walk
from costing.document.formula import parse


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a+b*c", "a + (b * c)"),
        ("a-b-c", "(a - b) - c"),
        ("-a**2", "-(a ** 2)"),
        ("a**-1", "a ** -1"),
        ("choose(a>0 and not b<=1,1,2)", "choose((a > 0) and (not (b <= 1)), 1, 2)"),
        ("max(a,b)/law.x*band.y+mix.z", "((max(a, b) / law.x) * band.y) + mix.z"),
        ("group('Care') + 1", 'group("Care") + 1'),
        ("group('The \"core\"')", "group('The \"core\"')"),
    ],
)
def test_formulas_are_written_with_brackets(text, written):
    assert text_of(parse(text)) == written


@pytest.mark.parametrize(
    ("value", "text"),
    [(60.0, "60"), (0.03, "0.03"), (1e15, "1000000000000000.0"), (1e16, "1e+16")],
)
def test_numbers_are_written_as_people_do(value, text):
    assert number_text(value) == text


def test_walk_gives_each_node_before_its_parts():
    tree = parse("a + b * 2")
    assert [text_of(node) for node in walk(tree)] == [
        "a + (b * 2)",
        "a",
        "b * 2",
        "b",
        "2",
    ]
    assert parts(Number(1.0)) == ()

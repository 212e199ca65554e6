"""A model is worked out in an order in which all that a line reads is there."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from costing.document.formula import parse
from costing.document.order import group_name, needed, ordered, reads


def test_a_formula_reads_names_and_groups_each_once():
    tree = parse('a + b * a + group("Care") + law.x + band.y + mix.z')
    assert reads(tree) == ("a", "b", 'group("Care")')


def test_a_group_is_named_as_no_line_can_be():
    assert group_name("Care") == 'group("Care")'
    assert group_name('The "core"') == "group('The \"core\"')"


def test_what_is_needed_is_found_however_far():
    needs = {"a": ("b",), "b": ("c",), "c": (), "d": ("a",)}
    assert needed(needs, ("a",)) == {"a", "b", "c"}


def test_a_circle_is_told_each_reading_the_next():
    order, circles = ordered({"a": ("b",), "b": ("c",), "c": ("a",), "d": ()})
    assert order == ()
    assert len(circles) == 1
    start = circles[0].index("a")
    turned = (*circles[0][start:-1], *circles[0][:start])
    assert turned == ("a", "b", "c")


def test_at_most_three_circles_are_told():
    assert len(ordered({name: (name,) for name in "abcde"})[1]) == 3


@settings(deadline=None, max_examples=100)
@given(st.dictionaries(st.integers(0, 9), st.sets(st.integers(0, 9)), max_size=10))
def test_each_comes_after_all_that_it_reads_or_there_is_a_circle(graph):
    needs = {str(name): tuple(map(str, read)) for name, read in graph.items()}
    order, circles = ordered(needs)
    if circles:
        for circle in circles:
            assert circle[0] == circle[-1]
            pairs = itertools.pairwise(circle)
            assert all(read in needs[name] for name, read in pairs)
    else:
        assert sorted(order) == sorted(needs)
        place = {name: at for at, name in enumerate(order)}
        assert all(
            place[read] < place[name]
            for name, read_names in needs.items()
            for read in read_names
            if read in needs
        )

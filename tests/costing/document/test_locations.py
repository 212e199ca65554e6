"""Every key of a TOML document is found on its row, however it is written."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.document.locations import locate


@pytest.mark.parametrize(
    ("text", "path", "row"),
    [
        ("a = 1\nb = 2", ("b",), 2),
        ("# a\n\n  b = 2 # b", ("b",), 3),
        ("[x]\ny = 1\n[x.z]\nw = 1", ("x", "z", "w"), 4),
        ("[x]\ny = 1", ("x",), 1),
        ("x.y.z = 1", ("x", "y", "z"), 1),
        ("\nx.y.z = 1", ("x", "y"), 2),
        ("[[l]]\na = 1\n[[l]]\na = 2", ("l", 1, "a"), 4),
        ("[[l]]\na = 1\n[[l]]\na = 2", ("l", 1), 3),
        ("[[l]]\n[l.r]\ns = 1\n[[l]]\n[l.r]\ns = 2", ("l", 1, "r", "s"), 6),
        ('a = """\nb = 1\n"""\nc = 2', ("c",), 4),
        ("a = '''\n[x]\n'''\nc = 2", ("c",), 4),
        ('a = """x\\"""\nb = 1"""\nc = 2', ("c",), 3),
        ('a = """x""""\nc = 2', ("c",), 2),
        ("a = [\n 1, # ]\n 2,\n]\nc = 2", ("c",), 5),
        ("a = [ { b = '}' },\n { b = ']' } ]\nc = 2", ("c",), 3),
        ('a = "[\\"" # [\nc = 2', ("c",), 2),
        ("a = '#'\nc = 2", ("c",), 2),
        ("\"a b\" = 1\n'c.d' = 2", ("c.d",), 2),
        ("a = { b = 1 }\n", ("a", "b"), 1),
        ("[ x . y ]\nz = 1", ("x", "y", "z"), 2),
        ("a=2020-04-01\nb=1", ("b",), 2),
        ("a = 1\r\nb = 2", ("b",), 2),
        ("a = 1", ("nothing", "there"), 1),
    ],
)
def test_keys_are_found_on_their_rows(text, path, row):
    tomllib.loads(text)
    assert locate(text).row(path) == row


@pytest.mark.parametrize(
    ("text", "deepest", "row"),
    [
        ("a = 1\nb = [[1], [2]]", 2, 2),
        ("a = [\n[\n[1]]]", 3, 3),
        ("a.b.c.d = 1", 4, 1),
        ("[a.b.c]\n", 3, 1),
        ("a = [{b = [1]}]", 3, 1),
    ],
)
def test_the_deepest_place_is_found(text, deepest, row):
    found = locate(text)
    assert (found.deepest, found.deepest_row) == (deepest, row)


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet="a=\"'[]{}.\n# \\,1", max_size=60))
def test_any_text_ends(text):
    found = locate(text)
    assert all(1 <= row <= text.count("\n") + 1 for row in found.rows.values())


VALUES = st.sampled_from(
    [
        "1",
        '"x"',
        "'y'",
        '"""m\nn"""',
        "'''\no\n'''",
        "[1,\n 2]",
        "{ k = '[' }",
        "1.5 # c",
    ]
)
KEYS = st.sampled_from(["a", "b", "c", "d", "e"])


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(KEYS, VALUES), max_size=5, unique_by=lambda pair: pair[0]))
def test_each_row_found_is_the_row_that_holds_the_key(pairs):
    text = "".join(f"{key} = {value}\n" for key, value in pairs)
    tomllib.loads(text)
    rows = text.split("\n")
    for key, _ in pairs:
        assert rows[locate(text).row((key,)) - 1].startswith(f"{key} = ")

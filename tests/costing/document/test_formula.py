"""The formula language: what parses, what is refused, and that nothing can hang it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.document.expression import (
    Arithmetic,
    BandKey,
    Call,
    Choose,
    Comparison,
    Group,
    LawName,
    Logic,
    MixKey,
    Name,
    Negative,
    Not,
    Number,
    Power,
    text_of,
)
from costing.document.fault import FaultError
from costing.document.formula import parse
from tests.kit.expressions import numbers

WORDS = """
a 1 2.5 ( ) + - * / ** < == and or not , choose min round group law . band if else
lambda is : = ' [ ] __a__ 9**9 0 1e9 'x'
"""
LANGUAGE = (
    "numbers, names, law.NAME, band.KEY, MIX.KEY, + - * / **, comparisons, "
    "and or not, choose min max abs round floor ceil group"
)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("60", Number(60.0)),
        ("0.03", Number(0.03)),
        (".5", Number(0.5)),
        ("1e3", Number(1000.0)),
        ("1_000", Number(1000.0)),
        ("pay_rate", Name("pay_rate")),
        ("law.ssp_week", LawName("ssp_week")),
        ("band.loading", BandKey("loading")),
        ("contract.hours", MixKey("contract", "hours")),
        ("-a", Negative(Name("a"))),
        ("+a", Name("a")),
        ("a ** 2", Power(Name("a"), 2.0)),
        ("a ** -0.5", Power(Name("a"), -0.5)),
        ("-a ** 2", Negative(Power(Name("a"), 2.0))),
        ("min(a, b, c)", Call("min", (Name("a"), Name("b"), Name("c")))),
        ("floor(a)", Call("floor", (Name("a"),))),
        ('group("Care worker costs")', Group("Care worker costs")),
        ("group('Care')", Group("Care")),
        (
            "a - b - c",
            Arithmetic("-", Arithmetic("-", Name("a"), Name("b")), Name("c")),
        ),
        (
            "a + b * c",
            Arithmetic("+", Name("a"), Arithmetic("*", Name("b"), Name("c"))),
        ),
        (
            "choose(not a > 0 or b != c and a == b, 1, 2)",
            Choose(
                Logic(
                    "or",
                    (
                        Not(Comparison(">", Name("a"), Number(0.0))),
                        Logic(
                            "and",
                            (
                                Comparison("!=", Name("b"), Name("c")),
                                Comparison("==", Name("a"), Name("b")),
                            ),
                        ),
                    ),
                ),
                Number(1.0),
                Number(2.0),
            ),
        ),
        (
            "\n  a\n  + b\n  * 2\n",
            Arithmetic("+", Name("a"), Arithmetic("*", Name("b"), Number(2.0))),
        ),
    ],
)
def test_the_language_parses(text, tree):
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "got nothing, expected a formula."),
        (" \n ", "got nothing, expected a formula."),
        ("a +", 'got "a +", expected a formula.'),
        ("a b", 'got "a b", expected a formula. It goes wrong at "a b"'),
        ("(a", 'got "(a", expected as many ) as (.'),
        ("a) + (b", 'got "a) + (b", expected as many ( as ).'),
        ("a # why", f'got "# why", expected {LANGUAGE}.'),
        ("a = 1", f'got "= 1", expected {LANGUAGE}.'),
        ("a[0]", f'got "[0]", expected {LANGUAGE}.'),
        ("[a, b]", f'got "[a, b]", expected {LANGUAGE}.'),
        ("{a}", f'got "{{a}}", expected {LANGUAGE}.'),
        ("a % b", f'got "% b", expected {LANGUAGE}.'),
        ("a // b", f'got "a // b", expected {LANGUAGE}.'),
        ("~a", f'got "~a", expected {LANGUAGE}.'),
        ("a << 2", f'got "a << 2", expected {LANGUAGE}.'),
        ("(b := 1)", f'got ":= 1)", expected {LANGUAGE}.'),
        ("lambda: 1", f'got ": 1", expected {LANGUAGE}.'),
        ("lambda", 'got "lambda", expected a formula.'),
        ("a if b else c", f'got "a if b else c", expected {LANGUAGE}.'),
        ("a is b", f'got "a is b", expected {LANGUAGE}.'),
        ("a in b", f'got "a in b", expected {LANGUAGE}.'),
        ("(a, b)", f'got "(a, b)", expected {LANGUAGE}.'),
        ("True", f'got "True", expected {LANGUAGE}.'),
        ("None", f'got "None", expected {LANGUAGE}.'),
        ("...", f'got "...", expected {LANGUAGE}.'),
        ("yield a", f'got "(yield a)", expected {LANGUAGE}.'),
        ("'text'", f"got \"'text'\", expected {LANGUAGE}."),
        ("f'{a}'", f"got \"'{{a}}'\", expected {LANGUAGE}."),
        ("group('a' 'b')", f"got \"'b')\", expected {LANGUAGE}."),
        ("group(r'a')", f"got \"'a')\", expected {LANGUAGE}."),
        ("1j", f'got "1j", expected {LANGUAGE}.'),
        ("0x10", f'got "0x10", expected {LANGUAGE}.'),
        ("5a", f'got "5a", expected {LANGUAGE}.'),
        ("gebühr", f'got "ühr", expected {LANGUAGE}.'),
        ("a.b.c", f'got "a.b.c", expected {LANGUAGE}.'),
        ("min(*a)", f'got "*a", expected {LANGUAGE}.'),
        ("max(**a)", 'got "max(**a)", expected arguments without names.'),
        ("min(a)", 'got "min(a)", expected min(a, b, ...).'),
        ("round(a, 2)", 'got "round(a, 2)", expected round(a).'),
        ("choose(a > 0, b)", 'got "choose(a > 0, b)", expected choose(test, a, b).'),
        ("group(a)", 'got "group(a)", expected group("Heading").'),
        ("group(1)", 'got "group(1)", expected group("Heading").'),
        (
            "mim(a, b)",
            (
                'got "mim", expected one of the functions choose, min, max, abs, '
                'round, floor, ceil, group. Did you mean "min"'
            ),
        ),
        (
            "roun(a)",
            (
                'got "roun", expected one of the functions choose, min, max, abs, '
                "round, "
                'floor, ceil, group. Did you mean "round"'
            ),
        ),
        (
            "__import__('os').system('ls')",
            (
                "got \"__import__('os').system\", expected one of the functions "
                "choose, "
                "min, max, abs, round, floor, ceil, group."
            ),
        ),
        (
            "__import__",
            (
                'got "__import__", expected a name in lower case, without a double '
                "underscore."
            ),
        ),
        (
            "a.__class__",
            (
                'got "a.__class__", expected a name in lower case, without a double '
                "underscore."
            ),
        ),
        (
            "Pay",
            'got "Pay", expected a name in lower case, without a double underscore.',
        ),
        (
            "a < b < c",
            'got "a < b < c", expected one comparison at a time. Join two with "and"',
        ),
        (
            "a > b",
            'got the test "a > b", expected a number. Put the test inside choose(...)',
        ),
        (
            "(a > b) * 2",
            'got the test "a > b", expected a number. Put the test inside choose(...)',
        ),
        (
            "choose(a > b, a > 1, b)",
            'got the test "a > 1", expected a number. Put the test inside choose(...)',
        ),
        ("choose(a, 1, 2)", 'got the number "a", expected a test such as pay > 0.'),
        ("choose(not a, 1, 2)", 'got the number "a", expected a test such as pay > 0.'),
        (
            "choose(a > 0 and 1, 1, 2)",
            'got the number "1", expected a test such as pay > 0.',
        ),
        ("a ** b", 'got "a ** b", expected a power that is written as a number.'),
        (
            "9**9**9**9",
            'got "9 ** 9 ** 9 ** 9", expected a power that is written as a number.',
        ),
        ("1e999", 'got "1e999", expected a number that a float can hold.'),
        (
            "9" * 41,
            f'got "{"9" * 27}...", expected a number that a float can hold.',
        ),
        (
            "a" * 5001,
            (
                "got a formula of 5001 characters, expected at most 5000. Split it "
                "into "
                "several lines"
            ),
        ),
    ],
)
def test_nothing_else_parses(text, told):
    with pytest.raises(FaultError) as caught:
        parse(text)
    assert str(caught.value) == told


@pytest.mark.parametrize(
    "text",
    [
        "(" * 150 + "a" + ")" * 150,
        "-" * 1900 + "a",
        "not " * 900 + "a > 1",
        "a" + "+a" * 150,
        "a" + "**2" * 900,
        "min(a," * 120 + "a" + ")" * 120,
        "a " * 2400,
        "choose(a>0,1," * 101 + "2" + ")" * 101,
    ],
)
def test_deep_nesting_is_refused_at_once(text):
    start = time.perf_counter()
    with pytest.raises(FaultError):
        parse(text)
    assert time.perf_counter() - start < 0.5


def test_a_sum_of_a_hundred_names_is_no_deep_nesting():
    parse("+".join("a" * 100))


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=60))
def test_any_text_parses_or_is_refused(text):
    try:
        parse(text)
    except FaultError as fault:
        told = fault
    else:
        return
    assert told.got
    assert told.expected


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.sampled_from([*WORDS.split(), "\n"]),
        max_size=25,
    )
)
def test_any_words_parse_or_are_refused(words):
    try:
        parse(" ".join(words))
    except FaultError as fault:
        told = fault
    else:
        return
    assert told.expected


@settings(deadline=None, max_examples=200)
@given(numbers())
def test_a_tree_written_out_parses_to_itself(tree):
    assert parse(text_of(tree)) == tree

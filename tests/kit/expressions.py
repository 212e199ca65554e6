"""Random formulas, and what plain Python makes of them."""

from __future__ import annotations

import math
import operator
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from costing.document.expression import (
    Arithmetic,
    BandKey,
    Call,
    Choose,
    Comparison,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Number,
    Power,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = ("a", "b", "c")
SIGNS = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def numbers(depth: int = 4) -> st.SearchStrategy[Node]:
    """Give formulas of pure numbers: inputs a, b, c and band.loading."""
    leaves: st.SearchStrategy[Node] = st.one_of(
        st.sampled_from(NAMES).map(Name),
        st.sampled_from([0.0, 1.0, 2.0, 0.5, 0.03, 60.0, 1e6, 1e-7]).map(Number),
        st.just(BandKey("loading")),
    )
    if depth == 0:
        return leaves
    inner = st.deferred(lambda: numbers(depth - 1))
    tests = st.deferred(lambda: _tests(depth - 1))
    return st.one_of(
        leaves,
        st.builds(Arithmetic, st.sampled_from("+-*/"), inner, inner),
        st.builds(Negative, inner),
        st.builds(Power, inner, st.sampled_from([2.0, 3.0, 0.5, -1.0, 0.0])),
        st.builds(Choose, tests, inner, inner),
        st.builds(
            Call,
            st.sampled_from(["min", "max"]),
            st.lists(inner, min_size=2, max_size=3).map(tuple),
        ),
    )


def _tests(depth: int) -> st.SearchStrategy[Node]:
    inner = st.deferred(lambda: numbers(max(depth, 0)))
    compared = st.builds(
        Comparison, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), inner, inner
    )
    if depth <= 0:
        return compared
    tests = st.deferred(lambda: _tests(depth - 1))
    return st.one_of(
        compared,
        st.builds(Not, tests),
        st.builds(
            Logic,
            st.sampled_from(["and", "or"]),
            st.lists(tests, min_size=2, max_size=3).map(tuple),
        ),
    )


def plainly(node: Node, values: Mapping[str, float]) -> float | bool:
    """Work a formula out in plain Python, one number at a time.

    Raises
    ------
    ArithmeticError
        For a division by zero or a result that is not finite, where it is used.
    """
    found: float | bool
    match node:
        case Number(value=value):
            found = value
        case Name(name=name) | BandKey(key=name):
            found = values[name]
        case Negative(of=of):
            found = -plainly(of, values)
        case Arithmetic(sign, left, right):
            found = SIGNS[sign](plainly(left, values), plainly(right, values))
        case Comparison(sign, left, right):
            one, two = plainly(left, values), plainly(right, values)
            # What differs by noise of binary alone is equal.
            two = one if math.isclose(one, two, rel_tol=1e-12) else two
            found = SIGNS[sign](one, two)
        case Power(base, exponent):
            raised = plainly(base, values) ** exponent
            found = math.nan if isinstance(raised, complex) else raised
        case Choose(test, yes, no):
            found = plainly(yes if plainly(test, values) else no, values)
        case Logic(word, parts):
            each = [bool(plainly(part, values)) for part in parts]
            found = all(each) if word == "and" else any(each)
        case Not(of=of):
            found = not plainly(of, values)
        case Call(function, arguments):
            each_value = [plainly(argument, values) for argument in arguments]
            found = min(each_value) if function == "min" else max(each_value)
        case _:
            raise AssertionError(node)
    if not math.isfinite(found):
        raise ArithmeticError
    return found

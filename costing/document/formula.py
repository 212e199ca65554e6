"""Formulas: text is parsed by ``ast``, and only what a white list names is kept."""

from __future__ import annotations

import ast
import math
import re
from typing import Final, Literal, TypeAlias

from costing.document.expression import (
    FUNCTIONS,
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
    Node,
    Not,
    Number,
    Power,
    is_test,
)
from costing.document.fault import FaultError, nearest
from costing.errors import quoted

LONGEST: Final = 5_000
"""Characters of one formula."""

DEEPEST: Final = 100
"""Levels of nesting; a sum of a hundred terms is a hundred deep."""

_MOST_TOKENS: Final = 2_000
_LONGEST_NUMBER: Final = 40

_TOKEN: Final = re.compile(
    r"""\s*(?:
      (?P<number>(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w.]))
    | (?P<name>[A-Za-z_]\w*)
    | (?P<text>"[^"\\\n]*"|'[^'\\\n]*')
    | (?P<sign>\*\*|<=|>=|==|!=|[-+*/<>(),.])
    )""",
    re.ASCII | re.VERBOSE,
)

_Sign: TypeAlias = Literal["+", "-", "*", "/"]
_Comparing: TypeAlias = Literal["<", "<=", ">", ">=", "==", "!="]

_SIGNS: Final[dict[type[ast.operator], _Sign]] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
_COMPARISONS: Final[dict[type[ast.cmpop], _Comparing]] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_LANGUAGE: Final = (
    "numbers, names, law.NAME, band.KEY, MIX.KEY, + - * / **, comparisons, "
    "and or not, choose min max abs round floor ceil group"
)


def parse(text: str) -> Node:
    """Turn the text of a formula into a tree of our own.

    Nothing is computed: a literal becomes a float, and ``9**9**9`` is refused because
    a power must be a literal. Names are not looked up here.

    Parameters
    ----------
    text : str
        May run over several lines.

    Returns
    -------
    Node

    Raises
    ------
    FaultError
        At the first thing that the language does not have, or past its limits.
    """
    _check_tokens(text)
    try:
        # In brackets, so that a formula may run over lines; they are balanced by now.
        parsed = ast.parse(f"({text}\n)", mode="eval").body
    except (SyntaxError, ValueError) as error:
        raise FaultError(quoted(text), "a formula", _place(error, text)) from None
    except (RecursionError, MemoryError):
        raise _too_deep(text) from None
    tree = _node(parsed, 1)
    if is_test(tree):
        raise FaultError(
            f"the test {quoted(text)}", "a number", "Put the test inside choose(...)"
        )
    return tree


def _check_tokens(text: str) -> None:
    """Refuse what is too long, unbalanced or not made of the language's signs."""
    if len(text) > LONGEST:
        raise FaultError(
            f"a formula of {len(text)} characters",
            f"at most {LONGEST}",
            "Split it into several lines",
        )
    position, count, depth, before = 0, 0, 0, ""
    end = len(text.rstrip())
    if end == 0:
        raise FaultError("nothing", "a formula")
    while position < end:
        token = _TOKEN.match(text, position)
        # Python would join two texts, and read a letter before one as a mark.
        if token is None or (token["text"] and before != "("):
            rest = text[position:].lstrip()
            raise FaultError(quoted(rest, 30), _LANGUAGE)
        count += 1
        depth += {"(": 1, ")": -1}.get(token["sign"], 0)
        if depth < 0:
            raise FaultError(quoted(text), "as many ( as )")
        if depth > DEEPEST or count > _MOST_TOKENS:
            raise _too_deep(text)
        if token["number"]:
            _check_number(token["number"])
        position, before = token.end(), token["sign"]
    if depth:
        raise FaultError(quoted(text), "as many ) as (")


def _check_number(text: str) -> None:
    # Before ``ast`` sees it: it refuses integers of thousands of digits in its own way.
    if len(text) > _LONGEST_NUMBER or not math.isfinite(float(text.replace("_", ""))):
        raise FaultError(quoted(text, 30), "a number that a float can hold")


def _too_deep(text: str) -> FaultError:
    return FaultError(
        quoted(text, 40),
        f"at most {DEEPEST} levels of nesting and {_MOST_TOKENS} names and signs",
        "Split it into several lines",
    )


def _place(error: Exception, text: str) -> str:
    if not isinstance(error, SyntaxError) or not error.offset or not error.lineno:
        return ""
    rows = f"({text}".split("\n")
    if error.lineno > len(rows):
        return ""
    # Count in characters, the first bracket left out of the first row.
    before = 1 if error.lineno == 1 else 0
    rest = rows[error.lineno - 1][max(error.offset - 1, before) :].strip()
    return f"It goes wrong at {quoted(rest, 30)}" if rest else ""


def _node(node: ast.expr, depth: int) -> Node:
    """Turn a node of ``ast`` into ours, or refuse it."""
    if depth > DEEPEST:
        raise _too_deep(_text(node))
    match node:
        case ast.Constant(value=int() | float() as value):
            found: Node = _number(node, value)
        case ast.Name(id=name):
            found = Name(_plain(node, name))
        case ast.Attribute(value=ast.Name(id=owner), attr=key):
            found = _dotted(node, owner, key)
        case ast.UnaryOp():
            found = _unary(node, depth)
        case ast.BinOp():
            found = _binary(node, depth)
        case ast.Compare():
            found = _comparison(node, depth)
        case ast.BoolOp():
            tests = tuple(_test(part, depth + 1) for part in node.values)
            found = Logic("and" if isinstance(node.op, ast.And) else "or", tests)
        case ast.Call():
            found = _call(node, depth)
        case _:
            raise FaultError(quoted(_text(node)), _LANGUAGE)
    return found


def _number(node: ast.expr, value: float) -> Number:
    if isinstance(value, bool):
        raise FaultError(quoted(_text(node)), _LANGUAGE)
    return Number(float(value))


def _plain(node: ast.expr, name: str) -> str:
    if not name.islower() or name.startswith("_") or "__" in name:
        raise FaultError(
            quoted(_text(node)), "a name in lower case, without a double underscore"
        )
    return name


def _dotted(node: ast.expr, owner: str, key: str) -> Node:
    owner, key = _plain(node, owner), _plain(node, key)
    if owner == "law":
        return LawName(key)
    return BandKey(key) if owner == "band" else MixKey(owner, key)


def _unary(node: ast.UnaryOp, depth: int) -> Node:
    match node.op:
        case ast.USub():
            return Negative(_value(node.operand, depth + 1))
        case ast.UAdd():
            return _value(node.operand, depth + 1)
        case ast.Not():
            return Not(_test(node.operand, depth + 1))
        case _:
            raise FaultError(quoted(_text(node)), _LANGUAGE)


def _binary(node: ast.BinOp, depth: int) -> Node:
    if isinstance(node.op, ast.Pow):
        return Power(_value(node.left, depth + 1), _exponent(node))
    sign = _SIGNS.get(type(node.op))
    if sign is None:
        raise FaultError(quoted(_text(node)), _LANGUAGE)
    return Arithmetic(sign, _value(node.left, depth + 1), _value(node.right, depth + 1))


def _exponent(node: ast.BinOp) -> float:
    match node.right:
        case ast.Constant(value=int() | float() as value):
            return _number(node, value).value
        case ast.UnaryOp(
            op=ast.USub(), operand=ast.Constant(value=int() | float() as v)
        ):
            return -_number(node, v).value
        case _:
            raise FaultError(quoted(_text(node)), "a power that is written as a number")


def _comparison(node: ast.Compare, depth: int) -> Node:
    if len(node.ops) > 1:
        raise FaultError(
            quoted(_text(node)), "one comparison at a time", 'Join two with "and"'
        )
    sign = _COMPARISONS.get(type(node.ops[0]))
    if sign is None:
        raise FaultError(quoted(_text(node)), _LANGUAGE)
    left = _value(node.left, depth + 1)
    return Comparison(sign, left, _value(node.comparators[0], depth + 1))


def _value(node: ast.expr, depth: int) -> Node:
    value = _node(node, depth)
    if is_test(value):
        raise FaultError(
            f"the test {quoted(_text(node))}",
            "a number",
            "Put the test inside choose(...)",
        )
    return value


def _test(node: ast.expr, depth: int) -> Node:
    test = _node(node, depth)
    if not is_test(test):
        raise FaultError(
            f"the number {quoted(_text(node))}",
            "a test such as pay > 0",
        )
    return test


def _call(node: ast.Call, depth: int) -> Node:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in FUNCTIONS:
        raise FaultError(
            quoted(_text(node.func)),
            f"one of the functions {', '.join(FUNCTIONS)}",
            nearest(name, FUNCTIONS),
        )
    if node.keywords:
        raise FaultError(quoted(_text(node)), "arguments without names")
    given = node.args
    if name == "group":
        return _group(node)
    if name == "choose":
        _expect("choose(test, a, b)", node, holds=len(given) == 3)
        test, yes, no = given
        arms = _value(yes, depth + 1), _value(no, depth + 1)
        return Choose(_test(test, depth + 1), *arms)
    arguments = tuple(_value(argument, depth + 1) for argument in given)
    match name:
        case "min" | "max":
            _expect(f"{name}(a, b, ...)", node, holds=len(given) >= 2)
            return Call(name, arguments)
        case "abs" | "round" | "floor" | "ceil":
            _expect(f"{name}(a)", node, holds=len(given) == 1)
            return Call(name, arguments)
        case _:
            raise AssertionError(name)


def _expect(expected: str, node: ast.Call, *, holds: bool) -> None:
    if not holds:
        raise FaultError(quoted(_text(node)), expected)


def _group(node: ast.Call) -> Node:
    match node.args:
        case [ast.Constant(value=str() as heading)]:
            return Group(heading)
        case _:
            raise FaultError(quoted(_text(node)), 'group("Heading")')


def _text(node: ast.AST) -> str:
    try:
        return ast.unparse(node)
    except RecursionError:
        return "..."

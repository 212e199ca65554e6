"""The tree that a formula becomes: a dozen kinds of node, and nothing that can act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

FUNCTIONS: Final = ("choose", "min", "max", "abs", "round", "floor", "ceil", "group")
"""The functions of the formula language, in the order of the contract."""


@dataclass(frozen=True, slots=True)
class Number:
    """A literal, a float from the start."""

    value: float


@dataclass(frozen=True, slots=True)
class Name:
    """An input or a line."""

    name: str


@dataclass(frozen=True, slots=True)
class LawName:
    """``law.NAME``: a dated parameter."""

    name: str


@dataclass(frozen=True, slots=True)
class BandKey:
    """``band.KEY``: a pure number of the time band."""

    key: str


@dataclass(frozen=True, slots=True)
class MixKey:
    """``MIX.KEY``: a column of the mix that the line is over."""

    mix: str
    key: str


@dataclass(frozen=True, slots=True)
class Negative:
    """``-x``."""

    of: Node


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``left sign right``."""

    sign: Literal["+", "-", "*", "/"]
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Power:
    """``base ** exponent``, the exponent a literal."""

    base: Node
    exponent: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """``left sign right``: a test."""

    sign: Literal["<", "<=", ">", ">=", "==", "!="]
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Logic:
    """Tests joined by ``and`` or by ``or``: a test."""

    word: Literal["and", "or"]
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """``not test``: a test."""

    of: Node


@dataclass(frozen=True, slots=True)
class Choose:
    """``choose(test, yes, no)``."""

    test: Node
    yes: Node
    no: Node


@dataclass(frozen=True, slots=True)
class Call:
    """``min``, ``max``, ``abs``, ``round``, ``floor`` or ``ceil``."""

    function: Literal["min", "max", "abs", "round", "floor", "ceil"]
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """``group("Heading")``: the sum of that heading's lines."""

    heading: str


Node: TypeAlias = (
    Number
    | Name
    | LawName
    | BandKey
    | MixKey
    | Negative
    | Arithmetic
    | Power
    | Comparison
    | Logic
    | Not
    | Choose
    | Call
    | Group
)


def parts(node: Node) -> tuple[Node, ...]:
    """Give the nodes that a node is made of, from left to right."""
    found: tuple[Node, ...] = ()
    match node:
        case Arithmetic() | Comparison():
            found = (node.left, node.right)
        case Negative() | Not():
            found = (node.of,)
        case Power():
            found = (node.base,)
        case Logic():
            found = node.parts
        case Choose():
            found = (node.test, node.yes, node.no)
        case Call():
            found = node.arguments
        case _:
            pass
    return found


def walk(node: Node) -> Iterator[Node]:
    """Give a node and all within it, each before its parts, from left to right."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(parts(current)))


def is_test(node: Node) -> bool:
    """Say whether a node is true or false, not a number."""
    return isinstance(node, (Comparison, Logic, Not))


def number_text(value: float) -> str:
    """Write a number as people do: ``60``, ``0.03``, ``1e+16``."""
    return f"{value:.0f}" if value == int(value) and abs(value) < 1e15 else repr(value)


def text_of(node: Node) -> str:
    """Write a node as a formula that parses to the same node.

    Brackets stand wherever an operator is inside another.
    """
    match node:
        case Negative():
            text = f"-{_inner(node.of)}"
        case Arithmetic() | Comparison():
            text = f"{_inner(node.left)} {node.sign} {_inner(node.right)}"
        case Power():
            text = f"{_inner(node.base)} ** {number_text(node.exponent)}"
        case Logic():
            text = f" {node.word} ".join(_inner(part) for part in node.parts)
        case Not():
            text = f"not {_inner(node.of)}"
        case Choose():
            text = f"choose({_list(parts(node))})"
        case Call():
            text = f"{node.function}({_list(node.arguments)})"
        case _:
            text = _leaf(node)
    return text


def _leaf(node: Node) -> str:
    match node:
        case Number():
            text = number_text(node.value)
        case Name():
            text = node.name
        case LawName():
            text = f"law.{node.name}"
        case BandKey():
            text = f"band.{node.key}"
        case MixKey():
            text = f"{node.mix}.{node.key}"
        case Group():
            mark = "'" if '"' in node.heading else '"'
            text = f"group({mark}{node.heading}{mark})"
        case _:
            raise AssertionError(node)
    return text


def _list(nodes: tuple[Node, ...]) -> str:
    return ", ".join(text_of(node) for node in nodes)


def _inner(node: Node) -> str:
    joined = (Arithmetic, Power, Comparison, Logic, Not, Negative)
    return f"({text_of(node)})" if isinstance(node, joined) else text_of(node)

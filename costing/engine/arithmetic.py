"""The arithmetic of formulas on arrays; a division by zero is seen where it is."""

from __future__ import annotations

import operator
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

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
    Node,
    Not,
    Number,
    Power,
    text_of,
)
from costing.document.order import group_name
from costing.errors import CareError, quoted
from costing.money import round_to, snap

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Array: TypeAlias = NDArray[np.float64]
"""Of a shape that broadcasts to [band, variant], so that a step runs along the variants
and not along some few bands; what is the same for all is a number of numpy's."""

Mask: TypeAlias = NDArray[np.bool_] | None
"""Where a value will be used, since ``choose`` takes it there; None is everywhere."""

_OPERATIONS: Final[dict[str, Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_COMPARISONS: Final[dict[str, Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


_HELD_BY_EQUALS: Final = frozenset(("<=", ">=", "=="))

_NOISE: Final = 1e-12
"""Share of the larger of two numbers by which they may differ and be equal: the 12
digits to which values are snapped."""


class DatedLaw(Protocol):
    """The law of one day, as far as a formula reads it."""

    def __getitem__(self, name: str) -> float:
        """Give a value in its unit, or raise LawError."""


class FailureError(CareError):
    """A result that is no number, where it is used.

    Parameters
    ----------
    got, expected : str
    where : bool[...]
        The places that fail; broadcasts to [band, variant].
    fix : str
    """

    def __init__(
        self, got: str, expected: str, where: NDArray[np.bool_], fix: str = ""
    ) -> None:
        self.got = got
        self.expected = expected
        self.where = where
        self.fix = fix
        super().__init__(got)


def for_all(value: float) -> Array:
    """Give a number that is the same for all: one of numpy's, quicker than an array."""
    number: Any = np.float64(value)
    found: Array = number
    return found


def checking() -> np.errstate:
    """Let numpy raise where a result is not finite; a calculation runs inside."""
    return np.errstate(divide="raise", over="raise", invalid="raise", under="ignore")


@dataclass(slots=True)
class Calculation:
    """What formulas read while a model is worked out.

    Parameters
    ----------
    law : DatedLaw or None
    bands : mapping of key to float64[band, 1]
    values : dict of str to float64[...]
        Inputs, lines and groups that are worked out already.
    columns : mapping of column to float64[row, 1, 1]
        Of the mix that a line is over; a value over it has its rows as first axis.
    law_read : dict of str to float64
        Each dated parameter, once it has been read.
    """

    law: DatedLaw | None
    bands: Mapping[str, Array]
    values: dict[str, Array] = field(default_factory=dict)
    columns: Mapping[str, Array] = field(default_factory=dict)
    law_read: dict[str, Array] = field(default_factory=dict)

    def value(self, node: Node, live: Mask = None) -> Array:
        """Work out a number.

        Raises
        ------
        FailureError
            Where a result that is used is not finite.
        LawError
            If law is read that is not known on the day.
        """
        return _VALUES[type(node)](self, node, live)

    def test(self, node: Node, live: Mask) -> NDArray[np.bool_]:
        """Work out a test. Both sides of ``and`` and ``or`` are worked out."""
        match node:
            case Comparison():
                left, right = self.value(node.left, live), self.value(node.right, live)
                return _compared(node.sign, left, right)
            case Logic():
                join = np.logical_and if node.word == "and" else np.logical_or
                return reduce(join, [self.test(part, live) for part in node.parts])
            case Not():
                return np.logical_not(self.test(node.of, live))
            case _:
                raise AssertionError(node)

    def compute(
        self, what: Node, operation: Callable[..., Array], *operands: Array, live: Mask
    ) -> Array:
        """Do one operation, and see to it that what is used of it is finite."""
        if live is None:
            try:
                return operation(*operands)
            except FloatingPointError:
                pass  # done again, to find where
        with np.errstate(all="ignore"):
            result = operation(*operands)
        bad = ~np.isfinite(result)
        if live is not None:
            bad = bad & live
        if bad.any():
            raise _failure(what, operation, operands, bad)
        return result

    def total(self, names: tuple[str, ...]) -> Array:
        """Add up values that are worked out."""
        total = for_all(0.0)
        for name in names:
            total = self.compute(
                Name(name), operator.add, total, self.values[name], live=None
            )
        return total

    def negative(self, node: Negative, live: Mask) -> Array:
        """Change the sign."""
        return np.negative(self.value(node.of, live))

    def law_value(self, node: LawName, live: Mask) -> Array:
        """Read a dated parameter."""
        if node.name not in self.law_read:
            if self.law is None:
                where = np.ones(1, dtype=np.bool_) if live is None else live
                got = f"{quoted(text_of(node))} without a day"
                raise FailureError(got, "a day of which to read the law", where)
            self.law_read[node.name] = for_all(self.law[node.name])
        return self.law_read[node.name]

    def choose(self, node: Choose, live: Mask) -> Array:
        """Take one arm or the other, place by place; what is taken must be sound."""
        test = self.test(node.test, live)
        taken = test if live is None else test & live
        left = ~test if live is None else ~test & live
        if not left.any():
            return self.value(node.yes, live)
        if not taken.any():
            return self.value(node.no, live)
        with np.errstate(all="ignore"):
            yes, no = self.value(node.yes, taken), self.value(node.no, left)
            return np.where(test, yes, no)

    def call(self, node: Call, live: Mask) -> Array:
        """Call a function; those of one argument snap to 12 digits first."""
        values = [self.value(argument, live) for argument in node.arguments]
        match node.function:
            case "min":
                return reduce(np.minimum, values)
            case "max":
                return reduce(np.maximum, values)
            case "abs":
                return self.compute(node, _absolute, *values, live=live)
            case "round":
                return self.compute(node, round_to, *values, live=live)
            case "ceil":
                return self.compute(node, _ceiling, *values, live=live)
            case "floor":
                return self.compute(node, _floor, *values, live=live)

    def arithmetic(self, node: Arithmetic, live: Mask) -> Array:
        """Add, subtract, multiply or divide."""
        left, right = self.value(node.left, live), self.value(node.right, live)
        return self.compute(node, _OPERATIONS[node.sign], left, right, live=live)

    def power(self, node: Power, live: Mask) -> Array:
        """Raise to a power; 0 to a negative one is a division by zero."""
        base, exponent = self.value(node.base, live), np.array(node.exponent)
        return self.compute(node, np.power, base, exponent, live=live)


def _compared(sign: str, left: Array, right: Array) -> NDArray[np.bool_]:
    """Compare numbers; what differs by noise of binary alone is equal.

    0.3 * 3 is 0.9, as it is in decimals and in a spreadsheet: a threshold that is met
    exactly is met.
    """
    found: NDArray[np.bool_] = _COMPARISONS[sign](left, right)
    with np.errstate(all="ignore"):
        size = np.maximum(abs(left), abs(right))
        is_equal = abs(left - right) <= _NOISE * size
    return found | is_equal if sign in _HELD_BY_EQUALS else found & ~is_equal


def _failure(
    what: Node,
    operation: Callable[..., Array],
    operands: tuple[Array, ...],
    bad: NDArray[np.bool_],
) -> FailureError:
    shown = quoted(text_of(what))
    if operation is operator.truediv:
        by_zero = bad & (operands[1] == 0)
        if by_zero.any():
            got, fix = f"a division by zero in {shown}", "Shield it with choose(...)"
            return FailureError(got, "a number", by_zero, fix)
    return FailureError(f"a result that is not finite in {shown}", "a number", bad)


def _absolute(values: Array) -> Array:
    return np.abs(snap(values))


def _ceiling(values: Array) -> Array:
    return round_to(values, mode="ceil")


def _floor(values: Array) -> Array:
    return 0.0 - round_to(0.0 - values, mode="ceil")


_VALUES: Final[dict[type, Callable[[Calculation, Any, Mask], Array]]] = {
    Number: lambda _, node, __: for_all(node.value),
    Name: lambda run, node, _: run.values[node.name],
    Group: lambda run, node, _: run.values[group_name(node.heading)],
    BandKey: lambda run, node, _: run.bands[node.key],
    MixKey: lambda run, node, _: run.columns[node.key],
    LawName: Calculation.law_value,
    Negative: Calculation.negative,
    Arithmetic: Calculation.arithmetic,
    Power: Calculation.power,
    Choose: Calculation.choose,
    Call: Calculation.call,
}
"""How each kind of number is worked out; a table, since a chain of tests is slower."""

"""An explanation followed by hand: exact fractions, and nothing of Fairlot's.

The formulas are read as Python reads them, and worked out on fractions; only what the
explanation itself says is used.
"""

from __future__ import annotations

import ast
import math
import operator
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

OPERATORS: dict[type, Any] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
MODES = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "truncate": ROUND_DOWN,
    "ceil": ROUND_CEILING,
}


def exact(number: float | str) -> Fraction:
    """Give the decimal that is written, and not the binary beneath."""
    return Fraction(str(number))


def rounded(value: Fraction, step: Fraction, mode: str = "half_up") -> Fraction:
    """Take a value to 12 significant digits, and round it to steps."""
    places = 11 - (math.floor(math.log10(abs(value))) if value else 0)
    scaled = Fraction(10) ** places
    snapped = Fraction(round(value * scaled), 1) / scaled
    steps = snapped / step
    whole = Decimal(steps.numerator) / Decimal(steps.denominator)
    return int(whole.quantize(Decimal(1), MODES[mode])) * step


class Follower:
    """Works one band of an explanation out again.

    Parameters
    ----------
    told : dict
        The JSON of ``fairlot price --open``.
    band : str
    """

    def __init__(self, told: dict[str, Any], band: str) -> None:
        self.told = told
        self.band = band
        self.known: dict[str, Fraction] = {}

    @cached_property
    def lines(self) -> dict[str, dict[str, Any]]:
        return {line["name"]: line for line in self.told["workings"]}

    def line(self, name: str) -> Fraction:
        """Work a line out from its formula, and round it as it says."""
        if name not in self.known:
            line = self.lines[name]
            if line["over"]:
                mix = self.told["mixes"][line["over"]]
                value = sum(
                    (
                        exact(row[mix["weight"]])
                        * self.formula(line["formula"], {line["over"]: row})
                        for row in mix["rows"]
                    ),
                    Fraction(0),
                )
            else:
                value = self.formula(line["formula"])
            rounding = line["rounding"]
            if rounding:
                value = rounded(value, exact(rounding["step"]), rounding["mode"])
            self.known[name] = value
        return self.known[name]

    def formula(self, text: str, row: dict[str, Any] | None = None) -> Any:
        return self.node(ast.parse(text, mode="eval").body, row or {})

    def node(self, node: ast.AST, row: dict[str, Any]) -> Any:  # noqa: PLR0911
        """Work out one node; a test gives a truth."""
        match node:
            case ast.Constant(value=int() | float() as value):
                return exact(value)
            case ast.Name(id=name):
                return self.name(name)
            case ast.Attribute(value=ast.Name(id="law"), attr=name):
                return exact(self.told["law"][name]["value"])
            case ast.Attribute(value=ast.Name(id="band"), attr=key):
                return exact(self.told["bands"][self.band][key])
            case ast.Attribute(value=ast.Name(id=mix), attr=key):
                return exact(row[mix][key])
            case ast.BinOp(left=left, op=sign, right=right):
                given = (self.node(left, row), self.node(right, row))
                return OPERATORS[type(sign)](*given)
            case ast.UnaryOp(op=ast.USub(), operand=of):
                return -self.node(of, row)
            case ast.Compare(left=left, ops=[sign], comparators=[right]):
                given = (self.node(left, row), self.node(right, row))
                return OPERATORS[type(sign)](*given)
            case ast.BoolOp(op=word, values=parts):
                truths = [self.node(part, row) for part in parts]
                return all(truths) if isinstance(word, ast.And) else any(truths)
            case ast.Call(func=ast.Name(id=function), args=arguments):
                return self.call(function, arguments, row)
            case _:
                raise AssertionError(ast.dump(node))

    def call(self, function: str, of: list[ast.expr], row: dict[str, Any]) -> Any:
        if function == "choose":
            return self.node(of[1] if self.node(of[0], row) else of[2], row)
        if function == "group":
            heading = ast.literal_eval(of[0])
            names = [n for n, line in self.lines.items() if line["heading"] == heading]
            return sum((self.line(name) for name in names), Fraction(0))
        return {"min": min, "max": max}[function](self.node(one, row) for one in of)

    def name(self, name: str) -> Fraction:
        if name not in self.told["inputs"]:
            return self.line(name)
        given = self.told["inputs"][name]
        if "formula" in given:
            found = self.formula(given["formula"])
            assert math.isclose(found, given["value"], rel_tol=1e-11), name
        return exact(given["value"])

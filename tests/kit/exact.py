"""A second reader of cost model documents: slow, exact, and nothing shared with ours.

It trusts the document (no checks), parses formulas by hand and works in fractions, so
that what the engine gives can be compared with what the contract says.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from decimal import Context, Decimal
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

STATUTE = Path(__file__).parents[2] / "costing" / "statute"

_TWELVE = Context(prec=12)
_TOKEN = re.compile(
    r"\s*(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+|[a-z_][a-z0-9_]*(?:\.[a-z0-9_]+)?"
    r"|\"[^\"]*\"|'[^']*'|\*\*|<=|>=|==|!=|.)",
    re.DOTALL,
)


def exact(value: float | str) -> Fraction:
    """Give a number as it is written in decimals."""
    return Fraction(str(value))


def rounded(value: Fraction, step: Fraction, mode: str) -> Fraction:
    """Snap to 12 digits, then round to whole steps in the mode."""
    snapped = _TWELVE.divide(Decimal(value.numerator), Decimal(value.denominator))
    steps = Fraction(snapped) / step
    down = floor(steps)
    if mode == "ceil":
        whole = -floor(-steps)
    elif mode == "truncate":
        whole = down if steps >= 0 else -floor(-steps)
    elif mode == "half_even":
        whole = round(steps)
    else:
        size = floor(abs(steps) + Fraction(1, 2))
        whole = size if steps >= 0 else -size
    return whole * step


@dataclass
class Sheet:
    """One document on one day in one band.

    Parameters
    ----------
    text : str
        The document.
    on : date, optional
    band : str, optional
        The default band if absent.
    given : mapping of input to number
    """

    text: str
    on: date | None = None
    band: str = ""
    given: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the document."""
        self.document: dict[str, Any] = tomllib.loads(self.text)
        bands = self.document.get("band", {})
        chosen = self.band or self.document.get("default_band") or next(iter(bands), "")
        self.keys = bands.get(chosen, {})
        self.lines = {part["name"]: part for part in self.document["line"]}
        self.known: dict[str, Fraction] = {}
        self.row: Mapping[str, Any] = {}
        self.tokens: list[str] = []
        self.at = 0

    def value(self, name: str) -> Fraction:
        """Work out an input or a line."""
        if name not in self.known:
            held, self.row = self.row, {}
            if name in self.lines:
                self.known[name] = self._line(self.lines[name])
            else:
                default = self.document["input"][name]["default"]
                chosen = self.given.get(name, default)
                self.known[name] = self._amount(chosen)
            self.row = held
        return self.known[name]

    def _amount(self, value: float | str) -> Fraction:
        return self.formula(value) if isinstance(value, str) else exact(value)

    def _line(self, line: Mapping[str, Any]) -> Fraction:
        if "over" in line:
            mix = self.document["mix"][line["over"]]
            value = Fraction(0)
            for row in mix["rows"]:
                self.row = row
                value += exact(row[mix["weight"]]) * self.formula(line["formula"])
            self.row = {}
        else:
            value = self._amount(line["formula"])
        rule = self._rounding(line)
        return value if rule is None else rounded(value, exact(rule[0]), rule[1])

    def _rounding(self, line: Mapping[str, Any]) -> tuple[float, str] | None:
        top = self.document.get("rounding", {"at": "none"})
        step, mode = top.get("step", 0.01), top.get("mode", "half_up")
        if "rounding" in line:
            own = line["rounding"]
            return own.get("step", step), own.get("mode", mode)
        at = top.get("at", "line")
        is_price = line["name"] == self.document["price"]
        return (step, mode) if at == "line" or (at == "price" and is_price) else None

    def law(self, name: str) -> Fraction:
        """Read the dated file of a parameter."""
        path = STATUTE / self.document["law"] / f"{name}.toml"
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["value"]
        assert self.on is not None
        return exact([row["value"] for row in rows if row["from"] <= self.on][-1])

    # The grammar, loosest first: or, and, not, comparison, sum, product, sign, power.

    def formula(self, text: str) -> Fraction:
        """Work out a formula."""
        tokens = [token for token in _TOKEN.findall(text) if token.strip()]
        outer = self.tokens, self.at
        self.tokens, self.at = tokens, 0
        run = self._or()
        assert self.at == len(tokens), tokens[self.at :]
        self.tokens, self.at = outer
        return Fraction(run())

    # Each rule gives a thunk, so that an arm that is not chosen is never worked out.

    def _next(self, *expected: str) -> str:
        token = self.tokens[self.at] if self.at < len(self.tokens) else ""
        if expected and token not in expected:
            return ""
        self.at += 1
        return token

    def _or(self) -> Callable[[], Any]:
        left = self._and()
        while self._next("or"):
            left = _both(left, self._and(), lambda a, b: a or b)
        return left

    def _and(self) -> Callable[[], Any]:
        left = self._not()
        while self._next("and"):
            left = _both(left, self._not(), lambda a, b: a and b)
        return left

    def _not(self) -> Callable[[], Any]:
        if self._next("not"):
            inner = self._not()
            return lambda: not inner()
        left = self._sum()
        if sign := self._next("<", "<=", ">", ">=", "==", "!="):
            return _both(left, self._sum(), _COMPARE[sign])
        return left

    def _sum(self) -> Callable[[], Any]:
        left = self._product()
        while sign := self._next("+", "-"):
            left = _both(left, self._product(), _JOIN[sign])
        return left

    def _product(self) -> Callable[[], Any]:
        left = self._sign()
        while sign := self._next("*", "/"):
            left = _both(left, self._sign(), _JOIN[sign])
        return left

    def _sign(self) -> Callable[[], Any]:
        if self._next("-"):
            inner = self._sign()
            return lambda: -inner()
        if self._next("+"):
            return self._sign()
        base = self._atom()
        if self._next("**"):
            minus = bool(self._next("-"))
            power = exact(self._next()) * (-1 if minus else 1)
            return lambda: _power(base(), power)
        return base

    def _atom(self) -> Callable[[], Any]:
        token = self._next()
        if token == "(":
            inner = self._or()
            self._next(")")
            return inner
        if token[0].isdigit() or token[0] == ".":
            number = exact(token)
            return lambda: number
        if self._next("("):
            return self._call(token)
        row = self.row
        owner, _, key = token.partition(".")
        if owner == "law":
            return lambda: self.law(key)
        columns = self.keys if owner == "band" else row
        return lambda: exact(columns[key]) if key else self.value(token)

    def _call(self, name: str) -> Callable[[], Any]:
        if name == "group":
            heading = self._next()[1:-1]
            self._next(")")
            names = [
                n for n, line in self.lines.items() if line.get("heading") == heading
            ]
            return lambda: sum((self.value(n) for n in names), Fraction(0))
        arguments = [self._or()]
        while self._next(","):
            arguments.append(self._or())
        self._next(")")
        if name == "choose":
            test, yes, no = arguments
            return lambda: yes() if test() else no()
        return lambda: _FUNCTIONS[name]([argument() for argument in arguments])


def _both(
    left: Callable[[], Any], right: Callable[[], Any], join: Callable[[Any, Any], Any]
) -> Callable[[], Any]:
    return lambda: join(left(), right())


def _power(base: Fraction, power: Fraction) -> Fraction:
    if power.denominator == 1:
        return base**power.numerator
    return Fraction(float(base) ** float(power))


_JOIN: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
}
_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}
_FUNCTIONS: dict[str, Callable[[list[Any]], Any]] = {
    "min": min,
    "max": max,
    "abs": lambda a: abs(a[0]),
    "round": lambda a: rounded(a[0], Fraction(1), "half_up"),
    "floor": lambda a: -rounded(-a[0], Fraction(1), "ceil"),
    "ceil": lambda a: rounded(a[0], Fraction(1), "ceil"),
}

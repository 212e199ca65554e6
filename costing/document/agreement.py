"""Whether a formula's names are known and its units agree, before it is ever run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

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
    walk,
)
from costing.document.fault import FaultError
from costing.document.units import LARGEST_POWER, PURE, Unit
from costing.errors import quoted, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping


@dataclass(frozen=True, slots=True)
class Scope:
    """What a formula may read, each with its unit.

    Parameters
    ----------
    names : mapping of str to Unit or None
        Inputs and lines; None where the unit itself could not be read.
    law : mapping of str to Unit, or None
        None where the document names no law; empty where what it names is not there.
    band_keys : mapping of str to str, or None
        Each key and the first band that lacks it, "" where none does; None where bands
        cannot be read.
    mixes : mapping of mix to mapping of column to Unit or None
    over : str
        The mix that this line is over; "" if none.
    headings : mapping of heading to mapping of line to Unit or None, or None
        None where groups cannot be read.
    near : callable
        Suggests one of some names for another.
    """

    names: Mapping[str, Unit | None]
    law: Mapping[str, Unit] | None
    band_keys: Mapping[str, str] | None = None
    mixes: Mapping[str, Mapping[str, Unit | None]] = field(default_factory=dict)
    over: str = ""
    headings: Mapping[str, Mapping[str, Unit | None]] | None = None
    near: Callable[[str, Collection[str]], str] = suggestion


class _UnknownUnitError(Exception):
    """A unit that could not be read; its own finding has been told."""


def faults(node: Node, unit: Unit | None, scope: Scope) -> list[FaultError]:
    """Find what is wrong with a formula: all unknown names, else what disagrees first.

    Parameters
    ----------
    node : Node
    unit : Unit or None
        What it must come out in; None if that could not be read.
    scope : Scope
    """
    found = list(dict.fromkeys(_unknown(node, scope)))
    if found:
        return [FaultError(*fault) for fault in found]
    try:
        got = unit_of(node, scope)
    except _UnknownUnitError:
        return []
    except FaultError as error:
        return [error]
    if unit is None or got == unit:
        return []
    fix = (
        "A number is pure; give it a unit as an input"
        if isinstance(node, (Number, Negative)) and got == PURE
        else "Nothing converts by itself: a conversion is an input with a unit"
    )
    return [FaultError(f"{quoted(text_of(node))} in {got}", str(unit), fix)]


def _unknown(node: Node, scope: Scope) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for part in walk(node):
        match part:
            case Name(name=name) if name not in scope.names:
                known = scope.names
                found.append((quoted(name), _what(scope), scope.near(name, known)))
            case LawName(name=name):
                found += _unknown_law(name, scope)
            case BandKey(key=key):
                found += _unknown_band_key(key, scope)
            case MixKey():
                found += _unknown_column(part, scope)
            case Group(heading=heading):
                found += _unknown_heading(heading, scope)
            case _:
                pass
    return found


def _what(scope: Scope) -> str:
    lines = "an input" if scope.headings is None else "an input or a line"
    return f"the name of {lines}"


def _unknown_law(name: str, scope: Scope) -> list[tuple[str, str, str]]:
    got = quoted(f"law.{name}")
    if scope.law is None:
        fix = 'Add law = "england" at the top'
        return [(got, "no law, since the document names none", fix)]
    if name in scope.law or not scope.law:
        return []
    near = scope.near(name, scope.law)
    return [(got, "a name of law", near or "fairlot law lists them")]


def _unknown_band_key(key: str, scope: Scope) -> list[tuple[str, str, str]]:
    got = quoted(f"band.{key}")
    if scope.band_keys is None:
        return [(got, "law and other inputs only", "Read bands in a line")]
    if key not in scope.band_keys:
        known = scope.band_keys
        return [(got, "a key of the document's bands", scope.near(key, known))]
    lacking = scope.band_keys[key]
    if lacking:
        fix = f"Add {key} to [band.{lacking}]"
        return [(got, "a key that stands in every band", fix)]
    return []


def _unknown_column(part: MixKey, scope: Scope) -> list[tuple[str, str, str]]:
    got = quoted(text_of(part))
    if scope.headings is None:
        return [(got, "law and other inputs only", "Read mixes in a line")]
    if part.mix not in scope.mixes:
        near = scope.near(part.mix, [*scope.mixes, "law", "band"])
        return [(got, "law.NAME, band.KEY or a column of a mix", near)]
    if part.mix != scope.over:
        fix = f'Add over = "{part.mix}" to the line'
        return [(got, f"a line that is over {part.mix}", fix)]
    if part.key not in scope.mixes[part.mix]:
        known = scope.mixes[part.mix]
        return [(got, f"a column of mix {part.mix}", scope.near(part.key, known))]
    return []


def _unknown_heading(heading: str, scope: Scope) -> list[tuple[str, str, str]]:
    got = f"group({quoted(heading)})"
    if scope.headings is None:
        return [(got, "law and other inputs only", "Read groups in a line")]
    if heading in scope.headings:
        return []
    by_lower = {known.lower(): known for known in scope.headings}
    near = scope.near(heading, by_lower)
    if near:
        lower = near.split('"')[1]
        near = near.replace(lower, by_lower[lower])
    return [(got, "the heading of a line", near)]


def unit_of(node: Node, scope: Scope) -> Unit:
    """Give the unit that a formula comes out in; its names must be known.

    Raises
    ------
    FaultError
        Where units do not agree, with both.
    """
    match node:
        case Negative(of=of):
            unit = unit_of(of, scope)
        case Arithmetic():
            unit = _arithmetic(node, scope)
        case Power():
            unit = _power(node, scope)
        case Call(arguments=arguments):
            unit = _agreed(node, arguments, scope)
        case Choose():
            _check_test(node.test, scope)
            unit = _agreed(node, (node.yes, node.no), scope)
        case _:
            unit = _read(node, scope)
    return unit


def _read(node: Node, scope: Scope) -> Unit:
    match node:
        case Name(name=name):
            unit = _known(scope.names[name])
        case LawName(name=name):
            unit = _known((scope.law or {}).get(name))
        case MixKey(mix=mix, key=key):
            unit = _known(scope.mixes[mix][key])
        case Group(heading=heading):
            unit = _group((scope.headings or {})[heading], node)
        case Number() | BandKey():
            unit = PURE
        case _:
            raise AssertionError(node)
    return unit


def _known(unit: Unit | None) -> Unit:
    if unit is None:
        raise _UnknownUnitError
    return unit


def _group(lines: Mapping[str, Unit | None], node: Node) -> Unit:
    (first, unit), *rest = [(name, _known(unit)) for name, unit in lines.items()]
    for name, other in rest:
        if other != unit:
            raise FaultError(
                f"{text_of(node)}, where {first} is in {unit} and {name} in {other}",
                "the same unit",
                "Put them under different headings",
            )
    return unit


def _arithmetic(node: Arithmetic, scope: Scope) -> Unit:
    if node.sign in "+-":
        return _agreed(node, (node.left, node.right), scope)
    left, right = unit_of(node.left, scope), unit_of(node.right, scope)
    return left * right if node.sign == "*" else left / right


def _power(node: Power, scope: Scope) -> Unit:
    base = unit_of(node.base, scope)
    if base == PURE:
        return PURE
    if node.exponent != int(node.exponent) or abs(node.exponent) > LARGEST_POWER:
        raise FaultError(
            f"{quoted(text_of(node))}, where {text_of(node.base)} is in {base}",
            f"a whole power up to {LARGEST_POWER}",
        )
    return base ** int(node.exponent)


def _agreed(node: Node, operands: tuple[Node, ...], scope: Scope) -> Unit:
    """Give the one unit of several operands; a literal 0 fits every unit."""
    units = [
        (operand, unit_of(operand, scope))
        for operand in operands
        if len(operands) == 1 or not _is_zero(operand)
    ]
    if not units:
        return PURE
    first, unit = units[0]
    for other, another in units[1:]:
        if another != unit:
            raise FaultError(
                f"{quoted(text_of(node))}, where {text_of(first)} is in {unit} "
                f"and {text_of(other)} in {another}",
                "the same unit",
                "A number that has a unit is an input"
                if isinstance(other, Number) or isinstance(first, Number)
                else "Nothing converts by itself: a conversion is an input with a unit",
            )
    return unit


def _is_zero(node: Node) -> bool:
    return isinstance(node, Number) and node.value == 0


def _check_test(node: Node, scope: Scope) -> None:
    match node:
        case Comparison():
            _agreed(node, (node.left, node.right), scope)
        case Logic():
            for part in node.parts:
                _check_test(part, scope)
        case Not():
            _check_test(node.of, scope)
        case _:
            raise AssertionError(node)

"""A formula of a cost model as a formula of a spreadsheet."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

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
    number_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from costing.document.parts import Rounding

    Leaf = Callable[[Node], str]

LONGEST: Final = 8_192
"""Characters that a formula of a spreadsheet can have."""

_COMPARISONS: Final = {"==": "=", "!=": "<>"}
_LEAVES: Final = (Number, Name, LawName, BandKey, MixKey, Group)


def is_leaf(node: Node) -> bool:
    """Say whether a node is one cell or one number."""
    return isinstance(node, _LEAVES)


def excel_text(node: Node, leaf: Leaf) -> str:
    """Write a formula for a spreadsheet, without its ``=``.

    A sign and a power stand in brackets of their own: a spreadsheet reads ``-n^2`` as
    the square of ``-n``.

    Parameters
    ----------
    node : Node
        What ``abs``, ``round``, ``floor`` and ``ceil`` take is a leaf: they name it
        several times.
    leaf : callable
        Writes a number, or the name of a cell.
    """
    match node:
        case Negative():
            text = f"-{_atom(node.of, leaf)}"
        case Arithmetic():
            text = _arithmetic(node, leaf)
        case Power():
            text = _power(node, leaf)
        case Comparison():
            sign = _COMPARISONS.get(node.sign, node.sign)
            text = f"{_side(node.left, leaf)}{sign}{_side(node.right, leaf)}"
        case Logic():
            inner = ",".join(excel_text(part, leaf) for part in node.parts)
            text = f"{node.word.upper()}({inner})"
        case Not():
            text = f"NOT({excel_text(node.of, leaf)})"
        case Choose():
            parts = (node.test, node.yes, node.no)
            text = f"IF({','.join(excel_text(part, leaf) for part in parts)})"
        case Call():
            text = _call(node, leaf)
        case _:
            text = leaf(node)
    return text


def number(value: float) -> str:
    """Write a number as a spreadsheet reads it."""
    return number_text(value).upper()


def snapped(cell: str) -> str:
    """Write a cell's value to 12 significant digits; 0 has none."""
    return f"IF({cell}=0,0,ROUND({cell},11-INT(LOG10(ABS({cell})))))"


def steps_text(cell: str, rounding: Rounding) -> str:
    """Write how many steps of a rounding a snapped cell holds, snapped again."""
    return snapped(f"({cell}/{number(rounding.step)})")


def rounded_text(cell: str, rounding: Rounding) -> str:
    """Write a cell's value rounded; the cell is exact, or holds steps.

    Parameters
    ----------
    cell : str
        The exact value where :func:`is_plain`; else what :func:`steps_text` makes.
    rounding : Rounding
    """
    if is_plain(rounding):
        return f"ROUND({snapped(cell)},{_decimals(rounding.step)})"
    whole = {
        "half_up": f"ROUND({cell},0)",
        "half_even": f"IF(ABS({cell}-TRUNC({cell}))=0.5,2*ROUND({cell}/2,0),"
        f"ROUND({cell},0))",
        "truncate": f"TRUNC({cell})",
        "ceil": f"-INT(-{cell})",
    }[rounding.mode]
    return f"ROUND(({whole})*{number(rounding.step)},{_decimals(rounding.step)})"


def is_plain(rounding: Rounding) -> bool:
    """Say whether a spreadsheet's own ROUND does it: half up to a power of ten."""
    is_decimal = 10.0 ** -_decimals(rounding.step) == rounding.step
    return rounding.mode == "half_up" and is_decimal


def _decimals(step: float) -> int:
    """Give the decimals that whole steps can have, as far as 12 digits reach."""
    for decimals in range(-9, 12):
        scaled = step * 10.0**decimals
        if scaled >= 0.5 and math.isclose(scaled, math.floor(scaled + 0.5)):
            return decimals
    return 12


def _side(node: Node, leaf: Leaf) -> str:
    is_safe = isinstance(node, Arithmetic)
    return excel_text(node, leaf) if is_safe else _atom(node, leaf)


def _atom(node: Node, leaf: Leaf) -> str:
    is_whole = is_leaf(node) or isinstance(node, Choose)
    if isinstance(node, Call):
        is_whole = node.function != "ceil"
    text = excel_text(node, leaf)
    return text if is_whole else f"({text})"


def _arithmetic(node: Arithmetic, leaf: Leaf) -> str:
    left, right = (_atom(part, leaf) for part in (node.left, node.right))
    tight = node.sign in "*/"
    if isinstance(node.left, Arithmetic) and not (tight and node.left.sign in "+-"):
        left = excel_text(node.left, leaf)
    if isinstance(node.right, Arithmetic) and not tight and node.right.sign in "*/":
        right = excel_text(node.right, leaf)
    return f"{left}{node.sign}{right}"


def _power(node: Power, leaf: Leaf) -> str:
    base, exponent = _atom(node.base, leaf), number(abs(node.exponent))
    if node.exponent == 0:  # a spreadsheet does not know 0^0
        return f"1+0*{base}"
    sign = "-" if node.exponent < 0 else ""
    text = f"{base}^({sign}{exponent})" if sign else f"{base}^{exponent}"
    if node.exponent != int(node.exponent):  # nor that a root of -8 is no number
        return f"{text}+0*SQRT({excel_text(node.base, leaf)})"
    return text


def _call(node: Call, leaf: Leaf) -> str:
    texts = [excel_text(part, leaf) for part in node.arguments]
    if node.function in ("min", "max"):
        return f"{node.function.upper()}({','.join(texts)})"
    if not is_leaf(node.arguments[0]):
        msg = f"{node.function} of more than a cell"
        raise AssertionError(msg)
    value = snapped(texts[0])
    return {
        "abs": f"ABS({value})",
        "round": f"ROUND({value},0)",
        "floor": f"INT({value})",
        "ceil": f"-INT(-{value})",
    }[node.function]

"""Formulas of a document as formulas of a spreadsheet."""

import pytest

from costing.document.expression import Name, Number
from costing.document.formula import parse
from costing.document.parts import Rounding
from fairlot.workbook.model.formula_text import (
    excel_text,
    number,
    rounded_text,
    snapped,
)


def leaf(node):
    match node:
        case Number(value=value):
            return number(value)
        case Name(name=name):
            return name
        case _:
            raise AssertionError(node)


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("a + b - c", "a+b-c"),
        ("a - (b - c)", "a-(b-c)"),
        ("a - b * c", "a-b*c"),
        ("a * b / c", "a*b/c"),
        ("a / (b * c)", "a/(b*c)"),
        ("(a + b) * c", "(a+b)*c"),
        ("-a * b", "(-a)*b"),
        ("-a + b", "(-a)+b"),
        ("-(a ** 2)", "-(a^2)"),
        ("(-a) ** 2", "(-a)^2"),
        ("a ** -1", "a^(-1)"),
        ("a ** 0", "1+0*a"),
        ("a ** 0.5", "a^0.5+0*SQRT(a)"),
        ("2 * a ** 2", "2*(a^2)"),
        ("0.0000001 * a", "1E-07*a"),
        ("min(a, b, 3)", "MIN(a,b,3)"),
        ("choose(a > b, 1, c)", "IF(a>b,1,c)"),
        ("choose(a == b or not a != c, 1, 2)", "IF(OR(a=b,NOT(a<>c)),1,2)"),
        ("choose(-a <= b and a + b >= 2, 1, 2)", "IF(AND((-a)<=b,a+b>=2),1,2)"),
        ("abs(a)", f"ABS({snapped('a')})"),
        ("round(a)", f"ROUND({snapped('a')},0)"),
        ("floor(a)", f"INT({snapped('a')})"),
        ("ceil(a) + 1", f"(-INT(-{snapped('a')}))+1"),
    ],
)
def test_brackets_are_written_out(formula, text):
    assert excel_text(parse(formula), leaf) == text


def test_a_snap_is_to_12_significant_digits_and_shields_0():
    assert snapped("x") == "IF(x=0,0,ROUND(x,11-INT(LOG10(ABS(x)))))"


@pytest.mark.parametrize(
    ("step", "mode", "text"),
    [
        (0.01, "half_up", f"ROUND({snapped('x')},2)"),
        (1.0, "half_up", f"ROUND({snapped('x')},0)"),
        (100.0, "half_up", f"ROUND({snapped('x')},-2)"),
        (0.04, "half_up", "ROUND((ROUND(x,0))*0.04,2)"),
        (0.04, "ceil", "ROUND((-INT(-x))*0.04,2)"),
        (0.01, "truncate", "ROUND((TRUNC(x))*0.01,2)"),
        (
            0.25,
            "half_even",
            "ROUND((IF(ABS(x-TRUNC(x))=0.5,2*ROUND(x/2,0),ROUND(x,0)))*0.25,2)",
        ),
    ],
)
def test_roundings(step, mode, text):
    assert rounded_text("x", Rounding(step, mode)) == text

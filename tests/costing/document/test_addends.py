"""A line is taken apart into what it adds up, and no further."""

from __future__ import annotations

import pytest

from costing.document.addends import addends
from costing.document.reading import read_model
from costing.model import load_model
from tests.kit.documents import BANDS, INPUTS, MIX, document, line


def of(formula: str, *more: str) -> dict[str, float]:
    text = document(INPUTS, BANDS, MIX, *more, line(formula))
    return dict(addends(read_model(text, "small.toml"), "price"))


WAGE = line("pay * (1 + band.loading)", "wage")


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("wage + pay", {"wage": 1, "pay": 1}),
        ("wage - pay + wage", {"wage": 2, "pay": -1}),
        ("0 + -wage", {"wage": -1}),
        ("(wage + pay) / (1 - share)", {"wage": 1, "pay": 1}),
        ("(wage + pay) * share / 2", {"wage": 1, "pay": 1}),
        ("2 * (wage + pay)", {"wage": 1, "pay": 1}),
        ("wage * (1 + share)", {"wage": 1}),
        ("pay * 2", {}),
        ("min(wage, pay) + pay", {}),
        ("weekly / hours", {}),
        ("(weekly + weekly) / hours", {}),
    ],
)
def test_a_sum_is_taken_apart(formula, found):
    assert of(formula, WAGE) == found


def test_a_subtotal_is_taken_apart_in_turn_and_a_line_with_a_heading_is_not():
    headed = line("wage + pay", "headed", more='heading = "Pay"')
    plain = line('group("Pay") + wage', "plain")
    assert of("plain - wage + pay", WAGE, headed, plain) == {"headed": 1, "pay": 1}


def test_a_line_over_a_mix_is_not_taken_apart():
    mixed = line(
        "pay * contract.hours / contract.hours", "mixed", more='over = "contract"'
    )
    assert of("mixed + pay", mixed) == {"mixed": 1, "pay": 1}


def test_a_long_chain_of_doublings_ends():
    chain = [
        line(f"l{n - 1} + l{n - 1}" if n else "pay + pay", f"l{n}") for n in range(200)
    ]
    assert of("l199", *chain) == {"pay": 2.0**200}


def test_the_shipped_hour_is_the_lines_of_its_six_headings():
    shipped = load_model("supported-living-england")
    headed = [name for name, one in shipped.lines.items() if one.heading]
    assert list(addends(shipped, "price")) == headed
    assert set(addends(shipped, "price").values()) == {1.0}

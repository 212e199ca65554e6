"""Inputs that move together name each other, and never in a circle."""

import pytest

from costing.document.companions import companions
from costing.document.reading import read_model
from costing.errors import InputError

HEAD = 'model = "m"\nprice = "price"\n'
LINE = '[[line]]\nname = "price"\nunit = "1"\nformula = "a + b + c"\n'


def text(a="", b="", c="", ends="low = 0\nhigh = 2\n"):
    inputs = "".join(
        f'[input.{name}]\nunit = "1"\ndefault = 1\n{ends}'
        + (f'moves_with = "{other}"\n' if other else "")
        for name, other in zip("abc", (a, b, c), strict=True)
    )
    return HEAD + inputs + LINE


def refused(**given):
    with pytest.raises(InputError) as caught:
        read_model(text(**given), "m.toml")
    return [str(finding) for finding in caught.value.findings]


def test_each_input_is_of_the_group_that_its_chain_ends_in():
    model = read_model(text(a="b", b="c"), "m.toml")
    assert companions(model.inputs) == {"a": "c", "b": "c", "c": "c"}


def test_an_input_that_names_none_moves_alone():
    model = read_model(text(a="b"), "m.toml")
    assert companions(model.inputs) == {"a": "b", "b": "b", "c": "c"}


def test_an_unknown_name_is_told_with_the_nearest():
    whole = text(a="turnovr").replace("input.b", "input.turnover")
    with pytest.raises(InputError) as caught:
        read_model(whole.replace("a + b", "a + turnover"), "m.toml")
    assert str(caught.value) == (
        'm.toml, line 8, input.a.moves_with: got "turnovr", expected the name of '
        'another input. Did you mean "turnover"?'
    )


def test_a_circle_is_told_once():
    assert refused(a="b", b="a", c="a") == [
        (
            "m.toml, line 8, input.a.moves_with: got a circle: a -> b -> a, expected "
            "at the end an input that moves with no other."
        )
    ]


def test_an_input_cannot_move_with_itself():
    assert refused(c="c") == [
        (
            "m.toml, line 18, input.c.moves_with: got a circle: c -> c, expected at "
            "the end an input that moves with no other."
        )
    ]


def test_an_input_without_a_range_cannot_move():
    assert refused(a="b", ends="") == [
        (
            'm.toml, line 6, input.a.moves_with: got "b" on an input that has no low '
            "and no high, expected an input with a range. Give it one."
        )
    ]


def test_a_long_circle_is_shortened():
    names = [f"n{number}" for number in range(30)]
    inputs = "".join(
        f'[input.{name}]\nunit = "1"\ndefault = 1\nlow = 0\n'
        f'moves_with = "n{(number + 1) % 30}"\n'
        for number, name in enumerate(names)
    )
    line = LINE.replace("a + b + c", "n0")
    with pytest.raises(InputError) as caught:
        read_model(HEAD + inputs + line, "m.toml")
    assert str(caught.value) == (
        "m.toml, line 7, input.n0.moves_with: got a circle: n0 -> n1 -> n2 -> n3 -> "
        "n4 -> n5 -> n6 -> n7 -> n8 -> n9 -> n10 -> (19 more) -> n0, expected at the "
        "end an input that moves with no other."
    )

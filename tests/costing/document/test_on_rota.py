"""What an input is where a rota counts bank holidays on their days."""

import pytest

from costing.document.reading import read_model
from costing.errors import InputError

TEXT = """model = "m"
title = "t"
currency = "GBP"
price = "price"
[input.days]
unit = "1"
default = 8
min = 0
on_rota = {on_rota}
[[line]]
name = "price"
unit = "1"
formula = "days"
"""


def test_an_input_says_what_it_is_on_a_rota():
    assert read_model(TEXT.format(on_rota=0), "m.toml").inputs["days"].on_rota == 0.0


def test_it_stands_within_the_bounds_of_the_input():
    with pytest.raises(InputError) as caught:
        read_model(TEXT.format(on_rota=-1), "m.toml")
    assert str(caught.value) == (
        "m.toml, line 9, input.days.on_rota: got -1, expected a number from 0, the min."
    )


def test_it_is_a_number():
    with pytest.raises(InputError) as caught:
        read_model(TEXT.format(on_rota='"no"'), "m.toml")
    assert str(caught.value) == (
        'm.toml, line 9, input.days.on_rota: got "no", expected a number.'
    )

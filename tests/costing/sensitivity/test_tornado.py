"""The bars of a tornado, worked by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.document.reading import read_model
from costing.errors import InputError
from costing.law import load_law
from costing.model import load_model
from costing.sensitivity.tornado import tornado
from costing.sensitivity.unit import unit_of
from tests.kit.ranges import FAIR

MODEL = read_model(FAIR, "fair.toml")


def of(inputs=None, **more):
    return tornado(unit_of(MODEL, None, inputs, **more))


def test_each_bar_is_the_price_at_the_ends_of_one_input():
    # pay takes extra, a tenth of it, with it: (11 + 1.10 + 2) x 1.2 is 16.92.
    # margin: 15.20 x 1.1 and x 1.25; extra: (12 + 3 + 2) x 1.2.
    found = of()
    assert found.price == 1824
    assert [(bar.input, bar.price_low, bar.price_high) for bar in found.bars] == [
        ("pay", 1692, 2088),
        ("margin", 1672, 1900),
        ("extra", 1824, 2040),
        ("hours", 1776, 1884),
        ("manager", 1764, 1872),
    ]
    assert [bar.width for bar in found.bars] == [396, 228, 216, 108, 108]


def test_what_follows_an_input_moves_with_it_and_is_named():
    bars = {bar.input: bar for bar in of().bars}
    assert bars["pay"].moves == ("extra",)
    assert bars["margin"].moves == ()
    assert (bars["pay"].value, bars["pay"].low, bars["pay"].high) == (12, 11, 14)


def test_an_input_that_is_set_has_no_bar_and_nor_has_what_follows_from_it():
    assert [bar.input for bar in of({"pay": 12.0}).bars] == [
        "margin",
        "hours",
        "manager",
    ]


def test_a_component_has_its_own_line_and_its_staff():
    assert of(component="two_to_one").price == 3648
    assert of(component="two_to_one").bars[0].price_high == 4176
    assert [bar.input for bar in of(component="sleep_in").bars] == ["pay"]


def test_a_band_has_its_own_bars():
    # 12 x 1.5 + 1.20 + 2 is 21.20, and a fifth on it.
    assert of(band="late").price == 2544


def test_the_price_as_it_is_may_be_the_end_of_a_bar():
    text = FAIR.replace("low = 11\nhigh = 14", "low = 13\nhigh = 14")
    (pay,) = [
        bar
        for bar in tornado(unit_of(read_model(text, "fair.toml"), None)).bars
        if bar.input == "pay"
    ]
    assert (pay.least, pay.price_low, pay.most) == (1824, 1956, 2088)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (
            {"component": "one_to_won"},
            """\
fair.toml: got "one_to_won", expected the name of a component. Did you mean \
"one_to_one"?""",
        ),
        (
            {"band": "dusk"},
            """\
fair.toml: got "dusk", expected the name of a band.""",
        ),
    ],
)
def test_what_is_not_there_is_told(more, told):
    with pytest.raises(InputError) as caught:
        unit_of(MODEL, None, **more)
    assert [str(one) for one in caught.value.findings] == [told]


@settings(max_examples=12, deadline=None)
@given(
    pay=st.none() | st.integers(1271, 1500).map(lambda n: n / 100),
    central=st.none() | st.integers(0, 20).map(lambda n: n / 100),
    component=st.sampled_from(["one_to_one", "two_to_one", "waking_night"]),
)
def test_every_bar_holds_the_price_as_it_is(pay, central, component):
    told = {"support_worker_pay": pay, "central_share": central}
    given_inputs = {name: value for name, value in told.items() if value is not None}
    model = load_model("supported-living-england")
    law = load_law("england").on(date(2026, 11, 1))
    found = tornado(unit_of(model, law, given_inputs, component=component))
    assert all(bar.least <= found.price <= bar.most for bar in found.bars)
    assert not given_inputs.keys() & {bar.input for bar in found.bars}
    widths = [bar.width for bar in found.bars]
    assert widths == sorted(widths, reverse=True)

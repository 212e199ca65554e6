"""Laws that hold for every model and whatever it is given."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.document.reading import read_model
from costing.engine import evaluation
from costing.engine.evaluation import evaluate
from costing.errors import InputError
from costing.law import load_law
from costing.model import load_model, model_text, shipped_models
from tests.costing.engine.test_evaluation import CONTRACT, OVER_MIX
from tests.kit.documents import INPUTS, document, line, with_formula

HOUR = load_model("supported-living-england")
NOVEMBER = load_law("england").on(date(2026, 11, 1))
MANY = 40
SETTINGS = settings(deadline=None, max_examples=25)


def a_law_for(model):
    days = [example.on for example in model.examples if example.on]
    return load_law(model.law).on(days[0]) if model.law else None


def variants_of(model, seed, count):
    """Give each input that has a plain default a number near it, within its bounds."""
    draw = np.random.default_rng(seed)
    base = evaluate(model, a_law_for(model), {}, []).inputs
    found = {}
    for name, part in model.inputs.items():
        near = base[name][0] * draw.uniform(0.9, 1.1, count)
        low = -np.inf if part.minimum is None else part.minimum
        high = np.inf if part.maximum is None else part.maximum
        found[name] = np.clip(near, low, high)
    return found


@pytest.mark.parametrize("name", shipped_models())
def test_many_variants_are_each_alone_bit_for_bit(name):
    model = load_model(name)
    law = a_law_for(model)
    inputs = variants_of(model, seed=4, count=MANY)
    together = evaluate(model, law, inputs).value
    for place in range(MANY):
        one = {key: values[place] for key, values in inputs.items()}
        alone = evaluate(model, law, one).value
        for key, value in alone.items():
            assert value[0].tobytes() == together[key][place].tobytes(), key


@pytest.mark.parametrize("name", shipped_models())
@pytest.mark.parametrize("numbers", [1, 30])
def test_the_size_of_a_block_changes_no_bit(name, numbers, monkeypatch):
    model = load_model(name)
    law = a_law_for(model)
    inputs = variants_of(model, seed=5, count=MANY)
    at_once = evaluate(model, law, inputs)
    monkeypatch.setattr(evaluation, "_MOST_AT_ONCE", numbers)
    in_blocks = evaluate(model, law, inputs)
    assert in_blocks.law == at_once.law
    for key, value in at_once.value.items():
        assert in_blocks.value[key].tobytes() == value.tobytes(), key
    for key, value in at_once.inputs.items():
        assert in_blocks.inputs[key].tobytes() == value.tobytes(), key


def test_law_read_in_one_block_alone_is_told_in_the_documents_order(monkeypatch):
    text = 'law = "england"\n' + with_formula(
        "choose(share > 0.5, law.real_living_wage, law.national_living_wage)"
    )
    model = read_model(text, "small.toml")
    shares = {"share": np.array([0.0, 0.1, 1.0])}
    monkeypatch.setattr(evaluation, "_MOST_AT_ONCE", 1)
    read = evaluate(model, NOVEMBER, shares).law
    assert read == ("real_living_wage", "national_living_wage")


@pytest.mark.parametrize(
    ("text", "inputs"),
    [
        # The second line fails first, at its second variant; the first one later.
        (
            document(INPUTS, line("pay / nought"), line("1 / share", "early", "1")),
            {"share": [1.0, 1.0, 0.0], "nought": [1.0, 0.0, 1.0]},
        ),
        (with_formula("1 / 0", "1"), {"share": [1.0, 2.0, 3.0]}),
        (
            'law = "england"\n'
            + with_formula("share * law.holiday_weeks", "week/year"),
            {"share": [1.0, 2.0, 3.0]},
        ),
        (with_formula("pay"), {"share": [1.0, 2.0, np.nan]}),
        (OVER_MIX, {"hours": [40.0, -1.0, 0.0], "share": [1.0, 2.0, np.inf]}),
    ],
)
def test_what_is_wrong_is_told_alike_whatever_the_block(text, inputs, monkeypatch):
    def told():
        try:
            evaluate(read_model(text, "small.toml"), None, inputs)
        except InputError as error:
            return str(error)
        return ""

    at_once = told()
    monkeypatch.setattr(evaluation, "_MOST_AT_ONCE", 1)
    assert at_once
    assert told() == at_once


@SETTINGS
@given(st.permutations(range(12)))
def test_the_order_of_variants_changes_nothing(order):
    inputs = variants_of(HOUR, seed=6, count=12)
    straight = evaluate(HOUR, NOVEMBER, inputs, ["price"]).value["price"]
    turned = {name: values[list(order)] for name, values in inputs.items()}
    found = evaluate(HOUR, NOVEMBER, turned, ["price"]).value["price"]
    assert found.tolist() == straight[list(order)].tolist()


@SETTINGS
@given(st.randoms(use_true_random=False))
def test_the_order_of_lines_and_of_inputs_changes_no_penny(random):
    text = model_text(CONTRACT)
    head, *lines = text.split("[[line]]")
    *lines, last = lines
    cut = last.index("[component.")
    lines, rest = [*lines, last[:cut]], last[cut:]
    random.shuffle(lines)
    turned = read_model("[[line]]".join([head, *lines]) + "\n" + rest, "contract.toml")
    law = load_law("england").on(date(2020, 4, 1))
    inputs = [("pay_rate", 9.1), ("travel_minutes", 12.5), ("surplus_on_cost", 0.04)]
    straight = evaluate(load_model(CONTRACT), law, dict(inputs)).value
    random.shuffle(inputs)
    found = evaluate(turned, law, dict(inputs)).value
    for name, value in straight.items():
        assert found[name].tolist() == value.tolist()


@SETTINGS
@given(
    st.floats(12.71, 40),
    st.floats(0, 10),
    st.integers(0, 2**32 - 1),
)
def test_the_price_rises_with_the_wage(wage, rise, seed):
    inputs = {
        name: values
        for name, values in variants_of(HOUR, seed, count=1).items()
        if HOUR.inputs[name].unit != "GBP/h"
    }
    pay = {"support_worker_pay": np.array([wage, wage + rise])}
    price = evaluate(HOUR, NOVEMBER, {**inputs, **pay}, ["price"]).value["price"]
    assert (price[1] >= price[0]).all()
    # What is paid more is in the price whole, but for the rounding of either.
    assert (price[1] - price[0] >= rise - 0.011).all()


def test_the_price_adds_over_its_lines():
    found = evaluate(HOUR, NOVEMBER, variants_of(HOUR, seed=7, count=MANY)).value
    parts = [found[name] for names in HOUR.headings.values() for name in names]
    np.testing.assert_allclose(sum(parts), found["price"], atol=0.005000001)

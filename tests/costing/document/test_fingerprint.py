"""Fingerprints: the same for documents that work out the same."""

from collections.abc import Mapping
from dataclasses import fields, replace

import pytest

from costing.document.fingerprint import fingerprint
from costing.document.parts import Rounding
from costing.document.reading import read_model
from costing.model import load_model
from tests.kit.documents import BANDS, INPUTS, MIX, document, line

PLAIN = document(INPUTS, BANDS, MIX, line("pay * (1 + band.loading)"))


def of(text):
    return fingerprint(read_model(text, "small.toml"))


def test_it_is_twelve_hexadecimal_letters():
    assert len(of(PLAIN)) == 12
    assert set(of(PLAIN)) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('price = "price"\n', 'price = "price"\ntitle = "Another title"\n'),
        ("pay * (1 + band.loading)", "pay*(1+band.loading)"),
        ("default = 12.5", 'default = 12.50\nlabel = "Pay"\nsource = "x"'),
    ],
)
def test_words_and_spaces_do_not_count(old, new):
    assert old in PLAIN
    assert of(PLAIN.replace(old, new, 1)) == of(PLAIN)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('model = "small"', 'model = "other"'),
        ("default = 12.5", "default = 12.51"),
        ("default = 12.5", "default = 12.5\nmin = 0"),
        ("default = 12.5", "default = 12.5\nhigh = 14"),
        ("(1 + band.loading)", "(2 + band.loading)"),
        ("loading = 0.5", "loading = 0.6"),
        ("share = 0.75", "share = 0.76"),
        ('price = "price"\n', 'price = "price"\n[rounding]\nat = "price"\nstep = 1\n'),
    ],
)
def test_whatever_changes_a_result_counts(old, new):
    text = PLAIN.replace("share = 0.25 }", "share = 0.24 }") if "0.76" in new else PLAIN
    assert old in text
    assert of(text.replace(old, new, 1)) != of(PLAIN)


UNCOUNTED = {
    *("file", "title", "source", "examples", "headings", "reads", "order"),
    *("label", "row", "basis", "text"),
}
"""Words, places and what follows from the rest; all else changes a result."""


def other(value):
    """Give another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return f"{value}x"
    if isinstance(value, float):
        return value + 0.5
    if value is None:
        return 0.5
    return ()


def changed(model):
    """Give the model with each field that counts changed, one at a time."""
    for one in fields(model):
        if one.name in UNCOUNTED:
            continue
        value = getattr(model, one.name)
        if not isinstance(value, Mapping):
            yield one.name, replace(model, **{one.name: other(value)})
            continue
        name, part = next((n, p) for n, p in value.items() if p is not None)
        for inner in fields(part):
            if inner.name in UNCOUNTED | {"keys", "columns", "units", "formula"}:
                continue
            old = getattr(part, inner.name)
            new = replace(part, **{inner.name: NODES.get(inner.name) or other(old)})
            where = f"{one.name}.{inner.name}"
            yield where, replace(model, **{one.name: {**value, name: new}})


MODEL = load_model("supported-living-england")
NODE = MODEL.lines["price"].formula
NODES = dict.fromkeys(("default", "low", "high", "pay_floor"), NODE) | {
    "rounding": Rounding(0.5, "ceil")
}


def test_every_field_of_a_model_counts_but_words_and_places():
    whole = fingerprint(MODEL)
    told = list(changed(MODEL))
    assert [name for name, model in told if fingerprint(model) == whole] == []
    assert {"components.staff", "bands.window", "inputs.on_rota"} <= dict(told).keys()

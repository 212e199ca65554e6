"""Evaluation: what a document says, for one variant or for many."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from costing.evaluation import evaluate
from costing.law import load_law
from costing.model import load_model

CONTRACT = Path(__file__).parent / "documents" / "contract.toml"


@pytest.mark.parametrize("name", [CONTRACT, "homecare-minimum-price-2020-21"])
def test_the_published_homecare_price_comes_out_to_the_penny(name: str | Path) -> None:
    model = load_model(name)
    law = load_law("england").on(date(2020, 4, 1))
    # Published: 8.72 + 1.70 + (1.14 + 1.97 + 1.36) + 5.20 + 0.60 = 20.69.
    found = evaluate(model, law, {}, ["contact_time", "travel_time", "price"])
    assert {name: value[0, 0] for name, value in found.value.items()} == {
        "contact_time": 8.72,
        "travel_time": 1.70,
        "price": 20.69,
    }

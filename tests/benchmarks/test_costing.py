"""The peers of the costing benchmarks come to the same, and a wrong one is seen."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import costing
from benchmarks.plain import Notebook
from costing.model import load_model
from fairlot.bench import Clock

MODEL = load_model(costing.NAME)


def test_plain_numpy_gives_the_same_prices():
    clock = Clock()
    assert costing._variants(clock, MODEL, 60, 1)
    assert set(clock.rounds) == {"plain_numpy", "variants"}


def test_a_price_of_another_bit_is_seen(monkeypatch):
    price = Notebook.price
    monkeypatch.setattr(
        Notebook, "price", lambda *given: np.nextafter(price(*given), np.inf)
    )
    assert not costing._variants(Clock(), MODEL, 60, 1)


def test_lines_are_those_of_whole_numbers_and_near_the_matrix():
    assert costing._lines(Clock(), MODEL, 6_000, 1)


@pytest.mark.parametrize("off", [1, -1])
def test_an_amount_a_penny_off_is_seen(off, monkeypatch):
    exact = costing.amounts

    def wrong(*given):
        found = exact(*given)
        found[4321] += off
        return found

    monkeypatch.setattr(costing, "amounts", wrong)
    assert not costing._lines(Clock(), MODEL, 6_000, 1)


def test_a_document_and_an_hour_are_timed_beside_toml():
    clock = Clock()
    costing._document(clock, MODEL, 1)
    assert set(clock.rounds) == {"toml_alone", "read_document", "one_hour"}


def test_a_file_of_lines_is_priced_in_a_process_of_its_own():
    assert 10 < costing._file(Clock(), 10_000) < 1_000

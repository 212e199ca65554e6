"""Blocks: together they hold every place once, and come back in their order."""

from __future__ import annotations

import threading

import pytest

from costing.engine import blocks
from costing.engine.blocks import blocks_of, each


def test_blocks_hold_every_place_once():
    assert blocks_of(7, 3) == [slice(0, 3), slice(3, 6), slice(6, 7)]


def test_of_no_places_there_is_one_empty_block():
    assert blocks_of(0, 3) == [slice(0, 0)]


@pytest.mark.parametrize("count", [3, 50])
def test_what_blocks_come_to_is_in_their_order(count):
    found = list(each(lambda block: block.start, blocks_of(count, 1)))
    assert found == list(range(count))


def test_many_blocks_are_shared_out_among_the_cores(monkeypatch):
    monkeypatch.setattr(blocks, "_cores", lambda: 2)
    both = threading.Barrier(2, timeout=20)
    # Neither of the first two comes back before the other has begun.
    list(each(lambda block: block.start < 2 and both.wait(), blocks_of(20, 1)))


def test_one_core_needs_no_threads(monkeypatch):
    monkeypatch.setattr(blocks, "_cores", lambda: 1)
    ours = threading.current_thread()
    found = each(lambda _: threading.current_thread(), blocks_of(20, 1))
    assert set(found) == {ours}


def test_an_error_of_a_block_is_raised():
    def work(block):
        if block.start == 13:
            raise ValueError("the thirteenth")
        return block

    with pytest.raises(ValueError, match="the thirteenth"):
        list(each(work, blocks_of(20, 1)))

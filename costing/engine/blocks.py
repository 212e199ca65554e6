"""Blocks: variants taken some at a time, on all cores; a block stays in the cache."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_Result = TypeVar("_Result")

_MOST_THREADS: Final = 8
"""Beyond these Python itself, which runs one at a time, is what they wait for."""

_FEWEST: Final = 8
"""Blocks from which threads are worth their start."""


def blocks_of(count: int, size: int) -> list[slice]:
    """Part ``count`` places into blocks of ``size``, the last of what is left.

    Of no places there is one block all the same, which is empty.
    """
    starts = range(0, max(count, 1), size)
    return [slice(start, min(start + size, count)) for start in starts]


def each(
    work: Callable[[slice], _Result], blocks: Sequence[slice]
) -> Iterator[_Result]:
    """Work on every block, on as many cores as this process may use.

    numpy lets go of the interpreter while it works on an array, so that threads do.

    Parameters
    ----------
    work : callable
        What it does to one block must not depend on another's.
    blocks : sequence of slice

    Yields
    ------
    object
        What each came to, in the order of the blocks.
    """
    is_many = len(blocks) >= _FEWEST
    if is_many:
        _keep_memory()
    threads = min(_cores(), _MOST_THREADS) if is_many else 1
    if threads == 1:
        yield from map(work, blocks)
        return
    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(work, blocks)


def _keep_memory() -> None:
    """Let the C library keep the memory of the arrays that are freed, up to 64 MB.

    As it starts, glibc hands large arrays back to the system, and clears each page of
    the next anew: two thirds of the time of a block. Once an array near its limit of
    32 MB has been freed it keeps them. Elsewhere this does nothing.
    """
    np.empty(4_000_000)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

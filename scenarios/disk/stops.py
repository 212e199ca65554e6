"""Ctrl-C and its like: told as one thing, and kept out of what must not be cut."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import FrameType

_NAMES: Final = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""What asks a process to end. No system has them all."""


class StoppedAfterWriting(KeyboardInterrupt):
    """A stop that came when the answer was already in its place.

    Parameters
    ----------
    folder : Path
        That was written, whole.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(f"{folder} is written, whole")


@contextmanager
def stops_as_ctrl_c() -> Iterator[None]:
    """Let every signal that asks for an end raise what Ctrl-C raises.

    Signals that the caller ignores, as ``nohup`` does, stay ignored. Does nothing
    outside the main thread, which alone is told of signals.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {
        one: signal.signal(one, _stop)
        for one in _stops()
        if signal.getsignal(one) == signal.SIG_DFL
    }
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@contextmanager
def stops_deferred() -> Iterator[None]:
    """Let no signal cut what stands within; the first that came is heard after it.

    If what stands within raises, that is told and the signal is forgotten.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = {
        one: signal.signal(one, lambda number, _frame: came.append(number))
        for one in _stops()
        if signal.getsignal(one) not in (None, signal.SIG_IGN)
    }
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
    for number in came[:1]:
        signal.raise_signal(number)


@contextmanager
def after_writing(folder: Path | None) -> Iterator[None]:
    """Let a stop that comes within say that the answer is in its place already."""
    try:
        yield
    except KeyboardInterrupt as stop:
        if folder is None:
            raise
        raise StoppedAfterWriting(folder) from stop


def _stops() -> tuple[signal.Signals, ...]:
    return tuple(one for one in signal.Signals if one.name in _NAMES)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt

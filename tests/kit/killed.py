"""Writes a folder and kills itself at a planted point: a script for a process.

Run as ``python -m tests.kit.killed TARGET POINT``. What is written holds ``new`` in
its mark. The points stand before, between and after everything that touches the disk.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from scenarios.disk.files import folder_aside
from scenarios.disk.layout import ANSWER

if TYPE_CHECKING:
    from collections.abc import Callable

POINTS: Final = (
    "half-written",
    "before-rename-1",
    "after-rename-1",
    "before-rename-2",
    "after-rename-2",
    "before-clearing",
    "clearing",
)
"""In the order in which a run comes past them, where an old answer is there."""


def killed() -> None:
    """End as ``kill -9`` and a power cut do: nothing is unwound."""
    os.kill(os.getpid(), signal.SIGKILL)


def _plant(point: str) -> None:
    rename, clear = Path.rename, shutil.rmtree
    count = 0

    def renamed(self: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if point == f"before-rename-{count}":
            killed()
        answer = rename(self, target)
        if point == f"after-rename-{count}":
            killed()
        return answer

    def cleared(path: Path, *_: Any) -> None:
        if point == "clearing":
            (path / ANSWER).unlink()
        if "clearing" in point:
            killed()
        clear(path)

    methods: Any = Path
    methods.rename = renamed
    folders: Callable[..., None] = cleared
    shutil.rmtree = folders  # type: ignore[assignment]  # takes all that we give


def main(target: Path, point: str) -> None:
    """Write the target, and do not live to see it."""
    _plant(point)
    with folder_aside(target) as folder:
        (folder / ANSWER).write_text("new")
        if point == "half-written":
            killed()
        (folder / "placements.csv").write_text("new")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])

"""Files written whole or not at all: made aside, then renamed."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from costing.errors import Finding, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = "allocation.json"
"""A folder that holds this file is an earlier answer, and may be replaced."""


@contextmanager
def folder_aside(target: Path) -> Iterator[Path]:
    """Give an empty folder to write into, which becomes ``target`` when all is well.

    Parameters
    ----------
    target : Path
        Absent, empty, or an earlier answer of Fairlot, which is then replaced.

    Yields
    ------
    Path
        Beside the target. Removed if anything is raised, the target left as it was.

    Raises
    ------
    InputError
        If the target is something else, or its parent cannot be written.
    """
    named = str(target)
    target = target.absolute()
    _refuse_what_is_not_ours(target, named)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise InputError([_not_writable(named, error)]) from error
    try:
        made = aside / "new"
        made.mkdir()
        yield made
        old = aside / "old"
        if target.exists():
            target.rename(old)
        try:
            made.rename(target)
        except OSError as error:
            if old.exists():
                old.rename(target)
            raise InputError([_not_writable(named, error)]) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _refuse_what_is_not_ours(target: Path, named: str) -> None:
    if not target.exists():
        return
    if target.is_dir() and ((target / MARK).is_file() or not any(target.iterdir())):
        return
    kind = "a folder with other files in it" if target.is_dir() else "a file"
    raise InputError(
        [
            Finding(
                named,
                got=kind,
                expected="a new or empty folder, or an earlier answer of Fairlot",
                fix="Name another folder with --out",
            )
        ]
    )


def _not_writable(named: str, error: OSError) -> Finding:
    return Finding(
        named,
        got=f"{error.strerror or error}",
        expected="a folder that can be written",
        fix="Name another folder with --out",
    )

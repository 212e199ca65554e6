"""Whose a file in an answer is: Fairlot's, which may go, or a person's."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from costing.errors import quoted
from scenarios.disk.layout import ANSWER, CASE, COMPARISON, COPIES, PROVENANCE, WRITTEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_RUN: Final = (COMPARISON, PROVENANCE)
"""A folder that holds both is an earlier run."""

_SETTINGS: Final = "case.toml"
_LITTER: Final = (".DS_Store", "Thumbs.db", "desktop.ini")
"""What an operating system leaves in a folder."""


def is_answer(folder: Path) -> bool:
    """Tell whether a folder is an answer of Fairlot, of this version or an earlier."""
    return (folder / ANSWER).is_file() or all(
        (folder / name).is_file() for name in _RUN
    )


def hindrance(place: Path, kept: Path | None) -> str:
    """Say what stands in the way of writing an answer in the place of something.

    Parameters
    ----------
    place : Path
        Where the answer is to be.
    kept : Path, optional
        Where in there the case lies that it is made from, which is carried over.

    Returns
    -------
    str
        What is there; empty where nothing would be lost.
    """
    if (place / _SETTINGS).is_file() or (kept is not None and not kept.parts):
        return "the folder of a case"
    if not place.exists():
        return ""
    if not place.is_dir():
        return "a file"
    if not is_answer(place):
        is_bare = next(_beside(place, kept), None) is None
        return "" if is_bare else "a folder with other files in it"
    copies = _copies(place)
    for path in sorted(_beside(place, kept)):
        name = path.relative_to(place).as_posix()
        if path.is_dir() or _is_litter(path) or _is_written(path, place):
            continue
        if name not in copies:
            why = "is not of Fairlot"
        elif copies[name] != _digest(path):
            why = "was changed since Fairlot wrote it"
        else:
            continue
        got = f"an earlier answer with {quoted(name)} in it"
        return f"{got}, which {why} and would be lost"
    return ""


def record_copies(made: Path, place: Path, kept: Path | None) -> None:
    """Write down what was copied into an answer, so that a change of it is seen.

    Parameters
    ----------
    made : Path
        The new answer. Nothing is written if it is none.
    place : Path
        The old one. Of the case that is kept, what was a copy before is one still.
    kept : Path, optional
    """
    if not is_answer(made):
        return
    copies = {
        path.relative_to(made).as_posix(): _digest(path)
        for path in _beside(made, kept)
        if path.is_file() and not _is_litter(path) and not _is_written(path, made)
    }
    copies |= {
        name: told
        for name, told in _copies(place).items()
        if kept is not None and _is_within(place / name, place / kept)
    }
    if copies:
        lines = [f"{copies[name]}  {name}\n" for name in sorted(copies)]
        text = "".join(lines)
        (made / COPIES).write_text(text, encoding="utf-8", newline="\n")


def _beside(place: Path, kept: Path | None) -> Iterator[Path]:
    """Give what a folder holds, at any depth, beside the case that is kept in it."""
    case = None if kept is None else place / kept
    for path in place.rglob("*"):
        if case is None or not (_is_within(path, case) or path in case.parents):
            yield path


def _is_within(path: Path, folder: Path) -> bool:
    return path == folder or folder in path.parents


def _is_litter(path: Path) -> bool:
    return path.name in _LITTER or path.name.startswith("._")


def _is_written(path: Path, place: Path) -> bool:
    """Tell whether it is a file of an answer, by name and by where it lies."""
    if path.name not in WRITTEN:
        return False
    folder = path.parent
    is_outcome = folder.parent == place and (folder / ANSWER).is_file()
    return folder == place or (is_outcome and folder.name != CASE)


def _copies(place: Path) -> Mapping[str, str]:
    """Read what was written down; nothing where nothing was, or no more readable."""
    try:
        lines = (place / COPIES).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return {}
    parted = [line.partition("  ") for line in lines]
    return {name: told for told, _, name in parted}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()

"""Files written whole or not at all: made aside, then renamed.

Beside a folder ``out`` that is being written stands ``.out.fairlot`` with a lock in
it. Whoever finds the lock free there finds what a run that was killed has left: the
old answer, if it was already moved away, goes back to its place, and the rest goes.
"""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from costing.errors import Finding, InputError, quoted
from scenarios.disk.lock import freed, taken
from scenarios.disk.ownership import hindrance, record_copies
from scenarios.disk.stops import StoppedAfterWriting, stops_deferred

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCK, _NEW, _OLD = "lock", "new", "old"
_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FIX: Final = "Name another folder with --out"


@contextmanager
def folder_aside(target: Path, case: Path | None = None) -> Iterator[Path]:
    """Give an empty folder to write into, which becomes ``target`` when all is well.

    Parameters
    ----------
    target : Path
        Absent, empty, or an earlier answer of Fairlot, which is then replaced: nothing
        may lie in it that Fairlot has not written, and no copy that was changed since.
    case : Path, optional
        What the answer is made from. If it lies inside the target it is kept: it is
        in the folder already when that is given, as it is.

    Yields
    ------
    Path
        Aside of the target. Removed if anything is raised, the target left as it was.

    Raises
    ------
    InputError
        If the target is something else or the case itself, if another process is
        writing it, or if it cannot be written.
    StoppedAfterWriting
        If Ctrl-C came as the new answer took its place.
    """
    named, place = str(target), _place(target)
    kept = _kept(place, case)
    with _aside(place, named) as aside:
        _refuse_what_is_not_ours(place, named, kept)
        made = aside / _NEW
        try:
            made.mkdir()
            _keep(place, made, kept)
            yield made
            _refuse_a_lost_case(place, made, kept)
            record_copies(made, place, kept)
            _flush(made)
        except OSError as error:
            if error.errno in _FULL or _is_within(error.filename, aside):
                raise InputError([_not_writable(named, error)]) from error
            raise
        try:
            with stops_deferred():
                _swap(made, place, aside / _OLD, named)
        except KeyboardInterrupt as stop:
            raise StoppedAfterWriting(target) from stop


def restored(target: Path) -> Path:
    """Put an answer back that a killed run had moved away; give the target.

    To be called before an answer is read. Where there is nothing to put back, or
    somebody is writing it, nothing is done.
    """
    place = _place(target)
    if not place.exists() and (_aside_of(place) / _OLD).is_dir():
        with suppress(InputError), _aside(place, str(target)):
            pass
    return target


def write_whole(file: Path, text: str | bytes) -> None:
    """Write a file, whole or not at all, over one that is there.

    Raises
    ------
    InputError
        If it is a folder, or cannot be written.
    """
    named, place = str(file), _place(file)
    content = text if isinstance(text, bytes) else text.encode()
    try:
        if place.exists() and not place.is_file() and not place.is_dir():
            place.write_bytes(content)  # a pipe or a terminal
            return
        with tempfile.NamedTemporaryFile(
            prefix=f".{place.name}-", dir=place.parent, delete=False
        ) as stream:
            made = Path(stream.name)
            try:
                stream.write(content)
                stream.close()
                made.chmod(0o644)
                made.replace(place)
            except BaseException:
                made.unlink(missing_ok=True)
                raise
    except OSError as error:
        got = "a folder" if place.is_dir() else error.strerror or str(error)
        expected, fix = "a file that can be written", "Name another file"
        raise InputError([Finding(named, 0, "", got, expected, fix)]) from error


def _place(target: Path) -> Path:
    """Give where a path leads, so that two names of one folder share one lock."""
    try:
        return target.resolve()
    except (OSError, RuntimeError):  # a link that leads to itself
        return target.absolute()


def _aside_of(place: Path) -> Path:
    return place.parent / f".{place.name}.fairlot"


@contextmanager
def _aside(place: Path, named: str) -> Iterator[Path]:
    """Give the folder aside, locked and empty, and take it away in the end."""
    aside = _aside_of(place)
    lock = aside / _LOCK
    made = [one for one in (place.parent, *place.parent.parents) if not one.exists()]
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        descriptor = taken(lock)
    except OSError as error:
        raise InputError([_not_writable(named, error)]) from error
    if descriptor is None:
        got, expected = "another fairlot that is writing it", "a folder of its own"
        fix = f"Wait until that one has ended, or {_FIX[0].lower()}{_FIX[1:]}"
        raise InputError([Finding(named, 0, "", got, expected, fix)])
    try:
        try:
            _refuse_a_stranger(aside)
            with stops_deferred():
                _settle(place, aside)
        except OSError as error:
            raise InputError([_not_writable(named, error)]) from error
        yield aside
    finally:
        with suppress(OSError):  # what is left, the next run clears
            _refuse_a_stranger(aside)
            _settle(place, aside)
        freed(lock, descriptor)
        for parent in made:
            with suppress(OSError):  # it holds the answer
                parent.rmdir()


def _refuse_a_stranger(aside: Path) -> None:
    """Raise if what stands in the place of the folder aside is not ours."""
    names = {one.name for one in aside.iterdir()}
    if aside.is_symlink() or names - {_LOCK, _NEW, _OLD}:
        words = f"{aside.name} beside it, which is not of Fairlot"
        raise OSError(errno.EEXIST, words)


def _settle(place: Path, aside: Path) -> None:
    """Put back, or clear, what a run has left that was killed."""
    old, new = aside / _OLD, aside / _NEW
    if old.is_dir() and (not place.exists() or _is_empty(place)):
        if place.exists():
            place.rmdir()
        old.rename(place)
    for one in (new, old):
        if one.exists():
            shutil.rmtree(one)


def _swap(made: Path, place: Path, old: Path, named: str) -> None:
    """Put the new folder in the place of the old one, or leave that as it is."""
    try:
        if place.exists():
            place.rename(old)
        made.rename(place)
    except OSError as error:
        if old.exists() and not place.exists():
            old.rename(place)
        raise InputError([_not_writable(named, error)]) from error
    _flush_names(place.parent)


def _kept(place: Path, case: Path | None) -> Path | None:
    """Give where inside the target the case lies; None where it lies elsewhere."""
    where = None if case is None else _place(case)
    if where is None or not (where == place or place in where.parents):
        return None
    return where.relative_to(place)


def _keep(place: Path, made: Path, kept: Path | None) -> None:
    """Carry the case over as it is, byte for byte."""
    if kept is None:
        return
    old, new = place / kept, made / kept
    if old.is_dir():
        shutil.copytree(old, new, symlinks=True)
    elif old.is_file():
        new.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(old, new)


def _refuse_a_lost_case(place: Path, made: Path, kept: Path | None) -> None:
    """Raise if the answer has been written over the workbook that it is made from."""
    if kept is None or not (place / kept).is_file():
        return
    if not filecmp.cmp(place / kept, made / kept, shallow=False):
        got = f"{quoted(kept)}, which is the case itself and would be written over"
        raise InputError([Finding(str(place), 0, "", got, "an answer beside it", _FIX)])


def _refuse_what_is_not_ours(place: Path, named: str, kept: Path | None) -> None:
    if got := hindrance(place, kept):
        expected = "a new or empty folder, or an earlier answer of Fairlot"
        raise InputError([Finding(named, 0, "", got, expected, _FIX)])


def _is_empty(place: Path) -> bool:
    return place.is_dir() and not any(place.iterdir())


def _is_within(file: object, aside: Path) -> bool:
    return isinstance(file, str | Path) and aside in Path(file).parents


def _flush(folder: Path) -> None:
    """Have the disk hold a folder before the old one goes: power may be cut."""
    for path in (*folder.rglob("*"), folder):
        if path.is_file() and not path.is_symlink():
            _flush_file(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
        elif path.is_dir():
            _flush_names(path)


def _flush_names(folder: Path) -> None:
    if sys.platform != "win32":  # which cannot be asked to
        _flush_file(folder, os.O_RDONLY)


def _flush_file(path: Path, how: int) -> None:
    with suppress(OSError):  # not every disk can be asked
        descriptor = os.open(path, how)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _not_writable(named: str, error: OSError) -> Finding:
    got = error.strerror or str(error)
    return Finding(named, 0, "", got, "a folder that can be written", _FIX)

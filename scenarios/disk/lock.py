"""A lock that ends with the process that holds it: the only place that asks the system.

It lies on an open file, not in a file's being there: whatever kills a process, the
system closes its files, so that no lock is ever stale.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_TRIES: Final = 100
"""Times that a lock is tried anew because its holder took the file away meanwhile."""


def taken(file: Path) -> int | None:
    """Take the lock on a file, made with its folder if absent.

    Parameters
    ----------
    file : Path

    Returns
    -------
    int or None
        What :func:`freed` asks for; None where another process, or another part of
        this one, holds the lock.

    Raises
    ------
    OSError
        If the file cannot be made, or its disk knows no locks.
    """
    for _ in range(_TRIES):
        try:
            file.parent.mkdir(exist_ok=True)
            descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        except (FileNotFoundError, FileExistsError):  # the folder went as we came
            if file.parent.is_file() or not file.parent.parent.is_dir():
                raise
            continue
        try:
            if not _is_locked(descriptor):
                os.close(descriptor)
                return None
            if _is_still(file, descriptor):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(file))


def freed(file: Path, descriptor: int) -> None:
    """Free a lock, and take its file away with its folder, if nothing else is in it."""
    if sys.platform == "win32":  # where an open file cannot be taken away
        os.close(descriptor)
        with suppress(OSError):
            file.unlink()
            file.parent.rmdir()
    else:
        with suppress(OSError):
            file.unlink()
            file.parent.rmdir()
        os.close(descriptor)


def _is_still(file: Path, descriptor: int) -> bool:
    """Tell whether the file that is locked is the one that others would lock."""
    try:
        return os.path.samestat(os.fstat(descriptor), file.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _is_locked(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _is_locked(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

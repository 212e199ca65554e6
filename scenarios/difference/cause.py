"""One thing that differs in what two answers were made from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CauseKind(StrEnum):
    """Where a cause lies."""

    INPUT = "input"
    SETTING = "setting"
    SCENARIO = "scenario"
    MODEL = "model"
    LAW = "law"
    VERSION = "version"
    SOLVER = "solver"
    UNKNOWN = "unknown"


class Moved(StrEnum):
    """Whether a cause has moved the figures, as far as it is known."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not known"
    FOLLOWS = "follows"


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that differs, down to the cell.

    Parameters
    ----------
    kind : CauseKind
    file : str
        A file of the case, ``law``, or what has a version.
    key, column : str
        The row and the column of a table, or the key of a document.
    old, new : str
    moved : Moved
        ``yes`` only where nothing else differs; ``follows`` where it is the effect of
        another cause that is listed.
    """

    kind: CauseKind
    file: str
    key: str
    column: str
    old: str
    new: str
    moved: Moved = Moved.NOT_KNOWN

    @property
    def words(self) -> str:
        """The cause in one line: where it lies, and old -> new."""
        return f"{self.where}: {self.old or 'nothing'} -> {self.new or 'nothing'}"

    @property
    def where(self) -> str:
        """Where it lies: file, row and column."""
        return ", ".join(part for part in (self.file, self.key, self.column) if part)

"""What a table and its columns are: names, kinds, defaults, bounds and meanings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Value = str | float | bool | tuple[str, ...] | None
"""What a cell stands for; None is a number or date that is not given."""


class Kind(StrEnum):
    """What a column holds, which settles how its cells are read and kept."""

    ID = "id"
    TEXT = "text"
    CHOICE = "choice"
    YES_NO = "yes/no"
    LIST = "list"
    MONEY = "money"
    HOURS = "hours"
    NUMBER = "number"
    COUNT = "count"
    MARK = "mark"
    SHARE = "share"
    DATE = "date"
    TIME = "time"
    DAY = "day"

    @property
    def is_number(self) -> bool:
        """Whether it is kept as float64."""
        return self in _NUMBERS

    @property
    def dtype(self) -> str:
        """The pandas type it is kept as."""
        return _DTYPES.get(self, "float64" if self.is_number else "str")

    @property
    def blank(self) -> Value:
        """What an empty cell stands for where the column names no default."""
        return _BLANKS.get(self, None if self.is_number else "")


_NUMBERS = frozenset(
    {Kind.MONEY, Kind.HOURS, Kind.NUMBER, Kind.COUNT, Kind.MARK, Kind.SHARE}
)
_DTYPES = {
    Kind.YES_NO: "bool",
    Kind.LIST: "object",
    Kind.DATE: "datetime64[s]",
    Kind.TIME: "int64",
}
_BLANKS: dict[Kind, Value] = {
    Kind.YES_NO: False,
    Kind.LIST: (),
    Kind.DATE: None,
    Kind.TIME: 0,
}


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column of a table.

    Parameters
    ----------
    name : str
        As in the CSV.
    kind : Kind
    says : str
        What it means, for a reader; no full stop.
    needed : bool
        A cell of it may not be empty.
    default : str, float, bool, tuple of str or None
        What an empty cell stands for; None is the kind's own blank (NaN, NaT, "", no).
    default_says : str
        The default in words, where ``default`` does not say it.
    choices : tuple of str
        What a choice may be, as it is kept.
    least, most : float or None
        Bounds of a number, included; None is no bound. Marks are held within 0 and
        100 and shares within 0 and 1 besides.
    """

    name: str
    kind: Kind
    says: str
    needed: bool = False
    default: Value = None
    default_says: str = ""
    choices: tuple[str, ...] = ()
    least: float | None = 0.0
    most: float | None = None

    @property
    def fill(self) -> Value:
        """What an empty cell becomes."""
        return self.kind.blank if self.default is None else self.default

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """Least and most of a number, those of its kind included."""
        top = {Kind.MARK: 100.0, Kind.SHARE: 1.0}.get(self.kind, self.most)
        return self.least, top


@dataclass(frozen=True)
class TableSpec:
    """One table of a case.

    Parameters
    ----------
    name : str
        File name without its ending, or the name of the sheet.
    says : str
        What a row is, for a reader; no full stop.
    columns : tuple of ColumnSpec
        In the order in which they are kept and written.
    key : tuple of str
        Columns that together may stand only once; empty: a whole row may.
    open_to : str
        What further columns may be named after, empty if they may not.
    may_repeat : bool
        Rows may say the same; there is no key then.
    """

    name: str
    says: str
    columns: tuple[ColumnSpec, ...]
    key: tuple[str, ...] = ()
    open_to: str = ""
    may_repeat: bool = False

    @property
    def file(self) -> str:
        """Name of its file in a folder."""
        return f"{self.name}.csv"

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of its columns, in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> ColumnSpec:
        """Give one column by its name."""
        return self.columns[self.names.index(name)]

    def with_numbers(self, names: Iterable[str], says: str) -> TableSpec:
        """Give this table with further columns of numbers, sorted by name.

        A column that the table has already is left as it is.
        """
        further = tuple(
            ColumnSpec(name, Kind.NUMBER, says, least=None)
            for name in sorted(set(names) - set(self.names))
        )
        return TableSpec(
            self.name, self.says, (*self.columns, *further), self.key, self.open_to
        )

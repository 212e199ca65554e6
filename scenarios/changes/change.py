"""One change of a scenario: what it is for, what it touches, what it makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from costing.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class ChangeType(StrEnum):
    """What a change is for; what it may touch follows from it."""

    LAW = "law"
    PRICE = "price"
    SUPPLY = "supply"
    DEMAND = "demand"
    RULE = "rule"
    PACKAGE = "package"
    FUNDING = "funding"
    CALENDAR = "calendar"


class Operation(StrEnum):
    """What a change does to what it touches."""

    SET = "set"
    ADD = "add"
    MULTIPLY = "multiply"
    REMOVE = "remove"
    INSERT = "insert"


@dataclass(frozen=True, slots=True)
class Change:
    """One ``[[change]]`` of a scenario file, sound as far as the file itself tells.

    Parameters
    ----------
    type : ChangeType
    file : str
        The scenario file that it stands in.
    number : int
        Its place in that file, from 1.
    words : str
        One line for people: ``national_living_wage x 1.041 from 2027-04-01``.
    operation : Operation
    value : object
        What stands after the operation: a number for law, values by column for rows
        of a table, a list of rows for an insert, anything for a rule.
    name, start : str, date
        Of a change of law; else empty and None.
    table : str
        Of a change of rows; else empty.
    where, unless : mapping of column to tuple
        Which rows: any of the values, for every column; and which of these not.
    key : str
        Of a change of a rule: a key of case.toml, or ``lots.2.share_cap``; else empty.
    rows : mapping of str to int
        Line of each key of the change in its file; "" is the change itself.
    """

    type: ChangeType
    file: str
    number: int
    words: str
    operation: Operation
    value: Any
    name: str = ""
    start: date | None = None
    table: str = ""
    where: Mapping[str, tuple[Any, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    unless: Mapping[str, tuple[Any, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    key: str = ""
    rows: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def called(self) -> str:
        """Name the change as other changes' findings do."""
        return f"change {self.number} of {self.file}"

    def finding(self, key: str, got: str, expected: str, fix: str = "") -> Finding:
        """Make a finding about a key of this change, at its line."""
        row = self.rows.get(key.split(".", maxsplit=1)[0], self.rows.get("", 0))
        where = f"change.{self.number}.{key}" if key else f"change.{self.number}"
        return Finding(self.file, row, where, got, expected, fix)

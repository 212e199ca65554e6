"""A table of a document, read strictly; every fault is a located finding."""

from __future__ import annotations

import keyword
import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from costing.document.expression import FUNCTIONS, Node, Number
from costing.document.fault import FaultError, nearest
from costing.document.formula import parse
from costing.document.units import Unit, parse_unit
from costing.errors import Finding, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from costing.document.locations import Locations, Path

_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""A terminal obeys these; a spreadsheet cannot hold them."""

_LONGEST_NAME: Final = 100
_MOST_COMPARED: Final = 50_000
_NOT_USED: Final = "a name that the formula language does not use"
_TAKEN: Final = frozenset((*FUNCTIONS, "law", "band"))


@dataclass(slots=True)
class Reader:
    """A document being read, and what was found wrong with it so far.

    Parameters
    ----------
    file : str
    locations : Locations
    currency : str
        Known once the top of the document is read.
    findings : list of Finding
    compared : int
        Names compared so far to find suggestions.
    """

    file: str
    locations: Locations
    currency: str = "GBP"
    findings: list[Finding] = field(default_factory=list)
    compared: int = 0

    def report(
        self, path: Path, got: str, expected: str, fix: str = "", *, name: str = ""
    ) -> None:
        """Note a finding at a path; ``name`` is what the reader is told, if not it."""
        row = self.locations.row(path)
        column = name or ".".join(str(part) for part in path)
        self.findings.append(Finding(self.file, row, column, got, expected, fix))

    def near(self, name: str, known: Collection[str]) -> str:
        """Suggest a known name; nothing once a document has taken long enough."""
        self.compared += len(known)
        return nearest(name, known) if self.compared <= _MOST_COMPARED else ""


@dataclass(frozen=True, slots=True)
class Section:
    """One table of a document.

    Parameters
    ----------
    reader : Reader
    path : Path
        Where it stands, for rows.
    name : str
        What it is called in findings; "" for the top.
    values : mapping of str to any
        As TOML gives them.
    """

    reader: Reader
    path: Path
    name: str
    values: Mapping[str, Any]

    @property
    def row(self) -> int:
        """The row where the table begins."""
        return self.reader.locations.row(self.path)

    @property
    def key(self) -> str:
        """The last key of its path: the name in ``[input.NAME]``."""
        return str(self.path[-1])

    def report(self, key: str, got: str, expected: str, fix: str = "") -> None:
        """Note a finding at a key of this table; "" is the table itself."""
        path = (*self.path, key) if key else self.path
        name = ".".join(part for part in (self.name, key) if part)
        self.reader.report(path, got, expected, fix, name=name)

    def has(self, key: str) -> bool:
        """Say whether the key is there."""
        return key in self.values

    def need(self, *keys: str) -> None:
        """Note each of the keys that is not there."""
        for key in keys:
            if key not in self.values:
                self.report("", "nothing", f"the key {key}")

    def only(self, known: Sequence[str]) -> None:
        """Note each key that is not known, with a suggestion."""
        for key in self.values:
            if key not in known:
                near = self.reader.near(key, known)
                expected = f"one of {', '.join(known)}"
                self.report(key, "a key that is not known", expected, near)

    def text(self, key: str, default: str = "", *, needed: bool = False) -> str:
        """Give a text, or the default where it is not there, empty or no text.

        An empty text is a finding only where one is needed.
        """
        value = self.values.get(key)
        if isinstance(value, str) and value.strip():
            if _CONTROL.search(value):
                self.report(key, quoted(ascii(value)), "a text without control marks")
                return _CONTROL.sub("", value).strip() or default
            return value
        if value is not None and (needed or value != ""):
            self.report(key, shown(value), "a text")
        return default

    def number(
        self,
        key: str,
        default: float | None = None,
        *,
        least: float = -math.inf,
        above: float = -math.inf,
    ) -> float | None:
        """Give a finite number, or the default where it is not there or no number."""
        value = self.values.get(key)
        if value is None:
            return default
        found = finite(value)
        if found is None or found < least or found <= above:
            expected = "a number"
            if above > -math.inf:
                expected = f"a number above {above:g}"
            elif least > -math.inf:
                expected = f"a number from {least:g}"
            self.report(key, shown(value), expected)
            return default
        return found

    def choice(self, key: str, choices: Sequence[str], default: str) -> str:
        """Give one of some texts."""
        value = self.values.get(key)
        if value is None:
            return default
        if isinstance(value, str) and value in choices:
            return value
        near = self.reader.near(value, choices) if isinstance(value, str) else ""
        self.report(key, shown(value), f"one of {', '.join(choices)}", near)
        return default

    def truth(self, key: str, *, default: bool) -> bool:
        """Give true or false."""
        value = self.values.get(key, default)
        if isinstance(value, bool):
            return value
        self.report(key, shown(value), "true or false")
        return default

    def unit(self, key: str = "unit") -> tuple[str, Unit | None]:
        """Give a unit as written and as read; None where it cannot be read."""
        text = self.text(key, needed=True)
        if not text:
            return text, None
        try:
            return text.strip(), parse_unit(text, self.reader.currency)
        except FaultError as fault:
            self.report(key, fault.got, fault.expected, fault.fix)
            return text, None

    def formula(self, key: str) -> Node | None:
        """Give a formula, parsed; None where it is not there or does not parse."""
        text = self.text(key, needed=True)
        if not text:
            return None
        try:
            return parse(text)
        except FaultError as fault:
            self.report(key, fault.got, fault.expected, fault.fix)
            return None

    def amount(self, key: str) -> Node | None:
        """Give a number or an expression; None where there is neither."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, str):
            return self.formula(key)
        found = finite(value)
        if found is None:
            self.report(key, shown(value), "a number, or an expression in quotes")
            return None
        return Number(found)

    def table(self, key: str) -> Section | None:
        """Give the table at a key; None where there is none."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.report(key, shown(value), "a table")
            return None
        name = ".".join(part for part in (self.name, key) if part)
        return Section(self.reader, (*self.path, key), name, value)

    def tables(self, key: str) -> list[Section]:
        """Give the tables ``[key.NAME]``, by their names."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            self.report(key, shown(value), f"tables [{key}.NAME]")
            return []
        found = []
        for name, inner in value.items():
            where = (*self.path, key, name)
            if isinstance(inner, dict):
                found.append(Section(self.reader, where, f"{key}.{name}", inner))
            else:
                self.reader.report(where, shown(inner), f"a table [{key}.NAME]")
        return found

    def array(self, key: str) -> list[Section]:
        """Give the tables ``[[key]]``, in order."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            self.report(key, shown(value), f"tables [[{key}]]")
            return []
        found = []
        for index, inner in enumerate(value):
            where = (*self.path, key, index)
            if isinstance(inner, dict):
                own = inner.get("name", inner.get("title"))
                name = own if isinstance(own, str) and own.strip() else str(index + 1)
                name = " ".join(name.split())[:_LONGEST_NAME]
                found.append(Section(self.reader, where, f"{key}.{name}", inner))
            else:
                self.reader.report(where, shown(inner), f"tables [[{key}]]", name=key)
        return found

    def numbers(self, key: str) -> dict[str, float]:
        """Give a table of numbers by name."""
        inner = self.table(key)
        if inner is None:
            return {}
        found = {name: inner.number(name) for name in inner.values}
        return {name: number for name, number in found.items() if number is not None}


def finite(value: object) -> float | None:
    """Give a TOML number as a finite float; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def key_fault(key: str) -> str:
    """Say what is expected of a key that no formula could read; "" if one could."""
    if len(key) > _LONGEST_NAME:
        return f"a name of at most {_LONGEST_NAME} characters"
    if not _NAME.fullmatch(key):
        return "a name of a-z, 0-9 and _ that starts with a letter"
    if "__" in key:
        return "a name without a double underscore"
    return _NOT_USED if keyword.iskeyword(key) else ""


def name_fault(name: str) -> str:
    """Say what is expected of a name that breaks the rules; "" if it is good."""
    return key_fault(name) or (_NOT_USED if name in _TAKEN else "")


def shown(value: object) -> str:
    """Say what a TOML value is, for a finding."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return quoted(str(value).lower())
    try:
        return quoted(value)
    except ValueError:  # an integer of thousands of digits has no text
        return "an integer that is too large"

"""Where each key of a TOML document stands: ``tomllib`` does not say, so we look."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""Keys from the top of a document; an integer is the place in an array."""

_DEEPEST_KEY: Final = 8
_BLANK: Final = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_KEY: Final = re.compile(
    r"""[ \t]*(?:(?P<bare>[A-Za-z0-9_-]+)|"(?P<quoted>(?:[^"\\\n]|\\.)*)"
    |'(?P<literal>[^'\n]*)')[ \t]*(?P<dot>\.?)""",
    re.VERBOSE,
)
_PLAIN: Final = re.compile(
    r"""(?P<key>[A-Za-z0-9_-]+)[ \t]*=[ \t]*(?:"[^"\\\n]*"|[^"'\[{\n\#]*)(?:\n|\Z)""",
    re.VERBOSE,
)
"""A key and a value in one row, as nearly all are: taken in one step."""

_VALUE_PART: Final = re.compile(
    r'''"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'
    |\#[^\n]*|[^"'\#\[\]{}\n]+|.''',
    re.DOTALL | re.VERBOSE,
)


@dataclass(slots=True)
class _Scan:
    text: str
    rows: dict[Path, int] = field(default_factory=dict)
    counts: dict[Path, int] = field(default_factory=dict)
    deepest: int = 0
    deepest_row: int = 0
    position: int = 0
    row: int = 1

    def move(self, position: int) -> None:
        self.row += self.text.count("\n", self.position, position)
        self.position = position

    def reach(self, depth: int, position: int) -> None:
        """Note how deep it is at a position that is still ahead."""
        if depth > self.deepest:
            rows = self.text.count("\n", self.position, position)
            self.deepest, self.deepest_row = depth, self.row + rows

    def note(self, path: Path) -> None:
        """Note a path and those above it, where they are first met."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.rows:
                break
            self.rows[path[:length]] = self.row


@dataclass(frozen=True, slots=True)
class Locations:
    """The row of each key, and how deep the brackets go.

    Parameters
    ----------
    rows : dict of Path to int
        From 1, as an editor counts.
    deepest, deepest_row : int
        Levels of ``[`` and ``{`` in a value, or keys joined by dots, and the row where
        they are reached.
    """

    rows: dict[Path, int]
    deepest: int
    deepest_row: int

    def row(self, path: Path) -> int:
        """Give the row of a key, or of the nearest above it that has one; else 1."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.rows:
                return self.rows[path[:length]]
        return 1


def locate(text: str) -> Locations:
    """Find the row of every table and key of a TOML document.

    Keys inside inline tables and arrays are not looked into: their row is that of the
    key that holds them. Text that is not TOML gives rows as far as it makes sense.
    """
    scan = _Scan(text)
    table: Path = ()
    while True:
        blank = _BLANK.match(text, scan.position)
        scan.move(blank.end() if blank else scan.position)
        if scan.position >= len(text):
            return Locations(scan.rows, scan.deepest, scan.deepest_row)
        if plain := _PLAIN.match(text, scan.position):
            scan.rows.setdefault((*table, plain["key"]), scan.row)
            scan.position, scan.row = plain.end(), scan.row + 1
        elif text[scan.position] == "[":
            table = _header(scan)
        else:
            _pair(scan, table)


def _header(scan: _Scan) -> Path:
    is_array = scan.text.startswith("[[", scan.position)
    keys, end = _keys(scan, scan.position + (2 if is_array else 1))
    path: Path = ()
    for key in keys[:-1]:
        path = _last(scan, (*path, key))
    path = (*path, *keys[-1:])
    if is_array:
        scan.note(path)
        scan.counts[path] = scan.counts.get(path, -1) + 1
    path = _last(scan, path)
    scan.note(path)
    scan.move(_end_of_row(scan.text, end))
    return path


def _last(scan: _Scan, path: Path) -> Path:
    """Step into the last table of an array of tables."""
    return (*path, scan.counts[path]) if path in scan.counts else path


def _keys(scan: _Scan, position: int) -> tuple[list[str], int]:
    keys: list[str] = []
    count = 0
    while key := _KEY.match(scan.text, position):
        count += 1
        if count <= _DEEPEST_KEY:
            keys.append(key["bare"] or key["quoted"] or key["literal"] or "")
        position = key.end()
        if not key["dot"]:
            break
    scan.reach(count, position)
    return keys, position


def _pair(scan: _Scan, table: Path) -> None:
    """Note a key, and step over its value."""
    keys, position = _keys(scan, scan.position)
    scan.note((*table, *keys))
    # At least one character on, whatever stands there.
    position = max(position, scan.position + 1)
    depth = 0
    while part := _VALUE_PART.match(scan.text, position):
        found = part[0]
        if found == "\n" and depth <= 0:
            break
        if found in "[{":
            depth += 1
            scan.reach(depth, position)
        elif found in "]}":
            depth -= 1
        position = part.end()
    scan.move(position)


def _end_of_row(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end

"""Scenarios: what-ifs as data, read from files that may use each other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from costing.errors import Finding, InputError, quoted, suggestion
from costing.sheets.sheet import read_bytes
from scenarios.changes.change import Change, ChangeType, Operation
from scenarios.changes.scenario_file import Piece, read_piece
from scenarios.inputs.folder import SCENARIOS_FOLDER, leads_out, link_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from scenarios.case import Case

__all__ = ["Change", "ChangeType", "Operation", "Scenario", "read_scenarios"]

_ENDING: Final = ".toml"
_LONGEST_WAY: Final = 50


@dataclass(frozen=True, slots=True)
class Scenario:
    """A what-if: changes of one case, and perhaps another day.

    Parameters
    ----------
    name : str
        Small letters, digits and hyphens.
    title : str
    price_date : date or None
        Law and rates of another day than the case's.
    changes : tuple of Change
        Those of the files that it uses first.
    file : str
        Name of its file.
    documents : mapping of str to str
        Text of its file and of each that it uses, by file name.
    shown : str
        Its file as findings name it: with its folder if it is the case's own.
    rows : mapping of str to int
        Line of each key of its file.
    """

    name: str
    title: str
    price_date: date | None
    changes: tuple[Change, ...]
    file: str
    documents: Mapping[str, str]
    shown: str = ""
    rows: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


def read_scenarios(
    case: Case, paths: Sequence[Path] | None = None
) -> tuple[Scenario, ...]:
    """Read scenarios, without applying them.

    Parameters
    ----------
    case : Case
    paths : sequence of Path, optional
        Files anywhere, kept in this order. Absent: those of the case, by file name;
        files there that other files use and that name no scenario are pieces.

    Returns
    -------
    tuple of Scenario

    Raises
    ------
    InputError
        With every finding of every file.
    """
    scenarios, findings = scenarios_of(case.scenarios, paths)
    if findings:
        raise InputError(findings)
    return scenarios


def scenarios_of(
    texts: Mapping[str, str], paths: Sequence[Path] | None = None
) -> tuple[tuple[Scenario, ...], tuple[Finding, ...]]:
    """Read scenarios of a case that need not be sound itself.

    Parameters
    ----------
    texts : mapping of str to str
        The case's own scenario files, by name.
    paths : sequence of Path, optional
        As for :func:`read_scenarios`.

    Returns
    -------
    (tuple of Scenario, tuple of Finding)
    """
    shelves = (
        [_Shelf(texts, None, tuple(sorted(texts)))]
        if paths is None
        else [_Shelf(texts, path, (path.name,)) for path in paths]
    )
    scenarios: list[Scenario] = []
    findings: list[Finding] = []
    for shelf in shelves:
        for file in shelf.files:
            piece = shelf.piece(file)
            findings += piece.findings
            if not piece.name:
                continue
            scenario, faults = _scenario(shelf, file)
            findings += faults
            scenarios.append(scenario)
        findings += _nameless(shelf)
    findings += _repeated(scenarios)
    return tuple(scenarios), tuple(dict.fromkeys(findings))


class _Shelf:
    """Files that may use each other: those of the case, and those beside one file."""

    def __init__(
        self, texts: Mapping[str, str], path: Path | None, files: tuple[str, ...]
    ) -> None:
        self.files = files
        self.is_named = path is not None
        self._texts = texts
        self._path = path
        self._pieces: dict[str, Piece] = {}

    def piece(self, file: str) -> Piece:
        """Read a file, once; with a finding if there is none."""
        if file not in self._pieces:
            content = self._content(file)
            shown = self._shown(file)
            self._pieces[file] = (
                Piece(shown, "", findings=(replace(content, file=shown),))
                if isinstance(content, Finding)
                else read_piece(shown, content)
            )
        return self._pieces[file]

    @property
    def names(self) -> tuple[str, ...]:
        """Files that may be used, as far as they are known."""
        return tuple(sorted({*self._texts, *self._pieces}))

    def holds(self, file: str) -> bool:
        """Tell whether there is a file of that name."""
        beside = None if self._path is None else self._path.with_name(file)
        return file in self._texts or (beside is not None and beside.is_file())

    def _shown(self, file: str) -> str:
        is_own = self._path is None or not self._path.with_name(file).exists()
        return f"{SCENARIOS_FOLDER}/{file}" if is_own and file in self._texts else file

    def _content(self, file: str) -> bytes | Finding:
        if self._path is not None:
            beside = self._path.with_name(file)
            if file == self._path.name and not file.lower().endswith(_ENDING):
                expected = f"a scenario file, which ends in {_ENDING}"
                return Finding(file, 0, "", "another ending", expected)
            if file != self._path.name and leads_out(self._path.parent, beside):
                return link_out(file)
            if beside.exists() or file not in self._texts:
                return read_bytes(beside)
        return self._texts[file].encode()


def _nameless(shelf: _Shelf) -> Iterator[Finding]:
    """Find files that name no scenario, though nothing else uses them."""
    pieces = {file: shelf.piece(file) for file in shelf.files}
    used = {other for file, one in pieces.items() for other in one.use if other != file}
    for file, piece in pieces.items():
        if piece.name or piece.findings or (file in used and not shelf.is_named):
            continue
        expected = "a name for it, or another file that uses it"
        fix = f'Write scenario = "{_as_name(file)}" at its top'
        yield Finding(piece.file, 0, "scenario", "nothing", expected, fix)


def _as_name(file: str) -> str:
    stem = file.lower().removesuffix(_ENDING)
    letters = "".join(one if one.isascii() and one.isalnum() else "-" for one in stem)
    return letters.strip("-") or "what-if"


def _repeated(scenarios: Sequence[Scenario]) -> Iterator[Finding]:
    """Find two scenarios of one name, and two files of one name that differ."""
    first: dict[str, str] = {}
    for one in scenarios:
        if one.name in first:
            got = f"{quoted(one.name)}, as in {first[one.name]}"
            row = one.rows.get("scenario", 0)
            yield Finding(one.shown, row, "scenario", got, "each name once")
        first.setdefault(one.name, one.shown)
    texts: dict[str, str] = {}
    for one in scenarios:
        for file, text in one.documents.items():
            if texts.setdefault(file, text) != text:
                fix = "Give one of them another name"
                got, expected = "two files of this name", "each file name once"
                yield Finding(file, 0, "", got, expected, fix)


def _scenario(shelf: _Shelf, file: str) -> tuple[Scenario, list[Finding]]:
    """Put a scenario together from its file and all that it uses."""
    findings: list[Finding] = []
    used = dict(_used(shelf, (file,), set(), findings))
    piece = shelf.piece(file)
    for one in used.values():
        findings += one.findings
    dated = [one for one in used.values() if one.price_date is not None]
    for one in dated[1:]:
        if one.price_date != dated[0].price_date:
            got = f"{one.price_date}, and {dated[0].price_date} in {dated[0].file}"
            row = one.rows.get("price_date", 0)
            expected = "one day in all files"
            findings.append(Finding(one.file, row, "price_date", got, expected))
    scenario = Scenario(
        name=piece.name,
        title=piece.title,
        price_date=dated[0].price_date if dated else None,
        changes=tuple(change for one in used.values() for change in one.changes),
        file=file,
        documents=MappingProxyType({name: one.text for name, one in used.items()}),
        shown=piece.file,
        rows=piece.rows,
    )
    return scenario, findings


def _used(
    shelf: _Shelf, way: tuple[str, ...], seen: set[str], findings: list[Finding]
) -> Iterator[tuple[str, Piece]]:
    """Give the files that one uses, then itself, each once, however it is reached."""
    piece = shelf.piece(way[-1])
    seen.add(way[-1])
    for place, file in enumerate(piece.use, start=1):
        got, expected, fix = quoted(file), "", ""
        if file in way:
            got = " uses ".join((*way[way.index(file) :], file))
            expected = "files that do not use each other in a circle"
        elif _is_elsewhere(file):
            expected = f"the name of a file in the same folder, ending in {_ENDING}"
        elif not shelf.holds(file):
            expected = "a file in the same folder"
            fix = suggestion(file, [one for one in shelf.names if one != way[-1]])
        elif len(way) >= _LONGEST_WAY:
            expected = f"at most {_LONGEST_WAY} files that use one another"
        elif file not in seen:
            yield from _used(shelf, (*way, file), seen, findings)
        if expected:
            row = piece.rows.get("use", 0)
            where = f"use.{place}"
            findings.append(Finding(piece.file, row, where, got, expected, fix))
    yield way[-1], piece


def _is_elsewhere(file: str) -> bool:
    return (
        not Counter(file).keys().isdisjoint("/\\:\0")
        or file in (".", "..")
        or not file.lower().endswith(_ENDING)
    )

"""A saved answer as files hold it: no case is priced again and nothing is solved."""

from __future__ import annotations

import json
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from costing.errors import CareError, Finding, InputError
from scenarios.case import load_case
from scenarios.difference.rows import sheet_of
from scenarios.disk.files import restored
from scenarios.disk.layout import ANSWER, BASELINE, CASE, PROVENANCE
from scenarios.disk.ownership import is_answer
from scenarios.inputs.folder import SCENARIOS_FOLDER
from scenarios.saved import case_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from scenarios.difference.rows import Sheet

_TEXTS: Final = (".csv", ".toml")


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """What a folder of ``allocate`` or ``run`` holds.

    Parameters
    ----------
    name : str
        Of the folder.
    records : mapping of str to mapping
        ``allocation.json`` by scenario, ``baseline`` first.
    tables : mapping of (str, str) to Sheet
        Every CSV by scenario and file; the scenario is empty for those that compare.
    provenance : mapping of str to mapping
        What the answer rests on, and what each scenario does; under the empty name
        that of the whole.
    case : mapping of str to str, or None
        Text of each file of the case, in its canonical form if it can be read as a
        case; None where none was saved.
    fingerprint : str
        Of that case as it is now; empty where it is not known.
    is_run : bool
        Whether it is of a run, with a folder for each scenario; else an allocation.
    """

    name: str
    records: Mapping[str, Mapping[str, Any]]
    tables: Mapping[tuple[str, str], Sheet]
    provenance: Mapping[str, Mapping[str, Any]]
    case: Mapping[str, str] | None
    fingerprint: str
    is_run: bool = True


def read_answer(folder: Path) -> SavedAnswer:
    """Read a folder that ``allocate`` or ``run`` has written.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    SavedAnswer

    Raises
    ------
    InputError
        If it is no such folder, or a file of it cannot be read.
    """
    named = str(folder)
    restored(folder)
    if not folder.is_dir() or not is_answer(folder):
        got = "a folder without an answer" if folder.is_dir() else "no such folder"
        expected = "a folder that fairlot allocate or fairlot run wrote with --out"
        raise InputError([Finding(named, 0, "", got, expected)])
    files = {"": folder} | {
        path.name: path
        for path in sorted(folder.iterdir())
        if path.is_dir() and path.name != CASE and (path / ANSWER).is_file()
    }
    is_run = BASELINE in files
    if not is_run:
        files = {BASELINE: files.pop(""), **files}
    scenarios = sorted(files, key=lambda name: (name != "", name != BASELINE, name))
    case, fingerprint = _case(folder / CASE)
    if case is not None:
        case |= _scenarios(files.values())
    return SavedAnswer(
        folder.resolve().name,
        MappingProxyType(
            {name: _record(files[name] / ANSWER) for name in scenarios if name}
        ),
        MappingProxyType(
            {
                (name, path.name): sheet_of(_text(path))
                for name in scenarios
                for path in sorted(files[name].glob("*.csv"))
            }
        ),
        MappingProxyType(
            {"": _provenance(folder)}
            | {name: _provenance(files[name]) for name in scenarios if name}
        ),
        case,
        fingerprint,
        is_run,
    )


def _case(folder: Path) -> tuple[dict[str, str] | None, str]:
    """Give the files of a saved case, and its fingerprint if it can be read as one."""
    if not folder.is_dir():
        return None, ""
    try:
        case = load_case(folder)
        return case_files(case), case.fingerprint
    except CareError:  # of another version, or changed since: its text will do
        paths = sorted(path for path in folder.rglob("*") if path.suffix in _TEXTS)
        return {
            path.relative_to(folder).as_posix(): _text(path)
            for path in paths
            if path.is_file()
        }, ""


def _scenarios(folders: Iterable[Path]) -> dict[str, str]:
    """Give the scenario files that ran and are not the case's own."""
    return {
        f"{SCENARIOS_FOLDER}/{path.name}": _text(path)
        for folder in folders
        for path in sorted((folder / SCENARIOS_FOLDER).glob("*.toml"))
    }


def _provenance(folder: Path) -> dict[str, Any]:
    file = folder / PROVENANCE
    return _record(file) if file.is_file() else {}


def _record(file: Path) -> dict[str, Any]:
    text = _text(file)
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        got = f"no JSON ({error.msg})"
        raise InputError([_unreadable(file, got, error.lineno)]) from error
    if not isinstance(record, dict):
        raise InputError([_unreadable(file, "JSON that is no record")])
    return record


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        got = error.strerror or str(error)
    except UnicodeDecodeError:
        got = "text that is not UTF-8"
    raise InputError([_unreadable(file, got)])


def _unreadable(file: Path, got: str, line: int = 0) -> Finding:
    expected = "a file as Fairlot wrote it"
    fix = "Run it again with --out"
    return Finding(f"{file.parent.name}/{file.name}", line, "", got, expected, fix)

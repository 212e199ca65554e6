"""The folder of a case: which files are there, and which are not of a case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from costing.errors import Finding, InputError, suggestion
from costing.sheets.sheet import decoded, read_bytes
from scenarios.inputs.contract import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SETTINGS_FILE: Final = "case.toml"
LOTS_FILE: Final = "lots.toml"
SCENARIOS_FOLDER: Final = "scenarios"

_FILES: Final = (SETTINGS_FILE, LOTS_FILE, *(spec.file for spec in TABLES.values()))
_WORKBOOKS: Final = (".xlsx", ".ods", ".xls", ".xlsm")
_SHEETS: Final = (".csv", ".tsv", *_WORKBOOKS)


@dataclass(frozen=True, slots=True)
class Folder:
    """What the folder of a case holds.

    Parameters
    ----------
    path : Path
    contents : mapping of str to bytes
        By name as in the contract, for each file that is there and can be read.
    scenarios : mapping of str to str
        Text of each scenario file, by its name in the folder of scenarios.
    findings : tuple of Finding
    notes : tuple of str
    """

    path: Path
    contents: Mapping[str, bytes]
    scenarios: Mapping[str, str]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]


def open_folder(path: Path) -> Folder:
    """Read the files of a case, whole, as bytes.

    Parameters
    ----------
    path : Path

    Returns
    -------
    Folder

    Raises
    ------
    InputError
        If the path is not a folder that can be listed.
    """
    name = path.name or str(path)
    try:
        if not path.is_dir():
            got = "a file" if path.exists() else "nothing of that name"
            fix = "Run fairlot new to write an empty case"
            expected = "the folder of a case, or a workbook, .xlsx or .ods"
            raise InputError([Finding(name, 0, "", got, expected, fix)])
        found = sorted(path.iterdir(), key=lambda entry: entry.name)
    except (OSError, ValueError) as error:
        words = getattr(error, "strerror", None) or "its name is no path"
        got = f"a folder that cannot be listed ({words})"
        expected = "a folder that you may read"
        raise InputError([Finding(name, 0, "", got, expected)]) from None
    return _read(path, found)


def _read(path: Path, found: list[Path]) -> Folder:
    """Read the files that belong to a case; tell of those that may be meant to."""
    contents: dict[str, bytes] = {}
    findings: list[Finding] = []
    notes: list[str] = []
    names = {entry.name.lower() for entry in found}
    missing = [file for file in _FILES if file not in names]
    for entry in found:
        file = entry.name.lower()
        if file in contents:
            got, fix = f"{entry.name} beside it", "Take one of them away"
            findings.append(Finding(file, 0, "", got, "one file of that name", fix))
        elif file in _FILES:
            is_out = leads_out(path, entry)
            content = link_out(file) if is_out else read_bytes(entry)
            if isinstance(content, Finding):
                findings.append(content)
            else:
                contents[file] = content
        elif file.startswith((".", "~")) or not entry.is_file():
            continue
        elif near := suggestion(file, missing):
            got, expected = "a file name that is not known", "a file of the contract"
            fix = f"{near}? If not, move it out of the folder"
            findings.append(Finding(entry.name, 0, "", got, expected, fix))
        elif file.endswith(_SHEETS):
            notes.append(f"{entry.name}: not a file of a case; ignored.")
    if SETTINGS_FILE in missing:
        got, expected = "no such file", f"a file {SETTINGS_FILE}, which is needed"
        fix = "Run fairlot new to see one"
        findings.append(Finding(SETTINGS_FILE, 0, "", got, expected, fix))
    if TABLES["providers"].file in missing:
        got, expected = "no such file", "a table of providers, which is needed"
        fix = "Run fairlot new to see one"
        findings.append(Finding("providers.csv", 0, "", got, expected, fix))
    scenarios, faults = scenario_files(path)
    findings += faults
    held = MappingProxyType(contents)
    return Folder(path, held, scenarios, tuple(findings), tuple(notes))


def leads_out(folder: Path, path: Path) -> bool:
    """Tell whether a path, all links followed, ends outside a folder.

    Parameters
    ----------
    folder, path : Path

    Returns
    -------
    bool
        Also where links lead round in a circle.
    """
    try:
        return not path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        return True


def link_out(file: str) -> Finding:
    """Tell of a file that is a link to somewhere else.

    Parameters
    ----------
    file : str
        Its name, as findings have it.
    """
    got, expected = "a link that leads out of the folder", "a file of the case itself"
    return Finding(file, 0, "", got, expected, "Put the file itself there")


def scenario_files(folder: Path) -> tuple[Mapping[str, str], tuple[Finding, ...]]:
    """Read the scenario files of a case, as text; what they say is not looked at.

    Parameters
    ----------
    folder : Path
        Of the case, or the one that its workbook lies in.

    Returns
    -------
    (mapping of str to str, tuple of Finding)
        Text by file name, in the order of the names, and files that cannot be read.
    """
    texts: dict[str, str] = {}
    findings: list[Finding] = []
    try:
        beside = folder / SCENARIOS_FOLDER
        found = sorted(beside.glob("*.toml"), key=lambda entry: entry.name)
    except OSError:  # then there is none
        found = []
    for entry in found:
        name = f"{SCENARIOS_FOLDER}/{entry.name}"
        if leads_out(folder, entry):
            findings.append(link_out(name))
            continue
        content = read_bytes(entry)
        text = content if isinstance(content, Finding) else decoded(name, content)
        if isinstance(text, Finding):
            findings.append(replace(text, fix="Save it as plain text in UTF-8"))
        else:
            texts[entry.name] = text[0]
    return MappingProxyType(texts), tuple(findings)

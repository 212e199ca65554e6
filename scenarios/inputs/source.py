"""Where a case is read from, a folder or a workbook: documents and sheets alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeVar

from costing.errors import Finding, InputError, quoted, suggestion
from costing.sheets.sheet import Sheet, read_bytes, read_sheet
from costing.sheets.workbook import Workbook, open_workbook
from scenarios.inputs.book_settings import COLUMNS, book_settings
from scenarios.inputs.contract import TABLES
from scenarios.inputs.documents import Document, document_of, read_document
from scenarios.inputs.folder import (
    LOTS_FILE,
    SETTINGS_FILE,
    open_folder,
    scenario_files,
)
from scenarios.inputs.places import Places
from scenarios.inputs.settings import CaseSettings, Lots

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from scenarios.inputs.folder import Folder

Settings = TypeVar("Settings", CaseSettings, Lots)

WORKBOOKS: Final = (".xlsx", ".ods")
_OTHER_BOOKS: Final = (".xls", ".xlsm", ".xlsb")
_SILENT: Final = frozenset({"read_me", "readme", "lists"})
"""Sheets of a workbook that Fairlot writes, and does not read."""

_NEEDED: Final = ("case", "providers")


@dataclass(frozen=True, slots=True)
class Source:
    """What stands in the files or sheets of a case, before they are held together.

    Parameters
    ----------
    name : str
        Of the case.
    folder : Path
        Where a cost model and scenarios may lie beside.
    settings : Document of CaseSettings
    lots : Document of Lots
    sheets : mapping of str to Sheet
        By table, those that there are.
    scenarios : mapping of str to str
    findings : tuple of Finding
    notes : tuple of str
    places : Places or None
        Where findings are in a workbook; None of a folder.
    """

    name: str
    folder: Path
    settings: Document[CaseSettings]
    lots: Document[Lots]
    sheets: Mapping[str, Sheet]
    scenarios: Mapping[str, str]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    places: Places | None = None


def source_of(path: Path) -> Source:
    """Read a case's folder or workbook, each file or sheet by itself.

    Parameters
    ----------
    path : Path

    Returns
    -------
    Source

    Raises
    ------
    InputError
        If the path is neither, or the workbook cannot be opened.
    """
    if path.suffix.lower() in (*WORKBOOKS, *_OTHER_BOOKS) and not path.is_dir():
        return _of_workbook(path)
    folder = open_folder(path)
    return Source(
        folder.path.resolve().name,
        folder.path,
        _document(folder, SETTINGS_FILE, CaseSettings),
        _document(folder, LOTS_FILE, Lots),
        {
            name: read_sheet(spec.file, folder.contents[spec.file])
            for name, spec in TABLES.items()
            if spec.file in folder.contents
        },
        folder.scenarios,
        folder.findings,
        folder.notes,
    )


def _document(folder: Folder, file: str, model: type[Settings]) -> Document[Settings]:
    """Read a TOML file of a case; one that may be absent is then as if empty."""
    if file == SETTINGS_FILE and file not in folder.contents:
        return Document(None)  # told of by the folder
    return read_document(file, folder.contents.get(file, b""), model)


def _of_workbook(path: Path) -> Source:
    book = _opened(path)
    names, findings, notes = _named(book)
    known = {**COLUMNS, **{name: spec.names for name, spec in TABLES.items()}}
    wanted = {names[name]: (f"{name}.csv", known[name]) for name in names}
    read = book.sheets(wanted)
    sheets = {name: read[written] for name, written in names.items()}
    settings = book_settings({name: sheets[name] for name in COLUMNS if name in sheets})
    findings += settings.findings
    notes += settings.notes
    of_case: Document[CaseSettings] = Document(None)
    if "case" in names and sheets["case"].is_readable:
        given, where = settings.case, settings.where("case")
        of_case = document_of(SETTINGS_FILE, given, where, CaseSettings)
    of_lots = document_of(LOTS_FILE, settings.lots, settings.where("lots"), Lots)
    scenarios, faults = scenario_files(path.parent)
    return Source(
        path.stem,
        path.parent,
        of_case,
        of_lots,
        {name: sheets[name] for name in TABLES if name in sheets},
        scenarios,
        (*findings, *faults),
        tuple(notes),
        Places(path.name, MappingProxyType(names), MappingProxyType(sheets)),
    )


def _opened(path: Path) -> Workbook:
    """Open a workbook, or say in words why not."""
    file = path.name
    if not path.exists():
        got, fix = "nothing of that name", "Run fairlot new to write an empty case"
        finding = Finding(file, 0, "", got, "a workbook, .xlsx or .ods", fix)
        raise InputError([finding])
    if path.suffix.lower() in _OTHER_BOOKS:
        kind = "the old kind" if path.suffix.lower() == ".xls" else "a kind with macros"
        got = f"a workbook of {kind}, {path.suffix.lower()}"
        fix = "Open it in a spreadsheet and save it as .xlsx, without macros"
        finding = Finding(file, 0, "", got, "a workbook, .xlsx or .ods", fix)
        raise InputError([finding])
    content = read_bytes(path)
    book = content if isinstance(content, Finding) else open_workbook(file, content)
    if isinstance(book, Finding):
        raise InputError([book])
    return book


def _named(book: Workbook) -> tuple[dict[str, str], list[Finding], list[str]]:
    """Tell which sheet is which table; of others, which may be meant to be one."""
    names: dict[str, str] = {}
    findings: list[Finding] = []
    known = (*COLUMNS, *TABLES)
    plain = {
        written: re.sub(r"[\s_-]+", "_", written.strip()).lower()
        for written in book.names
    }
    missing = [name for name in known if name not in plain.values()]
    unread = []
    for written, name in plain.items():
        if name in names:
            got = f"the sheets {quoted(names[name])} and {quoted(written)}"
            expected, fix = f"one sheet {name}", "Take one of them away"
            findings.append(Finding(book.file, 0, "", got, expected, fix))
        elif name in known:
            names[name] = written
        elif name in _SILENT or name.startswith("x_"):
            continue
        elif near := suggestion(name, missing):
            got, expected = "a sheet name that is not known", "a table of the contract"
            fix = f"{near}? If not, call it x_{name}"
            findings.append(
                Finding(book.file, 0, "", got, expected, fix, sheet=written)
            )
        else:
            unread.append(written)
    for name in _NEEDED:
        if name in missing:
            got, expected = f"no sheet {name}", f"a sheet {name}, which is needed"
            fix = "Run fairlot new to see one"
            findings.append(Finding(book.file, 0, "", got, expected, fix))
    notes = []
    if unread:
        notes = [f"{book.file}: sheets that nothing reads: {', '.join(unread)}."]
    return names, findings, notes

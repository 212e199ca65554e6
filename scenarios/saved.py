"""A case as Fairlot read it, written out again: the files of a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenarios.inputs.canonical import (
    lots_text,
    settings_text,
    table_text,
    tables_in_order,
)
from scenarios.inputs.contract import TABLES
from scenarios.inputs.folder import LOTS_FILE, SCENARIOS_FOLDER, SETTINGS_FILE

if TYPE_CHECKING:
    from pathlib import Path

    from scenarios.case import Case


def case_files(case: Case) -> dict[str, str]:
    """Write a case in its canonical form.

    Parameters
    ----------
    case : Case

    Returns
    -------
    dict of str to str
        By name in the folder: case.toml, lots.toml where there are lots, each table
        that the case has, a cost model of its own, and ``scenarios/*.toml``. Reading
        them gives the same case with the same fingerprint.
    """
    files = {SETTINGS_FILE: settings_text(case.settings, case.model_name)}
    if lots := lots_text(case.lots):
        files[LOTS_FILE] = lots
    files |= {
        TABLES[name].file: table_text(name, case.tables[name])
        for name in tables_in_order(case.present)
    }
    if case.model_text:
        files[case.model_name] = case.model_text
    files |= {
        f"{SCENARIOS_FOLDER}/{name}": case.scenarios[name] for name in case.scenarios
    }
    return files


def write_case(case: Case, folder: Path) -> None:
    """Write a case in its canonical form into a folder that is there.

    Parameters
    ----------
    case : Case
    folder : Path
    """
    for name, text in case_files(case).items():
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")

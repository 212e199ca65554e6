"""An outcome on disk: files that people read, and that are read back unsolved."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from allocation.restored import restored
from costing.errors import Finding, InputError
from scenarios.answer import PLACEMENT_COLUMNS, answer_files, frame_text
from scenarios.apply import LEDGER_COLUMNS
from scenarios.disk.files import restored as put_back
from scenarios.disk.layout import (
    ANSWER,
    BASELINE,
    CASE,
    LEDGER,
    PLACEMENTS,
    PROVENANCE,
    TIMING,
)
from scenarios.disk.texts import json_text, unguarded
from scenarios.inputs.folder import SCENARIOS_FOLDER
from scenarios.market.coverage import outside_the_plan
from scenarios.market.market import market_of
from scenarios.options import Options
from scenarios.outcome import priced, told
from scenarios.saved import write_case

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from scenarios.case import Case
    from scenarios.outcome import Outcome
    from scenarios.scenario import Scenario


def write_outcome(
    outcome: Outcome, folder: Path, ledger: pd.DataFrame | None = None
) -> None:
    """Write an outcome into a folder, which is made if it is not there.

    Parameters
    ----------
    outcome : Outcome
        Explained.
    folder : Path
    ledger : DataFrame, optional
        What its scenario changed.
    """
    texts = {**answer_files(outcome), TIMING: timing_text(outcome.seconds)}
    if ledger is not None:
        texts[LEDGER] = frame_text(ledger[list(LEDGER_COLUMNS)])
    write_texts(texts, folder)


def timing_text(seconds: Mapping[str, float]) -> str:
    """Give timing.json: the only file of an answer that holds any times."""
    return json_text({name: round(value, 4) for name, value in seconds.items()})


def write_texts(texts: Mapping[str, str], folder: Path) -> None:
    """Write texts by file name, in UTF-8 with plain line ends."""
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def keep_case(case: Case, folder: Path) -> None:
    """Write a case as it was read, unless it is there: then it stays as it is.

    Parameters
    ----------
    case : Case
    folder : Path
        Made if it is not there.
    """
    if not folder.is_dir():
        folder.mkdir()
        write_case(case, folder)


def keep_scenario(case: Case, scenario: Scenario, folder: Path) -> None:
    """Write the files of a scenario beside its outcome, if they are not the case's own.

    Parameters
    ----------
    case : Case
    scenario : Scenario
    folder : Path
        Of the outcome. The case itself is never written into: it may be the user's.
    """
    own = case.scenarios
    if any(own.get(name) != text for name, text in scenario.documents.items()):
        write_texts(scenario.documents, folder / SCENARIOS_FOLDER)


def run_scenarios(folder: Path) -> list[Path]:
    """Name the file of each scenario of a run, in its order.

    Parameters
    ----------
    folder : Path
        Of the run.

    Returns
    -------
    list of Path
        In the case, or beside its outcome where it is not the case's own.

    Raises
    ------
    InputError
        If the folder holds no run, or names files elsewhere.
    """
    need_run(put_back(folder))
    path = folder / PROVENANCE
    try:
        asked = [
            (str(one["scenario"]), str(one["file"]))
            for one in read_record(path)["scenarios"]
        ]
    except (KeyError, TypeError):
        raise InputError([damaged(path)]) from None
    names = [name for pair in asked for name in pair]
    if any(name in ("", ".", "..") or {*"/\\:"} & {*name} for name in names):
        raise InputError([damaged(path)])  # it would lead out of the folder
    files = []
    for scenario, file in asked:
        beside = folder / scenario / SCENARIOS_FOLDER / file
        own = folder / CASE / SCENARIOS_FOLDER / file
        files.append(beside if beside.is_file() else own)
    return files


def read_outcome(case: Case, folder: Path) -> Outcome:
    """Lay a stored outcome out again: priced again, audited again, nothing solved.

    Parameters
    ----------
    case : Case
        What it is the outcome of.
    folder : Path

    Returns
    -------
    Outcome

    Raises
    ------
    CareError
        If files are missing, the case is another than the one that was run, or its
        plan fails the audit.
    """
    record = read_record(folder / ANSWER)
    if record.get("fingerprint") != case.fingerprint:
        got = f"the fingerprint {str(record.get('fingerprint'))[:12]}"
        expected = f"{case.fingerprint[:12]}, that of the case"
        fix = "Run the case again: one of the two was changed since"
        raise InputError([Finding(ANSWER, 0, "fingerprint", got, expected, fix)])
    chosen = [
        (row["referral"], row["provider"], row["scheme"])
        for row in read_rows(folder / PLACEMENTS, PLACEMENT_COLUMNS)
    ]
    prices, of_prices = priced(case)
    market = market_of(case, prices)
    allocation = restored(market, chosen, record)
    provenance = read_record(folder / PROVENANCE)
    outcome = told(case, market, prices, allocation, Options())
    now = [*case.notes, *outside_the_plan(case), *of_prices, *allocation.notes]
    notes = dict.fromkeys([*map(str, record["notes"]), *now])
    return replace(outcome, notes=tuple(notes), provenance=provenance)


def plan_of_run(case: Case, folder: Path, name: str = BASELINE) -> Outcome:
    """Lay out the plan that a run has made for a case, without solving.

    Parameters
    ----------
    case : Case
        Changed as the scenario says, where one is named.
    folder : Path
        What ``fairlot run`` or ``fairlot allocate --out`` has written.
    name : str
        The scenario; else the case as it is.

    Returns
    -------
    Outcome

    Raises
    ------
    CareError
        If the folder holds no run, or that of another case.
    """
    need_run(put_back(folder))
    flat = name == BASELINE and (folder / ANSWER).is_file()
    return read_outcome(case, folder if flat else folder / name)


def need_run(folder: Path) -> None:
    """Refuse a folder that no run has written."""
    is_run = (folder / PROVENANCE).is_file() and (folder / CASE).is_dir()
    if not is_run:
        got = "no run" if folder.is_dir() else "no such folder"
        expected = "a folder that fairlot run or fairlot allocate --out has written"
        raise InputError([Finding(str(folder), 0, "", got, expected)])


def read_record(path: Path) -> dict[str, Any]:
    """Read a JSON file that a run has written."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        record = None
    if not isinstance(record, dict):
        raise InputError([damaged(path)])
    return record


def read_rows(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """Read a CSV file that a run has written, as rows by column, all of them there."""
    try:
        text = path.read_text(encoding="utf-8")
        rows = list(csv.DictReader(io.StringIO(text), strict=True))
    except (OSError, ValueError, csv.Error):
        raise InputError([damaged(path)]) from None
    if any({*row} != {*columns} or None in row.values() for row in rows):
        raise InputError([damaged(path)])
    return [{key: unguarded(cell) for key, cell in row.items()} for row in rows]


def damaged(path: Path) -> Finding:
    """Say that a file of a run is not as it was written."""
    got, fix = "a file that is missing or damaged", "Run the case again"
    return Finding(f"{path.parent.name}/{path.name}", 0, "", got, "as written", fix)

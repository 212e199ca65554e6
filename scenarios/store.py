"""A study on disk: files that people read, and that are read back without a solve."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from allocation.restored import restored
from costing.errors import Finding, InputError
from costing.money import amount, pence
from scenarios.answer import answer_files, frame_text
from scenarios.apply import LEDGER_COLUMNS, applied
from scenarios.bridge import bridge_frame
from scenarios.case import load_case
from scenarios.comparison import BASELINE
from scenarios.folder import SCENARIOS_FOLDER
from scenarios.market import market_of
from scenarios.options import Options
from scenarios.outcome import priced, told
from scenarios.saved import write_case
from scenarios.scenario import read_scenarios
from scenarios.texts import csv_text, json_text, unguarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from scenarios.case import Case
    from scenarios.outcome import Outcome
    from scenarios.scenario import Scenario
    from scenarios.study import Study

CASE: Final = "case"
"""The folder, in that of a run, that holds the case as it was read."""

ANSWER: Final = "allocation.json"
PROVENANCE: Final = "provenance.json"
BRIDGE_COLUMNS: Final = ("scenario", "step", "gbp_per_week", "placed")

Stored = tuple["Scenario", "Outcome", "pd.DataFrame", "pd.DataFrame"]


def write_study(study: Study, folder: Path) -> None:
    """Write a study into a folder that is there.

    Parameters
    ----------
    study : Study
        Explained.
    folder : Path
        A case that is in it already stays as it is.
    """
    keep_case(study.case, (one.scenario for one in study.ran), folder / CASE)
    untouched = pd.DataFrame(columns=list(LEDGER_COLUMNS))
    write_outcome(study.baseline, folder / BASELINE, untouched)
    for one in study.ran:
        write_outcome(one.outcome, folder / one.scenario.name, one.ledger)
    write_texts(
        {
            "comparison.csv": frame_text(study.comparison),
            "bridge.csv": csv_text(
                BRIDGE_COLUMNS,
                [
                    [row["scenario"], row["step"], amount(row["pence"]), row["placed"]]
                    for row in study.bridge.to_dict("records")
                ],
            ),
            PROVENANCE: json_text(study.provenance),
            "timing.json": timing_text(study.seconds),
        },
        folder,
    )


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
    texts = {**answer_files(outcome), "timing.json": timing_text(outcome.seconds)}
    if ledger is not None:
        texts["ledger.csv"] = frame_text(ledger[list(LEDGER_COLUMNS)])
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


def keep_case(case: Case, scenarios: Iterable[Scenario], folder: Path) -> None:
    """Write a case as it was read, with the documents of the scenarios that ran.

    Parameters
    ----------
    case : Case
    scenarios : iterable of Scenario
    folder : Path
        One that is there is the case already, and only gets what it lacks.
    """
    if not folder.is_dir():
        folder.mkdir()
        write_case(case, folder)
    beside = folder / SCENARIOS_FOLDER
    for scenario in scenarios:
        write_texts(scenario.documents, beside)


def read_study(folder: Path) -> tuple[Outcome, list[Stored], tuple[str, ...]]:
    """Read a run, or an allocation as a run without scenarios.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    baseline : Outcome
    ran : list of (Scenario, Outcome, ledger, bridge)
    notes : tuple of str

    Raises
    ------
    CareError
        If the folder holds no run, or one that its own case contradicts.
    """
    _need_run(folder)
    case = load_case(folder / CASE)
    if (folder / ANSWER).is_file():
        return read_outcome(case, folder), [], ()
    baseline = read_outcome(case, folder / BASELINE)
    record = _record(folder / PROVENANCE)
    files = [
        folder / CASE / SCENARIOS_FOLDER / one["file"] for one in record["scenarios"]
    ]
    ran: list[Stored] = []
    bridges = _rows(folder / "bridge.csv")
    for scenario in read_scenarios(case, files):
        changed, ledger = applied(case, scenario)
        outcome = read_outcome(changed, folder / scenario.name)
        bridge = _bridge([row for row in bridges if row["scenario"] == scenario.name])
        ran.append((scenario, outcome, ledger, bridge))
    return baseline, ran, tuple(record["notes"])


def plan_of_run(case: Case, folder: Path) -> Outcome:
    """Lay out the stored plan of a case: that of a run before any scenario.

    Parameters
    ----------
    case : Case
    folder : Path
        That ``fairlot run`` or ``fairlot allocate --out`` has written.

    Raises
    ------
    CareError
        If the folder holds no plan, or one of another case.
    """
    if not (folder / ANSWER).is_file():
        _need_run(folder)
        return read_outcome(case, folder / BASELINE)
    return read_outcome(case, folder)


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
    record = _record(folder / ANSWER)
    if record.get("fingerprint") != case.fingerprint:
        got = f"the fingerprint {str(record.get('fingerprint'))[:12]}"
        expected = f"{case.fingerprint[:12]}, that of the case beside it"
        fix = "Run the case again: one of the two was changed since"
        raise InputError([Finding(ANSWER, 0, "fingerprint", got, expected, fix)])
    chosen = [
        (row["referral"], row["provider"], row["scheme"])
        for row in _rows(folder / "placements.csv")
    ]
    prices, _ = priced(case)
    market = market_of(case, prices)
    allocation = restored(market, chosen, record)
    provenance = _record(folder / PROVENANCE)
    outcome = told(case, market, prices, allocation, Options())
    return replace(outcome, notes=tuple(record["notes"]), provenance=provenance)


def _need_run(folder: Path) -> None:
    """Refuse a folder that no run has written."""
    is_run = (folder / PROVENANCE).is_file() and (folder / CASE).is_dir()
    if not is_run:
        got = "no run" if folder.is_dir() else "no such folder"
        expected = "a folder that fairlot run or fairlot allocate --out has written"
        raise InputError([Finding(str(folder), 0, "", got, expected)])


def _record(path: Path) -> dict[str, Any]:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        record = None
    if not isinstance(record, dict):
        raise InputError([_unreadable(path)])
    return record


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        text = path.read_text(encoding="utf-8")
        rows = list(csv.DictReader(io.StringIO(text), strict=True))
    except (OSError, ValueError, csv.Error):
        raise InputError([_unreadable(path)]) from None
    return [{key: unguarded(cell) for key, cell in row.items()} for row in rows]


def _bridge(rows: list[dict[str, str]]) -> pd.DataFrame:
    """Lay out the stored steps of one scenario."""
    steps = [
        (row["step"], int(pence(float(row["gbp_per_week"]))), int(row["placed"]))
        for row in rows
    ]
    return bridge_frame(steps)


def _unreadable(path: Path) -> Finding:
    got, fix = "a file that is missing or damaged", "Run the case again"
    return Finding(f"{path.parent.name}/{path.name}", 0, "", got, "as written", fix)

"""A study as files: data, report and workbook, written whole or not at all."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from fairlot.report.report import render
from fairlot.workbook.results import results_workbook
from scenarios.disk.files import folder_aside
from scenarios.disk.layout import CASE, REPORT, WORKBOOK
from scenarios.store import keep_case, write_outcome

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from scenarios.study import Study


def write_run(
    study: Study, out: Path, seconds: Mapping[str, float], case: Path
) -> Study:
    """Write a run into a folder.

    Parameters
    ----------
    study : Study
    out : Path
        Absent, empty, or an earlier answer, which is then replaced.
    seconds : mapping of phase to float
        What went before; explaining, report and workbook are added.
    case : Path
        What was run; if it lies within the folder, it stays there.

    Returns
    -------
    Study
        With its explanations.
    """
    with folder_aside(out, case) as folder:
        return fill_run(study, folder, seconds)


def fill_run(study: Study, folder: Path, seconds: Mapping[str, float]) -> Study:
    """Write a run into a folder that is there; a case in it stays as it is."""
    study = study.explained()
    spent = _write_faces(study, folder)
    study = replace(study, seconds={**seconds, **study.seconds, **spent})
    study.write(folder)
    return study


def write_allocation(
    study: Study, out: Path, seconds: Mapping[str, float], case: Path
) -> Study:
    """Write a study without scenarios as the one answer that it is.

    Parameters
    ----------
    study : Study
    out : Path
    seconds : mapping of phase to float
    case : Path

    Returns
    -------
    Study
        With its explanations.
    """
    study = study.explained()
    with folder_aside(out, case) as folder:
        spent = _write_faces(study, folder)
        keep_case(study.case, folder / CASE)
        baseline = study.baseline
        times = {**seconds, **baseline.seconds, **spent}
        write_outcome(replace(baseline, seconds=times), folder)
    return study


def _write_faces(study: Study, folder: Path) -> dict[str, float]:
    """Write what people read, and say how long that took."""
    started = time.perf_counter()
    report = render(study)
    (folder / REPORT).write_text(report, encoding="utf-8", newline="\n")
    rendered = time.perf_counter()
    (folder / WORKBOOK).write_bytes(results_workbook(study))
    return {
        "report": rendered - started,
        "workbook": time.perf_counter() - rendered,
    }

"""``fairlot check``: all that is wrong with a case, or that nothing is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from fairlot.exits import Exit
from fairlot.output import Format, format_option, note, show

if TYPE_CHECKING:
    from scenarios.case import Case
    from scenarios.expectations import Compared

_COLUMNS: Final = ("table", "rows", "columns_carried", "present")
_EXPECTED: Final = ("measure", "expected", "got", "holds")


@click.command("check")
@click.argument("case", type=click.Path(path_type=Path))
@click.option(
    "--run", "is_run", is_flag=True, help="Allocate, and compare what is expected."
)
@click.option(
    "--junit",
    type=click.Path(path_type=Path),
    help="With --run: file to write JUnit XML into, a test case an expectation.",
)
@format_option
def check_command(
    *, case: Path, is_run: bool, junit: Path | None, output: Format
) -> int:
    """Read CASE and list all that is wrong with it, in every file at once.

    CASE is a folder with case.toml and its tables, or a workbook. Its scenarios are
    read too, and each is applied to it. A finding says file, row and column, what is
    there, what was expected and how to mend it; the exit code is then 1. If nothing is
    wrong, the tables are counted and what nothing reads is noted.

    With --run the case is allocated, and each [[expect]] of case.toml is held against
    the answer. The exit code is 4 if one differs, and 3 if there is no plan.
    """
    from scenarios.checked import checked
    from scenarios.market.coverage import unused

    if junit is not None and not is_run:
        msg = "--junit tells what --run has found: give both."
        raise click.UsageError(msg)
    loaded, scenarios = checked(case)
    rows = _rows(loaded)
    notes = [*loaded.notes, *unused(loaded)]
    answer: dict[str, Any] = {
        "case": loaded.name,
        "title": loaded.settings.title,
        "price_date": loaded.settings.price_date.isoformat(),
        "fingerprint": loaded.fingerprint,
        "tables": [dict(zip(_COLUMNS, row, strict=True)) for row in rows],
        "scenarios": [
            {
                "scenario": one.name,
                "title": one.title,
                "changes": len(one.changes),
                "cells": len(ledger),
            }
            for one, ledger in scenarios
        ],
        "findings": [],
        "notes": notes,
    }
    expected = _expected(loaded) if is_run else ()
    if junit is not None:
        _write_junit(junit, loaded.name, expected)
    if expected is None:
        note(f"There is no plan for {loaded.name}: fairlot allocate says why.")
        return Exit.NO_ANSWER
    told = [[one.measure, one.expected, one.got, _yes(one.holds)] for one in expected]
    if is_run:
        answer["expected"] = [dict(zip(_EXPECTED, row, strict=True)) for row in told]
    title = loaded.settings.title or loaded.name
    if is_run and output != "json":
        show(output, _EXPECTED, told, title=title, numbers=("expected", "got"))
    else:
        show(output, _COLUMNS, rows, answer=answer, title=title, numbers=("rows",))
    for one in notes:
        note(one)
    for scenario, ledger in scenarios:
        changes, cells = len(scenario.changes), len(ledger)
        note(f"Scenario {scenario.name}: changes {changes}, cells changed {cells:,}.")
    note(f"Nothing is wrong with {loaded.name}. Fingerprint {loaded.fingerprint[:12]}.")
    return _exit(expected) if is_run else Exit.ANSWERED


def _rows(case: Case) -> list[list[object]]:
    """Count the rows of each table, and name its columns that are carried through."""
    return [
        [
            name,
            len(frame),
            "; ".join(column for column in frame.columns if column.startswith("x_")),
            _yes(name in case.present),
        ]
        for name, frame in case.tables.items()
    ]


def _expected(case: Case) -> tuple[Compared, ...] | None:
    """Allocate a case and compare; None where there is no plan."""
    from scenarios.expectations import compared
    from scenarios.outcome import outcome_of

    allocation = outcome_of(case).allocation
    if not allocation.has_plan:
        return None
    return compared(case, allocation)


def _write_junit(file: Path, name: str, expected: tuple[Compared, ...] | None) -> None:
    """Write what was expected as test cases; that there is a plan is the first."""
    from fairlot.junit import TestCase, TestSuite, junit_text
    from scenarios.disk.files import write_whole

    failure = "there is none: fairlot allocate says why" if expected is None else ""
    cases = [TestCase("a plan", failure)]
    for one in expected or ():
        words = f"{one.measure}: expected {one.expected:g}, got {one.got:g}"
        cases.append(TestCase(one.measure, "" if one.holds else words))
    write_whole(file, junit_text(name, [TestSuite("expectations", tuple(cases))]))


def _exit(expected: tuple[Compared, ...]) -> Exit:
    differ = sum(not one.holds for one in expected)
    note(f"{len(expected)} expected, {differ} different.")
    return Exit.CHECK_FAILED if differ else Exit.ANSWERED


def _yes(is_so: bool) -> str:  # noqa: FBT001 - the one thing that it is about
    return "yes" if is_so else "no"

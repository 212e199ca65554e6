"""Scenario files written for a test, read and applied to a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from costing.errors import InputError
from scenarios.apply import applied
from scenarios.scenario import read_scenarios

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from scenarios.case import Case
    from scenarios.scenario import Scenario


def change(**keys: str) -> str:
    """Give a ``[[change]]``; ``start`` stands for ``from``, values as TOML."""
    lines = [
        f"{'from' if key == 'start' else key} = {value}" for key, value in keys.items()
    ]
    return "\n".join(["[[change]]", *lines, ""])


def scenario(folder: Path, case: Case, text: str) -> Scenario:
    """Read one scenario from the text of its file, without the line of its name.

    The name is on line 1 of the file, so that the text begins on line 2.
    """
    path = folder / "what-if.toml"
    path.write_text(f'scenario = "what-if"\n{text}', encoding="utf-8")
    (read,) = read_scenarios(case, [path])
    return read


def made(folder: Path, case: Case, text: str) -> tuple[Case, pd.DataFrame]:
    """Apply one scenario; its text as for :func:`scenario`."""
    return applied(case, scenario(folder, case, text))


def entries(ledger: pd.DataFrame) -> list[str]:
    """Give a ledger as lines: ``offers R1;P1; quality: 5 -> 6``."""
    return [
        f"{one.table} {one.key} {one.column}: {one.old} -> {one.new}"
        for one in ledger.itertuples()
    ]


def told(folder: Path, case: Case, text: str) -> list[str]:
    """Give what reading and applying a scenario finds, each in its line of text."""
    try:
        made(folder, case, text)
    except InputError as error:
        return [str(one) for one in error.findings]
    return []

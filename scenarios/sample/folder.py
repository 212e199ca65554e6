"""Folder: the sample written as a case."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from scenarios.disk.texts import csv_text
from scenarios.inputs.contract import TABLES
from scenarios.inputs.folder import SCENARIOS_FOLDER
from scenarios.sample import (
    bid_rows,
    district,
    house_rows,
    market_rows,
    payments,
    people_rows,
    return_rows,
    rules,
    what_ifs,
)
from scenarios.sample.ids import Ids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from scenarios.sample.district import District
    from scenarios.sample.ids import Row

SEED: Final = 20261101

FINANCE_FOLDER: Final = "finance"
"""A folder beside the tables that no case reads: what finance paid."""

_ROWS: Final[dict[str, Callable[[District, Ids], Iterator[Row]]]] = {
    "providers": market_rows.providers,
    "provider_lots": market_rows.provider_lots,
    "provider_costs": market_rows.provider_costs,
    "schemes": market_rows.schemes,
    "rotas": market_rows.rotas,
    "timetables": house_rows.timetables,
    "commitments": people_rows.commitments,
    "absences": house_rows.absences,
    "referrals": people_rows.referrals,
    "packages": people_rows.packages,
    "offers": bid_rows.offers,
    "question_scores": bid_rows.question_scores,
    "preferences": people_rows.preferences,
    "may_not_share": people_rows.may_not_share,
    "decisions": people_rows.decisions,
    "rates": market_rows.rates,
    "returns": return_rows.returns,
}


def write_sample(folder: str | Path, *, seed: int = SEED, factor: int = 1) -> None:
    """Write the sample case: Estuary, an invented council.

    Nothing in it is real: docs/sample.md says which published figures it follows. The
    same seed and factor give the same bytes on every machine.

    Parameters
    ----------
    folder : str or Path
        Made if it is not there; files of the same names are replaced.
    seed : int
        0 or more.
    factor : int
        1 or more: 1 is a council of 373 people, 10 is ten times that.

    Raises
    ------
    ValueError
        If the seed is below 0 or the factor below 1.
    """
    if seed < 0 or factor < 1:
        msg = "write_sample: a seed of 0 or more, and a factor of 1 or more"
        raise ValueError(msg)
    folder = Path(folder)
    districts = district.make(seed, factor)
    ids = Ids(factor)
    folder.mkdir(parents=True, exist_ok=True)
    title = "Estuary, an invented council (synthetic)"
    _write(folder / "case.toml", rules.case_toml(title))
    _write(folder / "lots.toml", rules.lots_toml())
    beside = folder / SCENARIOS_FOLDER
    beside.mkdir(exist_ok=True)
    for name, text in what_ifs.scenario_files(districts, ids).items():
        _write(beside / name, text)
    for name, rows in _ROWS.items():
        columns = TABLES[name].names
        with (folder / TABLES[name].file).open(
            "w", encoding="utf-8", newline=""
        ) as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            for one in districts:
                writer.writerows(
                    [_cell(row.get(column)) for column in columns]
                    for row in rows(one, ids)
                )
    _write_payments(folder / FINANCE_FOLDER, districts, ids)


def _write_payments(folder: Path, districts: Sequence[District], ids: Ids) -> None:
    """Write what finance paid, as it ties and as it does not: no part of the case."""
    folder.mkdir(exist_ok=True)
    for name, rows in (
        ("extract.csv", payments.explained),
        ("extract-with-faults.csv", payments.with_faults),
    ):
        paid = (row for one in districts for row in rows(one, ids))
        cells = [[_cell(row[name]) for name in payments.COLUMNS] for row in paid]
        _write(folder / name, csv_text(payments.COLUMNS, cells))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ";".join(value)
    return value.isoformat() if isinstance(value, date) else str(value)

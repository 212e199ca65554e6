"""The one way to write a table or the settings of a case, and what it hashes to.

Two cases that say the same are written the same: columns in the order of the contract,
those that hold nothing but their default left out, cells in one spelling, settings
that are the default left out. Rows keep their order, which answers are listed in.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import tomli_w

from allocation.rules import Lot
from costing.columns import Kind
from costing.money import round_to
from scenarios.disk.texts import csv_text
from scenarios.inputs.contract import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import pandas as pd
    from pydantic import BaseModel

    from costing.columns import ColumnSpec
    from scenarios.inputs.settings import CaseSettings

_WHOLE: Final = 1e15
"""Size below which every whole float is written without a point."""


def table_text(name: str, frame: pd.DataFrame) -> str:
    """Write a table as CSV.

    Parameters
    ----------
    name : str
        Of the table.
    frame : DataFrame
        In the form of ``costing.tables``.

    Returns
    -------
    str
        Reading it back gives the same cells, defaults filled in.
    """
    columns = table_cells(name, frame)
    rows = list(zip(*columns.values(), strict=True))
    return csv_text(list(columns), rows)


def table_cells(name: str, frame: pd.DataFrame) -> dict[str, list[str]]:
    """Write the cells of a table, by column in the order in which they are kept.

    Parameters
    ----------
    name : str
        Of the table.
    frame : DataFrame

    Returns
    -------
    dict of str to list of str
        Not guarded against formulas.
    """
    spec = TABLES[name]
    cells = {
        column.name: _cells(column.kind, frame[column.name])
        for column in spec.columns
        if column.needed or not _is_default(name, column, frame)
    }
    further = sorted(set(map(str, frame.columns)) - set(spec.names))
    numbers = [one for one in further if frame[one].dtype == np.float64]
    cells |= {one: _cells(Kind.NUMBER, frame[one]) for one in numbers}
    texts = [one for one in further if one not in numbers]
    return cells | {one: _cells(Kind.TEXT, frame[one]) for one in texts}


def _is_default(table: str, column: ColumnSpec, frame: pd.DataFrame) -> bool:
    """Tell whether a column says nothing that its absence would not say."""
    cells = frame[column.name]
    if (table, column.name) == ("schemes", "already_running"):
        return bool((cells == (frame["occupied_places"] > 0)).all())
    if (table, column.name) == ("offers", "core_included"):
        return bool((frame["scheme"] == "").all() and not cells.any())
    if column.kind is Kind.LIST:
        return not any(cells)
    fill = column.fill
    return bool((cells.isna() if fill is None else cells == fill).all())


def _cells(kind: Kind, values: pd.Series[Any]) -> list[str]:
    """Write cells, each distinct one once; what is not given is empty."""
    if kind is Kind.DATE:
        days = values.to_numpy().astype("datetime64[D]").astype(str)
        return ["" if day == "NaT" else day for day in days.tolist()]
    if kind is Kind.LIST:
        return [";".join(names) for names in values]
    given: list[Any] = values.tolist()
    if not kind.is_number:
        write = _WRITERS.get(kind, str)
        written = {one: write(one) for one in set(given)}
        return [written[one] for one in given]
    is_given = values.notna().tolist()
    write = _WRITERS.get(kind, number)
    held = {one for one, is_one in zip(given, is_given, strict=True) if is_one}
    written = {one: write(one) for one in held}
    return [
        written[one] if is_one else ""
        for one, is_one in zip(given, is_given, strict=True)
    ]


def cell_texts(kind: Kind, values: pd.Series[Any]) -> list[str]:
    """Write cells of one kind as they would stand in the file, one a row."""
    return _cells(kind, values)


def number(value: float) -> str:
    """Write a number as short as can be so that it is read back as it is."""
    return str(_tidy(float(value)))


def _tidy(value: float) -> int | float:
    return int(value) if value.is_integer() and abs(value) < _WHOLE else value


def _money(value: float) -> str:
    return f"{value + 0.0:.2f}"


def _hours(value: float) -> str:
    """Write hours with as few decimals as tell the minute."""
    if (value * 20).is_integer() and abs(value) < _WHOLE:
        return number(value)  # whole threes of minutes, as nearly all are
    minute = round_to(value * 60)
    for places in range(3):
        text = f"{value:.{places}f}"
        if round_to(float(text) * 60) == minute:
            return text
    return number(value)


def _time(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


_WRITERS: Final[Mapping[Kind, Callable[[Any], str]]] = {
    Kind.MONEY: _money,
    Kind.HOURS: _hours,
    Kind.TIME: _time,
    Kind.YES_NO: lambda is_so: "yes" if is_so else "no",
}


def settings_text(settings: CaseSettings, model: str) -> str:
    """Write case.toml: what is not the default, in the order of the contract.

    Parameters
    ----------
    settings : CaseSettings
    model : str
        The cost model by the name that it has beside the file.
    """
    return tomli_w.dumps(settings_keys(settings.model_copy(update={"model": model})))


def settings_keys(settings: BaseModel) -> dict[str, Any]:
    """Give settings that are not the default, as TOML holds them; "" is none."""
    keys: dict[str, Any] = _plain(
        settings.model_dump(exclude_defaults=True, by_alias=True)
    )
    return keys


def lots_text(lots: Sequence[Lot]) -> str:
    """Write lots.toml; empty where there is but the lot that everything fits."""
    if tuple(lots) == (Lot(lot="1"),):
        return ""
    return tomli_w.dumps({"lot": [settings_keys(lot) for lot in lots]})


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, float):
        return _tidy(value)
    return "" if value is None else str(value) if isinstance(value, str) else value


def digest(text: str) -> str:
    """Give the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint(inputs: Mapping[str, str]) -> str:
    """Give the SHA-256 of all parts of a case: a line each, name and SHA-256.

    Parameters
    ----------
    inputs : mapping of str to str
        SHA-256 of each part's text, by name.
    """
    return digest("".join(f"{name} {inputs[name]}\n" for name in sorted(inputs)))


def tables_in_order(names: Iterable[str]) -> list[str]:
    """Give names of tables in the order of the contract."""
    held = set(names)
    return [name for name in TABLES if name in held]

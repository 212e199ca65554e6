"""What every typed table must hold, as a pandera schema: bounds, and keys once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa

    from costing.columns import TableSpec

_BOUNDS: Final = "bounds"
_KEY: Final = "key"


@dataclass(frozen=True, slots=True)
class Failures:
    """What of a frame does not hold.

    Parameters
    ----------
    outside : tuple of (int, str)
        Row and column of each number outside its bounds.
    repeated : tuple of int
        Rows whose key stands in an earlier row.
    """

    outside: tuple[tuple[int, str], ...] = ()
    repeated: tuple[int, ...] = ()


def failures_of(spec: TableSpec, frame: pd.DataFrame) -> Failures:
    """Hold a frame against the schema of its table.

    Parameters
    ----------
    spec : TableSpec
    frame : DataFrame
        In the form of ``costing.tables``.

    Returns
    -------
    Failures
    """
    from pandera.errors import SchemaErrors  # noqa: PLC0415 - slow to import

    try:
        schema_of(spec).validate(frame, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases
    else:
        return Failures()
    rows = [int(row) for row in cases["index"]]
    told = list(zip(cases["check"], rows, cases["column"], strict=True))
    return Failures(
        tuple((row, str(column)) for check, row, column in told if check == _BOUNDS),
        tuple(sorted({row for check, row, _ in told if check == _KEY})),
    )


@lru_cache(maxsize=64)
def schema_of(spec: TableSpec) -> pa.DataFrameSchema:
    """Give the pandera schema of a table: its numbers within bounds, its key once."""
    import pandera.pandas as pa  # noqa: PLC0415 - slow to import

    columns = {}
    for column in spec.columns:
        least, most = column.bounds
        if column.kind.is_number and (least is not None or most is not None):
            low = -np.inf if least is None else least
            high = np.inf if most is None else most
            check = pa.Check(partial(_within, low=low, high=high), name=_BOUNDS)
            columns[column.name] = pa.Column("float64", check, nullable=True)
    if spec.may_repeat:
        return pa.DataFrameSchema(columns)
    key = list(spec.key) or None
    once = pa.Check(lambda frame: ~frame.duplicated(key), name=_KEY)
    return pa.DataFrameSchema(columns, checks=[once])


def _within(values: pd.Series[float], low: float, high: float) -> pd.Series[bool]:
    return values.between(low, high)

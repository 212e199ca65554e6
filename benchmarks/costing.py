"""What care costs, timed: millions of variants and of lines, a document, an hour."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

import costing
from benchmarks.plain import Notebook
from costing.care.amounts import Rates, amounts, rates_of
from costing.care.pricing import unit_prices
from costing.document.reading import read_model
from costing.engine.evaluation import evaluate
from costing.law import load_law
from costing.model import load_model, model_text
from costing.money import nearest
from fairlot.bench import Clock

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from costing.document.parts import Model

NAME = "supported-living-england"
NOVEMBER = load_law("england").on(date(2026, 11, 1))
VARYING = {
    "support_worker_pay": (12.71, 14.5),
    "senior_share": (0.0, 0.3),
    "turnover": (0.1, 0.45),
    "weekend_enhancement": (0.0, 0.2),
    "sickness_days": (3.0, 12.0),
    "travel_share": (0.0, 0.04),
    "service_hours": (700.0, 1600.0),
    "central_share": (0.04, 0.1),
    "surplus_share": (0.02, 0.06),
}
"""The inputs that vary, evenly between these."""

LINES_OF_A_PACKAGE = 4
"""Of 30 columns; the sample's people have two or three, so this favours the matrix."""

ROWS_APPLIED = 5_000


def measure(*, quick: bool) -> tuple[Clock, dict[str, float]]:
    """Time everything in turns with its peer, and check that both agree."""
    clock, rounds = Clock(), 3 if quick else 5
    model = load_model(NAME)
    _document(clock, model, 10 * rounds)
    agree = _variants(clock, model, 1_000_000, rounds)
    count = 2_000_000 if quick else 10_000_000
    exact = _lines(clock, model, count, 2 * rounds + 1)
    peak = _file(clock, 200_000 if quick else 10_000_000)
    applied = clock.median("apply") * count / ROWS_APPLIED
    return clock, {
        "prices_agree": float(agree),
        "variants_ratio": clock.ratio("variants", "plain_numpy"),
        "amounts_exact": float(exact),
        "lines_ratio": clock.ratio("lines", "matrix_vector"),
        "dense_ratio": clock.ratio("lines", "dense_vector"),
        "times_apply": applied / clock.median("lines"),
        "document_ratio": clock.ratio("read_document", "toml_alone"),
        "hour_ratio": clock.ratio("one_hour", "toml_alone"),
        "file_peak_mb": peak,
    }


def _variants(clock: Clock, model: Model, count: int, rounds: int) -> bool:
    draw = np.random.default_rng(1)
    varying = {name: draw.uniform(*ends, count) for name, ends in VARYING.items()}
    base = evaluate(model, NOVEMBER, {}, []).inputs
    fixed = {name: float(base[name][0]) for name in model.inputs}
    fixed = {name: value for name, value in fixed.items() if name not in varying}
    notebook = Notebook(model, NOVEMBER)
    ours = partial(evaluate, model, NOVEMBER, {**fixed, **varying}, [model.price])
    agree = True
    for _ in range(rounds):
        plain = clock.timed("plain_numpy", notebook.price, fixed, varying)
        found = clock.timed("variants", ours).value[model.price]
        agree = agree and found.shape == plain.shape and bool((found == plain).all())
    return agree


@dataclass(frozen=True, slots=True)
class _Packages:
    """Packages of four lines each, as lines and as a matrix."""

    rates: Rates
    place: NDArray[np.int64]
    quantity: NDArray[np.int64]
    shared_by: NDArray[np.int64]
    matrix: NDArray[np.float64]
    pounds: NDArray[np.float64]


def _packages(model: Model, count: int) -> _Packages:
    prices = unit_prices(model, NOVEMBER, {}, {})
    known = list(model.components.values())
    bands = len(model.bands)
    columns = len(known) * bands
    draw = np.random.default_rng(2)
    shape = (count // LINES_OF_A_PACKAGE, LINES_OF_A_PACKAGE)
    # Four columns, all apart: the steps have no divisor in common with 30.
    step = draw.choice([1, 7, 11, 13], (shape[0], 1))
    first = draw.integers(0, columns, (shape[0], 1))
    column = (first + np.arange(shape[1]) * step) % columns
    component, band = np.divmod(column, bands)
    is_night = np.array([one.unit != "h" for one in known])[component]
    minutes = draw.integers(1, 160, shape) * 15
    nights = draw.integers(1, 8, shape) * 1_000_000
    quantity = np.where(is_night, nights, minutes)
    shared_by = draw.choice([1000, 1000, 1000, 2000, 3000], shape)
    staff = np.array([one.staff for one in known])[component]
    units = np.where(is_night, quantity / 1_000_000, quantity / 60) * staff
    matrix = np.zeros((shape[0], columns))
    np.put_along_axis(matrix, column, units * 1000 / shared_by, axis=1)
    rates = rates_of(prices)
    return _Packages(
        rates=rates,
        place=rates.place(0, 0, component, band).ravel(),
        quantity=quantity.ravel(),
        shared_by=shared_by.ravel(),
        matrix=matrix,
        pounds=np.stack([prices.pence[one.name][0] for one in known]).ravel() / 100,
    )


def _lines(clock: Clock, model: Model, count: int, rounds: int) -> bool:
    asked = _packages(model, count)
    table = pd.DataFrame(
        {
            "top": asked.rates.top[asked.place[:ROWS_APPLIED]],
            "bottom": asked.rates.bottom[asked.place[:ROWS_APPLIED]],
            "quantity": asked.quantity[:ROWS_APPLIED],
            "shared_by": asked.shared_by[:ROWS_APPLIED],
        }
    )
    dense = np.resize(asked.matrix, (count // len(asked.pounds), len(asked.pounds)))
    given = asked.rates, asked.place, asked.quantity, asked.shared_by
    found = amounts(*given)
    weekly = asked.matrix @ asked.pounds
    applied = found[:ROWS_APPLIED]
    for _ in range(rounds):
        weekly = clock.timed("matrix_vector", np.matmul, asked.matrix, asked.pounds)
        found = clock.timed("lines", amounts, *given)
        clock.timed("dense_vector", np.matmul, dense, asked.pounds)
        if len(clock.rounds.get("apply", [])) < 3:
            by_row = partial(table.apply, _one_line, axis=1)
            applied = clock.timed("apply", by_row).to_numpy()
    whole = _by_whole_numbers(asked)
    pounds = found.reshape(-1, LINES_OF_A_PACKAGE).sum(axis=1) / 100
    # Each line is rounded to the penny, in the matrix none is.
    near = np.abs(pounds - weekly).max() <= 0.005 * LINES_OF_A_PACKAGE + 1e-9
    same = (found == whole).all() and (applied == whole[:ROWS_APPLIED]).all()
    return bool(same and near)


def _by_whole_numbers(asked: _Packages) -> NDArray[np.int64]:
    """Price by 64-bit division alone, and a sample of it by fractions."""
    top = asked.rates.top[asked.place] * asked.quantity
    bottom = asked.rates.bottom[asked.place] * asked.shared_by
    found: NDArray[np.int64] = (2 * top + bottom) // (2 * bottom)
    for line in range(0, len(found), max(1, len(found) // 2_000)):
        exact = nearest(Fraction(int(top[line]), int(bottom[line])))
        assert found[line] == exact
    return found


def _one_line(row: pd.Series[Any]) -> int:
    top, bottom = row["top"] * row["quantity"], row["bottom"] * row["shared_by"]
    return int((2 * top + bottom) // (2 * bottom))


def _document(clock: Clock, model: Model, rounds: int) -> None:
    text = model_text(Path(costing.__path__[0]) / "models" / f"{NAME}.toml")
    uncached = read_model.__wrapped__
    for _ in range(rounds):
        clock.timed("toml_alone", tomllib.loads, text)
        clock.timed("read_document", uncached, text, f"{NAME}.toml")
        clock.timed("one_hour", evaluate, model, NOVEMBER, {}, [model.price])


def _file(clock: Clock, count: int) -> float:
    """Price a file of lines in a process of its own; give its peak in megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.line_file", folder, str(count)]
        subprocess.run([*command, "write"], check=True)
        told = clock.timed(
            "file_of_lines",
            partial(subprocess.run, check=True, capture_output=True, text=True),
            [*command, "price"],
        )
    return float(told.stdout)

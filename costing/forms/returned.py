"""A cost model's workbook that came back: its inputs, checked cell by cell."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from costing.engine.evaluation import evaluate
from costing.errors import Finding, InputError, LawError
from costing.forms.model_form import (
    ABOUT,
    BUILD_UP,
    INPUTS,
    LAW,
)
from costing.forms.returned_reading import Reading, is_close
from costing.law import load_law
from costing.sheets.cell_facts import address
from costing.sheets.sheet import read_bytes
from costing.sheets.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from costing.document.parts import Model
    from costing.engine.arithmetic import DatedLaw
    from costing.law import LawOnDay
    from costing.sheets.cell_facts import Place
    from costing.sheets.workbook import Cells

_MADE: Final = "a workbook that fairlot hour --xlsx has written"


@dataclass(frozen=True, slots=True)
class Change:
    """An input that came back with another value than the document gives it.

    Parameters
    ----------
    name : str
    value, default : float
        The default is what the document gives, the other inputs being as returned.
    unit : str
    cell : str
        Where it stands on the sheet of inputs.
    """

    name: str
    value: float
    default: float
    unit: str
    cell: str


@dataclass(frozen=True, slots=True)
class Returned:
    """What a workbook that came back says.

    Parameters
    ----------
    model : str
        The name of the cost model that it holds.
    version : str
        Fingerprint of the document.
    on : date or None
        The day of its law; None where it tells none, and needs none.
    inputs : mapping of input to float
        All of them.
    changes : tuple of Change
        The inputs that are not as the document has them.
    findings : tuple of Finding
        What was altered that is not an input: the price does not rest on it.
    """

    model: str
    version: str
    on: date | None
    inputs: Mapping[str, float]
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()


def returned_inputs(path: Path, model: Model) -> Returned:
    """Read the inputs of a workbook that ``fairlot hour --xlsx`` wrote.

    Rows are found by the column of names, so that they may have moved. What is read is
    numbers and days; no formula of the workbook is worked out or trusted.

    Parameters
    ----------
    path : Path
        An ``.xlsx`` or ``.ods``.
    model : Model
        The model that it was made from.

    Returns
    -------
    Returned

    Raises
    ------
    InputError
        If it is no such workbook, is of another model or another version of it, or
        with each input that is missing, unknown, no number or outside its bounds.
    CareError
        If the law of its day is not known, or the model cannot be worked out.
    """
    found = _sheets(path)
    reading = Reading(path.name, found)
    version, day = reading.about(model)
    if reading.wrong:
        raise InputError(reading.wrong)
    inputs, places = reading.inputs(model)
    if reading.wrong:
        raise InputError(reading.wrong)
    law = load_law(model.law).on(day) if model.law and day else None
    moved: dict[str, float] = {}
    if law is not None and LAW in found:
        theirs = _LawOfCells(law, reading.law(law))
        formulas = [name for name, place in places.items() if reading.is_formula(place)]
        moved = _by_law(model, theirs, inputs, formulas)
    inputs |= moved
    changes = tuple(_changes(model, law, inputs, places))
    try:
        values = evaluate(model, law, inputs).value
    except InputError as error:
        blamed = _to_blame(
            reading,
            model,
            law,
            inputs,
            places=places,
            changes=changes,
            fault=error.findings[0],
        )
        raise InputError(list(blamed) or error.findings) from None
    if BUILD_UP in found:
        reading.lines(model, values, moved)
    told = tuple(sorted(reading.told, key=lambda one: (one.sheet, one.row, one)))
    return Returned(model.name, version, day, inputs, changes, told)


def _sheets(path: Path) -> dict[str, Cells]:
    content = read_bytes(path)
    if isinstance(content, Finding):
        raise InputError([content])
    book = open_workbook(path.name, content)
    if isinstance(book, Finding):
        raise InputError([book])
    missing = [name for name in (ABOUT, INPUTS) if name not in book.names]
    if missing:
        got = f"no sheet {' and none '.join(missing)}"
        raise InputError([Finding(path.name, 0, "", got, _MADE)])
    wanted = [name for name in (ABOUT, INPUTS, LAW, BUILD_UP) if name in book.names]
    cells = book.cells(wanted)
    if isinstance(cells, Finding):
        raise InputError([cells])
    return cells


@dataclass(frozen=True, slots=True)
class _LawOfCells:
    """The law of a day as the workbook has it: some of it was altered."""

    law: LawOnDay
    altered: Mapping[str, float]

    def __getitem__(self, name: str) -> float:
        value = self.altered.get(name)
        return self.law[name] if value is None else value


def _by_law(
    model: Model,
    theirs: _LawOfCells,
    inputs: Mapping[str, float],
    formulas: Sequence[str],
) -> dict[str, float]:
    """Give inputs by the law itself where their cells show a default by altered law.

    Such a cell still holds the formula that it was sent with: nobody typed its number.
    """
    if not theirs.altered:
        return {}
    follow = [
        name
        for name in formulas
        if is_close(inputs[name], _default(model, theirs, inputs, name))
    ]
    given = {name: value for name, value in inputs.items() if name not in follow}
    found = evaluate(model, theirs.law, given, ()).inputs
    values = {name: float(found[name][0]) for name in follow}
    return {n: v for n, v in values.items() if not is_close(v, inputs[n])}


def _default(
    model: Model, law: DatedLaw | None, inputs: Mapping[str, float], name: str
) -> float:
    """Give an input's default beside the others; NaN where there is none."""
    others = {other: given for other, given in inputs.items() if other != name}
    try:
        return float(evaluate(model, law, others, ()).inputs[name][0])
    except (InputError, LawError):
        return math.nan


def _to_blame(
    reading: Reading,
    model: Model,
    law: LawOnDay | None,
    inputs: Mapping[str, float],
    *,
    places: Mapping[str, Place],
    changes: Sequence[Change],
    fault: Finding,
) -> Iterator[Finding]:
    """Tell what a model cannot be worked out with, by the cells that are to blame.

    Each change without which it can be; if there is none, all of them together.
    """
    alone = []
    for one in changes:
        given = {**inputs, one.name: one.default}
        try:
            evaluate(model, law, given)
        except InputError:
            continue
        alone.append(one)
    for one in alone or changes:
        got = f"{one.value:.12g}"
        expected = "a number that the model can be worked out with"
        beside = "" if alone else ", beside the other inputs"
        fix = f"With it{beside}, {fault.column} is {fault.got}"
        yield reading.finding(INPUTS, places[one.name], one.name, got, expected, fix)


def _changes(
    model: Model,
    law: LawOnDay | None,
    inputs: Mapping[str, float],
    places: Mapping[str, Place],
) -> Iterator[Change]:
    """Compare each input with what it would be if it alone were left out."""
    for name, value in inputs.items():
        default = _default(model, law, inputs, name)
        if not is_close(value, default):
            unit = model.inputs[name].unit
            yield Change(name, value, default, unit, address(places[name]))

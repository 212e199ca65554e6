"""A cost model's workbook that came back: its inputs, checked cell by cell."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from costing.dates import parse_date
from costing.document.fingerprint import fingerprint
from costing.engine.evaluation import evaluate
from costing.errors import Finding, InputError, LawError, quoted, suggestion
from costing.law import load_law
from costing.money import snap
from costing.sheets.cell_facts import address
from costing.sheets.model_form import (
    ABOUT,
    BUILD_UP,
    INPUTS,
    LAW,
    MODEL,
    NAME,
    ON,
    VALUE,
    VERSION,
)
from costing.sheets.sheet import read_bytes, trimmed
from costing.sheets.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from costing.document.parts import Input, Model
    from costing.sheets.cell_facts import Place
    from costing.sheets.workbook import Cells

_UNIT: Final = "Unit"
_MADE: Final = "a workbook that fairlot hour --xlsx has written"
_ANEW: Final = "Write a new one, and have it filled in"
_WORK_OUT: Final = "Open the workbook in a spreadsheet, and save it"
_CLOSE: Final = 1e-9
"""Shares of a value by which two programs may differ."""


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
    reading = _Reading(path.name, found)
    version, day = reading.about(model)
    if reading.wrong:
        raise InputError(reading.wrong)
    inputs, places = reading.inputs(model)
    if reading.wrong:
        raise InputError(reading.wrong)
    law = load_law(model.law).on(day) if model.law and day else None
    changes = tuple(_changes(model, law, inputs, places))
    if law is not None and LAW in found:
        reading.law(law)
    if BUILD_UP in found:
        reading.lines(model, evaluate(model, law, inputs).value)
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


def _changes(
    model: Model, law: Any, inputs: Mapping[str, float], places: Mapping[str, Place]
) -> Iterator[Change]:
    """Compare each input with what it would be if it alone were left out."""
    for name, value in inputs.items():
        others = {other: given for other, given in inputs.items() if other != name}
        try:
            default = float(evaluate(model, law, others, ()).inputs[name][0])
        except (InputError, LawError):
            default = math.nan  # its default cannot be worked out beside the others
        if not _is_close(value, default):
            unit = model.inputs[name].unit
            yield Change(name, value, default, unit, address(places[name]))


def _is_close(value: float, other: float) -> bool:
    return abs(value - other) <= _CLOSE * max(abs(value), abs(other))


@dataclass(slots=True)
class _Table:
    """Rows of a sheet by the names in one of its columns."""

    columns: Mapping[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    twice: list[tuple[str, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """A workbook being read, and what was found of it so far."""

    file: str
    sheets: Mapping[str, Cells]
    wrong: list[Finding] = field(default_factory=list)
    told: list[Finding] = field(default_factory=list)

    def _finding(
        self, sheet: str, place: Place | None, column: str, *words: str
    ) -> Finding:
        row, cell = (place[0], address(place)) if place else (0, "")
        got, expected, fix = (*words, "", "")[:3]
        return Finding(self.file, row, column, got, expected, fix, sheet, cell)

    def _table(self, sheet: str, other: str) -> _Table:
        """Find the rows of a sheet below the headings Name and another."""
        table, cells = _Table(), self.sheets[sheet]
        for number, row in enumerate(cells.rows, start=1):
            texts = [trimmed(cell) if isinstance(cell, str) else "" for cell in row]
            if not table.columns:
                if NAME in texts and other in texts:
                    table.columns = {
                        text: place for place, text in enumerate(texts, 1) if text
                    }
                continue
            name = texts[table.columns[NAME] - 1]
            if name in table.rows:
                table.twice.append((name, number))
            elif name:
                table.rows[name] = number
        return table

    def about(self, model: Model) -> tuple[str, date | None]:
        """Read which model it is, which version, and the day of its law."""
        table, cells = self._table(ABOUT, VALUE), self.sheets[ABOUT]
        places = {name: (row, table.columns[VALUE]) for name, row in table.rows.items()}
        told = {name: cells.at(place) for name, place in places.items()}
        name, version = str(told.get(MODEL, "")), str(told.get(VERSION, ""))
        mine = fingerprint(model)
        if name != model.name:
            got = f"the model {quoted(name)}" if name else "no model"
            asked = quoted(model.name)
            fix = "Name the model that the workbook was made from"
            place = places.get(MODEL)
            self.wrong.append(self._finding(ABOUT, place, MODEL, got, asked, fix))
        elif version != mine:
            got = f"version {quoted(version)} of the model" if version else "no version"
            fix = f"The document has changed since it was sent. {_ANEW}"
            place = places.get(VERSION)
            expected = quoted(mine)
            self.wrong.append(self._finding(ABOUT, place, VERSION, got, expected, fix))
        day = _day(told.get(ON, ""))
        if day is None and model.law:
            got = quoted(told[ON]) if told.get(ON) else "no day"
            expected = "the day of its law, such as 2026-11-01"
            self.wrong.append(
                self._finding(ABOUT, places.get(ON), ON, got, expected, _ANEW)
            )
        return version, day

    def inputs(self, model: Model) -> tuple[dict[str, float], dict[str, Place]]:
        """Read the value of every input, with its cell."""
        table = self._table(INPUTS, VALUE)
        values: dict[str, float] = {}
        places: dict[str, Place] = {}
        for name, row in table.rows.items():
            if name not in model.inputs:
                place = row, table.columns[NAME]
                near = suggestion(name, model.inputs) or "Take the row away"
                expected = f"an input of {model.name}"
                self.wrong.append(
                    self._finding(INPUTS, place, "", quoted(name), expected, near)
                )
        for name, row in table.twice:
            place = row, table.columns[NAME]
            got = f"{quoted(name)} a second time"
            self.wrong.append(self._finding(INPUTS, place, "", got, "each input once"))
        for name, part in model.inputs.items():
            if name not in table.rows:
                fix = "Put its row back, or write a new workbook"
                words = "nothing", "a row of this input", fix
                self.wrong.append(self._finding(INPUTS, None, name, *words))
                continue
            places[name] = place = (table.rows[name], table.columns[VALUE])
            value = self._number(place, part)
            if value is not None:
                values[name] = value
        return values, places

    def _number(self, place: Place, part: Input) -> float | None:
        """Read one input; None where it is no number or outside its bounds."""
        cells = self.sheets[INPUTS]
        value, facts = cells.at(place), cells.facts
        expected = f"a number in {part.unit}" if part.unit != "1" else "a number"
        words: tuple[str, ...] = ()
        if place in facts.errors:
            got = f"{quoted(facts.errors[place])}, an error of the spreadsheet"
            words = got, expected, "Mend the formula, or type the value"
        elif place in facts.unknown and not isinstance(value, float):
            words = "a formula whose value was never worked out", expected, _WORK_OUT
        elif isinstance(value, bool) or not isinstance(value, int | float):
            words = _no_number(value, expected)
        elif not math.isfinite(value):
            words = f"{value}", expected
        elif part.minimum is not None and snap(value) < part.minimum:
            words = f"{value:.12g}", f"a number from {part.minimum:g}, the min"
        elif part.maximum is not None and snap(value) > part.maximum:
            words = f"{value:.12g}", f"a number up to {part.maximum:g}, the max"
        if not words:
            return float(value)
        self.wrong.append(self._finding(INPUTS, place, part.name, *words))
        return None

    def law(self, law: Any) -> None:
        """Tell of law that is not what Fairlot knows of the day."""
        table = self._table(LAW, VALUE)
        for name, row in table.rows.items():
            place = row, table.columns[VALUE]
            value = self.sheets[LAW].at(place)
            try:
                known = float(law[name])
            except LawError:
                continue
            if isinstance(value, int | float) and _is_close(float(value), known):
                continue
            got = f"{value:.12g}" if isinstance(value, float) else quoted(value)
            expected = f"{known:.12g}, the law of {law.day}"
            fix = "The price below is worked out by the law, not by this cell"
            self.told.append(self._finding(LAW, place, name, got, expected, fix))

    def lines(self, model: Model, values: Mapping[str, Any]) -> None:
        """Tell of lines that are typed over, or that show another value."""
        table = self._table(BUILD_UP, _UNIT)
        cells = self.sheets[BUILD_UP]
        fix = "The price below is worked out by the model, not by this cell"
        for name in model.lines:
            row = table.rows.get(name)
            if row is None:
                words = "nothing", "a row of this line", fix
                self.told.append(self._finding(BUILD_UP, None, name, *words))
                continue
            for number, band in enumerate(model.bands, start=1):
                place = row, table.columns[_UNIT] + number
                value, mine = cells.at(place), float(values[name][0][number - 1])
                where = f"{name} in {band}" if len(model.bands) > 1 else name
                if place not in cells.facts.formulas:
                    got = f"{quoted(value)} typed over the formula"
                elif place in cells.facts.unknown:
                    got = "a formula whose value was never worked out"
                elif isinstance(value, float) and _is_nearly(value, mine):
                    continue
                else:
                    shown = cells.facts.errors.get(place, value)
                    got = f"{shown:.12g}" if isinstance(shown, float) else quoted(shown)
                words = got, f"{mine:.12g} by the model", fix
                self.told.append(self._finding(BUILD_UP, place, where, *words))


def _is_nearly(value: float, mine: float) -> bool:
    """Say whether two programs mean the same; what is next to nothing is nothing."""
    return abs(value - mine) <= _CLOSE * (1 + abs(mine))


def _no_number(value: object, expected: str) -> tuple[str, ...]:
    if value == "":
        return "nothing", expected, "Fill it in; the document's default stands beside"
    if isinstance(value, bool):
        return "yes" if value else "no", expected
    if not isinstance(value, str):
        return f"{quoted(value)}, a day or a time", expected, "Type it as a number"
    plain = value.strip().lstrip("£").replace(",", "").strip()
    try:
        float(plain)
    except ValueError:
        return f"the text {quoted(value)}", expected, "Type a number alone"
    fix = "Type it as a number: a cell of text is not one"
    return f"the text {quoted(value)}", expected, fix


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return parse_date(str(value))
    except ValueError:
        return None

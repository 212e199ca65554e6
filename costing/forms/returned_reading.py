"""A cost model's workbook that came back, read cell by cell."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from costing.dates import parse_date
from costing.document.expression import LawName, walk
from costing.document.fingerprint import fingerprint
from costing.errors import Finding, LawError, quoted, suggestion
from costing.forms.model_form import (
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
from costing.money import snap
from costing.sheets.cell_facts import address
from costing.sheets.sheet import trimmed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from costing.document.parts import Input, Model
    from costing.sheets.cell_facts import Place
    from costing.sheets.workbook import Cells

_UNIT: Final = "Unit"
_ANEW: Final = "Write a new one, and have it filled in"
_WORK_OUT: Final = "Open the workbook in a spreadsheet, and save it"
_BY_LAW: Final = "The price is worked out by the law, not by this cell"
_BY_MODEL: Final = "The price is worked out by the model, not by this cell"
_CLOSE: Final = 1e-9
"""Shares of a value by which two programs may differ."""


@dataclass(slots=True)
class _Table:
    """Rows of a sheet by the names in one of its columns."""

    columns: Mapping[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    twice: list[tuple[str, int]] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """A workbook being read, and what was found of it so far.

    Parameters
    ----------
    file : str
    sheets : mapping of str to Cells
    wrong, told : list of Finding
        What must be mended; what was altered and does not count.
    """

    file: str
    sheets: Mapping[str, Cells]
    wrong: list[Finding] = field(default_factory=list)
    told: list[Finding] = field(default_factory=list)

    def finding(
        self, sheet: str, place: Place | None, column: str, *words: str
    ) -> Finding:
        """Tell of a cell: what it has, what is expected, what to do."""
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
            self.wrong.append(self.finding(ABOUT, place, MODEL, got, asked, fix))
        elif version != mine:
            got = f"version {quoted(version)} of the model" if version else "no version"
            fix = f"The document has changed since it was sent. {_ANEW}"
            place = places.get(VERSION)
            expected = quoted(mine)
            self.wrong.append(self.finding(ABOUT, place, VERSION, got, expected, fix))
        day = _day(told.get(ON, ""))
        if day is None and model.law:
            got = quoted(told[ON]) if told.get(ON) else "no day"
            expected = "the day of its law, such as 2026-11-01"
            self.wrong.append(
                self.finding(ABOUT, places.get(ON), ON, got, expected, _ANEW)
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
                    self.finding(INPUTS, place, "", quoted(name), expected, near)
                )
        for name, row in table.twice:
            place = row, table.columns[NAME]
            got = f"{quoted(name)} a second time"
            self.wrong.append(self.finding(INPUTS, place, "", got, "each input once"))
        for name, part in model.inputs.items():
            if name not in table.rows:
                fix = "Put its row back, or write a new workbook"
                words = "nothing", "a row of this input", fix
                self.wrong.append(self.finding(INPUTS, None, name, *words))
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
        self.wrong.append(self.finding(INPUTS, place, part.name, *words))
        return None

    def law(self, law: Any) -> dict[str, float]:
        """Tell of law that is not what Fairlot knows of the day; give its numbers."""
        table, altered = self._table(LAW, VALUE), {}
        for name, row in table.rows.items():
            place = row, table.columns[VALUE]
            value = self.sheets[LAW].at(place)
            try:
                known = float(law[name])
            except LawError:
                continue
            if isinstance(value, int | float):
                if is_close(float(value), known):
                    continue
                altered[name] = float(value)
            got = f"{value:.12g}" if isinstance(value, float) else quoted(value)
            expected = f"{known:.12g}, the law of {law.day}"
            self.told.append(self.finding(LAW, place, name, got, expected, _BY_LAW))
        return altered

    def is_formula(self, place: Place) -> bool:
        """Say whether a cell of the inputs holds a formula."""
        return place in self.sheets[INPUTS].facts.formulas

    def lines(
        self, model: Model, values: Mapping[str, Any], moved: Collection[str] = ()
    ) -> None:
        """Tell of lines that are typed over, or that show another value.

        A line that differs only since what it reads does is not told, but for the
        price; ``moved`` are inputs whose cells are not what the model is given.
        """
        table, cells = self._table(BUILD_UP, _UNIT), self.sheets[BUILD_UP]
        first = table.columns.get(_UNIT, 0) + 1
        law = {one.column for one in self.told if one.sheet == LAW}
        unknown: list[Place] = []
        for number, band in enumerate(model.bands):
            differing = set(moved)
            for name in (one for one in model.order if one not in model.inputs):
                follows = not differing.isdisjoint(model.reads[name])
                line = model.lines.get(name)
                if line is None:  # the sum of a heading
                    differing |= {name} if follows else set()
                    continue
                if name not in table.rows:
                    continue
                place = table.rows[name], first + number
                follows |= any(
                    isinstance(one, LawName) and one.name in law
                    for one in walk(line.formula)
                )
                mine = float(values[name][0][number])
                got = _altered(cells, place, mine)
                if place in cells.facts.unknown:
                    unknown.append(place)
                elif got:
                    differing.add(name)
                    if not follows or "typed" in got or name == model.price:
                        where = f"{name} in {band}" if len(model.bands) > 1 else name
                        words = got, f"{mine:.12g} by the model", _BY_MODEL
                        self.told.append(self.finding(BUILD_UP, place, where, *words))
        for name in model.lines:
            if name not in table.rows:
                words = "nothing", "a row of this line", _BY_MODEL
                self.told.append(self.finding(BUILD_UP, None, name, *words))
        if unknown:
            got = f"{len(unknown)} formulas whose values were never worked out"
            words = got, "values to compare", _WORK_OUT
            self.told.append(self.finding(BUILD_UP, min(unknown), "", *words))


def _altered(cells: Cells, place: Place, mine: float) -> str:
    """Say what a line's cell holds that is not the model's; nothing if it is."""
    value = cells.at(place)
    is_number = isinstance(value, float)
    shown = (
        f"{value:.12g}" if is_number else quoted(cells.facts.errors.get(place, value))
    )
    if place not in cells.facts.formulas:
        return f"{shown} typed over the formula"
    return "" if is_number and _is_nearly(value, mine) else shown


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


def is_close(value: float, other: float) -> bool:
    """Say whether two numbers are one, but for what programs differ by."""
    return abs(value - other) <= _CLOSE * max(abs(value), abs(other))

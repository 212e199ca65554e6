"""What stands in the cells of a cost model's workbook: formulas, and their values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from costing.document.expression import (
    BandKey,
    Group,
    LawName,
    MixKey,
    Name,
    Node,
    Number,
    walk,
)
from costing.errors import Finding, InputError
from costing.forms.model_form import cell_names
from costing.money import snap
from fairlot.workbook.model.formula_text import (
    LONGEST,
    excel_text,
    is_plain,
    number,
    rounded_text,
    snapped,
    steps_text,
)
from fairlot.workbook.model.steps import Step, in_steps
from fairlot.workbook.model.worked import worked_exact, worked_out
from fairlot.workbook.result_table import Formula

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from costing.document.parts import Input, Line, Mix, Model
    from fairlot.build_up import BuildUp

EXACT, SNAPPED, IN_STEPS = "exact", "snapped", "steps"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells, one a band.

    Parameters
    ----------
    name : str
        Cells are named by it and the band.
    owner : str
        The line that it is part of.
    says : str
        What it is, for people.
    cells : tuple of Formula
    """

    name: str
    owner: str
    says: str
    cells: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A cost model laid out in cells.

    Parameters
    ----------
    build_up : BuildUp
    names : mapping of input to str
        What the cell of each input is called.
    check : str
        What the check cell is called.
    lines : mapping of line to Row
    workings : tuple of Row
        Steps of lines, in the order of the document.
    means : mapping of line to tuple of str
        For a line over a mix, its rows among the workings, which follow each other.
    input_steps : mapping of str to Formula
        Steps of inputs, by the name of their cell.
    groups : mapping of heading to int
        The place of each heading, for the names of its sums.
    law : tuple of str
        The dated parameters that any formula reads.
    """

    build_up: BuildUp
    names: Mapping[str, str]
    check: str
    lines: Mapping[str, Row]
    workings: tuple[Row, ...]
    means: Mapping[str, tuple[str, ...]]
    input_steps: Mapping[str, Formula]
    groups: Mapping[str, int]
    law: tuple[str, ...]
    _answers: Mapping[str, Formula] = field(default_factory=dict)

    def of_input(self, name: str, what: str) -> Formula | None:
        """Give an input's default, low or high; None where it has none that holds."""
        return self._answers.get(f"{name}__{what}")


def cell(name: str, band: str) -> str:
    """Name a line's cell in a band."""
    return f"{name}__{band}"


def group_cell(place: int, band: str) -> str:
    """Name the sum of a heading in a band: no line can be called ``group``."""
    return f"group__{place}__{band}"


def laid_out(build_up: BuildUp) -> Layout:
    """Lay a cost model out in cells.

    Parameters
    ----------
    build_up : BuildUp

    Raises
    ------
    InputError
        If a formula is too long for a spreadsheet, even in parts.
    """
    return _Laying(build_up).layout()


class _Laying:
    """A model being laid out."""

    def __init__(self, build_up: BuildUp) -> None:
        model = build_up.model
        self.build_up, self.model = build_up, model
        self.bands = tuple(model.bands)
        named = cell_names([*model.inputs, "check"])
        self.check, self.names = named["check"], named
        if "check" in model.inputs or "check" in model.lines:
            self.check = next(
                name
                for number in range(1, len(model.inputs) + 3)
                if (name := "check" + "_" * number) not in named.values()
            )
        self.groups = {name: place for place, name in enumerate(model.headings, 1)}
        self.widest = max(self.bands, key=len)
        self.steps: dict[str, list[Step]] = {}
        self.means: dict[str, tuple[str, ...]] = {}
        self.left: dict[str, Node] = {}

    def leaf(self, band: str, row: int = -1) -> Callable[[Node], str]:
        """Give what writes the leaves of a formula in one band."""

        def written(node: Node) -> str:
            match node:
                case Number(value=value):
                    text = number(value)
                case Name(name=name) if name in self.model.inputs:
                    text = self.names[name]
                case Name(name=name):
                    text = cell(name, band) if band else name
                case LawName(name=name):
                    text = f"law__{name}"
                case BandKey(key=key):
                    text = f"band__{key}__{band}"
                case MixKey(mix=mix, key=key):
                    text = f"{mix}__{key}__{row + 1}"
                case Group(heading=heading):
                    text = group_cell(self.groups[heading], band)
                case _:
                    raise AssertionError(node)
            return text

        return written

    def layout(self) -> Layout:
        """Break every formula up, work the parts out, and write all as cells."""
        model = self.model
        answers: dict[str, Node] = {}
        for part in model.inputs.values():
            for what, node in _of_input(part):
                broken, left = in_steps(node, f"{part.name}__{what}", self.leaf(""))
                answers |= {step.name: step.node for step in broken}
                answers[f"{part.name}__{what}"] = left
        for line in model.lines.values():
            self._line(line)
        every = [step for broken in self.steps.values() for step in broken]
        values = worked_out(self.build_up, every, answers)
        found = {
            name: Formula(f"={excel_text(node, self.leaf(''))}", values[name][0])
            for name, node in answers.items()
            if name in values
        }
        rows = {name: self._rows(line, values) for name, line in model.lines.items()}
        nodes = [line.formula for line in model.lines.values()] + list(answers.values())
        layout = Layout(
            build_up=self.build_up,
            names={name: self.names[name] for name in model.inputs},
            check=self.check,
            lines={name: row for name, (_, row) in rows.items()},
            workings=tuple(row for mine, _ in rows.values() for row in mine),
            means=self.means,
            input_steps={
                name: cell for name, cell in found.items() if name.count("__") > 1
            },
            groups=self.groups,
            law=tuple(sorted(set(_law_of(nodes)))),
            _answers=found,
        )
        self._refuse_long(layout)
        return layout

    def _line(self, line: Line) -> None:
        """Break a line up: by the rows of its mix, and by its rounding."""
        steps: list[Step] = []
        if line.over:
            rows: list[Step] = []
            for row in range(_length(self.model.mixes[line.over])):
                name = f"{line.name}__row{row + 1}"
                mine, left = in_steps(
                    line.formula, name, self.leaf(self.widest, row), row
                )
                steps += mine
                rows.append(Step(name, left, row))
            steps += rows
            self.means[line.name] = tuple(step.name for step in rows)
        else:
            mine, left = in_steps(line.formula, line.name, self.leaf(self.widest))
            steps += mine
            self.left[line.name] = left
        self.steps[line.name] = steps

    def _rows(
        self, line: Line, values: Mapping[str, Sequence[float]]
    ) -> tuple[list[Row], Row]:
        """Write a line, and its steps, as cells in every band."""
        rows = []
        for step in self.steps[line.name]:
            cells = tuple(
                Formula(f"={excel_text(step.node, self.leaf(band, step.row))}", value)
                for band, value in zip(self.bands, values[step.name], strict=True)
            )
            rows.append(Row(step.name, line.name, _says(step, line, self.model), cells))
        texts = [self._text(line, band) for band in self.bands]
        held = self.build_up.values(line.name).tolist()
        if line.rounding is not None:
            exact = worked_exact(self.build_up, line)
            steps = _in_steps(line, texts, exact, self.bands)
            rows += steps
            last = steps[-1].name
            texts = [
                rounded_text(cell(last, band), line.rounding) for band in self.bands
            ]
        cells = tuple(
            Formula(f"={text}", value) for text, value in zip(texts, held, strict=True)
        )
        return rows, Row(line.name, line.name, line.label, cells)

    def _text(self, line: Line, band: str) -> str:
        if line.over:
            weight = self.model.mixes[line.over].weight
            return (
                f"SUMPRODUCT({line.over}__{weight},{cell(f'{line.name}__rows', band)})"
            )
        return excel_text(self.left[line.name], self.leaf(band))

    def _refuse_long(self, layout: Layout) -> None:
        rows = [*layout.lines.values(), *layout.workings]
        findings = [
            Finding(
                self.model.file,
                self.model.lines[row.owner].row,
                row.owner,
                f"a formula of {len(one.text)} characters in a spreadsheet",
                f"at most {LONGEST}",
                "Split it into several lines",
            )
            for row in rows
            for one in row.cells[:1]
            if len(one.text) > LONGEST
        ]
        if findings:
            raise InputError(findings)


def _of_input(part: Input) -> list[tuple[str, Node]]:
    told = (("default", part.default), ("low", part.low), ("high", part.high))
    return [(what, node) for what, node in told if node is not None]


def _length(mix: Mix) -> int:
    return len(mix.columns[mix.weight])


def _law_of(nodes: Iterable[Node]) -> Iterable[str]:
    for node in nodes:
        for part in walk(node):
            if isinstance(part, LawName):
                yield part.name


def _says(step: Step, line: Line, model: Model) -> str:
    if step.row < 0:
        return f"A part of {line.label}"
    mix = model.mixes[line.over]
    told = ", ".join(
        f"{key} {column[step.row]:g}"
        for key, column in mix.columns.items()
        if key != mix.weight
    )
    part = "A part of " if "__part" in step.name else ""
    return f"{part}{line.label}: {told}"


def _in_steps(
    line: Line, texts: Sequence[str], exact: Sequence[float], bands: Sequence[str]
) -> list[Row]:
    """Write a line before it is rounded, and the steps that it is counted in."""
    assert line.rounding is not None
    name = f"{line.name}__{EXACT}"
    cells = tuple(
        Formula(f"={text}", value) for text, value in zip(texts, exact, strict=True)
    )
    rows = [Row(name, line.name, f"{line.label}, before it is rounded", cells)]
    if is_plain(line.rounding):
        return rows
    whole = snap(exact)
    snapped_name = f"{line.name}__{SNAPPED}"
    cells = tuple(
        Formula(f"={snapped(cell(name, band))}", value)
        for band, value in zip(bands, whole.tolist(), strict=True)
    )
    rows.append(Row(snapped_name, line.name, f"{line.label}, to 12 digits", cells))
    counted = snap(whole / line.rounding.step).tolist()
    cells = tuple(
        Formula(f"={steps_text(cell(snapped_name, band), line.rounding)}", value)
        for band, value in zip(bands, counted, strict=True)
    )
    says = f"{line.label}, in steps of {number(line.rounding.step)}"
    return [*rows, Row(f"{line.name}__{IN_STEPS}", line.name, says, cells)]

"""What a cost model is made of: frozen parts, as its document gives them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from costing.document.expression import Node
    from costing.money import Mode

Basis = Literal["", "law", "published", "assumption", "published amount, not derived"]

Role = Literal["", "pay"]

NOT_DERIVED: Final = "published amount, not derived"
"""The basis of an amount that somebody published and this model only repeats."""

ONLY_BAND: Final = "all"
"""The one band of a model without bands."""


@dataclass(frozen=True, slots=True)
class Rounding:
    """How a value is rounded, after a snap to 12 significant digits.

    Parameters
    ----------
    step : float
        In the line's unit.
    mode : {"half_up", "half_even", "truncate", "ceil"}
    """

    step: float
    mode: Mode


@dataclass(frozen=True, slots=True)
class Input:
    """A number that a model is given, or works out from law and other inputs.

    Parameters
    ----------
    name, label : str
    unit : str
        As written; so are all units here, which were read and checked.
    default : Node
    minimum, maximum : float or None
        Refused outside.
    low, high : Node or None
        What gives the low end and the high end of the fair range.
    basis : str
        "" where the document does not say.
    source : str
    row : int
        Where it stands in the document.
    pay_floor : Node or None
        Where the input is an hour's pay: the least that law lets it be.
    pay_above : str
        Where it is pay on top of another input: that input.
    moves_with : str
        Another input, with which it moves from its low end to its high end where sets
        of assumptions are drawn; "" if it moves alone.
    on_rota : float or None
        What it is where a rota counts bank holidays on the days they fall; None where
        that changes nothing.
    """

    name: str
    label: str
    unit: str
    default: Node
    minimum: float | None
    maximum: float | None
    low: Node | None
    high: Node | None
    basis: Basis
    source: str
    row: int
    pay_floor: Node | None = None
    pay_above: str = ""
    moves_with: str = ""
    on_rota: float | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """A part of a window: on some days, from one minute of the day to another.

    Parameters
    ----------
    days : tuple of int
        0 is Monday, 6 Sunday, 7 a bank holiday.
    start, end : int
        Minutes from midnight; ``end`` is past 1440 where the range runs into the next
        day.
    """

    days: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Band:
    """A time band.

    Parameters
    ----------
    name, label : str
    window : tuple of Range
        Empty where the document gives none.
    keys : mapping of str to float
        Its own pure numbers.
    source : str
    row : int
    """

    name: str
    label: str
    window: tuple[Range, ...]
    keys: Mapping[str, float]
    source: str
    row: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the build-up.

    Parameters
    ----------
    name, heading, label, unit : str
        The heading is "" where the line stands under none.
    text : str
        The formula as written.
    formula : Node
    over : str
        The mix that it is averaged over; "" if none.
    rounding : Rounding or None
        In force for this line; None leaves it as it comes.
    source : str
    row : int
    role : {"", "pay"}
        "pay" where the line is what staff are paid, or what follows from their pay.
    """

    name: str
    heading: str
    label: str
    unit: str
    text: str
    formula: Node
    over: str
    rounding: Rounding | None
    source: str
    row: int
    role: Role = ""


@dataclass(frozen=True, slots=True)
class Mix:
    """Kinds of workers, or of anything, to average over.

    Parameters
    ----------
    name : str
    weight : str
        The column that weighs and adds to 1.
    units : mapping of column to str
    columns : mapping of column to tuple of float
        A value for each row.
    source : str
    row : int
    """

    name: str
    weight: str
    units: Mapping[str, str]
    columns: Mapping[str, tuple[float, ...]]
    source: str
    row: int


@dataclass(frozen=True, slots=True)
class Component:
    """What a package's component costs: a line, and what it is counted in.

    Parameters
    ----------
    name, line, unit : str
    staff : float
        Hours of pay for each hour of support.
    row : int
    floor : str
        The line of its own statutory employment cost; "" if none.
    hours : str
        The input or line that says how many hours one unit is; "" if none.
    """

    name: str
    line: str
    unit: str
    staff: float
    row: int
    floor: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example by which the document proves itself.

    Parameters
    ----------
    title : str
    on : date or None
        None only where nothing reads law.
    inputs : mapping of input to float
    band : str
    expect : mapping of line to float
    tolerance : float
        In the line's unit.
    source : str
    row : int
    reproduces : bool
        False where the figures were published and the model does not give them.
    """

    title: str
    on: date | None
    inputs: Mapping[str, float]
    band: str
    expect: Mapping[str, float]
    tolerance: float
    source: str
    row: int
    reproduces: bool = True


@dataclass(frozen=True, slots=True)
class Model:
    """A cost model, checked: names are known, units agree, nothing runs in a circle.

    Parameters
    ----------
    file : str
        The document's name, for messages.
    name, title, currency, source : str
    law : str
        The folder of law that it reads; "" if none.
    price, floor, default_band : str
        ``floor`` is "" where the document names none.
    bands : mapping of str to Band
        At least one, in the order of the document; so is all below.
    inputs, lines, mixes, components : mapping of str to their kind
    examples : tuple of Example
    headings : mapping of heading to tuple of str
        The lines of each.
    reads : mapping of str to tuple of str
        What each input, line and group reads; a group is named as
        :func:`group_name` has it, and reads the lines of its heading.
    order : tuple of str
        Inputs, lines and groups, each after all that it reads.
    """

    file: str
    name: str
    title: str
    currency: str
    source: str
    law: str
    price: str
    floor: str
    default_band: str
    bands: Mapping[str, Band]
    inputs: Mapping[str, Input]
    lines: Mapping[str, Line]
    mixes: Mapping[str, Mix] = field(default_factory=dict)
    components: Mapping[str, Component] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: tuple[str, ...] = ()

    def in_band(self, name: str) -> Model:
        """Give the same model with this band alone."""
        one = MappingProxyType({name: self.bands[name]})
        return replace(self, bands=one, default_band=name)

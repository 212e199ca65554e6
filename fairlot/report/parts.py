"""Parts of a report: sections, facts, tables, plots; all text, fit to show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what is known under it; ``note`` is the small print."""

    name: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    heading : str
    kind : {"text", "number", "short", "words"}
        Numbers stand right; what is short keeps to one line; words are sentences.
    """

    heading: str
    kind: Literal["text", "number", "short", "words"] = "text"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with small print beside its text or under it."""

    text: str
    beside: str = ""
    under: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of each row is the row's heading.

    Parameters
    ----------
    name : str
        Unique in the report, fit for an id.
    caption : str
    columns : tuple of Column
    rows : tuple of rows of str or Cell
        As long as the columns.
    total : tuple of str
        The last row, set apart; empty for none.
    note : str
        Under the table.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | Cell, ...], ...]
    total: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot with its words; its numbers stand in the table ``table``.

    Parameters
    ----------
    name : str
        Unique in the report, fit for an id.
    title : str
    says : str
        What it shows, in a sentence.
    table : str
        Name of the table with its numbers.
    svg : Markup
        One ``<svg>`` element.
    """

    name: str
    title: str
    says: str
    table: str
    svg: Markup = field(repr=False)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report.

    Parameters
    ----------
    name : str
        Unique in the report, fit for an id.
    title : str
    template : str
        Name of the template, which sees ``holds`` as ``it``.
    holds : object
    is_annex : bool
        Whether it goes without a number.
    """

    name: str
    title: str
    template: str
    holds: object
    is_annex: bool = False

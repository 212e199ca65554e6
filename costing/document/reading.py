"""A cost model's document: text in, a checked model out, or all that is wrong."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from costing.document.locations import locate
from costing.document.mixes import read_mix
from costing.document.references import Draft, checked
from costing.document.section import Reader, Section
from costing.document.sections import (
    read_band,
    read_component,
    read_example,
    read_input,
    read_line,
    read_rounding,
)
from costing.document.units import CURRENCY
from costing.errors import Finding, InputError, quoted

if TYPE_CHECKING:
    from costing.document.locations import Locations
    from costing.document.parts import Model

MOST_ROWS: Final = 5_000
"""Rows of a document; the longest published model that we know has some hundreds."""

MOST_LINES: Final = 1_000
"""``[[line]]`` tables of a document, which may share a row."""

MOST_BANDS: Final = 100
_LONGEST_ROW: Final = 3_000
_MOST_CHARACTERS: Final = 200_000
_DEEPEST: Final = 20
_AT: Final = re.compile(r" \(at (?:line (?P<row>\d+), column \d+|end of document)\)$")
_HUGE: Final = re.compile(r"\d[\d_]{4000}")
_KEYS: Final = (
    "model",
    "title",
    "currency",
    "law",
    "price",
    "floor",
    "default_band",
    "source",
    "rounding",
    "input",
    "band",
    "mix",
    "line",
    "component",
    "example",
)


@lru_cache(maxsize=8)
def read_model(text: str, file: str) -> Model:
    """Read a cost model from the text of its document, strictly.

    Parameters
    ----------
    text : str
        TOML, in the form of the contract.
    file : str
        Its name, for messages.

    Returns
    -------
    Model

    Raises
    ------
    InputError
        With all that is wrong with the document, each with its row. A document that is
        not TOML, or past the limits of size, is told first, alone.
    """
    _check_size(text, file)
    locations = locate(text)
    values = _values(text, file, locations)
    reader = Reader(file, locations)
    model = checked(_draft(Section(reader, (), "", values)))
    if reader.findings or model is None:
        raise InputError(reader.findings)
    return model


def _check_size(text: str, file: str) -> None:
    rows = text.split("\n")
    if len(rows) > MOST_ROWS:
        fault = Finding(
            file, MOST_ROWS + 1, "", f"{len(rows)} lines", f"at most {MOST_ROWS}"
        )
        raise InputError([fault])
    long = next((n for n, row in enumerate(rows, 1) if len(row) > _LONGEST_ROW), 0)
    if long:
        got = f"{len(rows[long - 1])} characters in one line"
        raise InputError([Finding(file, long, "", got, f"at most {_LONGEST_ROW}")])
    if len(text) > _MOST_CHARACTERS:
        expected = f"at most {_MOST_CHARACTERS}"
        raise InputError([Finding(file, 1, "", f"{len(text)} characters", expected)])


def _values(text: str, file: str, locations: Locations) -> dict[str, Any]:
    if locations.deepest > _DEEPEST:
        row = locations.deepest_row
        got = f"{locations.deepest} levels of brackets or of dotted keys"
        raise InputError([Finding(file, row, "", got, f"at most {_DEEPEST}")])
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        found = _AT.search(message)
        row = text.count("\n") + 1 if found else 0
        if found and found["row"]:
            row = int(found["row"])
        what = message[: found.start()] if found else message
        raise InputError([Finding(file, row, "", what, "a TOML document")]) from None
    except (ValueError, RecursionError):
        # ``tomllib`` lets an integer of thousands of digits fail in ``int`` itself.
        row = next((n for n, r in enumerate(text.split("\n"), 1) if _HUGE.search(r)), 0)
        got = "an integer that is too large"
        raise InputError([Finding(file, row, "", got, "a TOML document")]) from None


def _draft(top: Section) -> Draft:
    """Read each section by itself; what they say of each other is checked later."""
    top.only(_KEYS)
    top.need("model", "price", "line")
    top.reader.currency = _currency(top)
    name = top.text("model", needed=True)
    draft = Draft(
        top=top,
        name=name,
        title=top.text("title", name),
        law=top.text("law"),
        price=top.text("price", needed=True),
        floor=top.text("floor"),
        default_band=top.text("default_band"),
        source=top.text("source"),
    )
    for section in top.tables("input"):
        found, unit = read_input(section, section.key)
        if draft.claim(section, section.key):
            draft.units[section.key] = unit
            draft.inputs[section.key] = found
    bands = top.tables("band")
    if len(bands) > MOST_BANDS:
        bands[MOST_BANDS].report("", f"{len(bands)} bands", f"at most {MOST_BANDS}")
    for section in bands[:MOST_BANDS]:
        band = read_band(section, section.key)
        if draft.claim(section, section.key):
            draft.bands[section.key] = band
    for section in top.tables("mix"):
        mix, units = read_mix(section, section.key)
        if draft.claim(section, section.key):
            draft.mixes[section.key] = mix
            draft.columns[section.key] = units
    for section in top.tables("component"):
        draft.components.append((section, *read_component(section, section.key)))
    _read_lines(top, draft)
    for section in top.array("example"):
        draft.examples.append((section, read_example(section)))
    return draft


def _currency(top: Section) -> str:
    currency = top.text("currency", "GBP")
    if CURRENCY.fullmatch(currency):
        return currency
    top.report("currency", quoted(currency), "three capitals such as GBP")
    return "GBP"


def _read_lines(top: Section, draft: Draft) -> None:
    rule = read_rounding(top.table("rounding"))
    sections = top.array("line")
    if len(sections) > MOST_LINES:
        first_too_many = sections[MOST_LINES]
        first_too_many.report("", f"{len(sections)} lines", f"at most {MOST_LINES}")
        return
    for section in sections:
        line, unit = read_line(section, rule, draft.price)
        name = line.name if line else section.text("name")
        if heading := section.text("heading"):
            of_heading = draft.headings.setdefault(heading, {})
            of_heading[name or section.name] = unit
        if name and draft.claim(section, name, "name"):
            draft.units[name] = unit
            draft.lines[name] = line

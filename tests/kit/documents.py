"""Small cost model documents for tests, and what is found wrong with them."""

from __future__ import annotations

from costing.document.reading import read_model
from costing.errors import InputError

TOP = """\
model = "small"
price = "price"
"""

INPUTS = """\
[input.pay]
unit = "GBP/h"
default = 12.5
[input.hours]
unit = "h/week"
default = 40
[input.weekly]
unit = "GBP/week"
default = 100
[input.share]
unit = "1"
default = 0.25
[input.nought]
unit = "1"
default = 0
"""

BANDS = """\
[band.day]
window = "Mon-Sun 06:00-22:00"
loading = 0.0
[band.night]
window = "Mon-Sun 22:00-06:00"
loading = 0.5
"""

MIX = """\
[mix.contract]
weight = "share"
units = { hours = "h/week" }
rows = [ { hours = 40, share = 0.75 }, { hours = 10, share = 0.25 } ]
"""


def line(formula: str, name: str = "price", unit: str = "GBP/h", more: str = "") -> str:
    """Give a ``[[line]]``; its formula stands on its fourth row."""
    return (
        f'[[line]]\nname = "{name}"\nunit = "{unit}"\n'
        f"formula = '''{formula}'''\n{more}\n"
    )


def document(*sections: str) -> str:
    """Give a document: the top, and these sections."""
    return TOP + "".join(sections)


def with_formula(formula: str, unit: str = "GBP/h", more: str = "") -> str:
    """Give a document with the usual inputs, two bands and one line."""
    return document(INPUTS, BANDS, MIX, line(formula, unit=unit, more=more))


def findings(text: str, file: str = "small.toml") -> list[str]:
    """Give the findings of a document as people read them; none if it loads."""
    try:
        read_model(text, file)
    except InputError as error:
        return [str(finding) for finding in error.findings]
    return []


def without_place(text: str) -> list[str]:
    """Give the findings of a document, what comes before the colon left out."""
    return [finding.split(": ", 1)[1] for finding in findings(text)]

"""A cost model's fingerprint: two documents that work out the same have the same."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from costing.document.expression import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from costing.document.expression import Node
    from costing.document.parts import Line, Model

_LONG: Final = 12
"""Letters of a fingerprint: enough to tell versions of one document apart."""


def fingerprint(model: Model) -> str:
    """Give a short text that changes with whatever a model works out.

    Names, formulas, bounds, bands and their windows, components, mixes, roundings, what
    is pay, units and the law count; labels, sources and examples do not, nor does how a
    formula is spaced.

    Parameters
    ----------
    model : Model

    Returns
    -------
    str
        Twelve hexadecimal letters.
    """
    text = "\n".join(_told(model))
    return hashlib.sha256(text.encode()).hexdigest()[:_LONG]


def _told(model: Model) -> Iterator[str]:
    yield from (model.name, model.currency, model.law, model.price, model.floor)
    yield f"default_band {model.default_band}"
    for part in model.inputs.values():
        bounds = f"{part.minimum!r} {part.maximum!r}"
        yield f"input {part.name} {part.unit} {text_of(part.default)} {bounds}"
        yield f"{_written(part.low)} {_written(part.high)} {_written(part.pay_floor)}"
        yield f"{part.pay_above} {part.moves_with} {part.on_rota!r}"
    for band in model.bands.values():
        yield f"band {band.name} {sorted(band.keys.items())}"
        yield " ".join(f"{one.days} {one.start} {one.end}" for one in band.window)
    for mix in model.mixes.values():
        yield f"mix {mix.name} {mix.weight} {sorted(mix.columns.items())}"
        yield f"{sorted(mix.units.items())}"
    for line in model.lines.values():
        yield f"line {line.name} {line.heading} {line.unit} {line.over}"
        yield f"{text_of(line.formula)} {_rounded(line)} {line.role}"
    for one in model.components.values():
        yield f"component {one.name} {one.line} {one.unit} {one.staff!r}"
        yield f"{one.floor} {one.hours}"


def _written(node: Node | None) -> str:
    return text_of(node) if node else ""


def _rounded(line: Line) -> str:
    return f"{line.rounding.step!r} {line.rounding.mode}" if line.rounding else ""

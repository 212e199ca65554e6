"""The same formulas in plain numpy: each text, as written, on whole arrays.

What somebody writes who copies a document's formulas into a notebook: inputs down,
bands across, ``np.where`` for ``choose``, and the price rounded to the penny. Only what
the price needs is worked out. Nothing of ``costing.engine`` runs here.
"""

from __future__ import annotations

from functools import reduce
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from costing.document.order import needed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from costing.document.parts import Model
    from costing.law import LawOnDay


class Notebook:
    """A model's formulas, compiled by Python itself, and what they read."""

    def __init__(self, model: Model, law: LawOnDay) -> None:
        self.model = model
        wanted = needed(model.reads, (model.price,))
        self.lines = [
            (model.lines[name], compile(f"({model.lines[name].text})", name, "eval"))
            for name in model.order
            if name in wanted and name in model.lines
        ]
        bands = model.bands.values()
        keys = next(iter(bands)).keys
        self.names: dict[str, Any] = {
            "law": _Law(law),
            "band": SimpleNamespace(
                **{key: np.array([band.keys[key] for band in bands]) for key in keys}
            ),
            "min": lambda *given: reduce(np.minimum, given),
            "max": lambda *given: reduce(np.maximum, given),
            "abs": np.abs,
            "choose": np.where,
        }

    def price(
        self, fixed: Mapping[str, float], varying: Mapping[str, NDArray[np.float64]]
    ) -> NDArray[np.float64]:
        """Work the price out, float64[variant, band]."""
        names = {**self.names, **fixed}
        names |= {name: column[:, None] for name, column in varying.items()}
        names["group"] = lambda heading: sum(
            names[name] for name in self.model.headings[heading]
        )
        for line, formula in self.lines:
            names[line.name] = self._mean(line.over, formula, names)
        whole = np.floor(np.round(names[self.model.price] * 100, 8) + 0.5)
        found: NDArray[np.float64] = whole / 100
        return found

    def _mean(self, over: str, formula: Any, names: dict[str, Any]) -> Any:
        if not over:
            return eval(formula, names)  # a shipped document's, checked as it was read
        mix = self.model.mixes[over]
        rows = {key: np.array(row)[:, None, None] for key, row in mix.columns.items()}
        value = eval(formula, {**names, over: SimpleNamespace(**rows)})
        return (rows[mix.weight] * value).sum(axis=0)


class _Law:
    def __init__(self, law: LawOnDay) -> None:
        self.law = law

    def __getattr__(self, name: str) -> float:
        return float(self.law[name])

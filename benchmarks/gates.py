"""Gates: what a benchmark must keep, as ratios and quality, never as seconds."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

GATES = Path(__file__).with_name("gates.toml")


@dataclass(frozen=True, slots=True)
class Gate:
    """One bound on one measure of one size of the sample; 0 is without it."""

    size: int
    measure: str
    why: str
    most: float | None = None
    least: float | None = None

    def breach(self, measured: Mapping[str, float]) -> str:
        """Say how a result breaks the gate; nothing where it keeps it."""
        where = f"{self.measure} at {self.size}x" if self.size else self.measure
        if self.measure not in measured:
            return f"{where} was not measured: {self.why}"
        value = measured[self.measure]
        if self.most is not None and not value <= self.most:
            return f"{where} is {value:.4g}, at most {self.most:g}: {self.why}"
        if self.least is not None and not value >= self.least:
            return f"{where} is {value:.4g}, at least {self.least:g}: {self.why}"
        return ""


def read_gates(path: Path = GATES) -> list[Gate]:
    """Read the gates."""
    with path.open("rb") as file:
        return [Gate(**gate) for gate in tomllib.load(file)["gate"]]


def breaches(
    gates: Sequence[Gate], results: Mapping[int, Mapping[str, float]]
) -> list[str]:
    """List every gate that the results of the sizes that were run do not keep."""
    told = [gate.breach(results[gate.size]) for gate in gates if gate.size in results]
    return [text for text in told if text]

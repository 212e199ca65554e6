"""How long and how hard a plan is looked for: what a run is told beside its case."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """What the search for a plan may take.

    Parameters
    ----------
    solver : str
        A solver that PuLP knows.
    time_limit : float, optional
        Seconds for all aims of one plan together; absent, until they are proven.
    gap : float
        Relative gap at which an aim counts as reached; 0 asks for proof.
    """

    solver: str = "highs"
    time_limit: float | None = None
    gap: float = 0.0

    def record(self) -> dict[str, object]:
        """Give the options as a record for JSON."""
        return {
            "solver": self.solver,
            "time_limit": self.time_limit,
            "gap": self.gap,
        }

"""The names in the folder of an answer: what this version and earlier ones write."""

from __future__ import annotations

from typing import Final

from allocation.answer import STORED

BASELINE: Final = "baseline"
"""The untouched case among scenarios, and its folder in that of a run."""

CASE: Final = "case"
"""The folder that holds the case as it was read."""

ANSWER: Final = STORED
PROVENANCE: Final = "provenance.json"
TIMING: Final = "timing.json"
BRIDGE: Final = "bridge.csv"
COMPARISON: Final = "comparison.csv"
LEDGER: Final = "ledger.csv"
PLACEMENTS: Final = "placements.csv"
REPORT: Final = "report.html"
WORKBOOK: Final = "workbook.xlsx"

COPIES: Final = "inputs.sha256"
"""SHA-256 of each file that was copied into the answer: its case, its scenarios."""

WRITTEN: Final = frozenset(
    {
        ANSWER,
        PROVENANCE,
        TIMING,
        BRIDGE,
        COMPARISON,
        LEDGER,
        PLACEMENTS,
        REPORT,
        WORKBOOK,
        COPIES,
        "departures.csv",
        "prices.csv",
        "shadow_prices.csv",
        "shortlist.csv",
        "unplaced.csv",
    }
)
"""Every file of an answer but the copies. What a version leaves off stays in here."""

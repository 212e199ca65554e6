"""What allocation.json says, as measures and as proof, each a text with its unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from scenarios.disk.texts import plain

LISTS: Final = ("clash", "notes")
"""Keys that hold sentences, held against each other one by one."""

LEFT_OUT: Final = {
    "fingerprint": "a cause: told from provenance.json",
    "solver": "a cause: told from provenance.json",
}
"""Keys that are not compared, and why. Every other key is, known or not."""

_PROOF: Final = ("tie_settled",)
_UNITS: Final = {"cost_gbp_per_week": "GBP/week"}

_DRAW: Final = "tie_break:draw"
"""An aim whose value is chance and says nothing: told with the proof."""

Told = dict[str, tuple[str, str]]
"""Text and unit of each thing that a record says, by name."""


def measures(record: Mapping[str, Any]) -> Told:
    """Give each measure: status, counts, cost, aims, strict ranking and the rest."""
    aims = _aims(record)
    told: Told = {}
    for key, value in record.items():
        if key not in ("aims", *_PROOF, *LISTS, *LEFT_OUT):
            told |= _laid_out(key, value)
    told["aims"] = ("; ".join(map(_kind, aims)), "")
    for aim in aims:
        if aim.get("name") != _DRAW:
            value = text_of(aim.get("value"))
            told[f"aim {aim.get('name')}"] = (value, str(aim.get("unit")))
    return told


def proof(record: Mapping[str, Any]) -> Told:
    """Give how each aim was proven."""
    told = {key: (text_of(record.get(key)), "") for key in _PROOF}
    for aim in _aims(record):
        drawn = ("value",) if aim.get("name") == _DRAW else ()
        for part in (*drawn, "best", "bound", "gap", "proved_by"):
            told[f"aim {aim.get('name')}, {part}"] = (text_of(aim.get(part)), "")
    return told


def sentences(record: Mapping[str, Any], key: str) -> list[str]:
    """Give the sentences of a key that holds a list of them."""
    held = record.get(key)
    return [text_of(one) for one in held] if isinstance(held, list) else []


def text_of(value: object) -> str:
    """Write a value of a record: numbers short, what is not there as nothing."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return plain(value)
    if isinstance(value, list | tuple):
        return "; ".join(text_of(one) for one in value)
    return "" if value is None else str(value)


def _aims(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    held = record.get("aims")
    if not isinstance(held, list):
        return []
    return [aim for aim in held if isinstance(aim, Mapping)]


def _kind(aim: Mapping[str, Any]) -> str:
    """Say what an aim is: its name, sense and unit."""
    parts = (text_of(aim.get(key)) for key in ("name", "sense", "unit"))
    return " ".join(part for part in parts if part)


def _laid_out(name: str, value: object) -> Told:
    """Give a value by its name, a record within it key by key."""
    if not isinstance(value, Mapping):
        return {name: (text_of(value), _UNITS.get(name, ""))}
    told: Told = {}
    for key, one in value.items():
        told |= _laid_out(f"{name}, {key}", one)
    return told

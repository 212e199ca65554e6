"""JSON Schema of a cost model document."""

from __future__ import annotations

from typing import Any, Final, get_args

from costing.document.parts import Basis, Role
from costing.document.units import BASES
from costing.money import Mode

_NAME: Final = "^[a-z][a-z0-9_]*$"
_TEXT: Final[dict[str, Any]] = {"type": "string"}
_NUMBER: Final[dict[str, Any]] = {"type": "number"}
_ABOVE_0: Final[dict[str, Any]] = {"type": "number", "exclusiveMinimum": 0}
_AMOUNT: Final[dict[str, Any]] = {
    "type": ["number", "string"],
    "description": "A number, or an expression of law and other inputs.",
}
_NUMBERS: Final[dict[str, Any]] = {
    "type": "object",
    "additionalProperties": {"type": "number"},
}


def document_schema() -> dict[str, Any]:
    """Describe a cost model document.

    A schema can tell keys and kinds. That units agree, that names are known and that
    nothing runs in a circle, only ``fairlot model check`` can.

    Returns
    -------
    dict
        JSON Schema, without its dialect.
    """
    rounding = {"step": _ABOVE_0, "mode": _one_of(*get_args(Mode))}
    unit = {"type": "string", "description": f"Of {', '.join(BASES)} and money."}
    properties = {
        "model": _TEXT,
        "title": _TEXT,
        "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "law": _TEXT,
        "price": _TEXT,
        "floor": _TEXT,
        "default_band": _TEXT,
        "source": _TEXT,
        "rounding": _table({"at": _one_of("line", "price", "none"), **rounding}),
        "input": _named(
            _table(
                {
                    "label": _TEXT,
                    "unit": unit,
                    "default": _AMOUNT,
                    "min": _NUMBER,
                    "max": _NUMBER,
                    "low": _AMOUNT,
                    "high": _AMOUNT,
                    "basis": _one_of(*filter(None, get_args(Basis))),
                    "source": _TEXT,
                    "pay_floor": _AMOUNT,
                    "pay_above": _TEXT,
                    "moves_with": _TEXT,
                    "on_rota": _NUMBER,
                },
                "unit",
                "default",
            )
        ),
        "band": _named(
            {
                "type": "object",
                "properties": {"label": _TEXT, "window": _TEXT, "source": _TEXT},
                "additionalProperties": _NUMBER,
            }
        ),
        "mix": _named(
            _table(
                {
                    "weight": _TEXT,
                    "units": {"type": "object", "additionalProperties": _TEXT},
                    "rows": {"type": "array", "items": _NUMBERS, "minItems": 1},
                    "source": _TEXT,
                },
                "weight",
                "rows",
            )
        ),
        "line": _array(
            {
                "name": {"type": "string", "pattern": _NAME},
                "heading": _TEXT,
                "label": _TEXT,
                "unit": unit,
                "formula": _TEXT,
                "over": _TEXT,
                "rounding": _table(rounding),
                "source": _TEXT,
                "role": _one_of(*filter(None, get_args(Role))),
            },
            "name",
            "unit",
            "formula",
        ),
        "component": _named(
            _table(
                {
                    "line": _TEXT,
                    "unit": unit,
                    "staff": _ABOVE_0,
                    "floor": _TEXT,
                    "hours": _TEXT,
                },
                "line",
                "unit",
            )
        ),
        "example": _array(
            {
                "title": _TEXT,
                "on": _TEXT,
                "set": _NUMBERS,
                "band": _TEXT,
                "expect": {**_NUMBERS, "minProperties": 1},
                "tolerance": {"type": "number", "minimum": 0},
                "source": _TEXT,
                "reproduces": {
                    "type": "boolean",
                    "description": "False: published, and not what the model gives.",
                },
            },
            "expect",
        ),
    }
    return _table(properties, "model", "price", "line")


def _table(properties: dict[str, Any], *needed: str) -> dict[str, Any]:
    table: dict[str, Any] = {"type": "object", "properties": properties}
    if needed:
        table["required"] = list(needed)
    return {**table, "additionalProperties": False}


def _array(properties: dict[str, Any], *needed: str) -> dict[str, Any]:
    return {"type": "array", "items": _table(properties, *needed)}


def _named(table: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "propertyNames": {"pattern": _NAME},
        "additionalProperties": table,
    }


def _one_of(*words: str) -> dict[str, Any]:
    return {"enum": list(words)}

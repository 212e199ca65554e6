"""JSON Schema of everything that Fairlot reads, made from what reads it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from costing.columns import Kind
from costing.document.document_schema import document_schema
from scenarios.changes.scenario_file import ScenarioFile
from scenarios.disk.texts import json_text
from scenarios.inputs.contract import TABLES
from scenarios.inputs.settings import CaseSettings, Lots
from scenarios.reference import default_of

if TYPE_CHECKING:
    from costing.columns import ColumnSpec, TableSpec

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_EMPTY: Final[dict[str, Any]] = {"type": "string", "pattern": r"^\s*$"}
"""TOML has no null: an empty text is nothing."""

_MONEY: Final = r"^-?£?(\d{1,3}(,\d{3})+|\d+)(\.\d{1,2})?$"
_BOUNDS: Final = {
    "ge": "minimum",
    "gt": "exclusiveMinimum",
    "le": "maximum",
    "lt": "exclusiveMaximum",
}
"""What pydantic calls a bound that stands after a validator, and JSON Schema does."""

_CELLS: Final[dict[Kind, dict[str, Any]]] = {
    Kind.ID: {"type": ["string", "integer"], "pattern": "^[^;]*$"},
    Kind.TEXT: {"type": "string"},
    Kind.YES_NO: {
        "enum": ["yes", "no", "y", "n", "true", "false", "1", "0", "", True, False]
    },
    Kind.LIST: {"type": "string", "description": "Names parted by ;"},
    Kind.MONEY: {"anyOf": [{"type": "number"}, {"pattern": f"{_MONEY}|^$"}]},
    Kind.DATE: {"type": "string", "description": "2026-11-01 or 01/11/2026"},
    Kind.TIME: {"type": "string", "pattern": r"^(\d{1,2}:\d{2}|)$"},
    Kind.DAY: {"type": "string", "description": "Mon to Sun, BH, or a date"},
}
"""What a cell of each kind may be; every other kind is a number."""


def schemas() -> dict[str, str]:
    """Give the schema of each input as JSON, by file name.

    Returns
    -------
    dict of str to str
        ``case.schema.json``, ``lots.schema.json``, ``scenario.schema.json`` and
        ``model.schema.json`` for the TOML documents; one of a row for each table.
    """
    documents = {
        "case": ("case.toml", CaseSettings.model_json_schema(by_alias=True)),
        "lots": ("lots.toml", Lots.model_json_schema(by_alias=True)),
        "scenario": (
            "A scenario file",
            ScenarioFile.model_json_schema(by_alias=True),
        ),
        "model": ("A cost model document", document_schema()),
    }
    made = {
        name: {"$schema": DIALECT, **_blanks(schema), "title": title}
        for name, (title, schema) in documents.items()
    }
    made |= {name: _of_rows(spec) for name, spec in TABLES.items()}
    return {f"{name}.schema.json": json_text(one) for name, one in made.items()}


def _blanks(part: Any) -> Any:
    """Let an empty text stand where nothing may stand, and money be written out."""
    if isinstance(part, list):
        return [_blanks(one) for one in part]
    if not isinstance(part, dict):
        return part
    made = {_BOUNDS.get(key, key): _blanks(value) for key, value in part.items()}
    ways = made.get("anyOf", [])
    if {"type": "null"} in ways:
        made["anyOf"] = [one for one in ways if one != {"type": "null"}] + [_EMPTY]
    properties = made.get("properties", {})
    for name, one in properties.items():
        if isinstance(one, dict) and "_gbp" in name and "anyOf" in one:
            one["anyOf"] = [*one["anyOf"], {"type": "string", "pattern": _MONEY}]
    return made


def _of_rows(spec: TableSpec) -> dict[str, Any]:
    """Describe one row of a table, cells as text or as numbers."""
    return {
        "$schema": DIALECT,
        "title": spec.name,
        "description": f"{spec.says}. A row of {spec.file}.",
        "type": "object",
        "properties": {column.name: _of_cell(column) for column in spec.columns},
        "required": [column.name for column in spec.columns if column.needed],
        "patternProperties": {"^x_": {}},
        "additionalProperties": bool(spec.open_to),
    }


def _of_cell(column: ColumnSpec) -> dict[str, Any]:
    says = f"{column.says[:1].upper()}{column.says[1:]}."
    told = {"description": says, "x-default": default_of(column)}
    if column.kind is Kind.CHOICE:
        blank = [] if column.needed else [""]
        return {"enum": [*column.choices, *blank], **told}
    if column.kind in _CELLS:
        cell = _CELLS[column.kind]
        return {**cell, **told} if "description" not in cell else {**told, **cell}
    least, most = column.bounds
    number: dict[str, Any] = {"type": "number"}
    if least is not None:
        number["minimum"] = least
    if most is not None:
        number["maximum"] = most
    ways = [number] if column.needed else [number, _EMPTY]
    return {"anyOf": ways, **told}


def write_schemas(folder: Path) -> None:
    """Write every schema into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/schemas"))

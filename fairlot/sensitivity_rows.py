"""Sensitivity as rows and records: one row an input, JSON with all there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from costing.money import amount
from costing.sensitivity.elasticity import STEP

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from costing.sensitivity.break_even import BreakEven
    from costing.sensitivity.elasticity import Elasticity
    from costing.sensitivity.sensitivity import Sensitivity
    from costing.sensitivity.tornado import Bar

COLUMNS: Final = (
    "input",
    "label",
    "unit",
    "value",
    "low",
    "high",
    "price_at_low",
    "price_at_high",
    "width",
    "moves",
    "elasticity",
    "elasticity_down",
    "elasticity_up",
    "elasticity_note",
    "reach",
    "supported",
    "supported_from",
    "supported_to",
    "supported_price",
    "supported_note",
)
"""Columns of ``fairlot sensitivity --format csv``."""


def sensitivity_rows(found: Sensitivity) -> list[list[object]]:
    """Give a row for each input that the price reads: the widest bars come first."""
    bars = {bar.input: bar for bar in found.tornado.bars}
    slopes = {one.input: one for one in found.elasticities}
    supported = {one.input: one for one in found.break_even}
    names = dict.fromkeys([*bars, *slopes])
    return [
        [
            *(name, _part(found, name).label, _part(found, name).unit),
            slopes[name].value if name in slopes else bars[name].value,
            *_bar_cells(bars.get(name)),
            *_slope_cells(slopes.get(name)),
            *_supported_cells(supported.get(name)),
        ]
        for name in names
    ]


def _part(found: Sensitivity, name: str) -> Any:
    return found.unit.model.inputs[name]


def _bar_cells(bar: Bar | None) -> list[object]:
    if bar is None:
        return [""] * 6
    money = (bar.price_low, bar.price_high, bar.width)
    return [bar.low, bar.high, *map(amount, money), "; ".join(bar.moves)]


def _slope_cells(one: Elasticity | None) -> list[object]:
    if one is None:
        return [""] * 4
    numbers = one.elasticity, one.down, one.up
    return [*("" if number is None else number for number in numbers), str(one.note)]


def _supported_cells(one: BreakEven | None) -> list[object]:
    if one is None:
        return [""] * 6
    numbers = one.value, one.low, one.high, one.price
    cells = ["" if number is None else number for number in numbers]
    return [str(one.reach), *cells, one.note]


def sensitivity_record(found: Sensitivity, day: date) -> dict[str, Any]:
    """Give all there is as a record for JSON, money in pounds."""
    unit = found.unit
    line = unit.model.lines[unit.part.line]
    is_money = unit.model.currency in line.unit
    record: dict[str, Any] = {
        "model": unit.model.name,
        "on": day.isoformat(),
        "currency": unit.model.currency,
        "component": unit.part.name or None,
        "line": line.name,
        "unit": line.unit,
        "staff": unit.part.staff,
        "band": unit.band,
        "given": dict(unit.given),
        "price": found.tornado.price / 100 if is_money else found.tornado.value,
        "law_read": list(found.tornado.law),
        "tornado": [_bar(found, bar) for bar in found.tornado.bars],
        "elasticity_step": STEP,
        "elasticities": [
            {
                **_named(found, one.input),
                "value": one.value,
                "elasticity": one.elasticity,
                "down": one.down,
                "up": one.up,
                "note": str(one.note),
            }
            for one in found.elasticities
        ],
    }
    if found.asked is not None:
        supported = [_supported(found, one) for one in found.break_even]
        record["break_even"] = {"price": found.asked, "inputs": supported}
    return record


def _named(found: Sensitivity, name: str) -> Mapping[str, str]:
    part = _part(found, name)
    return {"input": name, "label": part.label, "unit": part.unit}


def _bar(found: Sensitivity, bar: Bar) -> dict[str, Any]:
    return {
        **_named(found, bar.input),
        "value": bar.value,
        "low": bar.low,
        "high": bar.high,
        "price_at_low": bar.price_low / 100,
        "price_at_high": bar.price_high / 100,
        "least": bar.least / 100,
        "most": bar.most / 100,
        "width": bar.width / 100,
        "moves": list(bar.moves),
    }


_WAYS: Final = {1: "rises", -1: "falls", 0: "stays", None: "both"}


def _supported(found: Sensitivity, one: BreakEven) -> dict[str, Any]:
    return {
        **_named(found, one.input),
        "now": one.now,
        "reach": str(one.reach),
        "value": one.value,
        "from": one.low,
        "to": one.high,
        "others": list(one.others),
        "price": one.price,
        "price_as_it_rises": _WAYS[one.way],
        "within_its_ends": one.is_within_range,
        "legal_minimum": one.pay_floor,
        "lines": {name: pence / 100 for name, pence in one.lines.items()},
        "note": one.note,
    }

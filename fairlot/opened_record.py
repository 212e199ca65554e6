"""An opened package for machines: one record, and one table of rows."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from costing.care.workings import digits
from costing.money import amount

if TYPE_CHECKING:
    from costing.care.workings import Workings
    from scenarios.market.opened import Opened, OpenedLine

COLUMNS: Final = (
    "part",
    "name",
    "band",
    "label",
    "value",
    "unit",
    "formula",
    "working",
    "given_by",
    "from",
    "source",
)
AMOUNT: Final = "unit price * quantity * staff / shared by, half up to the penny"
RULE: Final = {
    "value": "a formula is worked out in full; nothing is rounded but as told here",
    "rounding": (
        "before a value is rounded it is taken to 12 significant digits; half_up is "
        "half away from zero"
    ),
    "unit_price": "the value of its line, half up to the penny",
    "amount": AMOUNT,
    "price": "the sum of the weekly amounts",
    "mix": "a line over a mix is worked out for each row, and is their mean by weight",
    "group": 'group("Heading") is the sum of the lines of that heading',
    "choose": "choose(test, a, b) is a where the test holds, else b",
}


def record(opened: Opened) -> dict[str, Any]:
    """Give the whole explanation; from it alone each pence can be worked out again."""
    work, model = opened.workings, opened.model
    keys = work.keys_read()
    return {
        "model": model.name,
        "title": model.title,
        "on": opened.day.isoformat(),
        "currency": model.currency,
        "referral": opened.referral,
        "provider": opened.provider,
        "price_gbp_per_week": opened.weekly_pence / 100,
        "one_off_gbp": opened.once_pence / 100,
        "rule": RULE,
        "lines": [_package_line(one) for one in opened.lines],
        "unit_prices": [_unit_price(opened, one) for one in _units(opened)],
        "workings": [_working(work, name, opened.bands) for name in work.lines],
        "bands": {
            band: {key: model.bands[band].keys[key] for key in keys}
            for band in opened.bands
        },
        "mixes": {
            name: {
                "weight": model.mixes[name].weight,
                "rows": [
                    dict(zip(model.mixes[name].columns, row, strict=True))
                    for row in zip(*model.mixes[name].columns.values(), strict=True)
                ],
                "source": model.mixes[name].source,
            }
            for name in work.mixes_read()
        },
        "inputs": {name: _input(opened, name) for name in work.inputs},
        "law": _law(work),
    }


def rows(opened: Opened) -> list[list[str]]:
    """Give the explanation as rows of :data:`COLUMNS`, from the week down to law."""
    work, model = opened.workings, opened.model
    week = [line_working(one) for one in opened.lines if one.line]
    total = " + ".join(text.rpartition(" = ")[2] for text in week)
    told = [
        _row(
            "week",
            opened.referral,
            label=opened.provider,
            value=amount(opened.weekly_pence),
            unit=f"{model.currency}/week",
            formula=RULE["price"],
            working=total,
        )
    ]
    for one in opened.lines:
        told.append(
            _row(
                "package line" if one.line else "one-off",
                one.component,
                band=one.band,
                value=amount(one.amount_pence),
                unit=f"{model.currency}/week" if one.line else model.currency,
                formula=AMOUNT,
                working=line_working(one).rpartition(" = ")[0],
            )
        )
    for one in _units(opened):
        price = _unit_price(opened, one)
        told.append(
            _row(
                "unit price",
                one.component,
                band=one.band,
                label=price["line"],
                value=price["unit_price_gbp"],
                unit=f"{model.currency}/{one.unit}",
                formula=RULE["unit_price"],
                working=digits(price["value"]),
            )
        )
    told += [row for name in work.lines for row in _line_rows(opened, name)]
    for name in work.inputs:
        of = _input(opened, name)
        told.append(
            _row(
                "input",
                name,
                label=of["label"],
                value=digits(of["value"]),
                unit=of["unit"],
                formula=of.get("formula", ""),
                working=of.get("working", ""),
                given_by=of["given_by"],
                source=of["source"],
            )
        )
    for name, of in _law(work).items():
        told.append(
            _row(
                "law",
                name,
                value=digits(of["value"]),
                unit=of["unit"],
                start=of["from"],
                source=of["source"] + ("" if of["checked"] else " (not checked)"),
            )
        )
    return told


def line_working(line: OpenedLine) -> str:
    """Write a package line with the values put in: ``23.98 * 35 = 839.30``."""
    factors = [amount(line.unit_price_pence), _exact(line.quantity)]
    if line.staff != 1:
        factors.append(_exact(line.staff))
    text = " * ".join(factors)
    if line.shared_by != 1:
        text += f" / {_exact(line.shared_by)}"
    return f"{text} = {amount(line.amount_pence)}"


def _exact(number: Fraction) -> str:
    """Write a fraction as a decimal where it is one, else as a quotient."""
    text = digits(float(number))
    if Fraction(text) == number:
        return text
    return f"({number.numerator} / {number.denominator})"


def _units(opened: Opened) -> list[OpenedLine]:
    """Give the first line of each component and band that the model prices."""
    first: dict[tuple[str, str], OpenedLine] = {}
    for one in opened.lines:
        if one.line:
            first.setdefault((one.component, one.band), one)
    return list(first.values())


def _package_line(line: OpenedLine) -> dict[str, Any]:
    return {
        "component": line.component,
        "band": line.band,
        "quantity": float(line.quantity),
        "quantity_exact": str(line.quantity),
        "unit": line.unit,
        "staff": float(line.staff),
        "shared_by": float(line.shared_by),
        "funder": line.funder,
        "scheme": line.scheme,
        "unit_price_gbp": amount(line.unit_price_pence),
        "amount_gbp": amount(line.amount_pence),
        "amount_pence": line.amount_pence,
        "paid": "weekly" if line.line else "once",
        "working": line_working(line),
    }


def _unit_price(opened: Opened, line: OpenedLine) -> dict[str, Any]:
    return {
        "component": line.component,
        "band": line.band,
        "provider": opened.provider,
        "line": line.line,
        "unit": line.unit,
        "value": opened.workings.value(line.line, line.band),
        "unit_price_gbp": amount(line.unit_price_pence),
        "unit_price_pence": line.unit_price_pence,
    }


def _working(work: Workings, name: str, bands: tuple[str, ...]) -> dict[str, Any]:
    by_band = {band: work.working(name, band) for band in bands}
    line = work.model.lines[name]
    told: dict[str, Any] = {
        "name": name,
        "heading": line.heading,
        "label": line.label,
        "unit": line.unit,
        "formula": next(iter(by_band.values())).formula if by_band else "",
        "over": line.over,
        "rounding": (
            {"step": line.rounding.step, "mode": line.rounding.mode}
            if line.rounding
            else None
        ),
        "working": {band: one.working for band, one in by_band.items()},
        "value": {band: one.value for band, one in by_band.items()},
        "source": line.source,
    }
    if line.over:
        told["rows"] = {
            band: [
                {
                    "columns": dict(row.columns),
                    "weight": row.weight,
                    "working": row.working,
                    "value": row.value,
                }
                for row in one.rows
            ]
            for band, one in by_band.items()
        }
    return told


def _line_rows(opened: Opened, name: str) -> list[list[str]]:
    work = opened.workings
    line = work.model.lines[name]
    told = []
    for band in opened.bands:
        one = work.working(name, band)
        terms = (f"{digits(of.weight)} * {digits(of.value)}" for of in one.rows)
        mean = " + ".join(terms)
        told.append(
            _row(
                "cost line",
                name,
                band=band,
                label=line.label,
                value=digits(one.value),
                unit=line.unit,
                formula=one.formula,
                working=one.working or mean,
                source=line.source,
            )
        )
        told += [
            _row(
                "row of a mix",
                name,
                band=band,
                label=", ".join(f"{k} {digits(v)}" for k, v in row.columns.items()),
                value=digits(row.value),
                unit=line.unit,
                formula=one.formula,
                working=row.working,
            )
            for row in one.rows
        ]
    return told


def _input(opened: Opened, name: str) -> dict[str, Any]:
    part, teller = opened.model.inputs[name], opened.tellers[name]
    told: dict[str, Any] = {
        "label": part.label,
        "value": opened.workings.input_value(name),
        "unit": part.unit,
        "given_by": teller,
        "basis": part.basis if teller == "document" else "told",
        "source": {
            "document": part.source,
            "case": "case.toml, [model_inputs]",
            "provider": f"provider_costs.csv, {opened.provider}",
        }[teller],
    }
    formula, working = opened.workings.input_formula(name)
    if formula:
        told |= {"formula": formula, "working": working}
    return told


def _law(work: Workings) -> dict[str, dict[str, Any]]:
    if work.law is None:
        return {}
    records = {name: work.law.record(name) for name in work.law_read()}
    return {
        name: {
            "value": one.value,
            "unit": one.unit,
            "from": one.start.isoformat(),
            "source": one.source,
            "checked": one.checked,
            "flag": one.flag,
        }
        for name, one in records.items()
    }


def _row(
    part: str,
    name: str,
    *,
    band: str = "",
    label: str = "",
    value: str = "",
    unit: str = "",
    formula: str = "",
    working: str = "",
    given_by: str = "",
    start: str = "",
    source: str = "",
) -> list[str]:
    """Give a row in the order of :data:`COLUMNS`."""
    told = [part, name, band, label, value, unit, formula, working]
    return [*told, given_by, start, source]

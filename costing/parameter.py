"""One dated parameter of law: its values, each with first day and source."""

from __future__ import annotations

import itertools
import math
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

from costing.errors import Finding, InputError, quoted, suggestion

Flag = Literal["", "forecast", "held"]


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """A value of a parameter, in force from a day until the next.

    Parameters
    ----------
    value : float
        In ``unit``.
    start : date
        First day in force.
    source : str
        Where it was found.
    checked : bool
        Whether the value was seen in a document.
    unit : str
        ``GBP/h``, ``1`` and so on.
    start_checked : bool
        Whether the first day was seen in a document too.
    derived : bool
        Whether it is arithmetic on other values; the source says which.
    flag : {"", "forecast", "held"}
        ``forecast``: the council's own; ``held``: the last known, past its time.
    """

    value: float
    start: date
    source: str
    checked: bool
    unit: str
    start_checked: bool = True
    derived: bool = False
    flag: Flag = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of law over time.

    Parameters
    ----------
    name, label, topic, unit : str
    basis : str
        The instrument and section it rests on.
    checked_to : date
        The last day for which it is known.
    values : tuple of ParameterValue
        At least one, by first day.
    note : str
        What a reader should know before using it.
    before, after : str
        Where there was nothing before, or it came to an end: what to ask for instead.
    """

    name: str
    label: str
    topic: str
    unit: str
    basis: str
    checked_to: date
    values: tuple[ParameterValue, ...]
    note: str = ""
    before: str = ""
    after: str = ""


_TEXT: Final = (str, "text")
_DAY: Final = (date, "a day such as 2026-04-01")
_NUMBER: Final = ((int, float), "a number")
_TRUTH: Final = (bool, "true or false")

_Kinds = dict[str, tuple[Any, str]]
_NEEDED: Final[_Kinds] = {
    **dict.fromkeys(("name", "label", "topic", "unit", "basis"), _TEXT),
    "checked_to": _DAY,
    "value": (list, "a [[value]] or more"),
}
_ALLOWED: Final[_Kinds] = dict.fromkeys(("note", "before", "after"), _TEXT)
_VALUE_NEEDED: Final[_Kinds] = {
    "from": _DAY,
    "value": _NUMBER,
    "source": _TEXT,
    "checked": _TRUTH,
}
_VALUE_ALLOWED: Final[_Kinds] = dict.fromkeys(("from_checked", "derived"), _TRUTH)


def _right(value: object, kind: Any) -> bool:
    """Tell whether a value is of a kind, True being no number and an instant no day."""
    if isinstance(value, bool):
        return kind is bool
    if isinstance(value, datetime) or not isinstance(value, kind):
        return False
    if isinstance(value, float):
        return math.isfinite(value)
    return not isinstance(value, (str, list)) or bool(value)


def _check(
    table: dict[str, Any], needed: _Kinds, allowed: _Kinds, file: str, where: str
) -> list[Finding]:
    kinds = {**needed, **allowed}
    findings = [
        Finding(file, 0, f"{where}{key}", "nothing", kinds[key][1])
        for key in needed
        if key not in table
    ]
    for key, value in table.items():
        if key not in kinds:
            findings.append(
                Finding(
                    file,
                    0,
                    f"{where}{key}",
                    "an unknown key",
                    f"one of {', '.join(sorted(kinds))}",
                    suggestion(key, kinds),
                )
            )
        elif not _right(value, kinds[key][0]):
            findings.append(
                Finding(file, 0, f"{where}{key}", quoted(value), kinds[key][1])
            )
    return findings


def _order(table: dict[str, Any], file: str) -> list[Finding]:
    """Check that days run forwards and the file is named for its parameter."""
    findings = []
    if f"{table['name']}.toml" != file:
        findings.append(
            Finding(file, 0, "name", quoted(table["name"]), "the name of the file")
        )
    starts = [value["from"] for value in table["value"]]
    for row, (earlier, later) in enumerate(itertools.pairwise(starts), start=2):
        if later <= earlier:
            findings.append(
                Finding(
                    file, 0, f"value {row}, from", str(later), f"a day after {earlier}"
                )
            )
    if table["checked_to"] < max(starts):
        findings.append(
            Finding(
                file,
                0,
                "checked_to",
                str(table["checked_to"]),
                f"a day from {max(starts)}, the last value's first",
            )
        )
    return findings


def read_parameter(text: str, file: str) -> Parameter:
    """Read one law file, strictly.

    Parameters
    ----------
    text : str
        TOML: ``name``, ``label``, ``topic``, ``unit``, ``basis``, ``checked_to``,
        perhaps ``note``, ``before``, ``after``; then each ``[[value]]`` with ``from``,
        ``value``, ``source``, ``checked``, perhaps ``from_checked`` and ``derived``.
    file : str
        Its name, for messages.

    Returns
    -------
    Parameter

    Raises
    ------
    InputError
        With all that is wrong with the file.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what = str(error).rstrip(".")
        finding = Finding(file, 0, "", quoted(what, 90), "a TOML file")
        raise InputError([finding]) from None
    findings = _check(table, _NEEDED, _ALLOWED, file, "")
    rows = table.get("value")
    for row, value in enumerate(rows if isinstance(rows, list) else [], start=1):
        if isinstance(value, dict):
            where = f"value {row}, "
            findings += _check(value, _VALUE_NEEDED, _VALUE_ALLOWED, file, where)
        else:
            findings.append(
                Finding(file, 0, f"value {row}", quoted(value), "a [[value]] table")
            )
    findings = findings or _order(table, file)
    if findings:
        raise InputError(findings)
    return Parameter(
        name=table["name"],
        label=table["label"],
        topic=table["topic"],
        unit=table["unit"],
        basis=table["basis"],
        checked_to=table["checked_to"],
        values=tuple(
            ParameterValue(
                value=float(value["value"]),
                start=value["from"],
                source=value["source"],
                checked=value["checked"],
                unit=table["unit"],
                start_checked=value.get("from_checked", True),
                derived=value.get("derived", False),
            )
            for value in table["value"]
        ),
        note=" ".join(table.get("note", "").split()),
        before=table.get("before", ""),
        after=table.get("after", ""),
    )

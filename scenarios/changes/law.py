"""Changes of law: values of the council's own, from a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from costing.errors import CareError, LawError, quoted, suggestion
from costing.law import Forecast as Value
from costing.law import load_law
from scenarios.changes.change import Operation
from scenarios.changes.forms import is_number, shown
from scenarios.changes.ledger import Entry
from scenarios.inputs.canonical import number
from scenarios.inputs.names import model_of, text_beside
from scenarios.inputs.settings import Forecast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from costing.errors import Finding
    from costing.law import Law
    from scenarios.case import Case
    from scenarios.changes.change import Change
    from scenarios.inputs.settings import CaseSettings


@dataclass(frozen=True, slots=True)
class Legislated:
    """Settings after changes of law.

    Parameters
    ----------
    settings : CaseSettings
        Each change a forecast.
    entries : tuple of Entry
        Of the ledger.
    findings : tuple of Finding
    """

    settings: CaseSettings
    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()


def legislated(
    case: Case, settings: CaseSettings, changes: Sequence[Change]
) -> Legislated:
    """Change law: each change is a forecast, and flagged as one in all that follows.

    A value that is multiplied is that of the day before, earlier changes of the same
    scenario among them, whatever their order in the files.

    Parameters
    ----------
    case : Case
    settings : CaseSettings
        With the scenario's rules.
    changes : sequence of Change
        Of law, in order.

    Returns
    -------
    Legislated
    """
    if not changes:
        return Legislated(settings)
    try:
        is_own = settings.model == case.settings.model
        text = case.model_text if is_own else text_beside(case.folder, settings.model)
        model = model_of(settings.model, text)
    except CareError:  # told of the scenario's own model where names are looked up
        return Legislated(settings)
    if not model.law:
        expected = f"a table or a key: the model {settings.model} reads no law"
        told = [one.finding("name", quoted(one.name), expected) for one in changes]
        return Legislated(settings, findings=tuple(told))
    law = load_law(model.law).with_forecasts(
        Value(one.name, one.start, one.value) for one in settings.law.forecast
    )
    if settings.law.beyond_known == "hold":
        law = law.held()
    return _in_order(settings, law, changes)


def _in_order(
    settings: CaseSettings, law: Law, changes: Sequence[Change]
) -> Legislated:
    findings: list[Finding] = []
    entries: list[Entry] = []
    made: dict[tuple[str, date], tuple[float, Change]] = {}
    for change in sorted(changes, key=_name_and_day):
        start = change.start
        if start is None:  # told when the file was read
            continue
        if change.name not in law.names:
            fix = suggestion(change.name, law.names) or "fairlot law lists them"
            expected = "a value of the law that the cost model reads"
            got = quoted(change.name)
            findings.append(change.finding("name", got, expected, fix))
            continue
        if (change.name, start) in made:
            other = made[change.name, start][1]
            got = f"{change.name} from {start}, which {other.called} changes too"
            fix = "Take one of the two out"
            expected = "each value changed once"
            findings.append(change.finding("name", got, expected, fix))
            continue
        value = _value(law, change, start)
        if isinstance(value, float):
            made[change.name, start] = value, change
            old = _known(law, change.name, start)
            day = start.isoformat()
            entries.append(Entry("law", change.name, day, old, number(value)))
            law = law.with_forecasts([Value(change.name, start, value)])
        else:
            findings.append(value)
    if findings:
        return Legislated(settings, findings=tuple(findings))
    kept = [one for one in settings.law.forecast if (one.name, one.start) not in made]
    new = [
        Forecast.model_validate({"name": name, "from": start, "value": value})
        for (name, start), (value, _) in made.items()
    ]
    forecast = {"forecast": (*kept, *new)}
    return Legislated(
        settings.model_copy(update={"law": settings.law.model_copy(update=forecast)}),
        tuple(entries),
    )


def _value(law: Law, change: Change, start: date) -> float | Finding:
    """Give the new value; one that is worked out is not rounded."""
    key = str(change.operation)
    if change.operation is Operation.SET:
        return float(change.value)
    try:
        before = law.value_on(change.name, start - timedelta(days=1)).value
    except (LawError, OverflowError) as error:
        words = str(error).removeprefix("law: ").split(". ")[0]
        got = f"{start}; {words}" if isinstance(error, LawError) else str(start)
        expected = "a day before which the value is known"
        fix = 'Use set, or let law.beyond_known be "hold"'
        return change.finding("from", got, expected, fix)
    # In decimals, so that 12.71 x 1.041 is 13.23111 and no more.
    old, by = Decimal(repr(before)), Decimal(str(change.value))
    value = float(old * by if change.operation is Operation.MULTIPLY else old + by)
    if not is_number(value):
        return change.finding(key, shown(change.value), "a smaller number")
    return value


def _known(law: Law, name: str, start: date) -> str:
    """Give the value that would have gone on or begun; nothing if none is known."""
    for day in (start, start - timedelta(days=1)):
        try:
            return number(law.value_on(name, day).value)
        except LawError:
            continue
    return ""


def _name_and_day(change: Change) -> tuple[str, date]:
    return change.name, change.start or date.min

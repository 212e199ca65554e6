"""What is not law yet: forecasts and held values that numbers of a study rest on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fairlot.report.figures import day, listed
from fairlot.report.law_words import law_figure
from fairlot.report.words import first_upper, named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.study import Study

_FLAGS = {
    "forecast": "is a forecast of the council's own, not law",
    "held": "is held beyond the days for which it is known",
}


def unsure(study: Study) -> tuple[str, ...]:
    """Name each dated value that is a forecast or held, and what rests on it.

    Parameters
    ----------
    study : Study

    Returns
    -------
    tuple of str
        A sentence a value; empty where every number rests on known law.
    """
    of: dict[str, list[str]] = {}
    titles = {one.scenario.name: one.scenario.title for one in study.ran}
    for name, outcome in study.outcomes.items():
        known: Mapping[str, Any] = outcome.provenance
        for record in known["law"]:
            if record["flag"] in _FLAGS:
                title = titles.get(name)
                where = (
                    "the case as it is"
                    if title is None
                    else f"\u201c{title or name}\u201d"
                )
                of.setdefault(_said(record), []).append(where)
    return tuple(f"{text}. In: {listed(where)}." for text, where in of.items())


def _said(record: Mapping[str, Any]) -> str:
    figure = law_figure(record["value"], record["unit"])
    start = day(date.fromisoformat(record["from"]))
    name = first_upper(named(record["name"]))
    return f"{name}, {figure} from {start}, {_FLAGS[record['flag']]}"

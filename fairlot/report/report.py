"""The report: one HTML document of a study."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from fairlot.report.parts import Section
from fairlot.report.sections.aims import aims
from fairlot.report.sections.asked import asked
from fairlot.report.sections.capacity import capacity
from fairlot.report.sections.caseload import load
from fairlot.report.sections.compared import compared
from fairlot.report.sections.decided import decided
from fairlot.report.sections.departed import departed
from fairlot.report.sections.gaps import gaps
from fairlot.report.sections.headline import headline
from fairlot.report.sections.points import points
from fairlot.report.sections.prices import prices
from fairlot.report.sections.provenance import provenance
from fairlot.report.sections.rates import rates
from fairlot.report.sections.scenario import scenarios
from fairlot.report.sections.unplaced import unplaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scenarios.study import Study


def render(study: Study) -> str:
    """Write a study as one HTML document that needs nothing beside it.

    No script, no times, no paths, nothing fetched: the same study gives the same text.

    Parameters
    ----------
    study : Study
        Of scenarios, or of the untouched case alone.

    Returns
    -------
    str
    """
    style = files("fairlot.report").joinpath("style.css").read_text(encoding="utf-8")
    return (
        _environment()
        .get_template("report.html")
        .render(
            style=Markup(style),
            headline=headline(study),
            sections=tuple(_sections(study)),
        )
    )


def _sections(study: Study) -> Iterator[Section]:
    """Give the sections in the order of reading; scenarios first, if there are any."""
    outcome = study.baseline
    beside = compared(study)
    if beside is not None:
        yield Section("scenarios", "Scenarios compared", "compared.html", beside)
        each = scenarios(study)
        yield Section("each", "Scenario by scenario", "scenario.html", each)
    given = asked(outcome)
    yield Section("asked", "What was asked", "asked.html", given)
    yield Section("decided", "What was decided", "decided.html", decided(outcome))
    who = "Who is not placed and why"
    yield Section("not-placed", who, "unplaced.html", unplaced(outcome))
    yield Section("costs", "Prices", "prices.html", prices(outcome))
    yield Section("room", "Capacity", "capacity.html", capacity(outcome))
    yield Section("marks", "Points", "points.html", points(outcome))
    yield Section("proof", "The aims and their proof", "aims.html", aims(outcome))
    held_back = "Register of departures"
    yield Section("departed", held_back, "departed.html", departed(outcome))
    optional = (
        ("rates", "Rates against the fair range", "rates.html", rates(outcome)),
        ("caseload", "The caseload", "caseload.html", load(outcome)),
        ("market-gaps", "Gaps in the market", "gaps.html", gaps(outcome)),
    )
    for name, title, template, holds in optional:
        if holds is not None:
            yield Section(name, title, template, holds)
    source = "Where this comes from"
    yield Section("source", source, "provenance.html", provenance(study))
    everybody = "everybody who waits"
    yield Section("everybody", everybody, "people.html", given, is_annex=True)


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("fairlot.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )

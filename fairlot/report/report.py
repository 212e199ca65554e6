"""The report: one HTML document of a study."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from fairlot.report.sections.aims import aims
from fairlot.report.sections.asked import asked
from fairlot.report.sections.capacity import capacity
from fairlot.report.sections.decided import decided
from fairlot.report.sections.headline import headline
from fairlot.report.sections.points import points
from fairlot.report.sections.prices import prices
from fairlot.report.sections.provenance import provenance
from fairlot.report.sections.unplaced import unplaced

if TYPE_CHECKING:
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
    outcome = study.baseline
    style = files("fairlot.report").joinpath("style.css").read_text(encoding="utf-8")
    return (
        _environment()
        .get_template("report.html")
        .render(
            style=Markup(style),
            headline=headline(outcome),
            asked=asked(outcome),
            decided=decided(outcome),
            unplaced=unplaced(outcome),
            prices=prices(outcome),
            capacity=capacity(outcome),
            points=points(outcome),
            aims=aims(outcome),
            provenance=provenance(outcome),
        )
    )


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("fairlot.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )

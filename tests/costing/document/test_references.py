"""What a component, an input or a line may say of another, for rates and uplifts."""

from __future__ import annotations

import pytest

from costing.document.reading import read_model
from tests.kit.documents import INPUTS, document, findings, line

NIGHT = '[input.night_hours]\nunit = "h/night"\ndefault = 8\n'
COMPONENT = '[component.night]\nline = "night"\nunit = "night"\n'


def text(component="", *more):
    lines = (line("pay"), line("pay * night_hours", "night", unit="GBP/night"))
    return document(INPUTS, NIGHT, *lines, *more, COMPONENT, component)


def test_a_component_may_name_its_floor_and_its_hours():
    floor = line("pay * night_hours / 2", "least", unit="GBP/night")
    model = read_model(
        text('floor = "least"\nhours = "night_hours"\n', floor), "m.toml"
    )
    found = model.components["night"]
    assert (found.floor, found.hours) == ("least", "night_hours")


@pytest.mark.parametrize(
    ("key", "told"),
    [
        (
            'floor = "nigh"',
            (
                'component.night.floor: got "nigh", expected the name of a line. Did '
                'you mean "night"?'
            ),
        ),
        (
            'floor = "price"',
            "component.night.floor: got price in GBP/h, expected GBP/night, as night.",
        ),
        (
            'hours = "night_hour"',
            (
                'component.night.hours: got "night_hour", expected the name of an '
                'input or a line. Did you mean "night_hours"?'
            ),
        ),
        (
            'hours = "hours"',
            "component.night.hours: got hours in h/week, expected h/night.",
        ),
    ],
)
def test_a_floor_or_hours_that_do_not_fit_are_findings(key, told):
    (finding,) = findings(text(f"{key}\n"))
    assert finding.split(", ", 2)[2] == told

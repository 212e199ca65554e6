"""Documents as strangers write them: what the engine gives, an exact reader gives too.

The exact reader (tests/kit/exact.py) shares nothing with the engine: it parses formulas
by hand and works in fractions.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.document.bands import bands_of_day
from costing.engine.evaluation import evaluate
from costing.engine.examples import run_examples
from costing.law import load_law
from costing.model import load_model, shipped_models
from tests.kit.exact import Sheet

FOLDER = Path(__file__).parents[1] / "documents"
SHIPPED = Path(load_model.__code__.co_filename).parent / "models"
ENGLAND = load_law("england")
STRANGERS = sorted(path.stem for path in FOLDER.glob("*.toml"))
DAYS = [date(2020, 4, 6), date(2022, 5, 1), date(2025, 4, 5), date(2026, 11, 1)]


def path_of(name):
    return next(
        path
        for path in (FOLDER / f"{name}.toml", SHIPPED / f"{name}.toml")
        if path.is_file()
    )


def compared(name, day, values):
    """Give every line in every band, by the engine and exactly."""
    path = path_of(name)
    model, text = load_model(path), path.read_text(encoding="utf-8")
    law = ENGLAND.on(day) if model.law else None
    found = evaluate(model, law, values)
    for place, band in enumerate(found.bands):
        sheet = Sheet(text, day, "" if band == "all" else band, values)
        for line in model.lines:
            yield line, band, float(found.value[line][0, place]), sheet.value(line)


RUNS = [(name, day) for name in STRANGERS for day in DAYS]
RUNS += [(name, day) for name in shipped_models() for day in DAYS[2:]]


@pytest.mark.parametrize(("name", "day"), RUNS, ids=str)
def test_every_line_is_what_an_exact_reader_makes_of_it(name, day):
    for line, band, got, exact in compared(name, day, {}):
        assert got == pytest.approx(float(exact), rel=1e-11, abs=1e-12), (line, band)


@pytest.mark.parametrize("pay", [11.44, 12.345, 13.335, 19.995, 0])
def test_every_line_follows_what_is_set(pay):
    values = {"pay": pay, "travel": 60, "overhead": 0.335}
    for line, band, got, exact in compared("every-feature", DAYS[3], values):
        assert got == pytest.approx(float(exact), rel=1e-11, abs=1e-12), (line, band)


POUNDS = st.integers(0, 4999).map(lambda pence: pence / 100)


@settings(max_examples=25, deadline=None)
@given(
    pay=POUNDS,
    cap=POUNDS,
    travel=st.integers(0, 240).map(lambda quarters: quarters / 4),
    office=st.integers(0, 200_000),
)
def test_every_line_follows_whatever_is_set(pay, cap, travel, office):
    values = {"pay": pay, "cap": cap, "travel": travel, "office": office}
    for line, band, got, exact in compared("every-feature", DAYS[3], values):
        assert got == pytest.approx(float(exact), rel=1e-11, abs=1e-9), (line, band)


@pytest.mark.parametrize("name", STRANGERS)
def test_the_examples_of_a_strangers_document_hold(name):
    model = load_model(path_of(name))
    results = run_examples(model, ENGLAND if model.law else None)
    wrong = [
        (line.line, line.expected, line.got)
        for result in results
        for line in result.lines
        if not line.holds
    ]
    assert wrong == []


def test_a_document_needs_no_more_than_a_name_a_price_and_a_line():
    model = load_model(path_of("bare"))
    assert (model.title, model.currency, model.law, model.floor) == (
        "bare",
        "GBP",
        "",
        "",
    )
    assert list(model.bands) == ["all"]


def hours(model, weekday, **kinds):
    owner = bands_of_day(model, weekday, **kinds)
    return [float((owner == place).sum()) / 60 for place in range(len(model.bands))]


@pytest.mark.parametrize(
    ("weekday", "kinds", "expected"),
    [
        # feast, eve, early, rest
        (0, {}, [0, 2, 2.5, 19.5]),  # Monday: Sunday's evening runs to 02:00
        (3, {}, [0, 0, 2.5, 21.5]),
        (4, {}, [0, 6, 2.5, 15.5]),
        (5, {}, [0, 8, 0, 16]),
        (0, {"holiday": True}, [18, 6, 0, 0]),
        (4, {"holiday": True}, [18, 6, 0, 0]),
    ],
)
def test_windows_hold_the_hours_that_they_say(weekday, kinds, expected):
    assert hours(load_model(path_of("windows")), weekday, **kinds) == expected

"""Answers of a tiny case, one a change, as ``allocate --out`` writes their data."""

import json

import pytest

from scenarios.case import load_case
from scenarios.disk.layout import CASE as CASE_FOLDER
from scenarios.outcome import outcome_of
from scenarios.store import keep_case, write_outcome

CASE = """\
title = "Tiny"
price_date = 2026-11-01
model = "model.toml"
[scoring]
weights = { quality = 45, price = 30, choice = 15, fit = 10 }
"""
MODEL = """\
model = "small"
title = "A small model"
currency = "GBP"
price = "price"
law = "england"
[rounding]
at = "line"
step = 0.01
mode = "half_up"
[input.pay_rate]
unit = "GBP/h"
default = "law.national_living_wage"
min = 5
max = 50
[input.loading]
unit = "1"
default = 2
min = 1
max = 9
[band.day]
label = "Day"
window = "Mon-Sun 00:00-24:00"
[[line]]
name = "price"
unit = "GBP/h"
formula = "pay_rate * loading"
[component.one_to_one]
line = "price"
unit = "h"
"""
FILES = {
    "case.toml": CASE,
    "model.toml": MODEL,
    "lots.toml": '[[lot]]\nlot = "1"\nminimum_quality = 10\n',
    "providers.csv": (
        "provider,cqc_registered,cqc_rating,quality,capacity_hours_per_week\n"
        "A,yes,Good,60,40\nB,yes,Good,50,100\n"
    ),
    "referrals.csv": ("referral,lot,hours_per_week\nR1,1,30\nR2,1,20\n"),
    "packages.csv": (
        "referral,component,quantity\nR1,one_to_one,30\nR2,one_to_one,20\n"
    ),
    "offers.csv": (
        "referral,provider,price_gbp_per_week\nR1,A,1000\nR1,B,\nR2,A,500\nR2,B,450.5\n"
    ),
    "preferences.csv": "referral,provider,rank\nR1,A,1\nR2,B,1\n",
    "scenarios/pay.toml": 'scenario = "pay"\ntitle = "Pay"\n',
}
"""R1 is served by A at 1,000.00 and R2 by B at 450.50: A has no room for both."""


def saved(folder, **changed):
    """Allocate the tiny case with some files changed, and save the answer.

    Each keyword names a file, ``__`` for a folder and the last ``_`` for a dot; its
    value is a pair of texts, the first of which is replaced by the second.
    """
    files = dict(FILES)
    for name, (old, new) in changed.items():
        stem, _, ending = name.rpartition("_")
        file = f"{stem.replace('__', '/')}.{ending}"
        assert files[file].count(old) == 1, (file, old)
        files[file] = files[file].replace(old, new)
    source = folder.parent / f"{folder.name}-source" / "case"
    for name, text in files.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text)
    case = load_case(source)
    write_outcome(outcome_of(case).explained(), folder)
    keep_case(case, folder / CASE_FOLDER)
    return folder


def with_record(folder, **changed):
    """Write other values into provenance.json of a saved answer."""
    file = folder / "provenance.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), **changed}))
    return folder


@pytest.fixture(scope="session")
def tiny(tmp_path_factory):
    """The answer to the tiny case as it is; nobody writes into it."""
    return saved(tmp_path_factory.mktemp("tiny") / "old")

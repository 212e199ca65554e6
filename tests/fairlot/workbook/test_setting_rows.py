"""Every setting of a case has its row, and no row stands for nothing."""

from datetime import date

from pydantic import BaseModel

from fairlot.workbook.setting_rows import SETTINGS, setting_rows
from scenarios.inputs.settings import CaseSettings

DAY = date(2026, 11, 1)
APART = {"law.forecast", "expect", "model_inputs", "allocation.tolerance"}
"""Lists of entries, which are sheets, and tables of names, a row a name."""


def leaves(model, head=""):
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from leaves(inner, f"{head}{name}.")
        else:
            yield f"{head}{name}"


def test_every_setting_has_a_row():
    rows = {spec.name for spec in SETTINGS} - {"allocation.tolerance.points"}
    assert rows == set(leaves(CaseSettings)) - APART


def test_inputs_and_further_tolerances_have_rows_of_their_own():
    settings = CaseSettings.model_validate(
        {
            "price_date": DAY,
            "model_inputs": {"travel_share": 0.02},
            "allocation": {"tolerance": {"points": 0.1, "placed": 0.2}},
        }
    )
    told = {row.spec.name: row.value for row in setting_rows(settings)}
    assert told["allocation.tolerance.points"] == 0.1
    assert told["allocation.tolerance.placed"] == 0.2
    assert told["model_inputs.travel_share"] == 0.02

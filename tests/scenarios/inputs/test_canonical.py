"""Cases that say the same are written the same, and read back as they were."""

import tomllib

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from allocation.rules import Lot
from costing.sheets.frames import read_table
from costing.sheets.sheet import read_sheet
from scenarios.inputs.canonical import (
    fingerprint,
    lots_text,
    settings_text,
    table_cells,
    table_text,
)
from scenarios.inputs.contract import TABLES
from scenarios.inputs.contract.schemes import with_running
from scenarios.inputs.settings import CaseSettings, Lots
from tests.kit.cells import sheets

LEAST = {"price_date": "2026-11-01"}


def read(name, content):
    table = read_table(read_sheet(f"{name}.csv", content), TABLES[name])
    return table, with_running(table) if name == "schemes" else table.frame


def written(name, text):
    return table_text(name, read(name, text.encode())[1])


@pytest.mark.parametrize("name", TABLES)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_a_table_is_read_back_as_it_was(name, data):
    table, frame = read(name, data.draw(sheets(TABLES[name])))
    assume(not table.findings)
    text = table_text(name, frame)
    again, back = read(name, text.encode())
    assert again.findings == ()
    pd.testing.assert_frame_equal(
        back.reset_index(drop=True), frame.reset_index(drop=True), check_exact=True
    )
    assert table_text(name, back) == text


def test_columns_stand_in_the_order_of_the_contract_and_defaults_are_left_out():
    text = "x_b,status,name,x_a,provider,quality\n1,open,Harbour,2,P1,\n"
    assert written("providers", text) == "provider,name,x_a,x_b\nP1,Harbour,2,1\n"


def test_a_column_that_is_kept_has_every_cell_in_it():
    text = "provider,status,cqc_registered\nP1,,Y\nP2,closed,\n"
    assert written("providers", text) == (
        "provider,cqc_registered,status\nP1,yes,open\nP2,no,closed\n"
    )


def test_cells_have_one_spelling():
    text = (
        "person,provider,units_per_week,unit_rate_gbp,start,up_for_award,unit\n"
        'C1,P1,012.50,"£1,040",01/11/2026,TRUE,Hours\n'
    )
    assert written("commitments", text) == (
        "person,provider,units_per_week,unit_rate_gbp,start,up_for_award\n"
        "C1,P1,12.5,1040.00,2026-11-01,yes\n"
    )


def test_hours_are_as_short_as_tell_the_minute():
    text = "referral,hours_per_week\nA,37.50\nB,10.333333\nC,0\nD,0.016\n"
    assert written("referrals", text) == (
        "referral,hours_per_week\nA,37.5\nB,10.33\nC,0\nD,0.02\n"
    )


def test_times_lists_and_days_have_one_spelling():
    text = "scheme,day,start,end\nS1,monday,7:00,24:00\n"
    assert written("rotas", text) == "scheme,day,start,end\nS1,Mon,07:00,24:00\n"
    text = 'provider,lots,areas\nP1," 1 ; 2;",All\n'
    assert written("providers", text) == "provider,lots\nP1,1;2\n"


def test_text_that_would_run_is_guarded_and_reads_back():
    text = "provider,name\nP1,=1+1\n"
    assert written("providers", text) == "provider,name\nP1,'=1+1\n"
    assert written("providers", "provider,name\nP1,'=1+1\n") == written(
        "providers", text
    )
    cells = table_cells("providers", read("providers", text.encode())[1])
    assert cells == {"provider": ["P1"], "name": ["=1+1"]}


def test_a_scheme_that_runs_as_its_people_say_need_not_say_so():
    text = "scheme,occupied_places,already_running\nA,0,no\nB,2,yes\n"
    assert written("schemes", text) == "scheme,occupied_places\nA,0\nB,2\n"
    text = "scheme,occupied_places,already_running\nA,0,yes\nB,2,\n"
    assert written("schemes", text) == (
        "scheme,occupied_places,already_running\nA,0,yes\nB,2,yes\n"
    )


def test_whether_the_core_is_included_is_said_where_there_are_schemes():
    text = "referral,provider,scheme,core_included\nR1,P1,S1,no\n"
    assert written("offers", text) == text
    text = "referral,provider,core_included\nR1,P1,no\n"
    assert written("offers", text) == "referral,provider\nR1,P1\n"


def test_a_table_without_rows_keeps_its_needed_columns():
    assert written("offers", "referral,provider,fit\n") == "referral,provider\n"


def test_inputs_of_the_model_follow_the_columns_of_rates():
    spec = TABLES["rates"].with_numbers({"pay_rate", "annual_hours"}, "an input")
    content = b"x_a,pay_rate,provider,service,rate_gbp\nk,13.10,P1,one_to_one,25\n"
    frame = read_table(read_sheet("rates.csv", content), spec).frame
    assert table_text("rates", frame) == (
        "provider,service,rate_gbp,pay_rate,x_a\nP1,one_to_one,25.00,13.1,k\n"
    )


def settings_of(text):
    return CaseSettings.model_validate(tomllib.loads(text))


def test_settings_that_are_the_default_are_left_out():
    explicit = {
        **LEAST,
        "model": "supported-living-england",
        "allocation": {"tolerance": {"points": 0.0}, "budget_gbp_per_week": ""},
        "scoring": {
            "weights": {"quality": 45, "price": 30, "choice": 15, "fit": 10},
            "log_base": 2.0,
        },
        "law": {"beyond_known": "refuse"},
    }
    read_ = CaseSettings.model_validate(explicit)
    assert settings_text(read_, read_.model) == "price_date = 2026-11-01\n"


def test_settings_are_written_in_the_order_of_the_contract():
    given_ = {
        "privacy": {"accept": ["providers.postcode"]},
        "scoring": {"weights": {"price": 60.5, "quality": 39.5}, "log_base": ""},
        "expect": [{"measure": "placed", "value": 24}],
        "law": {"forecast": [{"name": "nlw", "from": "01/04/2027", "value": 13.2}]},
        "allocation": {"tolerance": {"cost": 0.1, "points": 0.05}},
        "title": 'A "case"',
        **LEAST,
    }
    read_ = CaseSettings.model_validate(given_)
    text = settings_text(read_, "own.toml")
    assert text == (
        'title = "A \\"case\\""\n'
        "price_date = 2026-11-01\n"
        'model = "own.toml"\n'
        "expect = [\n"
        '    { measure = "placed", value = 24 },\n'
        "]\n"
        "\n"
        "[law]\n"
        "forecast = [\n"
        '    { name = "nlw", from = 2027-04-01, value = 13.2 },\n'
        "]\n"
        "\n"
        "[allocation.tolerance]\n"
        "points = 0.05\n"
        "cost = 0.1\n"
        "\n"
        "[scoring]\n"
        'log_base = ""\n'
        "\n"
        "[scoring.weights]\n"
        "quality = 39.5\n"
        "price = 60.5\n"
        "\n"
        "[privacy]\n"
        "accept = [\n"
        '    "providers.postcode",\n'
        "]\n"
    )
    again = read_.model_copy(update={"model": "own.toml"})
    assert settings_of(text) == again


def test_the_lot_that_everything_fits_is_not_written():
    assert lots_text(Lots().lots) == ""
    assert lots_text([Lot(lot="1", title="")]) == ""


def test_questions_beside_the_lots_stand_in_each_lot_that_asks_them():
    lots = Lots.model_validate(
        {"lot": [{"lot": 1, "share_cap": 0.4}], "question": [QUESTION]}
    )
    text = lots_text(lots.lots)
    assert text == (
        "[[lot]]\n"
        'lot = "1"\n'
        "share_cap = 0.4\n"
        "question = [\n"
        '    { question = "staffing", weight = 100, minimum = 2 },\n'
        "]\n"
    )
    assert Lots.model_validate(tomllib.loads(text)).lots == lots.lots


QUESTION = {"question": "staffing", "weight": 100, "minimum": 2, "out_of": 5}


def test_a_fingerprint_is_of_every_part_and_of_its_name():
    parts = {"case": "a", "lots": "b"}
    assert fingerprint(parts) == fingerprint(dict(reversed(parts.items())))
    assert len({fingerprint(one) for one in (parts, {"case": "a"}, {"case": "b"})}) == 3

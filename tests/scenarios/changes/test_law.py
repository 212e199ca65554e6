"""Changes of law: forecasts, worked out from the value of the day before."""

from datetime import date

import pytest

from scenarios.case import load_case
from scenarios.market.prices import case_law, model_of
from tests.kit.folders import FILES, write
from tests.kit.what_ifs import change, entries, made, told

FORECAST = """\
[[law.forecast]]
name = "national_living_wage"
from = 2027-04-01
value = 13
"""


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return load_case(write(tmp_path_factory.mktemp("small")))


def law(start="2027-04-01", name="national_living_wage", **operation):
    return change(type='"law"', name=f'"{name}"', start=start, **operation)


def value(case, day):
    read = case_law(case, model_of(case.settings.model, case.model_text))
    found = read.value_on("national_living_wage", date.fromisoformat(day))
    return found.value, found.flag


@pytest.mark.parametrize(
    ("operation", "new"),
    [
        # The value of the day before is 12.71.
        ({"multiply": "1.041"}, "13.23111"),  # not rounded to the penny
        ({"multiply": "1.04166"}, "13.2394986"),
        ({"add": "0.5"}, "13.21"),
        ({"set": "13.23"}, "13.23"),
        ({"multiply": "1"}, "12.71"),
    ],
)
def test_law_is_worked_out_and_not_rounded(tmp_path, case, operation, new):
    changed, ledger = made(tmp_path, case, law(**operation))
    old = "law national_living_wage 2027-04-01: 12.71"
    assert entries(ledger) == ([f"{old} -> {new}"] if new != "12.71" else [])
    assert value(changed, "2027-04-05") == (float(new), "forecast")
    assert value(changed, "2027-03-31") == (12.71, "")


def test_law_can_change_within_what_is_known(tmp_path, case):
    text = law(start="2026-10-01", multiply="1.1")
    changed, ledger = made(tmp_path, case, text)
    assert entries(ledger) == ["law national_living_wage 2026-10-01: 12.71 -> 13.981"]
    assert value(changed, "2026-11-01") == (13.981, "forecast")


def test_later_changes_build_on_earlier_ones_whatever_their_order(tmp_path, case):
    later = law(start="2028-04-01", multiply="1.1")
    first = law(multiply="1.041")
    changed, ledger = made(tmp_path, case, later + first)
    assert entries(ledger) == [
        "law national_living_wage 2027-04-01: 12.71 -> 13.23111",
        "law national_living_wage 2028-04-01: 13.23111 -> 14.554221",
    ]
    again, same = made(tmp_path, case, first + later)
    assert entries(same) == entries(ledger)
    assert again.fingerprint == changed.fingerprint


def test_a_forecast_of_the_case_gives_way_on_its_day(tmp_path):
    text = FILES["case.toml"] + FORECAST
    case = load_case(write(tmp_path, case_toml=text))
    changed, ledger = made(tmp_path, case, law(set="14"))
    assert entries(ledger) == ["law national_living_wage 2027-04-01: 13 -> 14"]
    assert [one.value for one in changed.settings.law.forecast] == [14]


def test_a_forecast_of_the_case_is_built_on(tmp_path):
    text = FILES["case.toml"] + FORECAST
    case = load_case(write(tmp_path, case_toml=text))
    _, ledger = made(tmp_path, case, law(start="2028-04-01", multiply="2"))
    assert entries(ledger) == ["law national_living_wage 2028-04-01: 13 -> 26"]


def test_a_value_that_is_held_is_built_on(tmp_path):
    text = FILES["case.toml"] + '[law]\nbeyond_known = "hold"\n'
    case = load_case(write(tmp_path, case_toml=text))
    _, ledger = made(tmp_path, case, law(start="2029-04-01", multiply="2"))
    assert entries(ledger) == ["law national_living_wage 2029-04-01: 12.71 -> 25.42"]


def test_holding_may_come_from_the_same_scenario(tmp_path, case):
    text = law(start="2029-04-01", multiply="2") + change(
        type='"law"', key='"law.beyond_known"', set='"hold"'
    )
    assert told(tmp_path, case, text) == []


def test_law_from_a_day_after_the_prices_is_noted(tmp_path, case):
    changed, _ = made(tmp_path, case, law(multiply="1.041"))
    assert changed.notes[-1] == (
        "what-if.toml, change 1: national_living_wage from 2027-04-01 moves no price "
        "of 2026-11-01."
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            law(name="national_livng_wage", set="14"),
            (
                'line 4, change.1.name: got "national_livng_wage", expected a value of '
                "the law that the cost model reads. Did you mean "
                '"national_living_wage"?'
            ),
        ),
        (
            law(name="gravity", set="14"),
            (
                'line 4, change.1.name: got "gravity", expected a value of the law '
                "that the cost model reads. fairlot law lists them."
            ),
        ),
        (
            law(start="2029-04-01", multiply="1.041"),
            (
                "line 5, change.1.from: got 2029-04-01; no value for "
                "national_living_wage on 2029-03-31; known from 2016-04-01 to "
                "2027-03-31, expected a day before which the value is known. Use set, "
                'or let law.beyond_known be "hold".'
            ),
        ),
        (
            law(start="0001-01-01", multiply="1.041"),
            (
                "line 5, change.1.from: got 0001-01-01, expected a day before which "
                'the value is known. Use set, or let law.beyond_known be "hold".'
            ),
        ),
        (
            2 * law(set="14"),
            (
                "line 9, change.2.name: got national_living_wage from 2027-04-01, "
                "which change 1 of what-if.toml changes too, expected each value "
                "changed once. Take one of the two out."
            ),
        ),
        (
            law(multiply="1e308"),
            (
                f'line 6, change.1.multiply: got "1{"0" * 56}...", expected a smaller '
                "number."
            ),
        ),
        (
            "price_date = 2027-05-01\n",
            (
                "line 2, price_date: got 2027-05-01, for which the law is not known: "
                "national_living_wage, expected a day for which it is, or forecasts. "
                "Set or multiply them by changes of law, or let law.beyond_known be "
                '"hold".'
            ),
        ),
        (
            "price_date = 2012-05-01\n",
            (
                "line 2, price_date: got 2012-05-01; no value for "
                "national_living_wage on 2012-05-01; known from 2016-04-01, expected a "
                "day and inputs that packages can be priced with."
            ),
        ),
    ],
)
def test_law_that_cannot_be_is_told(tmp_path, case, text, message):
    assert told(tmp_path, case, text) == [f"what-if.toml, {message}"]


def test_a_model_without_law_has_none_to_change(tmp_path):
    text = FILES["model.toml"].replace('law = "england"\n', "")
    text = text.replace('"law.national_living_wage"', "12")
    case = load_case(write(tmp_path, model_toml=text))
    assert told(tmp_path, case, law(set="14")) == [
        (
            'what-if.toml, line 4, change.1.name: got "national_living_wage", expected '
            "a "
            "table or a key: the model model.toml reads no law."
        )
    ]


def test_a_model_that_is_not_there_is_told_once(tmp_path, case):
    model = change(type='"rule"', key='"model"', set='"nope.toml"')
    (found,) = told(tmp_path, case, law(set="14") + model)
    assert found.startswith('what-if.toml, case.toml, model: got "nope.toml", expected')

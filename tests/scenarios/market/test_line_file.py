"""A file of package lines is priced as the packages of a case are, some at a time."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from costing.errors import InputError
from scenarios.case import load_case
from scenarios.market import line_file
from scenarios.market.line_file import price_lines, priced_line_chunks
from scenarios.market.prices import price
from tests.fairlot.test_allocate import write

COSTS = "provider,input,value\nB,surplus_share,0\n"
FILE = """referral,provider,component,quantity,band,shared_by,funder
R1,A,one_to_one,35,,,
R1,A,background,84,,3,health
R1,B,one_to_one,35,,,

R2,,one_to_one,10.5,sunday,,
R2,,one_to_one,10.5,sunday,,
R2,,one_off,1500,,,
R3,A,one_to_one,21,all_week,,
"""


@pytest.fixture
def case(tmp_path):
    return load_case(Path(write(tmp_path, provider_costs=COSTS)))


def written(tmp_path, text):
    file = tmp_path / "lines.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def found(case, tmp_path, text):
    return price_lines(case, written(tmp_path, text))


def told(case, tmp_path, text):
    with pytest.raises(InputError) as caught:
        found(case, tmp_path, text)
    return [str(finding) for finding in caught.value.findings]


def test_lines_are_added_up_by_provider_component_and_funder(case, tmp_path):
    # The model's hour is 23.98: 35 h = 839.30; 84 h / 3 = 671.44. On a Sunday too:
    # 10.5 h = 251.79, and the same line twice counts twice.
    totals = found(case, tmp_path, FILE).set_index(["provider", "component", "funder"])
    assert totals.loc[("", "one_to_one", "council")].tolist() == [2, 50358]
    assert totals.loc[("", "one_off", "council")].tolist() == [1, 150000]
    assert totals.loc[("A", "background", "health")].tolist() == [1, 67144]
    # B takes no surplus.
    assert 75000 < totals.loc[("B", "one_to_one", "council"), "amount_pence"] < 83930


def test_a_line_that_is_spread_over_the_week_is_one_line(case, tmp_path):
    text = "referral,component,quantity,band\nR1,one_to_one,21,all_week\n"
    assert found(case, tmp_path, text)["lines"].tolist() == [1]


def test_a_provider_that_the_case_has_not_is_told(case, tmp_path):
    text = "referral,component,quantity,provider\nR1,one_to_one,21,Z\n"
    assert told(case, tmp_path, text) == [
        'lines.csv, line 2, provider: got "Z", expected a provider of providers.csv.'
    ]


@pytest.mark.parametrize("at_once", [1, 2, 3, 100])
def test_how_many_are_read_at_once_changes_nothing(
    at_once, case, tmp_path, monkeypatch
):
    whole = found(case, tmp_path, FILE)
    monkeypatch.setattr(line_file, "AT_ONCE", at_once)
    pd.testing.assert_frame_equal(found(case, tmp_path, FILE), whole)


def test_lines_come_out_as_those_of_a_case(tmp_path):
    packages = "referral,component,quantity,band,shared_by\nR1,one_to_one,35,all_week,2"
    case = load_case(Path(write(tmp_path, packages=packages + "\n")))
    ours = price(case).lines.query("provider == 'A'").reset_index(drop=True)
    row = "R1,one_to_one,35,all_week,2,A"
    file = written(tmp_path, packages.splitlines()[0] + f",provider\n{row}\n")
    chunk = pd.concat(priced_line_chunks(case, file))
    pd.testing.assert_frame_equal(chunk, ours)


def test_a_file_without_lines_comes_to_nothing(case, tmp_path):
    assert found(case, tmp_path, "referral,component,quantity\n").empty


def test_all_that_is_wrong_is_told_with_its_row(case, tmp_path, monkeypatch):
    monkeypatch.setattr(line_file, "AT_ONCE", 1)
    rows = ["R1,one_to_one,x,", "R1,one_to_one,1,", "R1,one_to_wun,1,sonday"]
    text = "\n".join(["referral,component,quantity,band", *rows])
    known = "weekday_day, weekday_evening, weekday_night, saturday, sunday"
    assert told(case, tmp_path, text) == [
        (
            'lines.csv, line 2, quantity: got "x", expected a number such as 12.5. '
            "Write the number alone."
        ),
        (
            f'lines.csv, line 4, band: got "sonday", expected one of {known}, '
            'bank_holiday, all_week. Did you mean "sunday"?'
        ),
        (
            'lines.csv, line 4, component: got "one_to_wun", expected one of '
            "one_to_one, two_to_one, background, sleep_in, waking_night, one_off. "
            'Did you mean "one_to_one"?'
        ),
    ]


def test_an_amount_past_all_counting_is_told(case, tmp_path):
    text = "referral,component,quantity\nR1,one_to_one,1\nR1,one_to_one,1e200\n"
    assert told(case, tmp_path, text) == [
        (
            "lines.csv, line 3, quantity: got 1e+200, expected an amount that can be "
            "counted in pence."
        )
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "",
            "lines.csv: got an empty file, expected column names in the first row.",
        ),
        (
            'referral,component,quantity\nR1,one_to_one,"1\n',
            (
                "lines.csv, line 2: got a quote that is not closed, or text after a "
                "closing quote, expected cells in plain text or in pairs of quotes."
            ),
        ),
        (
            b"referral,component,quantity\nR\xff1,one_to_one,1\n",
            (
                "lines.csv: got bytes that are not text, expected text in UTF-8. Save "
                'it as "CSV UTF-8 (comma delimited)".'
            ),
        ),
        (
            "referral,quantity\nR1,1\n",
            (
                "lines.csv, line 1, component: got no such column, expected a column "
                "component, which is needed. Add it."
            ),
        ),
    ],
)
def test_a_file_that_is_no_table_is_told(text, expected, case, tmp_path):
    assert expected in told(case, tmp_path, text)


def test_a_file_that_is_not_there_is_told(case, tmp_path):
    with pytest.raises(InputError, match=r"gone\.csv: got a file that cannot be"):
        price_lines(case, tmp_path / "gone.csv")

"""Tables of returns in files: pounds with two decimals, nothing for nothing."""

import pytest

from scenarios.case import load_case
from scenarios.rates.return_check import return_check
from scenarios.rates.return_rows import (
    TABLE_COLUMNS,
    return_record,
    table_records,
    table_rows,
)
from tests.kit.ranges import rate_case

RETURNS = "provider,service,line,gbp\nP1,one_to_one,Pay,18.01\nP1,two_to_one,Pay,17\n"


@pytest.fixture
def found(tmp_path):
    case = rate_case(tmp_path, "provider,service,rate_gbp\n", returns=RETURNS)
    return return_check(load_case(case))


def test_money_is_in_pounds_and_shares_are_numbers(found):
    rows = table_rows(found, "services")
    columns = TABLE_COLUMNS["services"]
    row = dict(zip(columns, rows[0], strict=True))
    assert (row["median_of_totals_gbp"], row["difference_gbp"]) == ("18.01", "0.00")
    assert (row["response_share"], row["market_share"]) == ("0.333333", "")


def test_records_have_numbers_and_null(found):
    row = table_records(found, "services")[0]
    assert (row["median_of_totals_gbp"], row["returns"]) == (18.01, 1)
    assert row["market_share"] is None
    (check, *_) = table_records(found, "checks")
    assert (check["amount_gbp"], check["difference_gbp"]) == (17.0, -1.01)


def test_the_record_says_how_quartiles_are_interpolated(found):
    record = return_record(found)
    assert list(record) == ["interpolation", *TABLE_COLUMNS]
    assert record["interpolation"] == "linear"


@pytest.mark.parametrize("table", TABLE_COLUMNS)
def test_rows_and_records_say_the_same_of_each_row(found, table):
    rows, records = table_rows(found, table), table_records(found, table)
    assert len(rows) == len(records)
    assert all(len(row) == len(TABLE_COLUMNS[table]) for row in rows)

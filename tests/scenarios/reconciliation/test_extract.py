"""What finance paid is read forgivingly, and refused with every finding."""

from datetime import date

import pytest

from costing.errors import InputError
from scenarios.inputs.settings import CaseSettings
from scenarios.reconciliation.extract import read_extract, reason_of

FROM, TO = date(2026, 10, 5), date(2026, 11, 2)


def read(folder, *rows, start=FROM, end=TO, accept=()):
    path = folder / "paid.csv"
    path.write_text("".join(f"{row}\n" for row in rows))
    settings = CaseSettings(price_date=date(2026, 11, 1), privacy={"accept": accept})
    return read_extract(path, settings, start=start, end=end)


def told(folder, *rows, **options):
    with pytest.raises(InputError) as raised:
        read(folder, *rows, **options)
    return [str(one) for one in raised.value.findings]


def test_other_names_of_columns_are_read_and_told(tmp_path):
    found = read(
        tmp_path,
        "Client ID,Supplier,Amount,From,Last day,Reason code",
        "C1,P1,£1,040.00,2026-10-05,2026-10-11,void".replace(
            "£1,040.00", '"£1,040.00"'
        ),
    )
    (one,) = found.payments
    assert (one.person, one.provider, one.paid_pence) == ("C1", "P1", 104000)
    assert (one.start, one.end) == (date(2026, 10, 5), date(2026, 10, 12))
    assert one.reason == "void"
    assert found.notes[:2] == (
        'paid.csv: "Client ID" is read as person.',
        'paid.csv: "Supplier" is read as provider.',
    )


def test_a_column_that_is_nearly_known_is_asked_about(tmp_path):
    assert told(tmp_path, "person,provder,amount_gbp", "C1,P1,1") == [
        (
            "paid.csv, line 1, provder: got a column name that is not known, expected "
            "one "
            'of the names in docs/case.md. Did you mean "provider"? If not, call it '
            "x_provder."
        ),
        (
            "paid.csv, line 1, provider: got no such column, expected a column "
            "provider, "
            "which is needed. Add it."
        ),
    ]


def test_a_last_day_that_may_be_the_day_after_is_asked_about(tmp_path):
    rows = ("person,provider,amount_gbp,start,paid_to", "C1,P1,1,2026-10-05,2026-10-11")
    assert told(tmp_path, *rows) == [
        (
            "paid.csv, line 1, paid_to: got a column that may hold the last day or the "
            "day after it, expected end or last_day. Call it last_day if that day was "
            "paid "
            "for, else end."
        )
    ]


def test_columns_that_nothing_reads_are_noted(tmp_path):
    found = read(tmp_path, "person,provider,amount_gbp,invoice", "C1,P1,1,77")
    assert found.notes == ("paid.csv: not read: invoice.",)


def test_the_period_is_that_of_the_rows_where_none_is_given(tmp_path):
    found = read(
        tmp_path,
        "person,provider,amount_gbp,start,end",
        "C1,P1,1,2026-10-05,2026-10-12",
        "C1,P1,1,12/10/2026,19/10/2026",
        start=None,
        end=None,
    )
    assert (found.start, found.end) == (date(2026, 10, 5), date(2026, 10, 19))


def test_a_week_is_paid_by_the_day(tmp_path):
    # 100.00 x 3 / 7 = 42.857.
    found = read(
        tmp_path,
        "person,provider,weekly_gbp,start,end",
        "C1,P1,100,2026-10-05,2026-10-08",
    )
    assert found.payments[0].paid_pence == 4286


def test_money_taken_back_is_below_nothing(tmp_path):
    found = read(tmp_path, "person,provider,amount_gbp", "C1,P1,-10.50")
    assert found.payments[0].paid_pence == -1050


def test_equal_rows_are_two_payments(tmp_path):
    found = read(tmp_path, "person,provider,amount_gbp", "C1,P1,1", "C1,P1,1")
    assert [one.row for one in found.payments] == [2, 3]
    assert found.payments[0].key == found.payments[1].key


def test_rows_for_nobody_for_nothing_or_for_no_days_are_found(tmp_path):
    found = told(
        tmp_path,
        "person,provider,scheme,amount_gbp,weekly_gbp,start,end,last_day,reason",
        ",P1,,1,,,,,void",
        "C1,P1,,,,,,,",
        "C1,P1,,1,,2026-10-12,2026-10-12,,",
        "C1,P1,,1,,2026-10-12,2026-10-13,2026-10-12,",
        ",P1,S1,1,,,,,void",
    )
    assert found == [
        (
            "paid.csv, line 2, person: got an empty cell, expected a person. Fill it "
            "in; "
            "for an empty place give its scheme, and void as reason."
        ),
        (
            "paid.csv, line 3, amount_gbp: got an empty cell, expected what was paid, "
            "or "
            "weekly_gbp."
        ),
        (
            "paid.csv, line 4, end: got 2026-10-12 to 2026-10-12, expected a day after "
            "start."
        ),
        (
            "paid.csv, line 5, last_day: got end as well, expected one of the two. "
            "Take "
            "one of the columns away."
        ),
    ]


def test_no_days_at_all_are_asked_for(tmp_path):
    asks = (
        "start: got no days, expected the days that it is for. Add columns start and "
        "end, or give --from with --to or --weeks."
    )
    rows = ("person,provider,amount_gbp", "C1,P1,1")
    assert told(tmp_path, *rows, start=None, end=None) == [f"paid.csv, line 2, {asks}"]
    assert told(tmp_path, rows[0], start=None, end=None) == [f"paid.csv, {asks}"]


def test_one_bad_amount_is_one_finding(tmp_path):
    (one,) = told(tmp_path, "person,provider,amount_gbp", "C1,P1,abc")
    assert one == (
        'paid.csv, line 2, amount_gbp: got "abc", expected an amount in pounds such as '
        "1234.50. Write the number alone."
    )


def test_one_bad_day_is_one_finding(tmp_path):
    rows = ("person,provider,amount_gbp,start,end", "C1,P1,1,soon,2026-10-12")
    (one,) = told(tmp_path, *rows, start=None, end=None)
    assert one == (
        'paid.csv, line 2, start: got "soon", expected a date such as 2026-11-01 or '
        "01/11/2026. Write it in one of these ways."
    )


def test_days_outside_the_period_are_found(tmp_path):
    rows = ("person,provider,amount_gbp,start,end", "C1,P1,1,2026-10-04,2026-10-12")
    assert told(tmp_path, *rows) == [
        (
            "paid.csv, line 2, start: got 2026-10-04 to 2026-10-12, expected days "
            "within "
            "2026-10-05 to 2026-11-02, the period."
        )
    ]


def test_cells_that_tell_who_a_person_is_are_refused_and_not_repeated(tmp_path):
    rows = ("person,provider,amount_gbp,name", "C1,P1,1,Mrs Jane Smith")
    assert told(tmp_path, *rows) == [
        (
            "paid.csv, line 2, name: got what looks like a name with a title, expected "
            "nothing that tells who a person is. Take it out, or accept = "
            '["extract.name"] '
            "under [privacy]."
        )
    ]
    assert read(tmp_path, *rows, accept=("extract.name",)).payments


def test_a_file_that_is_not_there_is_told(tmp_path):
    settings = CaseSettings(price_date=date(2026, 11, 1))
    with pytest.raises(InputError) as raised:
        read_extract(tmp_path / "paid.csv", settings)
    assert str(raised.value) == (
        "paid.csv: got no such file, expected a file. "
        "Look at its name, and at the folder."
    )


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("Void", "void"),
        ("HOSPITAL", "suspension"),
        ("one-off", "one_off"),
        ("Uplift", "price_change"),
        ("Z9", "Z9"),
        ("", ""),
    ],
)
def test_reasons_go_by_several_names(code, reason):
    assert reason_of(code) == reason


def book(path, **sheets):
    from openpyxl import Workbook

    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def test_a_workbook_of_one_sheet_is_read(tmp_path):
    rows = [["Client", "Supplier", "amount_gbp"], ["C1", "P1", 1040.5]]
    path = book(tmp_path / "paid.xlsx", Sheet1=rows)
    settings = CaseSettings(price_date=date(2026, 11, 1))
    found = read_extract(path, settings, start=FROM, end=TO)
    assert [(one.person, one.paid_pence) for one in found.payments] == [("C1", 104050)]


def test_of_several_sheets_one_must_be_called_extract(tmp_path):
    rows = [["person", "provider", "amount_gbp"], ["C1", "P1", 1]]
    settings = CaseSettings(price_date=date(2026, 11, 1))
    path = book(tmp_path / "paid.xlsx", notes=[["n"]], extract=rows)
    assert read_extract(path, settings, start=FROM, end=TO).payments
    path = book(tmp_path / "other.xlsx", notes=[["n"]], october=rows)
    with pytest.raises(InputError) as raised:
        read_extract(path, settings, start=FROM, end=TO)
    assert str(raised.value) == (
        "other.xlsx: got 2 sheets, expected one sheet, or one that is called extract."
    )

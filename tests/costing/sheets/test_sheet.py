"""CSV files as rows of text: what is read, what is refused, and in which row."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.sheets import sheet as sheets
from costing.sheets.sheet import decoded, read_bytes, read_sheet, trimmed


def read(text):
    return read_sheet("a.csv", text if isinstance(text, bytes) else text.encode())


def told(text):
    return [str(finding) for finding in read(text).findings]


def test_rows_are_numbered_as_their_owner_sees_them():
    sheet = read('a,b\n1,2\n\n , \n"x\ny",3\n4,5\n')
    # Row 1 is the header; 3 and 4 are empty; row 5 spans two lines of the file.
    assert sheet.rows == (2, 5, 6)
    assert sheet.columns == (["1", "x\ny", "4"], ["2", "3", "5"])


def test_the_header_may_come_after_empty_rows():
    sheet = read("\n,\na,b\n1,2\n")
    assert (sheet.header, sheet.header_row, sheet.rows) == (("a", "b"), 3, (4,))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_marks_make_no_difference(end, mark):
    sheet = read(mark + f"a,b{end}1,2{end}".encode())
    assert (sheet.header, sheet.columns) == (("a", "b"), (["1"], ["2"]))


def test_a_short_row_has_empty_cells_and_empty_cells_at_the_end_are_nothing():
    sheet = read("a,b,,\n1\n2,3,,,,\n")
    assert sheet.findings == ()
    assert sheet.columns == (["1", "2"], ["", "3"])


def test_a_column_without_a_name_or_cells_is_left_out():
    sheet = read("a,,b\n1,,2\n")
    assert (sheet.header, sheet.columns) == (("a", "b"), (["1"], ["2"]))


def test_windows_1252_is_read_and_said_so():
    sheet = read(b"a\n\x80 20 caf\xe9\n")
    assert sheet.columns == (["€ 20 café"],)
    assert sheet.notes == ("a.csv: read as Windows-1252, since it is not UTF-8.",)


def test_cells_are_trimmed_of_what_nobody_sees():
    assert trimmed("\ufeff\u00a0 P1\u200b \t") == "P1"
    assert trimmed("cafe\u0301") == "café"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "",
            (
                "a.csv: got an empty file, expected column names in the first row. "
                "Fill it in, or take the file away."
            ),
        ),
        (
            "a;b\n1;2\n",
            (
                "a.csv, line 1: got cells parted by semicolons, expected cells parted "
                'by commas. Save it as "CSV UTF-8 (comma delimited)".'
            ),
        ),
        (
            "a\tb\n1\t2\n",
            (
                "a.csv, line 1: got cells parted by tabs, expected cells parted by "
                'commas. Save it as "CSV UTF-8 (comma delimited)".'
            ),
        ),
        (
            "a|b\n",
            (
                "a.csv, line 1: got cells parted by bars, expected cells parted by "
                'commas. Save it as "CSV UTF-8 (comma delimited)".'
            ),
        ),
        (
            "a,b\n1,2,3\n",
            (
                "a.csv, line 2: got 3 cells, expected 2, as many as there are column "
                "names. Put a cell that holds a comma in quotes."
            ),
        ),
        (
            "a,A \n1,2\n",
            (
                "a.csv, line 1, a: got the same column name in columns 1 and 2, "
                "expected it once. Take one of them away."
            ),
        ),
        (
            "a,,b\n1,2,3\n",
            (
                "a.csv, line 1, column 2: got no column name, expected a name. "
                "Name the column, or take it away."
            ),
        ),
        (
            'a,b\n1,2\n"3,4\n',
            (
                "a.csv, line 3: got a quote that is not closed, or text after a "
                "closing quote, expected cells in plain text or in pairs of quotes. "
                "Write a quote inside a quoted cell twice."
            ),
        ),
        (
            'a\n"b"c\n',
            (
                "a.csv, line 2: got a quote that is not closed, or text after a "
                "closing quote, expected cells in plain text or in pairs of quotes. "
                "Write a quote inside a quoted cell twice."
            ),
        ),
        (
            f"a\n{'x' * 140_000}\n",
            (
                "a.csv, line 2: got a cell of more than 131,072 characters, expected a "
                "shorter one. A quote may be open that is never closed."
            ),
        ),
        (
            "a" + ",b" * 1000 + "\n",
            (
                "a.csv, line 1: got 1,001 columns, expected at most 1,000. "
                "Take away what is not a table of the case."
            ),
        ),
        (
            b"a\x00b",
            (
                "a.csv: got bytes that are not text, expected text in UTF-8. "
                'Save it as "CSV UTF-8 (comma delimited)".'
            ),
        ),
        (
            b"a\nb\n\x81\n",
            (
                "a.csv, line 3: got bytes that are not text, expected text in UTF-8. "
                'Save it as "CSV UTF-8 (comma delimited)".'
            ),
        ),
        (
            "a,b\n1,2\n".encode("utf-16"),
            (
                "a.csv: got text in UTF-16, expected text in UTF-8. "
                'Save it as "CSV UTF-8 (comma delimited)".'
            ),
        ),
        (
            b"PK\x03\x04 and so on",
            (
                "a.csv: got a workbook or a zip, expected a plain text file. "
                'Save it as "CSV UTF-8 (comma delimited)".'
            ),
        ),
    ],
)
def test_a_file_that_is_no_table_is_told_in_its_row(content, message):
    assert told(content) == [message]


def test_a_row_that_is_too_long_does_not_hide_the_others():
    sheet = read("a,b\n1,2,3\n4,5\n")
    assert sheet.columns == (["1", "4"], ["2", "5"])
    assert len(sheet.findings) == 1


def test_what_is_not_a_file_is_told(tmp_path):
    assert str(read_bytes(tmp_path)) == (
        f"{tmp_path.name}: got something that is not a file, expected a file."
    )


def test_a_file_that_is_not_there_is_told(tmp_path):
    assert str(read_bytes(tmp_path / "none.xlsx")) == (
        "none.xlsx: got no such file, expected a file. "
        "Look at its name, and at the folder."
    )


def test_a_file_that_is_too_large_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "LARGEST_FILE", 10)
    path = tmp_path / "a.csv"
    path.write_text("a,b,c,d,e,f\n")
    assert str(read_bytes(path)) == (
        "a.csv: got a file of 12 bytes, expected at most 10. "
        "Split the case, or leave out what is not needed."
    )


def test_a_file_that_may_not_be_read_is_told(tmp_path, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "a.csv"
    path.write_text("a\n")
    monkeypatch.setattr(type(path), "read_bytes", refuse)
    assert str(read_bytes(path)) == (
        "a.csv: got a file that cannot be read (Permission denied), expected a file "
        "that you may read. Close it elsewhere, or ask for the right to read it."
    )


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_told_and_never_raise(content):
    sheet = read(content)
    assert sheet.is_readable or sheet.findings
    assert len({len(cells) for cells in sheet.columns} | {len(sheet.rows)}) <= 1


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_told_and_never_raises(text):
    sheet = read(text.encode("utf-8", "surrogatepass"))
    assert sheet.is_readable or sheet.findings


def test_text_with_plain_line_ends_comes_with_no_notes():
    assert decoded("a.csv", b"a\r\nb\rc\n") == ("a\nb\nc\n", ())

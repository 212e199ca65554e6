"""Workbooks as people and attackers make them: read, or refused in words."""

import io
import struct
import zipfile
from datetime import date, datetime, timedelta

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.errors import Finding
from costing.sheets.archive import LARGEST_PART
from costing.sheets.office_sheet import sheet_facts
from costing.sheets.typed_text import text_of
from costing.sheets.workbook import open_workbook
from tests.kit.books import ods, ods_cell

KNOWN = {"offers": ("offers.csv", ("referral", "provider", "price"))}
ROWS = [["referral", "provider", "price"], ["R1", "P1", 10.5], ["R2", "P2", 20]]


def xlsx(rows=None, change=None, title="offers"):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in ROWS if rows is None else rows:
        sheet.append(row)
    if change:
        change(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_of(content):
    book = open_workbook("a.xlsx", content)
    assert not isinstance(book, Finding), str(book)
    return book.sheets(KNOWN)["offers"]


def refused(content):
    book = open_workbook("a.xlsx", content)
    if isinstance(book, Finding):
        return str(book)
    (sheet,) = book.sheets(dict.fromkeys(book.names, ("offers.csv", ()))).values()
    assert not sheet.is_readable
    (finding,) = sheet.findings
    return str(finding)


def messages(sheet):
    return [str(one) for one in sheet.findings]


def with_part(content, **parts):
    """Give a workbook with other parts, by the end of their names."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            stem = name.rsplit("/", 1)[-1].replace(".", "_")
            part = old.read(name)
            change = parts.get(stem)
            new.writestr(name, change(part) if change else part)
    return stream.getvalue()


def test_a_sheet_is_read_as_if_it_were_csv():
    for content in (xlsx(), ods({"offers": ROWS})):
        sheet = sheet_of(content)
        assert sheet.header == ("referral", "provider", "price")
        assert sheet.columns == (["R1", "R2"], ["P1", "P2"], ["10.5", "20"])
        assert sheet.rows == (2, 3)
        assert (sheet.findings, sheet.notes, sheet.file) == ((), (), "offers.csv")
        assert [sheet.letters[name] for name in sheet.header] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"),
        (0.1 + 0.2, "0.3"),
        (66.66666666666667, "66.6666666666667"),
        (1e-05, "0.00001"),
        (-0.0, "0"),
        (123456789012345.0, "123456789012345"),
        (1e300, "1e+300"),
        (1e-300, "1e-300"),
        (True, "yes"),
        (False, "no"),
        (date(2026, 11, 1), "2026-11-01"),
        (datetime(2026, 11, 1), "2026-11-01"),  # noqa: DTZ001
        (datetime(2026, 11, 1, 9, 30), "2026-11-01 09:30"),  # noqa: DTZ001
        (datetime(2026, 11, 1, 7, 30).time(), "07:30"),  # noqa: DTZ001
        (datetime(2026, 11, 1, 7, 30, 15).time(), "07:30:15"),  # noqa: DTZ001
        (timedelta(hours=30), "30:00"),
        ("PT24H00M00S", "24:00"),
        ("PTSD", "PTSD"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("", ""),
    ],
)
def test_a_cell_has_the_text_that_csv_would_have(value, text):
    assert text_of(value) == text


def test_titles_above_the_column_names_are_noted():
    def merged(sheet):
        sheet.insert_rows(1, 3)
        sheet["A1"] = "Offers, round 3"
        sheet.merge_cells("A1:C1")
        sheet["A2"] = "Provider"

    sheet = sheet_of(xlsx(change=merged))
    assert sheet.header == ("referral", "provider", "price")
    assert (sheet.header_row, sheet.rows) == (4, (5, 6))
    assert sheet.findings == ()
    assert sheet.notes == (
        "a.xlsx, sheet offers: rows 1 to 2 above the column names were not read.",
    )


def test_cells_that_are_merged_are_told():
    sheet = sheet_of(xlsx(change=lambda sheet: sheet.merge_cells("B2:B3")))
    assert messages(sheet) == [
        (
            "offers.csv, line 2, provider: got the cells B2 to B3 merged into one, "
            "expected a value in each cell. Unmerge them, and fill each in."
        )
    ]


def test_so_they_are_in_an_open_document():
    merged = ods_cell("P1").replace("cell ", 'cell table:number-rows-spanned="2" ')
    row = f"<table:table-row>{ods_cell('R1')}{merged}</table:table-row>"
    covered = f"{ods_cell('R2')}<table:covered-table-cell/>"
    covered = f"<table:table-row>{covered}</table:table-row>"
    head = "".join(map(ods_cell, ROWS[0][:2]))
    xml = f"<table:table-row>{head}</table:table-row>{row}{covered}"
    assert messages(sheet_of(ods({"offers": xml}))) == [
        (
            "offers.csv, line 2, provider: got the cells B2 to B3 merged into one, "
            "expected a value in each cell. Unmerge them, and fill each in."
        )
    ]


def test_what_is_hidden_is_read_and_noted():
    def hide(sheet):
        sheet.column_dimensions["C"].hidden = True
        sheet.row_dimensions[2].hidden = True
        sheet.row_dimensions[9].hidden = True
        sheet.parent.create_sheet("other")
        sheet.sheet_state = "hidden"
        sheet.parent.active = 1

    sheet = sheet_of(xlsx(change=hide))
    assert sheet.columns[2] == ["10.5", "20"]
    assert sheet.notes == (
        "a.xlsx, sheet offers: column C (price) is hidden, and was read.",
        "a.xlsx, sheet offers: row 2 is hidden, and was read.",
        "a.xlsx, sheet offers: the sheet is hidden, and was read.",
    )


def test_what_is_hidden_in_an_open_document_is_noted():
    columns = (
        '<table:table-column/><table:table-column table:visibility="collapse" '
        'table:number-columns-repeated="2"/>'
    )
    rows = "".join(
        f'<table:table-row table:visibility="{shown}">'
        f"{''.join(map(ods_cell, row))}</table:table-row>"
        for row, shown in zip(ROWS, ("visible", "filter", "collapse"), strict=True)
    )
    sheet = sheet_of(ods({"offers": columns + rows}))
    assert sheet.notes == (
        (
            "a.xlsx, sheet offers: columns B (provider), C (price) are hidden, and "
            "were read."
        ),
        "a.xlsx, sheet offers: rows 2, 3 are hidden, and were read.",
    )


def test_errors_of_the_spreadsheet_are_told():
    def broken(sheet):
        sheet["B2"] = "#N/A"
        sheet["B2"].data_type = "e"
        sheet["E9"] = "#REF!"
        sheet["E9"].data_type = "e"

    sheet = sheet_of(xlsx(change=broken))
    assert messages(sheet) == [
        (
            'offers.csv, line 2, provider: got "#N/A", an error of the spreadsheet, '
            "expected a value. Mend the formula, or type the value."
        )
    ]
    assert sheet.columns[1] == ["", "P2"]


def test_a_formula_without_a_value_is_told():
    sheet = sheet_of(xlsx([ROWS[0], ["R1", "P1", "=1+1"]]))
    assert messages(sheet) == [
        (
            "offers.csv, line 2, price: got a formula whose value was never worked "
            "out, "
            "expected a value. Open the workbook in a spreadsheet, and save it."
        )
    ]


def test_a_formula_that_a_program_says_is_0_was_never_worked_out():
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("offers")
    sheet.write_row(0, 0, ROWS[0])
    sheet.write_row(1, 0, ["R1", "P1"])
    sheet.write_formula(1, 2, "=10*2")
    sheet.write_row(2, 0, ["R2", "P2"])
    sheet.write_formula(2, 2, "=10*2", None, 20)
    book.close()
    sheet = sheet_of(stream.getvalue())
    assert [(one.row, one.column) for one in sheet.findings] == [(2, "price")]
    assert sheet.columns[2] == ["", "20"]


def test_errors_and_formulas_of_an_open_document_are_told():
    error = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" '
        'office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p>'
        "</table:table-cell>"
    )
    formula = '<table:table-cell table:formula="of:=IF([.A1]>1;2;3)"/>'
    xml = "".join(
        f"<table:table-row>{''.join(cells)}</table:table-row>"
        for cells in (
            map(ods_cell, ROWS[0]),
            [ods_cell("R1"), error, formula],
        )
    )
    assert sorted(messages(sheet_of(ods({"offers": xml})))) == [
        (
            "offers.csv, line 2, price: got a formula whose value was never worked "
            "out, "
            "expected a value. Open the workbook in a spreadsheet, and save it."
        ),
        (
            'offers.csv, line 2, provider: got "#DIV/0!", an error of the spreadsheet, '
            "expected a value. Mend the formula, or type the value."
        ),
    ]


def test_a_workbook_of_a_million_formatted_rows_is_read():
    empty = b"".join(
        b'<row r="%d" s="1" customFormat="1"><c r="A%d" s="1"/></row>' % (row, row)
        for row in range(4, 1_048_577)
    )
    content = with_part(
        xlsx(),
        sheet1_xml=lambda part: part.replace(b"</sheetData>", empty + b"</sheetData>"),
    )
    sheet = sheet_of(content)
    assert sheet.rows == (2, 3)


def test_a_cell_far_below_is_refused_with_its_place():
    def stray(sheet):
        sheet["F1048576"] = "x"

    assert messages(sheet_of(xlsx(change=stray))) == [
        (
            "offers.csv: got cells as far as F1048576, expected at most 5,000,000 "
            "cells "
            "from A1 on. Delete the rows below the table and the columns beside it."
        )
    ]


def test_rows_that_repeat_without_end_are_refused():
    row = f'<table:table-row table:number-rows-repeated="1000000">{ods_cell("R1") * 6}'
    content = ods({"offers": f"{row}</table:table-row>"})
    assert refused(content) == (
        "offers.csv: got cells as far as F1000000, expected at most 5,000,000 cells "
        "from A1 on. Delete the rows below the table and the columns beside it."
    )


SAVE = "Open it in a spreadsheet and save it anew as .xlsx."


def bomb(declared):
    """Give a workbook whose sheet swells, and says that it is ``declared`` large."""
    zeros = b" " * (LARGEST_PART + 1)
    content = with_part(xlsx(), sheet1_xml=lambda _: zeros)
    true = struct.pack("<I", len(zeros))
    assert content.count(true) == 2
    return content.replace(true, struct.pack("<I", declared))


@pytest.mark.parametrize("declared", [LARGEST_PART + 1, 1_000])
def test_a_zip_bomb_is_refused_whatever_it_says_of_its_size(declared):
    assert refused(bomb(declared)) == (
        "a.xlsx: got a part xl/worksheets/sheet1.xml of 256,000,001 bytes or more when "
        "unpacked (at most 256,000,000 may be in one part and 512,000,000 in all), "
        f"expected a workbook, .xlsx or .ods. {SAVE}"
    )


def locked(content):
    """Give a zip whose entries say that they need a password."""
    made = bytearray(content)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(mark)
        while at >= 0:
            made[at + place] |= 1
            at = made.find(mark, at + 4)
    return bytes(made)


def with_entry(name, content=b"x"):
    stream = io.BytesIO(xlsx())
    with zipfile.ZipFile(stream, "a") as file:
        file.writestr(name, content)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
ODS = ods({"offers": ROWS})
BOOK = xlsx()
REFUSED = {
    "not a workbook": (b"referral,provider\n", "a file that is no workbook", SAVE),
    "nothing": (b"", "a file that is no workbook", SAVE),
    "the old kind": (OLE, "a workbook of the old kind, .xls", SAVE),
    "a password": (
        OLE + "EncryptedPackage".encode("utf-16-le"),
        "a workbook with a password",
        "Save it without the password.",
    ),
    "a zip with a password": (
        locked(xlsx()),
        "a file with a password",
        "Save it without the password.",
    ),
    "macros": (
        with_entry("xl/vbaProject.bin"),
        "a workbook with macros",
        "Save it as .xlsx, without macros.",
    ),
    "half a file": (
        xlsx()[:2000],
        "a file that is damaged: its list of parts cannot be read",
        SAVE,
    ),
    "another zip": (
        b"PK\x05\x06" + b"\0" * 18,
        "a zip file that is no workbook",
        SAVE,
    ),
    "a frame that is no XML": (
        with_part(xlsx(), workbook_xml=lambda part: part[:300]),
        "a file whose part xl/workbook.xml is damaged",
        SAVE,
    ),
    "entities": (
        with_part(
            xlsx(),
            workbook_xml=lambda part: part.replace(
                b"<workbook", b'<!DOCTYPE a [<!ENTITY b "c">]><workbook', 1
            ),
        ),
        "a part xl/workbook.xml as no spreadsheet writes it",
        SAVE,
    ),
    "a sheet of nothing": (
        with_part(xlsx(), sheet1_xml=lambda _: b"<html/>"),
        "a sheet that is damaged",
        SAVE,
    ),
    "an open document with a password": (
        with_part(ODS, manifest_xml=lambda _: b"<manifest:encryption-data/>"),
        "a workbook with a password",
        "Save it without the password.",
    ),
    "an open document of text": (
        with_part(ODS, mimetype=lambda _: b"application/vnd.oasis.opendocument.text"),
        "an OpenDocument file that is no spreadsheet",
        SAVE,
    ),
}


@pytest.mark.parametrize(("content", "got", "fix"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_workbook_is_refused_in_words(content, got, fix):
    assert refused(content) == (
        f"a.xlsx: got {got}, expected a workbook, .xlsx or .ods. {fix}"
    )


def test_a_part_that_is_not_what_the_zip_says_is_refused():
    content = bytearray(xlsx())
    place = content.find(b"xl/worksheets/sheet1.xml")
    content[place + 60] ^= 0xFF
    assert refused(bytes(content)) == (
        "a.xlsx: got a file whose part xl/worksheets/sheet1.xml is damaged, expected a "
        f"workbook, .xlsx or .ods. {SAVE}"
    )


def test_a_sheet_that_breaks_off_is_refused():
    content = with_part(xlsx(), sheet1_xml=lambda part: part.replace(b"<v>", b"<v", 1))
    assert refused(content) == (
        f"offers.csv: got a sheet that is damaged, expected a table. {SAVE}"
    )


def test_sheets_whose_xml_has_a_prefix_are_read():
    def prefixed(part):
        text = part.decode()
        for tag in ("worksheet", "sheetData", "row", "c", "v", "is", "t", "f"):
            for end in (" ", ">", "/"):
                text = text.replace(f"<{tag}{end}", f"<x:{tag}{end}")
            text = text.replace(f"</{tag}>", f"</x:{tag}>")
        return text.replace('xmlns="', 'xmlns:x="').encode()

    sheet = sheet_of(with_part(xlsx(), sheet1_xml=prefixed))
    assert sheet.rows == (2, 3)


@pytest.mark.parametrize("broken", [b"<c", b"<v", b'<row r="2" ', b"<sheetData"])
def test_a_sheet_that_is_no_xml_never_reaches_the_reader_that_it_would_hang(broken):
    content = with_part(
        xlsx(), sheet1_xml=lambda part: part.replace(b"</sheetData>", broken)
    )
    assert "got a sheet that is damaged, expected" in refused(content)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_damage_is_read_or_told_and_never_raises(data):
    content = bytearray(data.draw(st.sampled_from([BOOK, ODS])))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    book = open_workbook("a.xlsx", bytes(content))
    if not isinstance(book, Finding) and "offers" in book.names:
        book.sheets(KNOWN)


HUNG = {
    "cells": b'<row><c r="A1"><v>1</v></c><![CDATA[' + b"<c " * 16_000 + b"]]></row>",
    "values": b'<row><c r="A1"><f>1</f><v>1</v></c><![CDATA['
    + b"<c><f>" * 16_000
    + b"]]></row>",
    "columns": b"</sheetData><x><![CDATA[" + b"<col " * 16_000 + b"]]></x><sheetData>",
}
"""Sheets in which a pattern that looks past the next tag looks too often."""


@pytest.mark.parametrize("rows", HUNG.values(), ids=HUNG)
def test_what_only_looks_like_a_tag_is_no_cell(rows):
    part = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    facts, _ = sheet_facts("a", part, is_fresh=False)
    assert (facts.last_row, facts.last_column) in ((1, 1), (0, 0))
    assert not facts.unknown


def test_a_sheet_is_read_no_further_than_the_most_cells():
    far = b'<row r="9"><c r="ZZZ1048576"><v>1</v></c></row>'
    later = b'<row r="10"><c r="A10" t="e"><v>#N/A</v></c></row>'
    part = b"<worksheet><sheetData>" + far + later + b"</sheetData></worksheet>"
    facts, left = sheet_facts("a", part, is_fresh=False)
    assert facts.is_too_large
    assert (facts.errors, left) == ({}, b"")


def test_a_value_outside_every_row_is_no_crash():
    content = with_part(
        xlsx(),
        sheet1_xml=lambda _: (
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
            b'main"><sheetData><v>1</v></sheetData></worksheet>'
        ),
    )
    assert refused(content).startswith("offers.csv: got an empty sheet, expected")


def test_cells_that_do_not_say_where_they_stand_are_counted():
    rows = b"<row><c><v>1</v></c></row><row><c/><c><v>1</v></c></row><row><c/></row>"
    part = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    facts, left = sheet_facts("a", part, is_fresh=False)
    assert (facts.last_row, facts.last_column) == (2, 2)
    assert left == part.replace(b"<row><c/></row>", b"")


def test_rows_within_rows_are_never_cut_into_what_is_no_xml():
    rows = b"<row><c><v>1</v></c><row><c/></row></row>"
    part = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    assert sheet_facts("a", part, is_fresh=False)[1] == b""


UNUSUAL = {
    "a document type after a long remark": lambda part: part.replace(
        b"<worksheet", b"<!--" + b" " * 5_000 + b"--><!DOCTYPE a><worksheet", 1
    ),
    "an encoding": lambda part: (
        b"<?xml version='1.0' encoding='ISO-8859-1'?>" + part[part.find(b"<work") :]
    ),
}


@pytest.mark.parametrize("change", UNUSUAL.values(), ids=UNUSUAL)
def test_xml_as_no_spreadsheet_writes_it_is_refused(change):
    assert refused(with_part(xlsx(), sheet1_xml=change)) == (
        "a.xlsx: got a part xl/worksheets/sheet1.xml as no spreadsheet writes it, "
        f"expected a workbook, .xlsx or .ods. {SAVE}"
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_letters_of_two_bytes_are_refused_with_a_mark_and_without(encoding):
    change = {"content_xml": lambda part: part.decode().encode(encoding)}
    assert refused(with_part(ODS, **change)).startswith("a.xlsx: got a ")


def test_a_tag_of_an_open_document_that_never_ends_is_none():
    hung = "<![CDATA[" + '<table:table-cell "' * 16_000 + "]]>"
    sheet = sheet_of(
        with_part(
            ODS,
            content_xml=lambda part: part.replace(
                b"</office:spreadsheet>", hung.encode() + b"</office:spreadsheet>"
            ),
        )
    )
    assert sheet.rows == (2, 3)


def test_what_is_set_aside_in_an_open_document_hides_no_table():
    row = f'<table:table-row table:number-rows-repeated="1000000">{ods_cell("R1") * 6}'
    feigned = '</table:table-row><!--<table:table table:name="offers">-->'
    assert "got cells as far as F1000000" in refused(ods({"offers": row + feigned}))


def test_two_sheets_of_one_name_are_refused():
    book = openpyxl.Workbook()
    book.active.title = "offers"
    book.create_sheet("other")
    stream = io.BytesIO()
    book.save(stream)
    content = with_part(
        stream.getvalue(),
        workbook_xml=lambda part: part.replace(b'"other"', b'"offers"'),
    )
    assert "got a workbook with two sheets of one name, expected" in refused(content)

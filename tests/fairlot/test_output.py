"""Tables for people; CSV and JSON for machines, and no text becomes a formula."""

import pytest

from fairlot.output import show, wrapped
from scenarios.disk.texts import csv_text, json_text


def test_text_that_a_spreadsheet_would_run_is_guarded():
    rows = [['=HYPERLINK("x")', "-0.05", "+44", "@cmd", -1]]
    assert csv_text(["a", "b", "c", "d", "e"], rows) == (
        'a,b,c,d,e\n"\'=HYPERLINK(""x"")",-0.05,+44,\'@cmd,-1\n'
    )


def test_json_refuses_what_is_not_a_number():
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text({"a": float("nan")})


def test_csv_goes_to_standard_output_alone(capsys):
    show("csv", ["a"], [["1"]], title="unseen")
    assert capsys.readouterr().out == "a\n1\n"


def test_json_is_a_list_of_records(capsys):
    show("json", ["a", "b"], [[1, "x"]])
    assert capsys.readouterr().out == ('[\n  {\n    "a": 1,\n    "b": "x"\n  }\n]\n')


def test_a_table_shows_title_headings_and_cells(capsys):
    show("table", ["a_b"], [["[x]"], [None]], title="Title", numbers=["a_b"])
    told = capsys.readouterr().out
    assert "Title" in told
    assert "a b" in told
    assert "[x]" in told


def test_no_figure_is_cut_however_narrow_the_terminal(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    figures = [f"{n},234.56" for n in range(1, 7)]
    columns = ["who", *(f"amount{n}" for n in range(6))]
    show("table", columns, [["P001", *figures]], numbers=columns[1:])
    told = capsys.readouterr().out
    assert all(figure in told for figure in figures)


def test_a_text_is_folded_at_80_and_hangs_where_it_is_told_to():
    first, *more = wrapped("word " * 40, indent=2, more=3).splitlines()
    assert first.startswith("  word")
    assert all(line.startswith("     word") for line in more)
    assert max(map(len, (first, *more))) <= 80


def test_a_name_is_not_cut_to_fold_a_text():
    assert "a" * 100 in wrapped("x " * 35 + "a" * 100).splitlines()

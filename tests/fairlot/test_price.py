"""``fairlot price``: every package line by line, adding up to the penny."""

import csv
import io
import json

from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from tests.fairlot.test_allocate import write

PACKAGES = """referral,component,quantity,shared_by
R1,one_to_one,35,
R1,background,84,3
R1,one_off,1500,
R2,one_to_one,10.5,
"""
COSTS = "provider,input,value\nB,surplus_share,0\n"


def test_lines_add_up_to_the_week_and_one_offs_stay_apart(tmp_path, capsys):
    # Model price 23.98: 35 h = 839.30; 84 h / 3 = 671.44; together 1,510.74 a week.
    folder = write(tmp_path, packages=PACKAGES)
    assert guarded(cli, ["price", folder, "--format", "json"]) == Exit.ANSWERED
    record = json.loads(capsys.readouterr().out)
    assert record["model"] == "supported-living-england"
    first = record["packages"][0]
    assert (first["referral"], first["provider"]) == ("R1", "A")
    assert first["price_gbp_per_week"] == 1510.74
    assert first["one_off_gbp"] == 1500
    assert [line["amount_gbp"] for line in first["lines"]] == [
        "839.30",
        "671.44",
        "1500.00",
    ]


def test_csv_has_a_line_a_row(tmp_path, capsys):
    folder = write(tmp_path, packages=PACKAGES)
    assert guarded(cli, ["price", folder, "--format", "csv"]) == Exit.ANSWERED
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == 8
    assert {row["provider"] for row in rows} == {"A", "B"}


def test_the_table_shows_sharing_and_the_week(tmp_path, capsys):
    folder = write(tmp_path, packages=PACKAGES)
    assert guarded(cli, ["price", folder]) == Exit.ANSWERED
    told = capsys.readouterr().out
    assert "84 h / 3" in told
    assert "£1,510.74" in told


def test_a_case_without_packages_says_so(tmp_path, capsys):
    assert guarded(cli, ["price", write(tmp_path)]) == Exit.ANSWERED
    assert capsys.readouterr().err == "There are no packages to price.\n"


def test_law_that_is_not_known_is_told(tmp_path, capsys):
    folder = write(tmp_path, packages=PACKAGES, case_toml="price_date = 2031-11-01\n")
    assert guarded(cli, ["price", folder]) == Exit.FINDINGS
    assert "2031-11-01; known" in capsys.readouterr().err

"""``fairlot diff`` from outside: exit codes, tables, JSON, Markdown and JUnit."""

import csv
import io
import json
import shutil
import xml.etree.ElementTree as ET

import pytest

from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from tests.fairlot.test_allocate import OFFERS, write


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """Two answers: one as it is, one with another price and a strange name."""
    folder = tmp_path_factory.mktemp("answers")
    for name, offers in {
        "old": OFFERS,
        "new": OFFERS.replace("450.50", "470.50"),
    }.items():
        case = folder / f"{name}-case"
        case.mkdir()
        source = write(case, offers=offers)
        arguments = ["allocate", source, "--out", str(folder / name)]
        assert guarded(cli, arguments) == Exit.ANSWERED
    return folder


def diff(capsys, *arguments):
    capsys.readouterr()
    code = guarded(cli, ["diff", *map(str, arguments)])
    told = capsys.readouterr()
    return code, told.out, told.err


CAUSE = "offers.csv, R2 / B, price_gbp_per_week: 450.50 -> 470.50"


def test_the_same_answer_is_0(answers, capsys):
    code, out, err = diff(capsys, answers / "old", answers / "old")
    assert (code, err) == (Exit.ANSWERED, "")
    assert out == (
        "old -> old: the same answer.\nNothing differs in what they were made from.\n"
    )


def test_a_change_is_4_and_says_what_and_why(answers, capsys):
    code, out, _ = diff(capsys, answers / "old", answers / "new")
    assert code == Exit.CHECK_FAILED
    assert f"Cause: {CAUSE}.\n" in out
    assert "What they were made from" in out
    assert "What changed" in out


def test_within_the_tolerance_is_0(answers, capsys):
    # 470.50 - 450.50 = 20 pounds; the points stay within 20 too
    code, out, _ = diff(
        capsys,
        answers / "old",
        answers / "new",
        "--tolerance",
        "20",
        "--format",
        "json",
    )
    answer = json.loads(out)
    assert (code, answer["same"]) == (Exit.ANSWERED, True)
    assert len(answer["changes"]) > 0
    code, _, _ = diff(capsys, answers / "old", answers / "new", "--tolerance", "19.99")
    assert code == Exit.CHECK_FAILED


def test_json_holds_causes_and_changes(answers, capsys):
    _, out, _ = diff(capsys, answers / "old", answers / "new", "--format", "json")
    answer = json.loads(out)
    assert answer["causes"] == [
        {
            "kind": "input",
            "file": "offers.csv",
            "key": "R2 / B",
            "column": "price_gbp_per_week",
            "old": "450.50",
            "new": "470.50",
            "moved": "yes",
        }
    ]
    assert {
        "scenario": "baseline",
        "table": "placements.csv",
        "key": "R2",
        "column": "price_gbp_per_week",
        "old": "450.50",
        "new": "470.50",
        "beyond": "yes",
    } in answer["changes"]


def test_csv_is_the_changes(answers, capsys):
    _, out, _ = diff(capsys, answers / "old", answers / "new", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert rows[0] == {
        "scenario": "baseline",
        "table": "measures",
        "key": "cost_gbp_per_week",
        "column": "",
        "old": "1450.5",
        "new": "1470.5",
        "beyond": "yes",
    }


def test_markdown_and_junit_are_written(answers, capsys, tmp_path):
    markdown, junit = tmp_path / "diff.md", tmp_path / "diff.xml"
    files = ("--markdown", markdown, "--junit", junit)
    code, _, _ = diff(capsys, answers / "old", answers / "new", *files)
    assert code == Exit.CHECK_FAILED
    assert markdown.read_text().startswith(
        "## The answer changed\n\n"
        "Cause: offers.csv, R2 / B, price_gbp_per_week: 450.50 -&#62; 470.50.\n"
    )
    root = ET.fromstring(junit.read_bytes())
    suite = {one.get("name"): one for one in root}["baseline"]
    cases = {one.get("name"): one.find("failure") for one in suite}
    assert cases["measures, placed"] is None
    assert cases["measures, cost_gbp_per_week"].get("message") == (
        "cost_gbp_per_week: 1450.5 -> 1470.5"
    )
    assert CAUSE in cases["placements.csv"].text
    before = markdown.read_bytes(), junit.read_bytes()
    diff(capsys, answers / "old", answers / "new", *files)
    assert (markdown.read_bytes(), junit.read_bytes()) == before


def test_what_is_no_answer_is_1(answers, capsys, tmp_path):
    code, out, err = diff(capsys, answers / "old", tmp_path)
    assert (code, out) == (Exit.FINDINGS, "")
    assert err == (
        f"{tmp_path}: got a folder without an answer, expected a folder that fairlot "
        "allocate or fairlot run wrote with --out.\n1 finding. Nothing was written.\n"
    )
    code, _, err = diff(capsys, tmp_path / "nowhere", answers / "old")
    assert code == Exit.FINDINGS
    assert "got no such folder, expected" in err


@pytest.mark.parametrize(
    ("text", "got"),
    [
        (b'{"a": ', "line 1: got no JSON (Expecting value)"),
        (b"[]", "got JSON that is no record"),
        (b"\xff\xfe", "got text that is not UTF-8"),
    ],
)
def test_a_broken_answer_is_1(answers, capsys, tmp_path, text, got):
    broken = shutil.copytree(answers / "old", tmp_path / "broken")
    (broken / "allocation.json").write_bytes(text)
    code, _, err = diff(capsys, answers / "old", broken)
    assert code == Exit.FINDINGS
    comma = ", " if got.startswith("line") else ": "
    assert err == (
        f"broken/allocation.json{comma}{got}, expected a file as Fairlot wrote it. "
        "Run it again with --out.\n1 finding. Nothing was written.\n"
    )


@pytest.mark.parametrize("tolerance", ["-1", "much"])
def test_a_tolerance_that_is_none_is_2(answers, capsys, tolerance):
    code, _, _ = diff(
        capsys, answers / "old", answers / "old", "--tolerance", tolerance
    )
    assert code == Exit.USAGE

"""``fairlot hour --xlsx`` and ``--returned``: a workbook out, and back in."""

import json

import pytest

from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from tests.kit.model_books import filled_in, named
from tests.kit.spreadsheet import opened

HOMECARE = "homecare-minimum-price-2020-21"
DAY = ("--on", "2020-05-01")


@pytest.fixture
def hour(capsys):
    def run(*arguments):
        code = guarded(cli, ["hour", *(str(argument) for argument in arguments)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


@pytest.fixture
def book(hour, tmp_path):
    """Give the path of a workbook as it was sent."""
    path = tmp_path / "hour.xlsx"
    assert hour(HOMECARE, *DAY, "--xlsx", path)[0] == Exit.ANSWERED
    return path


def test_a_workbook_is_written_beside_the_answer(hour, tmp_path):
    path = tmp_path / "hour.xlsx"
    code, out, err = hour(HOMECARE, *DAY, "--xlsx", path)
    assert (code, err) == (Exit.ANSWERED, f"Wrote {path}.\n")
    assert out == hour(HOMECARE, *DAY)[1]
    assert named(path.read_bytes())["price__all"] == 20.69


def test_what_is_set_stands_in_its_cell(hour, tmp_path):
    path = tmp_path / "hour.xlsx"
    hour(HOMECARE, *DAY, "--set", "pay_rate=9.5", "--xlsx", path)
    assert named(path.read_bytes())["pay_rate"] == 9.5


def test_a_file_that_is_there_is_replaced_and_nothing_lies_beside(hour, tmp_path):
    path = tmp_path / "hour.xlsx"
    path.write_text("something")
    assert hour(HOMECARE, *DAY, "--xlsx", path)[0] == Exit.ANSWERED
    assert opened(path.read_bytes()).sheetnames[0] == "Read me"
    assert [one.name for one in tmp_path.iterdir()] == ["hour.xlsx"]


def test_json_stands_alone_on_standard_output(hour, tmp_path):
    arguments = (HOMECARE, *DAY, "--xlsx", tmp_path / "h.xlsx", "--format", "json")
    assert json.loads(hour(*arguments)[1])["price"] == {"all": 20.69}


def test_a_file_of_another_kind_is_usage(hour, tmp_path):
    code, out, err = hour(HOMECARE, *DAY, "--xlsx", tmp_path / "hour.csv")
    assert (code, out) == (Exit.USAGE, "")
    assert 'got "hour.csv", expected a file that ends in .xlsx.' in err


def test_a_place_that_cannot_be_written_is_told(hour, tmp_path):
    path = tmp_path / "nowhere" / "hour.xlsx"
    code, _, err = hour(HOMECARE, *DAY, "--xlsx", path)
    assert code != Exit.ANSWERED
    assert err.startswith(f"{path}: got No such file or directory, expected a file")


def test_a_workbook_that_comes_back_as_sent_gives_the_same_answer(hour, book):
    code, out, err = hour(HOMECARE, "--returned", book)
    assert (code, err) == (
        Exit.ANSWERED,
        "Every input is as the document has it.\n",
    )
    assert out == hour(HOMECARE, *DAY)[1]


def test_what_came_back_changed_is_priced_and_told(hour, book, tmp_path):
    back = tmp_path / "back.xlsx"
    content = filled_in(book.read_bytes(), {"pay_rate": 9.5})
    back.write_bytes(content)
    code, out, err = hour(HOMECARE, "--returned", back)
    assert code == Exit.ANSWERED
    assert err.startswith(
        "pay_rate: 9.5 GBP/h came back, 8.72 in the document (cell C5 of the inputs).\n"
    )
    assert out == hour(HOMECARE, *DAY, "--set", "pay_rate=9.5")[1]


def test_json_has_what_came_back(hour, book, tmp_path):
    back = tmp_path / "back.xlsx"
    back.write_bytes(filled_in(book.read_bytes(), {"pay_rate": 9.5}))
    answer = json.loads(hour(HOMECARE, "--returned", back, "--format", "json")[1])
    assert answer["price"] == {"all": 21.65}
    told = answer["returned"]
    assert (told["file"], told["model"]) == ("back.xlsx", HOMECARE)
    assert told["on"] == "2020-05-01"
    assert told["changes"] == [
        {
            "input": "pay_rate",
            "value": 9.5,
            "default": 8.72,
            "unit": "GBP/h",
            "cell": "C5",
        }
    ]
    assert [one["sheet"] for one in told["findings"]] == ["Build-up"]


def test_another_day_can_be_asked_for(hour, book):
    answer = json.loads(
        hour(HOMECARE, "--returned", book, "--on", "2021-05-01", "--format", "json")[1]
    )
    assert answer["on"] == "2021-05-01"
    assert answer["inputs"]["pay_rate"]["value"] == 8.91


def test_an_input_out_of_bounds_is_a_finding_with_its_cell(hour, book, tmp_path):
    back = tmp_path / "back.xlsx"
    back.write_bytes(filled_in(book.read_bytes(), {"pay_rate": -1}))
    code, out, err = hour(HOMECARE, "--returned", back)
    assert (code, out) == (Exit.FINDINGS, "")
    assert err.startswith(
        "back.xlsx, sheet Inputs, cell C5, pay_rate: got -1, expected a number from "
        "0, the min.\n"
    )


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (
            ("--set", "pay_rate=9"),
            "--returned and --set do not go together: set it in the workbook.",
        ),
        (
            ("--solve", "pay_rate", "--price", "25"),
            "--solve writes and reads no workbook; leave --xlsx or --returned.",
        ),
    ],
)
def test_options_that_do_not_fit_are_usage(hour, book, more, told):
    code, out, err = hour(HOMECARE, "--returned", book, *more)
    assert (code, out) == (Exit.USAGE, "")
    assert told in err

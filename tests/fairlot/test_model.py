"""``fairlot model check``: a document is sound, and proves itself or does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from costing.model import shipped_models
from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from tests.kit.documents import BANDS, INPUTS, document, line

CONTRACT = Path(__file__).parents[1] / "costing" / "documents" / "contract.toml"


@pytest.fixture
def check(capsys, tmp_path):
    def run(text, *arguments):
        path = tmp_path / "small.toml"
        path.write_text(text, encoding="utf-8")
        code = guarded(cli, ["model", "check", str(path), *arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def test_the_example_of_the_contract_holds(check):
    code, out, err = check(CONTRACT.read_text())
    assert (code, err) == (Exit.ANSWERED, "")
    assert out == (
        "Minimum price for homecare, April 2020 to March 2021\n"
        "homecare-minimum-price-2020-21 is sound: 8 inputs, 7 lines, 1 heading, 2 "
        "bands,\n"
        "  2 components; all units agree.\n"
        "Published amounts, not derived: ni_and_pension, other_wage_costs, mileage,\n"
        "  running_costs.\n"
        "No band holds Mon-Fri 00:00-06:00, Mon-Fri 20:00-24:00, Sat 00:00-24:00.\n"
        "\n"
        "as published on 2020-04-01, band weekday_day\n"
        "  contact_time                                8.72 GBP/h      as expected\n"
        "  travel_time                                  1.7 GBP/h      as expected\n"
        "  on_costs                                    4.47 GBP/h      as expected\n"
        "  surplus                                      0.6 GBP/h      as expected\n"
        "  price                                      20.69 GBP/h      as expected\n"
        "  The example holds.\n"
    )


@pytest.mark.parametrize("name", shipped_models())
def test_a_shipped_model_is_checked_by_its_name_on_a_page_of_80(capsys, name):
    assert guarded(cli, ["model", "check", name]) == Exit.ANSWERED
    out = capsys.readouterr().out
    assert "is sound" in " ".join(out.split())
    assert [row for row in out.splitlines() if len(row) > 80] == []


def test_several_examples_are_counted(check):
    good, bad = "[[example]]\nexpect={price=12.5}\n", "[[example]]\nexpect={price=1}\n"
    code, out, _ = check(document(INPUTS, line("pay"), good, bad))
    assert code == Exit.CHECK_FAILED
    assert out.endswith("\n\n1 of 2 examples hold.\n")


WRONG = document(
    INPUTS,
    line("pay * share", "part"),
    line("pay"),
    "[[example]]\ntitle='as said'\nexpect={part=3.125, price=12.75}\n",
)


def test_an_example_that_does_not_hold_is_a_check_that_failed(check):
    code, out, _ = check(WRONG)
    assert code == Exit.CHECK_FAILED
    assert out.split("\n\n")[1].splitlines() == [
        "as said, band all",
        "  part                                       3.125 GBP/h      as expected",
        "  price                                       12.5 GBP/h      expected 12.75",
        "  The example does not hold: 1 of 2 lines are further off than 1e-06.",
    ]


def test_json_tells_what_was_expected_and_what_came_out(check):
    code, out, _ = check(WRONG, "--format", "json")
    answer = json.loads(out)
    assert code == Exit.CHECK_FAILED
    assert answer["model"] == "small"
    assert (answer["inputs"], answer["lines"], answer["bands"]) == (5, 2, ["all"])
    assert answer["examples"] == [
        {
            "title": "as said",
            "on": None,
            "band": "all",
            "holds": False,
            "reproduces": True,
            "lines": [
                {
                    "name": "part",
                    "unit": "GBP/h",
                    "expected": 3.125,
                    "got": 3.125,
                    "holds": True,
                    "says": "as expected",
                },
                {
                    "name": "price",
                    "unit": "GBP/h",
                    "expected": 12.75,
                    "got": 12.5,
                    "holds": False,
                    "says": "expected 12.75",
                },
            ],
        }
    ]


def test_csv_has_a_row_for_each_expected_line(check):
    _, out, _ = check(WRONG, "--format", "csv")
    assert out == (
        "example,on,band,line,unit,expected,got,holds,says\n"
        "as said,,all,part,GBP/h,3.125,3.125,yes,as expected\n"
        "as said,,all,price,GBP/h,12.75,12.5,no,expected 12.75\n"
    )


def told_of(expected):
    """Give a document with a published price that it says it does not give."""
    example = f"expect={{price={expected}}}\nreproduces=false\n"
    return document(INPUTS, line("pay"), f"[[example]]\ntitle='as told'\n{example}")


def test_a_published_figure_that_is_not_given_is_told_so_and_holds(check):
    code, out, _ = check(told_of(12.75))
    assert code == Exit.ANSWERED
    assert out.split("\n\n")[1].splitlines() == [
        "as told, band all",
        "  price                                       12.5 GBP/h",
        "    does not reproduce: published 12.75, the rule gives 12.5",
        "  The example holds.",
    ]


def test_a_published_figure_that_is_given_after_all_is_a_check_that_failed(check):
    code, out, _ = check(told_of(12.5))
    assert code == Exit.CHECK_FAILED
    assert out.split("\n\n")[1].splitlines() == [
        "as told, band all",
        "  price                                       12.5 GBP/h",
        "    reproduces after all: the rule gives 12.5 as published",
        "  The example does not hold: 1 of 1 lines reproduce, and it says they do not.",
    ]


def test_machines_are_told_what_does_not_reproduce(check):
    says = "does not reproduce: published 12.75, the rule gives 12.5"
    _, out, _ = check(told_of(12.75), "--format", "json")
    (example,) = json.loads(out)["examples"]
    assert (example["holds"], example["reproduces"]) == (True, False)
    assert example["lines"][0]["says"] == says
    _, out, _ = check(told_of(12.75), "--format", "csv")
    assert out.splitlines()[1] == (f'as told,,all,price,GBP/h,12.75,12.5,yes,"{says}"')


def test_reproduces_is_true_or_false(check):
    text = told_of(12.5).replace("reproduces=false", "reproduces='no'")
    code, _, err = check(text)
    assert code == Exit.FINDINGS
    assert err.splitlines()[0] == (
        'small.toml, line 26, example.as told.reproduces: got "no", expected true or '
        "false."
    )


def test_a_document_without_an_example_is_told_so(check):
    code, out, _ = check(document(INPUTS, BANDS, line("pay")))
    assert code == Exit.ANSWERED
    assert "It has no worked example: add an [[example]] to let it prove itself." in out


def test_a_document_that_does_not_load_lists_all_that_is_wrong(check):
    code, out, err = check(document(INPUTS, line("pay + weekly"), line("x", "y")))
    assert (code, out) == (Exit.FINDINGS, "")
    assert len(err.splitlines()) == 3


def test_an_example_that_cannot_be_worked_out_is_a_finding(check):
    text = document(INPUTS, line("pay / nought"), "[[example]]\nexpect={price=1}\n")
    code, _, err = check(text)
    assert code == Exit.FINDINGS
    assert err.splitlines()[0] == (
        'small.toml, line 18, price: got a division by zero in "pay / nought" for '
        'example "Example 1" in band all, expected a number. Shield it with '
        "choose(...)."
    )


NOWHERE = '"pay / (share - share)" in band all, expected a number. Shield it with '


def test_a_document_that_cannot_be_worked_out_at_its_defaults_is_not_sound(check):
    code, out, err = check(document(INPUTS, line("pay / (share - share)")))
    assert (code, out) == (Exit.FINDINGS, "")
    assert f"price: got a division by zero in {NOWHERE}choose(...).\n" in err


def test_defaults_that_do_not_do_are_told_where_examples_set_others(check):
    given = "[input.staff]\nunit='1'\ndefault=0\n"
    example = "[[example]]\nset={staff=2}\nexpect={price=6.25}\n"
    code, out, err = check(document(INPUTS, given, line("pay / staff"), example))
    assert code == Exit.ANSWERED
    assert out.endswith("The example holds.\n")
    assert err.startswith("At its own defaults: small.toml, line ")
    assert 'price: got a division by zero in "pay / staff" in band all,' in err


def test_a_day_whose_law_is_not_known_says_nothing_of_the_document(check):
    law = 'law = "england"\n'
    example = "[[example]]\non=1900-01-01\nset={wage=2}\nexpect={price=2}\n"
    given = "[input.wage]\nunit='GBP/h'\ndefault='law.national_living_wage'\n"
    code, _, err = check(document(law, given, line("wage"), example))
    assert (code, err) == (Exit.ANSWERED, "")

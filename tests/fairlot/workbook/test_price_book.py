"""The workbook of packages: every line worked out on the sheet, over the model."""

from dataclasses import replace

import pytest

from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from fairlot.workbook.price_book import price_workbook
from scenarios.market.prices import price
from tests.kit.model_books import filled_in, named
from tests.kit.spreadsheet import PROGRAM, formulas, opened, recalculated_all

needs_program = pytest.mark.skipif(
    PROGRAM is None, reason="LibreOffice is not here: no workbook is worked out again"
)


@pytest.fixture(scope="module")
def case(sample_outcome):
    return sample_outcome.case


@pytest.fixture(scope="module")
def prices(case):
    return price(case)


@pytest.fixture(scope="module")
def content(case, prices):
    return price_workbook(case, prices)


@pytest.fixture(scope="module")
def dearer(case):
    """The case with another input of its own, and its prices."""
    inputs = {**case.settings.model_inputs, "turnover": 0.4}
    settings = case.settings.model_copy(update={"model_inputs": inputs})
    changed = replace(case, settings=settings)
    return price(changed)


@pytest.fixture(scope="module")
def again(content, tmp_path_factory):
    given = {"as_it_is": content, "dearer": filled_in(content, {"turnover": 0.4})}
    return recalculated_all(given, tmp_path_factory.mktemp("price"))


def amounts(content):
    sheet = opened(content, values=True)["Package lines"]
    return [row[12] for row in sheet.iter_rows(min_row=5, values_only=True)]


def test_the_same_case_gives_the_same_bytes(case, prices, content):
    assert price_workbook(case, prices) == content


def test_it_has_the_sheets_of_the_packages_and_of_the_model(content):
    assert opened(content).sheetnames == [
        "Read me", "Packages", "Package lines", "Unit prices", "Sums", "Inputs",
        "Build-up", "Workings", "Lines", "Law", "Bands", "Mixes", "Check", "About",
    ]  # fmt: skip


def test_every_line_is_a_formula_over_its_unit_price(content, prices):
    told = {
        cell: text
        for sheet, cell, text, _ in formulas(content)
        if sheet == "Package lines"
    }
    assert told["M5"] == "=ROUND(H5*I5*K5/L5,2)"
    assert told["H5"].startswith("='Unit prices'!$F$")
    assert amounts(content) == [one / 100 for one in prices.lines["amount_pence"]]


def test_a_unit_price_at_the_case_s_own_inputs_is_live(content):
    rows = list(opened(content)["Unit prices"].iter_rows(min_row=5, values_only=True))
    live = [row for row in rows if row[0] == "the case"]
    own = [row for row in rows if row[0] != "the case"]
    assert live
    assert own
    assert all(str(row[5]).startswith("=ROUND(IF(") for row in live)
    assert all(isinstance(row[5], int | float) for row in own)
    assert {row[6] for row in own} == {
        "by the provider's own inputs: a number of Fairlot, not live"
    }


def test_the_first_sheet_counts_and_adds_up_no_person_twice(content, case):
    rows = opened(content, values=True)["Read me"].iter_rows(values_only=True)
    facts = {row[0]: row[1] for row in rows}
    assert facts["People"] == len(case.tables["referrals"])
    assert facts["Packages: each at every provider"] > facts["People"]
    assert not {"A week", "Once"} & set(facts)


def test_a_package_that_does_not_follow_the_inputs_says_so(content, prices):
    own = set(prices.unit_prices.variants) - {""}
    sheet = opened(content, values=True)["Packages"]
    *rows, last = sheet.iter_rows(min_row=5, values_only=True)
    says = "not live: by the provider's own inputs, as sent"
    assert [row[4] for row in rows] == [
        says if row[1] in own else "live" for row in rows
    ]
    assert {row[4] for row in rows} == {says, "live"}
    assert last[0] == "All rows, for the check"


@needs_program
def test_sums_that_would_mix_old_and_new_are_withheld(again):
    book = opened(again["dearer"], values=True)
    *_, last = book["Packages"].iter_rows(min_row=5, values_only=True)
    assert last[2:4] == ("not added up: some rows are not live",) * 2
    changed = "Inputs changed: Fairlot prices them when this comes back"
    sums = book["Sums"].iter_rows(min_row=5, values_only=True)
    assert [row[3] for row in sums] == [changed] * 2


def test_only_inputs_of_the_model_are_open(content):
    for sheet in opened(content).worksheets:
        assert sheet.protection.sheet, sheet.title
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.protection.locked or sheet.title == "Inputs"


@needs_program
def test_worked_out_again_every_amount_is_the_same(again, content):
    assert amounts(again["as_it_is"]) == amounts(content)
    sums = opened(again["as_it_is"], values=True)["Sums"]
    assert [row[3] for row in sums.iter_rows(min_row=5, values_only=True)] == [
        "Agrees with Fairlot"
    ] * 2
    assert named(again["as_it_is"])["check"] == "Agrees with Fairlot"


@needs_program
def test_with_another_input_every_live_amount_is_fairlot_s(again, prices, dearer):
    own = set(prices.unit_prices.variants) - {""}
    found = amounts(again["dearer"])
    expected = [
        (old if provider in own else new) / 100
        for provider, old, new in zip(
            prices.lines["provider"],
            prices.lines["amount_pence"],
            dearer.lines["amount_pence"],
            strict=True,
        )
    ]
    assert found == pytest.approx(expected, abs=1e-9)
    assert found != amounts(again["as_it_is"])


def test_the_command_writes_it_beside_the_answer(demo, tmp_path, capsys):
    path = tmp_path / "price.xlsx"
    code = guarded(cli, ["price", str(demo / "case"), "--xlsx", str(path)])
    told = capsys.readouterr()
    assert (code, told.err.splitlines()[0]) == (Exit.ANSWERED, f"Wrote {path}.")
    assert opened(path.read_bytes()).sheetnames[1] == "Packages"


def test_open_and_a_workbook_do_not_go_together(demo, tmp_path, capsys):
    arguments = ["price", str(demo / "case"), "--open", "R0001"]
    code = guarded(cli, [*arguments, "--xlsx", str(tmp_path / "p.xlsx")])
    assert code == Exit.USAGE
    assert "--xlsx writes every package; leave out --open." in capsys.readouterr().err

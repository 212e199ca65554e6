"""A case in a workbook is the case of the folder; its findings name sheet and cell."""

import json
import shutil
from datetime import date, datetime, time

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from costing.errors import InputError
from costing.sheets.frames import read_table
from costing.sheets.sheet import read_sheet
from costing.sheets.workbook import open_workbook
from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from fairlot.workbook.case_book import case_workbook
from scenarios.case import load_case, with_content
from scenarios.inputs.contract import TABLES
from scenarios.outcome import examine, outcome_of
from scenarios.sample.folder import write_sample
from tests.kit.books import ods, small_sheets, told, write_book
from tests.kit.cells import sheets
from tests.kit.folders import FILES, write


def with_cell(table, row, column, value):
    """Give the rows of a sheet with another value in the cell of a row."""
    rows = [list(one) for one in small_sheets()[table]]
    rows[row - 1][rows[0].index(column)] = value
    return rows


def with_row(table, row):
    return [*small_sheets()[table], row]


def cells(table):
    return [list(row) for row in small_sheets()[table]]


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "folder"
    made.mkdir()
    return load_case(write(made))


def test_a_workbook_says_what_the_folder_says(tmp_path, folder):
    case = load_case(write_book(tmp_path))
    assert case.inputs == folder.inputs
    assert case.fingerprint == folder.fingerprint
    assert case.name == "case"
    assert case.folder == tmp_path
    assert case.notes == ()


def test_so_does_an_open_document(tmp_path, folder):
    (tmp_path / "model.toml").write_text(FILES["model.toml"])
    (tmp_path / "case.ods").write_bytes(ods(small_sheets()))
    case = load_case(tmp_path / "case.ods")
    assert case.inputs == folder.inputs
    assert case.notes == ()


def test_numbers_days_times_and_truth_may_be_typed(tmp_path, folder):
    typed = {
        "offers": [
            ["referral", "provider", "scheme", "price_gbp_per_week", "core_included"],
            ["R1", "P1", "S1", 1040.0000000000001, True],
            ["R1", "P2", None, 990, None],
            ["R2", "P2", "S2", None, False],
            ["R2", "P1", None, 1500.5, None],
        ],
        "rotas": [
            ["scheme", "day", "start", "end"],
            ["S2", "Mon", time(7), time(22)],
            ["S2", "Mon", time(22), time(7)],
        ],
        "provider_lots": [
            ["provider", "lot", "capacity_places", "approved_from", "approved_to"],
            [
                "P1",
                1,
                4,
                date(2026, 1, 1),
                datetime(2027, 1, 1),  # noqa: DTZ001
            ],
        ],
    }
    assert load_case(write_book(tmp_path, **typed)).inputs == folder.inputs


def test_the_scenarios_and_the_model_lie_beside_a_workbook(tmp_path):
    path = write_book(tmp_path)
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "a.toml").write_text("x = 1\n")
    case = load_case(path)
    assert case.scenarios == {"a.toml": "x = 1\n"}
    assert case.model_text == FILES["model.toml"]


def test_names_of_sheets_and_columns_may_be_written_otherwise(tmp_path, folder):
    offers, lots = cells("offers"), cells("provider_lots")
    offers[0] = [name.upper() for name in offers[0]]
    gone = {"offers": None, "provider_lots": None}
    path = write_book(tmp_path, **gone, **{" Offers": offers, "Provider lots": lots})
    assert load_case(path).inputs == folder.inputs


FINDINGS = {
    "text for a number": (
        {"offers": with_cell("offers", 3, "price_gbp_per_week", "TBC")},
        [
            (
                'case.xlsx, sheet offers, cell D3, price_gbp_per_week: got "TBC", '
                "expected an amount in pounds such as 1234.50. Write the number alone."
            )
        ],
    ),
    "a day that is text": (
        {"provider_lots": with_cell("provider_lots", 2, "approved_from", "1 Jan 26")},
        [
            (
                "case.xlsx, sheet provider_lots, cell D2, approved_from: got "
                '"1 Jan 26", expected a date such as 2026-11-01 or 01/11/2026. Write '
                "it "
                "in one of these ways."
            )
        ],
    ),
    "a moment for a day": (
        {
            "provider_lots": with_cell(
                "provider_lots",
                2,
                "approved_from",
                datetime(2026, 1, 1, 9, 30),  # noqa: DTZ001
            )
        },
        [
            (
                "case.xlsx, sheet provider_lots, cell D2, approved_from: got "
                '"2026-01-01 09:30", expected a date such as 2026-11-01 or 01/11/2026. '
                "Write it in one of these ways."
            )
        ],
    ),
    "a third decimal": (
        {"offers": with_cell("offers", 3, "price_gbp_per_week", 990.125)},
        [
            (
                'case.xlsx, sheet offers, cell D3, price_gbp_per_week: got "990.125", '
                "expected at most two decimals. Round it to the penny."
            )
        ],
    ),
    "a name that is not there": (
        {"offers": with_cell("offers", 3, "provider", "P9")},
        [
            (
                'case.xlsx, sheet offers, cell B3, provider: got "P9", expected a '
                "provider of sheet providers. Add it there, or mend the name here."
            )
        ],
    ),
    "a row that stands again": (
        {"offers": with_row("offers", ["R1", "P1", "S1", "1", "yes"])},
        [
            (
                'case.xlsx, sheet offers, cell A6, referral: got "R1 P1 S1", as in row '
                "2, "
                "expected each referral, provider and scheme once. Take one of the "
                "rows "
                "away."
            )
        ],
    ),
    "an empty cell": (
        {"offers": with_cell("offers", 3, "provider", None)},
        [
            (
                "case.xlsx, sheet offers, cell B3, provider: got an empty cell, "
                "expected "
                "a provider. Fill it in."
            )
        ],
    ),
    "a column that is nearly known": (
        {"offers": with_cell("offers", 1, "price_gbp_per_week", "price_gbp_a_week")},
        [
            (
                "case.xlsx, sheet offers, cell D1, price_gbp_a_week: got a column name "
                "that is not known, expected one of the names in docs/case.md. Did you "
                'mean "price_gbp_per_week"? If not, call it x_price_gbp_a_week.'
            )
        ],
    ),
    "a column that is needed": (
        {"may_not_share": [["referral", "reason"], ["R2", "past dispute"]]},
        [
            (
                "case.xlsx, sheet may_not_share, row 1, other: got no such column, "
                "expected a column other, which is needed. Add it."
            )
        ],
    ),
    "a cell beside the table": (
        {"decisions": with_row("decisions", ["R2", "hold", *[None] * 5, "ask Jo"])},
        [
            (
                "case.xlsx, sheet decisions, cell H1, column 8: got no column name, "
                "expected a name. Name the column, or take it away."
            )
        ],
    ),
    "a column twice": (
        {"may_not_share": [["referral", "other", "Other"], ["R2", "C1", "C2"]]},
        [
            (
                "case.xlsx, sheet may_not_share, cell B1, other: got the same column "
                "name "
                "in columns 2 and 3, expected it once. Take one of them away."
            )
        ],
    ),
    "an empty sheet": (
        {"decisions": []},
        [
            (
                "case.xlsx, sheet decisions: got an empty sheet, expected column names "
                "in "
                "the first row. Fill it in, or take the sheet away."
            )
        ],
    ),
    "a sheet that is nearly known": (
        {"referals": [["referral"]]},
        [
            (
                "case.xlsx, sheet ofers: got a sheet name that is not known, expected "
                "a "
                'table of the contract. Did you mean "offers"? If not, call it x_ofers.'
            )
        ],
    ),
    "no settings": (
        {"case": None},
        [
            (
                "case.xlsx: got no sheet case, expected a sheet case, which is needed. "
                "Run "
                "fairlot new to see one."
            )
        ],
    ),
    "a personal cell": (
        {"may_not_share": with_cell("may_not_share", 2, "reason", "Mr Smith")},
        [
            (
                "case.xlsx, sheet may_not_share, cell C2, reason: got what looks like "
                "a "
                "name with a title, expected nothing that tells who a person is. Take "
                "it "
                "out, or name may_not_share.reason as privacy.accept."
            )
        ],
    ),
    "a setting that is not known": (
        {"case": with_row("case", ["scoring.log_bse", 2])},
        [
            (
                "case.xlsx, sheet case, cell B9, scoring.log_bse: got a key that is "
                "not "
                'known, expected a key that is known. Did you mean "log_base"?'
            )
        ],
    ),
    "a setting twice": (
        {"case": with_row("case", ["Title", "Another"])},
        [
            (
                'case.xlsx, sheet case, cell A9, key: got "title", as in row 2, '
                "expected "
                "each key once. Take one of the rows away."
            )
        ],
    ),
    "a value without a key": (
        {"case": with_row("case", [None, "Another"])},
        [
            (
                "case.xlsx, sheet case, cell A9, key: got an empty cell, expected the "
                "name of a setting."
            )
        ],
    ),
    "a setting that is out of bounds": (
        {"case": with_row("case", ["calendar.weeks_per_year", "many"])},
        [
            (
                'case.xlsx, sheet case, cell B9, calendar.weeks_per_year: got "many", '
                "expected a number."
            )
        ],
    ),
    "settings that do not go together": (
        {"case": with_cell("case", 5, "value", 46)},
        [
            (
                "case.xlsx, sheet case, cell B5, scoring.weights: got values that do "
                "not "
                "go together: the weights must add to 100, and add to 101."
            )
        ],
    ),
    "no price date": (
        {"case": [one for one in cells("case") if one[0] != "price_date"]},
        [
            (
                "case.xlsx, sheet case, price_date: got nothing, expected a value, "
                "which "
                "is needed. Add the key."
            )
        ],
    ),
    "a model that is not there": (
        {
            "case": with_cell("case", 4, "value", "modle.toml"),
            "rates": None,
            "rotas": None,
            "packages": None,
            "provider_costs": None,
            "offers": with_cell("offers", 4, "price_gbp_per_week", 1),
        },
        [
            (
                'case.xlsx, sheet case, cell B4, model: got "modle.toml", expected a '
                "shipped cost model, or a document beside the workbook. fairlot models "
                "lists those that are shipped."
            )
        ],
    ),
    "a rule of a lot": (
        {"lots": [*cells("lots")[:1], ["1", "no", "2"], ["2", "perhaps", None]]},
        [
            (
                "case.xlsx, sheet lots, cell B3, lot.2.accepts_night_support: got "
                '"perhaps", expected true or false.'
            )
        ],
    ),
    "weights of a lot": (
        {
            "lots": [
                ["lot", "quality_weight", "accepts_night_support"],
                ["1", 101, "no"],
                ["2", None, None],
            ]
        },
        [
            (
                "case.xlsx, sheet lots, row 2, lot.1.weights: got values that do not "
                "go "
                "together: the weights must add to 100, and add to 0."
            ),
            (
                'case.xlsx, sheet lots, cell B2, lot.1.weights.quality: got "101", '
                "expected at most 100."
            ),
        ],
    ),
    "a question of no lot": (
        {"questions": [*cells("questions"), ["3", "risk", 100, 5]]},
        [
            (
                'case.xlsx, sheet questions, cell A4, lot: got "3", expected a lot of '
                "sheet lots. Add it there, or mend the name here."
            )
        ],
    ),
    "a scale of a question": (
        {"questions": with_cell("questions", 3, "out_of", 0)},
        [
            (
                "case.xlsx, sheet questions, cell D3, lot.2.question.safety.out_of: "
                "got "
                '"0", expected a number above 0.'
            )
        ],
    ),
    "a forecast": (
        {"forecasts": [["name", "from", "value"], ["nlw", "April", 13.2]]},
        [
            (
                "case.xlsx, sheet forecasts, cell B2, law.forecast.nlw.from: got "
                '"April", '
                "expected a day that exists, such as 2026-11-01 or 01/11/2026."
            )
        ],
    ),
    "a column of settings that is nearly known": (
        {"expect": [["measure", "valu"], ["placed", 2]]},
        [
            (
                "case.xlsx, sheet expect, cell B1, valu: got a column name that is not "
                'known, expected one of measure, value. Did you mean "value"? If not, '
                "call it x_valu."
            ),
            (
                "case.xlsx, sheet expect, row 1, value: got no such column, expected a "
                "column value, which is needed. Add it."
            ),
            (
                "case.xlsx, sheet expect, row 2, expect.1.value: got nothing, expected "
                "a "
                "value, which is needed. Add the key."
            ),
        ],
    ),
}
FINDINGS["a sheet that is nearly known"] = (
    {"offers": None, "ofers": cells("offers")},
    FINDINGS["a sheet that is nearly known"][1],
)


@pytest.mark.parametrize(("changed", "messages"), FINDINGS.values(), ids=FINDINGS)
def test_a_finding_names_the_sheet_and_the_cell(tmp_path, changed, messages):
    path = write_book(tmp_path, **changed)
    assert told(path) == messages


def test_two_sheets_may_not_be_one_table(tmp_path):
    (tmp_path / "model.toml").write_text(FILES["model.toml"])
    doubled = {**small_sheets(), "Offers": cells("offers")}
    (tmp_path / "case.ods").write_bytes(ods(doubled))
    assert told(tmp_path / "case.ods") == [
        (
            'case.ods: got the sheets "offers" and "Offers", expected one sheet '
            "offers. "
            "Take one of them away."
        )
    ]


def test_json_has_the_sheet_and_the_cell(capsys, tmp_path):
    offers = with_cell("offers", 3, "price_gbp_per_week", "TBC")
    path = write_book(tmp_path, offers=offers)
    assert guarded(cli, ["check", str(path), "--format", "json"]) == Exit.FINDINGS
    (record,) = json.loads(capsys.readouterr().out)["findings"]
    assert (record["file"], record["sheet"], record["cell"], record["row"]) == (
        "case.xlsx",
        "offers",
        "D3",
        3,
    )


def test_what_nothing_reads_is_noted(tmp_path):
    rates = [[*cells("rates")[0], "Colour"], [*cells("rates")[1], "red"]]
    other = {"Read me": [["hello"]], "lists": [["a"]], "x_own": [], "Sheet7": [[1]]}
    notes = [*cells("case")]
    notes[0] = [*notes[0], "what it is", "Who"]
    path = write_book(tmp_path, rates=rates, case=notes, **other)
    assert load_case(path).notes == (
        "case.xlsx: sheets that nothing reads: Sheet7.",
        "case.xlsx, sheet case: columns that nothing reads: Who.",
        "case.xlsx, sheet rates: columns that nothing reads: Colour.",
    )


def test_settings_may_be_empty_none_lists_and_tables(tmp_path):
    case = [
        *cells("case"),
        ["allocation.aims", "placed; cost"],
        ["allocation.tolerance.cost", 0.05],
        ["allocation.budget_gbp_per_week", None],
        ["scoring.log_base", "none"],
        ["eligibility.minimum_rating", "Good"],
        ["privacy.accept", "providers.postcode"],
        ["model_inputs.pay_rate", 13.5],
        ["allocation.strict_rank", "no"],
    ]
    expect = [["measure", "value", "note"], ["placed", 2, "said Jo"]]
    forecasts = [
        ["name", "from", "value"],
        ["national_living_wage", date(2027, 4, 1), 13.2],
    ]
    path = write_book(tmp_path, case=case, expect=expect, forecasts=forecasts)
    read = load_case(path).settings
    assert read.model_dump(exclude_defaults=True, by_alias=True) == {
        "title": "A small case",
        "price_date": date(2026, 11, 1),
        "model": "model.toml",
        "model_inputs": {"pay_rate": 13.5},
        "law": {
            "forecast": (
                {
                    "name": "national_living_wage",
                    "from": date(2027, 4, 1),
                    "value": 13.2,
                },
            )
        },
        "allocation": {"aims": ("placed", "cost"), "tolerance": {"cost": 0.05}},
        "scoring": {"log_base": None},
        "eligibility": {"minimum_rating": "Good"},
        "privacy": {"accept": ("providers.postcode",)},
        "expect": ({"measure": "placed", "value": 2.0},),
    }


def test_questions_without_a_lot_are_asked_in_all_that_have_none(tmp_path):
    questions = [*cells("questions"), [None, "outcomes", 100, 5]]
    lots = load_case(write_book(tmp_path, questions=questions)).lots
    assert [[one.question for one in lot.question] for lot in lots] == [
        ["outcomes"],
        ["staffing", "safety"],
    ]


def test_the_sample_answers_the_same_from_a_workbook_and_from_a_folder(tmp_path):
    write_sample(tmp_path / "sample")
    book = tmp_path / "book" / "sample.xlsx"
    book.parent.mkdir()
    case = load_case(tmp_path / "sample")
    book.write_bytes(case_workbook(case))
    if (tmp_path / "sample" / "scenarios").is_dir():
        shutil.copytree(tmp_path / "sample" / "scenarios", book.parent / "scenarios")
    for path, out in ((tmp_path / "sample", "a"), (book, "b")):
        command = ["allocate", str(path), "--out", str(tmp_path / out)]
        assert guarded(cli, command) == Exit.ANSWERED
    made = {
        out: {
            str(file.relative_to(tmp_path / out)): file.read_bytes()
            for file in (tmp_path / out).rglob("*")
            if file.is_file() and file.name != "timing.json"
        }
        for out in ("a", "b")
    }
    assert set(made["a"]) == set(made["b"])
    assert [name for name in made["a"] if made["a"][name] != made["b"][name]] == []


def test_a_workbook_that_is_not_there_is_told(tmp_path):
    assert told(tmp_path / "none.xlsx") == [
        (
            "none.xlsx: got nothing of that name, expected a workbook, .xlsx or .ods. "
            "Run "
            "fairlot new to write an empty case."
        )
    ]


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        (".xls", "the old kind"),
        (".xlsm", "a kind with macros"),
        (".XLSB", "a kind with macros"),
    ],
)
def test_workbooks_of_other_kinds_are_refused_by_name(tmp_path, ending, kind):
    path = write_book(tmp_path, name=f"case{'.xlsx'}")
    path = path.rename(path.with_suffix(ending))
    assert told(path) == [
        (
            f"case{ending}: got a workbook of {kind}, {ending.lower()}, expected a "
            "workbook, .xlsx or .ods. Open it in a spreadsheet and save it as .xlsx, "
            "without macros."
        )
    ]


def test_what_is_found_only_when_it_is_run_names_its_cell_too(tmp_path):
    offers = with_cell("offers", 2, "price_gbp_per_week", 0)
    case = load_case(write_book(tmp_path, offers=offers))
    message = (
        "case.xlsx, sheet offers, cell D2, price_gbp_per_week: got 0, expected more "
        "than 0, since lowest_ratio divides by the price. Give the price, or use "
        "another price_formula."
    )
    for run in (examine, outcome_of):
        with pytest.raises(InputError) as error:
            run(case)
        assert str(error.value) == message


def test_an_expectation_of_what_there_is_not_names_its_sheet(capsys, tmp_path):
    path = write_book(tmp_path, expect=[["measure", "value"], ["placd", 2]])
    assert guarded(cli, ["check", str(path), "--run"]) == Exit.FINDINGS
    assert capsys.readouterr().err.startswith(
        'case.xlsx, sheet expect, expect: got "placd", expected one of placed'
    )


@pytest.mark.parametrize("name", ["offers", "providers", "rotas", "commitments"])
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_a_table_is_read_back_from_a_workbook_as_it_was(small, name, data):
    spec = TABLES[name]
    table = read_table(read_sheet(spec.file, data.draw(sheets(spec))), spec)
    assume(not table.findings)
    content = case_workbook(with_content(small, tables={name: table.frame}))
    book = open_workbook("case.xlsx", content)
    if name not in book.names:
        assert not len(table.frame)
        return
    (sheet,) = book.sheets({name: (spec.file, spec.names)}).values()
    again = read_table(sheet, spec)
    assert again.findings == ()
    pd.testing.assert_frame_equal(
        again.frame.reset_index(drop=True),
        table.frame.reset_index(drop=True),
        check_exact=True,
    )


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return load_case(write(tmp_path_factory.mktemp("small")))

"""A case is read whole, the same from anywhere, or refused with every finding."""

from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from costing.sheets.frames import read_table
from costing.sheets.sheet import read_sheet
from scenarios.case import load_case
from scenarios.inputs.contract import TABLES
from tests.kit.folders import BESIDE, FILES, told, with_row, with_text, write

LEAST = {
    "case.toml": "price_date = 2026-11-01\n",
    "providers.csv": "provider\nP1\n",
}


EVERY = {**FILES, **BESIDE}


def least(folder, **more):
    for name, text in {**LEAST, **more}.items():
        (folder / name.replace("_csv", ".csv")).write_text(text)
    return folder


def test_a_small_case_is_read_with_every_table(tmp_path):
    beside = {name.replace(".", "_"): text for name, text in BESIDE.items()}
    case = load_case(write(tmp_path, **beside))
    assert case.name == tmp_path.name
    assert case.folder == tmp_path
    assert [lot.lot for lot in case.lots] == ["1", "2"]
    assert list(case.tables) == list(TABLES)
    assert case.present == frozenset(TABLES)
    assert case.notes == ()
    offers = case.tables["offers"]
    assert offers["price_gbp_per_week"].iloc[[0, 1, 3]].tolist() == [1040, 990, 1500.5]
    assert offers["price_gbp_per_week"].isna().tolist() == [False, False, True, False]
    assert offers["core_included"].tolist() == [True, False, False, False]


def test_only_settings_and_providers_are_needed(tmp_path):
    case = load_case(least(tmp_path))
    assert case.present == frozenset({"providers"})
    assert [lot.lot for lot in case.lots] == ["1"]
    assert all(len(case.tables[name]) == 0 for name in TABLES if name != "providers")


def test_a_case_with_only_needed_columns_needs_no_cost_model(tmp_path):
    people = "referral\nR1\n"
    offers = "referral,provider,price_gbp_per_week\nR1,P1,100\n"
    case = load_case(least(tmp_path, referrals_csv=people, offers_csv=offers))
    assert case.tables["referrals"]["priority"].tolist() == [1.0]


def test_a_table_without_rows_is_there(tmp_path):
    offers = "referral,provider\n"
    assert "offers" in load_case(least(tmp_path, offers_csv=offers)).present


def test_a_scheme_with_somebody_in_it_runs_unless_it_says_otherwise(tmp_path):
    schemes = "scheme,occupied_places,already_running\nA,0,\nB,2,\nC,2,no\nD,0,yes\n"
    frame = load_case(least(tmp_path, schemes_csv=schemes)).tables["schemes"]
    assert frame["already_running"].tolist() == [False, True, False, True]
    assert frame["already_running"].dtype == bool


def test_inputs_of_the_model_are_columns_of_rates(tmp_path):
    rates = load_case(write(tmp_path)).tables["rates"]
    assert rates["pay_rate"].tolist() == [13.1]


def test_columns_that_nothing_reads_are_noted(tmp_path):
    rates = "provider,service,rate_gbp,Colour,x_kept\nP1,one_to_one,1,red,a\n"
    case = load_case(write(tmp_path, rates_csv=rates))
    assert case.notes == ("rates.csv: columns that nothing reads: Colour.",)
    assert case.tables["rates"]["x_kept"].tolist() == ["a"]


def test_of_many_columns_that_nothing_reads_a_few_are_named(tmp_path):
    head = ",".join(f"zz{number:03d}" for number in range(22))
    providers = f"provider,{head}\nP1\n"
    (note,) = load_case(least(tmp_path, providers_csv=providers)).notes
    assert note.startswith("providers.csv: columns that nothing reads: zz000, zz001,")
    assert note.endswith("zz019 and 2 more.")


def test_the_tables_cannot_be_replaced(tmp_path):
    case = load_case(write(tmp_path))
    assert isinstance(case.tables, MappingProxyType)
    with pytest.raises(AttributeError):
        case.name = "other"


def test_the_fingerprint_is_of_what_the_files_say(tmp_path):
    def fingerprint(name, **changed):
        (tmp_path / name).mkdir()
        return load_case(write(tmp_path / name, **changed)).fingerprint

    first = fingerprint("a")
    assert len(first) == 64
    windows = {
        name.replace(".", "_"): b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
        for name, text in FILES.items()
    }
    assert fingerprint("b", **windows) == first
    more = with_row("offers.csv", "R2,P3,,1,")
    assert fingerprint("c", offers_csv=more) != first
    model = with_text("model.toml", "A small model", "Another")
    assert fingerprint("d", model_toml=model) != first


def test_findings_of_all_files_come_at_once_and_in_order(tmp_path):
    folder = write(
        tmp_path,
        case_toml=FILES["case.toml"] + "log_bse = 2\n",
        lots_toml="[[lot]]\n",
        providers_csv=with_row("providers.csv", "P2,,,,,-1,opne"),
        offers_csv=with_row("offers.csv", 'R9,P1,,"1,00",'),
        rates_csv="a;b\n",
    )
    assert told(folder) == [
        (
            "case.toml, line 6, scoring.log_bse: got a key that is not known, "
            "expected a "
            'key that is known. Did you mean "log_base"?'
        ),
        (
            "lots.toml, line 1, lot.1.lot: got nothing, expected a value, which "
            "is needed. "
            "Add the key."
        ),
        (
            'offers.csv, line 6, price_gbp_per_week: got "1,00", expected an amount in '
            "pounds such as 1234.50. Put commas between groups of three digits, "
            "or leave "
            "them out."
        ),
        (
            'offers.csv, line 6, referral: got "R9", expected a referral of '
            "referrals.csv. "
            "Add it there, or mend the name here."
        ),
        (
            'providers.csv, line 5, capacity_hours_per_week: got "-1", expected 0 '
            "or more. "
            "Write an amount that is not below it."
        ),
        (
            'providers.csv, line 5, provider: got "P2", as in line 3, expected each '
            "provider once. Take one of the rows away."
        ),
        (
            'providers.csv, line 5, status: got "opne", expected one of open, no_new, '
            'closed. Did you mean "open"?'
        ),
        (
            "rates.csv, line 1: got cells parted by semicolons, expected cells "
            "parted by "
            'commas. Save it as "CSV UTF-8 (comma delimited)".'
        ),
    ]


@pytest.mark.parametrize("table", TABLES)
def test_a_row_that_stands_twice_is_told_in_every_table(tmp_path, table):
    lines = EVERY[f"{table}.csv"].splitlines()
    changed = {f"{table}_csv": "\n".join([*lines, lines[1]]) + "\n"}
    messages = told(write(tmp_path, **changed))
    assert any(
        message.startswith(f"{table}.csv, line {len(lines) + 1}")
        and "line 2, expected each" in message
        for message in messages
    )


@pytest.mark.parametrize("table", TABLES)
def test_every_file_broken_in_every_way_is_told(table):
    file = f"{table}.csv"
    text = EVERY[file]
    head, first = text.splitlines()[:2]
    broken = {
        "empty": "",
        "semicolons": text.replace(",", ";"),
        "utf-16": text.encode("utf-16"),
        "binary": b"\x00\x01\x02",
        "open quote": f'{text}"',
        "long row": f"{head}\n{first},,,,,,,,,,,,,,,,,,,,,,,,,,,,,x\n",
        "no needed column": "x_a\n1\n",
        "repeated column": f"{head},{head.split(',')[0]}\n{first},a\n",
        "near column": f"{head},{head.split(',')[0]}s\n{first},a\n",
        "empty needed cell": f"{head}\n,{first.split(',', 1)[1]}\n",
    }
    for kind, content in broken.items():
        whole = content if isinstance(content, bytes) else content.encode()
        read = read_table(read_sheet(file, whole), TABLES[table])
        assert {finding.file for finding in read.findings} == {file}, kind


@pytest.mark.parametrize("table", TABLES)
def test_every_kind_of_cell_that_is_wrong_is_told_in_its_column(table):
    spec = TABLES[table]
    wrong = "\x07"
    row = ",".join(wrong for _ in spec.columns)
    content = f"{','.join(spec.names)}\n{row}\n"
    read = read_table(read_sheet(f"{table}.csv", content.encode()), spec)
    assert {(one.row, one.column) for one in read.findings} == {
        (2, name) for name in spec.names
    }


@given(
    table=st.sampled_from(list(TABLES)),
    cells=st.lists(st.text(max_size=10), min_size=1, max_size=30),
    data=st.data(),
)
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_cells_in_any_table_are_read_or_told(tmp_path, table, cells, data):
    spec = TABLES[table]
    columns = data.draw(st.permutations(spec.names))
    width = len(columns)
    quoted = ['"' + cell.replace('"', '""') + '"' for cell in cells]
    rows = [quoted[start : start + width] for start in range(0, len(quoted), width)]
    text = "\n".join([",".join(columns), *(",".join(row) for row in rows)])
    content = text.encode("utf-8", "surrogatepass")
    messages = told(write(tmp_path, **{f"{table}_csv": content}))
    assert all("\n" not in message for message in messages)


def test_a_fault_of_the_settings_hides_nothing_of_other_files(tmp_path):
    settings = with_text("case.toml", "quality = 45", "quality = 44")
    lots = with_text("lots.toml", 'includes = ["1"]', 'includs = ["1"]').replace(
        "weight = 60", "weight = 50"
    )
    reasons = "referral,other,reason\nR1,R2,Mr Smith shouts\n"
    folder = write(
        tmp_path, case_toml=settings, lots_toml=lots, may_not_share_csv=reasons
    )
    findings = told(folder)
    for part in (
        "case.toml, line 5, scoring.weights: ",
        "includs",
        "add to 90",
        "may_not_share.csv, line 2, reason: ",
    ):
        assert [one for one in findings if part in one], part
    assert [one for one in findings if "Smith" in one] == []


def test_a_wrong_day_of_prices_hides_nothing_of_other_files(tmp_path):
    settings = FILES["case.toml"].replace("2026-11-01", '"soon"')
    row = "R1,P1,,1 or 2,,,,,,,"
    folder = write(tmp_path, case_toml=settings, offers_csv=with_row("offers.csv", row))
    files = {one.split(",")[0] for one in told(folder)}
    assert {"case.toml", "offers.csv"} <= files


QUESTIONS = """\
[[lot]]
lot = "1"
[[lot]]
lot = "2"
[[lot.question]]
question = "own"
weight = 100
[[question]]
question = "staffing"
weight = 40
minimum = 2
out_of = 5
[[question]]
question = "values"
weight = 60
"""


def test_questions_of_the_file_are_asked_in_every_lot_without_its_own(tmp_path):
    case = load_case(least(tmp_path, **{"lots.toml": QUESTIONS}))
    asked = {lot.lot: [one.question for one in lot.question] for lot in case.lots}
    assert asked == {"1": ["staffing", "values"], "2": ["own"]}


def test_questions_of_the_file_must_add_to_100(tmp_path):
    text = QUESTIONS.replace("weight = 60", "weight = 50")
    assert told(least(tmp_path, **{"lots.toml": text})) == [
        (
            "lots.toml, line 8, question: got values that do not go together: the "
            "weights of the questions must add to 100, and add to 90."
        )
    ]


def test_questions_without_a_lot_belong_to_the_only_one(tmp_path):
    text = QUESTIONS[QUESTIONS.index("[[question]]") :]
    (lot,) = load_case(least(tmp_path, **{"lots.toml": text})).lots
    assert [one.question for one in lot.question] == ["staffing", "values"]


def test_a_table_or_scenario_that_is_a_link_out_of_the_folder_is_refused(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    folder = tmp_path / "case"
    folder.mkdir()
    write(folder)
    for file in ("offers.csv", "lots.toml"):
        (folder / file).rename(outside / file)
        (folder / file).symlink_to(outside / file)
    (outside / "a.toml").write_text('scenario = "a"')
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "a.toml").symlink_to(outside / "a.toml")
    says = (
        "got a link that leads out of the folder, expected a file of the case itself. "
        "Put the file itself there."
    )
    for file in ("offers.csv", "lots.toml", "scenarios/a.toml"):
        assert f"{file}: {says}" in told(folder)


def test_a_link_within_the_folder_is_read(tmp_path):
    folder = write(tmp_path)
    (folder / "kept").mkdir()
    (folder / "offers.csv").rename(folder / "kept" / "offers.csv")
    (folder / "offers.csv").symlink_to(folder / "kept" / "offers.csv")
    (folder / "kept" / "a.toml").write_text('scenario = "a"')
    (folder / "scenarios").symlink_to(folder / "kept")
    case = load_case(folder)
    assert "offers" in case.present
    assert dict(case.scenarios) == {"a.toml": 'scenario = "a"'}


def test_a_case_whose_folder_is_a_link_is_read(tmp_path):
    (tmp_path / "true").mkdir()
    write(tmp_path / "true")
    (tmp_path / "case").symlink_to(tmp_path / "true")
    assert told(tmp_path / "case") == []

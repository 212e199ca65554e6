"""Scenario files of a case and others: which are read, and how they use each other."""

from dataclasses import replace
from datetime import date

import pytest

from costing.errors import InputError
from scenarios.case import load_case
from scenarios.scenario import read_scenarios, scenarios_of
from tests.kit.folders import write
from tests.kit.what_ifs import change

CLOSED = change(
    type='"supply"',
    table='"providers"',
    where='{ provider = "P2" }',
    set='{ status = "closed" }',
)
DEARER = change(
    type='"price"', table='"offers"', multiply="{ price_gbp_per_week = 1.03 }"
)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return load_case(write(tmp_path_factory.mktemp("small")))


@pytest.fixture
def case_of(small):
    def of(**texts):
        files = {f"{name}.toml": text for name, text in sorted(texts.items())}
        return replace(small, scenarios=files)

    return of


def told(case, paths=None):
    with pytest.raises(InputError) as error:
        read_scenarios(case, paths)
    return [str(one) for one in error.value.findings]


def test_a_scenario_is_read_from_anywhere(tmp_path, case_of):
    path = tmp_path / "closed.toml"
    path.write_text('scenario = "closed"\ntitle = "P2 closes"\n' + CLOSED)
    (one,) = read_scenarios(case_of(), [path])
    assert (one.name, one.title, one.price_date) == ("closed", "P2 closes", None)
    assert (one.file, one.shown) == ("closed.toml", "closed.toml")
    assert dict(one.documents) == {"closed.toml": path.read_text()}


def test_a_change_knows_its_place_and_its_words(case_of):
    case = case_of(a='scenario = "a"\n' + CLOSED + DEARER)
    first, second = read_scenarios(case)[0].changes
    assert (first.file, first.number, second.number) == ("scenarios/a.toml", 1, 2)
    assert first.words == "providers: status = closed where provider = P2"
    assert second.words == "offers: price_gbp_per_week x 1.03"
    assert first.rows == {"": 2, "type": 3, "table": 4, "where": 5, "set": 6}


def test_without_paths_those_of_the_case_are_read_by_file_name(case_of):
    case = case_of(b='scenario = "one"\n', a='scenario = "two"\n')
    assert [one.name for one in read_scenarios(case)] == ["two", "one"]


def test_with_paths_those_of_the_case_are_not(case_of):
    case = case_of(a='scenario = "a"\n')
    assert read_scenarios(case, []) == ()


def test_a_case_without_a_folder_of_scenarios_has_none(case_of):
    assert read_scenarios(case_of()) == ()


def test_pieces_come_first_and_are_no_scenarios(case_of):
    case = case_of(
        both='scenario = "both"\nuse = ["piece.toml"]\n' + CLOSED,
        piece=DEARER,
    )
    (one,) = read_scenarios(case)
    assert [change.file for change in one.changes] == [
        "scenarios/piece.toml",
        "scenarios/both.toml",
    ]
    assert list(one.documents) == ["piece.toml", "both.toml"]


def test_a_scenario_may_use_another(case_of):
    case = case_of(
        a='scenario = "a"\nprice_date = 2027-01-01\n' + CLOSED,
        b='scenario = "b"\nuse = ["a.toml"]\n',
    )
    one, other = read_scenarios(case)
    assert one.changes == other.changes
    assert other.price_date == date(2027, 1, 1)


def test_a_piece_that_is_reached_by_two_ways_is_one(case_of):
    case = case_of(
        a='scenario = "a"\nuse = ["b.toml", "c.toml"]\n',
        b='use = ["d.toml"]\n',
        c='use = ["d.toml"]\n',
        d=CLOSED,
    )
    (one,) = read_scenarios(case)
    assert len(one.changes) == 1
    assert list(one.documents) == ["d.toml", "b.toml", "c.toml", "a.toml"]


def test_a_file_elsewhere_may_use_one_beside_it_or_one_of_the_case(tmp_path, case_of):
    (tmp_path / "else").mkdir()
    path = tmp_path / "else" / "a.toml"
    path.write_text('scenario = "a"\nuse = ["beside.toml", "own.toml"]\n')
    (tmp_path / "else" / "beside.toml").write_text(CLOSED)
    case = case_of(own=DEARER, user='scenario="u"\nuse=["own.toml"]')
    (one,) = read_scenarios(case, [path])
    assert [change.file for change in one.changes] == [
        "beside.toml",
        "scenarios/own.toml",
    ]


def test_a_file_beside_comes_before_one_of_the_case(tmp_path, case_of):
    (tmp_path / "else").mkdir()
    path = tmp_path / "else" / "a.toml"
    path.write_text('scenario = "a"\nuse = ["own.toml"]\n')
    (tmp_path / "else" / "own.toml").write_text(CLOSED)
    case = case_of(own=DEARER, user='scenario="u"\nuse=["own.toml"]')
    (one,) = read_scenarios(case, [path])
    assert one.changes[0].table == "providers"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'use = ["a.toml"]\n',
            (
                "scenarios/a.toml, line 2, use.1: got a.toml uses a.toml, expected "
                "files that do not use each other in a circle."
            ),
        ),
        (
            'use = ["b.toml"]\n',
            (
                "scenarios/c.toml, line 1, use.1: got b.toml uses c.toml uses b.toml, "
                "expected files that do not use each other in a circle."
            ),
        ),
        (
            'use = ["piece.tml"]\n',
            (
                'scenarios/a.toml, line 2, use.1: got "piece.tml", expected the name '
                "of a file in the same folder, ending in .toml."
            ),
        ),
        (
            'use = ["../a.toml"]\n',
            (
                'scenarios/a.toml, line 2, use.1: got "../a.toml", expected the name '
                "of a file in the same folder, ending in .toml."
            ),
        ),
        (
            'use = ["peice.toml"]\n',
            (
                'scenarios/a.toml, line 2, use.1: got "peice.toml", expected a file in '
                'the same folder. Did you mean "piece.toml"?'
            ),
        ),
        (
            'use = "piece.toml"\n',
            (
                'scenarios/a.toml, line 2, use: got "piece.toml", expected a list in '
                "square brackets."
            ),
        ),
    ],
)
def test_what_cannot_be_used_is_told(case_of, text, message):
    case = case_of(
        a=f'scenario = "a"\n{text}',
        b='use = ["c.toml"]\n',
        c='use = ["b.toml"]\n',
        piece=CLOSED,
        user='scenario = "u"\nuse = ["piece.toml"]\n',
    )
    assert message in told(case)


def test_a_long_way_of_files_is_refused(case_of):
    files = {f"p{n:02d}": f'use = ["p{n + 1:02d}.toml"]\n' for n in range(60)}
    files["p00"] = 'scenario = "long"\n' + files["p00"]
    case = case_of(**files, p60=CLOSED)
    assert told(case) == [
        (
            'scenarios/p49.toml, line 1, use.1: got "p50.toml", expected at most 50 '
            "files "
            "that use one another."
        )
    ]


def test_two_days_in_one_scenario_are_told(case_of):
    case = case_of(
        a='scenario = "a"\nprice_date = 2027-01-01\nuse = ["b.toml"]\n',
        b="price_date = 2027-02-01\n",
    )
    assert told(case) == [
        (
            "scenarios/a.toml, line 2, price_date: got 2027-01-01, and 2027-02-01 in "
            "scenarios/b.toml, expected one day in all files."
        )
    ]


def test_the_same_day_in_two_files_is_none_too_many(case_of):
    case = case_of(
        a='scenario = "a"\nprice_date = 2027-01-01\nuse = ["b.toml"]\n',
        b="price_date = 2027-01-01\n",
    )
    assert read_scenarios(case)[0].price_date == date(2027, 1, 1)


@pytest.mark.parametrize("name", ["April", "a b", "", "a/b", "..", "é", "a" * 101])
def test_a_name_is_small_letters_digits_and_hyphens(case_of, name):
    case = case_of(a=f'scenario = "{name}"\n')
    shown = name if len(name) < 60 else f"{name[:57]}..."
    assert told(case) == [
        (
            f'scenarios/a.toml, line 1, scenario: got "{shown}", expected small '
            f"letters, "
            "digits and hyphens, such as april-and-exit."
        )
    ]


@pytest.mark.parametrize("name", ["case", "baseline"])
def test_names_that_runs_use_are_refused(case_of, name):
    case = case_of(a=f'scenario = "{name}"\n')
    assert told(case) == [
        (
            f'scenarios/a.toml, line 1, scenario: got "{name}", expected another name '
            f"than "
            "baseline and case, which runs use."
        )
    ]


def test_a_name_stands_once(case_of):
    case = case_of(a='scenario = "x"\n', b='\nscenario = "x"\n')
    assert told(case) == [
        (
            'scenarios/b.toml, line 2, scenario: got "x", as in scenarios/a.toml, '
            "expected "
            "each name once."
        )
    ]


def test_a_file_that_is_no_scenario_and_that_nothing_uses_is_told(case_of):
    case = case_of(**{"April up": CLOSED})
    assert told(case) == [
        (
            "scenarios/April up.toml, scenario: got nothing, expected a name for it, "
            "or "
            'another file that uses it. Write scenario = "april-up" at its top.'
        )
    ]


def test_a_piece_that_is_to_be_run_is_told(tmp_path, case_of):
    path = tmp_path / "piece.toml"
    path.write_text(CLOSED)
    assert told(case_of(), [path]) == [
        (
            "piece.toml, scenario: got nothing, expected a name for it, or another "
            "file "
            'that uses it. Write scenario = "piece" at its top.'
        )
    ]


def test_two_files_of_one_name_that_differ_are_told(tmp_path, case_of):
    paths = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        paths.append(tmp_path / name / "a.toml")
        paths[-1].write_text(f'scenario = "{name}"\n')
    assert told(case_of(), paths) == [
        (
            "a.toml: got two files of this name, expected each file name once. Give "
            "one of them another name."
        )
    ]


def test_what_is_no_toml_file_is_told(tmp_path, case_of):
    (tmp_path / "a.csv").write_text("a,b\n")
    (tmp_path / "folder.toml").mkdir()
    paths = [
        tmp_path / "a.csv",
        tmp_path / "none.toml",
        tmp_path / "folder.toml",
    ]
    assert told(case_of(), paths) == [
        "a.csv: got another ending, expected a scenario file, which ends in .toml.",
        "folder.toml: got something that is not a file, expected a file.",
        (
            "none.toml: got no such file, expected a file. "
            "Look at its name, and at the folder."
        ),
    ]


def test_all_files_are_told_of_at_once(case_of):
    case = case_of(
        a='scenario = "A"\n' + CLOSED.replace("provider", "provder", 1),
        b='scenario = "b"\nuse = ["c.toml"]\n',
        c="x = 1\n",
    )
    assert [one.split(",")[0] for one in told(case)] == [
        "scenarios/a.toml",
        "scenarios/a.toml",
        "scenarios/c.toml",
    ]


def test_scenarios_of_a_case_that_is_not_sound_can_be_read():
    scenarios, findings = scenarios_of({"a.toml": 'scenario = "a"\n'})
    assert [one.name for one in scenarios] == ["a"]
    assert findings == ()

"""A case written out again is the same case, with the same fingerprint."""

import pandas as pd
import pytest

from allocation.rules import Lot
from costing.errors import InputError
from scenarios.case import load_case, with_content
from scenarios.sample.folder import write_sample
from scenarios.saved import case_files, write_case
from tests.kit.folders import FILES, with_text, write


def same(one, other):
    """Hold two cases against each other, but for where they lie."""
    assert one.fingerprint == other.fingerprint
    assert one.inputs == other.inputs
    assert one.settings == other.settings
    assert one.lots == other.lots
    assert one.present == other.present
    assert one.model_text == other.model_text
    assert one.scenarios == other.scenarios
    for name, frame in one.tables.items():
        pd.testing.assert_frame_equal(
            frame.reset_index(drop=True),
            other.tables[name].reset_index(drop=True),
            check_exact=True,
        )


@pytest.fixture
def again(tmp_path):
    def load(case):
        folder = tmp_path / "again"
        folder.mkdir(exist_ok=True)
        write_case(case, folder)
        return load_case(folder)

    return load


def test_the_small_case_is_read_back_as_it_was(tmp_path, again):
    (tmp_path / "one").mkdir()
    case = load_case(write(tmp_path / "one"))
    same(again(case), case)


def test_the_sample_is_read_back_as_it_was(tmp_path, again):
    write_sample(tmp_path / "one")
    case = load_case(tmp_path / "one")
    back = again(case)
    same(back, case)
    assert case_files(back) == case_files(case)


def test_a_case_is_written_with_its_model_and_its_scenarios(tmp_path, again):
    (tmp_path / "one" / "scenarios").mkdir(parents=True)
    text = 'scenario = "a"\n'
    (tmp_path / "one" / "scenarios" / "a.toml").write_text(text)
    case = load_case(write(tmp_path / "one"))
    assert case.scenarios == {"a.toml": text}
    files = case_files(case)
    assert list(files)[:2] == ["case.toml", "lots.toml"]
    assert list(files)[-2:] == ["model.toml", "scenarios/a.toml"]
    assert files["model.toml"] == FILES["model.toml"]
    same(again(case), case)


def test_scenarios_are_no_part_of_the_fingerprint(tmp_path):
    folder = write(tmp_path)
    before = load_case(folder).fingerprint
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "a.toml").write_text("")
    assert load_case(folder).fingerprint == before


def test_a_scenario_file_that_is_no_text_is_a_finding(tmp_path):
    folder = write(tmp_path)
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "a.toml").write_bytes(b"\xff\xfea")
    with pytest.raises(InputError) as error:
        load_case(folder)
    assert str(error.value) == (
        "scenarios/a.toml: got text in UTF-16, expected text in UTF-8. "
        "Save it as plain text in UTF-8."
    )


def test_a_model_that_lies_deeper_is_written_beside(tmp_path, again):
    (tmp_path / "one" / "models").mkdir(parents=True)
    settings = with_text("case.toml", '"model.toml"', '"models/offers.csv"')
    folder = write(tmp_path / "one", case_toml=settings, model_toml=None)
    (folder / "models" / "offers.csv").write_text(FILES["model.toml"])
    case = load_case(folder)
    assert case.model_name == "model-offers.csv"
    back = again(case)
    assert back.settings.model == "model-offers.csv"
    assert back.fingerprint == case.fingerprint
    assert back.model_text == case.model_text


@pytest.mark.parametrize(
    "changed",
    [
        {
            "offers_csv": "provider,REFERRAL,price_gbp_per_week,core_included,scheme,"
            'fit\nP1,R1,1040,y,S1,50\n\nP2,R1,"990.00",No,,\nP2,R2,,0,S2,50.0\n'
            "P1,R2,1500.5,,,\n"
        },
        {
            "provider_lots_csv": "provider,lot,approved_from,approved_to,"
            "capacity_places\nP1,1,01/01/2026,1/1/2027,4\n"
        },
        {"case_toml": FILES["case.toml"] + '[law]\nbeyond_known = "refuse"\n'},
        {
            "lots_toml": FILES["lots.toml"].replace(
                "[[lot.question]]\n", "\n[[lot.question]]\n  # said\n"
            )
        },
    ],
    ids=["order and defaults", "days", "settings", "lots"],
)
def test_what_is_said_otherwise_has_the_same_fingerprint(tmp_path, changed):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    case = load_case(write(tmp_path / "one"))
    assert load_case(write(tmp_path / "two", **changed)).inputs == case.inputs


@pytest.mark.parametrize(
    ("part", "changed"),
    [
        ("case", {"case_toml": with_text("case.toml", "A small", "Another")}),
        ("lots", {"lots_toml": with_text("lots.toml", '"2"', '"2"\ntitle = "Two"')}),
        ("offers", {"offers_csv": with_text("offers.csv", "990", "990.01")}),
        ("model", {"model_toml": with_text("model.toml", "A small", "Another")}),
    ],
)
def test_the_part_that_changed_is_known(tmp_path, part, changed):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    one = load_case(write(tmp_path / "one")).inputs
    two = load_case(write(tmp_path / "two", **changed)).inputs
    differ = {name for name in one if one[name] != two[name]}
    assert differ == {part}


def test_rows_in_another_order_are_another_case(tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    rows = FILES["packages.csv"].splitlines(keepends=True)
    turned = "".join([rows[0], *reversed(rows[1:])])
    one = load_case(write(tmp_path / "one"))
    two = load_case(write(tmp_path / "two", packages_csv=turned))
    assert one.fingerprint != two.fingerprint


def test_a_table_without_rows_is_not_an_absent_one(tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    one = load_case(write(tmp_path / "one", decisions_csv=None))
    two = load_case(write(tmp_path / "two", decisions_csv="referral,decision\n"))
    assert set(two.inputs) - set(one.inputs) == {"decisions"}


def test_the_same_content_has_the_same_fingerprint(tmp_path):
    case = load_case(write(tmp_path))
    same(with_content(case), case)
    same(
        with_content(
            case,
            settings=case.settings,
            lots=case.lots,
            tables={name: frame.copy() for name, frame in case.tables.items()},
        ),
        case,
    )


def test_other_content_has_other_inputs_and_the_fingerprint_of_its_files(
    tmp_path, again
):
    (tmp_path / "one").mkdir()
    case = load_case(write(tmp_path / "one"))
    offers = case.tables["offers"]
    dearer = with_content(
        case, tables={"offers": offers.assign(fit=60.0)}, lots=[Lot(lot="1")]
    )
    assert {
        name for name in case.inputs if case.inputs[name] != dearer.inputs[name]
    } == {
        "offers",
        "lots",
    }
    assert dearer.fingerprint != case.fingerprint
    assert case.tables["offers"]["fit"].tolist() == [50.0] * 4
    fitter = with_content(case, tables={"offers": offers.assign(fit=60.0)})
    same(again(fitter), fitter)


def test_a_table_that_was_absent_is_present_once_it_has_rows(tmp_path):
    (tmp_path / "one").mkdir()
    case = load_case(write(tmp_path / "one", decisions_csv=None))
    assert (
        "decisions"
        not in with_content(case, tables={"decisions": case.tables["decisions"]}).inputs
    )
    (tmp_path / "two").mkdir()
    full = load_case(write(tmp_path / "two"))
    added = with_content(case, tables={"decisions": full.tables["decisions"]})
    assert added.present == full.present
    assert added.fingerprint == full.fingerprint


def test_another_model_is_another_input(tmp_path):
    case = load_case(write(tmp_path))
    shipped = case.settings.model_copy(update={"model": "supported-living-england"})
    changed = with_content(case, settings=shipped)
    assert "model" in case.inputs
    assert "model" not in changed.inputs
    assert changed.model_text == ""
    assert changed.model_name == "supported-living-england"

"""An empty case has every file and column, and nothing is wrong with it."""

from datetime import date

from scenarios.case import load_case
from scenarios.inputs.contract import TABLES
from scenarios.inputs.settings import CaseSettings
from scenarios.inputs.template import README, write_template

DAY = date(2026, 11, 1)


def test_nothing_is_wrong_with_an_empty_case(tmp_path):
    write_template(tmp_path, DAY)
    case = load_case(tmp_path)
    assert case.present == frozenset(TABLES)
    assert case.notes == ()
    assert case.settings.title == "A new case"
    assert [lot.lot for lot in case.lots] == ["1"]


def test_its_settings_are_the_defaults(tmp_path):
    write_template(tmp_path, DAY)
    written = load_case(tmp_path).settings
    plain = CaseSettings(title="A new case", price_date=DAY)
    assert written.model_dump() == plain.model_dump()


def test_every_column_is_there_to_be_filled_in(tmp_path):
    write_template(tmp_path, DAY)
    for name, spec in TABLES.items():
        text = (tmp_path / f"{name}.csv").read_bytes()
        assert text == (",".join(spec.names) + "\n").encode()


def test_what_is_commented_out_is_sound_when_it_is_let_in(tmp_path):
    write_template(tmp_path, DAY)
    for name in ("case.toml", "lots.toml"):
        path = tmp_path / name
        lines = path.read_text(encoding="utf-8").splitlines()
        let_in = [
            line[2:] if line.startswith("# [[") or _is_pair(line) else line
            for line in lines
        ]
        path.write_text("\n".join(let_in), encoding="utf-8")
    case = load_case(tmp_path)
    assert case.settings.expect[0].measure == "placed"
    assert case.settings.law.forecast[0].value == 13.2
    assert case.lots[0].question[0].question == "staffing"


def _is_pair(line):
    words = line.removeprefix("# ").split(" ")
    return line.startswith("# ") and words[1:2] == ["="]


def test_the_readme_fits_a_terminal_and_asks_for_no_names():
    assert max(map(len, README.splitlines())) <= 80
    assert "pseudonyms" in README

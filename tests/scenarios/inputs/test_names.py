"""The names of the cost model: of a shipped one, or of a document beside case.toml."""

import pytest

from costing.errors import InputError
from costing.model import shipped_models
from scenarios.case import load_case, with_content
from scenarios.inputs.names import model_of, names_beside, text_beside
from scenarios.market.prices import price
from tests.kit.folders import FILES, told, write


def test_a_document_beside_the_case_gives_its_names(tmp_path):
    names, findings = names_beside(write(tmp_path), "model.toml")
    assert findings == ()
    assert names.components == {"one_to_one", "background"}
    assert names.bands == {"day"}
    assert dict(names.inputs) == {"pay_rate": (5, 50)}
    assert "national_living_wage" in names.law


def test_a_shipped_model_comes_before_a_file_of_its_name(tmp_path):
    name = shipped_models()[0]
    (tmp_path / name).write_text("not a model")
    text = text_beside(tmp_path, name)
    assert model_of(name, text).name == name


def test_a_model_without_law_has_no_names_of_law(tmp_path):
    (tmp_path / "flat.toml").write_text(
        'model = "flat"\ntitle = "Flat"\ncurrency = "GBP"\nprice = "price"\n'
        '[input.rate]\nunit = "GBP/h"\ndefault = 1\n'
        '[[line]]\nname = "price"\nunit = "GBP/h"\nformula = "rate"\n'
    )
    names, findings = names_beside(tmp_path, "flat.toml")
    assert findings == ()
    assert names.law == frozenset()


def test_law_that_is_not_there_is_told_of_at_the_model(tmp_path):
    text = FILES["model.toml"].replace('law = "england"', 'law = "atlantis"')
    text = text.replace('"law.national_living_wage"', "12.71")
    (tmp_path / "model.toml").write_text(text)
    names, findings = names_beside(tmp_path, "model.toml")
    assert names is None
    assert list(map(str, findings)) == [
        (
            'model.toml, line 5, law: got "atlantis", expected a folder of law such as '
            "england."
        )
    ]


ELSEWHERE = {
    "above": "../secret.toml",
    "above, by a way round": "nowhere/../../secret.toml",
    "a link": "linked.toml",
    "a folder that is a link": "shelf/secret.toml",
}


@pytest.mark.parametrize("name", ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_cost_model_outside_the_folder_is_never_read(tmp_path, name):
    secret = tmp_path / "secret.toml"
    secret.write_text("secret = 1")
    folder = tmp_path / "case"
    folder.mkdir()
    text = FILES["case.toml"].replace('"model.toml"', f'"{name}"')
    write(folder, case_toml=text)
    (folder / "linked.toml").symlink_to(secret)
    (folder / "shelf").symlink_to(tmp_path)
    assert [one for one in told(folder) if "model" in one] == [
        (
            f'case.toml, line 3, model: got "{name}", expected a shipped cost model, '
            "or a document beside case.toml. Put the document into the folder of the "
            "case."
        )
    ]


def test_nor_is_one_by_its_whole_path(tmp_path):
    path = write(tmp_path) / "model.toml"
    with pytest.raises(InputError) as caught:
        text_beside(tmp_path, str(path))
    assert "expected a shipped cost model, or a document beside" in str(
        caught.value.findings[0]
    )


def test_a_cost_model_in_a_folder_of_the_case_or_by_a_link_within_is_read(tmp_path):
    folder = write(tmp_path)
    (folder / "models").mkdir()
    (folder / "models" / "own.toml").write_text(FILES["model.toml"])
    (folder / "link.toml").symlink_to(folder / "model.toml")
    for name in ("models/own.toml", "link.toml"):
        assert text_beside(folder, name) == FILES["model.toml"]


def test_prices_are_of_the_document_that_was_hashed(tmp_path):
    folder = write(tmp_path)
    case = load_case(folder)
    before = price(case).lines
    (folder / "model.toml").write_text("no model any more")
    assert price(with_content(case)).lines.equals(before)

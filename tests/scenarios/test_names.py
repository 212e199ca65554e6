"""The names of the cost model: of a shipped one, or of a document beside case.toml."""

from costing.model import shipped_models
from scenarios.names import model_beside, names_of
from tests.kit.folders import FILES, write


def test_a_document_beside_the_case_gives_its_names(tmp_path):
    names, findings = names_of(write(tmp_path), "model.toml")
    assert findings == ()
    assert names.components == {"one_to_one", "background"}
    assert names.bands == {"day"}
    assert dict(names.inputs) == {"pay_rate": (5, 50)}
    assert "national_living_wage" in names.law


def test_a_shipped_model_comes_before_a_file_of_its_name(tmp_path):
    name = shipped_models()[0]
    (tmp_path / name).write_text("not a model")
    assert model_beside(tmp_path, name).name == name


def test_a_model_without_law_has_no_names_of_law(tmp_path):
    (tmp_path / "flat.toml").write_text(
        'model = "flat"\ntitle = "Flat"\ncurrency = "GBP"\nprice = "price"\n'
        '[input.rate]\nunit = "GBP/h"\ndefault = 1\n'
        '[[line]]\nname = "price"\nunit = "GBP/h"\nformula = "rate"\n'
    )
    names, findings = names_of(tmp_path, "flat.toml")
    assert findings == ()
    assert names.law == frozenset()


def test_law_that_is_not_there_is_told_of_at_the_model(tmp_path):
    text = FILES["model.toml"].replace('law = "england"', 'law = "atlantis"')
    text = text.replace('"law.national_living_wage"', "12.71")
    (tmp_path / "model.toml").write_text(text)
    names, findings = names_of(tmp_path, "model.toml")
    assert names is None
    assert list(map(str, findings)) == [
        (
            'model.toml, line 5, law: got "atlantis", expected a folder of law such as '
            "england."
        )
    ]

"""The schemas are those of docs/schemas, and say what the readers say."""

import json
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from costing.document.reading import read_model
from costing.errors import InputError
from scenarios.schemas import schemas, write_schemas

DOCS = Path(__file__).parents[2] / "docs" / "schemas"
SCHEMAS = {name: json.loads(text) for name, text in schemas().items()}
MODELS = sorted((files("costing") / "models").iterdir(), key=lambda path: path.name)


def faults(name, document):
    plain = json.loads(json.dumps(document, default=str))
    validator = Draft202012Validator(SCHEMAS[f"{name}.schema.json"])
    return [error.message for error in validator.iter_errors(plain)]


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_each_is_a_schema(name):
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.skipif(not DOCS.exists(), reason="no repository")
def test_the_pages_are_those_that_the_command_writes(tmp_path):
    write_schemas(tmp_path)
    made = {path.name: path.read_text() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_text() for path in DOCS.iterdir()}
    assert kept == made


def test_the_sample_passes(demo):
    case = demo / "case"
    assert faults("case", tomllib.loads((case / "case.toml").read_text())) == []
    assert faults("lots", tomllib.loads((case / "lots.toml").read_text())) == []
    scenarios = list((case / "scenarios").glob("*.toml"))
    assert len(scenarios) >= 5
    for path in scenarios:
        assert faults("scenario", tomllib.loads(path.read_text())) == [], path.name


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.name)
def test_every_shipped_cost_model_passes(path):
    assert faults("model", tomllib.loads(path.read_text(encoding="utf-8"))) == []


def test_what_case_toml_may_leave_empty_passes():
    case = {
        "price_date": "2026-11-01",
        "allocation": {"budget_gbp_per_week": ""},
        "scoring": {"floor_gbp_per_week": "", "ceiling_gbp_per_week": "£1,200.50"},
        "eligibility": {"minimum_rating": "", "maximum_distance_km": ""},
    }
    assert faults("case", case) == []


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("case", {"price_date": "2026-11-01", "alocation": {}}),
        ("case", {"title": "No day"}),
        ("case", {"price_date": "2026-11-01", "allocation": {"aims": ["speed"]}}),
        ("lots", {"lot": [{"title": "No id"}]}),
        ("lots", {"lot": [{"lot": "1", "share_cap": 1.5}]}),
        ("scenario", {"scenario": "a", "change": [{"kind": "law"}]}),
        ("providers", {"name": "No id"}),
        ("providers", {"provider": "P1", "quality": 101}),
        ("referrals", {"referral": "R1", "night_support": "dozing"}),
        ("offers", {"referral": "R1", "provider": "P1", "price": 1}),
    ],
)
def test_what_the_readers_refuse_is_refused(name, document):
    assert faults(name, document) != []


def test_the_keys_of_a_cost_model_are_those_that_its_reader_knows():
    shipped = next(path for path in MODELS if path.stem == "supported-living-england")
    text = shipped.read_text(encoding="utf-8")
    properties = SCHEMAS["model.schema.json"]["properties"]
    heads = {
        "rounding": (r"\[rounding\]", properties["rounding"]),
        "input": (r"\[input\.\w+\]", properties["input"]["additionalProperties"]),
        "line": (r"\[\[line\]\]", properties["line"]["items"]),
        "component": (
            r"\[component\.\w+\]",
            properties["component"]["additionalProperties"],
        ),
        "example": (r"\[\[example\]\]", properties["example"]["items"]),
    }
    told = {"": f"strange = 1\n{text}"}
    for name, (head, _) in heads.items():
        told[name] = re.sub(f"({head})", r"\1\nstrange = 1", text, count=1)
    assert known(told[""]) == set(properties)
    for name, (_, table) in heads.items():
        assert known(told[name]) == set(table["properties"]), name


def known(text):
    """Give the keys that the reader expects in place of a strange one."""
    with pytest.raises(InputError) as raised:
        read_model(text, "model.toml")
    (finding,) = raised.value.findings
    assert finding.column.endswith("strange")
    return set(finding.expected.removeprefix("one of ").split(", "))

"""Scenario files of any shape: findings or a case, and never anything else."""

import tomllib

import pytest
import tomli_w
from hypothesis import example, given, settings
from hypothesis import strategies as st

from costing.errors import InputError
from scenarios.apply import applied, steps
from scenarios.case import load_case
from scenarios.changes.change import ChangeType
from scenarios.changes.keys import known_keys
from scenarios.inputs.contract import TABLES
from scenarios.scenario import scenarios_of
from tests.kit.folders import write

COLUMNS = sorted({name for spec in TABLES.values() for name in spec.names})
NAMES = st.sampled_from([*COLUMNS, "x_a", "colour", "", "scoring", "weights"])
SCALARS = st.one_of(
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.dates(),
    st.times(),
    st.datetimes(),
    st.text(max_size=5),
    st.sampled_from(["P1", "R1", "S1", "open", "closed", "", "1;2", "all", "£1.00"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)
    ),
    max_leaves=6,
)
TABLE = st.dictionaries(NAMES, st.one_of(SCALARS, st.lists(SCALARS, max_size=2)))
KEYS = {
    "type": st.sampled_from([*map(str, ChangeType), "other"]),
    "name": st.sampled_from(["national_living_wage", "ssp_week", "gravity"]),
    "from": st.one_of(st.dates(), VALUES),
    "table": st.sampled_from([*TABLES, "tables"]),
    "key": st.sampled_from([*known_keys(), "lots.1.share_cap", "lots", "lots.2", "."]),
    "where": st.one_of(TABLE, VALUES),
    "unless": st.one_of(TABLE, VALUES),
    "set": st.one_of(TABLE, VALUES),
    "add": st.one_of(TABLE, VALUES),
    "multiply": st.one_of(TABLE, VALUES),
    "remove": st.one_of(st.just(True), VALUES),  # noqa: FBT003 - as TOML has it
    "insert": st.one_of(st.lists(TABLE, max_size=2), VALUES),
}


@st.composite
def changes(draw):
    """A change that has a type and a target, and some keys besides."""
    operation = draw(st.sampled_from(["set", "add", "multiply", "remove", "insert"]))
    target = draw(st.sampled_from(["name", "table", "key"]))
    wanted = {"type", target, operation}
    wanted |= {"from"} if target == "name" else set()
    wanted |= set(draw(st.lists(st.sampled_from(sorted(KEYS)), max_size=2)))
    return {key: draw(KEYS[key]) for key in sorted(wanted)}


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return load_case(write(tmp_path_factory.mktemp("small")))


def outcome(case, text):
    """Give the changed case, or the findings."""
    scenarios, findings = scenarios_of({"a.toml": text})
    if findings or not scenarios:
        return findings
    try:
        for step in (*scenarios, *steps(scenarios[0])):
            applied(case, step)
    except InputError as error:
        return error.findings
    return ()


@settings(max_examples=150, deadline=None)
@given(parts=st.lists(changes(), max_size=3))
@example([{"type": "rule", "key": "scoring.weights", "set": 2**2000}])
@example([{"type": "law", "name": "ssp_week", "from": "x", "set": float("nan")}])
def test_any_changes_end_in_findings_or_in_a_case(case, parts):
    text = tomli_w.dumps({"scenario": "any", "change": parts})
    for one in outcome(case, text):
        assert str(one)
        assert one.file.startswith("scenarios/a.toml")
        assert one.row <= text.count("\n") + 1


@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet="[]{}=\"\\\n#.,ax1 -'", max_size=40))
def test_any_text_ends_in_findings_or_is_read(text):
    scenarios, findings = scenarios_of({"a.toml": text})
    assert scenarios == () or not findings
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assert len(findings) == 1

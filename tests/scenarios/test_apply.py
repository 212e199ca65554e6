"""Scenarios applied: laws that hold of any, steps, and what a case must stay."""

import pandas as pd
import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.errors import InputError
from scenarios.apply import LEDGER_COLUMNS, applied, steps
from scenarios.case import load_case
from scenarios.changes.rows import row_keys
from scenarios.inputs.canonical import cell_texts
from scenarios.inputs.contract import TABLES
from scenarios.saved import case_files
from scenarios.scenario import scenarios_of
from tests.kit.folders import write
from tests.kit.what_ifs import change, entries, made, scenario, told

CLOSED = change(
    type='"supply"',
    table='"providers"',
    where='{ provider = "P1" }',
    set='{ status = "closed" }',
)
WAGE = change(
    type='"law"', name='"national_living_wage"', start="2027-04-01", multiply="1.041"
)
WEIGHTS = change(
    type='"rule"', key='"scoring.weights"', set="{ quality = 40, price = 35 }"
)
DEARER = change(
    type='"price"', table='"offers"', multiply="{ price_gbp_per_week = 1.03 }"
)


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return load_case(write(tmp_path_factory.mktemp("small")))


# An empty scenario


@pytest.mark.parametrize("text", ["", "price_date = 2026-11-01\n", 'title = "same"\n'])
def test_an_empty_scenario_is_the_case_itself(tmp_path, case, text):
    changed, ledger = made(tmp_path, case, text)
    assert changed is case
    assert ledger.columns.tolist() == list(LEDGER_COLUMNS)
    assert ledger.empty


def test_a_scenario_that_says_what_is_has_the_same_fingerprint(tmp_path, case):
    text = change(
        type='"supply"',
        table='"providers"',
        where='{ provider = "P1" }',
        set='{ status = "open" }',
    )
    changed, ledger = made(tmp_path, case, text)
    assert changed.fingerprint == case.fingerprint
    assert case_files(changed) == case_files(case)
    assert ledger.empty
    assert (
        changed.notes[-1]
        == "what-if.toml: every cell that it names holds that already."
    )


# The ledger


def test_the_ledger_has_rules_law_and_tables_in_order(tmp_path, case):
    text = f"price_date = 2027-04-05\n{DEARER}{CLOSED}{WAGE}{WEIGHTS}"
    _, ledger = made(tmp_path, case, text)
    assert entries(ledger) == [
        "case  price_date: 2026-11-01 -> 2027-04-05",
        "case  scoring.weights.quality: 45 -> 40",
        "case  scoring.weights.price: 30 -> 35",
        "law national_living_wage 2027-04-01: 12.71 -> 13.23111",
        "providers P1 status: open -> closed",
        "referrals R1 must_stay: yes -> no",
        "offers R1;P1;S1 price_gbp_per_week: 1040.00 -> 1071.20",
        "offers R1;P2; price_gbp_per_week: 990.00 -> 1019.70",
        "offers R2;P1; price_gbp_per_week: 1500.50 -> 1545.52",
    ]


def test_the_ledger_is_text(tmp_path, case):
    _, ledger = made(tmp_path, case, DEARER)
    assert set(ledger.dtypes.astype(str)) == {"str"}


# Steps


def test_each_change_is_a_step(tmp_path, case):
    read = scenario(tmp_path, case, CLOSED + WEIGHTS)
    parts = steps(read)
    assert [one.title for one in parts] == [
        "providers: status = closed where provider = P1",
        "scoring.weights: quality = 40, price = 35",
    ]
    assert [one.changes for one in parts] == [(one,) for one in read.changes]
    assert {one.price_date for one in parts} == {None}


def test_a_day_is_a_step_of_its_own(tmp_path, case):
    read = scenario(tmp_path, case, f"price_date = 2027-01-01\n{CLOSED}")
    first, second = steps(read)
    assert (first.title, first.changes) == ("priced on 2027-01-01", ())
    assert second.price_date is None


def test_a_day_and_its_law_are_one_step(tmp_path, case):
    read = scenario(tmp_path, case, f"price_date = 2027-04-05\n{CLOSED}{WAGE}")
    first, second = steps(read)
    assert first.title == (
        "priced on 2027-04-05, national_living_wage x 1.041 from 2027-04-01"
    )
    assert [one.name for one in first.changes] == ["national_living_wage"]
    assert second.changes[0].table == "providers"
    for step in (first, second):
        assert len(applied(case, step)[1])


def test_law_without_a_day_is_a_step(tmp_path, case):
    read = scenario(tmp_path, case, WAGE + CLOSED)
    assert len(steps(read)) == 2


def test_a_scenario_without_changes_has_no_steps(tmp_path, case):
    assert steps(scenario(tmp_path, case, "")) == ()


# The case stays sound


def test_a_row_that_others_need_is_missed(tmp_path, case):
    text = change(
        type='"supply"',
        table='"schemes"',
        where='{ scheme = "S2" }',
        remove="true",
    )
    assert told(tmp_path, case, text)[0] == (
        'what-if.toml, offers.csv line 4, scheme: got "S2", expected a scheme of '
        "schemes.csv. Add it there, or mend the name here."
    )


def test_what_a_new_row_lacks_is_told_at_its_change(tmp_path, case):
    text = change(
        type='"supply"',
        table='"offers"',
        insert='[{ referral = "R2", provider = "P1", scheme = "S1" }]',
    )
    assert told(tmp_path, case, text) == [
        (
            "what-if.toml, line 2, offers.csv, new row, core_included: got an empty "
            "cell, expected yes or no, since the scheme has a background cost. Write "
            "yes if the price holds the person's share of it."
        )
    ]


def test_a_new_row_that_says_all_is_sound(tmp_path, case):
    text = change(
        type='"supply"',
        table='"offers"',
        insert='[{ referral = "R2", provider = "P1", scheme = "S1", '
        "core_included = false, price_gbp_per_week = 1000 }]",
    )
    assert told(tmp_path, case, text) == []


def test_a_cell_that_breaks_a_rule_is_told_at_its_change(tmp_path, case):
    text = change(
        type='"calendar"', table='"provider_lots"', add="{ approved_to = -400 }"
    )
    assert told(tmp_path, case, text) == [
        (
            "what-if.toml, line 2, provider_lots.csv line 2, approved_to: got "
            '"2025-11-27", '
            "expected a day not before approved_from."
        )
    ]


def test_the_first_offers_of_a_case_are_noted(tmp_path):
    case = load_case(write(tmp_path, offers_csv=None, question_scores_csv=None))
    text = change(
        type='"supply"',
        table='"offers"',
        insert='[{ referral = "R1", provider = "P1", price_gbp_per_week = 900 }]',
    )
    changed, _ = made(tmp_path, case, text)
    assert changed.notes[-1] == (
        "offers: the case had none, so that every provider was taken to offer; now "
        "only those put in do."
    )


def test_all_findings_of_a_scenario_are_told_at_once(tmp_path, case):
    nobody = CLOSED.replace("P1", "P9")
    lot = WEIGHTS.replace("scoring.weights", "lots.9.weights")
    law = WAGE.replace("living", "livng")
    assert len(told(tmp_path, case, nobody + lot + law)) == 3


# Laws that hold of any scenario


VALUES = {
    "quality": st.integers(0, 100),
    "minimum_hours_per_week": st.sampled_from([0, 1.5, 7.25]),
    "status": st.sampled_from(["open", "no_new", "closed"]),
    "spare_places": st.integers(0, 9),
    "areas": st.lists(st.sampled_from(["North", "South"]), max_size=2),
    "cqc_rating_date": st.dates(),
    "cqc_registered": st.booleans(),
}


@st.composite
def wheres(draw):
    """Rows of providers, by name or by status."""
    name = st.sampled_from(["P1", "P2", "P3"])
    keys = {}
    if draw(st.booleans()):
        keys["where"] = {
            "provider": draw(st.lists(name, min_size=1, max_size=3, unique=True))
        }
    if draw(st.booleans()):
        keys["unless"] = {"provider": draw(name)}
    return keys


@st.composite
def changes(draw):
    """One change of providers or of offers, which may or may not fit."""
    kind = draw(st.sampled_from(["set", "price", "insert", "remove", "rule"]))
    if kind == "set":
        name = draw(st.sampled_from(sorted(VALUES)))
        value = draw(VALUES[name])
        return {
            "type": "supply",
            "table": "providers",
            **draw(wheres()),
            "set": {name: value},
        }
    if kind == "price":
        of = {"referral": draw(st.sampled_from(["R1", "R2"]))}
        by = draw(st.integers(1, 3000)) / 1000
        operation = draw(st.sampled_from(["add", "multiply"]))
        return {
            "type": "price",
            "table": "offers",
            "where": of,
            operation: {"price_gbp_per_week": by},
        }
    if kind == "insert":
        name = draw(st.sampled_from(["P7", "P8"]))
        row = {"provider": name, "quality": draw(VALUES["quality"])}
        return {"type": "supply", "table": "providers", "insert": [row]}
    if kind == "remove":
        return {"type": "demand", "table": "may_not_share", "remove": True}
    key = draw(st.sampled_from(["1", "2"]))
    share = draw(st.integers(0, 100)) / 100
    return {"type": "rule", "key": f"lots.{key}.share_cap", "set": share}


SCENARIOS = st.lists(changes(), min_size=1, max_size=4)


def read(parts):
    text = tomli_w.dumps({"scenario": "any", "change": parts})
    (one,), findings = scenarios_of({"any.toml": text})
    assert findings == ()
    return one


def outcome(case, parts):
    """Give the changed case and its ledger, or the findings."""
    try:
        return applied(case, read(parts))
    except InputError as error:
        return None, [one.got for one in error.findings]


def replayed(case, ledger):
    """Make the changes of a ledger by hand, cell by cell, as text by table and key."""
    cells = texts(case)
    for one in ledger.itertuples():
        if one.table not in TABLES:
            continue
        row = cells[one.table].setdefault(one.key, {})
        if (one.column == TABLES[one.table].names[0]) and one.new == "":
            cells[one.table][one.key] = None
        elif row is not None:
            row[one.column] = one.new
    return {
        table: {
            key: {name: text for name, text in row.items() if text}
            for key, row in rows.items()
            if row is not None
        }
        for table, rows in cells.items()
    }


def texts(case):
    """Give the cells of a case as text, by table, key and column, no empty ones."""
    found = {}
    for table, frame in case.tables.items():
        spec = TABLES[table].with_numbers(frame.columns, "")
        columns = {
            name: cell_texts(spec.column(name).kind, frame[name]) for name in frame
        }
        found[table] = {
            key: {name: cells[place] for name, cells in columns.items() if cells[place]}
            for place, key in enumerate(row_keys(spec, frame))
        }
    return found


@settings(max_examples=60, deadline=None)
@given(parts=SCENARIOS)
def test_the_ledger_says_all_that_has_changed(case, parts):
    changed, ledger = outcome(case, parts)
    if changed is None:
        return
    assert replayed(case, ledger) == texts(changed)
    assert (ledger["old"] != ledger["new"]).all()
    rules = ledger[ledger["table"] == "lots"]
    for one in rules.itertuples():
        lot = next(lot for lot in changed.lots if lot.lot == one.key)
        assert lot.share_cap == float(one.new)


@settings(max_examples=60, deadline=None)
@given(parts=SCENARIOS)
def test_the_case_that_is_given_stays_as_it_is(case, parts):
    before = {name: frame.copy(deep=True) for name, frame in case.tables.items()}
    files = case_files(case)
    outcome(case, parts)
    assert case_files(case) == files
    for name, frame in case.tables.items():
        pd.testing.assert_frame_equal(frame, before[name])


@settings(max_examples=60, deadline=None)
@given(parts=SCENARIOS, order=st.randoms(use_true_random=False))
def test_the_order_of_changes_does_not_matter(case, parts, order):
    changed, ledger = outcome(case, parts)
    other = list(parts)
    order.shuffle(other)
    again, same = outcome(case, other)
    if changed is None:
        assert again is None
        return
    assert sorted(entries(ledger)) == sorted(entries(same))
    inserted = [one for one in parts if "insert" in one]
    if len(inserted) < 2:  # new rows stand in the order of their changes
        assert again.fingerprint == changed.fingerprint


@settings(max_examples=40, deadline=None)
@given(parts=SCENARIOS)
def test_a_changed_case_reads_back_as_itself(tmp_path_factory, case, parts):
    changed, _ = outcome(case, parts)
    if changed is None:
        return
    folder = tmp_path_factory.mktemp("again")
    for name, text in case_files(changed).items():
        (folder / name).write_text(text)
    again = load_case(folder)
    assert again.fingerprint == changed.fingerprint


@settings(max_examples=40, deadline=None)
@given(parts=SCENARIOS)
def test_changes_one_after_the_other_make_the_same_case(case, parts):
    # New rows last: rows are picked in the case as read, so that nothing picks them.
    parts = sorted(parts, key=lambda part: "insert" in part)
    changed, _ = outcome(case, parts)
    if changed is None:
        return
    step = case
    for part in parts:
        step, _ = outcome(step, [part])
        if step is None:
            return
    assert step.fingerprint == changed.fingerprint

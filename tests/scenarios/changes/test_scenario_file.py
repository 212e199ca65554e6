"""One scenario file: every fault that shows before a case is looked at."""

import pytest

from scenarios.case import load_case
from scenarios.scenario import scenarios_of
from tests.kit.folders import write
from tests.kit.what_ifs import change, told

SUPPLY = {"type": '"supply"', "table": '"providers"'}
PRICE = {"type": '"price"', "table": '"offers"'}
RULE = {"type": '"rule"'}
LAW = {"type": '"law"', "name": '"national_living_wage"', "start": "2027-04-01"}
TYPES = "law, price, supply, demand, rule, package, funding, calendar"
OPERATIONS = "set, add, multiply, remove, insert"
CLOSED = "{ status = 'closed' }"


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return load_case(write(tmp_path_factory.mktemp("small")))


def with_law(**keys):
    return change(**{**LAW, **keys})


# A [[change]] stands on line 2, its keys on the lines after it.
FAULTS = {
    "no type": (
        change(table='"providers"', set=CLOSED),
        f"line 2, change.1.type: got nothing, expected one of {TYPES}. Add the key.",
    ),
    "a type that is none": (
        change(type='"suply"', table='"providers"', set=CLOSED),
        (
            f'line 3, change.1.type: got "suply", expected one of {TYPES}. '
            'Did you mean "supply"?'
        ),
    ),
    "a key that is none": (
        change(**SUPPLY, wher="{ provider = 'P2' }", set=CLOSED),
        (
            "line 5, change.1.wher: got a key that is not known, expected a key that "
            "is "
            'known. Did you mean "where"?'
        ),
    ),
    "nothing to do": (
        change(**SUPPLY),
        (
            f"line 2, change.1: got nothing to do, expected one of {OPERATIONS}. "
            "Add one of them."
        ),
    ),
    "two things to do": (
        change(**PRICE, set="{}", multiply="{ price_gbp_per_week = 2 }"),
        (
            "line 2, change.1: got set and multiply, expected one of "
            f"{OPERATIONS}. Make a change of each."
        ),
    ),
    "nothing that is changed": (
        change(**RULE, set="1"),
        (
            "line 2, change.1: got nothing that is changed, expected one of name (of "
            "law), table and key (of a rule)."
        ),
    ),
    "two things that are changed": (
        change(**SUPPLY, key='"scoring"', set=CLOSED),
        (
            "line 2, change.1: got table and key, expected one of name (of law), table "
            "and key (of a rule)."
        ),
    ),
    "a table that is none": (
        change(type='"supply"', table='"provider"', set=CLOSED),
        (
            'line 4, change.1.table: got "provider", expected a table of the case. '
            'Did you mean "providers"?'
        ),
    ),
    "a column that is none": (
        change(**PRICE, multiply="{ price_gbp_a_week = 2 }"),
        (
            'line 5, change.1.multiply.price_gbp_a_week: got "price_gbp_a_week", '
            'expected a column of offers. Did you mean "price_gbp_per_week"?'
        ),
    ),
    "a column to pick by that is none": (
        change(**SUPPLY, where="{ provder = 'P2' }", set=CLOSED),
        (
            'line 5, change.1.where.provder: got "provder", expected a column of '
            'providers. Did you mean "provider"?'
        ),
    ),
    "a value to pick by that does not fit": (
        change(**SUPPLY, unless="{ cqc_registered = 'perhaps' }", set=CLOSED),
        (
            'line 5, change.1.unless.cqc_registered: got "perhaps", expected yes or '
            "no. "
            "Write yes or no."
        ),
    ),
    "an empty list to pick by": (
        change(**SUPPLY, where="{ provider = [] }", set=CLOSED),
        (
            "line 5, change.1.where.provider: got an empty list, expected at least one "
            "value."
        ),
    ),
    "a table to pick by": (
        change(**SUPPLY, where="{ provider = { a = 1 } }", set=CLOSED),
        "line 5, change.1.where.provider: got a table, expected a provider.",
    ),
    "picking without columns": (
        change(**SUPPLY, where='"P2"', set=CLOSED),
        'line 5, change.1.where: got "P2", expected a table of keys and values.',
    ),
    "a value that does not fit": (
        change(**SUPPLY, set="{ status = 'shut' }"),
        (
            'line 5, change.1.set.status: got "shut", expected one of open, no_new, '
            "closed. Choose one of them."
        ),
    ),
    "a third decimal of money": (
        change(**PRICE, set="{ price_gbp_per_week = 1.005 }"),
        (
            'line 5, change.1.set.price_gbp_per_week: got "1.005", expected at most '
            "two "
            "decimals. Round it to the penny."
        ),
    ),
    "a mark above a hundred": (
        change(**SUPPLY, set="{ quality = 101 }"),
        'line 5, change.1.set.quality: got "101", expected from 0 to 100.',
    ),
    "a list for one value": (
        change(**SUPPLY, set="{ status = ['open'] }"),
        (
            "line 5, change.1.set.status: got a list, expected one of open, no_new, "
            "closed. Write one value, not a list."
        ),
    ),
    "a moment for a day": (
        change(
            type='"calendar"', table='"offers"', set="{ start = 2027-01-01T08:00:00 }"
        ),
        (
            "line 5, change.1.set.start: got a value that no cell holds, expected a "
            "date such as 2026-11-01 or 01/11/2026."
        ),
    ),
    "an empty key": (
        change(**SUPPLY, set="{ provider = '' }"),
        (
            "line 5, change.1.set.provider: got an empty cell, expected a provider, "
            "which each row of providers needs. Fill it in."
        ),
    ),
    "set without columns": (
        change(**SUPPLY, set='"closed"'),
        (
            'line 5, change.1.set: got "closed", expected columns and their values, '
            "such "
            "as { status = ... }."
        ),
    ),
    "multiplied by a word": (
        change(**PRICE, multiply="{ price_gbp_per_week = '3 %' }"),
        'line 5, change.1.multiply.price_gbp_per_week: got "3 %", expected a number.',
    ),
    "multiplied without end": (
        change(**PRICE, multiply="{ price_gbp_per_week = inf }"),
        (
            "line 5, change.1.multiply.price_gbp_per_week: got a value that no cell "
            "holds, expected a number."
        ),
    ),
    "multiplied by yes": (
        change(**PRICE, multiply="{ price_gbp_per_week = true }"),
        'line 5, change.1.multiply.price_gbp_per_week: got "yes", expected a number.',
    ),
    "a word multiplied": (
        change(**SUPPLY, multiply="{ status = 2 }"),
        (
            "line 5, change.1.multiply.status: got multiply, expected set, since "
            "status is no number."
        ),
    ),
    "a day and a half": (
        change(type='"calendar"', table='"offers"', add="{ start = 1.5 }"),
        'line 5, change.1.add.start: got "1.5", expected a whole number of days.',
    ),
    "remove = false": (
        change(type='"supply"', table='"offers"', remove="false"),
        'line 5, change.1.remove: got "no", expected true.',
    ),
    "an insert of no rows": (
        change(type='"supply"', table='"offers"', insert="[]"),
        (
            "line 5, change.1.insert: got an empty list, expected a list of at least "
            "one row, such as [ { referral = ... } ]."
        ),
    ),
    "an insert of words": (
        change(type='"supply"', table='"offers"', insert="['R1']"),
        (
            'line 5, change.1.insert.1: got "R1", expected a row as a table of columns '
            "and "
            "values."
        ),
    ),
    "an insert without its key": (
        change(type='"supply"', table='"offers"', insert="[{ referral = 'R1' }]"),
        (
            "line 5, change.1.insert.1.provider: got nothing, expected a provider, "
            "which each row of offers needs. Add it to the row."
        ),
    ),
    "an insert that picks rows": (
        change(
            type='"supply"',
            table='"provider_lots"',
            where="{ lot = '1' }",
            insert="[{ provider = 'P2', lot = '1' }]",
        ),
        (
            "line 5, change.1.where: got a table, expected no where: an insert picks "
            "no rows. Take it out."
        ),
    ),
    "a day that is no day": (
        change(**{**LAW, "start": '"2027-13-01"'}, set="14"),
        (
            'line 5, change.1.from: got "2027-13-01", expected a day that exists, such '
            "as "
            "2026-11-01 or 01/11/2026."
        ),
    ),
    "law without a day": (
        change(type='"law"', name='"national_living_wage"', set="14"),
        (
            "line 2, change.1.from: got nothing, expected the first day of the new "
            "value. Add the key."
        ),
    ),
    "law that is no number": (
        with_law(set="'14'"),
        'line 6, change.1.set: got "14", expected a number.',
    ),
    "law taken away": (
        with_law(remove="true"),
        (
            "line 6, change.1.remove: got remove, expected set, add or multiply, since "
            "it is a value of law."
        ),
    ),
    "law picked": (
        with_law(where="{ a = 1 }", set="14"),
        (
            "line 6, change.1.where: got a table, expected no where: name names one "
            "thing. Take it out."
        ),
    ),
    "law by another type": (
        with_law(type='"price"', set="14"),
        (
            'line 4, change.1.name: got "national_living_wage", expected a table or a '
            'key: name belongs to type = "law".'
        ),
    ),
    "a day for what is no law": (
        change(**SUPPLY, start="2027-04-01", set=CLOSED),
        (
            'line 5, change.1.from: got "2027-04-01", expected no day: from belongs to '
            "a "
            "change of law."
        ),
    ),
    "a rule that is none": (
        change(**RULE, key='"scoring.weight"', set="{}"),
        (
            'line 4, change.1.key: got "scoring.weight", expected a key of case.toml, '
            'or lots.<lot>.<key>. Did you mean "scoring.weights"?'
        ),
    ),
    "a rule of a lot that is none": (
        change(**RULE, key='"lots.2.share_capp"', set="0.4"),
        (
            'line 4, change.1.key: got "lots.2.share_capp", expected lots.<lot>.<key>. '
            'Did you mean "share_cap"?'
        ),
    ),
    "a rule put in": (
        change(**RULE, key='"scoring.weights"', insert="[{ a = 1 }]"),
        (
            "line 5, change.1.insert: got insert, expected set, add, multiply or "
            "remove, since it is a rule."
        ),
    ),
    "the price date as a rule": (
        change(**RULE, key='"price_date"', set="2027-01-01"),
        (
            'line 4, change.1.key: got "price_date", expected a rule. '
            "Write price_date at the top of the file."
        ),
    ),
    "forecasts as a rule": (
        change(**RULE, key='"law.forecast"', set="[]"),
        (
            'line 4, change.1.key: got "law.forecast", expected a rule. Make it a '
            'change of type law: name = "...", from = a day.'
        ),
    ),
    "a rule by a type that is not for it": (
        change(type='"price"', key='"scoring.weights"', set="{ quality = 45 }"),
        (
            'line 4, change.1.key: got "scoring.weights", expected prices, rates and '
            "the "
            "inputs of the cost model, since its type is price. Make it a change of "
            "type rule."
        ),
    ),
    "what is no rule of any type": (
        change(**RULE, key='"title"', set="'x'"),
        (
            'line 4, change.1.key: got "title", expected rules: keys of case.toml and '
            "of "
            "lots, and rules that stand in tables, since its type is rule."
        ),
    ),
    "a column by a type that is not for it": (
        change(type='"demand"', table='"offers"', set="{ price_gbp_per_week = 1 }"),
        (
            "line 5, change.1.set.price_gbp_per_week: got price_gbp_per_week of "
            "offers, expected people: referrals, what they need and wish, and the "
            "caseload, since its type is demand. Make it a change of type price or "
            "package."
        ),
    ),
    "rows by a type that is not for them": (
        change(type='"price"', table='"offers"', remove="true"),
        (
            "line 5, change.1.remove: got rows of offers, expected prices, rates and "
            "the inputs of the cost model, since its type is price. Make it a change "
            "of type supply or demand."
        ),
    ),
    "a number of hundreds of digits": (
        change(**PRICE, set="{ price_gbp_per_week = 0x" + "f" * 5000 + " }"),
        (
            "line 5, change.1.set.price_gbp_per_week: got a whole number of hundreds "
            "of digits, expected a number one can use."
        ),
    ),
    "changes that are none": (
        "change = 3\n",
        'line 2, change: got "3", expected a list in square brackets.',
    ),
    "a change that is none": (
        "change = [3]\n",
        'line 2, change: got "3", expected a table of keys and values.',
    ),
    "a key at the top that is none": (
        "price_dat = 2027-01-01\n",
        (
            "line 2, price_dat: got a key that is not known, expected a key that is "
            "known. "
            'Did you mean "price_date"?'
        ),
    ),
    "a day at the top that is none": (
        'price_date = "soon"\n',
        (
            'line 2, price_date: got "soon", expected a day that exists, such as '
            "2026-11-01 or 01/11/2026."
        ),
    ),
    "no TOML": (
        "price_date = \n",
        (
            "line 2: got text that is not TOML: invalid value. Text stands in quotes, "
            "lists in square brackets, each key once."
        ),
    ),
    "a key twice": (
        'scenario = "other"\n',
        (
            "line 2: got text that is not TOML: cannot overwrite a value. Text stands "
            "in quotes, lists in square brackets, each key once."
        ),
    ),
    "brackets in brackets": (
        "use = " + "[" * 400 + "]" * 400,
        "line 2: got 400 brackets in one another, expected a few at most.",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_once_at_its_line(tmp_path, case, name):
    text, message = FAULTS[name]
    assert told(tmp_path, case, text) == [f"what-if.toml, {message}"]


def test_a_file_that_is_too_large_is_told(tmp_path, case):
    text = "#" + "x" * 2_000_000
    count = len(text) + len('scenario = "what-if"\n')
    assert told(tmp_path, case, text) == [
        f"what-if.toml: got {count:,} characters, expected at most 2,000,000."
    ]


def test_a_file_that_is_no_text_is_told(tmp_path, case):
    (tmp_path / "what-if.toml").write_bytes(b"\x00\xff\xfe")
    _, (one,) = scenarios_of({}, [tmp_path / "what-if.toml"])
    assert str(one).startswith("what-if.toml: got bytes that are not text")


def test_all_faults_of_a_file_are_told_at_once(tmp_path, case):
    parts = [text for text, _ in FAULTS.values() if text.startswith("[[change]]")]
    parts = [text for text in parts if "fff" not in text]
    found = told(tmp_path, case, "".join(parts))
    numbers = {line.split("change.")[1].split(".")[0].split(":")[0] for line in found}
    assert numbers == {str(number) for number in range(1, len(parts) + 1)}

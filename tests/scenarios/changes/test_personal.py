"""Values of a scenario that look personal are refused, and not repeated."""

import pytest

from scenarios.case import load_case
from tests.kit.folders import FILES, write
from tests.kit.what_ifs import change, told

MAIL = '"jo@example.org"'


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return load_case(write(tmp_path_factory.mktemp("small")))


def named(name):
    return change(
        type='"supply"',
        table='"providers"',
        where='{ provider = "P1" }',
        set=f"{{ name = {name} }}",
    )


def test_a_value_that_is_set_is_looked_at(tmp_path, case):
    assert told(tmp_path, case, named(MAIL)) == [
        (
            "what-if.toml, line 6, change.1.set.name: got what looks like an e-mail "
            "address, expected nothing that tells who a person is. Take it out, or "
            "accept "
            '= ["providers.name"] under [privacy].'
        )
    ]


def test_a_row_that_is_put_in_is_looked_at(tmp_path, case):
    text = change(
        type='"demand"',
        table='"may_not_share"',
        insert=f'[{{ referral = "R1", other = "C1", reason = {MAIL} }}]',
    )
    assert told(tmp_path, case, text) == [
        (
            "what-if.toml, line 5, change.1.insert.1.reason: got what looks like an "
            "e-mail address, expected nothing that tells who a person is. Take it out, "
            "or accept "
            '= ["may_not_share.reason"] under [privacy].'
        )
    ]


def test_no_other_finding_repeats_it(tmp_path, case):
    lost = change(
        type='"supply"',
        table='"providers"',
        where=f"{{ provider = {MAIL} }}",
        set="{ quality = 5 }",
    )
    assert not [one for one in told(tmp_path, case, named(MAIL) + lost) if "jo@" in one]


def test_a_column_that_is_accepted_is_not_looked_at(tmp_path):
    text = FILES["case.toml"] + '[privacy]\naccept = ["providers.name"]\n'
    case = load_case(write(tmp_path, case_toml=text))
    assert told(tmp_path, case, named(MAIL)) == []

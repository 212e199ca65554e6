"""TOML documents: every key that is wrong is told in its row, all at once."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.document.locations import locate
from costing.errors import Finding
from scenarios.inputs.documents import document_of, located, read_document
from scenarios.inputs.settings import CaseSettings, Lots

DAY = "price_date = 2026-11-01\n"


def told(text, model=CaseSettings):
    content = text if isinstance(text, bytes) else text.encode()
    read = read_document("case.toml", content, model)
    assert (read.settings is None) == bool(read.findings)
    return [str(finding) for finding in sorted(read.findings)]


def test_windows_1252_is_read_and_said_so():
    read = read_document(
        "case.toml", DAY.encode() + b"title = 'Caf\xe9'\n", CaseSettings
    )
    assert read.settings.title == "Café"
    assert read.notes == ("case.toml: read as Windows-1252, since it is not UTF-8.",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "",
            "price_date: got nothing, expected a value, which is needed. Add the key.",
        ),
        (
            f'{DAY}titel = "x"\n',
            (
                "line 2, titel: got a key that is not known, expected a key that "
                "is known. "
                'Did you mean "title"?'
            ),
        ),
        (
            f"{DAY}[privacy]\ncolumns = []\n",
            (
                "line 3, privacy.columns: got a key that is not known, expected a "
                "key that "
                "is known. Known here: accept."
            ),
        ),
        (f"{DAY}title = 3\n", 'line 2, title: got "3", expected text in quotes.'),
        (
            f"{DAY}model_inputs = 5\n",
            'line 2, model_inputs: got "5", expected a table of keys and values.',
        ),
        (
            f"{DAY}calendar = 5\n",
            'line 2, calendar: got "5", expected a table of keys and values.',
        ),
        (
            f'{DAY}[law]\nbeyond_known = "hld"\n',
            (
                'line 3, law.beyond_known: got "hld", expected one of refuse, hold. '
                'Did you mean "hold"?'
            ),
        ),
        (
            f'{DAY}[[law.forecast]]\nname = "x"\nvalue = 1\n',
            (
                "line 2, law.forecast.x.from: got nothing, expected a value, which is "
                "needed. Add the key."
            ),
        ),
        (
            f"{DAY}[calendar]\nweeks_per_year = nan\n",
            (
                'line 3, calendar.weeks_per_year: got "nan", expected a number that is '
                "finite."
            ),
        ),
        (
            f"{DAY}[calendar]\nweeks_per_year = 54\n",
            'line 3, calendar.weeks_per_year: got "54", expected at most 53.',
        ),
        (
            f"{DAY}[calendar]\nweeks_per_year = 0\n",
            'line 3, calendar.weeks_per_year: got "0", expected a number above 0.',
        ),
        (
            f"{DAY}[calendar]\nweeks_per_year = true\n",
            (
                'line 3, calendar.weeks_per_year: got "true", expected a number, '
                "not true "
                "or false."
            ),
        ),
        (
            f'{DAY}[calendar]\nweeks_per_year = "many"\n',
            'line 3, calendar.weeks_per_year: got "many", expected a number.',
        ),
        (
            f'{DAY}[allocation]\naims = ["placed", "pints"]\n',
            (
                'line 3, allocation.aims: got "pints", expected one of placed, points, '
                "cost, balance, quality, choice, moves, fairness, concentration, draw. "
                'Did you mean "points"?'
            ),
        ),
        (
            f"{DAY}[allocation]\ntolerance = {{ points = -1 }}\n",
            'line 3, allocation.tolerance.points: got "-1", expected 0 or more.',
        ),
        (
            f"{DAY}[allocation]\ndraw_seed = 1.5\n",
            'line 3, allocation.draw_seed: got "1.5", expected a whole number.',
        ),
        (
            f'{DAY}[allocation]\nstrict_rank = "perhaps"\n',
            'line 3, allocation.strict_rank: got "perhaps", expected true or false.',
        ),
        (
            f"{DAY}[allocation]\nbudget_gbp_per_week = 1.234\n",
            (
                'line 3, allocation.budget_gbp_per_week: got "1.234", expected '
                "money with "
                "at most two decimals."
            ),
        ),
        (
            f"{DAY}[scoring]\nweights = {{ quality = 45 }}\n",
            (
                "line 3, scoring.weights: got values that do not go together: the "
                "weights "
                "must add to 100, and add to 45."
            ),
        ),
        (
            f'{DAY}[scoring]\nprice_formula = "lowest_ration"\n',
            (
                'line 3, scoring.price_formula: got "lowest_ration", expected one of '
                "lowest_ratio, linear_to_double, range, mean, median_band, "
                "absolute_linear, fair_cost_distance, quality_to_price, "
                "price_per_quality_point, logarithmic, budget_gate, ranked_prices. "
                'Did you mean "lowest_ratio"?'
            ),
        ),
        (
            f'{DAY}[eligibility]\nminimum_rating = "Great"\n',
            (
                'line 3, eligibility.minimum_rating: got "Great", expected one of '
                "Inadequate, Requires improvement, Good, Outstanding."
            ),
        ),
        (
            f'{DAY}[privacy]\naccept = "providers.postcode"\n',
            (
                'line 3, privacy.accept: got "providers.postcode", expected a list in '
                "square brackets."
            ),
        ),
        (
            f'{DAY}[privacy]\naccept = [""]\n',
            'line 3, privacy.accept: got "", expected text that is not empty.',
        ),
        (
            f'{DAY}[[expect]]\nmeasure = "placed"\n',
            (
                "line 2, expect.1.value: got nothing, expected a value, which is "
                "needed. "
                "Add the key."
            ),
        ),
        (
            "price_date = 2026-11-01T09:00:00\n",
            (
                'line 1, price_date: got "2026-11-01 09:00:00", expected a day '
                "without a "
                "time."
            ),
        ),
        (
            'price_date = "31/02/2026"\n',
            (
                'line 1, price_date: got "31/02/2026", expected a day that '
                "exists, such as "
                "2026-11-01 or 01/11/2026."
            ),
        ),
        (
            "price_date = []\n",
            ('line 1, price_date: got "[]", expected a day such as 2026-11-01.'),
        ),
    ],
)
def test_a_key_that_is_wrong_is_told_in_its_row(text, message):
    joint = ", " if message.startswith(("line", "price")) else ": "
    assert told(text) == [f"case.toml{joint}{message}"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "price_date = 2026-13-01\n",
            (
                "line 1: got text that is not TOML: expected newline or end of "
                "document "
                "after a statement. Text stands in quotes, lists in square "
                "brackets, each "
                "key once."
            ),
        ),
        (
            'title = "a"\ntitle = "b"\n',
            (
                "line 2: got text that is not TOML: cannot overwrite a value. "
                "Text stands "
                "in quotes, lists in square brackets, each key once."
            ),
        ),
        (
            "title = [",
            (
                "line 1: got text that is not TOML: invalid value. Text stands in "
                "quotes, "
                "lists in square brackets, each key once."
            ),
        ),
        (
            f"a = {'[' * 40}{']' * 40}\n",
            "line 1: got 40 brackets in one another, expected a few at most.",
        ),
        (
            "#" * 2_000_001,
            "got 2,000,001 characters, expected at most 2,000,000.",
        ),
        (
            b"\xff\xfea\x00",
            (
                "got text in UTF-16, expected text in UTF-8. "
                'Save it as "CSV UTF-8 (comma delimited)".'
            ),
        ),
    ],
)
def test_what_is_not_toml_is_told(text, message):
    joint = ", " if message.startswith("line") else ": "
    assert told(text) == [f"case.toml{joint}{message}"]


def test_entries_of_lists_are_told_by_their_names():
    text = (
        '[[lot]]\nlot = 1\nshare_cap = 1.4\n[[lot]]\nlot = "2"\nincluded = ["1"]\n'
        '[[lot.question]]\nquestion = "staffing"\nweight = 100\nout_of = 0\n'
    )
    assert told(text, Lots) == [
        'case.toml, line 3, lot.1.share_cap: got "1.4", expected at most 1.',
        (
            "case.toml, line 6, lot.2.included: got a key that is not known, "
            "expected a key "
            'that is known. Did you mean "includes"?'
        ),
        (
            'case.toml, line 10, lot.2.question.staffing.out_of: got "0", '
            "expected a number "
            "above 0."
        ),
    ]


def test_a_whole_number_of_hundreds_of_digits_is_told():
    # In hexadecimal: tomllib itself refuses as many decimal digits.
    text = f"{DAY}[allocation]\n\ndraw_seed = 0x{'f' * 5000}\n"
    assert told(text) == [
        (
            "case.toml, line 4, allocation.draw_seed: got a whole number of hundreds "
            "of digits, expected a number one can use."
        )
    ]


def test_all_that_is_wrong_is_told_at_once():
    text = 'titel = 1\n[law]\nbeyond = "hold"\n[scoring]\nlog_base = 1\n'
    assert len(told(text)) == 4


def test_a_finding_gets_the_row_of_its_key_or_of_what_holds_it():
    text = '[scoring]\nlog_base = 2\n[[lot]]\nlot = "a"\n[[lot]]\nlot = "b"\n'

    document = document_of("x.toml", tomllib.loads(text), locate(text), Lots)

    def row(column):
        return located(Finding("x.toml", 0, column, "got"), document).row

    assert row("scoring.log_base") == 2
    assert row("scoring.floor") == 1
    assert row("lot.b.share_cap") == 5
    assert row("title") == 0
    assert located(Finding("x.toml", 7, "title"), document).row == 7


VALUES = st.recursive(
    st.booleans() | st.integers(-(10**6), 10**6) | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)


def as_toml(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(as_toml, value))}]"
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(mark):08X}" for mark in value) + '"'
    return str(value)


KEYS = [
    "title",
    "price_date",
    "model",
    "model_inputs",
    "law.beyond_known",
    "law.forecast",
    "calendar.weeks_per_year",
    "allocation.aims",
    "allocation.tolerance",
    "allocation.draw_seed",
    "allocation.budget_gbp_per_week",
    "scoring.weights",
    "scoring.floor_gbp_per_week",
    "eligibility.rating_too_old_years",
    "privacy.accept",
    "expect",
]


@given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=5))
@settings(max_examples=200, deadline=None)
def test_any_values_are_read_or_told_and_never_raise(values):
    text = "".join(f"{key} = {as_toml(value)}\n" for key, value in values.items())
    told(text)


@given(st.binary(max_size=100))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_told_and_never_raise(content):
    told(content)

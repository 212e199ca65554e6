"""Units agree before anything is run, and every name is known."""

from __future__ import annotations

import pytest

from tests.kit.documents import (
    BANDS,
    INPUTS,
    document,
    findings,
    line,
    with_formula,
    without_place,
)


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("pay", "GBP/h"),
        ("pay * hours", "GBP/week"),
        ("pay * (1 + share)", "GBP/h"),
        ("weekly / hours", "GBP/h"),
        ("pay * band.loading", "GBP/h"),
        ("pay ** 2 / pay", "GBP/h"),
        ("pay ** -1", "h/GBP"),
        ("pay ** 0", "1"),
        ("share ** 0.5", "1"),
        ("2", "1"),
        # A literal 0 as an operand of + -, a comparison or an arm fits every unit.
        ("pay + 0", "GBP/h"),
        ("0 - pay", "GBP/h"),
        ("max(0, pay)", "GBP/h"),
        ("min(pay, 0.0)", "GBP/h"),
        ("choose(pay > 0, pay, 0)", "GBP/h"),
        ("choose(0 < pay, 0, pay)", "GBP/h"),
        ("0 * pay", "GBP/h"),
        # Alone, and where it is computed, it is pure.
        ("0", "1"),
        ("0 + 0", "1"),
        ("min(0, 0)", "1"),
        ("abs(0)", "1"),
        ("round(pay)", "GBP/h"),
        ("floor(pay) + ceil(pay) + abs(pay)", "GBP/h"),
        ("choose(pay > pay and share < 1, pay, weekly / hours)", "GBP/h"),
    ],
)
def test_units_that_agree_load(formula, unit):
    assert findings(with_formula(formula, unit)) == []


NOT_CONVERTED = "Nothing converts by itself: a conversion is an input with a unit."


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        (
            "pay * hours",
            f'got "pay * hours" in GBP/week, expected GBP/h. {NOT_CONVERTED}',
        ),
        (
            "pay + weekly",
            (
                'got "pay + weekly", where pay is in GBP/h and weekly in GBP/week, '
                f"expected the same unit. {NOT_CONVERTED}"
            ),
        ),
        (
            "pay + 1",
            (
                'got "pay + 1", where pay is in GBP/h and 1 in 1, expected the same '
                "unit. "
                "A number that has a unit is an input."
            ),
        ),
        (
            "min(pay, 100)",
            (
                'got "min(pay, 100)", where pay is in GBP/h and 100 in 1, expected the '
                "same unit. A number that has a unit is an input."
            ),
        ),
        (
            "choose(pay > 12, pay, 0)",
            (
                'got "pay > 12", where pay is in GBP/h and 12 in 1, expected the same '
                "unit. A number that has a unit is an input."
            ),
        ),
        (
            "choose(pay > 0, pay, weekly)",
            (
                'got "choose(pay > 0, pay, weekly)", where pay is in GBP/h and '
                "weekly in "
                f"GBP/week, expected the same unit. {NOT_CONVERTED}"
            ),
        ),
        (
            "pay + 0 * 1",
            (
                'got "pay + (0 * 1)", where pay is in GBP/h and 0 * 1 in 1, expected '
                "the "
                f"same unit. {NOT_CONVERTED}"
            ),
        ),
        (
            "pay + min(0, 0)",
            (
                'got "pay + min(0, 0)", where pay is in GBP/h and min(0, 0) in 1, '
                "expected "
                f"the same unit. {NOT_CONVERTED}"
            ),
        ),
        (
            "pay ** 0.5",
            'got "pay ** 0.5", where pay is in GBP/h, expected a whole power up to 99.',
        ),
        (
            "pay ** 100",
            'got "pay ** 100", where pay is in GBP/h, expected a whole power up to 99.',
        ),
        (
            "12.71",
            (
                'got "12.71" in 1, expected GBP/h. A number is pure; give it a unit '
                "as an "
                "input."
            ),
        ),
        (
            "0",
            (
                'got "0" in 1, expected GBP/h. A number is pure; give it a unit as an '
                "input."
            ),
        ),
        ("not_there", 'got "not_there", expected the name of an input or a line.'),
        (
            "payy",
            'got "payy", expected the name of an input or a line. Did you mean "pay"?',
        ),
        (
            "pay * band.loadng",
            (
                'got "band.loadng", expected a key of the document\'s bands. Did you '
                "mean "
                '"loading"?'
            ),
        ),
        (
            "pay * contract.hours",
            (
                'got "contract.hours", expected a line that is over contract. Add '
                "over = "
                '"contract" to the line.'
            ),
        ),
        (
            "pay * contrat.hours",
            (
                'got "contrat.hours", expected law.NAME, band.KEY or a column of a '
                "mix. "
                'Did you mean "contract"?'
            ),
        ),
        (
            "pay * law.employer_ni_rate",
            (
                'got "law.employer_ni_rate", expected no law, since the document names '
                'none. Add law = "england" at the top.'
            ),
        ),
        ('group("Care")', 'got group("Care"), expected the heading of a line.'),
    ],
)
def test_what_does_not_agree_or_is_not_known_is_told(formula, told):
    assert without_place(with_formula(formula)) == [told]


def test_a_column_of_a_mix_that_is_not_there_is_told():
    text = with_formula("pay * contract.hors / contract.hours", more='over="contract"')
    assert without_place(text) == [
        'got "contract.hors", expected a column of mix contract. Did you mean "hours"?'
    ]


def test_a_mix_that_is_not_there_is_told():
    assert without_place(with_formula("pay", more='over="contrct"')) == [
        'got "contrct", expected the name of a mix. Did you mean "contract"?'
    ]


def test_all_unknown_names_of_a_formula_are_told_at_once():
    told = without_place(with_formula("payy + weekli / houres"))
    assert [finding.split(",")[0] for finding in told] == [
        'got "houres"',
        'got "payy"',
        'got "weekli"',
    ]


def test_law_has_its_own_units():
    text = 'law = "england"\n' + with_formula("law.national_living_wage + weekly")
    assert without_place(text) == [
        (
            'got "law.national_living_wage + weekly", where law.national_living_wage '
            "is in "
            f"GBP/h and weekly in GBP/week, expected the same unit. {NOT_CONVERTED}"
        )
    ]


def test_a_name_of_law_that_is_not_there_is_told():
    text = 'law = "england"\n' + with_formula("law.national_livng_wage + law.nonsense")
    assert without_place(text) == [
        (
            'got "law.national_livng_wage", expected a name of law. Did you mean '
            '"national_living_wage"?'
        ),
        'got "law.nonsense", expected a name of law. fairlot law lists them.',
    ]


def test_a_key_that_a_formula_reads_stands_in_every_band():
    text = with_formula("pay * band.premium").replace(
        "loading = 0.5", "loading = 0.5\npremium = 1"
    )
    assert without_place(text) == [
        (
            'got "band.premium", expected a key that stands in every band. Add '
            "premium to "
            "[band.day]."
        )
    ]


def test_a_key_that_no_formula_reads_may_stand_in_one_band():
    text = with_formula("pay").replace("loading = 0.5", "loading = 0.5\npremium = 1")
    assert findings(text) == []


def test_bands_cannot_be_read_where_there_are_none():
    text = document(INPUTS, line("pay * (1 + band.loading)"))
    assert without_place(text) == [
        'got "band.loading", expected a key of the document\'s bands.'
    ]


def test_the_lines_of_a_group_have_one_unit():
    text = document(
        INPUTS,
        line("pay", "one", more='heading = "Care"'),
        line("weekly", "two", "GBP/week", 'heading = "Care"'),
        line('group("Care")'),
    )
    assert without_place(text) == [
        (
            'got group("Care"), where one is in GBP/h and two in GBP/week, expected '
            "the "
            "same unit. Put them under different headings."
        )
    ]


def test_an_unknown_heading_is_told_with_a_suggestion():
    text = document(
        INPUTS,
        line("pay", "one", more='heading = "Care costs"'),
        line('group("Care Cost")'),
    )
    assert without_place(text) == [
        (
            'got group("Care Cost"), expected the heading of a line. Did you mean '
            '"Care '
            'costs"?'
        )
    ]


@pytest.mark.parametrize(
    ("default", "told"),
    [
        ("pay * 2", None),
        ("weekly", 'got "weekly" in GBP/week, expected GBP/h.'),
        ("9.5", 'got "9.5" in 1, expected GBP/h. A number is pure;'),
        ("price", 'got "price", expected the name of an input.'),
        (
            "pay * band.loading",
            'got "band.loading", expected law and other inputs only.',
        ),
        ("pay * contract.hours", 'got "contract.hours", expected law and other inputs'),
        ('group("Care")', 'got group("Care"), expected law and other inputs only.'),
    ],
)
@pytest.mark.parametrize("key", ["default", "low", "high"])
def test_an_input_reads_law_and_other_inputs_only(key, default, told):
    other = "" if key == "default" else "default = 10\n"
    text = document(
        INPUTS,
        BANDS,
        f"[input.top_up]\nunit = 'GBP/h'\n{other}{key} = '''{default}'''\n",
        line("pay + top_up"),
    )
    found = without_place(text)
    assert len(found) == (told is not None)
    assert all(finding.startswith(told or "") for finding in found)


def test_a_unit_that_cannot_be_read_is_told_once():
    text = document(
        "[input.pay]\nunit = 'GBP/hour'\ndefault = 'rate'\n",
        "[input.rate]\nunit = 'GBP/h'\ndefault = 12\n",
        line("pay + rate"),
    )
    assert findings(text) == [
        (
            'small.toml, line 4, input.pay.unit: got "hour", expected one of GBP, h, '
            "min, "
            "day, night, week, year, mile, km, person, visit, place, 1. Did you mean "
            '"h"?'
        )
    ]


def test_the_finding_names_the_row_and_the_line():
    assert findings(with_formula("pay + weekly"))[0].startswith(
        "small.toml, line 31, line.price.formula: got "
    )

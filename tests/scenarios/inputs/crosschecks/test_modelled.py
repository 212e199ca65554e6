"""What is named of the cost model is there, and within its bounds."""

import pytest

from tests.kit.folders import FILES, told, with_row, with_text, write

COMPONENTS = "Known: background, one_off, one_to_one."


@pytest.mark.parametrize(
    ("file", "row", "messages"),
    [
        (
            "packages.csv",
            "R1,one_to_on,1,",
            [
                (
                    '5, component: got "one_to_on", expected a component of the model '
                    'model.toml. Did you mean "one_to_one"?'
                )
            ],
        ),
        (
            "packages.csv",
            "R1,one_to_one,1,night",
            [
                (
                    '5, band: got "night", expected a band of the model model.toml. '
                    "Known: all_week, day."
                )
            ],
        ),
        (
            "commitments.csv",
            "C3,P1,,,waking,1,10,",
            [
                (
                    '4, component: got "waking", expected a component of the model '
                    f"model.toml. {COMPONENTS}"
                )
            ],
        ),
        (
            "rates.csv",
            "P2,sleep_in,50,4",
            [
                '3, pay_rate: got "4", expected 5 or more.',
                (
                    '3, service: got "sleep_in", expected a component of the model '
                    f"model.toml. {COMPONENTS}"
                ),
            ],
        ),
        (
            "provider_costs.csv",
            "P2,pay_rat,12\nP2,pay_rate,51",
            [
                (
                    '3, input: got "pay_rat", expected an input of the model '
                    "model.toml. "
                    'Did you mean "pay_rate"?'
                ),
                '4, value: got "51", expected at most 50.',
            ],
        ),
    ],
)
def test_a_name_that_the_model_has_not_is_told(tmp_path, file, row, messages):
    changed = {file.replace(".", "_"): with_row(file, row)}
    assert told(write(tmp_path, **changed)) == [f"{file}, line {m}" for m in messages]


def test_inputs_and_forecasts_of_the_case_are_checked(tmp_path):
    settings = FILES["case.toml"] + (
        "[model_inputs]\npay_rte = 3\npay_rate = 60\n"
        '[[law.forecast]]\nname = "national_livng_wage"\nfrom = 2027-04-01\nvalue = 1\n'
    )
    assert told(write(tmp_path, case_toml=settings)) == [
        (
            'case.toml, line 7, model_inputs.pay_rte: got "pay_rte", expected an '
            "input of "
            'the model model.toml. Did you mean "pay_rate"?'
        ),
        "case.toml, line 8, model_inputs.pay_rate: got 60, expected at most 50.",
        (
            'case.toml, line 9, law.forecast: got "national_livng_wage", expected a '
            "parameter of the law that model.toml reads. Did you mean "
            '"national_living_wage"?'
        ),
    ]


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("modle.toml", "fairlot models lists those that are shipped."),
        ("supported-living-englnd", 'Did you mean "supported-living-england"?'),
    ],
)
def test_a_model_that_is_not_there_is_told(tmp_path, name, fix):
    settings = with_text("case.toml", "model.toml", name)
    assert told(write(tmp_path, case_toml=settings)) == [
        (
            f'case.toml, line 3, model: got "{name}", expected a shipped cost '
            "model, or a "
            f"document beside case.toml. {fix}"
        )
    ]


def test_what_is_wrong_with_the_model_is_told_with_all_else(tmp_path):
    model = with_text(
        "model.toml", 'title = "A small model"', 'titel = "A small model"'
    )
    rows = with_row("rates.csv", "P9,one_to_one,20,")
    messages = told(write(tmp_path, model_toml=model, rates_csv=rows))
    assert any(one.startswith("model.toml, line 2, titel: ") for one in messages)
    assert any(one.startswith("rates.csv, line 3, provider: ") for one in messages)

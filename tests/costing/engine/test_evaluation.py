"""Evaluation: what a document says, for one variant or for many, by one code path."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.document.expression import text_of
from costing.document.reading import read_model
from costing.engine.evaluation import evaluate
from costing.errors import InputError, LawError
from costing.law import load_law
from costing.model import load_model
from tests.kit.documents import BANDS, INPUTS, MIX, document, line, with_formula
from tests.kit.expressions import NAMES, numbers, plainly

CONTRACT = Path(__file__).parents[1] / "documents" / "contract.toml"
APRIL_2020 = load_law("england").on(date(2020, 4, 1))


def price(text, inputs=None, law=None):
    """Give float64[variant, band] of the price of a document."""
    return evaluate(read_model(text, "small.toml"), law, inputs or {}).value["price"]


def failure(text, inputs=None, law=None, **options):
    with pytest.raises(InputError) as caught:
        evaluate(read_model(text, "small.toml"), law, inputs or {}, **options)
    return str(caught.value)


@pytest.mark.parametrize(
    ("test", "holds"),
    [
        ("0.3 * 3 >= 0.9", True),
        ("0.3 * 3 == 0.9", True),
        ("0.3 * 3 < 0.9", False),
        ("0.3 * 3 != 0.9", False),
        ("1.1 * 1.1 > 1.21", False),
        ("1.1 * 1.1 <= 1.21", True),
        ("0.3 * 3 < 0.900000001", True),
        ("0.3 * 3 >= 0.900000001", False),
        ("0 >= 0", True),
        ("0 != 0", False),
        ("-1e308 < 1e308", True),
        ("-0.3 * 3 > -0.9", False),
    ],
)
def test_a_threshold_that_is_met_but_for_noise_of_binary_is_met(test, holds):
    text = with_formula(f"choose({test}, 1, 0)", unit="1")
    assert price(text)[0, 0] == holds


@pytest.mark.parametrize("name", [CONTRACT, "homecare-minimum-price-2020-21"])
def test_the_published_homecare_price_comes_out_to_the_penny(name):
    # Published: 8.72 + 1.70 + (1.14 + 1.97 + 1.36) + 5.20 + 0.60 = 20.69.
    lines = ["contact_time", "travel_time", "surplus", "price"]
    found = evaluate(load_model(name), APRIL_2020, {}, lines)
    assert {name: value[0, 0] for name, value in found.value.items()} == {
        "contact_time": 8.72,
        "travel_time": 1.70,
        "surplus": 0.60,
        "price": 20.69,
    }
    assert found.law == ("national_living_wage",)


@pytest.mark.parametrize(
    ("formula", "unit", "value"),
    [
        ("pay * hours", "GBP/week", 500.0),
        ("-pay ** 2", "GBP**2/h**2", -156.25),
        ("2 ** -1", "1", 0.5),
        ("7 - 2 - 1", "1", 4.0),
        ("8 / 2 / 2", "1", 2.0),
        ("min(3, 1, 2) + max(1, 3, 2)", "1", 4.0),
        ("abs(-2.5)", "1", 2.5),
        # Half away from zero, as a spreadsheet's ROUND.
        ("round(2.5) + round(-2.5)", "1", 0.0),
        ("round(0.5)", "1", 1.0),
        ("floor(-2.5)", "1", -3.0),
        ("ceil(-2.5)", "1", -2.0),
        # 0.1 * 3 is 0.30000000000000004, and 1.1 * 1.1 * 100 is 121.00000000000001.
        ("ceil(1.1 * 1.1 * 100)", "1", 121.0),
        ("floor(0.3 / 0.1)", "1", 3.0),
        ("choose(pay > 0 and not share > 1, 1, 2)", "1", 1.0),
        ("choose(share == 0.25 or 1 / share > 9, 1, 2)", "1", 1.0),
        ("choose(share != 0.25, 1, 2)", "1", 2.0),
        ("choose(share >= 0.25, 1, 2) + choose(share <= 0.2, 1, 2)", "1", 3.0),
    ],
)
def test_the_arithmetic_of_formulas(formula, unit, value):
    assert price(with_formula(formula, unit))[0, 0] == value


def test_a_line_has_a_value_in_each_band():
    # 12.50 by day, 12.50 x 1.5 by night.
    assert price(with_formula("pay * (1 + band.loading)")).tolist() == [[12.5, 18.75]]


def test_an_input_may_be_an_array_over_variants():
    text = with_formula("pay * (1 + band.loading)")
    found = price(text, {"pay": np.array([10.0, 20.0])})
    assert found.tolist() == [[10.0, 15.0], [20.0, 30.0]]
    assert found.dtype == np.float64


def test_inputs_of_one_value_go_with_arrays():
    model = read_model(with_formula("pay * share"), "small.toml")
    found = evaluate(model, None, {"pay": [10, 20], "share": 0.5})
    assert found.value["price"][:, 0].tolist() == [5.0, 10.0]
    assert found.inputs["share"].tolist() == [0.5, 0.5]
    assert found.inputs["hours"].tolist() == [40.0, 40.0]


def test_defaults_follow_the_inputs_that_are_set():
    text = document(
        "[input.pay]\nunit='GBP/h'\ndefault=12\n"
        "[input.senior_pay]\nunit='GBP/h'\ndefault='pay * 1.1'\n",
        line("senior_pay"),
    )
    assert price(text, {"pay": 20})[0, 0] == pytest.approx(22)
    assert price(text, {"senior_pay": 15})[0, 0] == 15


def test_many_variants_give_what_each_gives_alone():
    model = load_model(CONTRACT)
    wages = np.linspace(8.72, 9.30, 40)
    together = evaluate(model, APRIL_2020, {"pay_rate": wages}).value
    for place, wage in enumerate(wages):
        alone = evaluate(model, APRIL_2020, {"pay_rate": wage}).value
        for name in model.lines:
            assert together[name][place].tolist() == alone[name][0].tolist()


def test_only_the_lines_asked_for_are_kept_and_worked_out():
    text = document(INPUTS, line("1 / nought", "broken", "1"), line("pay"))
    model = read_model(text, "small.toml")
    found = evaluate(model, None, {}, ["price"])
    assert list(found.value) == ["price"]
    assert evaluate(model, None, {}, []).inputs["pay"].tolist() == [12.5]


def test_a_line_that_is_not_there_cannot_be_asked_for():
    model = read_model(with_formula("pay"), "small.toml")
    with pytest.raises(KeyError, match="no_line"):
        evaluate(model, None, {}, ["no_line"])


def test_a_group_is_the_sum_of_its_lines():
    text = document(
        INPUTS,
        line("pay", "one", more='heading = "Care"'),
        line("pay * share", "two", more='heading = "Care"'),
        line("pay", "other", more='heading = "More"'),
        line('group("Care") * 2'),
    )
    assert price(text)[0, 0] == 2 * (12.5 + 3.125)


def test_the_order_of_lines_is_free():
    text = document(INPUTS, line("b + pay"), line("c", "b"), line("pay * 2", "c"))
    assert price(text)[0, 0] == 37.5


def test_a_mix_is_the_mean_of_its_rows_and_not_the_row_of_their_means():
    # National Insurance at 15 % over 96 a week, at 12.50 an hour:
    # 40 h: 0.15 x (500 - 96) / 40 = 1.515; 10 h: 0.15 x (125 - 96) / 10 = 0.435.
    # 0.75 x 1.515 + 0.25 x 0.435 = 1.245; the average 32.5 h would give 1.4319.
    text = document(
        INPUTS,
        MIX,
        "[input.threshold]\nunit='GBP/week'\ndefault=96\n",
        line(
            "0.15 * max(0, pay * contract.hours - threshold) / contract.hours",
            more='over = "contract"',
        ),
    )
    assert price(text)[0, 0] == pytest.approx(1.245, abs=1e-12)


def test_a_line_that_reads_a_line_over_a_mix_reads_its_mean():
    # Mean of 40 and 10 by 0.75 and 0.25 is 32.5; over the mix again, 32.5 x 32.5, and
    # not the mean of the squares, 1225.
    text = document(
        INPUTS,
        MIX,
        line("contract.hours", "mean_hours", "h/week", 'over = "contract"'),
        line(
            "mean_hours * contract.hours", unit="h**2/week**2", more='over="contract"'
        ),
    )
    assert price(text)[0, 0] == 32.5 * 32.5


OVER_MIX = document(
    INPUTS,
    BANDS,
    MIX,
    line(
        "choose(contract.hours > hours, weekly / contract.hours, weekly / hours)"
        " * (1 + band.loading / 3)",
        more='over = "contract"',
    ),
)


def test_the_rows_of_a_mix_may_be_taken_a_few_at_a_time(monkeypatch):
    hours = np.linspace(5, 39, 7)
    together = price(OVER_MIX, {"hours": hours})
    monkeypatch.setattr("costing.engine.evaluation._MOST_AT_ONCE", 1)
    assert price(OVER_MIX, {"hours": hours}).tolist() == together.tolist()
    for place, alone in enumerate(hours):
        assert price(OVER_MIX, {"hours": alone})[0].tolist() == together[place].tolist()


def test_a_division_by_zero_in_one_row_of_a_mix_is_found():
    text = document(
        INPUTS, MIX, line("weekly / (hours - contract.hours)", more='over="contract"')
    )
    told = failure(text, {"hours": [50, 10]})
    assert 'in "weekly / (hours - contract.hours)" for variant 2 in band all,' in told


def test_rounding_applies_to_the_mean_of_a_mix():
    # Rows of 0.015 and 0.025 by halves: their mean is 0.02, and of the rounded 0.025.
    text = document(
        "[rounding]\nat='line'\n",
        "[mix.kinds]\nweight='w'\nrows=[{x=0.015,w=0.5},{x=0.025,w=0.5}]\n",
        line("kinds.x", unit="1", more='over = "kinds"'),
    )
    assert price(text)[0, 0] == 0.02


@pytest.mark.parametrize(
    ("mode", "value"),
    [("half_up", 0.13), ("half_even", 0.12), ("truncate", 0.12), ("ceil", 0.13)],
)
def test_modes_of_rounding(mode, value):
    text = document(f"[rounding]\nat='line'\nmode='{mode}'\n", line("0.125", unit="1"))
    assert price(text)[0, 0] == value


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        # The NDIS catalogue, 2026-27, very remote: day 73.58 x 1.5, and its halves.
        ("81.07 * 1.5", 121.61),
        ("82.57 * 1.5", 123.86),
        ("81.07 * 1.4", 113.50),
        ("73.58 * 1.5", 110.37),
    ],
)
def test_a_value_is_snapped_before_it_is_rounded(formula, value):
    text = document("[rounding]\nat='price'\n", line(formula, unit="1"))
    assert price(text)[0, 0] == value


def test_a_line_that_reads_a_rounded_line_reads_the_rounded_value():
    # Bloomsbury, 2021: 24.40 x 40/60 + 2 x 0.45 = 17.1667, cut to 17.16; doubled
    # 34.32; / 0.70 = 49.028..., published as 49.03.
    visit = line(
        "24.40 * (30 + 10) / 60 + 2 * 0.45",
        "visit",
        "1",
        "rounding={step=0.01, mode='truncate'}",
    )
    text = document(
        "[rounding]\nat='price'\nstep=0.01\n",
        visit,
        line("visit * 2", "hour", "1"),
        line("hour / (1 - 0.30)", unit="1"),
    )
    found = evaluate(read_model(text, "small.toml"), None, {}).value
    assert [found[name][0, 0] for name in ("visit", "hour", "price")] == [
        17.16,
        34.32,
        49.03,
    ]


def test_a_division_by_zero_names_line_variant_band_and_place():
    told = failure(with_formula("pay / nought"), {"nought": [1.0, 0.0, 0.0]})
    assert told == (
        'small.toml, line 28, price: got a division by zero in "pay / nought" for '
        "variant 2 in band day, expected a number. Shield it with choose(...)."
    )


def test_a_variant_is_named_as_it_is_called():
    told = failure(
        with_formula("pay / nought"), {"nought": [1.0, 0.0]}, variants=["P001", "P002"]
    )
    assert "for P002 in band day" in told


def test_the_band_of_a_division_by_zero_is_named():
    told = failure(with_formula("pay / (0.5 - band.loading)"))
    assert 'in "pay / (0.5 - band.loading)" in band night,' in told


def test_choose_shields_a_division_by_zero_place_by_place():
    text = with_formula("choose(nought > 0, pay / nought, pay)")
    found = price(text, {"nought": [0.0, 2.0, 0.0, 5.0]})
    assert found[:, 0].tolist() == [12.5, 6.25, 12.5, 2.5]


def test_choose_shields_within_choose():
    inner = "choose(share > 0, 1 / (nought * share), 0)"
    text = with_formula(f"choose(nought > 0, {inner}, 9)", "1")
    found = price(text, {"nought": [0, 2, 2], "share": [1, 0, 0.5]})
    assert found[:, 0].tolist() == [9.0, 0.0, 1.0]


def test_choose_shields_only_the_arm_that_is_not_taken():
    text = with_formula("choose(share > 1, pay, pay / nought)")
    told = failure(text, {"share": [2, 2, 0], "nought": [0, 0, 0]})
    assert 'division by zero in "pay / nought" for variant 3 in band day,' in told


def test_a_constant_division_by_zero_in_a_live_arm_is_found():
    told = failure(with_formula("choose(share > 1, 1, 1 / 0)", "1"), {"share": [2, 0]})
    assert 'in "1 / 0" for variant 2 in band day,' in told


@pytest.mark.parametrize(
    "formula",
    [
        "1 / (1 / nought)",
        "0 * (1 / nought)",
        "min(1, 1 / nought)",
        "choose(1 / nought > 0, 1, 2)",
        "choose(share > 0 and 1 / nought > 0, 1, 2)",
        "choose(share > 9 and 1 / nought > 0, 1, 2)",
        "choose(share > 0, 1 / (1 / nought), 2)",
    ],
)
def test_a_division_by_zero_cannot_hide(formula):
    assert "division by zero" in failure(with_formula(formula, "1"))
    text = with_formula(formula, "1")
    assert "for variant 2" in failure(text, {"nought": [1, 0], "share": [0.5, 0.5]})


def test_a_line_of_its_own_is_not_shielded_by_a_choose_that_reads_it():
    text = document(
        INPUTS,
        line("1 / nought", "rate", "1"),
        line("choose(nought > 0, rate, 0)", unit="1"),
    )
    assert "rate: got a division by zero" in failure(text)


@pytest.mark.parametrize(
    ("formula", "place"),
    [
        ("1e300 * 1e300", "1e+300 * 1e+300"),
        ("1 / (1e300 * 1e300)", "1e+300 * 1e+300"),
        ("(0 - share) ** 0.5", "(0 - share) ** 0.5"),
        ("nought ** -1", "nought ** -1"),
        ("1e308 + 1e308", "1e+308 + 1e+308"),
        ("9 ** 999", "9 ** 999"),
        ("choose(share > 0, 9 ** 999, 1)", "9 ** 999"),
    ],
)
def test_a_result_that_is_not_finite_is_told(formula, place):
    assert failure(with_formula(formula, "1")) == (
        f'small.toml, line 28, price: got a result that is not finite in "{place}" '
        "in band day, expected a number."
    )


def test_rounding_past_what_a_float_holds_is_told():
    text = document("[rounding]\nat='line'\nstep=1e-300\n", line("1e300", unit="1"))
    assert "a result that is not finite in" in failure(text)


def test_what_is_too_small_is_zero_and_no_fault():
    assert price(with_formula("1e-300 * 1e-300", "1"))[0, 0] == 0


BOUNDED = (
    "[input.a]\nunit='1'\ndefault='b'\nmin=0\nmax=0.3\n[input.b]\nunit='1'\ndefault=0\n"
)


@pytest.mark.parametrize(
    ("inputs", "told"),
    [
        (
            {"a": [0.1, 0.4]},
            "got 0.4 for variant 2, expected a number up to 0.3, the max.",
        ),
        ({"a": -1}, "got -1, expected a number from 0, the min."),
        ({"b": 2}, "got 2, expected a number up to 0.3, the max."),
        ({"a": np.nan}, "got what is not finite, expected a number."),
        (
            {"a": [0, np.inf]},
            "got what is not finite for variant 2, expected a number.",
        ),
    ],
)
def test_an_input_outside_its_bounds_is_told(inputs, told):
    assert failure(document(BOUNDED, line("a", unit="1")), inputs) == (
        f"small.toml, line 3, a: {told}"
    )


def test_bounds_are_kept_to_twelve_digits():
    # 0.1 * 3 is 0.30000000000000004 in binary.
    assert (
        price(document(BOUNDED, line("a", unit="1")), {"a": 0.1 * 3})[0, 0] == 0.1 * 3
    )


def test_only_inputs_can_be_set():
    told = failure(with_formula("pay"), {"price": 1, "pya": 1, "hurs": 1})
    assert told.splitlines() == [
        (
            'small.toml, hurs: got "hurs", expected the name of an input. Did you mean '
            '"hours"?'
        ),
        (
            "small.toml, price: got a line, which cannot be set, expected the name "
            "of an "
            "input."
        ),
        'small.toml, pya: got "pya", expected the name of an input.',
    ]


def test_law_is_needed_where_it_is_read():
    text = 'law = "england"\n' + with_formula("law.national_living_wage")
    assert failure(text) == (
        'small.toml, line 29, price: got "law.national_living_wage" without a day '
        "in band day, expected a day of which to read the law."
    )


def test_law_that_is_not_read_is_not_asked():
    text = 'law = "england"\n' + document(
        "[input.pay]\nunit='GBP/h'\ndefault='law.national_living_wage'\n", line("pay")
    )
    long_ago = load_law("england").on(date(1999, 1, 1))
    assert price(text, {"pay": 5}, long_ago)[0, 0] == 5
    with pytest.raises(LawError, match="no value for national_living_wage"):
        price(text, {}, long_ago)


def test_arrays_of_several_lengths_are_refused():
    model = read_model(with_formula("pay"), "small.toml")
    with pytest.raises(ValueError, match=r"inputs of \[2, 3\] variants"):
        evaluate(model, None, {"pay": [1, 2], "hours": [1, 2, 3]})
    with pytest.raises(ValueError, match="got an array of 2 axes"):
        evaluate(model, None, {"pay": [[1, 2]]})


def test_nothing_changes_its_input():
    model = load_model(CONTRACT)
    wages = np.array([8.72, 9.0])
    evaluate(model, APRIL_2020, {"pay_rate": wages})
    assert wages.tolist() == [8.72, 9.0]


def test_a_model_can_be_sent_to_another_process():
    model = load_model(CONTRACT)
    assert pickle.loads(pickle.dumps(model)) == model


PURE = "".join(f"[input.{name}]\nunit='1'\ndefault=0\n" for name in NAMES)
VALUES = st.sampled_from([0.0, 1.0, -1.0, 0.5, 3.7, 1e6, -1e-6])


@settings(deadline=None, max_examples=250)
@given(numbers(), st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=4))
def test_random_formulas_give_what_plain_python_gives(tree, variants):
    text = document(PURE, BANDS, line(text_of(tree), unit="1"))
    model = read_model(text, "random.toml")
    inputs = {
        name: np.array([variant[place] for variant in variants])
        for place, name in enumerate(NAMES)
    }
    expected = []
    for variant in variants:
        values = dict(zip(NAMES, variant, strict=True))
        for loading in (0.0, 0.5):
            try:
                expected.append(plainly(tree, {**values, "loading": loading}))
            except ArithmeticError:
                expected.append(None)
    if None in expected:
        with pytest.raises(InputError, match="price: got a"):
            evaluate(model, None, inputs)
    else:
        found = evaluate(model, None, inputs).value["price"]
        # One unit in the last place: numpy's powers may differ from Python's.
        np.testing.assert_allclose(found.ravel(), expected, rtol=1e-14)


def test_a_variant_that_is_alone_is_not_numbered_but_called_by_its_name():
    text = with_formula("pay / nought")
    assert '"pay / nought" in band day' in failure(text, {"nought": 0.0})
    told = failure(text, {"nought": 0.0}, variants=["P1"])
    assert '"pay / nought" for P1 in band day' in told

"""Changes of rules: keys of case.toml and of lots, one by one, and checked again."""

import pytest

from scenarios.case import load_case
from tests.kit.folders import FILES, write
from tests.kit.what_ifs import change, entries, made, told

CASE = (
    FILES["case.toml"]
    + """\
[allocation]
budget_gbp_per_week = 1000.55
tolerance = { points = 0.1 }
[model_inputs]
pay_rate = 13
[calendar]
bank_holidays = "average"
"""
)


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return load_case(write(tmp_path_factory.mktemp("small"), case_toml=CASE))


@pytest.fixture
def ledger(tmp_path, case):
    def of(text):
        return entries(made(tmp_path, case, text)[1])

    return of


@pytest.fixture
def findings(tmp_path, case):
    def of(text):
        return told(tmp_path, case, text)

    return of


def rule(key, kind="rule", **operation):
    return change(type=f'"{kind}"', key=f'"{key}"', **operation)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            rule(
                "scoring.weights",
                set="{ quality = 50, price = 50, choice = 0, fit = 0 }",
            ),
            [
                "case  scoring.weights.quality: 45 -> 50",
                "case  scoring.weights.price: 30 -> 50",
                "case  scoring.weights.choice: 15 -> 0",
                "case  scoring.weights.fit: 10 -> 0",
            ],
        ),
        (
            rule("scoring.price_formula", set='"range"'),
            ["case  scoring.price_formula: lowest_ratio -> range"],
        ),
        (
            rule("allocation.aims", set='["placed", "cost"]'),
            ["case  allocation.aims: placed;points;cost -> placed;cost"],
        ),
        (
            rule("allocation.tolerance", set="{ cost = 0.02 }"),
            ["case  allocation.tolerance.cost:  -> 0.02"],
        ),
        (
            rule("allocation.tolerance.points", multiply="0.5"),
            ["case  allocation.tolerance.points: 0.1 -> 0.05"],
        ),
        (
            rule("allocation", set="{ strict_rank = true, draw_seed = 7 }"),
            [
                "case  allocation.strict_rank: false -> true",
                "case  allocation.draw_seed: 20261101 -> 7",
            ],
        ),
        (
            # 1,000.55 x 1.05 = 1,050.5775, half up to the penny.
            rule("allocation.budget_gbp_per_week", kind="funding", multiply="1.05"),
            ["case  allocation.budget_gbp_per_week: 1000.55 -> 1050.58"],
        ),
        (
            rule("allocation.budget_gbp_per_week", set='""'),
            ["case  allocation.budget_gbp_per_week: 1000.55 -> "],
        ),
        (
            rule("allocation.budget_gbp_per_week", remove="true"),
            ["case  allocation.budget_gbp_per_week: 1000.55 -> "],
        ),
        (
            rule("model_inputs.pay_rate", kind="price", add="0.5"),
            ["case  model_inputs.pay_rate: 13 -> 13.5"],
        ),
        (
            rule("model_inputs", remove="true"),
            ["case  model_inputs.pay_rate: 13 -> "],
        ),
        (
            rule("calendar.bank_holidays", kind="calendar", set='"actual"'),
            ["case  calendar.bank_holidays: average -> actual"],
        ),
        (
            rule("law.beyond_known", kind="law", set='"hold"'),
            ["case  law.beyond_known: refuse -> hold"],
        ),
        (
            rule("eligibility.minimum_rating", set='"Good"'),
            ["case  eligibility.minimum_rating:  -> Good"],
        ),
        (rule("lots.2.share_cap", set="0.4"), ["lots 2 share_cap:  -> 0.4"]),
        (
            rule("lots.2.weights", set="{ quality = 60, price = 40 }"),
            ["lots 2 weights.quality:  -> 60", "lots 2 weights.price:  -> 40"],
        ),
        (rule("lots.2.includes", set="[]"), ["lots 2 includes: 1 -> "]),
        (
            rule("lots.1.requires_cqc", set="true"),
            ["lots 1 requires_cqc: false -> true"],
        ),
    ],
)
def test_a_rule_is_changed(ledger, text, lines):
    assert ledger(text) == lines


def test_keys_of_a_table_that_are_not_named_stay(tmp_path, case):
    text = rule("scoring.weights", set="{ quality = 40, price = 35 }")
    changed, _ = made(tmp_path, case, text)
    weights = changed.settings.scoring.weights
    assert (weights.choice, weights.fit) == (15, 10)


def test_defaults_stay_where_the_case_says_nothing(tmp_path):
    text = "price_date = 2026-11-01\nmodel = 'model.toml'\n"
    case = load_case(write(tmp_path, case_toml=text))
    changed, _ = made(tmp_path, case, rule("scoring.weights", set="{ quality = 45 }"))
    assert changed.settings.scoring.weights == case.settings.scoring.weights


def test_the_price_date_of_a_scenario_is_the_case_s(tmp_path, case):
    changed, ledger = made(tmp_path, case, "price_date = 2027-01-01\n")
    assert changed.settings.price_date.isoformat() == "2027-01-01"
    assert entries(ledger) == ["case  price_date: 2026-11-01 -> 2027-01-01"]


def test_lots_that_are_not_touched_stay_the_same(tmp_path, case):
    changed, _ = made(tmp_path, case, rule("lots.2.share_cap", set="0.4"))
    assert changed.lots[0] is case.lots[0]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (
            rule("scoring.weights", set="{ quality = 50 }"),
            [
                (
                    "line 5, change.1.set: got values that do not go together: the "
                    "weights must add to 100, and add to 105."
                )
            ],
        ),
        (
            rule("lots.2.share_cap", set="4"),
            ['line 5, change.1.set: got "4", expected at most 1.'],
        ),
        (
            rule("scoring", set="{ price_formula = 'range', weighs = 3 }"),
            [
                (
                    "line 5, change.1.set.weighs: got a key that is not known, "
                    "expected a "
                    'key that is known. Did you mean "weights"?'
                )
            ],
        ),
        (
            rule("scoring.weights", set="5"),
            ['line 5, change.1.set: got "5", expected a table of keys and values.'],
        ),
        (
            rule("lots.3.share_cap", set="0.4"),
            ['line 4, change.1.key: got "3", expected a lot of the case: 1, 2.'],
        ),
        (
            rule("lots.2.share_cap", multiply="0.9"),
            [
                (
                    "line 5, change.1.multiply: got nothing, expected a value of "
                    "share_cap in the case. Use set."
                )
            ],
        ),
        (
            rule("scoring.price_formula", multiply="2"),
            [
                (
                    "line 5, change.1.multiply: got multiply, expected set, since "
                    "scoring.price_formula is no number."
                )
            ],
        ),
        (
            rule("allocation.pounds_per_point", multiply='"2"'),
            ['line 5, change.1.multiply: got "2", expected a number.'],
        ),
        (
            rule("allocation.pounds_per_point", multiply="1e300"),
            [
                (
                    f'line 5, change.1.multiply: got "1{"0" * 56}...", expected a '
                    f"smaller "
                    "number."
                )
            ],
        ),
        (
            rule("eligibility.minimum_rating", remove="true"),
            [
                (
                    'line 4, change.1.key: got "eligibility.minimum_rating", expected '
                    "a "
                    "rule that the case states."
                )
            ],
        ),
        (
            rule("allocation.budget_gbp_per_week", remove='"yes"'),
            ['line 5, change.1.remove: got "yes", expected true.'],
        ),
        (
            rule("allocation.aims", set='["placed", "draw"]'),
            [
                (
                    "line 5, change.1.set: got values that do not go together: draw "
                    "settles ties: name it under tie_break."
                )
            ],
        ),
        (
            rule("scoring.weights", set="{ quality = 40, price = 35 }")
            + rule("scoring.weights.quality", set="40"),
            [
                (
                    "line 8, change.2.key: got scoring.weights.quality, which change 1 "
                    "of what-if.toml changes too, expected each key changed once. Take "
                    "one of the two out."
                )
            ],
        ),
        (
            rule("allocation.tolerance.points", set="0")
            + rule("allocation", set="{ tolerance = { points = 0.2 } }"),
            [
                (
                    "line 8, change.2.key: got allocation.tolerance.points, which "
                    "change 1 of what-if.toml changes too, expected each key changed "
                    "once. Take one of the two out."
                )
            ],
        ),
        (
            rule("model_inputs.pay_rat", set="13"),
            [
                (
                    "line 2, case.toml, model_inputs.pay_rat: got "
                    '"pay_rat", expected an input of the model model.toml. Did you '
                    'mean "pay_rate"?'
                )
            ],
        ),
        (
            rule("model_inputs.pay_rate", set="1300"),
            [
                (
                    "line 2, case.toml, model_inputs.pay_rate: got 1300, expected at "
                    "most 50."
                )
            ],
        ),
        (
            rule("model", set="'nope.toml'"),
            [
                (
                    'case.toml, model: got "nope.toml", expected a shipped cost model, '
                    "or "
                    "a document beside case.toml. fairlot models lists those that are "
                    "shipped."
                )
            ],
        ),
        (
            rule("lots.1.price_formula", set='"absolute_linear"'),
            [
                f"line 2, lots.toml, lot.1.{end}_gbp_per_week: got nothing, expected a "
                "value, since lot 1 is scored by absolute_linear."
                for end in ("ceiling", "floor")
            ],
        ),
    ],
)
def test_a_rule_that_does_not_hold_is_told(findings, text, messages):
    assert findings(text) == [f"what-if.toml, {one}" for one in messages]


def test_rules_are_checked_after_all_changes(findings):
    # Either by itself would leave weights that do not add to 100.
    text = rule("scoring.weights.quality", add="-5")
    assert len(findings(text)) == 1
    assert findings(text + rule("scoring.weights.price", add="5")) == []


PARTS = rule("scoring.weights.quality", set="50") + rule(
    "scoring.weights.price", add="-5"
)
BY_PARTS = [
    "case  scoring.weights.quality: 45 -> 50",
    "case  scoring.weights.price: 30 -> 25",
]


@pytest.mark.parametrize("stated", [True, False])
def test_weights_changed_one_by_one_keep_the_others_stated_or_not(tmp_path, stated):
    # 45, 30, 15 and 10 hold whether case.toml states them or leaves them out.
    text = CASE if stated else CASE.split("[scoring]")[0]
    case = load_case(write(tmp_path, case_toml=text))
    changed, ledger = made(tmp_path, case, PARTS)
    assert entries(ledger) == BY_PARTS
    weights = changed.settings.scoring.weights
    assert (weights.quality, weights.price, weights.choice, weights.fit) == (
        50,
        25,
        15,
        10,
    )


def test_one_weight_alone_does_not_add_up_with_those_that_hold(tmp_path):
    text = CASE.split("[scoring]")[0]
    case = load_case(write(tmp_path, case_toml=text))
    (finding,) = told(tmp_path, case, rule("scoring.weights.quality", set="100"))
    assert "the weights must add to 100, and add to 155" in finding

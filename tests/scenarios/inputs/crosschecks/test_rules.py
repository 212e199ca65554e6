"""Rules on the council's own rules, where they stand together."""

from scenarios.inputs.crosschecks import RULES
from tests.kit.folders import FILES, told, write


def test_a_formula_has_its_parameters(tmp_path):
    settings = FILES["case.toml"] + (
        'price_formula = "absolute_linear"\nfloor_gbp_per_week = 100\n'
    )
    assert told(write(tmp_path, case_toml=settings)) == [
        "case.toml, line 4, scoring.ceiling_gbp_per_week: got nothing, expected a "
        f"value, since lot {lot} is scored by absolute_linear."
        for lot in (1, 2)
    ]


def test_a_lot_with_its_own_formula_is_told_of_in_its_own_file(tmp_path):
    lots = FILES["lots.toml"] + (
        '[[lot]]\nlot = "3"\nprice_formula = "absolute_linear"\n'
        'floor_gbp_per_week = 100\nceiling_gbp_per_week = ""\n'
    )
    assert told(write(tmp_path, lots_toml=lots)) == [
        (
            "lots.toml, line 19, lot.3.ceiling_gbp_per_week: got nothing, "
            "expected a value, "
            "since lot 3 is scored by absolute_linear."
        )
    ]


def test_the_floor_of_a_lot_is_below_the_ceiling_of_the_case(tmp_path):
    changed = {
        "case_toml": FILES["case.toml"] + "ceiling_gbp_per_week = 90\n",
        "lots_toml": FILES["lots.toml"]
        + '[[lot]]\nlot = "3"\nfloor_gbp_per_week = 99\n',
    }
    assert told(write(tmp_path, **changed)) == [
        (
            "case.toml, line 4, scoring.floor_gbp_per_week: got 99 for lot 3, "
            "expected less "
            "than the ceiling of 90."
        )
    ]


def test_a_lot_stands_once(tmp_path):
    lots = FILES["lots.toml"] + '[[lot]]\nlot = "1"\n'
    assert told(write(tmp_path, lots_toml=lots)) == [
        'lots.toml, line 1, lot: got "1" again, expected each lot once.'
    ]


def test_a_column_that_is_accepted_is_there(tmp_path):
    accept = 'accept = ["providers.postcode", "provider.postcode", "rates.pay_rate"]'
    settings = f"{FILES['case.toml']}[privacy]\n{accept}\n"
    assert told(write(tmp_path, case_toml=settings)) == [
        (
            'case.toml, line 7, privacy.accept: got "provider.postcode", expected '
            "a column "
            'as table.column. Did you mean "providers.postcode"?'
        )
    ]


def test_each_rule_stands_once_and_the_small_case_breaks_none(tmp_path):
    assert len(set(RULES)) == len(RULES)
    assert told(write(tmp_path)) == []


def test_columns_of_a_finance_extract_may_be_accepted(tmp_path):
    case = FILES["case.toml"] + '[privacy]\naccept = ["extract.name"]\n'
    assert told(write(tmp_path, case_toml=case)) == []

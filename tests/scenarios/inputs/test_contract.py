"""The tables are those of the contract: names, what is needed, defaults, keys."""

import pytest

from costing.columns import Kind
from costing.sheets.frames import read_table
from costing.sheets.sheet import read_sheet
from scenarios.inputs.contract import TABLES

# Copied by hand from the contract; * marks a column that is needed.
COLUMNS = {
    "providers": "*provider name lots cqc_registered cqc_rating cqc_rating_date "
    "quality "
    "client_groups areas postcode capacity_hours_per_week capacity_places "
    "spare_hours_per_week spare_places minimum_hours_per_week share_cap status",
    "provider_lots": "*provider *lot capacity_hours_per_week capacity_places "
    "spare_hours_per_week spare_places approved_from approved_to",
    "provider_costs": "*provider *input *value",
    "schemes": "*scheme provider area postcode places capacity_hours_per_week "
    "occupied_places background_gbp_per_week already_running accessible household "
    "void_since void_rule",
    "scheme_offers": "*scheme *provider background_gbp_per_week "
    "one_to_one_gbp_per_hour "
    "sleep_in_gbp_per_night waking_night_gbp_per_night quality",
    "rotas": "*scheme *day *start *end staff kind component post",
    "timetables": "*scheme *component *day *start *end people person",
    "commitments": "*person *provider scheme lot component units_per_week unit "
    "unit_rate_gbp weekly_gross_gbp client_contribution_gbp health_gbp legal_basis "
    "start end up_for_award cost_centre price_from",
    "absences": "*person *start end reason retainer",
    "referrals": "*referral lot client_group area postcode_district priority "
    "hours_per_week night_support personal_care accessible household published_on "
    "closes_on start_by current_provider current_scheme must_stay stay_in_home "
    "together "
    "budget_gbp_per_week quality_weight price_weight choice_weight fit_weight",
    "packages": "*referral *component *quantity band shared_by funder scheme",
    "offers": "*referral *provider scheme price_gbp_per_week core_included quality fit "
    "hours_per_week start status reason",
    "question_scores": "*referral *provider *question *score evaluator comment",
    "preferences": "*referral provider scheme area rank veto only",
    "may_not_share": "*referral *other reason",
    "decisions": "*referral *decision provider scheme by on reason",
    "rates": "*provider *service *rate_gbp unit area annual_hours requested_uplift "
    "rate_from",
    "returns": "*provider *service *line *gbp location heading kind",
}
DEFAULTS = {
    "providers": {"cqc_registered": False, "minimum_hours_per_week": 0.0}
    | {"status": "open", "lots": (), "client_groups": (), "areas": ()},
    "schemes": {"occupied_places": 0.0, "accessible": False},
    "rotas": {"staff": 1.0, "kind": "waking", "component": "background"},
    "timetables": {"people": 1.0},
    "commitments": {"unit": "hours", "up_for_award": False},
    "referrals": {"priority": 1.0, "night_support": "none", "personal_care": False}
    | {"accessible": False, "must_stay": False, "stay_in_home": False},
    "packages": {"shared_by": 1.0, "funder": "council"},
    "offers": {"fit": 50.0, "status": "offered"},
    "preferences": {"veto": False, "only": False},
    "rates": {"unit": "hour"},
    "returns": {"kind": "line"},
}
CHOICES = {
    ("providers", "cqc_rating"): "Outstanding|Good|Requires improvement|Inadequate|"
    "Not rated",
    ("providers", "status"): "open|no_new|closed",
    ("rotas", "kind"): "waking|sleep_in",
    ("commitments", "legal_basis"): "care_act|s117|chc|joint",
    ("referrals", "night_support"): "none|sleep_in|waking",
    ("packages", "funder"): "council|health|client",
    ("offers", "status"): "offered|declined|late|withdrawn",
    ("decisions", "decision"): "accept|override|hold",
    ("rates", "unit"): "hour|week|night",
    ("returns", "kind"): "line|subtotal|total",
}


def test_the_tables_are_those_of_the_contract_in_its_order():
    assert list(TABLES) == list(COLUMNS)


@pytest.mark.parametrize("table", COLUMNS)
def test_the_columns_are_those_of_the_contract_and_no_other_is_needed(table):
    written = [
        f"*{column.name}" if column.needed else column.name
        for column in TABLES[table].columns
    ]
    assert written == COLUMNS[table].split()


@pytest.mark.parametrize("table", DEFAULTS)
def test_an_empty_cell_takes_the_default_of_the_contract(table):
    spec = TABLES[table]
    fills = {column.name: column.fill for column in spec.columns}
    assert {name: fills[name] for name in DEFAULTS[table]} == DEFAULTS[table]


@pytest.mark.parametrize(("table", "column"), CHOICES)
def test_choices_are_those_of_the_contract(table, column):
    assert "|".join(TABLES[table].column(column).choices) == CHOICES[table, column]


@pytest.mark.parametrize("table", COLUMNS)
def test_a_table_with_only_the_needed_columns_is_sound(table):
    cells = {Kind.NUMBER: "1", Kind.MONEY: "1", Kind.TIME: "07:00", Kind.DAY: "Mon"}
    cells[Kind.DATE] = "2026-11-01"
    needed = [column for column in TABLES[table].columns if column.needed]
    row = [
        column.choices[0] if column.choices else cells.get(column.kind, "a")
        for column in needed
    ]
    text = f"{','.join(column.name for column in needed)}\n{','.join(row)}\n"
    read = read_table(read_sheet(f"{table}.csv", text.encode()), TABLES[table])
    assert read.findings == ()
    assert len(read.frame) == 1


@pytest.mark.parametrize("spec", TABLES.values(), ids=TABLES)
def test_every_column_and_table_says_what_it_is(spec):
    assert spec.says
    assert [
        one.name for one in spec.columns if not one.says or one.says[-1] == "."
    ] == []
    assert set(spec.key) <= set(spec.names)


def test_only_marks_shares_and_weights_have_a_most():
    topped = {
        f"{table}.{column.name}"
        for table, spec in TABLES.items()
        for column in spec.columns
        if column.kind.is_number and column.bounds[1] is not None
    }
    assert topped == {
        "providers.quality",
        "providers.share_cap",
        "scheme_offers.quality",
        "referrals.quality_weight",
        "referrals.price_weight",
        "referrals.choice_weight",
        "referrals.fit_weight",
        "offers.quality",
        "offers.fit",
    }

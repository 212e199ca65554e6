"""Changes of rows: what is picked, what becomes of it, and what is refused."""

import pytest

from scenarios.case import load_case
from tests.kit.folders import write
from tests.kit.what_ifs import change, entries, made, told

OF = {
    "offers": '"price"',
    "providers": '"supply"',
    "referrals": '"demand"',
    "packages": '"package"',
    "commitments": '"funding"',
    "provider_lots": '"supply"',
    "schemes": '"supply"',
    "rotas": '"supply"',
    "rates": '"price"',
    "may_not_share": '"demand"',
}


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return load_case(write(tmp_path_factory.mktemp("small")))


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


def rows(table, **keys):
    kind = keys.pop("kind", OF[table])
    return change(type=kind, table=f'"{table}"', **keys)


# What is picked


def test_without_where_every_row_is_changed(ledger):
    assert ledger(rows("providers", set="{ quality = 50 }")) == [
        "providers P1 quality:  -> 50",
        "providers P2 quality:  -> 50",
        "providers P3 quality:  -> 50",
    ]


def test_a_list_means_any_of_it(ledger):
    text = rows("providers", where='{ provider = ["P1", "P3"] }', set="{ quality = 5 }")
    assert ledger(text) == [
        "providers P1 quality:  -> 5",
        "providers P3 quality:  -> 5",
    ]


def test_columns_must_all_fit(ledger):
    text = rows(
        "offers",
        where='{ referral = "R1", provider = "P2" }',
        set="{ price_gbp_per_week = 900 }",
    )
    assert ledger(text) == ["offers R1;P2; price_gbp_per_week: 990.00 -> 900.00"]


def test_unless_leaves_rows_out(ledger):
    text = rows("providers", unless='{ provider = "P2" }', set="{ quality = 5 }")
    assert ledger(text) == [
        "providers P1 quality:  -> 5",
        "providers P3 quality:  -> 5",
    ]


def test_unless_needs_all_its_columns(ledger):
    text = rows(
        "providers",
        unless='{ provider = "P2", status = "closed" }',
        set="{ quality = 5 }",
    )
    assert len(ledger(text)) == 3


@pytest.mark.parametrize(
    ("table", "where", "keys"),
    [
        # Defaults are filled in: P1 and P2 say open, R1 has the priority 1 by default.
        ("providers", '{ status = "Open" }', ["P1", "P2"]),
        ("referrals", "{ priority = 1 }", ["R1", "R2"]),
        ("referrals", "{ must_stay = true }", ["R1"]),
        ("referrals", '{ must_stay = "no" }', ["R2"]),
        ("referrals", '{ night_support = "none" }', ["R1"]),
        # P1 is approved for both lots, P2 and P3 for all.
        ("providers", '{ lots = "1" }', ["P1", "P2", "P3"]),
        ("providers", '{ lots = "" }', ["P2", "P3"]),
        ("providers", '{ areas = "North;South" }', ["P1", "P2", "P3"]),
        # Numbers as numbers, money as money, nothing as nothing.
        ("providers", "{ capacity_hours_per_week = 400.0 }", ["P1"]),
        ("providers", '{ capacity_hours_per_week = "" }', ["P2", "P3"]),
        ("schemes", '{ background_gbp_per_week = "£900.00" }', ["S1"]),
        ("schemes", "{ places = [3, 4] }", ["S1", "S2"]),
        ("schemes", "{ already_running = true }", ["S1"]),
        ("schemes", '{ provider = "P1" }', ["S1"]),
    ],
)
def test_values_are_those_that_the_reader_made(tmp_path, case, table, where, keys):
    sets = {"providers": "quality = 7", "referrals": "accessible = true"}
    to = sets.get(table, 'void_rule = "provider"')
    _, ledger = made(tmp_path, case, rows(table, where=where, set=f"{{ {to} }}"))
    assert ledger["key"].tolist() == keys


def test_days_times_and_numbers_of_weekdays_pick(ledger):
    text = rows(
        "provider_lots",
        where="{ approved_from = 2026-01-01 }",
        set="{ spare_places = 1 }",
    )
    assert ledger(text) == ["provider_lots P1;1 spare_places:  -> 1"]
    text = rows(
        "rotas", where='{ day = "monday", start = 07:00:00 }', set="{ staff = 2 }"
    )
    assert ledger(text) == ["rotas S2;line 2 staff: 1 -> 2"]


def test_columns_that_are_carried_through_pick(tmp_path):
    table = "provider,x_kind\nP1,big\nP2,small\nP3,\n"
    case = load_case(
        write(
            tmp_path,
            providers_csv=table,
            schemes_csv=None,
            rotas_csv=None,
            scheme_offers_csv=None,
            commitments_csv=None,
            may_not_share_csv=None,
            offers_csv="referral,provider,price_gbp_per_week\n"
            "R1,P1,9\nR1,P2,8\nR2,P2,9\nR2,P1,9\n",
            referrals_csv="referral,lot\nR1,1\nR2,2\n",
        )
    )
    text = rows("providers", where='{ x_kind = "small" }', set="{ quality = 1 }")
    assert entries(made(tmp_path, case, text)[1]) == ["providers P2 quality:  -> 1"]


def test_each_change_picks_in_the_case_as_it_was_read(ledger):
    # The second still finds P1 open, though the first has made it no_new.
    first = rows("providers", where='{ provider = "P1" }', set='{ status = "no_new" }')
    second = rows("providers", where='{ status = "open" }', set="{ quality = 5 }")
    assert ledger(first + second) == [
        "providers P1 quality:  -> 5",
        "providers P1 status: open -> no_new",
        "providers P2 quality:  -> 5",
    ]


# What becomes of it


@pytest.mark.parametrize(
    ("multiply", "price"),
    [
        ("1.03", "1071.20"),  # 1,040.00 x 1.03
        ("1.000005", "1040.01"),  # 1,040.0052, half up is 1,040.01
        ("0", "0.00"),
    ],
)
def test_money_is_rounded_half_up_to_the_penny(ledger, multiply, price):
    text = rows(
        "offers",
        where='{ referral = "R1", provider = "P1" }',
        multiply=f"{{ price_gbp_per_week = {multiply} }}",
    )
    old = "offers R1;P1;S1 price_gbp_per_week: 1040.00"
    assert ledger(text) == [f"{old} -> {price}"]


def test_half_a_penny_more_is_a_penny(ledger):
    text = rows(
        "offers",
        where='{ referral = "R1", provider = "P2" }',
        add="{ price_gbp_per_week = 0.005 }",
    )
    assert ledger(text) == ["offers R1;P2; price_gbp_per_week: 990.00 -> 990.01"]


def test_hours_are_kept_to_the_minute(ledger):
    # 400 h x 0.33337 = 133.348 h = 8,000.88 minutes, to the minute 8,001 = 133.35 h.
    text = rows(
        "providers",
        where='{ provider = "P1" }',
        multiply="{ capacity_hours_per_week = 0.33337 }",
    )
    assert ledger(text) == ["providers P1 capacity_hours_per_week: 400 -> 133.35"]


def test_days_are_added_to_days(ledger):
    text = change(
        type='"calendar"', table='"provider_lots"', add="{ approved_to = -30 }"
    )
    assert ledger(text) == ["provider_lots P1;1 approved_to: 2027-01-01 -> 2026-12-02"]


def test_several_columns_at_once(ledger):
    text = rows(
        "providers",
        where='{ provider = "P2" }',
        set='{ lots = ["2"], areas = "all", quality = 60, cqc_registered = true }',
    )
    assert ledger(text) == [
        "providers P2 lots:  -> 2",
        "providers P2 cqc_registered: no -> yes",
        "providers P2 quality:  -> 60",
    ]


def test_an_empty_text_gives_a_cell_its_default(ledger):
    text = rows(
        "offers",
        where='{ referral = "R1", provider = "P2" }',
        set='{ price_gbp_per_week = "" }',
    )
    assert ledger(text) == ["offers R1;P2; price_gbp_per_week: 990.00 -> "]


def test_what_is_set_reads_as_a_cell_would(tmp_path, case):
    text = rows(
        "offers",
        where='{ referral = "R1", provider = "P2" }',
        set='{ price_gbp_per_week = "£1,200.50" }',
    )
    changed, _ = made(tmp_path, case, text)
    assert changed.tables["offers"]["price_gbp_per_week"].loc[3] == 1200.5


def test_rows_are_taken_out(tmp_path, case):
    text = rows("may_not_share", remove="true")
    changed, ledger = made(tmp_path, case, text)
    assert changed.tables["may_not_share"].empty
    assert entries(ledger) == [
        "may_not_share R2;C1 referral: R2 -> ",
        "may_not_share R2;C1 other: C1 -> ",
        "may_not_share R2;C1 reason: past dispute -> ",
    ]


def test_rows_are_put_in_with_their_defaults(tmp_path, case):
    text = rows(
        "schemes",
        insert='[{ scheme = "S9", provider = "P1", places = 3, occupied_places = 1, '
        'household = ["quiet", "pets"] }]',
    )
    changed, ledger = made(tmp_path, case, text)
    assert entries(ledger) == [
        "schemes S9 scheme:  -> S9",
        "schemes S9 provider:  -> P1",
        "schemes S9 places:  -> 3",
        "schemes S9 occupied_places:  -> 1",
        "schemes S9 already_running:  -> yes",
        "schemes S9 accessible:  -> no",
        "schemes S9 household:  -> quiet;pets",
    ]
    frame = changed.tables["schemes"]
    assert frame.index.tolist() == [2, 3, 4]
    assert (frame.dtypes == case.tables["schemes"].dtypes).all()


def test_whether_a_new_scheme_runs_can_be_stated(ledger):
    text = rows(
        "schemes",
        insert='[{ scheme = "S9", occupied_places = 1, already_running = false }]',
    )
    assert "schemes S9 already_running:  -> no" in ledger(text)


def test_rows_can_be_put_into_a_table_that_the_case_has_not(tmp_path):
    case = load_case(write(tmp_path, may_not_share_csv=None))
    text = rows("may_not_share", insert='[{ referral = "R1", other = "C1" }]')
    changed, ledger = made(tmp_path, case, text)
    assert "may_not_share" in changed.present - case.present
    assert len(ledger) == 2


def test_inputs_of_the_model_stand_in_rates(ledger):
    assert ledger(rows("rates", multiply="{ pay_rate = 1.1 }")) == [
        "rates P1;one_to_one;;hour; pay_rate: 13.1 -> 14.41"
    ]


def test_a_column_of_rates_can_be_new(tmp_path):
    table = "provider,service,rate_gbp\nP1,one_to_one,25.40\n"
    case = load_case(write(tmp_path, rates_csv=table))
    text = rows("rates", set="{ pay_rate = 13.5 }")
    assert entries(made(tmp_path, case, text)[1]) == [
        "rates P1;one_to_one;;hour; pay_rate:  -> 13.5"
    ]


# Who need not stay


def test_who_must_stay_with_a_provider_that_closes_is_released(ledger):
    text = rows("providers", where='{ provider = "P1" }', set='{ status = "closed" }')
    assert ledger(text) == [
        "providers P1 status: open -> closed",
        "referrals R1 must_stay: yes -> no",
    ]


def test_a_provider_that_takes_nobody_new_releases_nobody(ledger):
    text = rows("providers", where='{ provider = "P1" }', set='{ status = "no_new" }')
    assert ledger(text) == ["providers P1 status: open -> no_new"]


def test_what_a_scenario_says_of_must_stay_itself_stands(ledger):
    closes = rows("providers", where='{ provider = "P1" }', set='{ status = "closed" }')
    free = rows("referrals", where='{ referral = "R1" }', set="{ must_stay = false }")
    assert ledger(closes + free) == [
        "providers P1 status: open -> closed",
        "referrals R1 must_stay: yes -> no",
    ]


# What is refused


def test_a_change_that_fits_no_row_is_told(findings):
    text = rows("providers", where='{ provider = "P9" }', set="{ quality = 5 }")
    assert findings(text) == [
        (
            'what-if.toml, line 5, change.1.where: got provider "P9", expected a row '
            "that "
            "it fits; providers has 3 rows and none does."
        )
    ]


def test_a_near_value_is_suggested(findings):
    text = rows("referrals", where='{ area = "Nort" }', set="{ priority = 2 }")
    assert findings(text) == [
        (
            'what-if.toml, line 5, change.1.where: got area "Nort", expected a row '
            'that it fits; referrals has 2 rows and none does. Did you mean "North"?'
        )
    ]


def test_an_unless_that_leaves_nothing_is_told_as_such(findings):
    text = rows(
        "providers",
        where='{ provider = "P1" }',
        unless='{ status = "open" }',
        set='{ status = "closed" }',
    )
    assert findings(text) == [
        (
            "what-if.toml, line 6, change.1.unless: got an unless that leaves out the "
            "one row that where picks, expected at least one row that is left to be "
            "changed."
        )
    ]


def test_a_change_of_an_empty_table_is_told(tmp_path):
    case = load_case(write(tmp_path, may_not_share_csv=None))
    text = rows("may_not_share", remove="true")
    assert told(tmp_path, case, text) == [
        (
            'what-if.toml, line 4, change.1.table: got "may_not_share", expected a row '
            "that it fits; may_not_share has no rows."
        )
    ]


def test_a_value_that_no_row_has_beside_others_is_noted(tmp_path, case):
    text = rows(
        "referrals", where='{ area = ["North", "Sout"] }', set="{ priority = 2 }"
    )
    changed, _ = made(tmp_path, case, text)
    assert changed.notes[-1] == (
        'what-if.toml, change 1: no row of referrals has area "Sout". '
        'Did you mean "South"?'
    )


def test_a_column_that_is_carried_and_not_there_is_told(findings):
    text = rows("providers", where='{ x_kind = "small" }', set="{ quality = 1 }")
    assert findings(text) == [
        (
            'what-if.toml, line 5, change.1.where.x_kind: got "x_kind", expected a '
            "column "
            "of providers of this case."
        )
    ]


def test_a_column_of_rates_that_is_no_input_is_told(findings):
    assert findings(rows("rates", multiply="{ pay_rat = 1.1 }")) == [
        (
            'what-if.toml, line 5, change.1.multiply.pay_rat: got "pay_rat", expected '
            "a "
            "column of rates or an input of the cost model."
        )
    ]


def test_empty_cells_are_not_multiplied(findings):
    text = rows("provider_lots", multiply="{ capacity_hours_per_week = 0.9 }")
    assert findings(text) == [
        (
            "what-if.toml, line 5, change.1.multiply.capacity_hours_per_week: got "
            "empty cells, expected a row with a capacity_hours_per_week; none of the 1 "
            "that it fits has one."
        )
    ]


def test_some_empty_cells_are_noted(tmp_path, case):
    text = rows("providers", multiply="{ capacity_hours_per_week = 0.9 }")
    changed, ledger = made(tmp_path, case, text)
    assert entries(ledger) == ["providers P1 capacity_hours_per_week: 400 -> 360"]
    assert changed.notes[-1] == (
        "what-if.toml, change 1: 2 of 3 rows of providers have no "
        "capacity_hours_per_week, and keep none."
    )


def test_a_part_of_a_place_is_told(findings):
    assert findings(rows("schemes", multiply="{ places = 0.9 }")) == [
        (
            "what-if.toml, line 5, change.1.multiply.places: got x 0.9, whose result "
            "the column cannot hold, expected whole numbers."
        )
    ]


@pytest.mark.parametrize(
    ("table", "operation", "expected"),
    [
        (
            "offers",
            "multiply = { price_gbp_per_week = 1e14 }",
            (
                "multiply.price_gbp_per_week: got x 100000000000000, whose "
                "result the column cannot hold, expected at most 90,000,000,000,000."
            ),
        ),
        (
            "packages",
            "multiply = { quantity = 1.7e308 }",
            "multiply.quantity: got x 17"
            + "0" * 307
            + ", whose result the column cannot hold, expected "
            "a number that can be held.",
        ),
    ],
)
def test_what_no_cell_can_hold_is_told(findings, table, operation, expected):
    key, value = operation.split(" = ", 1)
    found = findings(rows(table, **{key: value}))
    assert found == [f"what-if.toml, line 5, change.1.{expected}"]


def test_numbers_below_their_bounds_are_told_at_each_row(findings):
    assert findings(rows("schemes", add="{ places = -9 }")) == [
        "what-if.toml, line 5, change.1.add.places: got -5 for S1, expected 0 or more.",
        "what-if.toml, line 5, change.1.add.places: got -6 for S2, expected 0 or more.",
    ]


def test_a_day_beyond_all_calendars_is_told(findings):
    for days in (10**7, 3_000_000):
        text = change(
            type='"calendar"',
            table='"provider_lots"',
            add=f"{{ approved_to = {days} }}",
        )
        assert findings(text) == [
            (
                f"what-if.toml, line 5, change.1.add.approved_to: got + {days}, whose "
                f"result "
                "the column cannot hold, expected a day between the years 1 and 9999."
            )
        ]


def test_two_changes_of_one_cell_are_told(findings):
    text = rows("providers", set="{ quality = 5 }") + rows(
        "providers", where='{ status = "open" }', set="{ quality = 6 }"
    )
    assert findings(text) == [
        (
            "what-if.toml, line 10, change.2.set: got quality of providers P1 and 1 "
            "more, which change 1 of what-if.toml changes too, expected each cell "
            "changed once. Take these rows out of one of the two, with unless."
        )
    ]


def test_two_changes_of_one_cell_are_told_though_both_say_the_same(findings):
    assert len(findings(2 * rows("providers", set="{ quality = 5 }"))) == 1


def test_two_changes_of_two_columns_of_a_row_are_fine(findings):
    text = rows("providers", set="{ quality = 5 }") + rows(
        "providers", set="{ minimum_hours_per_week = 6 }"
    )
    assert findings(text) == []


def test_a_row_that_one_takes_out_and_another_changes_is_told(findings):
    out = change(
        type='"supply"', table='"offers"', where="{ provider = 'P2' }", remove="true"
    )
    dearer = rows("offers", multiply="{ price_gbp_per_week = 2 }")
    message = (
        "change.{}.multiply: got price_gbp_per_week of offers R1;P2;, which change {} "
        "of what-if.toml takes out, expected each cell changed once. Take these rows "
        "out of one of the two, with unless."
    )
    assert findings(out + dearer) == [f"what-if.toml, line 10, {message.format(2, 1)}"]
    assert findings(dearer + out) == [f"what-if.toml, line 5, {message.format(1, 2)}"]


def test_a_row_that_two_take_out_is_told(findings):
    out = change(type='"demand"', table='"may_not_share"', remove="true")
    assert findings(2 * out) == [
        (
            "what-if.toml, line 9, change.2.remove: got may_not_share R2;C1, which "
            "change 1 of what-if.toml changes too, expected each cell changed once. "
            "Take these rows out of one of the two, with unless."
        )
    ]


def test_a_key_that_stands_already_is_told(findings):
    text = change(
        type='"supply"',
        table='"offers"',
        insert="[{ referral = 'R1', provider = 'P2' }]",
    )
    assert findings(text) == [
        (
            "what-if.toml, line 5, change.1.insert: got R1;P2; again, expected each "
            "referral, provider, scheme once."
        )
    ]


def test_a_key_that_two_put_in_is_told(findings):
    text = change(
        type='"supply"',
        table='"offers"',
        insert="[{ referral = 'R1', provider = 'P3', price_gbp_per_week = 9 }]",
    )
    assert findings(2 * text) == [
        (
            "what-if.toml, line 9, change.2.insert: got R1;P3; again, expected each "
            "referral, provider, scheme once."
        )
    ]


def test_a_key_that_is_set_to_another_is_told(findings):
    text = change(
        type='"supply"',
        table='"offers"',
        where="{ referral = 'R2' }",
        set="{ provider = 'P2', scheme = '' }",
    )
    assert findings(text) == [
        (
            "what-if.toml, line 6, change.1.set: got R2;P2; again, expected each "
            "referral, provider, scheme once."
        )
    ]

"""Rules on offers: their schemes, their core and their prices."""

from tests.kit.folders import told, with_text, write

CORE = (
    "core_included: got an empty cell, expected yes or no, since the scheme has a "
    "background cost. Write yes if the price holds the person's share of it."
)


def test_an_offer_goes_into_a_scheme_of_its_provider(tmp_path):
    offers = with_text("offers.csv", "R1,P2,,990,", "R1,P2,S1,990,no")
    assert told(write(tmp_path, offers_csv=offers)) == [
        (
            'offers.csv, line 3, scheme: got "S1", expected a scheme of the '
            "provider; this "
            "one is supported by P1."
        )
    ]


def test_a_house_that_is_let_as_a_whole_is_open_to_all(tmp_path):
    schemes = with_text("schemes.csv", "S1,P1", "S1,")
    offers = with_text("offers.csv", "R1,P2,,990,", "R1,P2,S1,990,no")
    assert told(write(tmp_path, schemes_csv=schemes, offers_csv=offers)) == []


def test_where_there_is_a_background_cost_the_core_is_said_to_be_in_or_out(tmp_path):
    offers = with_text("offers.csv", '1,040.00",yes', '1,040.00",')
    assert told(write(tmp_path, offers_csv=offers)) == [f"offers.csv, line 2, {CORE}"]


def test_a_rota_is_a_background_cost(tmp_path):
    offers = with_text("offers.csv", "R2,P2,S2,,no", "R2,P2,S2,,")
    assert told(write(tmp_path, offers_csv=offers)) == [f"offers.csv, line 4, {CORE}"]


def test_a_background_cost_that_is_nought_asks_for_nothing(tmp_path):
    changed = {
        "offers_csv": with_text("offers.csv", "R2,P2,S2,,no", "R2,P2,S2,,"),
        "schemes_csv": with_text(
            "schemes.csv", "S2,P2,South,3,0,", "S2,P2,South,3,0,0"
        ),
    }
    assert told(write(tmp_path, **changed)) == []


def test_an_offer_that_is_not_considered_is_asked_nothing(tmp_path):
    offers = (
        "referral,provider,scheme,price_gbp_per_week,status\n"
        "R1,P1,,1000,\nR1,P2,,,late\nR2,P2,S2,,withdrawn\n"
    )
    assert told(write(tmp_path, offers_csv=offers, packages_csv=None)) == []


def test_an_offer_without_price_and_package_is_told(tmp_path):
    packages = "referral,component,quantity\nR2,one_off,500\n"
    assert told(write(tmp_path, packages_csv=packages)) == [
        (
            "offers.csv, line 4, price_gbp_per_week: got an empty cell, expected "
            "a price, "
            "since the referral has no weekly package to price. Write the price, "
            "or add "
            "the package."
        )
    ]


def test_without_offers_every_person_needs_a_package(tmp_path):
    packages = "referral,component,quantity\nR2,one_to_one,5\n"
    changed = {
        "packages_csv": packages,
        "offers_csv": None,
        "question_scores_csv": None,
    }
    assert told(write(tmp_path, **changed)) == [
        (
            'referrals.csv, line 2, referral: got "R1", expected one with a weekly '
            "package, since no table of offers has prices."
        )
    ]


def test_rules_rest_where_a_table_they_need_cannot_be_read(tmp_path):
    changed = {"schemes_csv": "a;b\n", "packages_csv": "a;b\n"}
    messages = told(write(tmp_path, **changed))
    assert [message.split(":")[0] for message in messages] == [
        "packages.csv, line 1",
        "schemes.csv, line 1",
    ]

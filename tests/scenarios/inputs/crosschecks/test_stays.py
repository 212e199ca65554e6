"""Must-stay: a single row that makes it impossible is told."""

from tests.kit.folders import told, with_text, write

NO_SCORES = {"question_scores_csv": None}


def test_it_needs_a_current_provider(tmp_path):
    people = "referral,lot,must_stay,current_provider\nR1,1,yes,\nR2,2,,\n"
    assert told(write(tmp_path, referrals_csv=people)) == [
        (
            "referrals.csv, line 2, current_provider: got an empty cell, expected a "
            "provider, since must_stay is yes. Fill it in, or take must_stay out."
        )
    ]


def test_it_needs_an_offer_of_the_current_provider(tmp_path):
    offers = with_text("offers.csv", 'R1,P1,S1,"£1,040.00",yes\n', "")
    assert told(write(tmp_path, offers_csv=offers)) == [
        (
            'referrals.csv, line 2, current_provider: got "P1", expected a '
            "provider with "
            "an offer for this person, since must_stay is yes. Add its offer, or take "
            "must_stay out."
        )
    ]


def test_an_offer_that_was_declined_is_none(tmp_path):
    offers = (
        "referral,provider,price_gbp_per_week,status\n"
        "R1,P1,1000,declined\nR1,P2,990,offered\nR2,P2,1,offered\n"
    )
    assert told(write(tmp_path, offers_csv=offers)) == [
        (
            'referrals.csv, line 2, current_provider: got "P1", expected a '
            "provider with "
            "an offer for this person, since must_stay is yes. Add its offer, or take "
            "must_stay out."
        )
    ]


def test_a_closed_provider_releases(tmp_path):
    people = "referral,lot,must_stay,current_provider\nR1,1,yes,P3\nR2,2,,\n"
    assert told(write(tmp_path, referrals_csv=people)) == []


def test_without_a_table_of_offers_every_provider_offers(tmp_path):
    assert told(write(tmp_path, offers_csv=None, **NO_SCORES)) == []


def test_the_persons_own_wishes_may_not_forbid_it(tmp_path):
    wishes = "referral,provider,veto,only\nR1,P1,yes,\nR1,P2,,yes\nR2,P1,yes,\n"
    assert told(write(tmp_path, preferences_csv=wishes)) == [
        (
            'preferences.csv, line 2, veto: got "yes", expected no veto of the '
            "provider "
            "with whom this person must stay."
        ),
        (
            'preferences.csv, line 3, provider: got "P2", expected the provider '
            "with whom "
            "this person must stay."
        ),
    ]

"""People given out anew: one provider, one home, one lot, and no contradiction."""

from tests.kit.folders import FILES, told, with_text, write

HEAD = "person,provider,scheme,lot,component,units_per_week,up_for_award\n"


def told_of(folder, *rows, **changed):
    lines = HEAD + "".join(f"{row}\n" for row in rows)
    files = {"commitments_csv": lines, "may_not_share_csv": None, **changed}
    return told(write(folder, **files))


def test_several_providers_leave_open_who_the_present_one_is(tmp_path):
    rows = ("C1,P1,,1,one_to_one,1,yes", "C1,P2,,1,one_to_one,1,yes")
    assert told_of(tmp_path, *rows) == [
        (
            'commitments.csv, line 2, provider: got "P1", expected one provider for a '
            "person whose support is given out anew. Say which in referrals.csv, "
            "current_provider."
        )
    ]


def test_several_homes_and_lots_are_told_as_well(tmp_path):
    rows = ("C1,P1,S1,1,one_to_one,1,yes", "C1,P1,S2,2,one_to_one,1,yes")
    assert told_of(tmp_path, *rows) == [
        (
            'commitments.csv, line 2, lot: got "1", expected one lot for a person '
            "whose support is given out anew. Say which in referrals.csv, lot."
        ),
        (
            'commitments.csv, line 2, scheme: got "S1", expected one scheme for a '
            "person whose support is given out anew. Say which in referrals.csv, "
            "current_scheme."
        ),
    ]


def test_a_line_that_is_not_up_for_award_does_not_count(tmp_path):
    rows = ("C1,P1,,1,one_to_one,1,yes", "C1,P2,,1,one_to_one,1,no")
    assert told_of(tmp_path, *rows) == []


def test_the_referral_may_say_which(tmp_path):
    rows = ("R1,P1,S1,1,one_to_one,1,yes", "R1,P2,S1,1,one_to_one,1,yes")
    assert told_of(tmp_path, *rows) == []


def test_a_referral_that_denies_the_caseload_is_told(tmp_path):
    assert told_of(tmp_path, "R1,P2,S2,1,one_to_one,1,yes") == [
        (
            'referrals.csv, line 2, current_provider: got "P1", expected "P2", as in '
            "commitments.csv. Leave it empty, or mend one of the two."
        ),
        (
            'referrals.csv, line 2, current_scheme: got "S1", expected "S2", as in '
            "commitments.csv. Leave it empty, or mend one of the two."
        ),
    ]


def test_must_stay_and_stay_in_home_may_rest_on_the_caseload(tmp_path):
    header, first, second = FILES["referrals.csv"].splitlines()
    referrals = f"{header},stay_in_home\n{first.replace('P1,S1', ',')},yes\n{second},\n"
    row = "R1,P1,S1,1,one_to_one,1,yes"
    assert told_of(tmp_path, row, referrals_csv=referrals) == []
    assert len(told_of(tmp_path, referrals_csv=referrals)) == 2


def test_without_prices_each_line_needs_a_component(tmp_path):
    found = told_of(
        tmp_path,
        "C1,P1,,1,,1,yes",
        offers_csv=None,
        question_scores_csv=None,
    )
    assert found == [
        (
            'commitments.csv, line 2, person: got "C1", expected a component and '
            "units_per_week in each line of a person whose support is given out anew, "
            "since no table of offers has prices."
        )
    ]


def test_other_tables_may_name_who_is_given_out_and_nobody_else(tmp_path):
    offers = f"{FILES['offers.csv']}C1,P2,,250,\n"
    up = "C1,P1,,1,one_to_one,1,yes"
    assert told_of(tmp_path, up, offers_csv=offers) == []
    stays = "C1,P1,,1,one_to_one,1,no"
    assert told_of(tmp_path, stays, offers_csv=offers) == [
        (
            'offers.csv, line 6, referral: got "C1", expected a referral of '
            "referrals.csv. Add it there, or mend the name here."
        )
    ]


def test_an_offer_without_a_price_needs_their_lines(tmp_path):
    offers = f"{FILES['offers.csv']}C1,P2,,,\n"
    assert told_of(tmp_path, "C1,P1,,1,,1,yes", offers_csv=offers) == [
        (
            "offers.csv, line 6, price_gbp_per_week: got an empty cell, expected a "
            "price, since the referral has no weekly package to price. Write the "
            "price, or add the package."
        )
    ]


def test_nothing_is_said_while_the_day_is_not_known(tmp_path):
    case = with_text("case.toml", "2026-11-01", "soon")
    rows = ("C1,P1,,1,one_to_one,1,yes", "C1,P2,,1,one_to_one,1,yes")
    assert [one[:9] for one in told_of(tmp_path, *rows, case_toml=case)] == [
        "case.toml"
    ]

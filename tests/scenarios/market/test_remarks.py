"""What the owner of a caseload is told beside its numbers."""

from scenarios.case import load_case
from scenarios.market.remarks import caseload_remarks
from tests.kit.folders import write

HEAD = (
    "person,provider,lot,component,units_per_week,unit_rate_gbp,weekly_gross_gbp,"
    "end,up_for_award\n"
)


def remarks_on(folder, *rows, **changed):
    lines = HEAD + "".join(f"{row}\n" for row in rows)
    files = {"commitments_csv": lines, "may_not_share_csv": None, **changed}
    return list(caseload_remarks(load_case(write(folder, **files))))


def test_a_sound_caseload_has_none(tmp_path):
    # 10 x 26.004 is 260.04: a penny is let pass.
    assert remarks_on(tmp_path, "C1,P1,1,one_to_one,10,26.00,260.01,,") == []


def test_amounts_that_do_not_agree_are_told_with_both(tmp_path):
    assert remarks_on(tmp_path, "C1,P1,1,one_to_one,10,26.00,260.02,,") == [
        (
            "commitments.csv: 1 line where weekly_gross_gbp is not units_per_week x "
            "unit_rate_gbp; the weekly amount counts: line 2 (260.02, by its units "
            "260.00)."
        )
    ]


def test_lines_without_a_price_are_told(tmp_path):
    assert remarks_on(tmp_path, "C1,P1,1,one_to_one,10,,,,") == [
        (
            "commitments.csv: 1 line without weekly_gross_gbp, or units and their "
            "price: what they cost is not known, and counts as nothing."
        )
    ]


def test_what_has_ended_is_not_looked_at(tmp_path):
    assert remarks_on(tmp_path, "C1,P1,1,one_to_one,10,,,2026-11-01,") == []


def test_people_of_a_closed_provider_are_told_loudly(tmp_path):
    rows = [f"C{number},P3,1,one_to_one,10,,260.00,," for number in range(1, 12)]
    names = "C1, C10, C11, C2, C3, C4, C5, C6, C7, C8 and 1 more"
    assert remarks_on(tmp_path, *rows) == [
        "P3 is closed and keeps nobody: 11 people of the caseload must be placed anew.",
        "commitments.csv: 11 people given out anew without a row in referrals.csv. "
        "Their needs are read from their lines; client group, personal care, access "
        "and household are not known, and nobody is refused for them: " + names + ".",
        (
            "commitments.csv: 11 people given out anew without an offer, and so "
            "without a placement: nobody is taken to go on at the present price "
            f"unless it is offered: {names}."
        ),
    ]


def test_without_a_table_of_offers_nobody_wants_for_an_offer(tmp_path):
    row = "C1,P1,1,one_to_one,10,,260.00,,yes"
    found = remarks_on(tmp_path, row, offers_csv=None, question_scores_csv=None)
    assert [one.split(" given")[0] for one in found] == ["commitments.csv: 1 person"]


def test_who_counts_twice_is_told(tmp_path):
    assert remarks_on(tmp_path, "R1,P1,1,one_to_one,10,,260.00,,") == [
        (
            "commitments.csv: 1 person who also stand in referrals.csv and are not up "
            "for award: what they have and what they are given both count: R1."
        )
    ]

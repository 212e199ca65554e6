"""Commitments against what finance paid: each penny matched, explained or listed."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.tables import frame_of
from scenarios.case import load_case
from scenarios.inputs.contract.people import COMMITMENTS
from scenarios.reconciliation.extract import Extract, Payment, read_extract
from scenarios.reconciliation.reconcile import reconcile
from scenarios.reconciliation.tied import State
from tests.kit.folders import write

HEAD = (
    "person,provider,scheme,component,weekly_gross_gbp,client_contribution_gbp,"
    "health_gbp,legal_basis,start,end,cost_centre,price_from\n"
)
FROM, TO = date(2026, 10, 5), date(2026, 11, 2)
"""Four weeks, 28 days."""


def case_of(folder, *rows, **changed):
    lines = HEAD + "".join(f"{row}\n" for row in rows)
    folder.mkdir(exist_ok=True)
    files = {"commitments_csv": lines, "may_not_share_csv": None, **changed}
    return load_case(write(folder, **files))


def tied(folder, commitments, extract, start=FROM, end=TO, **changed):
    """Reconcile; an extract is its header and rows."""
    case = case_of(folder / "case", *commitments, **changed)
    path = folder / "extract.csv"
    path.write_text("".join(f"{row}\n" for row in extract))
    found = reconcile(case, read_extract(path, case.settings, start=start, end=end))
    assert (
        found.agreed_pence
        + sum(found.explained_pence.values())
        + found.unexplained_pence
        == found.paid_pence
    )
    return found


def only(found):
    (line,) = found.lines
    return line


PLAIN = "C1,P1,,one_to_one,260.00,,,care_act,,,,"
HEADER = "person,provider,amount_gbp,reason"


def test_what_is_paid_as_agreed_is_matched(tmp_path):
    line = only(tied(tmp_path, [PLAIN], [HEADER, "C1,P1,1040.00,"]))
    assert line.state == State.MATCHED
    assert line.agreed_pence == 104000
    assert line.says == ""


def test_a_weekly_amount_is_paid_for_the_days_of_the_period(tmp_path):
    found = tied(tmp_path, [PLAIN], ["person,provider,weekly_gbp", "C1,P1,260"])
    assert only(found).paid_pence == 104000


def test_several_rows_and_lines_of_a_person_are_held_together(tmp_path):
    other = "C1,P1,,background,100.00,,,care_act,,,,"
    rows = [HEADER, "C1,P1,1040,", "C1,P1,300,", "C1,P1,100,"]
    assert only(tied(tmp_path, [PLAIN, other], rows)).state == State.MATCHED


def test_days_before_the_start_are_not_agreed(tmp_path):
    # From 12 October: 21 of 28 days, 780.00.
    line = "C1,P1,,one_to_one,260.00,,,care_act,2026-10-12,,,"
    assert only(tied(tmp_path, [line], [HEADER, "C1,P1,780,"])).agreed_pence == 78000


def test_part_weeks_are_paid_by_the_day(tmp_path):
    # From 14 October: 19 days, 260 x 19 / 7 = 705.714 to the penny 705.71.
    line = "C1,P1,,one_to_one,260.00,,,care_act,2026-10-14,,,"
    found = only(tied(tmp_path, [line], [HEADER, "C1,P1,705.71,"]))
    assert found.state == State.MATCHED


CASES = [
    # name, commitment, payment, why, pence, words
    (
        "started",
        "C1,P1,,one_to_one,260.00,,,care_act,2026-10-14,,,",
        "C1,P1,1040,",
        # 1040.00 - 705.71
        {"started": 33429},
        "support started on 2026-10-14: 9 days before it were paid",
    ),
    (
        "ended",
        "C1,P1,,one_to_one,260.00,,,care_act,,2026-10-12,,",
        "C1,P1,1040,",
        {"ended": 78000},
        "support ended on 2026-10-12: 21 days from then on were paid",
    ),
    (
        "ended before the period",
        "C1,P1,,one_to_one,260.00,,,care_act,,2026-09-01,,",
        "C1,P1,1040,",
        {"ended": 104000},
        "support ended on 2026-09-01: 28 days from then on were paid",
    ),
    (
        "part week, up",
        "C1,P1,,one_to_one,260.00,,,care_act,2026-10-14,,,",
        # 19 days are 2 weeks and 5 days: 3 weeks 780.00
        "C1,P1,780,",
        {"part_week": 7429},
        "paid for 3 whole weeks, agreed for 19 days",
    ),
    (
        "part week, down",
        "C1,P1,,one_to_one,260.00,,,care_act,2026-10-14,,,",
        "C1,P1,520,",
        {"part_week": -18571},
        "paid for 2 whole weeks, agreed for 19 days",
    ),
    (
        "client",
        "C1,P1,,one_to_one,260.00,40.00,,care_act,,,,",
        "C1,P1,880,",
        {"client_share": -16000},
        "paid net of what the person pays",
    ),
    (
        "health",
        "C1,P1,,one_to_one,260.00,,100.00,joint,,,,",
        "C1,P1,640,",
        {"health_share": -40000},
        "the health service's share is not paid",
    ),
    (
        "both",
        "C1,P1,,one_to_one,260.00,40.00,100.00,joint,,,,",
        "C1,P1,480,",
        {"client_share": -16000, "health_share": -40000},
        "paid net of what the person pays; the health service's share is not paid",
    ),
    (
        "section 117",
        "C1,P1,,one_to_one,260.00,,130.00,s117,,,,",
        "C1,P1,520,",
        {"section_117": -52000},
        "section 117: the health service's share is not paid by the council",
    ),
    (
        "suspension",
        PLAIN,
        # 23 of 28 days: 260 x 23 / 7 = 854.2857
        "C1,P1,854.29,suspended",
        {"suspension": -18571},
        "5 of 28 days not paid",
    ),
    (
        "a share and days",
        "C1,P1,,one_to_one,260.00,40.00,,care_act,2026-10-12,,,",
        # 28 days at 220.00
        "C1,P1,880,",
        # 7 of them, at 220.00, should not have been paid: 21 x 40 / 7 is the share.
        {"started": 22000, "client_share": -12000},
        (
            "support started on 2026-10-12: 7 days before it were paid; paid net "
            "of what the person pays"
        ),
    ),
    (
        "rounding by the day",
        "C1,P1,,one_to_one,260.00,,,care_act,2026-10-14,,,",
        # 260 / 7 = 37.142857, 37.14 x 19 = 705.66
        "C1,P1,705.66,",
        {"rounding": -5},
        "rounded to the penny a day, then times days",
    ),
]


@pytest.mark.parametrize(
    ("line", "payment", "parts", "words"),
    [one[1:] for one in CASES],
    ids=[one[0] for one in CASES],
)
def test_a_difference_is_explained_to_the_penny(tmp_path, line, payment, parts, words):
    found = only(tied(tmp_path, [line], [HEADER, payment]))
    assert {part.why: part.pence for part in found.parts} == parts
    is_over = {"started", "ended"} & set(parts)
    assert found.state == (State.TO_RECOVER if is_over else State.EXPLAINED)
    assert found.recover_pence == sum(parts[why] for why in is_over)
    assert found.says == words


def test_a_void_after_the_tenant_has_left_stands_beside_the_weeks_before(tmp_path):
    line = "C1,P1,,one_to_one,260.00,,,care_act,,2026-10-12,,"
    rows = [HEADER, "C1,P1,260,", "C1,P1,520,void"]
    found = only(tied(tmp_path, [line], rows))
    assert [(part.why, part.pence) for part in found.parts] == [("void", 52000)]
    assert found.says == "void: 14 days paid on after support ended on 2026-10-12"


def test_a_void_of_a_house_is_its_background_by_places(tmp_path):
    # S1 has 4 places, 2 of them let, 900.00 a week: one place 225.00, 28 days 900.00.
    header = "person,provider,scheme,amount_gbp,reason"
    found = only(tied(tmp_path, [], [header, ",P1,S1,900,void"]))
    assert found.state == State.EXPLAINED
    assert found.says == (
        "void: 1 empty place of 4 in S1, 28 days of its background cost"
    )


def test_a_void_of_a_house_that_does_not_come_out_is_left(tmp_path):
    header = "person,provider,scheme,amount_gbp,reason"
    found = only(tied(tmp_path, [], [header, ",P1,S1,901,void"]))
    assert found.state == State.NOT_EXPLAINED
    assert found.unexplained_pence == 90100
    assert found.says == (
        "no number of empty places of S1 for whole days of its stated background cost "
        "comes to this"
    )


def test_a_suspension_of_other_days_than_told_is_left(tmp_path):
    header = "person,provider,amount_gbp,reason,days_not_paid"
    good = only(tied(tmp_path, [PLAIN], [header, "C1,P1,854.29,suspension,5"]))
    assert good.state == State.EXPLAINED
    bad = only(tied(tmp_path, [PLAIN], [header, "C1,P1,854.29,suspension,6"]))
    assert bad.state == State.NOT_EXPLAINED


def test_without_a_reason_a_suspension_is_only_guessed_at(tmp_path):
    found = only(tied(tmp_path, [PLAIN], [HEADER, "C1,P1,854.29,"]))
    assert found.state == State.NOT_EXPLAINED
    assert found.unexplained_pence == -18571
    assert found.says == (
        "it is what 23 of 28 days cost: if support was suspended, give that as reason"
    )


def test_an_amount_at_another_price_is_left_and_told_a_week(tmp_path):
    found = only(tied(tmp_path, [PLAIN], [HEADER, "C1,P1,1000,"]))
    assert found.state == State.NOT_EXPLAINED
    assert found.says == "it is 250.00 a week, agreed are 260.00"


def test_a_gross_payment_has_no_share_taken_off(tmp_path):
    line = "C1,P1,,one_to_one,260.00,40.00,,care_act,,,,"
    header = "person,provider,amount_gbp,basis"
    found = only(tied(tmp_path, [line], [header, "C1,P1,880,gross"]))
    assert found.state == State.NOT_EXPLAINED
    net = only(tied(tmp_path, [line], [header, "C1,P1,880,net"]))
    assert net.state == State.EXPLAINED


def test_a_payment_once_is_that_of_the_package(tmp_path):
    line = "R2,P1,,one_to_one,260.00,,,care_act,,,,"
    found = only(tied(tmp_path, [line], [HEADER, "R2,P1,1040,", "R2,P1,500,one-off"]))
    assert found.says == "paid once, as in packages.csv"
    together = only(tied(tmp_path, [line], [HEADER, "R2,P1,1540,"]))
    assert together.parts[0].why == "one_off"
    other = only(tied(tmp_path, [line], [HEADER, "R2,P1,1040,", "R2,P1,501,one-off"]))
    assert other.unexplained_pence == 50100


def test_the_price_before_price_from_is_that_of_the_extract(tmp_path):
    # Two weeks at 250.00 and two at 260.00.
    line = "C1,P1,,one_to_one,260.00,,,care_act,,,,2026-10-19"
    header = "person,provider,start,last_day,weekly_gbp"
    rows = [
        header,
        "C1,P1,2026-10-05,2026-10-18,250",
        "C1,P1,2026-10-19,2026-11-01,260",
    ]
    found = only(tied(tmp_path, [line], rows))
    assert [(part.why, part.pence) for part in found.parts] == [("price_change", -2000)]
    assert found.says == (
        "the price holds from 2026-10-19; 14 days before it were paid at 250.00 a week"
    )


def test_an_old_price_paid_on_is_told(tmp_path):
    lines = [
        "C1,P1,,one_to_one,250.00,,,care_act,,2026-10-19,,",
        "C1,P1,,one_to_one,260.00,,,care_act,2026-10-19,,,",
    ]
    found = only(tied(tmp_path, lines, [HEADER, "C1,P1,1000,"]))
    assert [(part.why, part.pence) for part in found.parts] == [("price_change", -2000)]
    assert found.says == "paid at the old price from 2026-10-19 on"


def test_an_old_and_higher_price_paid_on_is_to_be_recovered(tmp_path):
    lines = [
        "C1,P1,,one_to_one,270.00,,,care_act,,2026-10-19,,",
        "C1,P1,,one_to_one,260.00,,,care_act,2026-10-19,,,",
    ]
    found = tied(tmp_path, lines, [HEADER, "C1,P1,1080,"])
    assert only(found).state == State.TO_RECOVER
    assert found.to_recover_pence == {"price_change": 2000}
    assert not found.ties
    assert found.open_lines == ()


def test_what_stands_twice_is_told_and_left(tmp_path):
    rows = [HEADER, "C1,P1,1040,", "C1,P1,1040,"]
    found = only(tied(tmp_path, [PLAIN], rows))
    assert found.state == State.PAID_TWICE
    assert found.unexplained_pence == 104000
    assert found.says == "line 3 is the same as line 2"


HALF = "C1,P1,,one_to_one,260.00,,,care_act,2026-10-19,,,"
"""Of the second two weeks: 520.00."""


def test_a_week_paid_twice_is_no_early_start(tmp_path):
    found = only(tied(tmp_path, [HALF], [HEADER, "C1,P1,520,", "C1,P1,520,"]))
    assert found.state == State.PAID_TWICE
    assert found.unexplained_pence == 52000
    assert found.says == (
        "line 3 is the same as line 2; if both are right: support started on "
        "2026-10-19: 14 days before it were paid"
    )


def test_a_one_off_that_stands_twice_is_used_once(tmp_path):
    rows = [HEADER, "R2,P1,1040,", "R2,P1,500,one_off", "R2,P1,500,one_off"]
    found = only(tied(tmp_path, [PLAIN.replace("C1", "R2")], rows))
    assert found.state == State.PAID_TWICE
    assert found.unexplained_pence == 50000
    assert found.says == "line 4 is the same as line 3; paid once, as in packages.csv"


def test_a_one_off_is_used_once_by_all_providers(tmp_path):
    lines = [PLAIN.replace("C1", "R2"), PLAIN.replace("C1,P1", "R2,P2")]
    rows = [HEADER, "R2,P1,1040,", "R2,P1,500,one_off"]
    rows += ["R2,P2,1040,", "R2,P2,500,one_off"]
    one, two = tied(tmp_path, lines, rows).lines
    assert one.state == State.EXPLAINED
    assert (two.state, two.unexplained_pence) == (State.NOT_EXPLAINED, 50000)
    assert two.says == (
        "it is 385.00 a week, agreed are 260.00; what packages.csv has once is used by "
        "line 3"
    )


VOID = "person,provider,scheme,amount_gbp,reason,start,end"


def test_an_empty_place_of_a_house_is_paid_for_once(tmp_path):
    # S1 has two empty places of 225.00 a week: one, and then two, are one too many.
    row = ",P1,S1,900,void,2026-10-05,2026-11-02"
    found = only(tied(tmp_path, [], [VOID, row, row.replace("900", "1800")]))
    assert found.state == State.NOT_EXPLAINED
    assert found.explained_pence == 90000
    assert found.unexplained_pence == 180000


def test_a_void_that_stands_twice_is_told_though_two_places_are_empty(tmp_path):
    row = ",P1,S1,900,void,2026-10-05,2026-11-02"
    found = only(tied(tmp_path, [], [VOID, row, row]))
    assert found.state == State.PAID_TWICE
    assert found.unexplained_pence == 90000


def test_a_void_that_stands_twice_for_the_days_of_one_is_told(tmp_path):
    line = "C1,P1,,one_to_one,260.00,,,care_act,,2026-10-12,,"
    rows = [HEADER, "C1,P1,260,", "C1,P1,780,void", "C1,P1,780,void"]
    found = only(tied(tmp_path, [line], rows))
    assert found.state == State.PAID_TWICE
    assert found.unexplained_pence == 78000
    assert found.says.startswith("line 4 is the same as line 3; void: 21 days")


def test_empty_places_are_free_again_on_other_days(tmp_path):
    # 14 days of two places: 900.00.
    rows = [",P1,S1,900,void,2026-10-05,2026-10-19"]
    rows += [",P1,S1,900,void,2026-10-19,2026-11-02"]
    assert only(tied(tmp_path, [], [VOID, *rows])).state == State.EXPLAINED


def test_a_void_after_an_end_is_paid_for_days_that_there_are(tmp_path):
    line = "C1,P1,,one_to_one,260.00,,,care_act,,2026-10-12,,"
    rows = [HEADER, "C1,P1,260,", "C1,P1,520,void", "C1,P1,780,void"]
    found = only(tied(tmp_path, [line], rows))
    assert found.state == State.NOT_EXPLAINED
    assert found.unexplained_pence == 78000


def test_what_was_paid_twice_and_taken_back_is_no_double(tmp_path):
    line = "C1,P1,,one_to_one,260.00,40.00,,care_act,,,,"
    rows = [HEADER, "C1,P1,880,", "C1,P1,880,", "C1,P1,-880,"]
    assert only(tied(tmp_path, [line], rows)).state == State.EXPLAINED


def test_a_repeated_row_is_told_where_nothing_ties(tmp_path):
    rows = [HEADER, "C1,P1,777,", "C1,P1,777,"]
    found = only(tied(tmp_path, [PLAIN], rows))
    assert found.state == State.NOT_EXPLAINED
    assert found.says == (
        "line 3 is the same as line 2; it is 388.50 a week, agreed are 260.00"
    )


def test_two_equal_rows_for_two_equal_lines_are_no_double(tmp_path):
    other = "C1,P1,,background,260.00,,,care_act,,,,"
    rows = [HEADER, "C1,P1,1040,", "C1,P1,1040,"]
    assert only(tied(tmp_path, [PLAIN, other], rows)).state == State.MATCHED


def test_who_is_not_in_the_caseload_is_told_with_a_near_name(tmp_path):
    line = "C1001,P1,,one_to_one,260.00,,,care_act,,,,"
    found = tied(tmp_path, [line], [HEADER, "C1001,P1,1040,", "C101,P1,10,"])
    stranger = found.lines[1]
    assert stranger.state == State.UNKNOWN_PERSON
    assert stranger.says == 'not in commitments.csv. Did you mean "C1001"?'
    assert not found.ties


def test_the_wrong_provider_is_told_on_both_sides(tmp_path):
    found = tied(tmp_path, [PLAIN], [HEADER, "C1,P2,1040,"])
    assert [(one.provider, one.state, one.says) for one in found.lines] == [
        ("P1", State.WRONG_PROVIDER, "P2 was paid instead"),
        ("P2", State.WRONG_PROVIDER, "committed with P1"),
    ]
    assert found.unexplained_pence == 0
    assert not found.ties


def test_who_was_not_paid_is_told(tmp_path):
    found = tied(tmp_path, [PLAIN], [HEADER])
    assert only(found).state == State.NOT_PAID
    assert only(found).unexplained_pence == -104000


def test_who_the_health_service_pays_in_full_need_not_be_in_the_extract(tmp_path):
    line = "C1,P1,,one_to_one,260.00,,260.00,chc,,,,"
    assert only(tied(tmp_path, [line], [HEADER])).state == State.EXPLAINED


def test_nobody_is_held_against_a_line_that_has_ended(tmp_path):
    line = "C1,P1,,one_to_one,260.00,,,care_act,,2026-10-05,,"
    assert tied(tmp_path, [line], [HEADER]).lines == ()


def test_another_cost_centre_is_told_where_the_pounds_match(tmp_path):
    line = "C1,P1,,one_to_one,260.00,,,care_act,,,SL1,"
    header = "person,provider,amount_gbp,cost_centre"
    found = only(tied(tmp_path, [line], [header, "C1,P1,1040,SL2"]))
    assert found.state == State.MATCHED
    assert found.says == "booked to SL2, committed to SL1"


UNPRICED = "C1,P1,,one_to_one,,,,care_act,,,,"


@pytest.mark.parametrize("rows", [["C1,P1,1040,"], []])
def test_a_line_without_a_price_has_a_state_of_its_own(tmp_path, rows):
    found = tied(tmp_path, [UNPRICED], [HEADER, *rows])
    assert only(found).state == State.NO_PRICE
    assert only(found).says == "commitments.csv states no price for it"
    assert not found.ties


def test_a_line_without_a_price_beside_one_that_is_paid_is_not_matched(tmp_path):
    found = only(tied(tmp_path, [PLAIN, UNPRICED], [HEADER, "C1,P1,1040,"]))
    assert (found.state, found.unexplained_pence) == (State.NO_PRICE, 0)


def test_a_line_without_a_price_that_has_ended_is_not_asked_for(tmp_path):
    ended = "C1,P1,,one_to_one,,,,care_act,,2026-10-05,,"
    found = only(tied(tmp_path, [PLAIN, ended], [HEADER, "C1,P1,1040,"]))
    assert found.state == State.MATCHED


PEOPLE = st.sampled_from(["C1", "C2", "C3", "C9"])
PROVIDERS = st.sampled_from(["P1", "P2"])
SPANS = st.sampled_from(
    [
        {},
        {"start": "2026-10-09"},
        {"end": "2026-10-30"},
        {"start": "2026-10-09", "end": "2026-10-19"},
        {"start": "2026-10-19"},
        {"end": "2026-09-01"},
    ]
)
LINES = st.builds(
    lambda who, provider, pence, client, span: {
        "person": who,
        "provider": provider,
        "weekly_gross_gbp": pence / 100,
        "client_contribution_gbp": client,
        "health_gbp": 20.0,
        "legal_basis": "joint",
        **span,
    },
    PEOPLE,
    PROVIDERS,
    st.integers(5000, 200000),
    st.sampled_from([0.0, 10.0, 20.05]),
    SPANS,
)


def payment_of(person, provider, pence, reason=""):
    return Payment(
        row=2,
        person=person,
        provider=provider,
        scheme="",
        cost_centre="",
        basis="",
        paid_pence=pence,
        weekly_pence=None,
        start=FROM,
        end=TO,
        reason=reason,
        days_not_paid=None,
    )


REASONS = st.sampled_from(["", "void", "suspension", "one_off", "who knows"])
PAYMENTS = st.builds(payment_of, PEOPLE, PROVIDERS, st.integers(0, 1000000), REASONS)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return case_of(tmp_path_factory.mktemp("small") / "case")


def paid(case, lines, payments):
    tables = {**case.tables, "commitments": frame_of(COMMITMENTS, lines)}
    extract = Extract("extract.csv", FROM, TO, tuple(payments), ())
    return reconcile(replace(case, tables=tables), extract)


@settings(max_examples=150, deadline=None)
@given(lines=st.lists(LINES, max_size=5), payments=st.lists(PAYMENTS, max_size=6))
def test_agreed_explained_and_left_make_what_is_paid(small, lines, payments):
    found = paid(small, lines, payments)
    assert found.paid_pence == sum(one.paid_pence for one in payments)
    explained = sum(found.explained_pence.values())
    whole = found.agreed_pence + explained + found.unexplained_pence
    assert whole == found.paid_pence
    for line in found.lines:
        done = (State.MATCHED, State.EXPLAINED, State.TO_RECOVER)
        is_done = line.state in done
        assert not (is_done and line.unexplained_pence)
        if line.state == State.MATCHED:
            assert line.paid_pence == line.agreed_pence


@settings(max_examples=100, deadline=None)
@given(lines=st.lists(LINES, min_size=1, max_size=6))
def test_what_is_paid_as_agreed_always_ties(small, lines):
    agreed = paid(small, lines, ()).lines
    payments = [
        payment_of(one.person, one.provider, one.agreed_pence) for one in agreed
    ]
    found = paid(small, lines, payments)
    assert found.ties
    assert {line.state for line in found.lines} <= {State.MATCHED}

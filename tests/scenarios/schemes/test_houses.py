"""What is told of a house, worked by hand, and what is said where something lacks."""

from datetime import date
from fractions import Fraction

import pytest

from costing.errors import InputError
from costing.schemes.double_pay import Drawn, Support, Tie
from costing.schemes.funding import Funding
from costing.schemes.sharing import Rule
from costing.schemes.voids import Bearer, borne
from scenarios.case import load_case
from scenarios.schemes.houses import houses_of
from tests.kit.house import FILES, write_house


def house_of(folder, options=None, **changed):
    case = load_case(write_house(folder, **changed))
    (house,) = houses_of(case, **(options or {})).houses
    return house


def missing(house):
    return {one.part: one.why for one in house.missing}


def refused(folder, options=None, **changed):
    with pytest.raises(InputError) as error:
        house_of(folder, options, **changed)
    return [str(one) for one in error.value.findings]


def test_the_four_rules_stand_side_by_side(tmp_path):
    # 1,344.00: over four places 336.00, over three tenants 448.00; by 10, 18 and 24
    # of 52 hours; alone at 24.00 an hour 240, 432 and 576, which is 96.00 too little.
    shared = house_of(tmp_path).shared
    assert {rule: list(one.now.shares.values()) for rule, one in shared.items()} == {
        Rule.PLACES: [33600, 33600, 33600],
        Rule.TENANTS: [44800, 44800, 44800],
        Rule.HOURS: [25846, 46523, 62031],
        Rule.CAPPED: [24000, 43200, 57600],
    }
    assert shared[Rule.PLACES].now.void_pence == 33600
    assert shared[Rule.CAPPED].now.unfunded_pence == 9600


def test_the_void_is_borne_by_the_rule_from_its_first_week(tmp_path):
    # 55 days: four weeks at 336.00, then three and six days of seven.
    voids = house_of(tmp_path).voids
    assert borne(voids.weeks) == {Bearer.COUNCIL: 134400, Bearer.PROVIDER: 129600}
    assert (voids.weeks[-1].start, voids.weeks[-1].end) == (
        date(2026, 10, 26),
        date(2026, 11, 1),
    )


def test_the_ledgers_go_up_to_the_day_that_is_asked_for(tmp_path):
    house = house_of(tmp_path, {"until": date(2026, 10, 12)})
    assert len(house.voids.weeks) == 5
    assert [one.end for one in house.absences] == [date(2026, 10, 12)]


def test_an_absence_is_paid_by_its_retainer(tmp_path):
    # B costs 38 h x 24.00 = 912.00 a week: three weeks, the third by half.
    (absence,) = house_of(tmp_path).absences
    assert [week.paid_pence for week in absence.weeks] == [91200, 91200, 45600]
    assert [week.unpaid_pence for week in absence.weeks] == [0, 0, 45600]


def test_each_line_is_funded_as_it_says_and_by_one_share_beside_it(tmp_path):
    # A 22 h, B 38 h, C 54 h at 24.00: 528, 912 and 1,296. Health: 336 of B, all of C.
    funded = house_of(tmp_path, {"health_share": Fraction(1, 2)}).funded
    assert funded.by_line == Funding(273600, 163200, 110400, 0, 4550)
    assert funded.by_share == Funding(273600, 45600 + 129600, 98400, 0, 4550)
    assert funded.bases == {"A": ("care_act",), "B": ("s117",), "C": ("chc",)}


def test_without_a_share_there_is_no_funding_by_share(tmp_path):
    assert house_of(tmp_path).funded.by_share is None


def test_what_is_bought_stands_beside_the_rota(tmp_path):
    # 52 h of background bought, 56 on the rota; 62 h of one-to-one, and 28.
    found = house_of(tmp_path).double_pay
    assert [(row.support, row.over, row.over_pence, row.tie) for row in found.rows] == [
        (Support.CORE, 4, 9600, Tie.SURPLUS),
        (Support.ONE_TO_ONE, -34, -81600, Tie.SHORT),
    ]
    # Four of the 34 may be given by background that nobody buys.
    assert found.drawn == Drawn(Fraction(30), 72000)
    assert found.names_others
    # (56 + 28) / (52 + 62).
    assert (found.share, found.delivered) == (Fraction(84, 114), "below")


def test_a_rate_of_two_to_one_is_shared_by_its_two_staff(tmp_path):
    # Two afternoons of five hours for one of the two: 10 staff hours at 48.00 / 2.
    rotas = FILES["rotas.csv"].splitlines()
    head = rotas[0].split(",")
    told = {"scheme": "H1", "start": "12:00", "end": "17:00", "component": "two_to_one"}
    rows = [
        ",".join({**told, "day": day}.get(name, "") for name in head)
        for day in ("Mon", "Tue")
    ]
    house = house_of(
        tmp_path,
        rotas="\n".join([*rotas, *rows]),
        rates="provider,service,unit,rate_gbp\nP1,two_to_one,hour,48.00\n",
    )
    (row,) = (x for x in house.double_pay.rows if x.support == Support.TWO_TO_ONE)
    assert (row.bought, row.on_rota, row.over_pence) == (0, 10, 24000)


def test_a_rate_of_next_year_prices_nothing_yet(tmp_path):
    # 4 h of background over what is bought have no rate but these: 25.00 now.
    rates = (
        "provider,service,unit,rate_gbp,rate_from\n"
        "P1,one_to_one,hour,25.00,2026-04-01\nP1,one_to_one,hour,99.00,2027-04-01\n"
    )
    text = FILES["commitments.csv"].replace("one_to_one", "two_to_one")
    found = house_of(tmp_path, rates=rates, commitments=text).people[0].tenant
    assert found.alone_pence == 10 * 2500


def test_nights_that_people_share_are_counted_by_what_is_paid(tmp_path):
    # Three people pay 7 nights at 32.00 each, a third of the 96.00 of the rate card.
    nights = "".join(
        f"{who},P1,H1,sleep_in,7,nights,32.00,,,\n" for who in ("A", "B", "C")
    )
    head, *rows = FILES["commitments.csv"].splitlines()
    head = head.replace("units_per_week", "units_per_week,unit")
    rows = [row.replace(",24.00", ",hours,24.00") for row in rows]
    shift = "H1,{},22:00,07:00,1,sleep_in\n"
    rota = "scheme,day,start,end,staff,kind\n"
    rota += "".join(shift.format(day) for day in ("Mon", "Tue", "Wed", "Thu", "Fri"))
    house = house_of(
        tmp_path,
        commitments="\n".join([head, *rows, nights]),
        rotas=rota,
        rates="provider,service,rate_gbp,unit\nP1,sleep_in,96.00,night\n",
    )
    night = house.double_pay.rows[-1]
    assert (night.support, night.bought, night.on_rota) == (Support.SLEEP_IN, 7, 5)
    assert night.over_pence == -19200
    # Alone each would need a whole night: 10 h x 24.00 + 7 x 96.00.
    assert house.people[0].tenant.alone_pence == 24000 + 67200


def test_a_background_shift_at_night_is_a_waking_night_where_they_are_bought(tmp_path):
    head, *rows = FILES["commitments.csv"].splitlines()
    head = head.replace("units_per_week", "units_per_week,unit")
    rows = [row.replace(",24.00", ",hours,24.00") for row in rows]
    rows.append("A,P1,H1,waking_night,7,nights,180.00,,,\n")
    rota = "scheme,day,start,end\nH1,Mon,22:00,07:00\nH1,Mon,08:00,12:00\n"
    house = house_of(
        tmp_path,
        commitments="\n".join([head, *rows]),
        rotas=rota,
        rates="provider,service,rate_gbp,unit\nP1,waking_night,180,night\n",
    )
    told = {row.support: (row.bought, row.on_rota) for row in house.double_pay.rows}
    assert told[Support.WAKING_NIGHT] == (7, 1)
    assert told[Support.CORE] == (52, 4)


def test_who_would_carry_above_their_own_care_is_named(tmp_path):
    (remark,) = house_of(tmp_path).remarks
    assert remark == (
        "Above what the same support costs alone: by places A; by tenants A, B; by "
        "hours A, B, C. A funder may carry that; a charge may cover only what the "
        "person's own needs cost (Care Act 2014, section 14(4))."
    )


def test_a_contribution_above_what_the_line_costs_is_refused(tmp_path):
    text = FILES["commitments.csv"].replace("24.00,45.50", "24.00,240.01")
    assert refused(tmp_path, commitments=text) == [
        (
            "commitments.csv, line 2, client_contribution_gbp: got 240.01, expected "
            "with what health pays at most 240.00, what the line costs a week."
        )
    ]


def test_a_health_part_above_what_the_line_costs_is_refused(tmp_path):
    text = FILES["commitments.csv"].replace("216.00", "433.00")
    assert refused(tmp_path, commitments=text) == [
        (
            "commitments.csv, line 4, health_gbp: got 433.00, expected with the "
            "contribution at most 432.00, what the line costs a week."
        )
    ]


def test_more_people_than_places_is_refused(tmp_path):
    text = FILES["schemes.csv"].replace("H1,P1,4,3", "H1,P1,2,2")
    assert refused(tmp_path, schemes=text) == [
        (
            'schemes.csv, line 2, places: got "2", expected at least 3, since 3 people '
            "live there. Mend places, or the commitments that name this scheme."
        )
    ]


def test_a_house_of_a_billion_places_is_no_more_work_than_one_of_four(tmp_path):
    text = FILES["schemes.csv"].replace("H1,P1,4,3", "H1,P1,1000000000,3")
    shared = house_of(tmp_path, schemes=text).shared
    assert shared[Rule.PLACES].now.void_pence == 134400


def test_more_people_without_a_name_than_can_be_told_are_refused(tmp_path):
    text = FILES["schemes.csv"].replace("H1,P1,4,3", "H1,P1,,1000000000")
    assert refused(tmp_path, schemes=text) == [
        (
            'schemes.csv, line 2, occupied_places: got "1000000000", expected at most '
            "100 people whom commitments.csv does not name, not 999999997."
        )
    ]


def test_a_scheme_that_is_not_known_has_a_near_name(tmp_path):
    assert refused(tmp_path, {"only": ["H11"]}) == [
        (
            'schemes.csv, scheme: got "H11", expected a scheme of the case. Did you '
            'mean "H1"?'
        )
    ]


def test_without_a_cost_only_what_needs_it_is_left_out(tmp_path):
    text = FILES["schemes.csv"].replace("1344.00", "")
    house = house_of(tmp_path, schemes=text, rotas=None)
    assert house.shared == {}
    assert house.funded is not None
    assert missing(house) == {
        "cost": "no background cost is stated and there is no rota that can be priced",
        "voids": "its background cost is not known",
        "double_pay": "it has no rota of an ordinary week",
    }


def test_a_house_that_is_let_as_a_whole_says_so(tmp_path):
    text = FILES["schemes.csv"].replace("H1,P1", "H1,").replace("1344.00", "")
    house = house_of(tmp_path, schemes=text, rotas=None)
    why = "it has no provider: the house is let as a whole, see scheme_offers"
    assert missing(house)["cost"] == why


def test_a_cost_that_is_not_stated_is_that_of_the_rota(tmp_path):
    text = FILES["schemes.csv"].replace("1344.00", "")
    house = house_of(tmp_path, schemes=text)
    assert house.cost_from == "rota"
    assert house.shared[Rule.PLACES].now.cost_pence == house.cost_pence > 0


def test_hours_that_are_not_told_are_named_by_cell(tmp_path):
    text = FILES["commitments.csv"].replace("background,18,24.00", "background,,24.00")
    text = text.replace("216.00", "")
    house = house_of(tmp_path, commitments=text)
    assert set(house.shared) == {Rule.PLACES, Rule.TENANTS}
    (hours, capped) = house.missing
    assert hours.why == "no assessed background hours of B"
    assert capped.why == "not known what the same support costs B alone"
    assert [str(cell) for cell in hours.findings] == [
        (
            "commitments.csv, line 4, units_per_week: got an empty cell, expected "
            "hours a week of background."
        )
    ]


def test_hours_that_are_all_nothing_have_no_share(tmp_path):
    text = "person,provider,scheme,component,units_per_week,unit_rate_gbp\n"
    text += "A,P1,H1,background,0,24.00\nB,P1,H1,background,0,24.00\n"
    schemes = FILES["schemes.csv"].replace("H1,P1,4,3", "H1,P1,4,2")
    house = house_of(tmp_path, commitments=text, schemes=schemes)
    assert missing(house)["hours"] == "nobody has assessed background hours above 0"
    assert house.shared[Rule.CAPPED].now.unfunded_pence == 134400


def test_those_whom_no_line_names_share_and_nothing_more(tmp_path):
    house = house_of(tmp_path, commitments=None, absences=None)
    names = [one.person for one in house.people]
    assert names == ["unnamed 1", "unnamed 2", "unnamed 3"]
    assert house.shared[Rule.PLACES].now.void_pence == 33600
    assert missing(house) == {
        "hours": "no assessed background hours of unnamed 1, unnamed 2, unnamed 3",
        "capped": "not known what the same support costs unnamed 1, unnamed 2, "
        "unnamed 3 alone",
        "funding": "no table names who lives there",
        "double_pay": "no hours or nights are bought for anybody there",
    }
    assert house.remarks == (
        (
            "3 of those who live there by occupied_places stand in no line of "
            "commitments that holds; they share, and nothing else is known of them."
        ),
    )


def test_a_house_without_anybody_is_all_void(tmp_path):
    text = FILES["schemes.csv"].replace("H1,P1,4,3", "H1,P1,4,0")
    house = house_of(tmp_path, schemes=text, commitments=None, absences=None)
    assert {one.now.void_pence for one in house.shared.values()} == {134400}
    assert borne(house.voids.weeks)[Bearer.COUNCIL] == 4 * 134400


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("H1,P1,4,3", "H1,P1,,3", "no commissioned places are stated"),
        (
            "2026-09-07",
            "",
            "void_since does not say since when a place is empty",
        ),
        (
            "2026-09-07",
            "2026-11-01",
            "no place has been empty before 2026-11-01",
        ),
    ],
)
def test_a_ledger_that_cannot_be_told_says_why(tmp_path, old, new, why):
    house = house_of(tmp_path, schemes=FILES["schemes.csv"].replace(old, new))
    assert house.voids is None
    assert missing(house)["voids"] == why


def test_a_void_without_a_rule_is_borne_by_nobody_named(tmp_path):
    rule = '"council 4 weeks, then provider"'
    house = house_of(tmp_path, schemes=FILES["schemes.csv"].replace(rule, ""))
    assert set(borne(house.voids.weeks)) == {Bearer.NOBODY}
    assert house.remarks[0] == "A place is empty, and no void_rule says who bears it."


def test_a_void_in_a_full_house_is_remarked(tmp_path):
    house = house_of(
        tmp_path, schemes=FILES["schemes.csv"].replace("H1,P1,4,3", "H1,P1,3,3")
    )
    assert house.voids is None
    assert "void_since says that a place is empty, and none is." in house.remarks


def test_more_people_in_the_caseload_than_places_taken_is_remarked(tmp_path):
    house = house_of(
        tmp_path, schemes=FILES["schemes.csv"].replace("H1,P1,4,3", "H1,P1,4,2")
    )
    assert house.remarks[0] == (
        "commitments.csv names 3 who live there, occupied_places says 2; those who are "
        "named count."
    )


def test_lines_that_have_ended_are_of_nobody_who_lives_there(tmp_path):
    head, *rows = FILES["commitments.csv"].splitlines()
    rows = [f"{row},{'2026-10-31' if row[0] == 'C' else ''}" for row in rows]
    text = "\n".join([f"{head},end", *rows])
    house = house_of(
        tmp_path,
        commitments=text,
        schemes=FILES["schemes.csv"].replace("H1,P1,4,3", "H1,P1,4,2"),
    )
    assert [one.person for one in house.people] == ["A", "B"]


def test_a_weekly_sum_that_its_units_do_not_make_is_told(tmp_path):
    head, first, *rows = FILES["commitments.csv"].splitlines()
    lines = [f"{head},weekly_gross_gbp", f"{first},260.00", *(f"{x}," for x in rows)]
    more = FILES["schemes.csv"] + "H2,P1,2,0,100.00,,\n"
    case = load_case(
        write_house(tmp_path, commitments="\n".join(lines) + "\n", schemes=more)
    )
    assert list(houses_of(case, only=["H1"]).notes) == [
        (
            "commitments.csv: 1 line where weekly_gross_gbp is not units_per_week x "
            "unit_rate_gbp; the weekly amount counts: line 2 (260.00, by its units "
            "240.00)."
        )
    ]
    assert houses_of(case, only=["H2"]).notes == ()

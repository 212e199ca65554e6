"""The laws of shares, ledgers and funding, in every house of the sample."""

from fractions import Fraction

import pytest

from costing.schemes.sharing import Rule
from scenarios.case import load_case
from scenarios.sample import write_sample
from scenarios.schemes.houses import houses_of
from scenarios.schemes.scheme_rows import SCHEME_COLUMNS, scheme_rows


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("houses")
    write_sample(folder)
    return houses_of(load_case(folder), health_share=Fraction(1, 2))


def test_every_house_is_told(found):
    assert len(found.houses) == 90
    assert sum(one.voids is not None for one in found.houses) == 21
    assert sum(one.double_pay is not None for one in found.houses) == 9


def test_in_every_house_each_rule_adds_to_the_cost(found):
    for house in found.houses:
        assert set(house.shared) == set(Rule), house.scheme
        for one in house.shared.values():
            now = one.now
            parts = sum(now.shares.values()) + now.void_pence + now.unfunded_pence
            assert parts == house.cost_pence


def test_in_every_house_nobody_is_above_their_cap(found):
    for house in found.houses:
        shares = house.shared[Rule.CAPPED].now.shares
        assert all(shares[one.person] <= one.tenant.alone_pence for one in house.people)


def test_in_every_house_each_week_adds_and_the_rule_is_followed(found):
    weeks = [
        (house, week)
        for house in found.houses
        if house.voids
        for week in house.voids.weeks
    ]
    for house, week in weeks:
        assert week.tenants_pence + week.void_pence == week.cost_pence
        assert week.cost_pence <= house.cost_pence
        assert week.bearer == ("council" if week.week <= 4 else "provider")


def test_in_every_house_funders_add_to_the_gross_by_line_and_by_share(found):
    for house in found.houses:
        if house.funded is None:
            continue
        for one in (house.funded.by_line, house.funded.by_share):
            assert one.health_pence + one.council_pence == one.gross_pence
        gross = [each.gross_pence for each in house.funded.people.values()]
        assert sum(gross) == house.funded.by_line.gross_pence


def test_a_full_house_of_the_sample_buys_the_background_of_its_rota(found):
    for house in found.houses:
        if house.double_pay and not house.empty_places:
            first, *others = house.double_pay.rows
            assert (first.support, first.over) == ("background", 0), house.scheme
            ties = [row.tie for row in others if row.unit == "night"]
            assert set(ties) <= {"ties"}


def test_every_row_of_the_tidy_table_is_as_wide_as_its_head(found):
    assert {len(row) for row in scheme_rows(found)} == {len(SCHEME_COLUMNS)}

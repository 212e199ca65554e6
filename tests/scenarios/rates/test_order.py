"""The model says what must cost more; a bigger package is more of something."""

from costing.document.reading import read_model
from scenarios.case import load_case
from scenarios.rates.order import Cheaper, cheaper_packages, dearer
from tests.kit.ranges import FAIR, rate_case

OFFERS = "referral,provider,price_gbp_per_week,scheme,core_included,status\n"
PACKAGES = (
    "referral,component,quantity\n"
    "R1,one_to_one,10\n"
    "R2,one_to_one,12\n"
    "R3,one_to_one,12\nR3,sleep_in,1\n"
    "R4,two_to_one,40\n"
    "R5,one_to_one,10\nR5,one_off,900\n"
)


def found(folder, offers, packages=PACKAGES):
    case = rate_case(
        folder,
        referrals="referral\n" + "".join(f"R{n}\n" for n in range(1, 6)),
        packages=packages,
        offers=OFFERS + offers,
        schemes="scheme,provider,background_gbp_per_week\nS1,P1,0\n",
    )
    return cheaper_packages(load_case(case))


def test_components_of_one_unit_are_in_the_models_order():
    # An hour 18.24, by two 36.48; a night 12 x 8 = 96 either way: no order.
    found = dearer(read_model(FAIR, "fair.toml"), None, {})
    assert found == {
        "one_to_one": (),
        "two_to_one": ("one_to_one",),
        "waking_night": (),
        "sleep_in": (),
    }


def test_a_bigger_package_at_a_lower_price_is_told_beside_the_dearest_smaller(tmp_path):
    offers = "R1,P1,200,,,\nR2,P1,250,,,\nR3,P1,249,,,\n"
    assert found(tmp_path, offers) == [Cheaper("P1", "R3", "R2", 24900, 25000)]


def test_the_same_price_is_none(tmp_path):
    assert found(tmp_path, "R1,P1,200,,,\nR2,P1,200,,,\n") == []


def test_other_components_are_not_held_against_each_other(tmp_path):
    assert found(tmp_path, "R1,P1,200,,,\nR4,P1,100,,,\n") == []


def test_a_one_off_makes_no_package_bigger(tmp_path):
    assert found(tmp_path, "R1,P1,200,,,\nR5,P1,199,,,\n") == []


def test_other_providers_houses_and_offers_withdrawn_do_not_count(tmp_path):
    offers = "R1,P1,200,,,\nR2,P2,100,,,\nR3,P1,90,S1,,\nR2,P1,80,,,withdrawn\n"
    assert found(tmp_path, offers) == []

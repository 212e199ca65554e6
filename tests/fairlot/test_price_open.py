"""``fairlot price --open``: one package, from its weekly total down to law."""

import csv
import io
import json
import math
from fractions import Fraction
from pathlib import Path

import pytest

import fairlot
from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from tests.fairlot.test_allocate import write
from tests.kit.books import write_book
from tests.kit.followed import Follower, exact, rounded

PAGE = Path(__file__).parents[2] / "docs" / "opened.md"
PACKAGES = """referral,component,band,quantity,shared_by,funder
R1,one_to_one,,35,,council
R1,two_to_one,saturday,6.25,,council
R1,background,all_week,84,3,council
R1,sleep_in,,3.5,2.5,health
R1,waking_night,weekday_night,2,,health
R1,one_off,,1500,,council
R2,one_to_one,,10.5,,
"""
OFFERS = "referral,provider,price_gbp_per_week\nR1,A,1000\nR1,B,1200\nR2,A,500\n"
COSTS = """provider,input,value
B,support_worker_pay,13.2
B,night_enhancement,0.1
B,weekend_enhancement,0.05
B,utilisation,0.97
B,contractual_pension_rate,0.04
B,agency_rate,27.4
B,surplus_of_price,0
B,wakings_per_week,2
"""
CASE = """title = "Tiny"
price_date = 2026-11-01
[model_inputs]
travel_share = 0.02
support_worker_pay = 13.05
"""


@pytest.fixture
def case(tmp_path):
    return write(
        tmp_path,
        case_toml=CASE,
        offers=OFFERS,
        packages=PACKAGES,
        provider_costs=COSTS,
    )


def told(capsys, *arguments):
    capsys.readouterr()
    assert guarded(cli, ["price", *arguments, "--format", "json"]) == Exit.ANSWERED
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("provider", ["A", "B"])
def test_one_package_is_followed_by_hand_to_the_pence(case, capsys, provider):
    """Only what the explanation says is used, worked out on exact fractions."""
    of = told(capsys, case, "--open", "R1", "--provider", provider)
    week = 0
    assert len(of["lines"]) == 5 + 5  # all the week is five bands
    for line in of["lines"]:
        if line["paid"] == "once":
            assert exact(line["quantity"]) * 100 == line["amount_pence"]
            continue
        [unit] = [
            one
            for one in of["unit_prices"]
            if (one["component"], one["band"]) == (line["component"], line["band"])
        ]
        follower = Follower(of, line["band"])
        value = follower.line(unit["line"])
        price = rounded(value, Fraction(1, 100))
        assert price == exact(line["unit_price_gbp"])
        amount = price * Fraction(line["quantity_exact"]) * exact(line["staff"])
        amount = rounded(amount / exact(line["shared_by"]), Fraction(1, 100))
        assert amount * 100 == line["amount_pence"]
        week += line["amount_pence"]
    assert week == round(of["price_gbp_per_week"] * 100)
    assert of["one_off_gbp"] == 1500


@pytest.mark.parametrize("provider", ["A", "B"])
def test_every_line_follows_from_its_formula_and_from_what_is_put_in(
    case, capsys, provider
):
    of = told(capsys, case, "--open", "R1", "--provider", provider)
    worked_out = 0
    for band in of["bands"]:
        follower = Follower(of, band)
        for line in of["workings"]:
            value = line["value"][band]
            near = {"rel_tol": 1e-10, "abs_tol": 1e-10}
            assert math.isclose(follower.line(line["name"]), value, **near)
            if line["over"]:
                rows = line["rows"][band]
                texts = [(row["working"], row["value"]) for row in rows]
                mean = sum(row["weight"] * row["value"] for row in rows)
                assert math.isclose(mean, value, **near)
            else:
                texts = [(line["working"][band], value)]
            for text, expected in texts:
                found = follower.formula(text)
                if line["rounding"]:
                    found = rounded(found, exact(line["rounding"]["step"]))
                # What is put in has 12 digits, and differences of shares lose some.
                assert math.isclose(found, expected, rel_tol=1e-8, abs_tol=1e-8)
                worked_out += 1
    assert worked_out > 350


def test_it_is_the_price_that_the_whole_case_has(case, capsys):
    whole = {
        (one["referral"], one["provider"]): one["price_gbp_per_week"]
        for one in told(capsys, case)["packages"]
    }
    for (referral, provider), price in whole.items():
        of = told(capsys, case, "--open", referral, "--provider", provider)
        assert of["price_gbp_per_week"] == price


def test_inputs_say_who_gave_them(case, capsys):
    of = told(capsys, case, "--open", "R1", "--provider", "B")["inputs"]
    assert of["support_worker_pay"] == {
        "label": "Support worker's basic pay",
        "value": 13.2,
        "unit": "GBP/h",
        "given_by": "provider",
        "basis": "told",
        "source": "provider_costs.csv, B",
    }
    assert of["travel_share"]["given_by"] == "case"
    assert of["travel_share"]["source"] == "case.toml, [model_inputs]"
    assert of["bank_holidays_averaged"]["given_by"] == "document"
    assert of["bank_holidays_averaged"]["formula"] == "law.bank_holidays_year"
    # Pay that is told follows nothing: what its default would read is not read.
    assert "pay_above_minimum" not in of


def test_law_says_from_when_where_and_whether_it_was_checked(case, capsys):
    of = told(capsys, case, "--open", "R1", "--provider", "A")["law"]
    assert of["employer_ni_rate"]["value"] == 0.15
    assert of["ssp_week"]["from"] == "2026-04-06"
    assert {"value", "unit", "from", "source", "checked", "flag"} == set(of["ssp_week"])


def test_the_page_goes_from_the_week_to_law(case, capsys):
    assert guarded(cli, ["price", case, "--open", "R2"]) == Exit.ANSWERED
    page = capsys.readouterr()
    # 13.05 + 0.08 = 13.13; its one provider is opened without being asked for.
    assert page.out.startswith("R2 by A: £")
    parts = ["The package", "One unit: Weekday, day", "Direct pay", "Inputs", "Law on"]
    places = [page.out.index(part) for part in parts]
    assert places == sorted(places)
    assert "      = 13.05 + 0.1 * 0.8\n      = 13.13\n" in page.out
    assert "travel_share: 0.02, told by the case" in page.out
    assert "Lines that come to nothing: unsocial_share" in page.out
    assert page.err == ""


def test_bands_that_come_to_the_same_share_a_section(case, capsys):
    arguments = ["price", case, "--open", "R1", "--provider", "A"]
    assert guarded(cli, arguments) == Exit.ANSWERED
    page = capsys.readouterr().out
    assert (
        "One unit: Weekday, day, Weekday, evening, Weekday, night, Saturday, Sunday"
        in page
    )
    assert page.count("One unit:") == 1


def test_without_a_provider_the_case_s_own_inputs_are_opened(case, capsys):
    of = told(capsys, case, "--open", "R1")
    assert of["provider"] == ""
    assert of["inputs"]["support_worker_pay"]["given_by"] == "case"
    assert guarded(cli, ["price", case, "--open", "R1"]) == Exit.ANSWERED
    assert capsys.readouterr().err == (
        "At the case's own inputs. --provider opens the price of one of 2 providers "
        "that R1 is priced for.\n"
    )


def test_a_person_without_an_offer_is_opened_at_the_case_s_own_inputs(tmp_path, capsys):
    # 20.69 for an hour, 10 hours 20 minutes shared by three: 71.2655... by half up.
    folder = write(
        tmp_path,
        case_toml='price_date = 2020-05-01\nmodel = "homecare-minimum-price-2020-21"\n',
        packages="referral,component,quantity,shared_by\nR3,one_to_one,10.33,3\n",
        referrals="referral,hours_per_week\nR1,30\nR2,20\nR3,10.33\n",
    )
    of = told(capsys, folder, "--open", "R3")
    assert of["price_gbp_per_week"] == 71.27
    assert of["lines"][0]["quantity_exact"] == "31/3"
    assert of["lines"][0]["working"] == "20.69 * (31 / 3) / 3 = 71.27"
    assert of["inputs"]["published_mileage"]["basis"] == (
        "published amount, not derived"
    )
    assert guarded(cli, ["price", folder, "--open", "R3", "--provider", "A"]) == 1
    assert capsys.readouterr().err == (
        'offers.csv: got "A", expected a provider that the package of R3 is priced '
        "for: none.\n1 finding. Nothing was written.\n"
    )


def test_law_that_is_held_is_told(tmp_path, capsys):
    settings = 'price_date = 2031-11-01\n[law]\nbeyond_known = "hold"\n'
    folder = write(tmp_path, case_toml=settings, packages=PACKAGES)
    of = told(capsys, folder, "--open", "R2")
    assert of["law"]["national_living_wage"]["flag"] == "held"
    assert guarded(cli, ["price", folder, "--open", "R2"]) == Exit.ANSWERED
    page = capsys.readouterr()
    assert "national_living_wage: 12.71 GBP/h, since 2026-04-01, held" in page.out
    assert "is held beyond what is known" in page.err


def test_csv_has_a_row_a_step(case, capsys):
    arguments = ["price", case, "--open", "R1", "--provider", "B", "--format", "csv"]
    assert guarded(cli, arguments) == Exit.ANSWERED
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    parts = list(dict.fromkeys(row["part"] for row in rows))
    assert parts == [
        *("week", "package line", "one-off", "unit price", "cost line"),
        *("row of a mix", "input", "law"),
    ]
    weekly = [Fraction(r["value"]) for r in rows if r["part"] == "package line"]
    assert sum(weekly) == Fraction(rows[0]["value"])
    shared = next(row for row in rows if row["name"] == "sleep_in")
    assert shared["working"].endswith(" * 3.5 / 2.5")


def test_a_referral_that_is_not_known_is_told(case, capsys):
    assert guarded(cli, ["price", case, "--open", "R3"]) == Exit.FINDINGS
    assert capsys.readouterr().err == (
        'packages.csv: got "R3", expected a referral that has a package.\n'
        "1 finding. Nothing was written.\n"
    )


def test_a_provider_that_is_not_asked_is_told(case, capsys):
    arguments = ["price", case, "--open", "R2", "--provider", "B"]
    assert guarded(cli, arguments) == Exit.FINDINGS
    assert capsys.readouterr().err == (
        'offers.csv: got "B", expected a provider that the package of R2 is priced '
        "for: A.\n1 finding. Nothing was written.\n"
    )


def test_in_a_workbook_the_sheet_is_told(tmp_path, capsys):
    book = str(write_book(tmp_path))
    assert guarded(cli, ["price", book, "--open", "R9"]) == Exit.FINDINGS
    assert capsys.readouterr().err == (
        'case.xlsx, sheet packages: got "R9", expected a referral that has a package.\n'
        "1 finding. Nothing was written.\n"
    )


def test_a_provider_goes_with_a_referral(case, capsys):
    assert guarded(cli, ["price", case, "--provider", "B"]) == Exit.USAGE
    assert "--provider goes with --open." in capsys.readouterr().err


@pytest.mark.skipif(not PAGE.exists(), reason="the tests stand without their docs")
def test_the_package_of_the_page_is_that_of_the_sample(tmp_path, capsys):
    folder = str(tmp_path / "estuary")
    fairlot.write_sample(folder)
    of = told(capsys, folder, "--open", "R0001", "--provider", "P082")
    contact = next(line for line in of["workings"] if line["name"] == "contact_pay")
    steps = {
        "contact pay": f"{contact['value']['weekday_day']:.4f}",
        "unit price": of["unit_prices"][0]["unit_price_gbp"],
        "one-to-one": of["lines"][0]["amount_gbp"],
        "background": of["lines"][1]["amount_gbp"],
        "**a week**": f"**{of['price_gbp_per_week']:.2f}**",
    }
    text = PAGE.read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in row.split("|")] for row in text.splitlines()]
    page = {row[1]: row[3] for row in rows if len(row) == 5 and row[1] in steps}
    assert page == steps


def test_notes_beside_an_opened_package_stand_in_json_too(case, capsys):
    arguments = ["price", case, "--open", "R1", "--format", "json"]
    assert guarded(cli, arguments) == Exit.ANSWERED
    out, err = capsys.readouterr()
    assert json.loads(out)["notes"] == err.splitlines()
    assert "--provider opens the price of one of 2 providers" in err

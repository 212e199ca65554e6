"""Cells that look personal are found, located, and never repeated."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.inputs.privacy import is_nhs_number, looks_like
from tests.kit.folders import FILES, told, with_row, write

DAY = date(2026, 11, 1)

# 943 476 5919 is the example that the NHS publishes. 9 x 10 + 4 x 9 + 3 x 8 + 4 x 7
# + 7 x 6 + 6 x 5 + 5 x 4 + 9 x 3 + 1 x 2 = 299; 299 mod 11 = 2; 11 - 2 = 9, the last.
NHS = "943 476 5919"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Mr Smith", "a name with a title"),
        ("said Mrs. O'Brien", "a name with a title"),
        ("DR JONES", "a name with a title"),
        ("mr smith", "a name with a title"),
        ("Ms Ann Other", "a name with a title"),
        (NHS, "an NHS number"),
        ("9434765919", "an NHS number"),
        ("no. 943-476-5919.", "an NHS number"),
        ("QQ123456C".replace("QQ", "AB"), "a National Insurance number"),
        ("ab 12 34 56 c", "a National Insurance number"),
        ("a.person+x@example.org", "an e-mail address"),
        ("ME4 4TR", "a home postcode"),
        ("lives at me44tr", "a home postcode"),
        ("SW1A 1AA", "a home postcode"),
        ("born 12/03/1985", "a date of birth"),
        ("12.3.85", "a date of birth"),
        ("1985-03-12", "a date of birth"),
        ("3rd March 1985", "a date of birth"),
    ],
)
def test_what_looks_personal_is_seen(text, what):
    assert looks_like(text, DAY) == what


@pytest.mark.parametrize(
    "text",
    [
        "",
        "R0001",
        "P014",
        "S12",
        "ME4",
        "Medway",
        "one_to_one",
        "1,234.50",
        "9434765918",  # the check digit is wrong
        "94347659190",  # eleven digits
        "01634 333 333",
        "2026-10-30",
        "01/04/2027",
        "agreed 12 March 2025",
        "did miss appointments",
        "MS Society",
        "no @ sign",
        "AB12345",
        "GB123456C",  # a prefix that was never given out
        "1.2.3.4",
        "24/7",
        "FK1 2C",
    ],
)
def test_what_is_not_personal_is_left_alone(text):
    assert looks_like(text, DAY) == ""


def test_in_a_column_named_after_births_every_date_counts():
    assert looks_like("01/04/2025", DAY, is_birth=True) == "a date of birth"


def test_the_check_digit_of_an_nhs_number_is_never_ten():
    # 1 in the first place alone: 10 mod 11 = 10, 11 - 10 = 1. 7 in the ninth place
    # alone: 14 mod 11 = 3, 11 - 3 = 8. 6 there: 12 mod 11 = 1, 11 - 1 = 10: no such.
    assert is_nhs_number("1000000001")
    assert is_nhs_number("0000000078")
    assert not any(is_nhs_number(f"000000006{digit}") for digit in range(10))


WANTED = "expected nothing that tells who a person is. Take it out, or accept"


@pytest.mark.parametrize(
    ("file", "row", "place", "what"),
    [
        ("decisions.csv", "R2,hold,P1,Ms Smith,", "by", "a name with a title"),
        ("may_not_share.csv", f"R1,C2,see {NHS}", "reason", "an NHS number"),
        ("may_not_share.csv", "R1,C2,dob 1/2/1990", "reason", "a date of birth"),
        ("providers.csv", "P4,x@y.org,,,,,", "name", "an e-mail address"),
        ("schemes.csv", "S3,P2,ME4 4TR,1,0,", "area", "a home postcode"),
    ],
)
def test_a_personal_cell_is_told_without_what_it_holds(
    tmp_path, file, row, place, what
):
    changed = {file.replace(".", "_"): with_row(file, row)}
    table = file.removesuffix(".csv")
    number = FILES[file].count("\n") + 1
    assert told(write(tmp_path, **changed)) == [
        (
            f"{file}, line {number}, {place}: got what looks like {what}, {WANTED} = "
            f'["{table}.{place}"] under [privacy].'
        )
    ]


def test_columns_that_nothing_reads_are_looked_at_and_columns_of_numbers_are_not(
    tmp_path,
):
    offers = (
        "referral,provider,price_gbp_per_week,dob,x_note\n"
        "R1,P1,9434765919,01/02/2020,\nR1,P2,1,,AB123456C\nR2,P2,1,,\n"
    )
    assert told(write(tmp_path, offers_csv=offers)) == [
        (
            f"offers.csv, line 2, dob: got what looks like a date of birth, {WANTED} = "
            '["offers.dob"] under [privacy].'
        ),
        (
            "offers.csv, line 3, x_note: got what looks like a National Insurance "
            "number, "
            f'{WANTED} = ["offers.x_note"] under [privacy].'
        ),
    ]


def test_a_column_that_is_accepted_is_left_alone(tmp_path):
    changed = {
        "case_toml": FILES["case.toml"] + '[privacy]\naccept = ["decisions.by"]\n',
        "decisions_csv": with_row("decisions.csv", "R2,hold,P1,Ms Smith,"),
    }
    assert told(write(tmp_path, **changed)) == []


@pytest.mark.parametrize("settings_are_sound", [True, False])
def test_no_other_finding_repeats_what_a_personal_cell_holds(
    tmp_path, settings_are_sound
):
    settings = FILES["case.toml"] + ("" if settings_are_sound else "wrong = 1\n")
    offers = "referral,provider,price_gbp_per_week\nMr Smith,P1,1\nMr Smith,P1,1\n"
    packages = "referral,component,quantity\nMr Smit,one_to_one,1\n"
    people = "referral,lot\nR1,1\nR2,2\nMr Smith;,1\n"
    messages = told(
        write(
            tmp_path,
            case_toml=settings,
            offers_csv=offers,
            packages_csv=packages,
            referrals_csv=people,
        )
    )
    assert len(messages) > 4
    assert not any("Smit" in message for message in messages)


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_can_be_looked_at(text):
    assert isinstance(looks_like(text, DAY), str)


@given(st.sampled_from("RPSC"), st.integers(0, 99999), st.sampled_from(["", "_", "-"]))
@settings(max_examples=200, deadline=None)
def test_plain_ids_are_not_personal(letter, number, joint):
    assert looks_like(f"{letter}{joint}{number:03d}", DAY) == ""

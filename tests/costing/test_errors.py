"""A finding says where, what, what was expected, and how to mend it."""

from costing.errors import Finding, InputError, quoted, suggestion

FINDING = Finding(
    "offers.csv",
    14,
    "price_gbp_per_week",
    quoted("£21,50"),
    "a number like 21.50",
    "Remove the comma",
)


def test_a_finding_is_one_line_with_all_its_parts():
    assert str(FINDING) == (
        'offers.csv, line 14, price_gbp_per_week: got "£21,50", expected a number '
        "like 21.50. Remove the comma."
    )


def test_a_suggestion_is_a_question():
    finding = Finding(
        "a.csv", 2, "status", quoted("opn"), "open", suggestion("opn", ["open"])
    )
    assert str(finding).endswith('expected open. Did you mean "open"?')


def test_a_finding_of_a_whole_file_names_no_line():
    assert str(Finding("offers.csv", got="no header")) == "offers.csv: got no header."


def test_a_finding_as_a_record_carries_its_text():
    assert FINDING.record() == {
        "file": "offers.csv",
        "row": 14,
        "column": "price_gbp_per_week",
        "got": '"£21,50"',
        "expected": "a number like 21.50",
        "fix": "Remove the comma",
        "message": str(FINDING),
    }


def test_findings_are_sorted_and_told_once():
    other = Finding("lots.toml", 2, "weights", "99", "100 in all")
    error = InputError([FINDING, other, FINDING])
    assert error.findings == (other, FINDING)
    assert str(error) == f"{other}\n{FINDING}"


def test_what_a_cell_holds_is_quoted_on_one_line_and_cut():
    assert quoted("a\n b") == '"a b"'
    assert len(quoted("x" * 100)) == 62


def test_a_near_name_is_suggested_and_a_far_one_is_not():
    assert suggestion("national_livng_wage", ["national_living_wage"]) == (
        'Did you mean "national_living_wage"'
    )
    assert suggestion("zebra", ["national_living_wage"]) == ""

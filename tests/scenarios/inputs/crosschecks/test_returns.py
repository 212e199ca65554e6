"""A stated sum of a return says what it is the sum of, and stands once."""

from tests.kit.folders import told, write

HEAD = "provider,service,line,gbp,heading,kind\n"


def of(folder, rows):
    return told(write(folder, returns_csv=HEAD + rows))


def test_a_subtotal_names_its_heading(tmp_path):
    rows = "P1,one_to_one,Pay in all,14,,subtotal\nP1,one_to_one,Wages,14,Pay,\n"
    assert of(tmp_path, rows) == [
        (
            "returns.csv, line 2, heading: got an empty cell, expected the heading "
            "that this is the subtotal of."
        )
    ]


def test_a_return_has_one_total(tmp_path):
    rows = "P1,one_to_one,Total,14,,total\nP1,one_to_one,Price,14,,total\n"
    assert of(tmp_path, rows) == [
        'returns.csv, line 3, kind: got "total", expected one total for each return.'
    ]


def test_a_provider_and_a_service_are_those_of_the_case(tmp_path):
    rows = "P9,one_to_one,Wages,14,,\nP1,one_to_on,Wages,14,,\n"
    found = of(tmp_path, rows)
    assert [one.split(": got")[0] for one in found] == [
        "returns.csv, line 2, provider",
        "returns.csv, line 3, service",
    ]

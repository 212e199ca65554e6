"""Documents laid out as keys: entries by their names, short ones in one line."""

from scenarios.difference.keys import key_changes, keys_of

LOTS = """\
[[lot]]
lot = "1"
share_cap = 0.4
[[lot]]
lot = "2"
[[lot.question]]
question = "staffing"
weight = 40
out_of = 5
"""


def test_entries_are_named_by_what_tells_them_apart():
    assert keys_of(LOTS) == {
        "lot.1.share_cap": "0.4",
        "lot.2.question.staffing": "weight 40, out_of 5",
    }


def test_two_forecasts_of_one_name_are_named_by_their_day_too():
    entry = '[[law.forecast]]\nname = "ssp"\nfrom = {}\nvalue = {}\n'
    text = entry.format("2027-04-06", 1.0) + entry.format("2028-04-06", 2.5)
    assert keys_of(text) == {
        "law.forecast.ssp 2027-04-06": "value 1",
        "law.forecast.ssp 2028-04-06": "value 2.5",
    }


def test_entries_without_names_are_numbered():
    text = '[[change]]\ntype = "law"\n[[change]]\ntype = "law"\nset = true\n'
    assert keys_of(text) == {
        "change.1.type": "law",
        "change.2.type": "law",
        "change.2.set": "true",
    }


def test_a_list_of_words_is_one_value():
    assert keys_of('aims = ["placed", "cost"]') == {"aims": "placed; cost"}


def test_what_is_no_toml_is_one_text():
    assert keys_of("= broken") == {"": "= broken"}


def test_absent_and_nothing_are_the_same():
    assert key_changes({"a": "", "b": "1"}, {"c": "2"}) == (
        ("b", "1", "(absent)"),
        ("c", "(absent)", "2"),
    )

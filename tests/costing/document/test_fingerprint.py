"""Fingerprints: the same for documents that work out the same."""

import pytest

from costing.document.fingerprint import fingerprint
from costing.document.reading import read_model
from tests.kit.documents import BANDS, INPUTS, MIX, document, line

PLAIN = document(INPUTS, BANDS, MIX, line("pay * (1 + band.loading)"))


def of(text):
    return fingerprint(read_model(text, "small.toml"))


def test_it_is_twelve_hexadecimal_letters():
    assert len(of(PLAIN)) == 12
    assert set(of(PLAIN)) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('price = "price"\n', 'price = "price"\ntitle = "Another title"\n'),
        ("pay * (1 + band.loading)", "pay*(1+band.loading)"),
        ("default = 12.5", 'default = 12.50\nlabel = "Pay"\nsource = "x"'),
    ],
)
def test_words_and_spaces_do_not_count(old, new):
    assert old in PLAIN
    assert of(PLAIN.replace(old, new, 1)) == of(PLAIN)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('model = "small"', 'model = "other"'),
        ("default = 12.5", "default = 12.51"),
        ("default = 12.5", "default = 12.5\nmin = 0"),
        ("default = 12.5", "default = 12.5\nhigh = 14"),
        ("(1 + band.loading)", "(2 + band.loading)"),
        ("loading = 0.5", "loading = 0.6"),
        ("share = 0.75", "share = 0.76"),
        ('price = "price"\n', 'price = "price"\n[rounding]\nat = "price"\nstep = 1\n'),
    ],
)
def test_whatever_changes_a_result_counts(old, new):
    text = PLAIN.replace("share = 0.25 }", "share = 0.24 }") if "0.76" in new else PLAIN
    assert old in text
    assert of(text.replace(old, new, 1)) != of(PLAIN)

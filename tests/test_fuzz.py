"""Damaged documents load or are refused; nothing else happens to them."""

import itertools
import random

import pytest

from tests.fuzz import HOSTILE, documents, tried
from tests.kit.documents import with_formula


def test_damaged_documents_load_or_are_refused():
    drawn = documents(random.Random(4))
    ends = [tried(text) for text in itertools.islice(drawn, 400)]
    assert set(ends) == {"loaded", "refused"}


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_formula_is_refused(text):
    assert tried(with_formula(text)) == "refused"

"""Workbooks of cost models, worked out by somebody else's program."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from costing.document.expression import Call, Choose, Comparison, Name, Number, text_of
from costing.document.reading import read_model
from costing.errors import InputError
from costing.model import load_model, shipped_models
from tests.kit.documents import BANDS, document, line
from tests.kit.expressions import numbers
from tests.kit.model_books import differences, filled_in, model_book, named, worked
from tests.kit.spreadsheet import PROGRAM, recalculated_all

CONTRACT = Path(__file__).parents[3] / "costing" / "documents" / "contract.toml"
MODELS = (*shipped_models(), str(CONTRACT))

needs_program = pytest.mark.skipif(
    PROGRAM is None, reason="LibreOffice is not here: no workbook is worked out again"
)


def moved(model):
    """Give each input another value within its bounds, but those that are whole."""
    built = worked(model)
    given_values = {}
    for name, part in model.inputs.items():
        value = float(built.found.inputs[name][0])
        more = value * 1.07
        if part.maximum is not None and more > part.maximum:
            more = value * 0.93
        if part.minimum is not None and more < part.minimum:
            continue
        given_values[name] = more
    return given_values


def days_of(model):
    """Give days on which a model can be worked out."""
    days = [one.on for one in model.examples if one.on is not None]
    return [*dict.fromkeys(days[:1]), date(2026, 11, 1)]


@pytest.fixture(scope="module")
def books():
    """Give every document, as it is on its days and with other inputs."""
    found = {}
    for place, name in enumerate(MODELS):
        model = load_model(name)
        for day in days_of(model):
            key = f"m{place}_{day:%Y%m%d}"
            try:
                found[key] = worked(model, on=day), model_book(model, on=day)
            except (InputError, ArithmeticError):
                continue
        day = days_of(model)[0]
        values = moved(model)
        try:
            built = worked(model, values, day)
        except InputError:
            continue
        sent = model_book(model, on=day)
        found[f"m{place}_moved"] = built, filled_in(sent, values)
    return found


@pytest.fixture(scope="module")
def again(books, tmp_path_factory):
    """Give each of them worked out again."""
    contents = {key: content for key, (_, content) in books.items()}
    return recalculated_all(contents, tmp_path_factory.mktemp("again"))


@needs_program
def test_every_line_of_every_document_agrees_with_the_engine(books, again):
    assert {key.split("_")[0] for key in again} == {f"m{n}" for n in range(len(MODELS))}
    assert {key: differences(again[key], books[key][0]) for key in again} == {
        key: [] for key in again
    }


@needs_program
def test_the_check_cell_says_so(books, again):
    for key, content in again.items():
        expected = "Agrees with Fairlot"
        if key.endswith("_moved"):
            expected = "Inputs changed: Fairlot prices them when this comes back"
        assert named(content)["check"] == expected, key


@needs_program
def test_the_check_cell_tells_a_formula_that_was_altered(tmp_path):
    content = model_book(load_model("homecare-minimum-price-2020-21"))
    altered = filled_in(content, {}, {"Build-up!D6": 1.0})
    [again] = recalculated_all({"altered": altered}, tmp_path / "one").values()
    assert named(again)["check"] == "Does not agree with Fairlot"


def functions():
    """Give formulas with every function of the language, some in arms of choose."""
    of_one = st.builds(
        lambda function, inner: Call(function, (inner,)),
        st.sampled_from(["abs", "round", "floor", "ceil"]),
        numbers(3),
    )
    guarded = st.builds(
        lambda sign, one, other: Choose(
            Comparison(sign, Name("a"), Number(2.0)), one, other
        ),
        st.sampled_from(["<", ">", ">="]),
        of_one,
        of_one,
    )
    return st.one_of(numbers(4), of_one, guarded)


INPUTS = "".join(
    f'[input.{name}]\nunit = "1"\ndefault = {value}\n'
    for name, value in {"a": 3.25, "b": -0.75, "c": 17.0}.items()
)
ROUNDINGS = (
    "",
    "rounding = { step = 0.01, mode = 'half_up' }",
    "rounding = { step = 0.04, mode = 'ceil' }",
    "rounding = { step = 0.1, mode = 'truncate' }",
    "rounding = { step = 0.05, mode = 'half_even' }",
    "rounding = { step = 0.25, mode = 'half_up' }",
    "rounding = { step = 50, mode = 'half_even' }",
)


MIX = """\
[mix.kinds]
weight = "share"
rows = [
  { size = 2.5, share = 0.5 },
  { size = -1, share = 0.2 },
  { size = 7, share = 0.3 },
]
"""


def model_of(formulas):
    """Read a document of as many lines as there are formulas that come to something.

    Every third is a mean over a mix, whose sizes stand in place of c.
    """
    lines = []
    for place, (formula, rounding) in enumerate(formulas):
        written, more = text_of(formula), ROUNDINGS[rounding]
        if place % 3 == 0:
            written, more = (
                re.sub(r"\bc\b", "kinds.size", written),
                f"over = 'kinds'\n{more}",
            )
        text = line(written, f"l_{place}", "1", more)
        alone = document(INPUTS, BANDS, MIX, text).replace('"price"', f'"l_{place}"', 1)
        try:
            values = worked(read_model(alone, "alone.toml")).values(f"l_{place}")
        except InputError:
            continue
        if (abs(values) < 1e9).all():
            lines.append(text)
    assume(lines)
    first = lines[0].split('"')[1]
    whole = document(INPUTS, BANDS, MIX, *lines).replace('"price"', f'"{first}"', 1)
    return read_model(whole, "random.toml")


@needs_program
@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    formulas=st.lists(
        st.tuples(functions(), st.integers(0, len(ROUNDINGS) - 1)),
        min_size=10,
        max_size=40,
    )
)
def test_random_formulas_agree_with_the_engine(formulas, tmp_path_factory):
    model = model_of(formulas)
    inputs = ({}, {"a": 1.5, "b": 2.5, "c": -4.0})
    books, built = {}, {}
    for place, values in enumerate(inputs):
        try:
            built[f"b{place}"] = worked(model, values)
        except InputError:
            continue
        books[f"b{place}"] = filled_in(model_book(model), values)
    again = recalculated_all(books, tmp_path_factory.mktemp("random"))
    assert {key: differences(again[key], built[key]) for key in again} == {
        key: [] for key in again
    }

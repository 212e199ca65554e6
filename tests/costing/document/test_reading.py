"""A document is read strictly: all that is wrong is told at once, each with its row."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.document.reading import read_model
from costing.errors import InputError
from tests.kit.documents import BANDS, INPUTS, MIX, TOP, document, findings, line

CONTRACT = (Path(__file__).parents[1] / "documents" / "contract.toml").read_text()


def test_the_example_of_the_contract_loads_as_it_stands():
    model = read_model(CONTRACT, "contract.toml")
    assert model.name == "homecare-minimum-price-2020-21"
    assert list(model.bands) == ["weekday_day", "sunday"]
    assert model.default_band == "weekday_day"
    assert list(model.components) == ["one_to_one", "two_to_one"]
    assert model.components["two_to_one"].staff == 2.0
    assert model.headings == {
        "Careworker costs": ("contact_time", "travel_time", "on_costs")
    }


def test_a_document_needs_little():
    model = read_model(document(line("1", unit="1")), "small.toml")
    assert (model.title, model.currency, model.law) == ("small", "GBP", "")
    assert list(model.bands) == ["all"]
    assert model.default_band == "all"
    assert model.lines["price"].label == "Price"
    assert model.lines["price"].rounding is None


def test_without_rounding_nothing_is_rounded_and_a_line_may_round_in_its_own_way():
    text = document(
        INPUTS,
        line("pay", "one", more='rounding = { step = 0.04, mode = "ceil" }'),
        line("one"),
    )
    model = read_model(text, "small.toml")
    assert model.lines["price"].rounding is None
    rounding = model.lines["one"].rounding
    assert rounding
    assert (rounding.step, rounding.mode) == (0.04, "ceil")


@pytest.mark.parametrize(
    ("at", "rounded"),
    [("line", {"one", "price"}), ("price", {"price"}), ("none", set())],
)
def test_rounding_is_at_the_line_at_the_price_or_nowhere(at, rounded):
    text = document(
        f'[rounding]\nat = "{at}"\nstep = 0.01\nmode = "truncate"\n',
        INPUTS,
        line("pay", "one"),
        line("one"),
    )
    model = read_model(text, "small.toml")
    assert {name for name, part in model.lines.items() if part.rounding} == rounded


def test_a_line_takes_what_its_own_rounding_leaves_out_from_the_document():
    text = document(
        '[rounding]\nat = "none"\nstep = 0.05\nmode = "half_even"\n',
        INPUTS,
        line("pay", more="rounding = { step = 0.5 }"),
    )
    rounding = read_model(text, "small.toml").lines["price"].rounding
    assert rounding
    assert (rounding.step, rounding.mode) == (0.5, "half_even")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "",
            [
                "line 1: got nothing, expected the key line.",
                "line 1: got nothing, expected the key model.",
                "line 1: got nothing, expected the key price.",
            ],
        ),
        (
            TOP + "titel = 'x'\n" + line("1", unit="1"),
            [
                (
                    "line 3, titel: got a key that is not known, expected one of "
                    "model, title, "
                    "currency, law, price, floor, default_band, source, rounding, "
                    "input, band, "
                    'mix, line, component, example. Did you mean "title"?'
                )
            ],
        ),
        (
            document(line("1", unit="1")).replace('"price"\n[', '"cost"\n['),
            ['line 2, price: got "cost", expected the name of a line.'],
        ),
        (
            'floor = "prise"\n' + document(line("1", unit="1")),
            [
                (
                    'line 1, floor: got "prise", expected the name of a line. Did '
                    "you mean "
                    '"price"?'
                )
            ],
        ),
        (
            'floor = "pay_in_all"\n'
            + document(INPUTS, line("pay"), line("weekly", "pay_in_all", "GBP/week")),
            [
                (
                    "line 1, floor: got pay_in_all in GBP/week, expected GBP/h, as the "
                    "price."
                )
            ],
        ),
        (
            'default_band = "nihgt"\n' + document(BANDS, line("1", unit="1")),
            [
                (
                    'line 1, default_band: got "nihgt", expected the name of a band. '
                    "Did you mean "
                    '"night"?'
                )
            ],
        ),
        (
            'currency = "pounds"\n' + document(line("1", unit="1")),
            ['line 1, currency: got "pounds", expected three capitals such as GBP.'],
        ),
        (
            'law = "wales"\n' + document(line("1", unit="1")),
            ['line 1, law: got "wales", expected a folder of law such as england.'],
        ),
        (
            "title = 3\n" + document(line("1", unit="1")),
            ['line 1, title: got "3", expected a text.'],
        ),
        (
            document(
                "[rounding]\nat='lines'\nstep=0\nmode='half up'\n", line("1", unit="1")
            ),
            [
                (
                    'line 4, rounding.at: got "lines", expected one of line, price, '
                    "none. Did you "
                    'mean "line"?'
                ),
                'line 5, rounding.step: got "0", expected a number above 0.',
                (
                    'line 6, rounding.mode: got "half up", expected one of half_up, '
                    "half_even, "
                    'truncate, ceil. Did you mean "half_up"?'
                ),
            ],
        ),
        (
            document(line("1", unit="1", more="rounding = { stp = 1 }")),
            [
                (
                    "line 7, line.price.rounding.stp: got a key that is not known, "
                    "expected one "
                    'of step, mode. Did you mean "step"?'
                )
            ],
        ),
        (
            document("[input.a]\nunit='1'\n", line("a", unit="1")),
            ["line 3, input.a: got nothing, expected the key default."],
        ),
        (
            document("[input.a]\ndefault=1\n", line("a", unit="1")),
            ["line 3, input.a: got nothing, expected the key unit."],
        ),
        (
            document(
                "[input.a]\nunit='1'\ndefault=1\nmin=2\nlow=1\n", line("a", unit="1")
            ),
            [
                "line 5, input.a.default: got 1, expected a number from 2, the min.",
                "line 7, input.a.low: got 1, expected a number from 2, the min.",
            ],
        ),
        (
            document(
                "[input.a]\nunit='1'\ndefault='1'\nmax=0.5\n", line("a", unit="1")
            ),
            [("line 5, input.a.default: got 1, expected a number up to 0.5, the max.")],
        ),
        (
            document("[input.a]\nunit='1'\ndefault=1\nmax=0.5\n", line("a", unit="1")),
            ["line 5, input.a.default: got 1, expected a number up to 0.5, the max."],
        ),
        (
            document(
                "[input.a]\nunit='1'\ndefault=1\nmin=2\nmax=1\n", line("a", unit="1")
            ),
            ["line 7, input.a.max: got 1, expected a number from 2, the min."],
        ),
        (
            document(
                "[input.a]\nunit='1'\ndefault=nan\nmin='x'\nbasis='Law'\n",
                line("a", unit="1"),
            ),
            [
                (
                    'line 5, input.a.default: got "nan", expected a number, or an '
                    "expression in "
                    "quotes."
                ),
                'line 6, input.a.min: got "x", expected a number.',
                (
                    'line 7, input.a.basis: got "Law", expected one of law, published, '
                    'assumption, published amount, not derived. Did you mean "law"?'
                ),
            ],
        ),
        (
            document("[input.a]\nunit='1'\ndefault=true\n", line("a", unit="1")),
            [
                (
                    'line 5, input.a.default: got "true", expected a number, or an '
                    "expression in "
                    "quotes."
                )
            ],
        ),
        (
            document("[input]\na = 1\n", line("a", unit="1")),
            [
                'line 4, input.a: got "1", expected a table [input.NAME].',
                (
                    'line 8, line.price.formula: got "a", expected the name of an '
                    "input or a "
                    "line."
                ),
            ],
        ),
        (
            document("[band.day]\nwindow='Mon-Fri'\nrate='x'\n", line("1", unit="1")),
            [
                (
                    'line 4, band.day.window: got "Mon-Fri", expected days and times '
                    "such as Mon-Fri 06:00-20:00. A whole day is 00:00-24:00."
                ),
                'line 5, band.day.rate: got "x", expected a number.',
            ],
        ),
        (
            document(line("1", unit="1"), "[[line]]\nlabel = 'x'\n"),
            [
                "line 8, line.2: got nothing, expected the key formula.",
                "line 8, line.2: got nothing, expected the key name.",
                "line 8, line.2: got nothing, expected the key unit.",
            ],
        ),
        (
            document(line("1", unit="1"), line("2", unit="1")),
            [
                (
                    'line 9, line.price.name: got "price" again, expected a name that '
                    "nothing else "
                    "has. Line 3 has it."
                )
            ],
        ),
        (
            document(INPUTS, line("1", "pay", "1"), line("1", unit="1")),
            [
                (
                    'line 19, line.pay.name: got "pay" again, expected a name that '
                    "nothing else has. "
                    "Line 3 has it."
                )
            ],
        ),
        (
            document(INPUTS, line("1", unit="1"), "[band.pay]\n"),
            [
                (
                    'line 23, band.pay: got "pay" again, expected a name that '
                    "nothing else has. "
                    "Line 3 has it."
                )
            ],
        ),
        (
            "line = 1\n" + TOP,
            ['line 1, line: got "1", expected tables [[line]].'],
        ),
        (
            document(line("1", unit="1", more="heading = 3\nover = 4")),
            [
                'line 7, line.price.heading: got "3", expected a text.',
                'line 8, line.price.over: got "4", expected a text.',
            ],
        ),
        (
            document(
                line("1", unit="1"),
                "[component.one]\nline='prise'\nunit='h'\nstaff=0\n",
            ),
            [
                (
                    'line 9, component.one.line: got "prise", expected the name of a '
                    "line. Did you "
                    'mean "price"?'
                ),
                'line 11, component.one.staff: got "0", expected a number above 0.',
            ],
        ),
        (
            document(
                INPUTS, line("pay"), "[component.one]\nline='price'\nunit='night'\n"
            ),
            [
                (
                    "line 25, component.one.unit: got night, where price is in "
                    "GBP/h, expected "
                    "units that multiply to GBP."
                )
            ],
        ),
        (
            document(line("1", unit="1"), "[[example]]\ntitle='as said'\n"),
            ["line 8, example.as said: got nothing, expected the key expect."],
        ),
        (
            document(line("1", unit="1"), "[[example]]\nexpect={}\n"),
            [
                (
                    "line 9, example.1.expect: got nothing, expected a line and its "
                    "value, or "
                    "more."
                )
            ],
        ),
        (
            document(
                INPUTS,
                BANDS,
                line("pay"),
                "[[example]]\non=2020-04-01T00:00:00\nset={pya=1, hours='x'}\n"
                "band='nihgt'\nexpect={prise=1}\ntolerance=-1\n",
            ),
            [
                (
                    'line 30, example.1.on: got "2020-04-01 00:00:00", expected a '
                    "day such as "
                    "2026-04-01."
                ),
                'line 31, example.1.set.hours: got "x", expected a number.',
                (
                    'line 31, example.1.set.pya: got "pya", expected the name of an '
                    'input. Did you mean "pay"?'
                ),
                (
                    'line 32, example.1.band: got "nihgt", expected the name of a '
                    "band. Did you mean "
                    '"night"?'
                ),
                (
                    'line 33, example.1.expect.prise: got "prise", expected the name '
                    "of a line. "
                    'Did you mean "price"?'
                ),
                'line 34, example.1.tolerance: got "-1", expected a number from 0.',
            ],
        ),
        (
            document(
                "[input.a]\nunit='1'\ndefault=1\nmax=2\n",
                line("a", unit="1"),
                "[[example]]\nset={a=3}\nexpect={price=3}\n",
            ),
            ["line 13, example.1.set.a: got 3, expected a number up to 2, the max."],
        ),
        (
            document(line("1 +", unit="1"), line("price", "other", "1")),
            ['line 6, line.price.formula: got "1 +", expected a formula.'],
        ),
    ],
)
def test_every_fault_is_told_with_its_row(text, told):
    assert findings(text) == [f"small.toml, {finding}" for finding in told]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Pay", "a name of a-z, 0-9 and _ that starts with a letter"),
        ("2pay", "a name of a-z, 0-9 and _ that starts with a letter"),
        ("pay-rate", "a name of a-z, 0-9 and _ that starts with a letter"),
        ("_pay", "a name of a-z, 0-9 and _ that starts with a letter"),
        ("pay__rate", "a name without a double underscore"),
        ("class", "a name that the formula language does not use"),
        ("choose", "a name that the formula language does not use"),
        ("group", "a name that the formula language does not use"),
        ("law", "a name that the formula language does not use"),
        ("band", "a name that the formula language does not use"),
        ("a" * 101, "a name of at most 100 characters"),
    ],
)
@pytest.mark.parametrize("kind", ["input", "band", "mix", "line"])
def test_names_keep_the_rules(kind, name, told):
    sections = {
        "input": f"[input.{name}]\nunit = '1'\ndefault = 1\n",
        "band": f"[band.{name}]\n",
        "mix": f"[mix.{name}]\nweight = 'w'\nrows = [ {{ w = 1 }} ]\n",
        "line": line("1", name, "1"),
    }
    found = findings(document(line("1", unit="1"), sections[kind]))
    shown = name if len(name) < 60 else name[:57] + "..."
    assert len(found) == 1
    row = 9 if kind == "line" else 8
    assert found[0].startswith(f"small.toml, line {row}, ")
    assert found[0].endswith(f'got "{shown}", expected {told}.')


def test_a_line_that_cannot_be_read_keeps_its_heading():
    text = document(
        line("pay +", "care", "1", "heading='Care'"), line("group('Care')", unit="1")
    )
    assert findings(text) == [
        'small.toml, line 6, line.care.formula: got "pay +", expected a formula.'
    ]


@pytest.mark.parametrize(
    ("law", "told"),
    [
        ("'englnd'", 'got "englnd", expected a folder of law such as england.'),
        ("3", 'got "3", expected a text.'),
    ],
)
def test_law_that_is_not_there_is_told_once(law, told):
    text = f"law = {law}\n" + document(line("law.national_living_wage"))
    assert findings(text) == [f"small.toml, line 1, law: {told}"]


def test_a_text_that_would_steer_a_terminal_is_refused():
    text = document(line("1", unit="1", more='label = "\\u001b[31mred"'))
    assert findings(text) == [
        (
            "small.toml, line 7, line.price.label: got \"'\\x1b[31mred'\", expected a "
            "text without control marks."
        )
    ]


def test_bands_are_bounded():
    bands = "".join(f"[band.b{number}]\n" for number in range(101))
    assert findings(document(line("1", unit="1"), bands)) == [
        "small.toml, line 108, band.b100: got 101 bands, expected at most 100."
    ]


def test_a_circle_is_shown():
    text = document(
        line("b + 1", "a", "1"),
        line("c + 1", "b", "1"),
        line("a + 1", unit="1", name="c"),
        line("1", unit="1"),
    )
    assert findings(text) == [
        (
            "small.toml, line 6, line.a.formula: got a circle: a -> b -> c -> a, "
            "expected a "
            "formula that does not need its own result."
        )
    ]


def test_a_circle_of_inputs_is_shown():
    text = document(
        "[input.a]\nunit='1'\ndefault='b'\n[input.b]\nunit='1'\ndefault='a'\n",
        line("a", unit="1"),
    )
    assert findings(text) == [
        (
            "small.toml, line 5, input.a.default: got a circle: a -> b -> a, "
            "expected a "
            "formula that does not need its own result."
        )
    ]


def test_a_line_that_reads_its_own_heading_is_a_circle():
    text = document(line('group("Care")', unit="1", more='heading = "Care"'))
    assert findings(text) == [
        (
            "small.toml, line 6, line.price.formula: got a circle: price -> "
            'group("Care") -> '
            "price, expected a formula that does not need its own result."
        )
    ]


def test_a_long_circle_is_shown_short():
    text = document(
        line("l0", unit="1"),
        *(line(f"l{(place + 1) % 30}", f"l{place}", "1") for place in range(30)),
    )
    names = " -> ".join(f"l{place}" for place in range(11))
    assert f"a circle: {names} -> (19 more) -> l0," in findings(text)[0]


def test_two_circles_are_both_shown():
    text = document(line("a", "a", "1"), line("b", "b", "1"), line("1", unit="1"))
    assert [finding.split("got ")[1].split(",")[0] for finding in findings(text)] == [
        "a circle: a -> a",
        "a circle: b -> b",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (TOP + "title = \n", "line 3: got Invalid value, expected a TOML document."),
        (TOP + 'title = """x', "line 3: got Unterminated string, expected a TOML"),
        (TOP + "\x00", "line 3: got Invalid statement, expected a TOML document."),
        (TOP + "[line\n", "line 3: got Expected ']'"),
        (
            TOP + "a = 1\na = 2\n",
            "line 4: got Cannot overwrite a value, expected a TOML",
        ),
        (TOP + "a = " + "9" * 2900, ""),
        (TOP + "\n" * 5000, "line 5001: got 5003 lines, expected at most 5000."),
        (
            TOP + "a = '" + "x" * 3000,
            "line 3: got 3005 characters in one line, expected ",
        ),
        (
            TOP + ("#" * 2000 + "\n") * 110,
            "line 1: got 220142 characters, expected at ",
        ),
        (
            TOP + "a = " + "[" * 25 + "]" * 25,
            "line 3: got 25 levels of brackets or of ",
        ),
        (TOP + "a = [\n" + "[\n" * 40, "line 43: got 41 levels of brackets or of "),
        (TOP + ".".join("a" * 30) + " = 1", "line 3: got 30 levels of brackets or of "),
        (
            TOP + "[" + ".".join("a" * 30) + "]",
            "line 3: got 30 levels of brackets or of ",
        ),
    ],
)
def test_what_is_no_document_is_told_with_its_row(text, told):
    start = time.process_time()
    found = findings(text)
    assert found[0].startswith(f"small.toml, {told}")
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "text",
    [
        document(*(line("price + 1", f"l{place}", "1") for place in range(10_000))),
        document(*(line(f"l{place}", f"l{place + 1}", "1") for place in range(800))),
        document(
            *(
                line('group("H")', f"l{place}", "1", 'heading = "H"')
                for place in range(700)
            )
        ),
        document(
            *(
                line("+".join(f"unknown{place}{i}" for i in range(8)), f"l{place}", "1")
                for place in range(800)
            )
        ),
        TOP + "\n".join(f"k{i} = {{{'.'.join('a' * 1400)} = 1}}" for i in range(66)),
    ],
    ids=["10,000 lines", "a chain", "circles through a group", "unknown names", "dots"],
)
def test_a_hostile_document_is_refused_in_a_second(text):
    start = time.process_time()
    found = findings(text)
    assert time.process_time() - start < 1
    assert found[0].startswith("small.toml, line ")


def test_an_integer_of_thousands_of_digits_is_told_with_its_row(monkeypatch):
    # Python itself refuses to read one past 4,300 digits; rows are shorter than that.
    monkeypatch.setattr("costing.document.reading._LONGEST_ROW", 6000)
    text = document(line("1", unit="1")) + "a = " + "9" * 4500
    assert findings(text) == [
        (
            "small.toml, line 8: got an integer that is too large, expected a TOML "
            "document."
        )
    ]


def _mutants() -> st.SearchStrategy[str]:
    """Give the contract's document with something cut, put in or swapped."""
    whole = CONTRACT + MIX
    places = st.integers(0, len(whole))
    pieces = st.sampled_from(
        [
            "",
            "\n",
            '"',
            "'",
            "[",
            "]",
            "[[line]]\n",
            "= ",
            "0",
            "-1",
            "x",
            "nan",
            "#",
            "{",
        ]
    )
    return st.tuples(places, st.integers(0, 40), pieces).map(
        lambda cut: whole[: cut[0]] + cut[2] + whole[cut[0] + cut[1] :]
    )


@settings(deadline=None, max_examples=300)
@given(_mutants())
def test_a_spoilt_document_loads_or_is_told_with_its_rows(text):
    rows = text.count("\n") + 1
    try:
        read_model(text, "spoilt.toml")
    except InputError as error:
        told = error.findings
    else:
        return
    assert told
    assert all(1 <= finding.row <= rows for finding in told)


@settings(deadline=None, max_examples=100)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["name", "unit", "default", "a"]), inner)
        ),
        max_leaves=5,
    ),
    st.sampled_from(
        ["input", "band", "mix", "line", "component", "example", "rounding", "price"]
    ),
)
def test_any_value_in_the_place_of_a_section_is_told(value, key):
    try:
        text = f"{key} = {_toml(value)}\n"
    except ValueError:
        return
    others = {"price": 'price = "price"\n', "line": line("1", unit="1")}
    rest = "".join(part for name, part in others.items() if name != key)
    try:
        read_model('model = "x"\n' + text + rest, "any.toml")
    except InputError as error:
        told = error.findings
    else:
        return
    assert told


def _toml(value):
    if isinstance(value, str):
        if "'" in value or not value.isprintable():
            raise ValueError
        text = f"'{value}'"
    elif isinstance(value, list):
        text = f"[{', '.join(_toml(inner) for inner in value)}]"
    elif isinstance(value, dict):
        pairs = ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items())
        text = f"{{{pairs}}}"
    elif value is None:
        text = "1979-05-27"
    else:
        text = repr(value).lower()
    return text

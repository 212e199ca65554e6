"""Formulas broken up, so that each part fits a cell."""

from costing.document.expression import Name, Number, text_of
from costing.document.formula import parse
from fairlot.workbook.model.formula_text import LONGEST, excel_text, number
from fairlot.workbook.model.steps import in_steps


def leaf(node):
    return number(node.value) if isinstance(node, Number) else node.name


def broken(formula):
    steps, left = in_steps(parse(formula), "l", leaf)
    return [f"{step.name} = {text_of(step.node)}" for step in steps], text_of(left)


def test_a_short_formula_is_left_as_it_is():
    assert broken("a * (b + c)") == ([], "a * (b + c)")


def test_what_is_rounded_gets_a_cell_unless_it_is_one():
    assert broken("round(a) + ceil(b * 2)") == (
        ["l__part1 = b * 2"],
        "round(a) + ceil(l__part1)",
    )


def test_a_part_in_an_arm_is_0_where_the_arm_is_not_taken():
    assert broken("choose(a > 0, floor(1 / a), abs(b - 1))") == (
        [
            "l__part3 = choose(a > 0, 1, -1)",
            "l__part1 = choose(l__part3 == 1, 1 / a, 0)",
            "l__part2 = choose(l__part3 < 0, b - 1, 0)",
        ],
        "choose(l__part3 == 1, floor(l__part1), abs(l__part2))",
    )


def test_an_arm_within_an_arm_is_shielded_by_both():
    steps, _ = broken("choose(a > 0, choose(b / a > 1, round(1 / (b - a)), 0), 2)")
    assert steps == [
        "l__part3 = choose(a > 0, 1, -1)",
        "l__part2 = choose(l__part3 == 1, choose((b / a) > 1, 1, -1), 0)",
        "l__part1 = choose(l__part2 == 1, 1 / (b - a), 0)",
    ]


def every_text(formula):
    steps, left = in_steps(parse(formula), "l", leaf)
    return [excel_text(node, leaf) for node in (*(s.node for s in steps), left)]


def test_a_long_sum_is_broken_up():
    names = [f"a_rather_long_name_number_{place}" for place in range(50)]
    texts = every_text(" + ".join(f"{name} * {name} * {name}" for name in names))
    assert len(texts) == 5
    assert max(map(len, texts)) < LONGEST / 3


def test_deep_brackets_are_broken_up():
    formula = "a"
    for _ in range(45):
        formula = f"b - ({formula})"
    texts = every_text(formula)
    assert max(text.count("(") for text in texts) <= 14


def test_many_arguments_are_put_together_by_and_by():
    texts = every_text(f"max({', '.join(f'a + {place}' for place in range(300))})")
    assert max(text.count(",") for text in texts) < 30


def test_many_tests_are_put_together_by_and_by():
    tests = " or ".join(f"a == {place}" for place in range(80))
    texts = every_text(f"choose({tests}, 1, 2)")
    assert max(text.count(",") for text in texts) < 30


def test_a_name_stands_for_itself():
    assert in_steps(Name("a"), "l", leaf) == ((), Name("a"))

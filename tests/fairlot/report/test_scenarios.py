"""Scenarios in the report: compared, bridged, who moves, who has no place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from fairlot.report.report import render
from fairlot.report.sections.bridge import bridge, signed
from fairlot.report.sections.compared import compared
from fairlot.report.sections.moved import moved
from fairlot.report.sections.scenario import scenarios
from fairlot.report.sections.unsure import unsure
from scenarios.case import load_case
from scenarios.run import run
from scenarios.scenario import read_scenarios
from scenarios.study import Study
from tests.fairlot.report.fake_outcome import fake_outcome
from tests.fairlot.report.test_report import Page, description
from tests.fairlot.test_allocate import write
from tests.scenarios.test_run import (
    CLOSED,
    R1_AT_B_DEARER,
    R2_AT_B_DEARER,
    case_with,
)

if TYPE_CHECKING:
    from pathlib import Path

    from fairlot.report.parts import Table

CLASH = """scenario = "clash"
[[change]]
type = "supply"
table = "providers"
where = { provider = "A" }
set = { spare_hours_per_week = 30 }
"""
STAYING = (
    "referral,hours_per_week,current_provider,must_stay\nR1,20,A,yes\nR2,20,A,yes\n"
)

GONE = """[[change]]
type = "supply"
table = "offers"
where = { referral = "R2" }
remove = true
"""


def text_of(cell: object) -> str:
    return cell if isinstance(cell, str) else cell.text  # type: ignore[attr-defined]


def pence_of(text: str) -> int:
    """Read ``£1,234.50 less`` as pence, below 0."""
    if text == "the same":
        return 0
    size = int(text.split(maxsplit=1)[0].translate(str.maketrans("", "", "£,.")))
    return -size if text.endswith("less") else size


def column(table: Table, heading: str) -> list[str]:
    place = [one.heading for one in table.columns].index(heading)
    return [text_of(row[place]) for row in table.rows]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    case = case_with(
        tmp_path_factory.mktemp("case"),
        both=CLOSED + R1_AT_B_DEARER,
        fewer=GONE,
        same="",
        two=CLOSED + R2_AT_B_DEARER,
    )
    return run(case)


@pytest.fixture(scope="module")
def html(study: Study) -> str:
    return render(study)


def test_scenarios_come_first_and_in_their_order(html: str) -> None:
    page = Page(html)
    sections = [one["id"] for one in page.all("section")]

    assert sections[:3] == ["scenarios", "each", "asked"]
    assert page.faults == []
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_without_scenarios_nothing_is_said_of_any(study: Study) -> None:
    alone = render(replace(study, ran=()))

    assert 'id="scenarios"' not in alone
    assert "Scenario" not in Page(alone).text


def test_each_scenario_stands_beside_the_baseline_with_its_difference(
    study: Study,
) -> None:
    # R1 at A for 100, R2 at B for 200. both: R1 at B for 120. fewer: R2 has no offer.
    beside = compared(study)
    assert beside is not None
    rows = {
        text_of(row[0]): [
            f"{cell.text} ({cell.under})"  # type: ignore[union-attr]
            for cell in row[2:5]
        ]
        for row in beside.table.rows[1:]
    }

    assert rows == {
        "both": ["2 (the same)", "0 (the same)", "£320.00 (£20.00 more)"],
        "fewer": ["1 (1 fewer)", "1 (1 more)", "£100.00 (£200.00 less)"],
        "same": ["2 (the same)", "0 (the same)", "£300.00 (the same)"],
        "two": ["2 (the same)", "0 (the same)", "£311.00 (£11.00 more)"],
    }


def test_a_fall_in_cost_with_fewer_placed_is_no_saving(html: str) -> None:
    said = (
        "Cost falls where fewer people are placed, which saves nothing: the duty to "
        "meet their needs goes on. This holds for: fewer."
    )

    assert said in Page(html).text


def test_the_plot_lists_what_its_table_has(html: str) -> None:
    assert description(html, "compared-plot") == (
        "The case as it is: £300.00; both: £320.00 a week, £20.00 more; fewer: £100.00 "
        "a week, £200.00 less, 1 fewer placed; same: £300.00 a week, the same; two: "
        "£311.00 a week, £11.00 more"
    )


def test_the_steps_of_each_bridge_add_to_the_difference(study: Study) -> None:
    for number, one in enumerate(study.ran):
        laid = bridge(study, one, f"bridge-{number}")
        assert laid is not None
        steps = [pence_of(text) for text in column(laid.table, "Cost a week")[1:]]
        cost = one.outcome.allocation.cost_pence
        base = study.baseline.allocation.cost_pence

        assert sum(steps) == cost - base == pence_of(laid.table.total[1])
        assert column(laid.table, "Reached")[-1] == laid.table.total[2]


def test_what_changes_do_together_is_a_step_of_its_own(html: str) -> None:
    # A's closing costs 10, the dearer B nothing alone, both together 10 on top.
    assert description(html, "scenario-1-bridge-plot") == (
        "the case as it is: £300.00; 1. providers: status = closed where provider = A: "
        "£10.00 more; 2. offers: price_gbp_per_week + 10 where referral = R1 and "
        "provider = B: the same; What the changes do together and none alone: £10.00 "
        "more; the scenario: £320.00"
    )


def test_the_note_of_a_step_stands_under_it(study: Study) -> None:
    both = study.ran[0]
    noted = both.bridge.assign(note=["cannot stand alone", "", ""])
    laid = bridge(study, replace(both, bridge=noted), "one")
    assert laid is not None

    unders = [row[0].under for row in laid.table.rows[1:]]  # type: ignore[union-attr]
    assert unders == ["cannot stand alone", "", ""]


def test_a_step_that_places_fewer_says_so(study: Study) -> None:
    laid = bridge(study, study.ran[1], "one")
    assert laid is not None

    assert column(laid.table, "People placed")[1:] == ["1 fewer"]
    assert "it saves nothing, since their needs remain to be met" in laid.says


def test_who_moves_is_who_has_another_place(study: Study) -> None:
    both, fewer, same, _ = study.ran

    assert [
        (one.referral, one.before, one.after)
        for one in moved(study.baseline, both.outcome)
    ] == [("R1", ("A", "", 10000), ("B", "", 12000))]
    assert [
        (one.referral, one.before, one.after)
        for one in moved(study.baseline, fewer.outcome)
    ] == [("R2", ("B", "", 20000), None)]
    assert moved(study.baseline, same.outcome) == ()


def test_an_empty_scenario_changes_nothing(study: Study) -> None:
    same = scenarios(study)[2]

    assert same.says == (
        "Against the case as it is, as many people are placed, at the same weekly cost."
    )
    assert same.ledger == "No cell of the case is changed."
    assert same.stays == "Nobody is placed elsewhere."
    assert same.bridge is not None
    assert same.bridge.says == "Nothing is changed, so there is nothing to bridge."


def test_a_bridge_on_which_nothing_moves_has_no_plot(tmp_path: Path) -> None:
    # R1 at B is not chosen at 110, and so not at 120 either.
    study = run(case_with(tmp_path, dearer=R1_AT_B_DEARER))
    laid = bridge(study, study.ran[0], "one")
    assert laid is not None

    assert laid.plot is None
    assert laid.says.endswith("None of them moves the cost.")
    assert column(laid.table, "Cost a week")[1:] == ["the same"]


def test_ticks_of_a_bridge_have_their_sign() -> None:
    ticks = (0, 250, -1250, 2.5)

    assert [signed(tick) for tick in ticks] == [
        "£0",
        "+£250",
        "\N{MINUS SIGN}£1,250",
        "+£2.50",
    ]


def test_what_a_scenario_changes_is_said_and_counted(study: Study) -> None:
    two = scenarios(study)[3]

    assert two.changes == (
        "providers: status = closed where provider = A",
        "offers: price_gbp_per_week x 1.005 where referral = R2",
    )
    assert two.ledger == "1 cell of providers and 1 cell of offers are changed."


def test_who_loses_a_place_comes_with_the_reason(study: Study) -> None:
    table = scenarios(study)[1].unplaced
    assert table is not None

    assert column(table, "Referral") == ["R2"]
    assert column(table, "Case as it is") == ["placed"]
    assert column(table, "Why") == [
        study.ran[1].outcome.allocation.unplaced["reason"].iloc[0]
    ]


def test_a_scenario_without_a_plan_is_said_plainly(tmp_path: Path) -> None:
    # Both must stay with A, whose 40 hours hold them; 30 do not.
    write(tmp_path, referrals=STAYING)
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "clash.toml").write_text(CLASH)
    study = run(load_case(tmp_path))
    assert not study.ran[0].outcome.has_plan
    page = Page(render(study))

    assert page.faults == []
    assert "1 scenario has no plan: the table says why." in page.text
    assert "No plan: rules contradict each other. Nobody is placed." in page.text
    assert "There is no bridge, since it needs a plan at both of its ends." in page.text


def test_nothing_is_unsure_where_all_law_is_known(study: Study) -> None:
    assert unsure(study) == ()


def test_hostile_texts_are_escaped(tmp_path: Path) -> None:
    case = case_with(tmp_path, bad=CLOSED)
    file = tmp_path / "scenarios" / "bad.toml"
    hostile = "<script>alert('$x_1$ & 1')</script>"
    file.write_text(file.read_text().replace('title = "bad"', f'title = "{hostile}"'))
    page = Page(render(run(case, read_scenarios(case, [file]))))

    assert page.all("script") == []
    assert page.faults == []
    assert hostile in page.text


def test_what_rests_on_a_forecast_is_told_at_the_top() -> None:
    outcome = fake_outcome()
    law = outcome.provenance["law"]
    assert isinstance(law, list)
    flagged = {**outcome.provenance, "law": [{**law[0], "flag": "forecast"}]}
    html = render(Study(replace(outcome, provenance=flagged)))
    said = (
        "National living wage, £12.71 an hour from 1 April 2026, is a forecast of the "
        "council's own, not law. In: the case as it is."
    )

    assert said in Page(html).text
    assert html.index("unsure-heading") < html.index("contents-heading")

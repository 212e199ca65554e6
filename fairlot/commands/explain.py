"""``fairlot explain``: why this provider, why not that, and what would change it."""

from __future__ import annotations

from pathlib import Path

import click

from fairlot.output import Format, format_option


@click.command("explain")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("referral")
@click.option(
    "--run",
    "run",
    type=click.Path(path_type=Path),
    help="A folder that fairlot run or fairlot allocate --out has written for CASE: "
    "its plan is explained, and not looked for again.",
)
@click.option(
    "--scenario",
    help="Explain the plan under this scenario of CASE, by its name.",
)
@format_option
def explain_command(
    *,
    case: Path,
    referral: str,
    run: Path | None,
    scenario: str | None,
    output: Format,
) -> int:
    """Say why REFERRAL of CASE has the provider it has, and why not another.

    Every offer is told with its points and rank, or with the rule that refuses it; each
    that could be taken with what the plan would lose by it, solved again. The runner-up
    is the offer that the plan would lose least by; the price and the quality at which
    the plan would choose it are told to the penny and to the tenth of a mark.
    """
    from allocation.explanation import explained
    from fairlot.exits import Exit
    from fairlot.output import note
    from fairlot.pages.explain import no_plan, page
    from scenarios.apply import applied
    from scenarios.case import load_case
    from scenarios.disk.layout import BASELINE
    from scenarios.disk.texts import json_text
    from scenarios.market.recommissioning import recommissioned
    from scenarios.outcome import outcome_of
    from scenarios.scenario import read_scenarios
    from scenarios.store import plan_of_run, run_scenarios

    loaded = load_case(case)
    if scenario is not None:
        files = None if run is None else run_scenarios(run)
        known = {one.name: one for one in read_scenarios(loaded, files)}
        _need(scenario, [*known], "scenarios", "a scenario of the case")
        loaded, _ = applied(loaded, known[scenario])
    people = recommissioned(loaded).tables["referrals"]["referral"].tolist()
    _need(referral, people, "referrals", "a referral of the case")
    outcome = (
        outcome_of(loaded)
        if run is None
        else plan_of_run(loaded, run, scenario or BASELINE)
    )
    if not outcome.has_plan:
        if output == "json":
            click.echo(json_text(no_plan(outcome, referral)), nl=False)
        note(f"There is no plan to explain: status {outcome.allocation.status}.")
        return Exit.NO_ANSWER
    page(outcome, explained(outcome.market, outcome.allocation, referral), output)
    for text in outcome.notes:
        note(f"Note: {text}")
    return Exit.ANSWERED


def _need(name: str, known: list[str], where: str, expected: str) -> None:
    """Refuse a name that is not known, with the one that was perhaps meant."""
    from costing.errors import Finding, InputError, quoted
    from costing.sheets.cells import suggestion_among

    if name not in known:
        fix = suggestion_among(name, known)
        raise InputError([Finding(where, 0, "", quoted(name), expected, fix)])

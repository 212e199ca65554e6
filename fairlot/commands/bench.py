"""``fairlot bench``: the phases of a user's own case, timed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from fairlot.exits import Exit
from fairlot.output import Format, format_option, note, show

if TYPE_CHECKING:
    from collections.abc import Mapping

_TIMES: Final = ("phase", "median_s", "least_s", "most_s")
_AGAINST: Final = ("before_s", "ratio")


@click.command("bench")
@click.argument("case", type=click.Path(path_type=Path))
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    help="An earlier file of --out, to tell each phase's time as a share of that.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="File to write times and answer into, as JSON.",
)
@click.option(
    "--repeat",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="Rounds; medians are told.",
)
@format_option
def bench_command(
    *, case: Path, against: Path | None, out: Path | None, repeat: int, output: Format
) -> int:
    """Time the phases of CASE, and hold them against an earlier time.

    Times are of this machine and depend on what else it does: they are told, and
    decide nothing. The exit code is 4 only if the answer is another than in the
    earlier file, in its status or in an aim.
    """
    from fairlot.bench import answer_changes, bench, ratios, read_bench
    from scenarios.disk.files import write_whole
    from scenarios.disk.texts import json_text

    earlier = None if against is None else read_bench(against)
    record = bench(case, repeat, progress=note)
    if out is not None:
        write_whole(out, json_text(record))
    answer: dict[str, Any] = dict(record)
    shares: Mapping[str, float | None] = {}
    changed: list[str] = []
    if earlier is not None:
        shares = ratios(record, earlier)
        changed = answer_changes(record, earlier)
        is_same_case = (
            record["answer"]["fingerprint"] == earlier["answer"]["fingerprint"]
        )
        answer["against"] = {
            "ratios": shares,
            "same_case": is_same_case,
            "answer_changes": changed,
        }
        if not is_same_case:
            note("The case is not the same as in the earlier file.")
    rows = _rows(record, earlier, shares)
    columns = _TIMES if earlier is None else (*_TIMES, *_AGAINST)
    show(output, columns, rows, answer=answer, numbers=columns[1:])
    for text in changed:
        note(f"The answer is another: {text}.")
    return Exit.CHECK_FAILED if changed else Exit.ANSWERED


def _rows(
    record: Mapping[str, Any],
    earlier: Mapping[str, Any] | None,
    shares: Mapping[str, float | None],
) -> list[list[str]]:
    rows = []
    for phase, times in record["seconds"].items():
        row = [phase, *(f"{times[one]:.4f}" for one in ("median", "least", "most"))]
        if earlier is not None:
            before, share = earlier["seconds"].get(phase), shares[phase]
            row += [
                "" if before is None else f"{before['median']:.4f}",
                "" if share is None else f"{share:.2f}",
            ]
        rows.append(row)
    return rows

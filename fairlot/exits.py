"""How a command ends: exit codes, and what a person is told with each."""

from __future__ import annotations

import itertools
import json
import sys
import tempfile
import traceback
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

import click

from costing.errors import CareError, InputError
from scenarios.disk.stops import StoppedAfterWriting, stops_as_ctrl_c

if TYPE_CHECKING:
    from collections.abc import Sequence

    from costing.errors import Finding

_FINDINGS_SHOWN = 20
"""Findings of one file that the terminal shows; JSON holds all."""


class Exit(IntEnum):
    """What the exit code of a command means."""

    ANSWERED = 0
    FINDINGS = 1
    USAGE = 2
    NO_ANSWER = 3
    CHECK_FAILED = 4
    BUG = 70


def findings_text(findings: Sequence[Finding]) -> str:
    """Write findings for a terminal: the first twenty of each file or sheet."""
    lines: list[str] = []
    of_files: dict[str, list[Finding]] = {}
    for finding in findings:
        sheet = f", sheet {finding.sheet}" if finding.sheet else ""
        of_files.setdefault(f"{finding.file}{sheet}", []).append(finding)
    for file, of_file in of_files.items():
        lines += [str(finding) for finding in of_file[:_FINDINGS_SHOWN]]
        if len(of_file) > _FINDINGS_SHOWN:
            rest = len(of_file) - _FINDINGS_SHOWN
            lines.append(f"{file}: and {rest} more; --format json lists all.")
    count = len(findings)
    lines.append(f"{count} finding{'' if count == 1 else 's'}. Nothing was written.")
    return "\n".join(lines)


def _tell(error: CareError, *, as_json: bool) -> None:
    findings = error.findings if isinstance(error, InputError) else ()
    if as_json:
        records = [finding.record() for finding in findings]
        answer = {"error": str(error), "findings": records}
        click.echo(json.dumps(answer, indent=2, ensure_ascii=False))
    click.echo(findings_text(findings) if findings else str(error), err=True)


def _wants_json(arguments: Sequence[str]) -> bool:
    given = list(arguments)
    return "--format=json" in given or any(
        pair == ("--format", "json") for pair in itertools.pairwise(given)
    )


def guarded(command: click.Command, arguments: Sequence[str] | None = None) -> int:
    """Run a command and turn whatever happens into an exit code.

    A user's mistake is told in its own words. A bug writes its traceback to a file
    that is named, so that it can be sent.

    Parameters
    ----------
    command : click.Command
    arguments : sequence of str, optional
        As typed; those of this process if absent.

    Returns
    -------
    int
        One of :class:`Exit`.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        with stops_as_ctrl_c():
            code = command.main(args=given, prog_name="fairlot", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return Exit.USAGE
    except (click.Abort, KeyboardInterrupt) as stop:
        click.echo(_stopped(stop), err=True)
        return Exit.NO_ANSWER
    except CareError as error:
        _tell(error, as_json=_wants_json(given))
        return Exit.FINDINGS
    except BrokenPipeError:
        return Exit.ANSWERED
    except Exception:  # the last net: whatever it is, say so and keep it
        return _bug()
    return code if isinstance(code, int) else Exit.ANSWERED


def _stopped(stop: BaseException) -> str:
    """Say what a stop has left: nothing, or an answer that was in its place already."""
    written = stop.__cause__ if isinstance(stop, click.Abort) else stop
    if isinstance(written, StoppedAfterWriting):
        return f"Stopped. {written}."
    return "Stopped. Nothing was written."


def _bug() -> Exit:
    with tempfile.NamedTemporaryFile(
        "w", prefix="fairlot-bug-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(traceback.format_exc())
    click.echo(
        "This is a fault in Fairlot, not in your files. What happened is written in "
        f"{Path(file.name)}.",
        err=True,
    )
    return Exit.BUG

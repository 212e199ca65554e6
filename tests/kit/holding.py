"""Holds a folder open that it writes until it is told to go on: a script for a process.

Run as ``python -m tests.kit.holding TARGET``. It says ``writing`` when it is inside,
and goes on when it is sent a line. It ends as a command of Fairlot does.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import click

from fairlot.exits import guarded
from scenarios.disk.files import folder_aside
from scenarios.disk.layout import ANSWER


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
def hold(target: Path) -> None:
    """Write TARGET when told to."""
    with folder_aside(target) as folder:
        (folder / ANSWER).write_text("new")
        click.echo("writing")
        sys.stdin.readline()


if __name__ == "__main__":
    # As at a terminal, whatever started the tests: what runs in the background of a
    # shell without job control is deaf to Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    raise SystemExit(guarded(hold))

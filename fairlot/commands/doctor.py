"""``fairlot doctor``: whether this installation is sound."""

from __future__ import annotations

from typing import Final

import click

from fairlot.exits import Exit
from fairlot.output import Format, format_option, note, show

_COLUMNS: Final = ("check", "state", "found")


@click.command("doctor")
@format_option
def doctor_command(output: Format) -> int:
    """Tell whether this installation is sound.

    Looks at Python, at the version of everything that Fairlot needs, at whether its
    packages are its own, at the law and the cost models that are shipped, solves a
    problem with a known answer, and writes a temporary file. Exit code 4 if anything
    is at fault.
    """
    from fairlot.installation import examine

    checks = list(examine())
    rows = [
        [one.name, "sound" if one.is_sound else "FAULT", one.found] for one in checks
    ]
    show(output, _COLUMNS, rows)
    faults = sum(not one.is_sound for one in checks)
    if faults:
        note(f"{faults} fault{'' if faults == 1 else 's'}. Install Fairlot anew.")
        return Exit.CHECK_FAILED
    note("This installation is sound.")
    return Exit.ANSWERED

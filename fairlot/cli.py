"""The command line: names the commands, and loads each only when it is used."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import click

from fairlot.exits import guarded

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "demo": "Write the sample case and run all of it.",
    "new": "Write an empty case to fill in.",
    "check": "Read a case and list all that is wrong with it.",
    "law": "Show the law in force on a day, with its source.",
    "models": "List the cost models that are shipped.",
    "model": "Check a cost model document.",
    "hour": "Show the cost of one unit, line by line and band by band.",
    "range": "Show the fair range of one unit, and the share of sets a price covers.",
    "sensitivity": "Show what moves a price, and what a price supports.",
    "price": "Price every package of a case, line by line.",
    "lines": "Price a file of package lines of any length, and add it up.",
    "schemes": "Show who carries each house, its voids, funding and double pay.",
    "rota": "Lay rotas on real dates: hours by band, price and cover.",
    "rates": "Set every rate beside its fair range.",
    "sides": "Show one unit as council and provider cost it, and the gap by line.",
    "uplift": "Show what a change in law does to each rate.",
    "run": "Run a case and its scenarios, and compare them.",
    "allocate": "Share out all open referrals of a case at once.",
    "explain": "Say why this provider, why not that one, and what would change it.",
    "diff": "Tell what changed between two answers, and what caused it.",
    "bench": "Time the phases of a case, against an earlier time.",
    "reconcile": "Tie the caseload to what finance paid, to the penny.",
    "doctor": "Tell whether this installation is sound.",
}
"""Each command, in the order of use, with what it does in one line."""


class LazyGroup(click.Group):
    """A group that imports a command's module only when the command is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names in the order of use."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"fairlot.commands.{cmd_name}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        for page in (command, *getattr(command, "commands", {}).values()):
            # A raw docstring holds two characters where click looks for one.
            page.help = (page.help or "").replace("\\b\n", "\b\n")
        return command

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """List the commands without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="fairlot", message="fairlot %(version)s")
def cli() -> None:
    """Price supported living from the wage up, and share out referrals fairly.

    Start with: fairlot demo --out out
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with the exit code that CASE.md promises."""
    raise SystemExit(guarded(cli, arguments))

"""Draws on the command line: how many sets of assumptions, and by which seed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from costing.ranges.defaults import DRAWS, MOST_DRAWS, SEED

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., Any]


def draws_options(least: int, says: str) -> Callable[[Command], Command]:
    """Add ``--draws``, of at least so many and with this help, and ``--seed``."""

    def add(command: Command) -> Command:
        seed = click.option(
            "--seed",
            type=click.IntRange(0),
            default=SEED,
            show_default=True,
            help="The same seed draws the same sets on every machine.",
        )
        draws = click.option(
            "--draws",
            type=click.IntRange(least, MOST_DRAWS),
            default=DRAWS,
            show_default=True,
            help=says,
        )
        return draws(seed(command))

    return add

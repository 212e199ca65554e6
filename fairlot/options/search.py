"""How a plan is looked for: the options that every command that solves shares."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable


def _finite(
    context: click.Context, parameter: click.Parameter, value: float | None
) -> float | None:
    """Refuse what is no number: a range lets it pass."""
    if value is not None and not math.isfinite(value):
        msg = f"{value} is not a number that can be counted to."
        raise click.BadParameter(msg, context, parameter)
    return value


def search_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--solver``, ``--time-limit`` and ``--gap``."""
    for option in (
        click.option(
            "--gap",
            type=click.FloatRange(min=0),
            callback=_finite,
            default=0.0,
            show_default=True,
            help="Relative gap at which an aim counts as reached; 0 asks for proof.",
        ),
        click.option(
            "--time-limit",
            type=click.FloatRange(min=0, min_open=True),
            callback=_finite,
            help="Seconds for all aims of one plan together; the best plan so far is "
            "then told as such.",
        ),
        click.option(
            "--solver",
            default="highs",
            show_default=True,
            help="A solver that PuLP knows by this name.",
        ),
    ):
        command = option(command)
    return command

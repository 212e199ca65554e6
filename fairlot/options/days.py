"""Days on the command line."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from costing.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def today() -> date:
    """Give the day on this machine's clock and in its time zone."""
    return datetime.now().astimezone().date()


def read_day(ctx: click.Context, param: click.Parameter, value: str | None) -> date:
    """Read a day that was typed; today if none was.

    Raises
    ------
    click.BadParameter
        If it is no day.
    """
    if value is None:
        return today()
    try:
        return parse_date(value)
    except ValueError as error:
        message = f'got "{value}", {error}.'
        raise click.BadParameter(message, ctx, param) from None


def day_if_given(
    ctx: click.Context, param: click.Parameter, value: str | None
) -> date | None:
    """Read a day that was typed; None if none was."""
    return None if value is None else read_day(ctx, param, value)


def on_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--on DATE``, today if absent, passed on as ``day``."""
    return click.option(
        "--on",
        "day",
        metavar="DATE",
        callback=read_day,
        show_default="today",
        help="The day whose law counts, as 2026-11-01 or 01/11/2026.",
    )(command)

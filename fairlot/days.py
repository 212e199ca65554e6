"""Days on the command line."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import click

from costing.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class _Day(click.ParamType["date"]):
    """A day written ``2026-11-01`` or ``01/11/2026``."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read it; usage error if it is no day."""
        if isinstance(value, date):
            return value
        try:
            return parse_date(str(value))
        except ValueError as error:
            self.fail(f'got "{value}", {error}.', param, ctx)


DAY: Final = _Day()


def today() -> date:
    """Give the day on this machine's clock and in its time zone."""
    return datetime.now().astimezone().date()


def on_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--on DATE``, today if absent, passed on as ``day``."""
    return click.option(
        "--on",
        "day",
        type=DAY,
        metavar="DATE",
        default=today,
        show_default="today",
        help="The day whose law counts, as 2026-11-01 or 01/11/2026.",
    )(command)

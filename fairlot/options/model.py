"""Options of commands on a cost model: inputs that are set, and a price."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def set_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--set NAME=VALUE``, passed on as ``settings``."""
    says = "An input of the model, in its unit; may be given several times."
    return settings_option("--set", "settings", says)(command)


def settings_option(
    flag: str, name: str, says: str
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add an option ``NAME=VALUE`` that may be given several times.

    Parameters
    ----------
    flag : str
        As it is typed, with its dashes.
    name : str
        Under which the inputs and their numbers are passed on.
    says : str
        What they are.
    """
    return click.option(
        flag,
        name,
        multiple=True,
        metavar="NAME=VALUE",
        callback=_settings,
        help=says,
    )


def price_option(says: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add ``--price X``, a number or None.

    Parameters
    ----------
    says : str
        What the price is for.
    """
    return click.option("--price", metavar="X", callback=_price, help=says)


def _settings(
    ctx: click.Context, param: click.Parameter, given: tuple[str, ...]
) -> dict[str, float]:
    """Read each NAME=VALUE."""
    settings: dict[str, float] = {}
    for text in given:
        name, sign, value = (part.strip() for part in text.partition("="))
        number = _number(value)
        if not (name and sign) or number is None:
            message = f'got "{text}", expected NAME=NUMBER such as pay_rate=13.10.'
            raise click.BadParameter(message, ctx, param)
        if name in settings:
            message = f'got "{name}" twice, expected each input once.'
            raise click.BadParameter(message, ctx, param)
        settings[name] = number
    return settings


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _price(
    ctx: click.Context, param: click.Parameter, text: str | None
) -> float | None:
    if text is None:
        return None
    number = _number(text)
    if number is None:
        message = f'got "{text}", expected a number such as 23.50.'
        raise click.BadParameter(message, ctx, param)
    if number < 0:
        message = f'got "{text}", expected a price of 0 or more.'
        raise click.BadParameter(message, ctx, param)
    return number

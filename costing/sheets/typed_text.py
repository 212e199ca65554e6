"""The typed cells of a workbook, as the text that a CSV file would have."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_SPAN: Final = re.compile(r"PT(\d{1,9})H(\d{1,9})M(\d{1,9})(?:\.\d+)?S", re.ASCII)
_SMALLEST: Final = 1e-7
_LARGEST: Final = 1e15


def text_of(value: Any) -> str:
    """Write a cell of a workbook as it would stand in a CSV file.

    A number has the 15 digits that a spreadsheet shows at most, a day is ISO, a time
    or a span is hours and minutes, and true is yes.
    """
    return _WRITERS.get(type(value), str)(value)


def _plain(value: str) -> str:
    if value.startswith("PT") and (span := _SPAN.fullmatch(value)):
        hours, minutes, seconds = map(int, span.groups())
        return _clock(timedelta(hours=hours, minutes=minutes, seconds=seconds))
    return value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value


def _number(value: float) -> str:
    shown = float(f"{value:.15g}")
    if shown.is_integer() and abs(shown) < _LARGEST:
        return str(int(shown))
    text = repr(shown)
    if "e-" in text and abs(shown) >= _SMALLEST:
        return f"{Decimal(text):f}"
    return text


def _day(value: date) -> str:
    return value.isoformat()


def _moment(value: datetime) -> str:
    day = value.date().isoformat()
    return f"{day} {value:%H:%M}" if value.time() != time() else day


def _time(value: time) -> str:
    seconds = value.second + value.microsecond / 1e6
    return _clock(timedelta(hours=value.hour, minutes=value.minute, seconds=seconds))


def _clock(span: timedelta) -> str:
    """Write a span as hours and minutes, and seconds where there are some."""
    whole = int(span.total_seconds() + 0.5)
    text = f"{whole // 3600:02d}:{whole // 60 % 60:02d}"
    return f"{text}:{whole % 60:02d}" if whole % 60 else text


def _yes_no(value: bool) -> str:  # noqa: FBT001 - the one thing that it is about
    return "yes" if value else "no"


_WRITERS: Final[Mapping[type, Callable[[Any], str]]] = {
    str: _plain,
    float: _number,
    int: _number,
    bool: _yes_no,
    date: _day,
    datetime: _moment,
    time: _time,
    timedelta: _clock,
}

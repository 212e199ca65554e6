"""Steps: a rule that changes as time passes, such as ``X 4 weeks, then Y``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

T = TypeVar("T")

_THEN: Final = re.compile(r"\s*[,;]\s*(?:then\s+)?|\s+then\s+")
_STEP: Final = re.compile(r"(.+?)(?:\s+(?:for\s+)?(\d{1,4})\s+(days?|weeks?))?")


@dataclass(frozen=True, slots=True)
class Step(Generic[T]):
    """What holds, and for how many days; None: from then on."""

    what: T
    days: int | None


def steps_of(text: str, read: Callable[[str], T], expected: str) -> tuple[Step[T], ...]:
    """Read a rule of steps, each but the last with its days or weeks.

    Parameters
    ----------
    text : str
        In any case, with ``,``, ``;`` or ``then`` between its steps.
    read : function of str to T
        Reads what a step says; raises ValueError where it cannot.
    expected : str
        What is said of a text that is none.

    Returns
    -------
    tuple of Step
        In order; the last goes on. Nothing for an empty text.

    Raises
    ------
    ValueError
        With what was expected.
    """
    said = " ".join(text.lower().split())
    if not said:
        return ()
    parts = _THEN.split(said)
    steps = []
    for at, part in enumerate(parts):
        found = _STEP.fullmatch(part)
        is_last = at == len(parts) - 1
        if found is None or bool(found[2]) == is_last:
            raise ValueError(expected)
        days = None
        if found[2]:
            days = int(found[2]) * (7 if found[3].startswith("week") else 1)
        if days == 0:
            raise ValueError(expected)
        steps.append(Step(read(found[1]), days))
    return tuple(steps)


def step_on(steps: Sequence[Step[T]], day: int, without: T) -> T:
    """Give what holds on a day, the first being 1; ``without`` where there are none."""
    for step in steps:
        if step.days is None or day <= step.days:
            return step.what
        day -= step.days
    return steps[-1].what if steps else without


def weeks_of(start: date, until: date) -> Iterator[tuple[date, date]]:
    """Cut [start, until) into weeks, the last of which may be a part of one."""
    for at in range(max((until - start).days + 6, 0) // 7):
        first = start + timedelta(weeks=at)
        yield first, min(first + timedelta(weeks=1), until)

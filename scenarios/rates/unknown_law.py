"""Law that nobody knows yet: all that an uplift would need, told at once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from costing.errors import Finding, InputError
from scenarios.rates.rate_inputs import flags

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from costing.law import Law
    from scenarios.case import Case


def check_known(case: Case, law: Law, read: Mapping[date, Iterable[str]]) -> None:
    """Refuse values that go on beyond what is known, unless the case lets them.

    Parameters
    ----------
    case : Case
    law : Law
        In which they go on (:meth:`costing.law.Law.held`), so that all that is read
        could be found.
    read : mapping of date to iterable of str
        The dated parameters that are read on each day.

    Raises
    ------
    InputError
        With a finding for each value and day.
    """
    if case.settings.law.beyond_known == "hold":
        return
    findings = []
    for day, names in read.items():
        for name, flag in flags(law.on(day), names).items():
            if flag != "held":
                continue
            last = law.parameter(name).checked_to
            forecast = (
                f'name = "{name}", from = {last + timedelta(days=1)}, value = ...'
            )
            findings.append(
                Finding(
                    "case.toml",
                    column="law.forecast",
                    got=f"no value for {name} on {day}",
                    expected=f"one, since law is known to {last}",
                    fix=f"Write [[law.forecast]] with {forecast}, or beyond_known = "
                    '"hold" under [law], and the last value goes on',
                )
            )
    if findings:
        with case.told():
            raise InputError(findings)

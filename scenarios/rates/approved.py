"""Approved: the providers of a case that may be given work on its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from scenarios.case import Case


def approved_providers(case: Case) -> frozenset[str]:
    """Name the providers that are not closed and are approved for some lot.

    A provider is approved for the lots of providers.csv (all where it names none), but
    for those whose approval in provider_lots.csv has not begun, or has ended.

    Parameters
    ----------
    case : Case
    """
    day = pd.Timestamp(case.settings.price_date)
    dated = {
        (provider, lot): not (start > day) and not (end <= day)
        for provider, lot, start, end in zip(
            *(
                case.tables["provider_lots"][name]
                for name in ("provider", "lot", "approved_from", "approved_to")
            ),
            strict=True,
        )
    }
    providers = case.tables["providers"]
    every = [lot.lot for lot in case.lots]
    return frozenset(
        provider
        for provider, lots, status in zip(
            providers["provider"], providers["lots"], providers["status"], strict=True
        )
        if status != "closed"
        and any(
            dated.get((provider, lot), not lots or lot in lots)
            for lot in {*every, *lots}
        )
    )

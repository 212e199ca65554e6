"""Tables in the frame form, from rows that state only what matters to a test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Row = dict[str, Any]

_TEXT: Final = ""
_TAGS: Final[tuple[str, ...]] = ()
_BLANK: Final = float("nan")
_NO_DAY: Final = pd.NaT

COLUMNS: Final[Mapping[str, Mapping[str, Any]]] = {
    "providers": {
        "provider": _TEXT,
        "name": _TEXT,
        "lots": _TAGS,
        "cqc_registered": False,
        "cqc_rating": "Not rated",
        "cqc_rating_date": _NO_DAY,
        "quality": _BLANK,
        "client_groups": _TAGS,
        "areas": _TAGS,
        "postcode": _TEXT,
        "capacity_hours_per_week": _BLANK,
        "capacity_places": _BLANK,
        "spare_hours_per_week": _BLANK,
        "spare_places": _BLANK,
        "minimum_hours_per_week": 0.0,
        "share_cap": _BLANK,
        "status": "open",
    },
    "provider_lots": {
        "provider": _TEXT,
        "lot": _TEXT,
        "capacity_hours_per_week": _BLANK,
        "capacity_places": _BLANK,
        "spare_hours_per_week": _BLANK,
        "spare_places": _BLANK,
        "approved_from": _NO_DAY,
        "approved_to": _NO_DAY,
    },
    "schemes": {
        "scheme": _TEXT,
        "provider": _TEXT,
        "area": _TEXT,
        "postcode": _TEXT,
        "places": _BLANK,
        "capacity_hours_per_week": _BLANK,
        "occupied_places": 0.0,
        "background_gbp_per_week": 0.0,
        "already_running": False,
        "accessible": False,
        "household": _TAGS,
        "void_since": _NO_DAY,
        "void_rule": _TEXT,
        "background_pence": 0,
    },
    "referrals": {
        "referral": _TEXT,
        "lot": "1",
        "client_group": _TEXT,
        "area": _TEXT,
        "postcode_district": _TEXT,
        "priority": 1.0,
        "hours_per_week": 0.0,
        "night_support": "none",
        "personal_care": False,
        "accessible": False,
        "household": _TAGS,
        "published_on": _NO_DAY,
        "closes_on": _NO_DAY,
        "start_by": _NO_DAY,
        "current_provider": _TEXT,
        "current_scheme": _TEXT,
        "must_stay": False,
        "stay_in_home": False,
        "together": _TEXT,
        "budget_gbp_per_week": _BLANK,
        "quality_weight": _BLANK,
        "price_weight": _BLANK,
        "choice_weight": _BLANK,
        "fit_weight": _BLANK,
    },
    "offers": {
        "referral": _TEXT,
        "provider": _TEXT,
        "scheme": _TEXT,
        "status": "offered",
        "price_pence": 0,
        "evaluated_pence": 0,
        "core_included": False,
        "quality": 0.0,
        "fit": 50.0,
        "hours_per_week": 0.0,
        "start": _NO_DAY,
    },
    "preferences": {
        "referral": _TEXT,
        "provider": _TEXT,
        "scheme": _TEXT,
        "area": _TEXT,
        "rank": _BLANK,
        "veto": False,
        "only": False,
    },
    "may_not_share": {"referral": _TEXT, "other": _TEXT, "reason": _TEXT},
    "commitments": {
        "person": _TEXT,
        "provider": _TEXT,
        "scheme": _TEXT,
        "lot": _TEXT,
        "component": _TEXT,
        "units_per_week": _BLANK,
        "unit": "hours",
        "unit_rate_gbp": _BLANK,
        "weekly_gross_gbp": _BLANK,
        "client_contribution_gbp": _BLANK,
        "health_gbp": _BLANK,
        "legal_basis": _TEXT,
        "start": _NO_DAY,
        "end": _NO_DAY,
        "up_for_award": False,
        "cost_centre": _TEXT,
        "price_from": _NO_DAY,
    },
    "question_scores": {
        "referral": _TEXT,
        "provider": _TEXT,
        "question": _TEXT,
        "score": 0.0,
        "evaluator": _TEXT,
        "comment": _TEXT,
    },
}


def frame(table: str, rows: Iterable[Row] = ()) -> pd.DataFrame:
    """Make one table in the frame form.

    Parameters
    ----------
    table : str
        Its name in the contract.
    rows : iterable of dict
        What is not stated takes its default. Days may be text.

    Returns
    -------
    pandas.DataFrame
        Index "row" from 2, as the user sees it.

    Raises
    ------
    KeyError
        If a row names a column that the table has not.
    """
    columns = COLUMNS[table]
    given = list(rows)
    unknown = {name for row in given for name in row} - set(columns)
    if unknown:
        msg = f"{table} has no {sorted(unknown)}"
        raise KeyError(msg)
    series = {
        name: _series([row.get(name, default) for row in given], default)
        for name, default in columns.items()
    }
    made = pd.DataFrame(series)
    made.index = pd.RangeIndex(2, len(given) + 2, name="row")
    return made


def _series(values: list[Any], default: object) -> pd.Series[Any]:
    if default is _NO_DAY:
        return pd.Series(pd.to_datetime(values), dtype="datetime64[s]")
    if isinstance(default, bool):
        return pd.Series(values, dtype="bool")
    if isinstance(default, int):
        return pd.Series(values, dtype="int64")
    if isinstance(default, float):
        return pd.Series(values, dtype="float64")
    return pd.Series(values, dtype="object")

"""Recommissioning: people whose support is given out anew stand among the referrals."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from costing.errors import Finding, InputError, quoted
from costing.memory import Memory
from costing.tables import frame_of
from scenarios.commitments.incumbents import (
    agreements,
    given_out,
    in_force,
    packages_of,
    single,
    with_current,
    without_referral,
)
from scenarios.inputs.contract.people import PACKAGES, REFERRALS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from costing.columns import TableSpec, Value
    from costing.document.parts import Component
    from scenarios.case import Case

_NIGHTS: Final = (("waking_night", "waking"), ("sleep_in", "sleep_in"))
"""Components that tell night support, the most that is needed first."""

_UNITS: Final = {"h": "hours", "night": "nights", "week": "weeks"}
"""How commitments count what the cost model counts."""


def recommissioned(case: Case, memory: Memory | None = None) -> Case:
    """Put everybody whose support is given out anew among the referrals of a case.

    Who is up for award, or with a closed provider, and has no row in referrals.csv
    gets one of what their lines say; who has one keeps it, and where they are now is
    filled in. docs/caseload.md tells each column.

    Parameters
    ----------
    case : Case
    memory : Memory, optional
        Of the run that this is part of.

    Returns
    -------
    Case
        With other referrals, packages and commitments (``up_for_award`` also where the
        provider is closed); the same one where nobody is given out. Doing it again
        changes nothing.
    """
    changed = (memory or Memory()).of(_changed, case)
    if not changed:
        return case
    return replace(case, tables=MappingProxyType({**case.tables, **changed}))


def _changed(case: Case) -> dict[str, pd.DataFrame]:
    """Give the tables that are other with everybody whose support is given out."""
    tables, day = case.tables, case.settings.price_date
    rows = agreements(tables["commitments"], tables["providers"], day)
    if rows.empty:
        return {}
    referrals = with_current(tables["referrals"], rows)
    made = without_referral(rows, referrals)
    packages = packages_of(made, tables["packages"])
    leaves = given_out(tables["commitments"], tables["providers"])
    return {
        "referrals": _joined(
            REFERRALS, referrals, list(_referrals(made, tables["schemes"]))
        ),
        "packages": _joined(PACKAGES, tables["packages"], packages),
        "commitments": tables["commitments"].assign(up_for_award=leaves),
    }


def _referrals(
    rows: pd.DataFrame, schemes: pd.DataFrame
) -> Iterator[Mapping[str, Value]]:
    """Make a referral of each person's lines."""
    lots, homes = single(rows, "lot"), single(rows, "scheme")
    providers = single(rows, "provider")
    areas = dict(zip(schemes["scheme"], schemes["area"], strict=True))
    in_hours = rows["units_per_week"].where(rows["unit"] == "hours")
    for person, of in rows.groupby("person", sort=True):
        name, home = str(person), homes.get(str(person), "")
        end = of["end"].min()
        yield {
            "referral": name,
            "lot": lots.get(name, ""),
            "area": areas.get(home, ""),
            "hours_per_week": float(in_hours.loc[of.index].sum()),
            "night_support": _night(set(of["component"])),
            "start_by": None if pd.isna(end) else end.date().isoformat(),
            "current_provider": providers.get(name, ""),
            "current_scheme": home,
        }


def _night(components: set[str]) -> str:
    return next((night for name, night in _NIGHTS if name in components), "none")


def _joined(
    spec: TableSpec, table: pd.DataFrame, records: Sequence[Mapping[str, Value]]
) -> pd.DataFrame:
    """Add records under the last row of a table, in its own types."""
    if not records:
        return table
    more = frame_of(spec, records)
    more.index = more.index - 1 + int(max(table.index, default=1))
    if table.empty:
        return more
    carried = {name: "" for name in table.columns if name not in spec.names}
    whole = pd.concat([table, more.assign(**carried)[list(table.columns)]])
    return whole.astype(table.dtypes.to_dict()).rename_axis("row")


def vacated(case: Case) -> pd.DataFrame:
    """Give the schemes without those who live there and whose support is given out.

    Their place is open to them and to others. A house in which nobody is left is no
    longer running: what ran it was their support.

    Parameters
    ----------
    case : Case
        As it was read.

    Returns
    -------
    DataFrame
        In the form of schemes.csv.
    """
    tables = case.tables
    rows, schemes = tables["commitments"], tables["schemes"]
    leaves = given_out(rows, tables["providers"])
    leaving = rows[leaves & in_force(rows, case.settings.price_date)]
    if leaving.empty:
        return schemes
    people = leaving[leaving["scheme"] != ""].groupby("scheme")["person"].nunique()
    count = people.reindex(schemes["scheme"], fill_value=0).to_numpy(dtype=float)
    left = np.maximum(schemes["occupied_places"].to_numpy(dtype=float) - count, 0.0)
    is_empty = (count > 0) & (left == 0)
    return schemes.assign(
        occupied_places=left,
        already_running=schemes["already_running"] & ~is_empty,
    )


def check_units(case: Case, components: Mapping[str, Component]) -> None:
    """Refuse lines that count a component otherwise than the cost model does.

    Only of people whose package is made of their lines.

    Parameters
    ----------
    case : Case
        As it was read.
    components : mapping of name to Component

    Raises
    ------
    InputError
    """
    tables, day = case.tables, case.settings.price_date
    rows = agreements(tables["commitments"], tables["providers"], day)
    rows = without_referral(rows, tables["referrals"])
    named = {str(one["referral"]) for one in packages_of(rows, tables["packages"])}
    findings = list(_other_units(rows[rows["person"].isin(named)], components))
    if findings:
        raise InputError(findings)


def _other_units(
    rows: pd.DataFrame, components: Mapping[str, Component]
) -> Iterator[Finding]:
    for row, name, unit in zip(
        rows.index, rows["component"], rows["unit"], strict=True
    ):
        component = components.get(name)
        if component is None:
            continue
        wanted = _UNITS.get(component.unit, component.unit)
        if wanted != unit:
            yield Finding(
                "commitments.csv",
                int(row),
                "unit",
                quoted(unit),
                f"{wanted}, as the cost model counts {name}, since this person's "
                "support is given out anew and is priced from this line",
                "Mend it, or give the person rows in packages.csv",
            )

"""Caseload: what people are supported with today, what it costs, and with whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from allocation.limits import MINUTES_PER_HOUR, minutes
from costing.money import pence
from costing.tables import join
from scenarios.commitments.commitments import priced_lines
from scenarios.commitments.concentration import concentration_of
from scenarios.commitments.incumbents import given_out, in_force

if TYPE_CHECKING:
    from datetime import date

    from scenarios.case import Case
    from scenarios.outcome import Outcome

KEYS: Final = ("provider", "lot", "scheme", "area", "cost_centre", "legal_basis")
"""What a caseload is told by."""

SUMS: Final = ("gross_pence", "client_pence", "health_pence", "council_pence")

BY_COLUMNS: Final = ("people", "lines", "hours_per_week", *SUMS)
"""Columns of a caseload told by a key, after the key."""


@dataclass(frozen=True, slots=True)
class Caseload:
    """The commitments that hold on the price date.

    Parameters
    ----------
    day : date
    weeks_per_year : float
    lines : DataFrame
        Rows of commitments, with gross_pence, client_pence, health_pence,
        council_pence, minutes (int64, a week); is_priced (bool: the line says what it
        costs); area (of its scheme); is_given_out (bool: up for award, or with a
        closed provider).
    """

    day: date
    weeks_per_year: float
    lines: pd.DataFrame

    @property
    def people(self) -> int:
        """Count the people."""
        return int(self.lines["person"].nunique())

    @property
    def gross_pence(self) -> int:
        """What all lines cost a week, whoever pays."""
        return int(self.lines["gross_pence"].sum())

    @property
    def gross_pence_per_year(self) -> int:
        """What they cost in the weeks of a year, half up to the penny."""
        return a_year(self.gross_pence, self.weeks_per_year)

    @property
    def hours_per_week(self) -> float:
        """Hours of the lines that are counted in hours."""
        return int(self.lines["minutes"].sum()) / MINUTES_PER_HOUR

    def by(self, key: str) -> pd.DataFrame:
        """Tell the caseload by one of :data:`KEYS`.

        Returns
        -------
        DataFrame
            The key, then :data:`BY_COLUMNS`, sorted by key; "" where a line says
            none. Lines and amounts add up to the whole; a person whose lines differ
            counts in each.
        """
        groups = self.lines.groupby(key, sort=True)
        told = groups[["minutes", *SUMS]].sum()
        told.insert(0, "people", groups["person"].nunique())
        told.insert(1, "lines", groups.size())
        told.insert(2, "hours_per_week", told.pop("minutes") / MINUTES_PER_HOUR)
        return told.reset_index()


@dataclass(frozen=True, slots=True)
class WithPlan:
    """A caseload once a plan is carried out.

    What is kept, what the plan adds, and what waits: people whose support is given out
    anew and who have no placement. The duty to support them stays, so their present
    cost is counted on, and told apart.

    Parameters
    ----------
    before : Caseload
    people : int
        Supported or waiting.
    kept_pence, placed_pence, waiting_pence : int
        A week: lines that stay, the plan with the backgrounds that it opens, and what
        those who wait cost now.
    waiting : tuple of str
        Who has no placement, sorted.
    providers : DataFrame
        provider, minutes_before, minutes_after, pence_before, pence_after (int64, a
        week). Who waits is with nobody after.
    """

    before: Caseload
    people: int
    kept_pence: int
    placed_pence: int
    waiting_pence: int
    waiting: tuple[str, ...]
    providers: pd.DataFrame

    @property
    def gross_pence(self) -> int:
        """What the caseload costs a week with the plan."""
        return self.kept_pence + self.placed_pence + self.waiting_pence

    @property
    def released_pence(self) -> int:
        """What those given out anew cost before, placed or not."""
        return self.before.gross_pence - self.kept_pence


def a_year(pence_per_week: int, weeks_per_year: float) -> int:
    """Give what a weekly amount comes to in a year, half up to the penny."""
    return int(pence(pence_per_week / 100 * weeks_per_year))


def caseload(case: Case) -> Caseload:
    """Give the caseload of a case on its price date.

    Parameters
    ----------
    case : Case

    Returns
    -------
    Caseload
    """
    tables, day = case.tables, case.settings.price_date
    rows = tables["commitments"]
    leaves = given_out(rows, tables["providers"])
    rows = rows.assign(is_given_out=leaves)[in_force(rows, day)]
    only = case.lots[0].lot if len(case.lots) == 1 else ""
    in_hours = (rows["unit"] == "hours") & rows["units_per_week"].notna()
    lines = priced_lines(rows).assign(
        lot=rows["lot"].where(rows["lot"] != "", only),
        minutes=minutes(rows["units_per_week"].where(in_hours, 0.0)),
    )
    lines = join(lines, tables["schemes"], ["scheme"], ["area"], otherwise={"area": ""})
    return Caseload(day, case.settings.calendar.weeks_per_year, lines)


def with_plan(before: Caseload, outcome: Outcome) -> WithPlan:
    """Give the caseload as it is once the plan of an outcome is carried out.

    Parameters
    ----------
    before : Caseload
        Of the outcome's case.
    outcome : Outcome
        With a plan.

    Returns
    -------
    WithPlan
    """
    lines, placed = before.lines, outcome.allocation.placements
    stays = ~lines["is_given_out"].to_numpy(dtype=bool)
    kept, leaving = lines[stays], lines[~stays]
    waits = leaving[~leaving["person"].isin(placed["referral"])]
    opened = _opened(outcome)
    new_minutes = pd.Series(
        minutes(placed["hours_per_week"]), index=placed["provider"], dtype="int64"
    )
    new_pence = pd.Series(
        placed["price_pence"].to_numpy(), index=placed["provider"], dtype="int64"
    )
    parts = {
        "minutes_before": _sums(lines, "minutes"),
        "minutes_after": _added(_sums(kept, "minutes"), new_minutes),
        "pence_before": _sums(lines, "gross_pence"),
        "pence_after": _added(_sums(kept, "gross_pence"), new_pence, opened),
    }
    names = sorted({str(name) for part in parts.values() for name in part.index})
    return WithPlan(
        before=before,
        people=len({*lines["person"], *placed["referral"]}),
        kept_pence=int(kept["gross_pence"].sum()),
        placed_pence=outcome.allocation.cost_pence,
        waiting_pence=int(waits["gross_pence"].sum()),
        waiting=tuple(sorted(set(waits["person"]))),
        providers=pd.DataFrame(
            {
                "provider": np.array(names, dtype=object),
                **{
                    name: part.reindex(names, fill_value=0).to_numpy(dtype=np.int64)
                    for name, part in parts.items()
                },
            }
        ),
    )


def _sums(lines: pd.DataFrame, column: str) -> pd.Series[int]:
    return lines.groupby("provider")[column].sum()


def _added(*parts: pd.Series[int]) -> pd.Series[int]:
    together = pd.concat(parts)
    return together.groupby(level=0).sum()


def _opened(outcome: Outcome) -> pd.Series[int]:
    """Give the background cost of each home that the plan opens, by its provider."""
    placed, homes = outcome.allocation.placements, outcome.market.schemes
    apart = ~outcome.market.offers["core_included"].loc[placed["offer_row"]].to_numpy()
    into = placed[apart & (placed["scheme"] != "").to_numpy()]
    opening = into.drop_duplicates("scheme")
    homes = homes[~homes["already_running"].astype(bool)]
    cost = join(
        opening,
        homes,
        ["scheme"],
        ["background_pence"],
        otherwise={"background_pence": 0},
    )["background_pence"]
    return pd.Series(cost.to_numpy(), index=opening["provider"], dtype="int64")


def caseload_measures(outcome: Outcome) -> dict[str, float]:
    """Give the measures of the caseload once the plan is carried out, by name.

    Parameters
    ----------
    outcome : Outcome
        With a plan.

    Returns
    -------
    dict of str to float
        See docs/caseload.md. A share or an index that is of nothing is left out.
    """
    after = with_plan(caseload(outcome.case), outcome)
    held = after.providers
    weeks = after.before.weeks_per_year
    told = {
        "caseload_people": float(after.people),
        "caseload_hours_per_week": int(held["minutes_after"].sum()) / MINUTES_PER_HOUR,
        "caseload_gbp_per_week": after.gross_pence / 100,
        "caseload_gbp_per_year": a_year(after.gross_pence, weeks) / 100,
        "waiting_people": float(len(after.waiting)),
        "waiting_gbp_per_week": after.waiting_pence / 100,
    }
    for name, column in (("hours", "minutes_after"), ("cost", "pence_after")):
        found = concentration_of(held["provider"], held[column])
        if found is not None:
            told[f"hhi_{name}"] = float(found.hhi)
            told[f"largest_three_share_of_{name}"] = found.largest_three_share
    return told

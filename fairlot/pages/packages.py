"""Priced packages as a person reads them: the lines of each, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenarios.answer import PRICE_COLUMNS, price_rows

if TYPE_CHECKING:
    import pandas as pd

    from scenarios.market.prices import Prices

COLUMNS = ("referral", "provider", "line", "quantity", "unit price", "amount")


@dataclass(frozen=True, slots=True)
class Package:
    """One person's package at one provider's price; amounts in pence."""

    referral: str
    provider: str
    weekly_pence: int
    once_pence: int
    lines: tuple[dict[str, str], ...]

    def record(self) -> dict[str, object]:
        """Give it as a record for JSON, in pounds."""
        return {
            "referral": self.referral,
            "provider": self.provider,
            "price_gbp_per_week": self.weekly_pence / 100,
            "one_off_gbp": self.once_pence / 100,
            "lines": list(self.lines),
        }


def packages(prices: Prices, law: str = "") -> list[Package]:
    """Give each package with its weekly price, its one-off amount and its lines."""
    lines: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in price_rows(prices.lines, law):
        line = dict(zip(PRICE_COLUMNS, row, strict=True))
        lines.setdefault((line["referral"], line["provider"]), []).append(line)
    weekly = _by_pair(prices.weekly, "price_pence")
    once = _by_pair(prices.once, "once_pence")
    return [
        Package(*pair, weekly.get(pair, 0), once.get(pair, 0), tuple(mine))
        for pair, mine in lines.items()
    ]


def _by_pair(frame: pd.DataFrame, name: str) -> dict[tuple[str, str], int]:
    return {
        (row["referral"], row["provider"]): int(row[name])
        for row in frame.to_dict("records")
    }


def spoken(prices: Prices) -> list[list[str]]:
    """Lay the lines of each package out above what it comes to a week."""
    told = []
    for package in packages(prices):
        told += [_line(line) for line in package.lines]
        week = f"£{package.weekly_pence / 100:,.2f}"
        told.append([package.referral, package.provider, "a week", "", "", week])
    return told


def _line(line: dict[str, str]) -> list[str]:
    what = ", ".join(part for part in (line["component"], line["band"]) if part)
    quantity = f"{line['quantity']} {line['unit']}"
    if line["staff"] != "1":
        quantity += f" x {line['staff']} staff"
    if line["shared_by"] != "1":
        quantity += f" / {line['shared_by']}"
    money = [f"£{float(line[name]):,.2f}" for name in ("unit_price_gbp", "amount_gbp")]
    return [line["referral"], line["provider"], what, quantity, *money]

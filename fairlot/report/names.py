"""Names of what the tables hold by id: providers, lots, limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fairlot.report.figures import NOTHING
from fairlot.report.parts import Cell
from fairlot.report.words import first_upper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocation.market import Market


def provider_names(market: Market) -> dict[str, str]:
    """Give the name of each provider that has one."""
    table = market.providers
    pairs = zip(table["provider"], table["name"], strict=True)
    return {provider: name for provider, name in pairs if name}


def lot_titles(market: Market) -> dict[str, str]:
    """Give each lot with its title: ``Lot 2, higher needs``."""
    return {
        lot.lot: f"Lot {lot.lot}, {lot.title[:1].lower()}{lot.title[1:]}"
        if lot.title
        else f"Lot {lot.lot}"
        for lot in market.lots
    }


def lots_of(market: Market) -> dict[str, str]:
    """Give the lot of each referral."""
    table = market.referrals
    return dict(zip(table["referral"], table["lot"], strict=True))


def provider_cell(names: Mapping[str, str], provider: str) -> Cell:
    """Show a provider by name with its id beside it, or by its id."""
    name = names.get(provider, "")
    return Cell(name, beside=provider) if name else Cell(provider)


def provider_label(names: Mapping[str, str], provider: str) -> str:
    """Name a provider within a sentence: ``Harbour Care (P001)``."""
    name = names.get(provider, "")
    return f"{name} ({provider})" if name else provider


def limit_label(names: Mapping[str, str], provider: str, lot: str, scheme: str) -> str:
    """Name what a limit is about: ``Harbour Care (P001), lot 2``."""
    parts = [
        f"scheme {scheme}" if scheme else "",
        provider_label(names, provider) if provider else "",
        f"lot {lot}" if lot else "",
    ]
    return first_upper(", ".join(part for part in parts if part) or "the whole case")


def or_nothing(text: str) -> str:
    """Give a text, or a dash where it is empty."""
    return text or NOTHING


def cut(text: str, most: int) -> str:
    """Cut a text that is too long for a label: ``Harbour Ca…``."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def place_label(names: Mapping[str, str], provider: str, scheme: str) -> str:
    """Name where somebody is placed: ``Harbour Care (P001), scheme S01``."""
    label = provider_label(names, provider)
    return f"{label}, scheme {scheme}" if scheme else label

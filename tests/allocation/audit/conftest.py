"""The town and its plan, which each test of the audit breaks in its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from allocation.allocate import allocate
from tests.kit.town import town

if TYPE_CHECKING:
    from allocation.allocation import Allocation
    from allocation.market import Market


@pytest.fixture(scope="session")
def market() -> Market:
    return town()


@pytest.fixture(scope="session")
def plan(market: Market) -> Allocation:
    return allocate(market)

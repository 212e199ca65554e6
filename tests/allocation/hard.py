"""A market that no solver settles in a moment."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from allocation.rules import AimName, Aims
from tests.kit.markets import make_market

if TYPE_CHECKING:
    from allocation.market import Market

N_PROVIDERS = 16
N_PEOPLE = 120


def hard_market() -> Market:
    """Make a market where the offers that take fewest hours cost most.

    Type d of Chu and Beasley's assignment problems, the hardest of theirs: hours of 1
    to 100, a price of 111 less the hours and 10 to either side, and 0.8 of the room.
    """
    dice = random.Random(1)
    providers = [f"P{n:02d}" for n in range(N_PROVIDERS)]
    people = [f"R{n:03d}" for n in range(N_PEOPLE)]
    hours = {(r, p): dice.randint(1, 100) for r in people for p in providers}
    room = {p: 0.8 * sum(hours[r, p] for r in people) // N_PROVIDERS for p in providers}
    return make_market(
        aims=Aims(aims=(AimName.PLACED, AimName.COST), tie_break=(AimName.DRAW,)),
        providers=[
            {"provider": name, "capacity_hours_per_week": room[name]}
            for name in providers
        ],
        referrals=[{"referral": name} for name in people],
        offers=[
            {
                "referral": person,
                "provider": provider,
                "hours_per_week": float(own),
                "price": float(111 - own + dice.randint(-10, 10)),
            }
            for (person, provider), own in hours.items()
        ],
    )

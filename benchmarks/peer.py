"""The same allocation in PuLP's usual style: dictionaries, lpSum, one row at a time.

What somebody who knows PuLP would write in an afternoon from the same tables. It
shares no code with ``allocation``; it is given who may serve whom and with how many
points, and must reach the same aims.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pulp

if TYPE_CHECKING:
    from allocation.allocation import Allocation
    from allocation.market import Market


class Textbook:
    """The model, built as PuLP's own examples build theirs."""

    def __init__(self, market: Market, allocation: Allocation) -> None:
        self.problem = pulp.LpProblem("referrals", pulp.LpMinimize)
        self.priority = {
            row.referral: int(row.priority) for row in market.referrals.itertuples()
        }
        self.pairs = [
            row
            for row in allocation.pairs.itertuples()
            if row.state in ("eligible", "chosen")
        ]
        add = self.problem.add_variable
        self.chosen = {
            row.Index: add(f"x_{row.Index}", cat=pulp.LpBinary) for row in self.pairs
        }
        self._one_offer_each(market)
        self._limits(allocation)
        self.opened = self._schemes(market)
        self._may_not_share(market)
        self._must_stay(market)

    def _one_offer_each(self, market: Market) -> None:
        by_referral = defaultdict(list)
        for row in self.pairs:
            by_referral[row.referral].append(self.chosen[row.Index])
        for referral in market.referrals["referral"]:
            if by_referral[referral]:
                self.problem += pulp.lpSum(by_referral[referral]) <= 1

    def _limits(self, allocation: Allocation) -> None:
        for limit in allocation.limits.itertuples():
            if limit.kind not in ("hours", "places"):
                continue
            room = max(0, limit.limit - limit.before)
            terms = [
                (row.hours_per_week if limit.kind == "hours" else 1)
                * self.chosen[row.Index]
                for row in self.pairs
                if limit.provider in ("", row.provider)
                and limit.lot in ("", row.lot)
                and limit.scheme in ("", row.scheme)
            ]
            if terms:
                self.problem += pulp.lpSum(terms) <= room

    def _schemes(self, market: Market) -> dict[str, tuple[pulp.LpVariable, int]]:
        opened = {}
        for scheme in market.schemes.itertuples():
            if scheme.background_pence <= 0 or scheme.already_running:
                continue
            users = [
                self.chosen[row.Index]
                for row in self.pairs
                if row.scheme == scheme.scheme and not row.core_included
            ]
            if users:
                used = self.problem.add_variable(
                    f"open_{scheme.scheme}", cat=pulp.LpBinary
                )
                for user in users:
                    self.problem += user <= used
                opened[scheme.scheme] = (used, int(scheme.background_pence))
        return opened

    def _may_not_share(self, market: Market) -> None:
        lives_in = {
            row.person: row.scheme
            for row in market.commitments.itertuples()
            if row.scheme and not row.up_for_award
        }
        for clash in market.may_not_share.itertuples():
            for row in self.pairs:
                if row.referral == clash.referral and row.scheme:
                    if lives_in.get(clash.other) == row.scheme:
                        self.problem += self.chosen[row.Index] == 0
                    others = [
                        self.chosen[other.Index]
                        for other in self.pairs
                        if other.referral == clash.other and other.scheme == row.scheme
                    ]
                    if others:
                        self.problem += self.chosen[row.Index] + pulp.lpSum(others) <= 1

    def _must_stay(self, market: Market) -> None:
        closed = set(market.providers.query("status == 'closed'")["provider"])
        for person in market.referrals.itertuples():
            if person.must_stay and person.current_provider not in closed:
                self.problem += (
                    pulp.lpSum(
                        self.chosen[row.Index]
                        for row in self.pairs
                        if row.referral == person.referral
                    )
                    == 1
                )

    def aims(self) -> list[tuple[str, pulp.LpAffineExpression, int]]:
        """Give each aim as something to make small: name, expression, sign."""
        classes = sorted(set(self.priority.values()))
        placed = [
            (
                "placed" if len(classes) == 1 else f"placed:{one}",
                pulp.lpSum(
                    self.chosen[row.Index]
                    for row in self.pairs
                    if self.priority[row.referral] == one
                ),
                -1,
            )
            for one in classes
        ]
        points = pulp.lpSum(
            round(row.points * 100) * self.chosen[row.Index] for row in self.pairs
        )
        cost = pulp.lpSum(
            row.price_pence * self.chosen[row.Index] for row in self.pairs
        ) + pulp.lpSum(pence * used for used, pence in self.opened.values())
        return [*placed, ("points", points, -1), ("cost", cost, 1)]

    def solve(self) -> dict[str, int]:
        """Pursue the aims in order; give what each reached, in whole units."""
        reached = {}
        for name, expression, sign in self.aims():
            self.problem.setObjective(sign * expression)
            self.problem.solve(pulp.HiGHS(msg=False, gapRel=0.0, threads=1))
            value = round(pulp.value(expression))
            reached[name] = value
            self.problem += sign * expression <= sign * value
        return reached

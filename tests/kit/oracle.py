"""Brute force: every allocation of a small market, by plain loops over its tables.

Written from the contract (CASE.md, "Meanings that must not vary"), not from the code
that it judges. Numbers are exact: minutes, pence and fractions.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from tests.kit.contract import Row, Tables, exact, given, minutes, pence, total

if TYPE_CHECKING:
    from collections.abc import Callable

    from allocation.market import Market

Plan = tuple[Row | None, ...]

MOST = {"placed", "points", "balance", "quality", "choice"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What brute force finds.

    Parameters
    ----------
    best : tuple of (str, Fraction)
        Each aim in order, tie-breaks last, in people, points or pence.
    plans : tuple of dict
        Referral to (provider, scheme), of every plan that is left after the last aim.
    counted : int
        Allocations that were looked at.
    """

    best: tuple[tuple[str, Fraction], ...]
    plans: tuple[dict[str, tuple[str, str]], ...]
    counted: int


def solve(market: Market, forced: tuple[str, str, str] | None = None) -> Answer | None:
    """Look at every allocation; None if no allocation keeps the limits.

    Parameters
    ----------
    market : Market
    forced : (referral, provider, scheme), optional
        Look only at allocations that hold this offer.
    """
    table = Plans(market)
    ways: list[list[Row | None]] = []
    for referral in table.referrals.values():
        mine: list[Row | None] = [
            offer
            for offer in table.offers
            if offer["referral"] == referral["referral"] and not table.refusal(offer)
        ]
        if not table.must_stay(referral):
            mine.append(None)
        if forced is not None and forced[0] == referral["referral"]:
            mine = [offer for offer in mine if offer and table.key(offer) == forced]
        ways.append(mine)
    every = list(product(*ways))
    left = [plan for plan in every if table.allowed(plan)]
    if market.aims.strict_rank:
        left = [plan for plan in left if table.is_strict(plan)]
    if not left:
        return None
    best: list[tuple[str, Fraction]] = []
    for name, measure in table.aims():
        most = name.split(":")[-1] in MOST or name.startswith("placed")
        values = [measure(plan) for plan in left]
        top = max(values) if most else min(values)
        shares = {str(aim): share for aim, share in market.aims.tolerance.items()}
        slack = exact(shares.get(name.split(":")[0], 0.0)) * abs(top)
        left = [
            plan
            for plan, value in zip(left, values, strict=True)
            if (value >= top - slack if most else value <= top + slack)
        ]
        best.append((name, top))
    return Answer(tuple(best), tuple(named(plan) for plan in left), len(every))


def stuck(market: Market) -> list[str]:
    """Give the people who must stay, and have no eligible offer to stay with."""
    table = Plans(market)
    return [
        name
        for name, referral in table.referrals.items()
        if table.must_stay(referral)
        and all(o["referral"] != name or table.refusal(o) for o in table.offers)
    ]


def named(plan: Plan) -> dict[str, tuple[str, str]]:
    """Give a plan as referral to (provider, scheme)."""
    return {o["referral"]: (o["provider"], o["scheme"]) for o in plan if o}


class Plans(Tables):
    """What a plan may do, and what it is worth."""

    # What the plan may do.

    def allowed(self, plan: Plan) -> bool:
        """Does a plan keep every limit?"""
        chosen = [offer for offer in plan if offer]
        return (
            self._keeps_providers(chosen)
            and self._keeps_schemes(chosen)
            and self._keeps_apart(chosen)
            and self._keeps_shares(chosen)
            and self._keeps_budgets(chosen)
        )

    def _room(self, row: Row, committed: list[Row], mine: list[Row]) -> bool:
        hours = sum(c["minutes"] for c in committed)
        people = len({c["person"] for c in committed})
        new = sum(minutes(o["hours_per_week"]) for o in mine)
        limits = [(row["spare_hours_per_week"], row["spare_places"], 0, 0)]
        limits.append(
            (row["capacity_hours_per_week"], row["capacity_places"], hours, people)
        )
        for in_hours, in_places, used, taken in limits:
            if given(in_hours) and new > max(0, minutes(in_hours) - used):
                return False
            if given(in_places) and len(mine) > max(0, int(in_places) - taken):
                return False
        return True

    def _keeps_providers(self, chosen: list[Row]) -> bool:
        for provider in self.providers.values():
            name = provider["provider"]
            committed = [c for c in self.committed if c["provider"] == name]
            mine = [o for o in chosen if o["provider"] == name]
            if not self._room(provider, committed, mine):
                return False
        for row in self.provider_lots:
            name, lot = row["provider"], row["lot"]
            committed = [
                c for c in self.committed if (c["provider"], c["lot"]) == (name, lot)
            ]
            mine = [o for o in chosen if o["provider"] == name and self.lot(o) == lot]
            if not self._room(row, committed, mine):
                return False
        return True

    def _keeps_schemes(self, chosen: list[Row]) -> bool:
        for name, scheme in self.schemes.items():
            mine = [o for o in chosen if o["scheme"] == name]
            room = scheme["places"] - scheme["occupied_places"]
            if given(scheme["places"]) and len(mine) > max(0, int(room)):
                return False
            used = sum(c["minutes"] for c in self.committed if c["scheme"] == name)
            new = sum(minutes(o["hours_per_week"]) for o in mine)
            capacity = scheme["capacity_hours_per_week"]
            if given(capacity) and new > max(0, minutes(capacity) - used):
                return False
        return True

    def _keeps_apart(self, chosen: list[Row]) -> bool:
        home = {o["referral"]: {o["scheme"]} for o in chosen if o["scheme"]}
        for person in self.living:
            if person["scheme"]:
                home.setdefault(person["person"], set()).add(person["scheme"])
        return not any(
            home.get(row["referral"], set()) & home.get(row["other"], set())
            for row in self.apart
            if any(o["referral"] in (row["referral"], row["other"]) for o in chosen)
        )

    def _keeps_shares(self, chosen: list[Row]) -> bool:
        caps: list[tuple[float, str, str]] = []
        for provider in self.providers.values():
            if given(provider["share_cap"]):
                caps.append((provider["share_cap"], provider["provider"], ""))
            caps.extend(
                (lot.share_cap, provider["provider"], name)
                for name, lot in self.lots.items()
                if lot.share_cap is not None
            )
        for cap, name, lot in caps:
            before = [
                (c["provider"], c["minutes"])
                for c in self.committed
                if lot in ("", c["lot"])
            ]
            new = [
                (o["provider"], minutes(o["hours_per_week"]))
                for o in chosen
                if lot in ("", self.lot(o))
            ]
            had = sum(m for p, m in before if p == name)
            all_had = sum(m for _, m in before)
            takes = sum(m for p, m in new if p == name)
            everything = all_had + sum(m for _, m in new)
            if had > exact(cap) * all_had:
                if takes:
                    return False
            elif had + takes > exact(cap) * everything:
                return False
        return True

    def _keeps_budgets(self, chosen: list[Row]) -> bool:
        budgets = [(self.market.aims.budget_gbp_per_week, chosen)]
        for name, lot in self.lots.items():
            mine = [o for o in chosen if self.lot(o) == name]
            budgets.append((lot.budget_gbp_per_week, mine))
        return all(
            budget is None or self.cost(spent) <= pence(budget)
            for budget, spent in budgets
        )

    def is_strict(self, plan: Plan) -> bool:
        """Is there no better offer of anyone's that would fit in place of theirs?

        Better: more points, then quality, then a lower evaluated price. One with fewer
        choice points need not win.
        """
        chosen = [offer for offer in plan if offer]
        return not any(
            better["referral"] == own["referral"]
            and not self.refusal(better)
            and self._merit(better) > self._merit(own)
            and self.choice(better) >= self.choice(own)
            and self.allowed(tuple(better if o is own else o for o in chosen))
            for own in chosen
            for better in self.offers
        )

    def _merit(self, offer: Row) -> tuple[int, Fraction, int]:
        points = self.points[self.key(offer)]
        return points, exact(offer["quality"]), -int(offer["evaluated_pence"])

    def cost(self, chosen: list[Row]) -> int:
        """Give a week's cost in pence, a scheme's background once."""
        cost = sum(int(o["price_pence"]) for o in chosen)
        for name, scheme in self.schemes.items():
            if not scheme["already_running"] and any(
                o["scheme"] == name and not o["core_included"] for o in chosen
            ):
                cost += int(scheme["background_pence"])
        return cost

    # What the plan is for.

    def aims(self) -> list[tuple[str, Callable[[Plan], Fraction]]]:
        """Give each aim in order with its measure, tie-breaks last."""
        classes = sorted({float(r["priority"]) for r in self.referrals.values()})
        made: list[tuple[str, Callable[[Plan], Fraction]]] = []
        for aim in self.market.aims.aims:
            if aim == "placed" and len(classes) > 1:
                made.extend((f"placed:{c:g}", self._class(c)) for c in classes)
            elif aim == "placed":
                made.append(("placed", self._class(classes[0])))
            else:
                made.append((str(aim), self._measure(aim)))
        for aim in self.market.aims.tie_break:
            made.append((f"tie_break:{aim}", self._measure(aim)))
        return made

    def _class(self, priority: float) -> Callable[[Plan], Fraction]:
        return lambda plan: total(
            self.referrals[o["referral"]]["priority"] == priority for o in plan if o
        )

    def _measure(self, aim: str) -> Callable[[Plan], Fraction]:
        def points(plan: Plan) -> Fraction:
            return total(self.points[self.key(o)] for o in plan if o) / 100

        def cost(plan: Plan) -> Fraction:
            return Fraction(self.cost([o for o in plan if o]))

        def balance(plan: Plan) -> Fraction:
            per_point = exact(self.market.aims.pounds_per_point)
            return points(plan) - cost(plan) / 100 / per_point

        def moves(plan: Plan) -> Fraction:
            return total(
                self.referrals[o["referral"]]["current_provider"]
                not in ("", o["provider"])
                for o in plan
                if o
            )

        return {
            "points": points,
            "cost": cost,
            "balance": balance,
            "moves": moves,
            "quality": lambda plan: total(exact(o["quality"]) for o in plan if o),
            "choice": lambda plan: total(self.choice(o) for o in plan if o),
            "draw": lambda plan: total(self.draw(o) for o in plan if o),
        }[aim]

    def draw(self, offer: Row) -> int:
        """Give an offer's place in the recorded draw."""
        seed = self.market.aims.draw_seed
        text = "|".join([str(seed), *self.key(offer)])
        digest = hashlib.sha256(text.encode("utf-8")).digest()
        return int.from_bytes(digest[:3], "big") >> 4

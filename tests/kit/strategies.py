"""Random small markets: one recipe, drawn by Hypothesis or by a seed."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from hypothesis import strategies as st

from allocation.rules import (
    Aims,
    Eligibility,
    Lot,
    PriceFormula,
    Question,
    Scoring,
    Weights,
)
from tests.kit.markets import make_market

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocation.market import Market
    from tests.kit.frames import Row

T = TypeVar("T")

PRICES = [180.0, 250.0, 250.01, 333.33, 412.5, 412.5, 700.0]
QUALITIES = [0.0, 40.0, 50.05, 62.5, 200 / 3, 80.0, 80.0, 100.0]
HOURS = [0.0, 7.75, 10.0, 10.0, 12.5, 20.0, 20.0, 100 / 3]
AIMS = ["placed", "points", "cost", "balance", "quality", "choice", "moves"]
RATINGS = ["Outstanding", "Good", "Good", "Requires improvement", "Not rated", ""]
GROUPS = ["autism", "mental health"]
AREAS = ["north", "south"]
MOST_PLANS = 1500
"""Brute force looks at every plan; no market has more."""


class Pick(Protocol):
    """Choose one of some."""

    def __call__(self, options: Sequence[T], /) -> T:
        """Choose one."""
        ...


@st.composite
def markets(draw: st.DrawFn) -> Market:
    """Draw a market of up to 6 referrals and 4 providers."""

    def pick(options: Sequence[T]) -> T:
        return draw(st.sampled_from(options))

    return recipe(pick, tolerant=True)


def seeded(seed: int, *, tolerant: bool = True) -> Market:
    """Give the market of a seed, the same on every machine."""
    return recipe(Random(seed).choice, tolerant=tolerant)


def recipe(pick: Pick, *, tolerant: bool) -> Market:
    """Make a market from choices."""
    lots = _lots(pick)
    providers = [
        _provider(f"P{n}", pick, lots) for n in range(1, pick([2, 3, 4, 4]) + 1)
    ]
    schemes = [_scheme(f"S{n}", pick, providers) for n in range(pick([0, 1, 2, 3]))]
    referrals = [
        _referral(f"R{n}", pick, lots, providers)
        for n in range(1, pick([1, 2, 3, 4, 5, 6, 6]) + 1)
    ]
    commitments = [
        _commitment(f"C{n}", pick, lots, providers, schemes)
        for n in range(pick([0, 0, 1, 3]))
    ]
    offers = _offers(pick, referrals, providers, schemes)
    return make_market(
        day=date(2026, 11, 1),
        lots=lots,
        aims=_aims(pick, tolerant=tolerant),
        scoring=_scoring(pick),
        eligibility=_eligibility(pick),
        providers=providers,
        schemes=schemes,
        referrals=referrals,
        offers=offers,
        commitments=commitments,
        provider_lots=_provider_lots(pick, lots, providers),
        preferences=_preferences(pick, referrals, providers, schemes),
        may_not_share=_apart(pick, referrals, commitments),
        question_scores=_marks(pick, lots, offers),
    )


def _rarely(pick: Pick, value: T, otherwise: T) -> T:
    return pick([value] + [otherwise] * 11)


def _sometimes(pick: Pick, value: T, otherwise: T) -> T:
    return pick([value, otherwise])


def _lots(pick: Pick) -> list[Lot]:
    names = pick([["1"], ["1"], ["1", "2"], ["1", "2", "3"]])
    made = []
    for name in names:
        rules: dict[str, Any] = {"lot": name}
        rules["requires_cqc"] = _rarely(pick, value=True, otherwise=False)
        rules["accepts_night_support"] = _rarely(pick, value=False, otherwise=True)
        if name != "1":
            rules["includes"] = _sometimes(pick, ("1",), ())
        if _rarely(pick, value=True, otherwise=False):
            rules["weights"] = Weights(quality=65, price=35)
        if _rarely(pick, value=True, otherwise=False):
            rules |= {
                "price_formula": "absolute_linear",
                "floor_gbp_per_week": 200.0,
                "ceiling_gbp_per_week": 480.5,
            }
        rules["minimum_quality"] = _rarely(pick, 50.05, None)
        rules["share_cap"] = _rarely(pick, pick([0.35, 0.6]), None)
        rules["budget_gbp_per_week"] = _rarely(pick, pick([600.0, 925.01]), None)
        if _rarely(pick, value=True, otherwise=False):
            rules["question"] = (
                Question(question="staffing", weight=60, minimum=2),
                Question(question="safety", weight=40),
            )
        made.append(Lot(**rules))
    return made


def _provider(name: str, pick: Pick, lots: list[Lot]) -> Row:
    row: Row = {"provider": name, "quality": pick(QUALITIES)}
    row["lots"] = _rarely(pick, (lots[-1].lot,), ())
    row["cqc_registered"] = _rarely(pick, value=False, otherwise=True)
    row["cqc_rating"] = pick(RATINGS)
    row["cqc_rating_date"] = pick(
        ["NaT", "2025-01-01", "2023-11-01", "2023-10-31", "2010-01-01"]
    )
    row["client_groups"] = _rarely(pick, (GROUPS[0],), ())
    row["areas"] = _rarely(pick, (AREAS[0],), ())
    row["capacity_hours_per_week"] = pick([BLANK, BLANK, 20.0, 32.5, 60.0])
    row["capacity_places"] = pick([BLANK, BLANK, 1.0, 2.0, 3.0])
    row["spare_hours_per_week"] = pick([BLANK, BLANK, BLANK, 10.0, 40.0])
    row["spare_places"] = pick([BLANK, BLANK, BLANK, 0.0, 2.0])
    row["share_cap"] = _rarely(pick, pick([0.4, 0.5]), BLANK)
    row["status"] = pick(["open"] * 24 + ["no_new", "closed"])
    return row


BLANK = float("nan")


def _provider_lots(pick: Pick, lots: list[Lot], providers: list[Row]) -> list[Row]:
    return [
        {
            "provider": provider["provider"],
            "lot": lot.lot,
            "capacity_hours_per_week": pick([BLANK, BLANK, 20.0, 45.5]),
            "capacity_places": pick([BLANK, BLANK, 1.0, 2.0]),
            "spare_hours_per_week": pick([BLANK, BLANK, BLANK, 33.5]),
            "spare_places": pick([BLANK, BLANK, BLANK, 1.0]),
            "approved_from": pick(["NaT", "NaT", "2026-11-01", "2026-11-02"]),
            "approved_to": pick(["NaT", "NaT", "NaT", "2026-11-01", "2026-11-02"]),
        }
        for provider in providers
        for lot in lots
        if _rarely(pick, value=True, otherwise=False)
    ]


def _scheme(name: str, pick: Pick, providers: list[Row]) -> Row:
    places = pick([BLANK, 1.0, 2.0, 3.0, 4.0])
    row: Row = {
        "scheme": name,
        "provider": pick(providers)["provider"],
        "area": pick(["", *AREAS]),
        "places": places,
        "occupied_places": pick([0.0, 0.0, 1.0]),
        "capacity_hours_per_week": pick([BLANK, BLANK, 30.0]),
        "background_gbp_per_week": pick([0.0, 100.0, 250.01, 400.0]),
        "accessible": pick([True, True, False]),
        "household": pick([(), ("quiet", "women"), ("quiet", "women")]),
    }
    if _rarely(pick, value=True, otherwise=False):
        row["already_running"] = pick([True, False])
    return row


def _referral(name: str, pick: Pick, lots: list[Lot], providers: list[Row]) -> Row:
    row: Row = {
        "referral": name,
        "lot": pick(lots).lot,
        "client_group": pick(["", *GROUPS]),
        "area": pick(["", *AREAS]),
        "priority": pick([1.0, 1.0, 1.0, 2.0, 3.0]),
        "hours_per_week": pick(HOURS),
        "night_support": pick(["none"] * 4 + ["sleep_in", "waking"]),
        "personal_care": _sometimes(pick, value=True, otherwise=False),
        "accessible": _rarely(pick, value=True, otherwise=False),
        "household": pick([(), (), (), (), (), ("quiet",), ("women",)]),
        "current_provider": pick(["", "", pick(providers)["provider"]]),
    }
    if row["current_provider"]:
        row["must_stay"] = _rarely(pick, value=True, otherwise=False)
    if _rarely(pick, value=True, otherwise=False):
        row |= {"quality_weight": 50.0, "price_weight": 50.0}
        row |= {"choice_weight": 0.0, "fit_weight": 0.0}
    return row


def _commitment(
    name: str, pick: Pick, lots: list[Lot], providers: list[Row], schemes: list[Row]
) -> Row:
    provider = pick(providers)["provider"]
    houses = [s["scheme"] for s in schemes if s["provider"] == provider]
    return {
        "person": pick([name, "C0"]),
        "provider": provider,
        "scheme": pick(["", *houses]),
        "lot": pick(["", lots[0].lot, lots[-1].lot]),
        "units_per_week": pick([5.0, 12.25, 30.0, BLANK]),
        "unit": pick(["hours", "hours", "hours", "nights"]),
        "start": pick(["NaT", "NaT", "2026-11-01", "2026-11-02"]),
        "end": pick(["NaT", "NaT", "2026-11-01", "2026-11-02"]),
        "up_for_award": _rarely(pick, value=True, otherwise=False),
    }


def _offers(
    pick: Pick, referrals: list[Row], providers: list[Row], schemes: list[Row]
) -> list[Row]:
    homes = [(p["provider"], "") for p in providers]
    homes += [(s["provider"], s["scheme"]) for s in schemes]
    made: list[Row] = []
    plans = 1
    for person in referrals:
        left = list(homes)
        mine = 0
        for _ in range(pick([1, 2, 3, 4, 5])):
            if not left or plans * (mine + 2) > MOST_PLANS:
                break
            home = pick(left)
            left.remove(home)
            mine += 1
            made.append(_offer(pick, person, home, providers))
        plans *= mine + 1
    return made


def _offer(pick: Pick, person: Row, home: tuple[str, str], providers: list[Row]) -> Row:
    row: Row = {"referral": person["referral"], "provider": home[0], "scheme": home[1]}
    row["price"] = pick(PRICES)
    row["core_included"] = _sometimes(pick, value=True, otherwise=False)
    row["fit"] = pick([0.0, 50.0, 50.0, 87.5])
    row["status"] = pick(["offered"] * 19 + ["late"])
    if _rarely(pick, value=True, otherwise=False):
        row["hours_per_week"] = pick(HOURS)
    if _rarely(pick, value=True, otherwise=False):
        row["quality"] = pick(QUALITIES)
    return row


def _preferences(
    pick: Pick, referrals: list[Row], providers: list[Row], schemes: list[Row]
) -> list[Row]:
    made = []
    for person in referrals:
        things = [("provider", p["provider"]) for p in providers]
        things += [("scheme", s["scheme"]) for s in schemes]
        things += [("area", area) for area in AREAS]
        for _ in range(pick([0, 0, 1, 2, 3])):
            kind, name = pick(things)
            things.remove((kind, name))
            row: Row = {"referral": person["referral"], kind: name}
            row["rank"] = pick([BLANK, 1.0, 2.0, 3.0, 4.0, 5.0])
            row["veto"] = _rarely(pick, value=True, otherwise=False)
            if not row["veto"]:
                row["only"] = _rarely(pick, value=True, otherwise=False)
            made.append(row)
    return made


def _apart(pick: Pick, referrals: list[Row], commitments: list[Row]) -> list[Row]:
    others = [r["referral"] for r in referrals] + [c["person"] for c in commitments]
    made = []
    for _ in range(pick([0, 0, 1, 2])):
        one, other = pick(referrals)["referral"], pick(others)
        if one != other:
            made.append({"referral": one, "other": other})
    return made


def _marks(pick: Pick, lots: list[Lot], offers: list[Row]) -> list[Row]:
    if not any(lot.question for lot in lots):
        return []
    return [
        {
            "referral": offer["referral"],
            "provider": offer["provider"],
            "question": question,
            "score": pick([1.0, 2.0, 2.5, 4.0]),
            "evaluator": evaluator,
        }
        for offer in {(o["referral"], o["provider"]): o for o in offers}.values()
        for question in ("staffing", "safety")
        for evaluator in pick([(), ("A",), ("A", "B"), ("A", "B", "C")])
    ]


def _aims(pick: Pick, *, tolerant: bool) -> Aims:
    gains = [["points"], ["balance"], ["quality"], ["choice"]]
    aims = pick([["placed", "points", "cost"], ["placed"], ["placed"], pick(gains)])
    left = [aim for aim in AIMS if aim not in aims]
    if len(aims) < 3:
        for _ in range(pick([1, 2, 3])):
            aims = [*aims, pick(left)]
            left.remove(aims[-1])
    shares = [{}, {}, {aims[0]: 0.05}, {aims[-1]: 0.1, aims[0]: 0.5}]
    return Aims.model_validate(
        {
            "aims": aims,
            "tolerance": pick(shares) if tolerant else {},
            "pounds_per_point": pick([20.0, 7.5, 3.33]),
            "tie_break": pick([("quality", "cost", "draw"), ("draw",), ()]),
            "draw_seed": pick([20261101, 7]),
            "budget_gbp_per_week": pick([None, None, None, None, 925.0, 1500.0]),
        }
    )


def _scoring(pick: Pick) -> Scoring:
    if _rarely(pick, value=True, otherwise=False):
        return Scoring(
            weights=Weights(quality=30, price=50, choice=10, fit=10),
            price_formula=PriceFormula.ABSOLUTE_LINEAR,
            floor_gbp_per_week=150.0,
            ceiling_gbp_per_week=400.0,
        )
    return Scoring()


def _eligibility(pick: Pick) -> Eligibility:
    return Eligibility.model_validate(
        {
            "unrated": _rarely(pick, "refuse", "allow"),
            "rating_too_old_years": _rarely(pick, 3, None),
            "minimum_rating": _rarely(pick, "Good", None),
        }
    )

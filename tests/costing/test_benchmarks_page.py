"""docs/benchmarks.md: every figure is the engine's, or a published one typed here."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from costing.engine.evaluation import evaluate
from costing.law import load_law
from costing.model import load_model
from costing.ranges.fair_range import fair_range

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
if not PAGE.exists():
    pytest.skip("the tests stand without their docs", allow_module_level=True)

TEXT = PAGE.read_text(encoding="utf-8")
MODEL = load_model("supported-living-england")
ENGLAND = load_law("england")
YEARS = {
    f"{year}-{year + 1 - 2000}": date(year, 11, 1) for year in (2023, 2024, 2025, 2026)
}
MINUS = "\N{MINUS SIGN}"
MINUTES = 11.7 / 60
"""Published travel of homecare, 2020-21, as a share of delivered time."""

# Published, with where; what is derived from published figures is said to be.
PUBLISHED = {
    "22.95": "DHSC fee reporting for MSIF, 2025-26 provisional, by Community Care",
    "25.05": "the same, home care",
    "21.73": "back-cast from 22.95 by the published 5.6 %",
    "20.43": "back-cast from 21.73 by the published 6.4 %",
    "5.6": "published rise of supported living, 2025-26",
    "6.4": "published rise of supported living, 2024-25",
    "0.05": "what a back-cast may be out by",
    "32.14": "Homecare Association, 18 December 2024, 2025-26",
    "34.42": "Homecare Association, 2026-27",
    "22.71": "Homecare Association, 5 June 2025, direct cost floor of 2025-26",
    "9.43": "32.14 - 22.71",
    "11.7": "UKHCA minimum price 2020-21: 1.70 of travel on 8.72 of contact",
    "1.70": "UKHCA minimum price 2020-21, travel time",
    "8.72": "UKHCA minimum price 2020-21, contact time",
    "1.36": "UKHCA minimum price 2020-21, mileage",
    "23.92": "Essex, 2024-25, an hour",
    "21.72": "Essex, 2024-25, a waking hour",
    "12.84": "Essex, 2024-25, a sleeping hour",
    "22.79": "Isles of Scilly, 2023-24, an hour",
    "101.07": "Isles of Scilly, 2023-24, a sleep-in",
    "21.00": "decision 137590, 2025-26, an hour",
    "105.46": "decision 137590, 2025-26, a sleep-in",
    "162.89": "decision 137590, 2025-26, a waking night",
    "19.15": "Lincolnshire, undated, supported living",
    "19.70": "Lincolnshire, undated, floating support",
    "22.89": "West Northamptonshire, 2026-27, an hour of extra care",
    "3.47": "West Northamptonshire, 2026-27, uplift in per cent",
    "406.14": "Devon, 2021, a week, without nights and one-to-one",
    "12.71": "National Living Wage, 2026-27",
    "12.21": "National Living Wage, 2025-26",
}


@cache
def found(year: str, **told: float) -> dict[str, float]:
    answer = evaluate(MODEL, ENGLAND.on(YEARS[year]), told)
    place = answer.bands.index("weekday_day")
    return {name: float(value[0, place]) for name, value in answer.value.items()}


def pounds(value: float) -> str:
    return f"{value + 1e-9:.2f}"


def signed(value: float) -> str:
    return f"{'+' if value >= 0 else MINUS}{pounds(abs(value))}"


def homecare_steps(year: str) -> list[tuple[str, float]]:
    """Give the price as the model's inputs become those of homecare, one by one."""
    wage = ENGLAND.on(YEARS[year])["national_living_wage"]
    told: dict[str, float] = {}
    steps = [("the model as it is", found(year)["price"])]
    for name, more in (
        (
            "all pay at the legal minimum, no seniors",
            {"support_worker_pay": wage, "senior_share": 0.0},
        ),
        ("no extra pay on bank holidays", {"bank_holiday_enhancement": 0.0}),
        ("11.7 minutes of paid travel an hour", {"travel_share": MINUTES}),
        ("1.36 of mileage an hour", {"miles_per_hour": 1.36 / 0.45}),
    ):
        told |= more
        steps.append((name, found(year, **told)["price"]))
    return steps


def homecare(year: str) -> dict[str, float]:
    wage = ENGLAND.on(YEARS[year])["national_living_wage"]
    return found(
        year,
        support_worker_pay=wage,
        senior_share=0.0,
        bank_holiday_enhancement=0.0,
        travel_share=MINUTES,
        miles_per_hour=1.36 / 0.45,
    )


def rows() -> list[str]:
    """Give each row of the page's tables that holds a figure."""
    made = []
    both = [found(year) for year in ("2025-26", "2026-27")]
    for heading, names in MODEL.headings.items():
        sums = [sum(values[name] for name in names) for values in both]
        made.append(f"| {heading} | {pounds(sums[0])} | {pounds(sums[1])} |")
    for name in ("price", "statutory_employment_cost", "sleep_in", "waking_night"):
        label = MODEL.lines[name].label
        made.append(f"| {label} | {' | '.join(pounds(one[name]) for one in both)} |")
    averages = {"2023-24": 20.43, "2024-25": 21.73, "2025-26": 22.95}
    for year, fee in averages.items():
        price = found(year)["price"]
        kind = "published" if year == "2025-26" else "back-cast"
        made.append(
            f"| {year} | {pounds(price)} | {pounds(fee)}, {kind} "
            f"| {signed(price - fee)} |"
        )
    made.append(f"| 2026-27 | {pounds(found('2026-27')['price'])} | none yet | |")
    base = found("2025-26")["price"]
    for name, told in ALONE.items():
        price = found("2025-26", **told)["price"]
        made.append(f"| {name} | {pounds(price)} | {signed(price - base)} |")
    first, second = homecare_steps("2025-26"), homecare_steps("2026-27")
    for place, (name, price) in enumerate(first):
        later = second[place][1]
        cells = [pounds(price), "", pounds(later), ""]
        if place:
            cells[1] = signed(price - first[place - 1][1])
            cells[3] = signed(later - second[place - 1][1])
        made.append(f"| {name} | {' | '.join(cells)} |")
    rest = (signed(32.14 - first[-1][1]), signed(34.42 - second[-1][1]))
    made.append(f"| the published price | 32.14 | {rest[0]} | 34.42 | {rest[1]} |")
    for council, year, what, published, ours in COUNCILS:
        value = ours(found(year))
        made.append(
            f"| {council}, {year} | {what} | {pounds(published)} | {pounds(value)} | "
            f"{signed(published - value)} |"
        )
    return made


ALONE: dict[str, dict[str, float]] = {
    "support workers at the legal minimum": {"pay_above_minimum": 0.0},
    "all hours billed": {"unbilled_share": 0.0},
    "surplus of 3 % for 4 %": {"surplus_share": 0.03},
    "no agency staff": {"agency_share": 0.0},
    "no extra pay on bank holidays": {"bank_holiday_enhancement": 0.0},
    "sick pay as law has it": {"occupational_sick_share": 0.0},
}
COUNCILS = [
    ("137590", "2025-26", "hour", 21.00, lambda of: of["price"]),
    ("137590", "2025-26", "sleep-in", 105.46, lambda of: of["sleep_in"]),
    ("137590", "2025-26", "waking night", 162.89, lambda of: of["waking_night"]),
    ("Isles of Scilly", "2023-24", "hour", 22.79, lambda of: of["price"]),
    ("Isles of Scilly", "2023-24", "sleep-in", 101.07, lambda of: of["sleep_in"]),
    ("Essex", "2024-25", "hour", 23.92, lambda of: of["price"]),
    ("Essex", "2024-25", "waking hour", 21.72, lambda of: of["waking_night"] / 9),
    ("Essex", "2024-25", "sleeping hour", 12.84, lambda of: of["sleep_in"] / 9),
    ("West Northamptonshire", "2026-27", "extra care", 22.89, lambda of: of["price"]),
]


def sentences() -> list[str]:
    """Give what the page says in figures outside its tables."""
    before, now, then = (found(year) for year in ("2024-25", "2025-26", "2026-27"))
    floor, care = now["statutory_employment_cost"], homecare("2025-26")
    least = found("2025-26", pay_above_minimum=0.0, senior_share=0.0)
    fair = fair_range(MODEL, ENGLAND.on(YEARS["2025-26"]), "one_to_one", [{}])
    low, high = (float(one[0]) / 100 for one in (fair.low, fair.high))
    direct = care["direct_cost"] + 1.36
    other = care["price"] - direct
    travel = care["statutory_employment_cost"]
    # Management and running costs as they weigh in the price of an hour.
    carried = before["service_cost"] / (1 - before["overhead_share"]) / 0.98
    night = before["waking_night"] / 9
    rises = [now["price"] / before["price"] - 1, then["price"] / now["price"] - 1]
    return [
        f"from {pounds(before['employer_ni'])} to {pounds(now['employer_ni'])}",
        f"from {pounds(before['contact_pay'])} to {pounds(now['contact_pay'])}",
        f"rises by {100 * rises[0]:.1f} %",
        f"rises by {100 * rises[1]:.2f} %",
        f"from {pounds(low)} to {pounds(high)}",
        f"{pounds(floor)} becomes {pounds(travel)}",
        f"{pounds(travel + 1.36)} with the mileage",
        f"{pounds(22.71 - travel - 1.36)} is in no published line",
        f"{pounds(direct)} of direct cost",
        f"{pounds(other)} for all else",
        f"{pounds(22.71 - direct)} is direct cost",
        f"{pounds(9.43 - other)} is the margin",
        f"flat payment of {pounds(flat_for('2025-26', 105.46))}",
        f"flat payment of {pounds(flat_for('2023-24', 101.07))}",
        f"comes to {pounds(least['waking_night'])}",
        f"{pounds(carried)} an hour",
        f"{pounds(night)} to {pounds(night + carried)}",
    ]


def flat_for(year: str, price: float) -> float:
    """Give the flat payment at which a sleep-in costs a price; it is linear in it."""
    low, high = (found(year, sleep_in_flat=flat)["sleep_in"] for flat in (0.0, 1e6))
    return (price - low) / (high - low) * 1e6


@pytest.mark.parametrize("row", rows())
def test_each_row_is_what_the_engine_and_the_publisher_say(row: str) -> None:
    assert row in TEXT.splitlines()


@pytest.mark.parametrize("words", sentences())
def test_each_sentence_with_a_figure_is_the_engine_s(words: str) -> None:
    assert words in " ".join(TEXT.split())


def test_no_figure_of_the_page_is_anybody_else_s() -> None:
    made = " ".join([*rows(), *sentences(), *PUBLISHED])
    known = set(re.findall(r"\d+\.\d+", made))
    assert sorted(set(re.findall(r"\d+\.\d+", TEXT)) - known) == []


def test_every_published_figure_that_is_typed_is_told() -> None:
    told = set(re.findall(r"\d+\.\d+", TEXT))
    assert sorted(set(PUBLISHED) - told) == []

"""Rules of the invented council: its case.toml and its lots.toml."""

from __future__ import annotations

from typing import Final

from scenarios.sample.referrals import DAY

QUESTIONS: Final = {
    "2": (("staffing", 40), ("outcomes", 35), ("compatibility", 25)),
    "3": (("behaviour_support", 40), ("staffing", 35), ("risk", 25)),
}
"""Questions of quality and their weights, by lot."""

OUT_OF: Final = 5

_CASE: Final = """\
# Synthetic: every person, provider, house and price here is drawn from a seed.
# Made by `fairlot demo`; docs/sample.md tells which published figures it follows.
title = "{title}"
price_date = {day}
model = "supported-living-england"

[law]
beyond_known = "refuse"

[allocation]
aims = ["placed", "points", "cost"]
tolerance = {{ points = 0.0 }}
tie_break = ["quality", "cost", "draw"]
draw_seed = 20261101

[scoring]
weights = {{ quality = 45, price = 30, choice = 15, fit = 10 }}
price_formula = "lowest_ratio"

[eligibility]
unrated = "allow"                       # a third of the market has no rating
"""

_LOTS: Final = """\
[[lot]]
lot = "1"
title = "Lower needs"
requires_cqc = false
accepts_night_support = false
# Quality 65 to price 35, as Medway published for this lot, beside choice and fit.
weights = { quality = 48.75, price = 26.25, choice = 15, fit = 10 }

[[lot]]
lot = "2"
title = "Higher needs"
requires_cqc = true
accepts_night_support = true
includes = ["1"]
minimum_quality = 40
{2}
[[lot]]
lot = "3"
title = "Specialist support"
requires_cqc = false
accepts_night_support = true
weights = { quality = 55, price = 20, choice = 15, fit = 10 }
{3}"""


def case_toml(title: str) -> str:
    """Write the case's settings."""
    return _CASE.format(title=title, day=DAY.isoformat())


def lots_toml() -> str:
    """Write the rules of the lots."""
    text = _LOTS
    for lot, questions in QUESTIONS.items():
        blocks = [
            f'[[lot.question]]\nquestion = "{name}"\nweight = {weight}\n'
            f"minimum = 2\nout_of = {OUT_OF}\n"
            for name, weight in questions
        ]
        text = text.replace(f"{{{lot}}}\n", "".join(blocks) + "\n")
        text = text.replace(f"{{{lot}}}", "".join(blocks))
    return text

"""An empty case to fill in: every file, every column, and words on each setting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scenarios.inputs.contract import TABLES

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

SETTINGS: Final = """\
# The settings of a case. All but the price date may be taken out: what stands here is
# the default, and what stands behind # an example. "" is none.

title = "A new case"
price_date = {day}                # law and rates in force on this day; needed
model = "supported-living-england"     # a shipped cost model, or a document beside it

[model_inputs]                         # the case's own inputs of the model, such as
# travel_share = 0.02

[law]
beyond_known = "refuse"                # or "hold": the last known value goes on
# [[law.forecast]]                     # a value of the council's own, flagged as such
# name = "national_living_wage"
# from = 2027-04-01
# value = 13.20

[calendar]
weeks_per_year = 52.142857
bank_holidays = "actual"               # actual | substitute | average

[uplift]                               # the council's formula, for fairlot uplift
cpi = ""                               # such as 0.034; --cpi comes before it
pay_share = ""                         # a, by contract; "" is what the model implies
wage = ""                              # whose growth, such as "real_living_wage"
hour_step_gbp = ""                     # 0.04: raised rates are rounded up to 4p
night_step_gbp = ""
week_step_gbp = ""                     # such as 0.07

[allocation]
# In order; of placed, points, cost, balance, quality, choice, moves:
aims = ["placed", "points", "cost"]
tolerance = {{ points = 0.0 }}           # share of its best that later aims may use
pounds_per_point = 20.0                # of balance: points less weekly cost / this
strict_rank = false                    # true: nobody wins over one who ranks above
tie_break = ["quality", "cost", "draw"] # last aims; draw is recorded, from draw_seed
draw_seed = 20261101
budget_gbp_per_week = ""

[scoring]
weights = {{ quality = 45, price = 30, choice = 15, fit = 10 }}   # must add to 100
price_formula = "lowest_ratio"         # or "absolute_linear", with floor and ceiling
floor_gbp_per_week = ""
ceiling_gbp_per_week = ""
log_base = 2.0

[eligibility]
unrated = "allow"                      # or "refuse": providers without a CQC rating
rating_too_old_years = ""
minimum_rating = ""                    # such as "Good"
maximum_distance_km = ""

[privacy]
accept = []                            # such as "providers.postcode"

# [[expect]]                           # what this case is known to answer
# measure = "placed"
# value = 24
"""
"""case.toml; ``day`` is to be filled in."""

LOTS: Final = """\
# The lots, in the order in which people are taken to belong to them. Without any there
# is one, "1", that everything fits. Take out the # to make one.

# [[lot]]
# lot = "1"
# title = "Supported living"
# requires_cqc = false                  # by contract; personal care needs it by law
# accepts_night_support = true
# includes = []                         # lots that approval for this one also covers
# weights = { quality = 65, price = 35, choice = 0, fit = 0 }   # over the case's
# price_formula = "lowest_ratio"        # over the case's
# minimum_quality = 50                  # out of 100
# share_cap = 0.40                      # most of the lot's hours that one may hold
# budget_gbp_per_week = 20000

# [[question]]                          # quality as questions; their weights add to 100
# question = "staffing"
# weight = 100
# minimum = 2
# out_of = 5
"""
"""lots.toml, with nothing in force."""

README: Final = """\
This folder is a case for Fairlot.

1. Open case.toml in a text editor. Give the case a title, and the day whose
   prices and law shall hold.
2. Open lots.toml if your framework has lots.
3. Fill in the tables with a spreadsheet, and save each as CSV UTF-8 (comma
   delimited). Start with providers, referrals and offers. Leave a cell empty
   where you have nothing to say; delete a table that you do not use.
4. In a terminal, type: fairlot check FOLDER
   It lists everything that is wrong, with file, row and column.
5. Then: fairlot allocate FOLDER --out ANSWER

Use pseudonyms for people. Do not put in names, NHS numbers, dates of birth,
e-mail addresses or home postcodes: Fairlot refuses them.

What each column means: docs/case.md of Fairlot.
"""
"""README.txt, for somebody who has never seen a case."""


def write_template(folder: Path, day: date) -> None:
    """Write an empty case into a folder that is there and empty.

    Parameters
    ----------
    folder : Path
    day : date
        The price date to begin with.
    """
    files = {
        "case.toml": SETTINGS.format(day=day.isoformat()),
        "lots.toml": LOTS,
        "README.txt": README,
    }
    files |= {spec.file: f"{','.join(spec.names)}\n" for spec in TABLES.values()}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")

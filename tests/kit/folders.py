"""A small sound case with every table, written to a folder, and ways to break it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from costing.errors import InputError
from scenarios.case import load_case

if TYPE_CHECKING:
    from pathlib import Path

FILES: Final = {
    "case.toml": """\
title = "A small case"
price_date = 2026-11-01
model = "model.toml"
[scoring]
weights = { quality = 45, price = 30, choice = 15, fit = 10 }
""",
    "lots.toml": """\
[[lot]]
lot = "1"
accepts_night_support = false
[[lot]]
lot = "2"
includes = ["1"]
[[lot.question]]
question = "staffing"
weight = 60
out_of = 5
[[lot.question]]
question = "safety"
weight = 40
out_of = 5
""",
    "model.toml": """\
model = "small"
title = "A small model"
currency = "GBP"
price = "price"
law = "england"
[rounding]
at = "line"
step = 0.01
mode = "half_up"
[input.pay_rate]
unit = "GBP/h"
default = "law.national_living_wage"
min = 5
max = 50
[band.day]
label = "Day"
window = "Mon-Sun 00:00-24:00"
[[line]]
name = "price"
unit = "GBP/h"
formula = "pay_rate * 2"
[component.one_to_one]
line = "price"
unit = "h"
[component.background]
line = "price"
unit = "h"
""",
    "providers.csv": """\
provider,name,lots,areas,client_groups,capacity_hours_per_week,status
P1,Harbour,1;2,North;South,,400,open
P2,Estuary Care,,,,,open
P3,Closing,,,,,closed
""",
    "provider_lots.csv": """\
provider,lot,capacity_places,approved_from,approved_to
P1,1,4,2026-01-01,2027-01-01
""",
    "provider_costs.csv": "provider,input,value\nP1,pay_rate,13.50\n",
    "schemes.csv": """\
scheme,provider,area,places,occupied_places,background_gbp_per_week
S1,P1,North,4,2,900.00
S2,P2,South,3,0,
""",
    "scheme_offers.csv": "scheme,provider,background_gbp_per_week\nS2,P1,850\n",
    "rotas.csv": "scheme,day,start,end\nS2,Mon,07:00,22:00\nS2,Mon,22:00,07:00\n",
    "commitments.csv": """\
person,provider,scheme,lot,component,units_per_week,weekly_gross_gbp,legal_basis
C1,P1,S1,1,one_to_one,10,260.00,care_act
C2,P1,S1,1,one_to_one,12,312.00,s117
""",
    "referrals.csv": """\
referral,lot,area,night_support,current_provider,current_scheme,must_stay
R1,1,North,,P1,S1,yes
R2,,South,waking,,,
""",
    "packages.csv": """\
referral,component,quantity,band
R1,one_to_one,20,
R2,one_to_one,30,all_week
R2,one_off,500,
""",
    "offers.csv": """\
referral,provider,scheme,price_gbp_per_week,core_included
R1,P1,S1,"£1,040.00",yes
R1,P2,,990,
R2,P2,S2,,no
R2,P1,,1500.50,
""",
    "question_scores.csv": """\
referral,provider,question,score,evaluator
R2,P2,staffing,4,E1
R2,P2,safety,3,E1
""",
    "preferences.csv": """\
referral,provider,scheme,area,rank,veto,only
R1,P1,,,1,,
R2,,,South,1,,
R2,P1,,,,yes,
""",
    "may_not_share.csv": "referral,other,reason\nR2,C1,past dispute\n",
    "decisions.csv": "referral,decision,provider,by,on\nR1,hold,P1,broker "
    "7,2026-10-30\n",
    "rates.csv": "provider,service,rate_gbp,pay_rate\nP1,one_to_one,25.40,13.10\n",
}
"""A case in which nothing is wrong, by file."""

BESIDE: Final = {
    "timetables.csv": "scheme,component,day,start,end\nS2,background,Mon,07:00,22:00\n",
    "absences.csv": """\
person,start,end,retainer
C1,2026-10-20,2026-11-10,"100 % 14 days, then 50 %"
""",
    "returns.csv": "provider,service,line,gbp\nP1,one_to_one,wages,14.20\n",
}
"""Tables that few tests need, each sound beside the others."""


def write(folder: Path, **changed: str | bytes | None) -> Path:
    """Write the small case.

    Parameters
    ----------
    folder : Path
    **changed : str, bytes or None
        By file, ``_csv`` or ``_toml`` for the ending: its content instead; None leaves
        the file out.

    Returns
    -------
    Path
        The folder.
    """
    files: dict[str, str | bytes | None] = dict(FILES)
    for name, content in changed.items():
        stem, _, ending = name.rpartition("_")
        files[f"{stem}.{ending}"] = content
    for file, content in files.items():
        if content is not None:
            whole = content if isinstance(content, bytes) else content.encode()
            (folder / file).write_bytes(whole)
    return folder


def told(folder: Path) -> list[str]:
    """Give what loading the case finds, each in its one line of text."""
    try:
        load_case(folder)
    except InputError as error:
        return [str(finding) for finding in error.findings]
    return []


def with_row(file: str, row: str) -> str:
    """Give a file of the small case with one more row."""
    return f"{FILES[file]}{row}\n"


def with_text(file: str, old: str, new: str) -> str:
    """Give a file of the small case with one text replaced."""
    if FILES[file].count(old) != 1:
        msg = f"{file} does not hold {old!r} once"
        raise ValueError(msg)
    return FILES[file].replace(old, new)

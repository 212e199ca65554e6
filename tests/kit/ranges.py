"""A small cost model with ends, for tests of fair ranges, worked by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

FAIR: Final = """\
model = "fair"
price = "price"
floor = "minimum"
default_band = "day"
[rounding]
at = "price"
[input.pay]
label = "Pay"
unit = "GBP/h"
default = 12
min = 5
low = 11
high = 14
[input.extra]
label = "Extra pay"
unit = "GBP/h"
default = "pay * tenth"
low = "pay * tenth"
high = 3
[input.tenth]
unit = "1"
default = 0.1
[input.hours]
unit = "h/week"
default = 100
low = 125
high = 80
[input.manager]
unit = "GBP/week"
default = 200
low = 150
high = 240
[input.margin]
label = "Margin"
unit = "1"
default = 0.2
low = 0.1
high = 0.25
max = 0.9
[input.night_hours]
unit = "h/night"
default = 8
[band.day]
loading = 0
[band.late]
loading = 0.5
[[line]]
name = "wages"
label = "Wages"
heading = "Pay"
unit = "GBP/h"
formula = "pay * (1 + band.loading) + extra"
[[line]]
name = "management"
label = "Management"
unit = "GBP/h"
formula = "manager / hours"
[[line]]
name = "cost"
unit = "GBP/h"
formula = 'group("Pay") + management'
[[line]]
name = "price"
label = "Price"
unit = "GBP/h"
formula = "cost * (1 + margin)"
[[line]]
name = "minimum"
unit = "GBP/h"
formula = "pay"
[[line]]
name = "night"
label = "A night"
unit = "GBP/night"
formula = "pay * night_hours"
[[line]]
name = "night_minimum"
unit = "GBP/night"
formula = "extra * night_hours"
[component.one_to_one]
line = "price"
unit = "h"
[component.two_to_one]
line = "price"
unit = "h"
staff = 2
[component.waking_night]
line = "night"
unit = "night"
floor = "night_minimum"
hours = "night_hours"
[component.sleep_in]
line = "night"
unit = "night"
"""
"""Expected: wages 12 + 1.20, management 200 / 100 = 2, cost 15.20, price 18.24.

Low: 11 + 1.20 (the ends read the other inputs at their defaults) + 150 / 125 = 13.40,
times 1.1 is 14.74. High: 14 + 3 + 240 / 80 = 20, times 1.25 is 25.00.
"""

_CASE: Final = 'title = "Rates"\nprice_date = 2026-11-01\nmodel = "model.toml"\n'


def rate_case(
    folder: Path,
    rates: str = "",
    *,
    model: str = FAIR,
    case: str = _CASE,
    costs: str = "",
    **others: str,
) -> Path:
    """Write a case that is a cost model, three providers and their rates.

    Parameters
    ----------
    folder : Path
    rates, costs : str
        Of rates.csv and provider_costs.csv; "" leaves the file out.
    model : str
        The document beside case.toml.
    case : str
        Of case.toml.
    **others : str
        Of further files by table, in place of these too.
    """
    files = {
        "case.toml": case,
        "model.toml": model,
        "providers.csv": "provider\nP1\nP2\nP3\n",
        "referrals.csv": "referral\n",
        "rates.csv": rates,
        "provider_costs.csv": costs,
        **{f"{name}.csv": text for name, text in others.items()},
    }
    for name, text in files.items():
        if text:
            (folder / name).write_text(text, encoding="utf-8")
    return folder


PAID: Final = """\
model = "paid"
law = "england"
price = "price"
[rounding]
at = "price"
[input.above]
unit = "GBP/h"
default = 0.30
[input.pay]
unit = "GBP/h"
default = "law.national_living_wage + above"
pay_floor = "law.national_living_wage"
[input.premium]
unit = "GBP/h"
default = 0.80
pay_above = "pay"
[input.senior_share]
unit = "1"
default = 0.25
[input.office]
unit = "GBP/h"
default = 4
[input.sick_days]
unit = "h/week"
default = 100
[[line]]
name = "wages"
label = "Wages"
unit = "GBP/h"
heading = "Pay"
role = "pay"
formula = "pay + senior_share * premium"
[[line]]
name = "sick_pay"
label = "Sick pay"
unit = "GBP/h"
heading = "Pay"
role = "pay"
formula = "law.ssp_week / sick_days"
[[line]]
name = "overhead"
unit = "GBP/h"
formula = "office"
[[line]]
name = "price"
unit = "GBP/h"
formula = 'group("Pay") + overhead'
[[line]]
name = "fixed"
unit = "GBP/night"
formula = "office * night_hours"
[input.night_hours]
unit = "h/night"
default = 8
[component.one_to_one]
line = "price"
unit = "h"
[component.two_to_one]
line = "price"
unit = "h"
staff = 2
[component.sleep_in]
line = "fixed"
unit = "night"
"""
"""On 1 November 2025: wage 12.21, sick pay 118.75; on 1 November 2026: 12.71, 123.25.

2025: pay 12.51, wages 12.71, sick pay 1.1875, price 17.8975, so 17.90. 2026 by law: pay
12.71 (0.20 more), the premium 0.60, wages 12.86, sick pay 1.2325, price 18.0925, so
18.09; at the old pay 17.9425, so 17.94. With differentials kept: 13.01, 13.21, 18.44.
"""

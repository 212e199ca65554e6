"""Supported living worked out again, in plain arithmetic, one hour at a time.

Written from docs/supported-living-england.md, and knows nothing of the engine, of the
formula language or of the document's formulas: two that agree were made twice.
"""

from __future__ import annotations

from dataclasses import dataclass

CONTRACTS = ((35, 0.70), (22, 0.22), (10, 0.08))
"""Hours a week, and their share of all hours."""


@dataclass(frozen=True)
class Law:
    """What the hour rests on of law, by day."""

    wage: float
    bank_holidays: float
    sick_week: float
    paid_sick_days: float
    waits: bool = False


NOVEMBER_2026 = Law(12.71, 10, 123.25, 7)
NOVEMBER_2025 = Law(12.21, 8, 118.75, 1, waits=True)


def ni_share(week: float) -> float:
    return max(0.0, week - 96) * 0.15 / week


def pension_share(week: float) -> float:
    return max(0.0, min(week, 967) - 120) * 0.03 / week if week >= 192 else 0.0


def salaried(salary: float) -> float:
    return salary + 0.15 * (salary - 5000) + 0.03 * (salary - 6240)


def by_hand(  # noqa: PLR0915 - from top to bottom, as on paper
    law: Law, band: str = "weekday_day", **told: float
) -> dict[str, float]:
    """Work out the hour, the sleep-in and the waking night; money in pounds."""

    def of(name: str, otherwise: float = 0.0) -> float:
        return told.get(name, otherwise)

    pay = of("support_worker_pay", law.wage + 0.29) + 0.1 * 0.8
    leave = 5.6 + of("extra_leave_weeks")
    worked = 37.5 * (52 - leave)
    holiday, all_leave = 5.6 / 46.4, leave / (52 - leave)
    weekend, sunday = band in {"saturday", "sunday"}, band == "sunday"
    unsocial = of("weekend_enhancement") * weekend + of("sunday_supplement") * sunday
    bank_holiday = 0.5 * (1 if band == "bank_holiday" else law.bank_holidays / 365)
    overtime = pay * of("overtime_share") * of("overtime_enhancement", 0.5)
    protected = of("protected_share") * of("protected_premium")
    records = pay * of("records_minutes") / 60
    handover = pay * of("handover_minutes") / 60 / of("shift_hours", 8)
    unused = pay / of("utilisation", 1) - pay
    away = pay * (24 + 40 + 0.25 * 60) / worked + pay * of("travel_share", 0.01)
    worked_pay = pay * (1 + unsocial + bank_holiday) + overtime + protected + away
    worked_pay += records + handover + unused
    notice = worked_pay * of("notice_share")
    extra_leave = worked_pay * (all_leave - holiday)
    ssp = min(law.sick_week, 1e9 if law.waits else 0.8 * pay * 37.5)
    sick = 0.35 * 7 * 7.5 * pay / worked
    sick += 0.65 * law.paid_sick_days * ssp / 5 / worked
    gross = worked_pay * (1 + all_leave + 0.003) + notice + sick

    ni = gross * sum(share * ni_share(pay * hours) for hours, share in CONTRACTS)
    minimum = [(share, pension_share(pay * hours)) for hours, share in CONTRACTS]
    pension = gross * 0.92 * sum(share * rate for share, rate in minimum)
    by_contract = of("contractual_pension_rate")
    topped = gross * 0.92 * sum(s * max(0.0, by_contract - rate) for s, rate in minimum)
    kept = of("protected_share") * (pay + of("protected_premium")) / (pay + protected)
    scheme = gross * kept * of("protected_pension_extra")
    levy = (0.005 * 8_000_000 - 15_000) / 8_000_000
    claimed = of("claims_employment_allowance") * 10_500 / 8_000_000
    allowance = min(ni, gross * claimed)
    on_costs = ni - allowance + pension + topped + scheme + gross * levy
    premium = of("agency_rate") - gross - on_costs if of("agency_rate") else 5
    direct = gross + on_costs + 0.04 * premium

    year = 1100 * 52.142857
    once = year * of("contract_years", 4)
    services = salaried(39000) / year + 0.5 * salaried(29500) / (450 * 52.142857)
    services += 110 * 1.18 / 1100 + (0.25 * 975 + 225 + 435 + 87) / worked
    services += (8000 + 16000 + 2900) / year + 0.18 * 0.45
    transport = of("transport_miles") * 0.45 / of("transport_people", 1)
    property_ = of("staff_property_cost") / year
    fees = of("professional_fees_cost") / year
    mobilisation, transfer = of("mobilisation_cost") / once, of("transfer_cost") / once
    services += transport + property_ + fees + mobilisation + transfer

    def charged(cost: float) -> float:
        """Add central costs, surplus and unbilled time to a cost."""
        central, surplus = 0.07, 0.04
        if of("central_of_price", 1) and of("surplus_of_price", 1):
            before = cost / (1 - central - surplus)
        elif of("central_of_price", 1):
            before = cost * (1 + surplus) / (1 - central * (1 + surplus))
        elif of("surplus_of_price", 1):
            before = cost * (1 + central) / (1 - surplus)
        else:
            before = cost * (1 + central) * (1 + surplus)
        return before / 0.98

    night = 9 * (
        pay * (1 + unsocial + of("night_enhancement") + bank_holiday) + overtime
    )
    night += 9 * (protected + of("waking_night_supplement"))
    night += night * (all_leave + 0.003 + of("notice_share")) + 9 * sick
    night *= 1 + on_costs / gross
    asleep = max(55 + 0.5 * pay, of("sleep_in_policy_rate") * 9) * (1 + all_leave)
    asleep *= 1 + 0.15 + max(0.03, by_contract) + levy
    asleep += services
    wakes = of("wakings_per_week") > of("most_wakings_per_week", 7)
    legal_asleep = law.wage * 0.5 * (1 + holiday) * (1 + 0.15 + 0.03 * 0.92 + levy)

    time = 1 / of("utilisation", 1) + of("travel_share", 0.01) + 79 / 1740
    time += (of("records_minutes") + of("handover_minutes") / of("shift_hours", 8)) / 60
    legal_ssp = min(law.sick_week, 1e9 if law.waits else 0.8 * law.wage * 37.5)
    legal_sick = law.paid_sick_days * legal_ssp / 5 / 1740
    of_pay = 1 + levy
    legal_ni = sum(share * ni_share(law.wage * hours) for hours, share in CONTRACTS)
    for hours, share in CONTRACTS:
        of_pay += share * 0.92 * pension_share(law.wage * hours)
    of_pay += legal_ni - min(legal_ni, claimed)
    legal_night = 9 * (law.wage * (1 + holiday) + legal_sick) * of_pay
    return {
        "overtime_pay": overtime,
        "protected_pay": protected,
        "records_time": records,
        "handover_time": handover,
        "unused_time": unused,
        "contractual_leave": extra_leave,
        "notice_and_suspension": notice,
        "contractual_pension": topped,
        "protected_pension": scheme,
        "employment_allowance": -allowance,
        "agency": 0.04 * premium,
        "transport": transport,
        "staff_property": property_,
        "professional_fees": fees,
        "mobilisation": mobilisation,
        "transfer_liabilities": transfer,
        "gross_pay": gross,
        "direct_cost": direct,
        "service_cost": services,
        "price": charged(direct + services),
        "sleep_in": charged(night if wakes else asleep),
        "waking_night": charged(night),
        "statutory_employment_cost": of_pay
        * (law.wage * time * (1 + holiday) + legal_sick),
        "statutory_sleep_in": legal_night if wakes else legal_asleep,
        "statutory_waking_night": legal_night,
    }

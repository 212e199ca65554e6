"""Who may be given work on the day: not closed, and approved for some lot."""

from scenarios.case import load_case
from scenarios.rates.approved import approved_providers
from tests.kit.ranges import rate_case

PROVIDERS = (
    "provider,lots,status\n"
    "P1,,\n"  # every lot
    "P2,2,closed\n"
    "P3,2,no_new\n"
    "P4,1,\n"
    "P5,,\n"
)
LOTS = '[[lot]]\nlot = "1"\n[[lot]]\nlot = "2"\n'
DATED = (
    "provider,lot,approved_from,approved_to\n"
    "P3,2,,2026-11-01\n"  # ended on the day
    "P4,2,2026-11-01,\n"  # begins on the day
    "P4,1,,2026-10-01\n"
    "P5,1,2026-11-02,\n"  # the other lot holds
)


def test_who_is_closed_or_whose_approvals_have_ended_is_not_approved(tmp_path):
    (tmp_path / "lots.toml").write_text(LOTS, encoding="utf-8")
    folder = rate_case(tmp_path, providers=PROVIDERS, provider_lots=DATED)
    assert sorted(approved_providers(load_case(folder))) == ["P1", "P4", "P5"]


def test_without_lots_everybody_open_is_approved(tmp_path):
    found = approved_providers(load_case(rate_case(tmp_path)))
    assert sorted(found) == ["P1", "P2", "P3"]

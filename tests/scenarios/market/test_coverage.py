"""What a case says and this version does not use is told."""

from scenarios.case import load_case
from scenarios.market.coverage import unused
from tests.kit.folders import FILES, write


def test_a_case_that_is_used_whole_has_nothing_to_tell(tmp_path):
    left_out = {"scheme_offers_csv": None, "decisions_csv": None, "rates_csv": None}
    assert unused(load_case(write(tmp_path, **left_out))) == ()


def test_tables_that_have_no_part_yet_are_told(tmp_path):
    assert unused(load_case(write(tmp_path))) == (
        "scheme_offers.csv: 1 row; bids for whole houses have no part in the plan yet.",
        (
            "decisions.csv: 1 row; decisions have no part in the plan yet: it is made "
            "afresh."
        ),
    )


def test_settings_that_have_no_part_or_will_be_refused_are_told(tmp_path):
    settings = FILES["case.toml"] + (
        '[calendar]\nbank_holidays = "average"\n[allocation]\naims = ["fairness"]\n'
    )
    left_out = {"scheme_offers_csv": None, "decisions_csv": None}
    case = load_case(write(tmp_path, case_toml=settings, **left_out))
    calendar, fairness = unused(case)
    assert calendar == (
        "case.toml, calendar.bank_holidays: has no part in weekly prices, which are of "
        "an ordinary week. fairlot rota goes by it."
    )
    assert fairness.startswith(
        "fairlot allocate will refuse this: case.toml, allocation.aims: "
    )


def test_rows_of_a_rota_outside_an_ordinary_week_are_told(tmp_path):
    rotas = "scheme,day,start,end\nS2,BH,07:00,22:00\nS2,25/12/2026,07:00,22:00\n"
    left_out = {"scheme_offers_csv": None, "decisions_csv": None}
    told = unused(load_case(write(tmp_path, rotas_csv=rotas, **left_out)))
    assert (
        "rotas.csv: 2 rows on bank holidays or single dates; a background cost is that "
        "of an ordinary week, without them. fairlot rota counts them."
    ) in told

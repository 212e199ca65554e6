"""``fairlot allocate`` from outside: needed columns only, and every way it can end."""

import json

import pytest

from fairlot.cli import cli
from fairlot.exits import Exit, guarded

CASE = 'title = "Tiny"\nprice_date = 2026-11-01\n'
PROVIDERS = "provider,spare_hours_per_week\nA,40\nB,100\n"
REFERRALS = "referral,hours_per_week\nR1,30\nR2,20\n"
OFFERS = """referral,provider,price_gbp_per_week
R1,A,"£1,000.00"
R1,B,1200
R2,A,500
R2,B,450.50
"""


def write(folder, **files):
    texts = {
        "case.toml": CASE,
        "providers.csv": PROVIDERS,
        "referrals.csv": REFERRALS,
        "offers.csv": OFFERS,
    }
    texts |= {name.replace("_toml", ".toml"): text for name, text in files.items()}
    for name, text in texts.items():
        file = name if "." in name else f"{name}.csv"
        (folder / file).write_text(text, encoding="utf-8")
    return str(folder)


def answer(capsys, *arguments):
    capsys.readouterr()
    code = guarded(cli, ["allocate", *arguments, "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


def test_needed_columns_are_enough(tmp_path, capsys):
    # A has room for one of the two. Points: R1 at A 30 + 7.5 + 5 = 42.50, at B
    # 30 x 1000 / 1200 = 25 -> 37.50; R2 at B 42.50, at A 39.53. Best: R1 A, R2 B.
    code, record = answer(capsys, write(tmp_path))
    assert code == Exit.ANSWERED
    assert record["status"] == "optimal"
    assert record["cost_gbp_per_week"] == 1450.5
    assert [(aim["name"], aim["value"]) for aim in record["aims"][:3]] == [
        ("placed", 2),
        ("points", 85),
        ("cost", 1450.5),
    ]


def test_csv_is_the_placements(tmp_path, capsys):
    code = guarded(cli, ["allocate", write(tmp_path), "--format", "csv"])
    assert code == Exit.ANSWERED
    assert capsys.readouterr().out == (
        "referral,provider,scheme,price_gbp_per_week,background_share_gbp,points,rank,"
        "hours_per_week\nR1,A,,1000.00,0.00,42.50,1,30\nR2,B,,450.50,0.00,42.50,1,20\n"
    )


def test_rules_that_contradict_each_other_are_told_and_exit_3(tmp_path, capsys):
    # Both must stay with A, whose 40 hours do not hold 30 + 20.
    people = (
        "referral,hours_per_week,current_provider,must_stay\nR1,30,A,yes\nR2,20,A,yes\n"
    )
    out = tmp_path / "out"
    case = tmp_path / "case"
    case.mkdir()
    code, record = answer(capsys, write(case, referrals=people), "--out", str(out))
    assert code == Exit.NO_ANSWER
    assert record["status"] == "infeasible"
    assert len(record["clash"]) == 3
    assert any("A" in text and "40" in text for text in record["clash"])
    assert (out / "report.html").exists()


def test_findings_exit_1_and_nothing_is_written(tmp_path, capsys):
    case = tmp_path / "case"
    case.mkdir()
    folder = write(case, offers=OFFERS.replace("R2,B,450.50", "R3,B,450.505"))
    out = tmp_path / "out"
    capsys.readouterr()
    assert guarded(cli, ["allocate", folder, "--out", str(out)]) == Exit.FINDINGS
    told = capsys.readouterr().err
    assert "offers.csv, line 5, price_gbp_per_week" in told
    assert "offers.csv, line 5, referral" in told
    assert told.endswith("2 findings. Nothing was written.\n")
    assert not out.exists()


def test_a_solver_that_is_not_there_is_told(tmp_path, capsys):
    code = guarded(cli, ["allocate", write(tmp_path), "--solver", "abacus"])
    assert code == Exit.FINDINGS
    assert 'solver: got "abacus"' in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--time-limit", "0"],
        ["--time-limit", "soon"],
        ["--time-limit", "nan"],
        ["--time-limit", "inf"],
        ["--gap", "-1"],
        ["--gap", "nan"],
    ],
)
def test_usage_exits_2(tmp_path, capsys, arguments):
    assert guarded(cli, ["allocate", write(tmp_path), *arguments]) == Exit.USAGE
    assert "Error" in capsys.readouterr().err


def test_the_table_says_who_is_placed_and_how_sure_it_is(tmp_path, capsys):
    assert guarded(cli, ["allocate", write(tmp_path)]) == Exit.ANSWERED
    told = capsys.readouterr().out
    assert told.startswith(
        "Tiny, 1 November 2026\n2 of 2 people placed, £1,450.50 a week. "
        "Status optimal: proven: no plan is better on the aims, in their order. "
        "Audit passed.\n"
    )
    assert "1 of 2" in told


def test_prices_come_from_the_model_where_an_offer_has_none(tmp_path, capsys):
    # 35 h at 23.98, the model's price on the day, = 839.30
    folder = write(
        tmp_path,
        referrals="referral\nR1\n",
        offers="referral,provider\nR1,A\nR1,B\n",
        packages="referral,component,quantity\nR1,one_to_one,35\n",
    )
    code, record = answer(capsys, folder)
    assert code == Exit.ANSWERED
    assert record["cost_gbp_per_week"] == 839.3


def test_without_a_table_of_offers_every_provider_offers_the_modelled_price(
    tmp_path, capsys
):
    # Hours come from the package: 45 do not fit into A, so it is B: 45 x 23.98.
    folder = write(
        tmp_path,
        referrals="referral\nR1\n",
        packages="referral,component,quantity\nR1,one_to_one,45\n",
    )
    (tmp_path / "offers.csv").unlink()
    code, record = answer(capsys, folder)
    assert code == Exit.ANSWERED
    assert record["placed"] == 1
    assert record["cost_gbp_per_week"] == 1079.1


def test_the_case_itself_is_no_folder_for_the_answer(tmp_path, capsys):
    folder = write(tmp_path)
    assert guarded(cli, ["allocate", folder, "--out", folder]) == Exit.FINDINGS
    assert capsys.readouterr().err == (
        f"{folder}: got the folder of a case, expected a new or empty folder, or an "
        "earlier answer of Fairlot. Name another folder with --out.\n"
        "1 finding. Nothing was written.\n"
    )


def test_a_case_inside_the_answer_is_kept_and_allocated_again(tmp_path, capsys):
    case = tmp_path / "out" / "case"
    case.mkdir(parents=True)
    folder = write(case, case_toml="# mine\n" + CASE)
    before = {path.name: path.read_bytes() for path in case.iterdir()}
    for _ in range(2):
        code = guarded(cli, ["allocate", folder, "--out", str(case.parent)])
        assert code == Exit.ANSWERED
        assert {path.name: path.read_bytes() for path in case.iterdir()} == before
        assert (case.parent / "allocation.json").exists()


def test_a_stop_while_the_answer_is_shown_says_that_it_is_written(
    tmp_path, capsys, monkeypatch
):
    def stopped(_outcome):
        raise KeyboardInterrupt

    monkeypatch.setattr("fairlot.pages.summary._tables", stopped)
    out = tmp_path / "out"
    folder = write(tmp_path)
    assert guarded(cli, ["allocate", folder, "--out", str(out)]) == Exit.NO_ANSWER
    told = capsys.readouterr().err
    assert told.strip() == f"Stopped. {out} is written, whole."

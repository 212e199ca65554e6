"""Rules on rotas and timetables."""

import pytest

from tests.kit.folders import told, write

ROTA = "scheme,day,start,end,post\n"


def overlaps(folder, *rows):
    return told(write(folder, rotas_csv=ROTA + "\n".join(rows) + "\n"))


def test_a_shift_starts_before_the_day_is_over(tmp_path):
    rota = "scheme,day,start,end\nS2,Mon,24:00,07:00\nS2,Tue,22:00,07:00\n"
    times = "scheme,component,day,start,end\nS2,one_to_one,Mon,24:00,07:00\n"
    fix = "expected a time before 24:00. Write 00:00 and the next day."
    assert told(write(tmp_path, rotas_csv=rota, timetables_csv=times)) == [
        f'rotas.csv, line 2, start: got "24:00", {fix}',
        f'timetables.csv, line 2, start: got "24:00", {fix}',
    ]


@pytest.mark.parametrize("staff", ["1000001", "1e300"])
def test_a_shift_has_at_most_a_million_staff(tmp_path, staff):
    rota = f"scheme,day,start,end,staff\nS2,Mon,07:00,09:00,{staff}\n"
    times = (
        f"scheme,component,day,start,end,people\nS2,one_to_one,Mon,0:00,1:00,{staff}\n"
    )
    assert told(write(tmp_path, rotas_csv=rota, timetables_csv=times)) == [
        f'rotas.csv, line 2, staff: got "{staff}", expected at most 1,000,000.',
        f'timetables.csv, line 2, people: got "{staff}", expected at most 1,000,000.',
    ]


def test_two_shifts_of_one_post_at_a_time_are_told(tmp_path):
    (text,) = overlaps(tmp_path, "S2,Mon,07:00,15:00,A", "S2,Mon,14:00,22:00,A")
    assert text == (
        'rotas.csv, line 3, post: got "A", expected no other shift of "A" at that '
        "time, as line 2. Mend the times, or leave post empty for further staff."
    )


@pytest.mark.parametrize(
    "rows",
    [
        # Shifts that meet; two posts; two houses; staff without a post.
        ("S2,Mon,07:00,15:00,A", "S2,Mon,15:00,22:00,A"),
        ("S2,Mon,07:00,15:00,A", "S2,Mon,14:00,22:00,B"),
        ("S2,Mon,07:00,15:00,A", "S1,Mon,14:00,22:00,A"),
        ("S2,Mon,07:00,15:00,", "S2,Mon,14:00,22:00,"),
        # A whole day every day; a bank holiday in place of its weekday.
        *(
            (
                tuple(
                    f"S2,{day},07:00,07:00,A"
                    for day in ["Mon", "Tue", "Wed", "Thu", "Fri"]
                ),
            )
        ),
        ("S2,Mon,07:00,15:00,A", "S2,BH,07:00,15:00,A", "S2,25/12/2026,9:00,10:00,A"),
    ],
)
def test_shifts_that_do_not_meet_are_no_fault(tmp_path, rows):
    assert overlaps(tmp_path, *rows) == []


@pytest.mark.parametrize(
    "rows",
    [
        # Over midnight, from Sunday into Monday, over a date's end, within one day.
        ("S2,Mon,22:00,07:00,A", "S2,Tue,06:00,09:00,A"),
        ("S2,Mon,06:00,09:00,A", "S2,Sun,22:00,07:00,A"),
        ("S2,2026-12-25,22:00,07:00,A", "S2,2026-12-26,06:00,09:00,A"),
        ("S2,BH,07:00,07:00,A", "S2,BH,20:00,21:00,A"),
    ],
)
def test_shifts_that_meet_over_midnight_are_told(tmp_path, rows):
    (text,) = overlaps(tmp_path, *rows)
    assert 'expected no other shift of "A" at that time' in text


def test_a_row_twice_is_no_further_staff(tmp_path):
    row = "S2,Mon,07:00,09:00,"
    (text,) = overlaps(tmp_path, row, row)
    assert text.startswith("rotas.csv, line 3")


def test_a_timetable_names_what_there_is(tmp_path):
    times = (
        "scheme,component,day,start,end,person\n"
        "S9,one_to_one,Mon,07:00,09:00,R1\n"
        "S2,one_to_won,Mon,07:00,09:00,C1\n"
        "S2,one_to_one,Mon,07:00,09:00,X9\n"
    )
    found = told(write(tmp_path, timetables_csv=times))
    assert [text.split(", expected ")[0] for text in found] == [
        'timetables.csv, line 2, scheme: got "S9"',
        'timetables.csv, line 3, component: got "one_to_won"',
        'timetables.csv, line 4, person: got "X9"',
    ]
    assert found[2].endswith(
        "expected a referral of referrals.csv or a person of commitments.csv. "
        "Add it there, or mend the name here."
    )


def test_a_shift_is_for_a_component_of_the_model(tmp_path):
    rota = "scheme,day,start,end,component\nS2,Mon,07:00,09:00,one_to_won\n"
    (text,) = told(write(tmp_path, rotas_csv=rota))
    assert text.startswith(
        'rotas.csv, line 2, component: got "one_to_won", expected a '
    )
    assert text.endswith('Did you mean "one_to_one"?')

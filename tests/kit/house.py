"""One house that shows everything a scheme can show: the example of docs/schemes.md.

Four places, three let, a void, an absence, three legal bases, and a rota with shifts
for the background and for some of the one-to-one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

FILES: Final = {
    "case.toml": "price_date = 2026-11-01\n",
    "providers.csv": "provider\nP1\n",
    "schemes.csv": """\
scheme,provider,places,occupied_places,background_gbp_per_week,void_since,void_rule
H1,P1,4,3,1344.00,2026-09-07,"council 4 weeks, then provider"
""",
    "rotas.csv": "scheme,day,start,end,component\n"
    + "".join(
        f"H1,{day},08:00,12:00,background\nH1,{day},17:00,21:00,background\n"
        f"H1,{day},12:00,16:00,one_to_one\n"
        for day in _DAYS
    ),
    "commitments.csv": """\
person,provider,scheme,component,units_per_week,unit_rate_gbp,\
client_contribution_gbp,health_gbp,legal_basis
A,P1,H1,background,10,24.00,45.50,,care_act
A,P1,H1,one_to_one,12,24.00,,,care_act
B,P1,H1,background,18,24.00,,216.00,s117
B,P1,H1,one_to_one,20,24.00,,120.00,s117
C,P1,H1,background,24,24.00,,,chc
C,P1,H1,one_to_one,30,24.00,,,chc
""",
    "absences.csv": """\
person,start,end,reason,retainer
B,2026-10-05,2026-10-26,hospital,"100 % 14 days, then 50 %"
""",
}
"""The example, by file."""


def write_house(folder: Path, **changed: str | None) -> Path:
    """Write the example.

    Parameters
    ----------
    folder : Path
        Made if it is not there.
    **changed : str or None
        By table: its content instead; None leaves it out.

    Returns
    -------
    Path
        The folder.
    """
    folder.mkdir(exist_ok=True)
    files = {**FILES, **{f"{name}.csv": text for name, text in changed.items()}}
    for file, content in files.items():
        if content is not None:
            (folder / file).write_text(content, encoding="utf-8")
    return folder

"""Tables with times: the rota of a house, and when its people need support."""

from __future__ import annotations

from typing import Final

from costing.columns import ColumnSpec, Kind, TableSpec

_DAY: Final = ColumnSpec(
    "day", Kind.DAY, "Mon ... Sun, BH for bank holidays, or a date", needed=True
)

ROTAS: Final = TableSpec(
    "rotas",
    "One shift of a scheme's rota; an end not after the start is on the next day. A "
    "date stands in place of its weekday, and so does BH on a bank holiday",
    (
        ColumnSpec("scheme", Kind.ID, "id of the scheme", needed=True),
        _DAY,
        ColumnSpec("start", Kind.TIME, "when the shift starts", needed=True),
        ColumnSpec("end", Kind.TIME, "when it ends", needed=True),
        ColumnSpec("staff", Kind.NUMBER, "people on the shift", default=1.0),
        ColumnSpec(
            "kind",
            Kind.CHOICE,
            "awake or sleeping in",
            default="waking",
            choices=("waking", "sleep_in"),
        ),
        ColumnSpec(
            "component",
            Kind.ID,
            "what the shift is for; only background is shared by the house",
            default="background",
        ),
        ColumnSpec(
            "post", Kind.ID, "post that works it; shifts of one post may not overlap"
        ),
    ),
)

TIMETABLES: Final = TableSpec(
    "timetables",
    "When support is needed in a scheme, by what; days and times as in rotas",
    (
        ColumnSpec("scheme", Kind.ID, "id of the scheme", needed=True),
        ColumnSpec("component", Kind.ID, "component of the cost model", needed=True),
        _DAY,
        ColumnSpec("start", Kind.TIME, "when it starts", needed=True),
        ColumnSpec("end", Kind.TIME, "when it ends", needed=True),
        ColumnSpec(
            "people",
            Kind.NUMBER,
            "people who need it at once, or staff of background support; the model "
            "says how many staff each has",
            default=1.0,
        ),
        ColumnSpec("person", Kind.ID, "referral or person of the caseload"),
    ),
)

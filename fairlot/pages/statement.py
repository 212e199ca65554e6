"""Statement: a reconciliation laid out, totals first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from costing.money import amount
from scenarios.reconciliation.tied import State

if TYPE_CHECKING:
    from scenarios.reconciliation.tied import Reconciled, Reconciliation

STATEMENT_COLUMNS: Final = ("what", "lines", "gbp")

LINE_COLUMNS: Final = (
    "person",
    "provider",
    "scheme",
    "committed_gbp",
    "paid_gbp",
    "difference_gbp",
    "explained_gbp",
    "unexplained_gbp",
    "state",
    "why",
    "words",
    "extract_lines",
    "to_recover_gbp",
)

SHOWN_COLUMNS: Final = (
    "person",
    "provider",
    "committed_gbp",
    "paid_gbp",
    "unexplained_gbp",
    "state",
    "words",
)
"""What the table for people has of a line."""

SHOWN_LABELS: Final = {
    "committed_gbp": "£ committed",
    "paid_gbp": "£ paid",
    "unexplained_gbp": "£ left",
}
"""Its headings, short enough to leave room for the words."""

_TO_RECOVER: Final = ", to be recovered"

_MOST: Final = 40
"""Lines that the table for people shows."""


def statement_rows(found: Reconciliation) -> list[list[str]]:
    """Give the statement: commitments, each reason, what is left, and the extract.

    The amounts above the last add up to it. A line is a person with one provider.
    """
    lines = found.lines
    agreed = [line for line in lines if line.agreed_pence]
    rows = [["commitments", str(len(agreed)), spoken(found.agreed_pence)]]
    for is_too_much in (False, True):
        for why in found.explained_pence:
            parts = [
                (place, part.pence)
                for place, line in enumerate(lines)
                for part in line.parts
                if part.why == why and part.is_too_much == is_too_much
            ]
            if parts:
                what = why.replace("_", " ") + (_TO_RECOVER if is_too_much else "")
                people = len({place for place, _ in parts})
                money = spoken(sum(pence for _, pence in parts))
                rows.append([what, str(people), money])
    for state in State:
        left = [line for line in found.open_lines if line.state == state]
        if left:
            pence = sum(line.unexplained_pence for line in left)
            rows.append([f"left: {state}", str(len(left)), spoken(pence)])
    paid = [line for line in lines if line.rows]
    rows.append(["extract", str(len(paid)), spoken(found.paid_pence)])
    return rows


def spoken(pence: int) -> str:
    """Write pence as a person reads them: ``1,234.50``."""
    whole, dot, rest = amount(pence).partition(".")
    return f"{int(whole):,}{dot}{rest}" if abs(pence) >= 100 else amount(pence)


def line_rows(found: Reconciliation) -> list[list[str]]:
    """Give every line, by person and provider."""
    return [_row(line) for line in found.lines]


def shown_rows(found: Reconciliation) -> list[list[str]]:
    """Give the lines that are not matched: left, to be recovered, then explained."""
    lines = list(found.open_lines)
    for state in (State.TO_RECOVER, State.EXPLAINED):
        lines += [line for line in found.lines if line.state == state]
    return [
        [
            line.person,
            line.provider,
            spoken(line.agreed_pence),
            spoken(line.paid_pence),
            spoken(line.unexplained_pence),
            str(line.state),
            line.says,
        ]
        for line in lines[:_MOST]
    ]


def _row(line: Reconciled) -> list[str]:
    return [
        line.person,
        line.provider,
        line.scheme,
        amount(line.agreed_pence),
        amount(line.paid_pence),
        amount(line.paid_pence - line.agreed_pence),
        amount(line.explained_pence),
        amount(line.unexplained_pence),
        str(line.state),
        "; ".join(part.why for part in line.parts),
        line.says,
        "; ".join(map(str, line.rows)),
        amount(line.recover_pence),
    ]


def record(found: Reconciliation) -> dict[str, object]:
    """Give a reconciliation as a record for JSON."""
    return {
        "from": found.period.start.isoformat(),
        "to": found.period.end.isoformat(),
        "ties": found.ties,
        "committed_gbp": found.agreed_pence / 100,
        "explained_gbp": {
            why: pence / 100 for why, pence in found.explained_pence.items()
        },
        "to_recover_gbp": {
            why: pence / 100 for why, pence in found.to_recover_pence.items()
        },
        "unexplained_gbp": found.unexplained_pence / 100,
        "paid_gbp": found.paid_pence / 100,
        "lines": [
            {
                "person": line.person,
                "provider": line.provider,
                "scheme": line.scheme,
                "committed_gbp": line.agreed_pence / 100,
                "paid_gbp": line.paid_pence / 100,
                "to_recover_gbp": line.recover_pence / 100,
                "unexplained_gbp": line.unexplained_pence / 100,
                "state": str(line.state),
                "words": line.says,
                "explained": [
                    {"why": part.why, "gbp": part.pence / 100, "words": part.says}
                    for part in line.parts
                ],
                "extract_lines": list(line.rows),
            }
            for line in found.lines
        ],
        "notes": list(found.notes),
    }

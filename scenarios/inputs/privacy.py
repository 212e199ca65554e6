"""Cells that look personal: found, located, and never repeated."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from costing.columns import Kind
from costing.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from costing.columns import TableSpec
    from costing.sheets.sheet import Sheet

_AREA: Final = (
    r"(?:A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?"
    r"|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]"
    r"|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE)"
)
_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_PATTERNS: Final = {
    "an e-mail address": r"[^\s@;,<>\"]{1,64}@[^\s@;,<>\"]{1,255}\.[^\W\d_]{2}",
    "a name with a title": (
        r"\b(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Rev|MR|MRS|MISS|DR)\b\.?\s+[^\W\d_a-z]"
        r"|(?i:mrs?)\b\.?\s+[^\W\d_]{2})"
    ),
    "an NHS number": r"(?<![\w.,])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w,]|\.\d)",
    "a National Insurance number": (
        r"\b(?!(?i:BG|GB|KN|NK|NT|TN|ZZ))(?i:[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z])"
        r"(?: ?\d\d){3} ?[A-Da-d]\b"
    ),
    "a home postcode": (
        rf"\b(?i:{_AREA})\d[A-Za-z\d]? ?\d(?i:[ABD-HJLNP-UW-Z]{{2}})\b"
    ),
    "a date of birth": (
        r"(?<![\d/.-])(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}"
        rf"|\d{{1,2}}(?:st|nd|rd|th)? (?i:{_MONTH})[a-z]*,? \d{{4}})"
        r"(?![\d/-]|\.\d)"
    ),
}
_ANY: Final = re.compile("|".join(f"(?:{one})" for one in _PATTERNS.values()))
_EACH: Final = {what: re.compile(one) for what, one in _PATTERNS.items()}
_BIRTH: Final = re.compile(r"(?:^|_|\b)dob(?:$|_|\b)|birth", re.IGNORECASE)
_YOUNGEST: Final = 14
"""Years before the price date from which a date in free text may be one of birth."""

_HIDDEN: Final = "a cell that is not repeated here"
_SHOWN: Final = 57
"""Characters of a cell that a finding shows at most, its dots apart."""
_MANY: Final = 200
"""Personal cells from which no finding repeats anything."""

_SCANNED: Final = frozenset({Kind.ID, Kind.TEXT, Kind.LIST, Kind.CHOICE, Kind.DAY})


def looks_like(text: str, day: date, *, is_birth: bool = False) -> str:
    """Say what personal detail a text looks like, or nothing.

    Parameters
    ----------
    text : str
    day : date
        The price date: a date long before it may be one of birth.
    is_birth : bool
        The column is named after births, so that every date in it counts.

    Returns
    -------
    str
        ``an NHS number`` and so on; "" if it looks like none.
    """
    for what, pattern in _EACH.items():
        for found in pattern.finditer(text):
            if what == "an NHS number" and not is_nhs_number(found[0]):
                continue
            if what == "a date of birth" and not (is_birth or _is_old(found[0], day)):
                continue
            return what
    return ""


def is_nhs_number(text: str) -> bool:
    """Tell whether ten digits end in the check digit of an NHS number.

    Source: NHS Data Dictionary, "NHS number": modulus 11, weights 10 to 2.
    """
    digits = [int(mark) for mark in text if mark.isdecimal()]
    pairs = zip(digits[:9], range(10, 1, -1), strict=True)
    check = (11 - sum(digit * weight for digit, weight in pairs) % 11) % 11
    return check == digits[9]


def _is_old(text: str, day: date) -> bool:
    """Tell whether the year in a date is one in which an adult may have been born."""
    years = [int(part) for part in re.findall(r"\d{4}", text)]
    if not years:
        short = int(re.split(r"[/.-]", text)[-1])
        years = [short + (2000 if short <= day.year % 100 else 1900)]
    return 1900 <= years[0] <= day.year - _YOUNGEST


def personal_cells(
    sheet: Sheet, spec: TableSpec, accepted: Collection[str], day: date
) -> list[tuple[Finding, str]]:
    """Find the cells of a file that look personal.

    Columns of numbers, dates and answers are not looked at; columns that the table
    does not know are.

    Parameters
    ----------
    sheet : Sheet
    spec : TableSpec
    accepted : collection of str
        ``table.column``, from ``[privacy]``.
    day : date
        The price date.

    Returns
    -------
    list of (Finding, str)
        A finding that does not hold the value, and the value, to be kept from others.
    """
    personal = []
    for written, cells in zip(sheet.header, sheet.columns, strict=True):
        name = written.lower()
        if f"{spec.name}.{name}" in accepted:
            continue
        if name in spec.names and spec.column(name).kind not in _SCANNED:
            continue
        distinct = set(cells)
        # One search over all the text first: most columns hold nothing of the kind.
        if not _ANY.search("\n".join(distinct)):
            continue
        is_birth = bool(_BIRTH.search(name))
        seen = {text: looks_like(text, day, is_birth=is_birth) for text in distinct}
        expected = "nothing that tells who a person is"
        fix = f'Take it out, or accept = ["{spec.name}.{name}"] under [privacy]'
        for row, text in zip(sheet.rows, cells, strict=True):
            if seen[text]:
                got = f"what looks like {seen[text]}"
                personal.append(
                    (Finding(sheet.file, row, name, got, expected, fix), text)
                )
    return personal


def masked(
    findings: Sequence[Finding], personal: Sequence[tuple[Finding, str]]
) -> list[Finding]:
    """Give findings that do not repeat what a personal cell holds.

    Parameters
    ----------
    findings : sequence of Finding
    personal : sequence of (Finding, str)
        Of :func:`personal_cells`.

    Returns
    -------
    list of Finding
    """
    places = {(one.file, one.row, one.column) for one, _ in personal}
    texts = {" ".join(text.split())[:_SHOWN] for _, text in personal}
    return [
        replace(one, got=_HIDDEN, fix="")
        if (one.file, one.row, one.column) in places
        or len(texts) > _MANY
        or any(text in field for text in texts for field in (one.got, one.fix))
        else one
        for one in findings
    ]

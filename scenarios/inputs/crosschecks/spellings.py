"""Rules on words without a table of their own: one area is spelt in one way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from costing.errors import Finding, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scenarios.inputs.crosschecks.draft import Draft

_WORDS: Final = {
    "area": (
        ("schemes", "area"),
        ("providers", "areas"),
        ("referrals", "area"),
        ("preferences", "area"),
        ("rates", "area"),
    ),
    "client group": (("providers", "client_groups"), ("referrals", "client_group")),
    "household tag": (("schemes", "household"), ("referrals", "household")),
}
"""Where each kind of word stands, as (table, column), in the order of trust."""


def spellings(draft: Draft) -> Iterator[Finding]:
    """Find words that differ from an earlier one by capitals, spaces or hyphens only.

    Two spellings would be two areas, and nobody would be eligible across them.
    """
    for word, uses in _WORDS.items():
        first: dict[str, str] = {}
        right: set[str] = set()
        for table, column in uses:
            for row, name in _names(draft, table, column):
                if name in right:
                    continue
                same = first.setdefault(_bare(name), name)
                if same == name:
                    right.add(name)
                    continue
                file = draft.tables[table].spec.file
                expected = f"one spelling for each {word}"
                fix = f"Write {quoted(same)} as elsewhere"
                yield Finding(file, row, column, quoted(name), expected, fix)


def _names(draft: Draft, table: str, column: str) -> Iterator[tuple[int, str]]:
    frame = draft.frame(table)
    cells = zip(frame.index.tolist(), frame[column].tolist(), strict=True)
    for row, names in cells:
        for name in (names,) if isinstance(names, str) else names:
            yield row, name


def _bare(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name).casefold().strip()

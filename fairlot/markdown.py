"""Markdown in which no text of a user is read as Markdown, HTML, link or mention."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_MEANT: Final = re.compile(r"[^0-9A-Za-z ,£()/-]")
"""May mean something: ``*``, ``|``, ``<``, a backslash ..."""

_HARMLESS: Final = re.compile(r"(?<=[0-9A-Za-z])[._](?=[0-9A-Za-z])|[.:;](?= |$)")
"""Means nothing where it stands, unless a link is made of it."""

_LINK: Final = re.compile(r"www\.", re.IGNORECASE)


def prose(text: object) -> str:
    """Write a text so that it is shown as it is, on one line.

    Whatever could mean something to a reader of Markdown is written as an entity. No
    name is mentioned: what could be one is parted by a space that is not seen.
    """
    line = " ".join(str(text).split())
    is_linked = _LINK.search(line) is not None

    def entity(found: re.Match[str]) -> str:
        if not is_linked and _HARMLESS.match(line, found.start()):
            return found.group()
        parted = "&#8203;" if found.group() in "@#" else ""
        return f"&#{ord(found.group())};{parted}"

    return _MEANT.sub(entity, line)


def table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """Give the lines of a table; the headings are Fairlot's own words."""
    return [
        f"| {' | '.join(headings)} |",
        f"|{'---|' * len(headings)}",
        *(f"| {' | '.join(prose(cell) for cell in row)} |" for row in rows),
    ]

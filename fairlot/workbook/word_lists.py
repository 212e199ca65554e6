"""Lists that cells choose from: ids of the other sheets, names of the cost model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scenarios.inputs.names import ALL_WEEK, ONE_OFF, names_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fairlot.workbook.book import Book

SHEET: Final = "lists"
"""The hidden sheet of words; the reader of a case leaves it aside."""

_IDS: Final[Mapping[str, tuple[str, str]]] = {
    "provider": ("providers", "provider"),
    "current_provider": ("providers", "provider"),
    "scheme": ("schemes", "scheme"),
    "current_scheme": ("schemes", "scheme"),
    "referral": ("referrals", "referral"),
    "lot": ("lots", "lot"),
    "question": ("questions", "question"),
}
"""Which sheet and column the ids of a column stand on."""

_WORDS: Final[Mapping[str, str]] = {
    "component": "components",
    "service": "components",
    "band": "bands",
    "input": "inputs",
    "name": "law",
}
"""Which list of the cost model a column chooses from."""

_FREE: Final = frozenset({("providers", "name")})
"""Columns that are called like one of those and are not."""


def model_words(model: str, text: str = "") -> dict[str, list[str]]:
    """List what a cost model offers to be named; nothing where it cannot be read.

    Parameters
    ----------
    model : str
    text : str, optional
        Of a document of the case's own.

    Returns
    -------
    dict of str to list of str
        components, bands, inputs, law; each sorted.
    """
    names, _ = names_of(model, text)
    if names is None:
        return {}
    lists = {
        "components": [*sorted(names.components), ONE_OFF],
        "bands": [*sorted(names.bands), ALL_WEEK],
        "inputs": sorted(names.inputs),
        "law": sorted(names.law),
    }
    return {name: words for name, words in lists.items() if words}


def write_lists(book: Book, lists: Mapping[str, Sequence[str]]) -> None:
    """Write the words on a hidden sheet, a list a column, each with a defined name."""
    page = book.page(SHEET)
    for column, (name, words) in enumerate(lists.items()):
        page.text(0, column, name, "needed")
        for row, word in enumerate(words, start=1):
            page.text(row, column, word, "typed")
        letter = chr(ord("A") + column)
        area = f"={SHEET}!${letter}$2:${letter}${len(words) + 1}"
        book.workbook.define_name(f"{name}_known", area)
    page.sheet.hide()


def define_ids(book: Book, columns: Mapping[str, Sequence[str]]) -> None:
    """Name the ids of each sheet that others refer to, as far as it is filled in.

    Parameters
    ----------
    book : Book
    columns : mapping of sheet to sequence of str
        The columns of each sheet that the workbook has.
    """
    for name, (sheet, column) in _IDS.items():
        if name == column and column in columns.get(sheet, ()):
            place = list(columns[sheet]).index(column)
            area = f"{sheet}!${chr(ord('A') + place)}"
            letter = area[-1]
            book.workbook.define_name(
                f"{name}_ids",
                f"={area}$2:INDEX({sheet}!${letter}:${letter},"
                f"MAX(2,COUNTA({sheet}!${letter}:${letter})))",
            )


def known_lists(
    sheet: str, columns: Mapping[str, Sequence[str]], lists: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """Give the list that each column of a sheet may choose from, as a formula.

    A sheet's own ids are not held against themselves.
    """
    known = {
        name: f"={own}_ids"
        for name, (of, own) in _IDS.items()
        if of != sheet and own in columns.get(of, ())
    }
    known |= {
        name: f"={of}_known"
        for name, of in _WORDS.items()
        if of in lists and (sheet, name) not in _FREE
    }
    return known

"""What is wrong with a text of a document, before it is known where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from costing.errors import CareError, suggestion

if TYPE_CHECKING:
    from collections.abc import Collection

_SHORTEST: Final = 3
_SHORT: Final = 5
"""Letters of a name that one slip makes too unlike itself."""


class FaultError(CareError):
    """A formula, a unit or a window that cannot be used: a finding without its place.

    Parameters
    ----------
    got, expected, fix : str
        As in :class:`costing.errors.Finding`.
    """

    def __init__(self, got: str, expected: str, fix: str = "") -> None:
        self.got = got
        self.expected = expected
        self.fix = fix
        super().__init__(f"got {got}, expected {expected}. {fix}".strip())


def nearest(name: str, known: Collection[str]) -> str:
    """Suggest a known name for one that is not; a short name with one slip too.

    ``suggestion`` measures the share of letters that fit, and so passes over ``dya``
    for ``day``: of names of the same first letter, one wrong, missing, spare or swapped
    letter is near.
    """
    if near := suggestion(name, known):
        return near
    if not _SHORTEST <= len(name) <= _SHORT:
        return ""
    for other in sorted(known):
        if _is_one_slip(name.lower(), other):
            return suggestion(other, (other,))
    return ""


def _is_one_slip(name: str, other: str) -> bool:
    longer, shorter = (name, other) if len(name) >= len(other) else (other, name)
    if longer[:1] != shorter[:1] or len(longer) - len(shorter) > 1:
        return False
    if longer == shorter:
        return True
    at = next(
        (
            n
            for n, pair in enumerate(zip(longer, shorter, strict=False))
            if len({*pair}) > 1
        ),
        len(shorter),
    )
    if len(longer) > len(shorter):
        return longer[at + 1 :] == shorter[at:]
    swapped = longer[:at] + longer[at : at + 2][::-1] + longer[at + 2 :]
    return longer[at + 1 :] == shorter[at + 1 :] or swapped == shorter

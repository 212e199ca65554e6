"""What is wrong with a text of a document, before it is known where it stands."""

from __future__ import annotations

from costing.errors import CareError


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

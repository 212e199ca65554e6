"""Rules on people whose support is given out anew: one provider, one home, one lot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scenarios.commitments.incumbents import agreements, single, with_current
from scenarios.inputs.crosschecks.draft import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from costing.errors import Finding
    from scenarios.inputs.crosschecks.draft import Draft

_NOW: Final = (("current_provider", "provider"), ("current_scheme", "scheme"))


def current(draft: Draft) -> pd.DataFrame:
    """Give referrals with where people are now, as their commitments tell it."""
    return with_current(draft.frame("referrals"), _rows(draft))


def given_out_anew(draft: Draft) -> Iterator[Finding]:
    """Find people given out anew whose lines leave open where they are, or deny it."""
    rows, referrals = _rows(draft), draft.frame("referrals")
    own = referrals.set_index("referral")
    own = own[~own.index.duplicated()]
    firsts = rows.drop_duplicates("person")
    for column, now in (*_NOW, ("lot", "lot")):
        known = single(rows, now)
        for row, person in zip(firsts.index, firsts["person"], strict=True):
            said = str(own[column].get(person, ""))
            if person not in known and not said:
                expected = f"one {now} for a person whose support is given out anew"
                fix = f"Say which in referrals.csv, {column}"
                yield finding(draft, "commitments", int(row), now, expected, fix=fix)
    for column, now in _NOW:
        known = single(rows, now)
        cells = zip(
            referrals.index, referrals["referral"], referrals[column], strict=True
        )
        for row, person, said in cells:
            theirs = known.get(person, "")
            if theirs and said and theirs != said:
                expected = f'"{theirs}", as in commitments.csv'
                fix = "Leave it empty, or mend one of the two"
                yield finding(draft, "referrals", int(row), column, expected, fix=fix)


def _rows(draft: Draft) -> pd.DataFrame:
    """Give the lines of who is given out anew; none while the day is not known."""
    rows = draft.frame("commitments")
    if draft.settings is None:
        return rows.iloc[:0]
    return agreements(rows, draft.frame("providers"), draft.settings.price_date)

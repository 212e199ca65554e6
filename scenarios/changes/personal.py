"""Values of a scenario that look personal: refused as cells of a table are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from costing.sheets.sheet import Sheet
from scenarios.changes.cells import text_of
from scenarios.changes.change import Operation
from scenarios.inputs.contract import TABLES
from scenarios.inputs.privacy import personal_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from costing.errors import Finding
    from scenarios.changes.change import Change
    from scenarios.inputs.settings import CaseSettings


def personal_values(
    changes: Iterable[Change], settings: CaseSettings
) -> Iterator[tuple[Finding, str]]:
    """Find values that are set or put in and that look personal.

    Parameters
    ----------
    changes : iterable of Change
        Of rows.
    settings : CaseSettings
        Which columns are accepted.

    Yields
    ------
    (Finding, str)
        A finding that does not hold the value, and the value, to be kept from others.
    """
    for change in changes:
        if change.operation is Operation.SET:
            rows = {"set": change.value}
        elif change.operation is Operation.INSERT:
            rows = {f"insert.{place}": row for place, row in enumerate(change.value, 1)}
        else:
            continue
        for key, row in rows.items():
            texts = {name: text_of(value) or "" for name, value in row.items()}
            sheet = Sheet(
                TABLES[change.table].file,
                header=tuple(texts),
                columns=tuple([text] for text in texts.values()),
                rows=(1,),
            )
            spec, accepted = TABLES[change.table], settings.privacy.accept
            for one, text in personal_cells(sheet, spec, accepted, settings.price_date):
                told = change.finding(f"{key}.{one.column}", one.got, one.expected)
                yield replace(told, fix=one.fix), text

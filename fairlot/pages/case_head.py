"""What every answer about a case begins with in JSON: model, day and currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenarios.inputs.names import model_of

if TYPE_CHECKING:
    from scenarios.case import Case


def case_head(case: Case) -> dict[str, str]:
    """Give the keys ``model``, ``on`` and ``currency``.

    Parameters
    ----------
    case : Case

    Returns
    -------
    dict of str to str
        The name of the cost model, the case's price date, and the model's currency.
    """
    model = model_of(case.settings.model, case.model_text)
    return {
        "model": model.name,
        "on": case.settings.price_date.isoformat(),
        "currency": model.currency,
    }

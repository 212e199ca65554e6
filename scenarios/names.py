"""The names that a case may use: those of its cost model and of the law it reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from costing.errors import Finding, InputError, quoted, suggestion
from costing.law import load_law
from costing.model import load_model, shipped_models

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from costing.model import Model

ONE_OFF: Final = "one_off"
"""The component that every package may name: an amount in pounds, paid once."""

ALL_WEEK: Final = "all_week"
"""The band that every package line may name: spread over the 168 hours of a week."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the tables of a case may name of its cost model.

    Parameters
    ----------
    model : str
        Name of the model.
    components, bands : frozenset of str
    inputs : mapping of str to (float or None, float or None)
        Least and most that each input may be.
    law : frozenset of str
        Parameters of law; empty where the model reads none.
    """

    model: str
    components: frozenset[str]
    bands: frozenset[str]
    inputs: Mapping[str, tuple[float | None, float | None]]
    law: frozenset[str]


def model_beside(folder: Path, name: str) -> Model:
    """Load a cost model: a shipped one by its name, else a document beside case.toml.

    Parameters
    ----------
    folder : Path
        Of the case.
    name : str
        As case.toml has it.

    Returns
    -------
    Model

    Raises
    ------
    CareError
        If there is none, or it is not sound.
    """
    return load_model(name if name in shipped_models() else folder / name)


def names_of(folder: Path, name: str) -> tuple[Names | None, tuple[Finding, ...]]:
    """List what a cost model offers to be named, or say why it cannot be used.

    Parameters
    ----------
    folder : Path
        Of the case.
    name : str
        As case.toml has it.

    Returns
    -------
    (Names or None, tuple of Finding)
    """
    shipped = shipped_models()
    if name not in shipped and not (folder / name).is_file():
        expected = "a shipped cost model, or a document beside case.toml"
        fix = suggestion(name, shipped) or "fairlot models lists those that are shipped"
        return None, (Finding("case.toml", 0, "model", quoted(name), expected, fix),)
    try:
        model = model_beside(folder, name)
        law = load_law(model.law).names if model.law else ()
    except InputError as error:
        return None, error.findings
    limits = {one.name: (one.minimum, one.maximum) for one in model.inputs.values()}
    names = Names(
        name,
        frozenset(model.components),
        frozenset(model.bands),
        limits,
        frozenset(law),
    )
    return names, ()

"""The names that a case may use: those of its cost model and of the law it reads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from costing.document.reading import read_model
from costing.errors import Finding, InputError, quoted, suggestion
from costing.law import load_law
from costing.model import load_model, model_text, shipped_models
from scenarios.inputs.folder import SETTINGS_FILE, leads_out

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from costing.model import Model
    from scenarios.inputs.settings import CaseSettings

ONE_OFF: Final = "one_off"
"""The component that every package may name: an amount in pounds, paid once."""

ALL_WEEK: Final = "all_week"
"""The band that every package line may name: spread over the 168 hours of a week."""

_MODELLED: Final = frozenset(
    {"packages", "provider_costs", "rates", "returns", "rotas", "timetables"}
)
"""Tables that name parts of the cost model."""


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


def text_beside(folder: Path, name: str) -> str:
    """Read the document of a case's own cost model, once: all else goes by this text.

    Parameters
    ----------
    folder : Path
        Of the case, or the one that its workbook lies in.
    name : str
        As case.toml has it: of a shipped model, or a path in the folder.

    Returns
    -------
    str
        Empty for a model that is shipped.

    Raises
    ------
    InputError
        If there is none in the folder, or it is no text.
    """
    shipped = shipped_models()
    if name in shipped:
        return ""
    document = folder / name
    expected = "a shipped cost model, or a document beside case.toml"
    fix = ""
    if Path(name).is_absolute() or leads_out(folder, document):
        fix = "Put the document into the folder of the case"
    elif not _is_file(document):
        fix = suggestion(name, shipped) or "fairlot models lists those that are shipped"
    if fix:
        fault = Finding(SETTINGS_FILE, 0, "model", quoted(name), expected, fix)
        raise InputError([fault])
    return model_text(document)


def model_of(name: str, text: str) -> Model:
    """Give a cost model: a shipped one by its name, else by the text of its document.

    Parameters
    ----------
    name : str
        As case.toml has it.
    text : str
        Of a model that is not shipped, as :func:`text_beside` read it.

    Returns
    -------
    Model

    Raises
    ------
    CareError
        If it is not sound.
    """
    if name in shipped_models():
        return load_model(name)
    return read_model(text, Path(name).name)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def names_beside(folder: Path, name: str) -> tuple[Names | None, tuple[Finding, ...]]:
    """List the names of a cost model whose document has not been read yet.

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
    try:
        return names_of(name, text_beside(folder, name))
    except InputError as error:
        return None, error.findings


def needs_names(settings: CaseSettings, present: Collection[str]) -> bool:
    """Tell whether a case names parts of its cost model, or the model itself.

    Parameters
    ----------
    settings : CaseSettings
    present : collection of str
        The tables that the case has.
    """
    is_named = "model" in settings.model_fields_set
    return bool(is_named or settings.model_inputs or _MODELLED.intersection(present))


def names_of(name: str, text: str) -> tuple[Names | None, tuple[Finding, ...]]:
    """List what a cost model offers to be named, or say why it cannot be used.

    Parameters
    ----------
    name : str
        As case.toml has it.
    text : str
        Of a model that is not shipped, as :func:`text_beside` read it.

    Returns
    -------
    (Names or None, tuple of Finding)
    """
    try:
        model = model_of(name, text)
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

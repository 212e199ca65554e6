"""Cost models: the shipped ones by name, anybody's own by path."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from costing.document.parts import (
    Band,
    Component,
    Example,
    Input,
    Line,
    Mix,
    Model,
    Range,
    Rounding,
)
from costing.document.reading import read_model
from costing.errors import Finding, InputError, suggestion

__all__ = [
    "Band",
    "Component",
    "Example",
    "Input",
    "Line",
    "Mix",
    "Model",
    "Range",
    "Rounding",
    "load_model",
    "model_text",
    "shipped_models",
]

_FOLDER: Final = Path(__file__).parent / "models"
_MOST_BYTES: Final = 1_000_000


def shipped_models() -> tuple[str, ...]:
    """Name the cost models that are shipped, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def load_model(name_or_path: str | Path) -> Model:
    """Read a cost model: a shipped one by its name, or a document by its path.

    Parameters
    ----------
    name_or_path : str or Path
        A name of :func:`shipped_models` comes before a file of the same name.

    Returns
    -------
    Model

    Raises
    ------
    InputError
        If there is no such document, or with all that is wrong with it.
    """
    name = str(name_or_path)
    shipped = shipped_models()
    path = _FOLDER / f"{name}.toml" if name in shipped else Path(name_or_path)
    content = _content(path, name, shipped)
    return read_model(_decoded(content, path.name), path.name)


def model_text(path: Path) -> str:
    """Read the text of somebody's own document of a cost model, and no more.

    Parameters
    ----------
    path : Path

    Returns
    -------
    str
        With plain line ends.

    Raises
    ------
    InputError
        If there is no such document, or it is no text or too large.
    """
    return _decoded(_content(path, str(path), shipped_models()), path.name)


def _content(path: Path, name: str, shipped: tuple[str, ...]) -> bytes:
    try:
        if not path.is_file():
            raise InputError([_missing(name, path, shipped)])
        size = path.stat().st_size
        if size <= _MOST_BYTES:
            return path.read_bytes()
        fault = Finding(path.name, 0, "", f"{size} bytes", f"at most {_MOST_BYTES}")
    except OSError as error:
        got = error.strerror or "an error"
        fault = Finding(path.name, 0, "", got, "a file that can be read")
    raise InputError([fault])


def _decoded(content: bytes, file: str) -> str:
    try:
        # A byte order mark is what Windows editors put first.
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        fix = "Save it as UTF-8"
        raise InputError(
            [Finding(file, row, "", "bytes that are not UTF-8", "text", fix)]
        ) from None


def _missing(name: str, path: Path, shipped: tuple[str, ...]) -> Finding:
    if path.is_dir():
        return Finding(name, 0, "", "a folder", "a cost model document")
    near = suggestion(name, shipped)
    return Finding(
        name,
        0,
        "",
        "nothing there",
        "the path of a cost model document, or a shipped one",
        near or "fairlot models lists them",
    )

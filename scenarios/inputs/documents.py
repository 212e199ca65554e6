"""TOML documents read into settings, with a finding for each key that is wrong."""

from __future__ import annotations

import copy
import re
import tomllib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from costing.document.locations import Locations, locate
from costing.errors import Finding, quoted, suggestion
from costing.sheets.sheet import decoded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=BaseModel)

_TOO_LARGE: Final = 2_000_000
_DEEPEST: Final = 30
_ROUNDS: Final = 5
_MOST_BITS: Final = 1_000
_MUST: Final = "must be "
_AT: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_EXPECTED: Final = {
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a number that is finite",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "string_type": "text in quotes",
    "string_too_short": "text that is not empty",
    "date_type": "a day such as 2026-11-01",
    "date_from_datetime_parsing": "a day such as 2026-11-01",
    "date_from_datetime_inexact": "a day such as 2026-11-01",
    "tuple_type": "a list in square brackets",
    "dict_type": "a table of keys and values",
    "model_type": "a table of keys and values",
    "model_attributes_type": "a table of keys and values",
    "too_short": "at least one",
}
_BOUNDS: Final = {
    "greater_than": "a number above {gt:g}",
    "greater_than_equal": "{ge:g} or more",
    "less_than": "a number below {lt:g}",
    "less_than_equal": "at most {le:g}",
}


@dataclass(frozen=True, slots=True)
class Document(Generic[Model]):
    """A TOML document that was read.

    Parameters
    ----------
    settings : model or None
        None if anything is wrong.
    sound : model or None
        The settings, or what is left of them without the keys that are wrong, so that
        the other files can be checked all the same; None where nothing can be read.
    findings : tuple of Finding
    given : mapping
        What the document says, as nested keys; empty where it cannot be read.
    where : Locations
        The row of each key.
    text : str
        Of a TOML document, line ends as line feeds.
    notes : tuple of str
    """

    settings: Model | None
    sound: Model | None = None
    findings: tuple[Finding, ...] = ()
    given: Mapping[str, Any] = field(default_factory=dict)
    where: Locations = Locations({}, 0, 0)  # noqa: RUF009 - frozen
    text: str = ""
    notes: tuple[str, ...] = ()


def read_document(file: str, content: bytes, model: type[Model]) -> Document[Model]:
    """Read a TOML document into a model.

    Parameters
    ----------
    file : str
        Name, for what is said of it.
    content : bytes
    model : type of pydantic model
        Frozen, and without keys that are not known.

    Returns
    -------
    Document
    """
    read = decoded(file, content)
    if isinstance(read, Finding):
        return Document(None, findings=(read,))
    text, notes = read
    if len(text) > _TOO_LARGE:
        got, expected = f"{len(text):,} characters", f"at most {_TOO_LARGE:,}"
        finding = Finding(file, 0, "", got, expected)
        return Document(None, findings=(finding,), text=text)
    where = locate(text)
    if where.deepest > _DEEPEST:
        got, expected = f"{where.deepest} brackets in one another", "a few at most"
        finding = Finding(file, where.deepest_row, "", got, expected)
        return Document(None, findings=(finding,), text=text)
    try:
        given = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        finding = _not_toml(file, text, str(error))
        return Document(None, findings=(finding,), text=text)
    read_as = document_of(file, given, where, model)
    return replace(read_as, text=text, notes=notes)


def document_of(
    file: str,
    given: dict[str, Any],
    where: Locations,
    model: type[Model],
) -> Document[Model]:
    """Read nested keys into a model.

    Parameters
    ----------
    file : str
        Name, for what is said of it.
    given : dict
    where : Locations
        The row of each key.
    model : type of pydantic model
        Frozen, and without keys that are not known.

    Returns
    -------
    Document
    """
    if path := _too_large(given, ()):
        got, expected = "a whole number of hundreds of digits", "a number one can use"
        row, name = where.row(path), ".".join(_named(given, path))
        finding = Finding(file, row, name, got, expected)
        return Document(None, findings=(finding,))
    sound, details = _validated(model, given)
    findings = tuple(
        dict.fromkeys(_finding(file, model, given, where, one) for one in details)
    )
    return Document(None if findings else sound, sound, findings, given, where)


def faults(
    model: type[BaseModel], given: dict[str, Any]
) -> list[tuple[tuple[int | str, ...], str, str, str]]:
    """Tell what is wrong with keys that do not stand in a file as they are.

    Parameters
    ----------
    model : type of pydantic model
    given : dict

    Returns
    -------
    list of (path, got, expected, fix)
        Empty where the model takes them.
    """
    try:
        model.model_validate(given)
    except ValidationError as error:
        details = error.errors(include_url=False)
    else:
        return []
    return [
        (path, *_words(one, _keys_at(model, path[:-1]), path[-1:]))
        for one in details
        for path in [tuple(part for part in one["loc"] if part != "[key]")]
    ]


def _too_large(given: Any, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Find a whole number that nothing could hold or print; its path, or nothing."""
    if isinstance(given, int):
        return path if given.bit_length() > _MOST_BITS else ()
    inner: Iterable[tuple[str | int, Any]] = ()
    if isinstance(given, dict):
        inner = given.items()
    elif isinstance(given, list):
        inner = enumerate(given)
    return next(filter(None, (_too_large(one, (*path, key)) for key, one in inner)), ())


def _validated(
    model: type[Model], given: dict[str, Any]
) -> tuple[Model | None, list[ErrorDetails]]:
    """Read keys into a model; what is wrong is told, taken out, and looked behind.

    What a wrong key hides, such as weights beside it that do not add up, shows once it
    is out.
    """
    stand_ins: dict[str, Any] = dict(getattr(model, "stand_ins", {}))
    told: list[ErrorDetails] = []
    dropped: set[tuple[int | str, ...]] = set()
    left = copy.deepcopy(given)
    for _ in range(_ROUNDS):
        try:
            return model.model_validate({**stand_ins, **left} if told else left), told
        except ValidationError as error:
            details = error.errors(include_url=False)
        # A key that was taken out is missing only since it was wrong.
        told += [one for one in details if one["loc"] not in dropped]
        for one in details:
            dropped.add(one["loc"])
            _drop(left, one["loc"])
    return None, told


def _drop(left: dict[str, Any], path: Sequence[int | str]) -> None:
    """Take one wrong key out; of an entry wrong as a whole, all but its name."""
    inner: Any = left
    for place, part in enumerate(path):
        if isinstance(inner, dict):
            deeper = inner.get(str(part))
            if not isinstance(deeper, dict | list) or place == len(path) - 1:
                inner.pop(str(part), None)
                return
        elif isinstance(inner, list) and isinstance(part, int) and part < len(inner):
            deeper = inner[part]
            if place == len(path) - 1 and isinstance(deeper, dict):
                inner[part] = {key: deeper[key] for key in ("lot",) if key in deeper}
                return
        else:
            return
        inner = deeper


def located(finding: Finding, document: Document[Any]) -> Finding:
    """Give a finding about a key the row where the key stands, if it has none.

    Parameters
    ----------
    finding : Finding
        ``column`` is the key, dotted; an entry of a list by the name that it bears.
    document : Document

    Returns
    -------
    Finding
    """
    if finding.row or not finding.column or not document.given:
        return finding
    path: list[str | int] = []
    given: Any = document.given
    for part in finding.column.split("."):
        step: str | int = part
        if isinstance(given, list):
            step = next(
                (place for place, one in enumerate(given) if part in _bearing(one)), 0
            )
        given = _step(given, step)
        path.append(step)
    rows = document.where.rows
    lengths = range(len(path), 0, -1)
    return replace(
        finding,
        row=next((rows[key] for n in lengths if (key := tuple(path[:n])) in rows), 0),
    )


def _bearing(entry: object) -> list[str]:
    return [str(one) for one in entry.values()] if isinstance(entry, dict) else []


def _not_toml(file: str, text: str, words: str) -> Finding:
    found = _AT.search(words)
    row = int(found[1]) if found and found[1] else text.count("\n") + 1
    what = _AT.sub("", words)
    what = what[:1].lower() + what[1:]
    fix = "Text stands in quotes, lists in square brackets, each key once"
    return Finding(file, row, "", f"text that is not TOML: {what}", "", fix)


def _finding(
    file: str,
    model: type[BaseModel],
    given: dict[str, Any],
    where: Locations,
    error: ErrorDetails,
) -> Finding:
    path = tuple(part for part in error["loc"] if part != "[key]")
    row = where.row(path) if len(path) > 1 or path in where.rows else 0
    name = ".".join(_named(given, path))
    got, expected, fix = _words(error, _keys_at(model, path[:-1]), path[-1:])
    return Finding(file, row, name, got, expected, fix)


def _words(
    error: ErrorDetails, known: list[str], last: Sequence[str | int]
) -> tuple[str, str, str]:
    """Say what was got, what was expected and how to mend it."""
    kind, context = error["type"], error.get("ctx", {})
    got, expected, fix = quoted(_shown(error["input"])), "", ""
    if kind == "extra_forbidden":
        got, expected = "a key that is not known", "a key that is known"
        near = suggestion(str(last[0]), known)
        fix = near or f"Known here: {', '.join(known)}"
    elif kind == "missing":
        got, expected, fix = "nothing", "a value, which is needed", "Add the key"
    elif kind in ("enum", "literal_error"):
        choices = re.findall(r"'([^']*)'", str(context["expected"]))
        expected = f"one of {', '.join(choices)}"
        fix = suggestion(str(error["input"]), choices)
    elif kind == "value_error":
        words = str(context["error"])
        expected = words.removeprefix(_MUST)
        if expected == words:
            got, expected = f"values that do not go together: {words}", ""
    elif kind in _BOUNDS:
        expected = _BOUNDS[kind].format(**context)
    else:
        expected = _EXPECTED.get(kind, error["msg"])
    return got, expected, fix


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    return str(value)


def _named(given: Any, path: Sequence[str | int]) -> Iterator[str]:
    """Name a path as scenarios do: an entry of a list by the name that it bears."""
    for place, part in enumerate(path):
        given = _step(given, part)
        if isinstance(part, str):
            yield part
        elif isinstance(given, dict):
            key = str(path[place - 1])
            # Changes of a scenario are told apart by their number.
            is_change = key == "change"
            name = given.get(key, given.get("name", part + 1))
            yield str(part + 1 if is_change else name)


def _step(given: Any, part: str | int) -> Any:
    try:
        return given[part]
    except (KeyError, IndexError, TypeError):
        return None


def _keys_at(model: type[BaseModel], path: Sequence[str | int]) -> list[str]:
    """List the keys that are known at a path."""
    for part in path:
        if isinstance(part, str) and part in model.model_fields:
            inner = _model_in(model.model_fields[part].annotation)
            if inner is not None:
                model = inner
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in get_args(annotation):
        if (inner := _model_in(argument)) is not None:
            return inner
    return None

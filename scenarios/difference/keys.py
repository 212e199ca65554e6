"""Documents of TOML laid out as keys and values, so that two can be compared."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, Final

from scenarios.difference.rows import ABSENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_NAMES: Final = (
    ("lot",),
    ("question",),
    ("name",),
    ("name", "from"),
    ("measure",),
)
"""What an entry of a list of tables is named by: the first that tells all apart."""

_SHORT: Final = ("expect", "forecast", "question")
"""Lists whose entries are told in one line each."""


def keys_of(text: str) -> dict[str, str]:
    """Lay out a document: ``lot.2.share_cap`` and its value as text.

    A text that is no TOML is one key without a name, so that it can be compared.
    """
    try:
        return dict(_laid_out("", tomllib.loads(text)))
    except tomllib.TOMLDecodeError:
        return {"": text}


def laid_out(keys: Mapping[str, Any]) -> dict[str, str]:
    """Lay out what was read from a document."""
    return dict(_laid_out("", keys))


def key_changes(
    old: Mapping[str, str], new: Mapping[str, str]
) -> tuple[tuple[str, str, str], ...]:
    """Give each key whose value is not as it was: key, old, new.

    A key that is not there and one that holds nothing say the same.
    """
    return tuple(
        (key, old.get(key, ABSENT), new.get(key, ABSENT))
        for key in dict.fromkeys((*old, *new))
        if old.get(key, "") != new.get(key, "")
    )


def _laid_out(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _laid_out(f"{path}.{key}" if path else str(key), one)
    elif isinstance(value, list) and all(isinstance(one, dict) for one in value):
        columns, names = _names(value)
        for name, entry in zip(names, value, strict=True):
            rest = {key: one for key, one in entry.items() if key not in columns}
            if path.rsplit(".", maxsplit=1)[-1] in _SHORT:
                words = ", ".join(f"{key} {_text(one)}" for key, one in rest.items())
                yield f"{path}.{name}", words
            else:
                yield from _laid_out(f"{path}.{name}", rest)
    else:
        yield path, _text(value)


def _names(entries: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, ...], list[str]]:
    """Give the keys that name the entries of a list, and their names."""
    for columns in _NAMES:
        if all(column in entry for entry in entries for column in columns):
            names = [" ".join(_text(one[name]) for name in columns) for one in entries]
            if len(set(names)) == len(names):
                return columns, names
    return (), [str(number) for number in range(1, len(entries) + 1)]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return "; ".join(_text(one) for one in value)
    return "" if value is None else str(value)

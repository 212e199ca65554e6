"""What was worked out before: a function's result, found again by what it read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from inspect import getattr_static
from pathlib import Path
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import pandas as pd
from pydantic import BaseModel

if TYPE_CHECKING:
    from typing import NoReturn

_Result = TypeVar("_Result")
_Path = tuple[str, ...]

_PLAIN = (str, int, float, date, tuple, frozenset, Path, BaseModel)
"""Values that are the same where they are equal."""


class Memory:
    """Results of one run, each given again where all that it was made of is the same.

    A run prices and shares out one case many times over, each time with little
    changed. A function asked through :meth:`of` is run once for all that it reads
    alike. What it reads of its first argument is noted while it runs, so that nothing
    has to be declared; a function must depend on its arguments alone, and nobody may
    write to what it gave.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], list[_Known]] = {}

    def of(
        self, function: Callable[..., _Result], of: object, *others: object
    ) -> _Result:
        """Give what a function gives, or gave of the same.

        Parameters
        ----------
        function : callable
            That depends on its arguments alone.
        of : object
            Its first argument. Of a dataclass, only what the function reads counts:
            attributes, keys of mappings and fields of settings.
        *others : object
            The other arguments, that count whole.

        Returns
        -------
        object
            The very same one for the same arguments; not to be written to.
        """
        # A function among the arguments parts what is known, and shortens the search.
        key = (function, *filter(callable, others))
        known = self._known.setdefault(key, [])
        for one in known:
            if one.is_of(of, others):
                found: _Result = one.result
                return found
        reads: dict[_Path, object] = {}
        noted = _Noted(of, reads) if is_dataclass(of) else of
        result = function(noted, *others)
        known.append(_Known(of, reads, others, result))
        return result


class _Known:
    """One result, and what it was made of."""

    def __init__(
        self,
        of: object,
        reads: Mapping[_Path, object],
        others: tuple[object, ...],
        result: object,
    ) -> None:
        self._of = of
        self._reads = reads
        self._others = others
        self.result: Any = result

    def is_of(self, of: object, others: tuple[object, ...]) -> bool:
        """Tell whether a call would read the same."""
        if not all(map(same, self._others, others)):
            return False
        if self._of is of:
            return True
        if not is_dataclass(of):
            return same(self._of, of)
        return type(self._of) is type(of) and all(
            same(value, _found(of, path)) for path, value in self._reads.items()
        )


_KEYS = "the keys"
_MISSING = object()


def _found(of: object, path: _Path) -> object:
    """Find what stands at a path now."""
    for step in path:
        if step == _KEYS:
            of = tuple(of) if isinstance(of, Mapping) else _MISSING
        elif isinstance(of, Mapping):
            of = of.get(step, _MISSING)
        else:
            of = getattr(of, step, _MISSING)
    return of


class _Noted:
    """A record that notes what is read of it."""

    __slots__ = ("_path", "_reads", "_record")

    def __init__(
        self, record: object, reads: dict[_Path, object], path: _Path = ()
    ) -> None:
        self._record = record
        self._reads = reads
        self._path = path

    def __getattr__(self, name: str) -> Any:
        record = self._record
        own = getattr_static(type(record), name, None)
        if isinstance(record, BaseModel) and name not in type(record).model_fields:
            # What its methods read of a model is not seen: all of it counts.
            self._reads[self._path] = record
            return getattr(record, name)
        if isinstance(own, property) and own.fget is not None:
            return own.fget(self)
        if isinstance(own, FunctionType):
            return MethodType(own, self)
        return _noted(getattr(record, name), self._reads, (*self._path, name))

    def __eq__(self, other: object) -> NoReturn:
        msg = "what is noted is read by its parts, and not compared whole"
        raise TypeError(msg)

    __hash__ = None  # type: ignore[assignment]  # as of all that cannot be compared


class _NotedMapping(Mapping[str, Any]):
    """A mapping that notes which keys are read."""

    def __init__(
        self, mapping: Mapping[str, Any], reads: dict[_Path, object], path: _Path
    ) -> None:
        self._mapping = mapping
        self._reads = reads
        self._path = path

    def __getitem__(self, key: str) -> Any:
        path = (*self._path, key)
        if key not in self._mapping:
            self._reads[path] = _MISSING
        return _noted(self._mapping[key], self._reads, path)

    def __iter__(self) -> Iterator[str]:
        keys = tuple(self._mapping)
        self._reads[(*self._path, _KEYS)] = keys
        return iter(keys)

    def __len__(self) -> int:
        return len(tuple(iter(self)))


def _noted(value: Any, reads: dict[_Path, object], path: _Path) -> Any:
    if isinstance(value, Mapping):
        return _NotedMapping(value, reads, path)
    if isinstance(value, BaseModel):
        return _Noted(value, reads, path)
    reads[path] = value
    return value


def same(one: Any, other: Any) -> bool:
    """Tell whether two values hold the same; what cannot be told is not.

    Parameters
    ----------
    one, other : object

    Returns
    -------
    bool
    """
    if one is other or type(one) is not type(other):
        return one is other
    is_same = False
    if isinstance(one, pd.DataFrame):
        is_same = one.equals(other)
    elif isinstance(one, np.ndarray):
        is_same = one.dtype == other.dtype and np.array_equal(one, other)
    elif isinstance(one, _PLAIN):
        is_same = bool(one == other)
    elif isinstance(one, Mapping):
        is_same = list(one) == list(other) and all(same(one[k], other[k]) for k in one)
    elif is_dataclass(one):
        names = [field.name for field in fields(one)]
        is_same = all(same(getattr(one, name), getattr(other, name)) for name in names)
    return is_same

"""Causes in what two answers say they rest on: law, model, versions, solver."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from scenarios.difference.cause import Cause, CauseKind
from scenarios.difference.keys import key_changes
from scenarios.difference.measures import text_of
from scenarios.inputs.contract import TABLES
from scenarios.inputs.folder import SETTINGS_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LAW: Final = "law"
_TOLD: Final = ("price_date", "draw_seed")
"""Settings that are told apart from the case."""


def version_causes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Cause, ...]:
    """List what differs in Fairlot, Python, packages, the solver and its options.

    What only one of the two has recorded is not known of the other, and left out.

    Parameters
    ----------
    old, new : mapping
        provenance.json.

    Returns
    -------
    tuple of Cause
    """
    found = [
        Cause(CauseKind.VERSION, name, "", "", was, now)
        for name, was, now in _both(_versions(old), _versions(new))
    ]
    found += [
        Cause(CauseKind.SOLVER, "solver", "", name, was, now)
        for name, was, now in _both(_search(old), _search(new))
    ]
    return tuple(found)


def law_causes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Cause, ...]:
    """List each value of law that two answers rest on and that differs.

    Parameters
    ----------
    old, new : mapping
        provenance.json.

    Returns
    -------
    tuple of Cause
    """
    if not (old and new):
        return ()
    return tuple(
        Cause(CauseKind.LAW, _LAW, name, "", was, now)
        for name, was, now in key_changes(_law(old), _law(new))
    )


def model_causes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Cause, ...]:
    """Tell whether the cost model is another, by its name or by its hash."""
    before, after = (one.get("model") or {} for one in (old, new))
    found = [
        Cause(CauseKind.MODEL, "model", "", name, was, now)
        for name, was, now in key_changes(
            *({key: text_of(one[key]) for key in one} for one in (before, after))
        )
    ]
    was, now = (_inputs(one).get("model", "") for one in (old, new))
    if was and now and was != now and not found:
        name = text_of(after.get("name"))
        found.append(Cause(CauseKind.MODEL, name, "", "document", was[:12], now[:12]))
    return tuple(found)


def file_causes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Cause, ...]:
    """Tell what is recorded of inputs that were not saved: hashes, day and seed.

    Parameters
    ----------
    old, new : mapping
        provenance.json.

    Returns
    -------
    tuple of Cause
        The file where each part has a hash; the whole case where it has one alone.
    """
    before, after = _inputs(old), _inputs(new)
    if not (before and after):
        before, after = ({"case": fingerprint_of(one)} for one in (old, new))
    found = [
        Cause(
            CauseKind.INPUT if name in TABLES else CauseKind.SETTING,
            f"{name}.csv" if name in TABLES else name,
            "",
            "its hash",
            was[:12],
            now[:12],
        )
        for name, was, now in key_changes(before, after)
        if name != "model"
    ]
    told = [{key: text_of(one.get(key)) for key in _TOLD} for one in (old, new)]
    found += [
        Cause(CauseKind.SETTING, SETTINGS_FILE, "", name, was, now)
        for name, was, now in key_changes(*told)
    ]
    return tuple(found)


def fingerprint_of(record: Mapping[str, Any]) -> str:
    """Give the fingerprint of the case that an answer was made from."""
    return text_of(record.get("fingerprint"))


def _inputs(record: Mapping[str, Any]) -> dict[str, str]:
    inputs = record.get("inputs")
    return {str(key): str(inputs[key]) for key in inputs} if inputs else {}


def _both(
    old: Mapping[str, str], new: Mapping[str, str]
) -> tuple[tuple[str, str, str], ...]:
    """Compare what both have recorded."""
    shared = [key for key in old if key in new]
    return key_changes(*({key: one[key] for key in shared} for one in (old, new)))


def _versions(record: Mapping[str, Any]) -> dict[str, str]:
    packages = record.get("packages") or {}
    names = {name: record.get(name) for name in ("fairlot", "python")}
    return {
        name: text_of(value) for name, value in {**names, **packages}.items() if value
    }


def _search(record: Mapping[str, Any]) -> dict[str, str]:
    options = record.get("options") or {}
    said = {name: text_of(value) or "none" for name, value in options.items()}
    return {**said, "version": text_of(record.get("solver"))}


def _law(record: Mapping[str, Any]) -> dict[str, str]:
    return dict(_values(record))


def _values(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for value in record.get("law") or ():
        words = f"{text_of(value.get('value'))} from {value.get('from')}"
        flag = text_of(value.get("flag"))
        yield str(value.get("name")), f"{words} ({flag})" if flag else words

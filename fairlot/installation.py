"""Whether this installation is sound: versions, names, law, models, solver, disk."""

from __future__ import annotations

import operator
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from costing.errors import CareError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOMS: Final = ("costing", "allocation", "scenarios", "fairlot")
DISTRIBUTION: Final = "fairlot"

_LEAST_PYTHON: Final = (3, 11)
_LEAST_FREE: Final = 100_000_000
_REQUIREMENT: Final = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?\s*\(?([^;()]*)\)?")
_BOUND: Final = re.compile(r"(>=|<=|==|!=|>|<)\s*([0-9][0-9.]*)")
_COMPARE: Final[dict[str, Callable[[tuple[int, ...], tuple[int, ...]], bool]]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
}
_CASE: Final = {
    "case.toml": "price_date = 2026-11-01\n",
    "providers.csv": "provider,capacity_places\nP1,1\nP2,1\n",
    "referrals.csv": "referral\nR1\nR2\n",
    "offers.csv": "referral,provider,price_gbp_per_week\n"
    "R1,P1,100\nR1,P2,90\nR2,P2,80\n",
}
"""Two people and two places: only R1 with P1 and R2 with P2 places both, at £180."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Parameters
    ----------
    name : str
    is_sound : bool
    found : str
        What was found, in words.
    """

    name: str
    is_sound: bool
    found: str


def examine() -> Iterator[Check]:
    """Look at everything in turn.

    Yields
    ------
    Check
        In the order in which faults would explain one another.
    """
    yield python()
    yield from dependencies()
    yield from names()
    yield attempt("law", _law)
    yield from models()
    yield attempt("solver", _solver)
    yield disk()


def attempt(name: str, look: Callable[[], str]) -> Check:
    """Look at something that may fail in any way, and tell how it went."""
    try:
        return Check(name, is_sound=True, found=look())
    except CareError as error:
        return Check(name, is_sound=False, found=str(error).splitlines()[0])
    except Exception as error:  # an installation can be broken in any way: name it
        words = f"{type(error).__name__}: {error}"
        return Check(name, is_sound=False, found=words.splitlines()[0])


def python(version: tuple[int, ...] = sys.version_info[:3]) -> Check:
    """Look at the version of Python."""
    found = ".".join(map(str, version))
    is_sound = version >= _LEAST_PYTHON
    least = ".".join(map(str, _LEAST_PYTHON))
    return Check("python", is_sound, found if is_sound else f"{found}, needs {least}")


def dependencies() -> Iterator[Check]:
    """Look at the version of each distribution that Fairlot needs."""
    try:
        needed = metadata.requires(DISTRIBUTION) or []
        version = metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        found = "not installed: it runs from its folder, and what it needs is not known"
        yield Check("fairlot", is_sound=False, found=found)
        return
    yield Check("fairlot", is_sound=True, found=version)
    for requirement in needed:
        if "extra ==" not in requirement:
            yield dependency(requirement)


def dependency(requirement: str) -> Check:
    """Look at one distribution.

    Parameters
    ----------
    requirement : str
        As in the metadata: ``numpy<3,>=2.0``.

    Returns
    -------
    Check
    """
    found = _REQUIREMENT.match(requirement)
    name, bounds = (found[1], found[2].strip()) if found else (requirement, "")
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Check(name, is_sound=False, found=f"not installed, needs {bounds}")
    if is_within(version, bounds):
        return Check(name, is_sound=True, found=version)
    return Check(name, is_sound=False, found=f"{version}, needs {bounds}")


def is_within(version: str, bounds: str) -> bool:
    """Tell whether a version lies within bounds such as ``>=2.0,<3``."""
    given = _parts(version)
    return all(
        _COMPARE[sign](given, _parts(bound)) for sign, bound in _BOUND.findall(bounds)
    )


def _parts(version: str) -> tuple[int, ...]:
    """Give the numbers of a release, zeros at the end left out: 2.0 is 2."""
    release = re.match(r"\d+(?:\.\d+)*", version)
    numbers = [int(part) for part in release[0].split(".")] if release else []
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def names() -> Iterator[Check]:
    """Look whether the four packages are ours: their names are general."""
    home = Path(__file__).resolve().parents[1]
    claimed = metadata.packages_distributions()
    for room in ROOMS:
        spec = find_spec(room)
        where = Path(spec.origin).resolve().parents[1] if spec and spec.origin else None
        others = sorted(set(claimed.get(room, [])) - {DISTRIBUTION})
        if where != home:
            found = f"comes from {where}, expected {home}"
            yield Check(f"name {room}", is_sound=False, found=found)
        elif others:
            found = f"{', '.join(others)} is installed over it: use a new environment"
            yield Check(f"name {room}", is_sound=False, found=found)
        else:
            yield Check(f"name {room}", is_sound=True, found="Fairlot's own")


def _law() -> str:
    from costing.law import load_law  # noqa: PLC0415 - a fault in it is a finding

    return f"{len(load_law('england').names)} parameters of England"


def models() -> Iterator[Check]:
    """Load each shipped cost model and run its own worked examples."""
    from costing.model import shipped_models  # noqa: PLC0415 - a fault in it is a finding

    for name in shipped_models():
        yield attempt(f"model {name}", partial(_model, name))


def _model(name: str) -> str:
    from costing.engine.examples import run_examples  # noqa: PLC0415 - a fault in it is a finding
    from costing.law import load_law  # noqa: PLC0415 - a fault in it is a finding
    from costing.model import load_model  # noqa: PLC0415 - a fault in it is a finding

    model = load_model(name)
    results = run_examples(model, load_law(model.law) if model.law else None)
    failed = [result for result in results if not result.holds]
    if failed:
        message = f"{len(failed)} of {len(results)} worked examples do not hold"
        raise CareError(message)
    return f"{len(results)} worked examples hold"


def _solver() -> str:
    """Read, solve and audit a case whose answer is known."""
    from allocation.allocate import allocate  # noqa: PLC0415 - a fault in it is a finding
    from scenarios.case import load_case  # noqa: PLC0415 - a fault in it is a finding
    from scenarios.market.market import market_of  # noqa: PLC0415 - a fault in it is a finding

    with tempfile.TemporaryDirectory(prefix="fairlot-doctor-") as folder:
        for name, text in _CASE.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        allocation = allocate(market_of(load_case(folder), None))
    answer = (str(allocation.status), len(allocation.placements), allocation.cost_pence)
    if answer != ("optimal", 2, 18000):
        message = f"a known problem was answered {answer}"
        raise CareError(message)
    return f"{allocation.solver} answers a known problem"


def disk() -> Check:
    """Look whether the folder for temporary files can be written, and has room."""
    folder = tempfile.gettempdir()
    try:
        with tempfile.TemporaryFile() as file:
            file.write(b"fairlot")
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Check("disk", is_sound=False, found=f"{folder}: {error.strerror}")
    found = f"{folder} can be written, {free / 1e9:.1f} GB free"
    return Check("disk", free >= _LEAST_FREE, found)

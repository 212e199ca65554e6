"""The lock pins every dependency, with hashes and without the name of any host."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PROJECT = ROOT / "pyproject.toml"
LOCK = ROOT / "requirements.lock"

if not (PROJECT.exists() and LOCK.exists()):
    pytest.skip("the tests stand without their repository", allow_module_level=True)

PINS = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", LOCK.read_text(), re.MULTILINE))
NEEDED = tomllib.loads(PROJECT.read_text())["project"]["dependencies"]


@pytest.mark.parametrize("needed", NEEDED)
def test_each_dependency_is_pinned_within_its_bounds(needed):
    requirement = Requirement(needed)
    assert requirement.specifier.contains(PINS[requirement.name])


def test_every_pin_has_a_hash():
    entries = re.split(r"^(?=[a-z0-9-]+(?:\[\S+\])?==)", LOCK.read_text(), flags=re.M)
    pinned = [entry for entry in entries if "==" in entry.split("\n")[0]]
    assert len(pinned) > 20
    assert [entry for entry in pinned if "--hash=sha256:" not in entry] == []


def test_no_host_is_named():
    assert re.findall(r"https?://|--index-url|--find-links", LOCK.read_text()) == []

"""The doctor's checks see each fault, and a sound installation passes."""

import shutil
from importlib import metadata
from types import SimpleNamespace

import pytest

from costing.errors import CareError
from fairlot import installation
from fairlot.installation import Check, attempt, dependency, is_within


@pytest.mark.parametrize(
    ("version", "bounds", "answer"),
    [
        ("2.4.6", ">=2.0,<3", True),
        ("2.0", ">=2.0.0,<3", True),
        ("3.0", "<3,>=2.0", False),
        ("1.9.9", ">=2.0,<3", False),
        ("3.3.2", "<5,>=3.3.2", True),
        ("3.3.1", "<5,>=3.3.2", False),
        ("0.109", ">=0.80,<1", True),
        ("1.0rc1", "!=1.0", False),
        ("1.0", "", True),
    ],
)
def test_versions_are_held_against_bounds(version, bounds, answer):
    assert is_within(version, bounds) is answer


def test_a_dependency_is_sound_old_or_absent(monkeypatch):
    versions = {"numpy": "1.26.4", "pandera": "0.35.0"}

    def version(name):
        if name not in versions:
            raise metadata.PackageNotFoundError(name)
        return versions[name]

    monkeypatch.setattr(metadata, "version", version)
    assert dependency("pandera[pandas]<1,>=0.24") == Check(
        "pandera", is_sound=True, found="0.35.0"
    )
    assert dependency("numpy<3,>=2.0") == Check(
        "numpy", is_sound=False, found="1.26.4, needs <3,>=2.0"
    )
    assert dependency("pulp (>=3.3.2)") == Check(
        "pulp", is_sound=False, found="not installed, needs >=3.3.2"
    )


def test_extras_are_not_asked_for(monkeypatch):
    needed = ["click<9,>=8.1", 'pytest>=8; extra == "test"']
    monkeypatch.setattr(metadata, "requires", lambda _: needed)
    monkeypatch.setattr(metadata, "version", lambda _: "8.2")
    assert [one.name for one in installation.dependencies()] == ["fairlot", "click"]


def test_running_without_an_installation_is_a_fault(monkeypatch):
    def absent(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", absent)
    assert list(installation.dependencies()) == [
        Check(
            "fairlot",
            is_sound=False,
            found="not installed: it runs from its folder, and what it needs is not "
            "known",
        )
    ]


def test_an_old_python_is_a_fault():
    assert installation.python((3, 10, 4)) == Check(
        "python", is_sound=False, found="3.10.4, needs 3.11"
    )
    assert installation.python((3, 12, 1)).is_sound


def test_the_four_packages_are_our_own():
    assert [one.name for one in installation.names() if one.is_sound] == [
        "name costing",
        "name allocation",
        "name scenarios",
        "name fairlot",
    ]


def test_an_intruder_on_a_name_is_seen(monkeypatch, tmp_path):
    real = installation.find_spec
    elsewhere = tmp_path / "allocation" / "__init__.py"

    def spec(name):
        if name == "allocation":
            return SimpleNamespace(origin=str(elsewhere))
        return real(name)

    monkeypatch.setattr(installation, "find_spec", spec)
    monkeypatch.setattr(
        metadata, "packages_distributions", lambda: {"scenarios": ["scenarios"]}
    )
    faults = {one.name: one.found for one in installation.names() if not one.is_sound}
    home = elsewhere.parents[1]
    assert faults["name allocation"].startswith(f"comes from {home}, expected ")
    assert faults["name scenarios"] == (
        "scenarios is installed over it: use a new environment"
    )
    assert len(faults) == 2


def test_what_fails_is_told_in_one_line():
    def refuse():
        message = "first line\nsecond line"
        raise CareError(message)

    def break_down():
        message = "no such file"
        raise ImportError(message)

    assert attempt("law", refuse) == Check("law", is_sound=False, found="first line")
    assert attempt("law", break_down) == Check(
        "law", is_sound=False, found="ImportError: no such file"
    )


def test_law_models_and_solver_are_sound_here():
    checks = [
        attempt("law", installation._law),
        *installation.models(),
        attempt("solver", installation._solver),
    ]
    assert [one.name for one in checks if not one.is_sound] == []
    assert checks[-1].found.endswith("answers a known problem")


def test_a_full_disk_is_a_fault(monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10**7))
    check = installation.disk()
    assert (check.is_sound, check.found.endswith("can be written, 0.0 GB free")) == (
        False,
        True,
    )


def test_a_folder_that_cannot_be_written_is_a_fault(monkeypatch):
    def refuse():
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(installation.tempfile, "TemporaryFile", refuse)
    assert installation.disk().found.endswith(": Read-only file system")


def test_a_model_whose_examples_fail_is_a_fault(monkeypatch):
    results = [SimpleNamespace(holds=True), SimpleNamespace(holds=False)]
    monkeypatch.setattr("costing.engine.examples.run_examples", lambda *_: results)
    assert [one.found for one in installation.models()] == [
        "1 of 2 worked examples do not hold" for _ in installation.models()
    ]


def test_a_solver_that_answers_wrongly_is_a_fault(monkeypatch):
    wrong = SimpleNamespace(status="optimal", placements=["R1"], cost_pence=10000)
    monkeypatch.setattr("allocation.allocate.allocate", lambda _: wrong)
    assert attempt("solver", installation._solver) == Check(
        "solver",
        is_sound=False,
        found="a known problem was answered ('optimal', 1, 10000)",
    )

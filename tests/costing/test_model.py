"""Documents are loaded by a shipped name or by a path."""

from __future__ import annotations

from pathlib import Path

import pytest

from costing.errors import InputError
from costing.model import load_model, shipped_models
from tests.kit.documents import document, line

SOUND = document(line("1", unit="1"))


def refusal(name):
    with pytest.raises(InputError) as caught:
        load_model(name)
    return str(caught.value)


def test_these_models_are_shipped():
    assert shipped_models() == (
        "apprenticeship-levy-from-2017",
        "arc-england-pass-through-2019-and-2022",
        "cardiff-fee-uplift-2024-25",
        "employer-on-costs-2025-26",
        "homecare-costing-inputs-2014-15",
        "homecare-half-hour-visit-2021-22",
        "homecare-minimum-price-2020-21",
        "homecare-travel-minutes-2022",
        "maine-shared-per-diem-s21",
        "ndis-cost-model-2025-26",
        "ndis-price-limits-2026-27",
        "scotland-pay-uplift-2021-22",
        "statutory-sick-pay-from-2016",
        "supported-living-england",
        "wolverhampton-fee-uplift-2022-23",
    )


@pytest.mark.parametrize("name", shipped_models())
def test_a_shipped_model_is_called_as_its_file(name):
    assert load_model(name).name == name


def test_a_document_is_loaded_by_its_path(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(SOUND, encoding="utf-8")
    assert load_model(path).file == "own.toml"
    assert load_model(str(path)) == load_model(path)


@pytest.mark.parametrize("content", [SOUND.replace("\n", "\r\n"), "\ufeff" + SOUND])
def test_a_document_from_windows_is_loaded(tmp_path, content):
    path = tmp_path / "own.toml"
    path.write_bytes(content.encode())
    assert load_model(path).name == "small"


def test_a_model_that_is_not_there_is_told_with_a_suggestion():
    assert refusal("supported-living-englnd") == (
        "supported-living-englnd: got nothing there, expected the path of a cost model "
        'document, or a shipped one. Did you mean "supported-living-england"?'
    )
    assert refusal("nowhere.toml").endswith("fairlot models lists them.")


def test_a_folder_is_no_document(tmp_path):
    assert refusal(tmp_path) == (
        f"{tmp_path}: got a folder, expected a cost model document."
    )


def test_a_document_that_is_not_utf_8_is_told_with_its_row(tmp_path):
    path = tmp_path / "own.toml"
    path.write_bytes(b'model = "x"\ntitle = "\xa35 an hour"\n')
    assert refusal(path) == (
        "own.toml, line 2: got bytes that are not UTF-8, expected text. Save it as "
        "UTF-8."
    )


def test_a_file_that_is_far_too_large_is_not_read(tmp_path):
    path = tmp_path / "own.toml"
    path.write_bytes(b"#" * 1_000_001)
    assert refusal(path) == ("own.toml: got 1000001 bytes, expected at most 1000000.")


def test_a_file_that_cannot_be_read_is_told():
    name = "a" * 5000
    assert refusal(name) == (
        f"{name}: got File name too long, expected a file that can be read."
    )


def test_a_shipped_document_has_a_source_for_every_line_and_input():
    for name in shipped_models():
        model = load_model(name)
        assert model.source
        assert [part.name for part in model.lines.values() if not part.source] == []
        inputs = model.inputs.values()
        assert [part.name for part in inputs if not (part.source and part.basis)] == []


def test_the_files_of_shipped_models_are_toml_beside_the_code():
    folder = Path(load_model.__code__.co_filename).parent / "models"
    assert {path.stem for path in folder.iterdir()} == set(shipped_models())

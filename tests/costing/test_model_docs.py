"""The page about documents: its example loads, holds, and is worked right by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from costing.document.bands import unclaimed
from costing.document.reading import read_model
from costing.engine.examples import run_examples
from costing.law import load_law

PAGE = Path(__file__).parents[2] / "docs" / "models.md"


@pytest.mark.skipif(not PAGE.exists(), reason="the tests stand without their docs")
def test_the_document_on_the_page_loads_and_its_example_holds():
    text = PAGE.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    model = read_model(text, "my-model.toml")
    (result,) = run_examples(model, load_law("england"))
    assert [line for line in result.lines if not line.holds] == []
    assert unclaimed(model) == ()

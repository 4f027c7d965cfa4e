"""The notebooks are true: their cells give what is stored.

Where results have moved on purpose, ``python -m tests.docs.refresh`` writes the notebooks anew.
"""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from tests.docs.notebooks import NOTEBOOKS, renewed, shown


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore")  # of the packages that run notebooks
def test_a_notebook_shows_what_happens(path: Path, tmp_path: Path) -> None:
    stored = nbformat.read(path, as_version=4)
    assert shown(renewed(path, tmp_path)) == shown(stored), "python -m tests.docs.refresh"

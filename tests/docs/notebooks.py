"""The notebooks of the documentation, with what their cells give now."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from tests.docs.pages import HOME

NOTEBOOKS = sorted((HOME / "docs" / "notebooks").glob("*.ipynb"))
PATIENCE = 600
"""Seconds that a cell may take on a busy machine."""


def renewed(path: Path, folder: Path) -> NotebookNode:
    """Return a notebook as it would be stored now; it runs in an empty folder."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=PATIENCE, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = [each for each in cell.outputs if each.get("name") != "stderr"]
    notebook.metadata.language_info = {"name": "python"}
    return notebook


def shown(notebook: NotebookNode) -> list[list[str]]:
    """Return what each cell shows as text; of a picture only that there is one."""
    return [[each.get("text") or each.data.get("text/plain", "") for each in cell.get("outputs", [])] for cell in notebook.cells]

"""``python -m tests.docs.refresh``: write the outputs and the tables of the documentation anew."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import nbformat

from tests.docs import notebooks
from tests.docs.pages import PAGES, renewed


def main() -> None:
    """Write every page and notebook, or those named, as it would be now."""
    for path in [*PAGES, *notebooks.NOTEBOOKS]:
        if not sys.argv[1:] or path.stem in sys.argv[1:]:
            with tempfile.TemporaryDirectory() as folder:
                current = (is_current_notebook if path.suffix == ".ipynb" else is_current_page)(path, Path(folder))
            print(f"{path.name}: {'current' if current else 'renewed'}")


def is_current_page(path: Path, folder: Path) -> bool:
    """Write a page as it would be now, and tell whether it was so already."""
    before = path.read_text(encoding="utf-8")
    after = renewed(before, folder)
    path.write_text(after, encoding="utf-8")
    return after == before


def is_current_notebook(path: Path, folder: Path) -> bool:
    """Write a notebook anew where its text has moved, and tell whether it has not; pictures alone are no reason."""
    after = notebooks.renewed(path, folder)
    if notebooks.shown(after) == notebooks.shown(nbformat.read(path, as_version=4)):
        return True
    nbformat.write(after, path)
    return False


if __name__ == "__main__":
    main()

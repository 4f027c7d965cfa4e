"""``python -m tests.docs.refresh``: write the outputs and the tables of the documentation anew."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.docs.pages import PAGES, renewed


def main() -> None:
    """Write every page, or those named, as it would be now."""
    for path in PAGES:
        if sys.argv[1:] and path.stem not in sys.argv[1:]:
            continue
        before = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            after = renewed(before, Path(folder))
        path.write_text(after, encoding="utf-8")
        print(f"{path.name}: {'current' if after == before else 'renewed'}")


if __name__ == "__main__":
    main()

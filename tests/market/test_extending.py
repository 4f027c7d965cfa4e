"""What docs/extend-an-agent.md shows is what happens."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "extend-an-agent.md"
BLOCK = re.compile(r"```python\n(?P<code>.*?)```\n\n```text\n(?P<shown>.*?)```", re.DOTALL)


def outputs(page: str) -> list[tuple[str, str]]:
    """Return what each example of a page prints and what the page says it does; examples build on each other."""
    names, pairs = {"__name__": "page"}, []
    for example in BLOCK.finditer(page):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(example["code"], names)
        pairs.append((printed.getvalue(), example["shown"]))
    return pairs


def test_the_page_shows_what_happens():
    pairs = outputs(PAGE.read_text())
    assert len(pairs) == 3
    for printed, shown in pairs:
        assert printed == shown

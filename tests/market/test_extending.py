"""What docs/extend-an-agent.md shows is what happens.

Where results have moved on purpose, ``.venv/bin/python tests/market/test_extending.py`` writes the page's outputs anew.
"""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "extend-an-agent.md"
EXAMPLE = re.compile(r"```python\n(?P<code>.*?)```\n\n```text\n(?P<shown>.*?)```", re.DOTALL)


def renewed(page: str) -> str:
    """Return a page with what its examples print now; examples build on each other."""
    names = {"__name__": "page"}

    def run(example: re.Match[str]) -> str:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(example["code"], names)
        return f"```python\n{example['code']}```\n\n```text\n{printed.getvalue()}```"

    return EXAMPLE.sub(run, page)


def test_the_page_shows_what_happens():
    page = PAGE.read_text(encoding="utf-8")
    assert len(EXAMPLE.findall(page)) == page.count("```python") == 3
    assert renewed(page) == page


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")

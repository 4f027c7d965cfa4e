"""Pages in Chinese are written as the catalogue is, and lead where they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.words.test_catalogue import CROWDED, HALF_WIDTH, LOOSE

HOME = Path(__file__).parents[2]
PAGES = [HOME / "README.zh.md", *sorted((HOME / "docs" / "zh").glob("*.md"))]
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.DOTALL | re.MULTILINE)
CELL = re.compile(r" *\| *")
LINK = re.compile(r"\]\(([^)]+)\)")


@pytest.fixture(params=PAGES, ids=lambda path: path.name)
def page(request) -> tuple[Path, str]:
    """A page and what stands on it."""
    return request.param, request.param.read_text(encoding="utf-8")


def test_pages_keep_to_the_convention(page):
    _, text = page
    prose = CELL.sub("\n", LINK.sub("]", CODE.sub("`", text)))
    faults = [found[0] for pattern in (HALF_WIDTH, CROWDED, LOOSE) for found in pattern.finditer(prose)]
    assert len(prose) > 500
    assert faults == []


def test_links_lead_somewhere(page):
    path, text = page
    assert LINK.findall(text)
    assert [link for link in LINK.findall(text) if not link.startswith("http") and not (path.parent / link).exists()] == []

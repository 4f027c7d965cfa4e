"""Pages in Chinese are written as the catalogue is, and lead where they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.words.test_catalogue import CROWDED, HALF_WIDTH, LOOSE

HOME = Path(__file__).parents[2]
PAGES = [HOME / "README.zh.md", *sorted((HOME / "docs" / "zh").glob("*.md"))]
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"^(?:\| `)?((?:fission|make) [^`#\n]+?) *(?:[`#].*)?$", re.MULTILINE)
RESULT = re.compile(r"[+-][\d,]+\d")
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


def test_the_readme_has_the_commands_and_results_of_the_english_one_whose_examples_are_run():
    english, chinese = ((HOME / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md"))
    commands, results = set(COMMAND.findall(chinese)), set(RESULT.findall(chinese))
    assert len(commands) > 8
    assert len(results) > 20
    assert {each.removesuffix(" --lang zh") for each in commands} - set(COMMAND.findall(english)) == set()
    assert results - set(RESULT.findall(english)) == set()


def test_links_lead_somewhere(page):
    path, text = page
    assert LINK.findall(text)
    assert [link for link in LINK.findall(text) if not link.startswith("http") and not (path.parent / link).exists()] == []

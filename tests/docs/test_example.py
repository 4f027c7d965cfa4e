"""The example report is that of the demo as it is now; where that has changed on purpose, ``make report`` makes it anew."""

from __future__ import annotations

import html
import re

import pytest

from reports.words import LANGUAGES
from tests.docs.example import EXAMPLE, kept, said

every_language = pytest.mark.parametrize("language", LANGUAGES)


@every_language
def test_the_example_says_what_the_demo_finds(language: str) -> None:
    assert kept(language).read_text(encoding="utf-8") == said(language), "make report"


@every_language
def test_the_page_is_the_one_that_says_so(language: str) -> None:
    page = (EXAMPLE / f"report-{language}.html").read_text(encoding="utf-8")
    words = html.unescape(re.sub(r"<[^>]+>", "", page))
    sentences = [line for line in kept(language).read_text(encoding="utf-8").splitlines() if line.endswith((".", "。"))]
    assert len(sentences) > 10
    assert all(plain(line) in plain(words) for line in sentences)
    assert (EXAMPLE / f"report-{language}.pdf").read_bytes().startswith(b"%PDF")


def plain(text: str) -> str:
    """Return a text without its gaps."""
    return re.sub(r"\s+", "", text)

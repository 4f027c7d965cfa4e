"""A report in Chinese is Chinese throughout: nothing English is left in it, and it is written by one convention."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from reports.content import build
from reports.document.blocks import Code, Document
from reports.document.signs import changed
from reports.words import NO_BREAK, Words
from tests.words.test_catalogue import CROWDED, HALF_WIDTH, LOOSE

ENGLISH = re.compile(r"\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b|\b(?:CNY|per (?:year|month|day))\b|\d %")


def said(document: Document) -> list[str]:
    """Every text of a report but what is to be copied."""
    found: dict[str, None] = {}

    def noted(text: str) -> str:
        found[text.replace(NO_BREAK, " ")] = None
        return text

    changed(document, noted, but=Code)
    return [*found]


@pytest.mark.parametrize("kinds", [("comparison", "stress", "search", "sensitivity"), ("blocked",), ("compare",)],
                         ids=" and ".join)
def test_a_chinese_report_is_chinese(kinds: tuple[str, ...], folder: Callable[[str], Path]) -> None:
    found = said(build([folder(kind) for kind in kinds], Words("zh")))
    assert any(re.search("[\u4e00-\u9fff]", text) for text in found)
    assert [text for text in found if any(pattern.search(text) for pattern in (ENGLISH, HALF_WIDTH, CROWDED, LOOSE))] == []

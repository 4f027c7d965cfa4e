"""The documentation is true: examples print what the pages show, tables are those of the model, links lead somewhere.

Where results or settings have moved on purpose, ``python -m tests.docs.refresh`` writes the pages anew.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.rules import catalogue
from tests.docs.pages import FENCE, HOME, MADE, PAGES, renewed

LINK = re.compile(r"\]\((?!https?://)([^)#\s]*)(#[^)\s]*)?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
MARK = re.compile(r"<!-- (?P<name>[^>\n]+) -->\n(?P<between>.*?)<!-- end of (?P=name) -->", re.DOTALL)
ID = re.compile(r'<a id="([^"]+)">')
WRITTEN = sorted([*HOME.glob("*.md"), *(HOME / "docs").rglob("*.md")])
every_page, every_text = (pytest.mark.parametrize("path", paths, ids=lambda path: str(path.relative_to(HOME)))
                          for paths in (PAGES, WRITTEN))


@every_page
def test_a_page_shows_what_happens(path: Path, tmp_path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    assert renewed(page, tmp_path) == page, "python -m tests.docs.refresh"


@every_text
def test_what_commands_write_into_a_page_is_there(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    assert page.count("<!-- end of ") == len(MARK.findall(page)), "a mark without its end, or an end without its mark"
    assert not [found["name"] for found in MARK.finditer(page) if not found["between"].strip()]


@every_text
def test_links_lead_somewhere(path: Path) -> None:
    for target, anchor in LINK.findall(path.read_text(encoding="utf-8")):
        there = path.parent / target if target else path
        assert there.exists(), target
        if anchor:
            assert anchor[1:] in anchors(there), f"{target}{anchor}"


def anchors(path: Path) -> set[str]:
    page = FENCE.sub("", path.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(page)} | {*ID.findall(page)}


def test_every_default_rule_is_explained() -> None:
    page = (HOME / "docs" / "method.md").read_text(encoding="utf-8")
    shown = {found["what"] for found in MADE.finditer(page)}
    for decision, rules in catalogue().items():
        for name, rule in rules.items():
            assert f"`{name}`" in page or f"rule {decision}/{name}" in shown, f"{decision}/{name}"
            if name == rule.contract.default and rule.terms._fields:
                assert f"rule {decision}/{name}" in shown, f"{decision}/{name}"

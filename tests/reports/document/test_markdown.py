"""The wiki page says all of the document, and nothing in it is markup that was not meant."""

from __future__ import annotations

import re

from reports.document.blocks import Code
from reports.document.markdown import code, markdown, plain
from reports.document.signs import clean
from tests.reports.document.conftest import Ready
from tests.reports.document.samples import HOSTILE

MEANT = re.compile(r"(?<!\\)[<>`*_\[\]|${}]")


def test_the_page_says_all_that_the_document_says(report: Ready) -> None:
    page = markdown(report.document, report.words, "report-en-")
    for section in report.document.sections:
        assert f"## {section.topic}: {section.title}" in page
    for picture in report.document.pictures:
        assert f"![{picture.alternative}](report-en-{picture.name}.svg)" in page
    assert "| Today | 7.2 % | 6.9 – 7.5 |" in page
    assert "| **Tiers** | **93** |" in page
    assert "| --- | ---: | ---: |" in page
    assert "- Profit against today: **CNY +412,000**; 95 % interval +301,000 to +523,000; 20 replications" in page


def test_hostile_text_is_text(hostile: Ready) -> None:
    escaped = plain(clean(HOSTILE))
    page = markdown(hostile.document, hostile.words, "report-en-")
    assert not MEANT.search(escaped)
    assert page.count(escaped) > 30
    assert re.sub(r"\\(.)", r"\1", escaped) == " ".join(clean(HOSTILE).split())


def test_a_text_at_the_start_of_a_line_is_no_heading_and_no_list() -> None:
    assert [plain(text) for text in ("# a", "- a", "+ a", "2. a", "2) a", "---", "=== ", "2.5 a", ": a")] == [
        "\\# a", "\\- a", "\\+ a", "2\\. a", "2\\) a", "\\---", "\\===", "2.5 a", "\\: a"]


def test_a_fence_is_longer_than_any_in_what_it_holds() -> None:
    assert code(Code("a\n````\nb")) == "`````\na\n````\nb\n`````"

"""One document, several prints."""

from __future__ import annotations

import pytest

from reports.document import prints as module
from reports.document.prints import FORMATS, NoPrint, prints
from reports.words import Words
from tests.reports.document.samples import HOSTILE, every_block, real


def test_each_format_has_files_of_its_own() -> None:
    made = prints(real("en"), Words(), tuple(FORMATS))
    assert list(made.files) == ["report-en.html", "report-en.pdf", "report-en.pptx", "report-en.md", "report-en-activation.svg",
                                "report-en-cac.svg"]
    assert made.files["report-en-cac.svg"].startswith(b"<svg ")
    assert made.missing == set()


def test_no_line_ends_between_a_number_and_its_unit() -> None:
    page = prints(real("en"), Words(), ["html"]).files["report-en.html"].decode()
    assert "Launch Tiers: with 97\u00a0% it earns most, CNY\u00a0412,000 more" in page
    assert "CNY +" not in page
    assert "--persons 20000 --days 360" in page


def test_what_no_font_can_show_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "nowhere", set)
    assert prints(every_block(HOSTILE), Words(), ["md"]).missing == {"㐂", "\U00020bb7", "\U0001f680"}


def test_slides_without_their_package_are_refused_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    with pytest.raises(NoPrint, match=r"pip install 'fission-lab\[pptx\]'"):
        prints(real("en"), Words(), ["pptx"])
    assert prints(real("en"), Words(), ["html"]).files

"""The PDF says what the document says, to readers and to screen readers, and is the same file twice."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
import typst
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from reports.document.drawing import drawings
from reports.document.html import html
from reports.document.pdf import pdf
from reports.document.signs import clean
from tests.reports.document.conftest import Ready, ready
from tests.reports.document.samples import HOSTILE, real


def pages(made: bytes) -> list[str]:
    """Return the text of each page, without the breaks of its lines."""
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(made)).pages]


def elements(node: DictionaryObject) -> Iterator[DictionaryObject]:
    """Return the elements that a screen reader walks through."""
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        each = child.get_object()
        if isinstance(each, DictionaryObject) and "/S" in each:
            yield each
            yield from elements(each)


@pytest.fixture(scope="module")
def english(report: Ready) -> bytes:
    return pdf(*report)


@pytest.mark.parametrize("language", ["report", "chinese"])
def test_the_pdf_says_all_that_the_document_says(language: str, request: pytest.FixtureRequest) -> None:
    told: Ready = request.getfixturevalue(language)
    read = "".join(pages(pdf(*told)))
    for section in told.document.sections:
        assert "".join(section.title.split()) in read
    for picture in told.document.pictures:
        assert "".join(picture.title.split()) in read
        assert all("".join(cell.split()) in read for row in picture.data.rows for cell in row)
    assert ("受邀好友一周内查看邀请的比例" if language == "chinese" else "Afieldexperimentof2019") in read


def test_a_screen_reader_finds_its_way(english: bytes, report: Ready) -> None:
    reader = PdfReader(io.BytesIO(english))
    root = reader.root_object
    found = list(elements(root["/StructTreeRoot"]))
    kinds = [each["/S"] for each in found]
    assert (root["/Lang"], reader.metadata.title) == ("en", report.document.title)
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert [each["/Alt"] for each in found if each["/S"] == "/Figure"] == [each.alternative for each in report.document.pictures]
    assert kinds.count("/H1") == len(report.document.sections) + 1
    assert kinds.count("/Table") == 2 + kinds.count("/Figure")
    assert kinds.count("/TH") == 5 + 2 + 3 + 2


def test_a_table_that_goes_on_repeats_its_header(english: bytes) -> None:
    on = [page for page in pages(english) if "Afieldexperimentof2019" in page]
    assert len(on) == 3
    assert all("Effectonprofit,CNY" in page for page in on)


def test_typst_itself_refuses_a_picture_without_a_text() -> None:
    with pytest.raises(typst.TypstError, match="missing alt text"):
        typst.compile({"main": b'#set document(title: "A")\n#image("a.svg")', "a.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>"},
                      pdf_standards=["ua-1"])


def test_hostile_text_is_text(hostile: Ready) -> None:
    read = "".join(pages(pdf(*hostile)))
    start = "".join(clean(HOSTILE).split("</svg>")[0].split())
    assert read.count(start) > 20
    assert "/JavaScript" not in str(PdfReader(io.BytesIO(pdf(*hostile))).root_object)


def test_a_character_that_no_font_has_stands_there_by_its_code_point(hostile: Ready, monkeypatch: pytest.MonkeyPatch) -> None:
    from reports.document import pdf as module

    monkeypatch.setattr(module, "nowhere", set)
    assert "[U+3402][U+20BB7]" in "".join(pages(pdf(*hostile)))


def test_the_same_document_makes_the_same_file(english: bytes) -> None:
    assert pdf(*ready(real("en"))) == english


def test_thirty_pages_as_html_and_pdf_take_less_than_ten_seconds(report: Ready) -> None:
    many = [replace(section, name=f"{section.name}-{number}", blocks=[
        replace(block, name=f"{block.name}-{number}") if hasattr(block, "draw") else block for block in section.blocks])
        for number in range(8) for section in report.document.sections]
    document = replace(report.document, sections=many)
    began = time.perf_counter()
    drawn = drawings(document)
    page, file = html(document, drawn, report.words), pdf(document, drawn, report.words)
    assert time.perf_counter() - began < 10.0
    assert page.count("<svg") == 16
    assert len(PdfReader(io.BytesIO(file)).pages) >= 30

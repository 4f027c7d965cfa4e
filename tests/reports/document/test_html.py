"""The page is one file that says all of the document, to everybody, and does nothing."""

from __future__ import annotations

import io
import re
import shutil
from base64 import b64decode
from collections import Counter
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from fontTools.ttLib import TTFont

from reports.document.blocks import Picture
from reports.document.html import html
from reports.document.signs import clean, texts
from tests.reports.document.conftest import Ready, ready
from tests.reports.document.samples import HOSTILE, every_block, real

BROWSER = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chrome", "msedge"))), None)


def parsed(page: str) -> Element:
    """Return the page as a browser understands it; a fault in its markup is an error."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.fixture(scope="module")
def made(report: Ready) -> str:
    return html(*report)


@pytest.fixture(scope="module")
def page(made: str) -> Element:
    return parsed(made)


@pytest.fixture(scope="module")
def hostile_page(hostile: Ready) -> Element:
    return parsed(html(*hostile))


def test_the_page_says_all_that_the_document_says(page: Element, report: Ready) -> None:
    read = text(page)
    for section in report.document.sections:
        assert section.title in read
        assert section.topic in read
    for picture in report.document.pictures:
        assert all(cell in read for row in picture.data.rows for cell in row)
        assert picture.alternative in read
    assert "CNY +412,000" in read


def test_a_screen_reader_finds_its_way(page: Element) -> None:
    levels = [int(each.tag[1]) for each in page.iter() if isinstance(each.tag, str) and re.fullmatch(r"h[1-6]", each.tag)]
    assert page.get("lang") == "en"
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(page.find(f".//{landmark}") is not None for landmark in ("header", "nav", "main", "footer"))
    assert all(cell.get("scope") in {"row", "col"} for cell in page.iter("th"))
    assert {each.get("role") for each in page.iter("{http://www.w3.org/2000/svg}svg")} == {"img"}


def test_all_ids_are_unique_and_each_reference_leads_somewhere(page: Element, hostile_page: Element) -> None:
    for each in (page, hostile_page):
        ids = Counter(element.get("id") for element in each.iter() if element.get("id"))
        values = [value for element in each.iter() for value in element.attrib.values()]
        used = {found for value in values for found in re.findall(r"(?:url\(|^)#([\w-]+)", value)}
        named = {name for element in each.iter() for name in element.get("aria-labelledby", "").split()}
        assert set(ids.values()) == {1}
        assert used | named <= set(ids)
        assert len(used) > 10


def test_hostile_text_is_text(hostile_page: Element) -> None:
    tags = {element.tag for element in hostile_page.iter()}
    links = {element.get("href") for element in hostile_page.iter() if element.get("href")}
    assert not tags & {"script", "img", "iframe", "object", "link", "form"}
    assert not any(name.startswith("on") for element in hostile_page.iter() for name in element.attrib if isinstance(name, str))
    assert all(link.startswith("#") for link in links)
    assert text(hostile_page).count(" ".join(clean(HOSTILE).split())) > 30


def test_nothing_is_fetched_and_nothing_may_run(page: Element, made: str) -> None:
    policy = page.find(".//meta[@http-equiv]")
    assert policy is not None
    assert policy.get("content") == "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
    assert set(re.findall(r"https?://[\w./-]+", made)) == {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


def test_chinese_can_be_read_where_no_chinese_font_is_installed(chinese: Ready) -> None:
    page = html(*chinese)
    found = re.findall(r"url\(data:font/woff;base64,([^)]+)\)", page)
    for each in found:
        shown = TTFont(io.BytesIO(b64decode(each))).getBestCmap()
        assert set(map(ord, texts(chinese.document))) - {ord("\n")} <= set(shown)
    assert len(found) == 2
    assert len(page) < 500_000


def test_the_same_document_makes_the_same_page(made: str) -> None:
    assert html(*ready(real("en"))) == made


def test_a_picture_that_says_nothing_to_the_blind_is_refused() -> None:
    picture = next(every_block("text").pictures)
    with pytest.raises(ValueError, match="'figure-line' has no alternative text"):
        Picture(**vars(picture) | {"alternative": " "})


@pytest.mark.skipif(BROWSER is None, reason="no browser is installed")
def test_a_real_browser_and_axe_find_nothing_on_a_screen_and_a_telephone(made: str, hostile: Ready, tmp_path: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    complaints: list[str] = []
    (tmp_path / "report.html").write_text(made, encoding="utf-8")
    (tmp_path / "hostile.html").write_text(html(*hostile), encoding="utf-8")
    with playwright.sync_playwright() as driver, driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"]) as browser:
        page = browser.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.goto((tmp_path / "hostile.html").as_uri())
        page = browser.new_page(bypass_csp=True)
        page.goto((tmp_path / "report.html").as_uri())
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            found = axe.Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
            assert len(found.response["passes"]) > 20
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []

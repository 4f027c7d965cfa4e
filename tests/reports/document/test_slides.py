"""The slides show what matters, as charts that can be edited, to everybody, and are the same file twice."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any
from zipfile import ZipFile

import pytest
from pptx import Presentation
from pptx.enum.dml import MSO_LINE
from pptx.util import Emu

from reports.document.blocks import Bullets, Callout, Picture, Tone
from reports.document.slides import MOST_SLIDES, slides
from reports.document.slides.charts import chart_data, inert
from tests.reports.document.conftest import Ready, ready
from tests.reports.document.samples import real


def opened(made: bytes) -> Any:
    return Presentation(io.BytesIO(made))


def text(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


@pytest.fixture(scope="module")
def show(report: Ready) -> Any:
    return opened(slides(*report))


def test_the_first_slide_is_the_first_page(show: Any, report: Ready) -> None:
    first, said = show.slides[0], text(show.slides[0])
    assert first.shapes.title.text == "Tiers is the scheme to launch"
    for block in report.document.sections[0].blocks:
        for told in [block.title] if isinstance(block, Callout) else [fact.value for fact in block.facts]:
            assert told in said


def test_each_slide_has_the_message_of_its_section_as_title(show: Any, report: Ready) -> None:
    assert [slide.shapes.title.text for slide in show.slides] == [section.title for section in report.document.sections]


def test_figures_are_charts_with_their_own_numbers_and_intervals(show: Any, report: Ready) -> None:
    charts = [shape.chart for slide in show.slides for shape in slide.shapes if shape.has_chart]
    line, bar = report.document.pictures
    assert [[one.name for one in chart.plots[0].series] for chart in charts] == [["Today", "Tiers", "Team plan"], ["CAC"]]
    assert list(charts[1].plots[0].categories) == ["Today", "Tiers", "Team plan"]
    assert list(charts[0].plots[0].series[1].values) == pytest.approx(line.series[1].y)
    assert [float(found) for found in charts[1].element.xpath(".//c:plus//c:v/text()")] == [6.0, 4.0, 9.0]
    assert [charts[0].value_axis.axis_title.text_frame.text, bar.y_label] == ["Active share, %", "CNY"]


def test_all_that_is_shown_is_told_to_the_blind(hostile: Ready) -> None:
    show = opened(slides(*hostile))
    told = [shape.element.xpath(".//p:cNvPr/@descr") for slide in show.slides for shape in slide.shapes if not shape.has_text_frame]
    assert len(told) == 4
    assert all(told)


def test_nothing_leaves_its_slide(show: Any, hostile: Ready) -> None:
    for each in (show, opened(slides(*hostile))):
        for shape in (shape for slide in each.slides for shape in slide.shapes):
            assert min(shape.left, shape.top) >= 0
            assert shape.left + shape.width <= each.slide_width + Emu(10)
            assert shape.top + shape.height <= each.slide_height


def test_the_first_slide_tells_what_to_watch_and_provenance_its_command(report: Ready) -> None:
    watch = Bullets(("Watch in week 4: applications, 20 to 40.",))
    first, last = report.document.sections[0], report.document.sections[-1]
    document = replace(report.document, sections=[replace(first, blocks=(*first.blocks, watch)), last])
    front, back = opened(slides(document, report.drawings, report.words)).slides
    assert watch.items[0] in text(front)
    assert "fission compare baitiao_consumer tiers team_plan" in text(back)


def test_the_baseline_is_grey_and_dashed_and_axes_hold_all_intervals(report: Ready) -> None:
    growth = next(report.document.pictures)
    named = replace(growth, series=[replace(growth.series[0], name="Baseline"), *growth.series[1:]])
    section = replace(report.document.sections[1], blocks=(named,))
    document = replace(report.document, sections=[report.document.sections[0], section])
    [chart] = [shape.chart for slide in opened(slides(document, report.drawings, report.words)).slides for shape in slide.shapes
               if shape.has_chart]
    looks = [(str(one.format.line.color.rgb), one.format.line.dash_style) for one in chart.plots[0].series]
    assert looks[:2] == [("767676", MSO_LINE.DASH), ("0072B2", MSO_LINE.SOLID)]
    assert chart.value_axis.maximum_scale >= max(max(one.high) for one in named.series)
    assert chart.value_axis.minimum_scale == 0.0


def test_there_are_eight_slides_at_most_and_figures_come_before_the_rest(report: Ready) -> None:
    rest = [replace(report.document.sections[-1], name=f"rest-{number}") for number in range(9)]
    document = replace(report.document, sections=[report.document.sections[0], *rest, *report.document.sections[1:]])
    titles = [slide.shapes.title.text for slide in opened(slides(document, report.drawings, report.words)).slides]
    assert len(titles) == MOST_SLIDES
    assert titles[-2:] == [section.title for section in report.document.sections[1:3]]


def test_a_formula_is_no_formula_in_the_sheet_behind_a_chart() -> None:
    picture: Picture = next(real("en").pictures)
    series = replace(picture.series[0], name="=cmd()", x=("=A1", "https://a", "-10 %"), y=(1.0, 2.0, 3.0))
    evil = replace(picture, kind="bar", series=[series])
    numbers = chart_data(evil)[1]
    assert [category.label for category in numbers.categories] == ["'=A1", "'https://a", "-10 %"]
    assert [one.name for one in numbers] == ["'=cmd()"]
    assert inert("{=1+1}") == "'{=1+1}"


def test_the_sheet_behind_a_hostile_chart_holds_no_formula(hostile: Ready) -> None:
    with ZipFile(io.BytesIO(slides(*hostile))) as package:
        books = [name for name in package.namelist() if name.endswith(".xlsx")]
        for name in books:
            with ZipFile(io.BytesIO(package.read(name))) as book:
                assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
        assert len(books) == 3


def test_what_is_blocked_takes_no_room_from_the_verdict(report: Ready) -> None:
    first = report.document.sections[0]
    blocked = Callout(Tone.BLOCKED, "The team plan may not be launched", "It pays on indirect recruits, over four levels. " * 6)
    document = replace(report.document, sections=(replace(first, blocks=(blocked, *first.blocks)),))
    said = text(opened(slides(document, report.drawings, report.words)).slides[0])
    assert "The team plan may not be launched" in said
    assert "Launch Tiers: with 97 % it earns most" in said


def test_a_blocked_verdict_is_told_by_a_word_too(report: Ready) -> None:
    first = replace(report.document.sections[0], blocks=(Callout(Tone.BLOCKED, "The budget is exceeded"),))
    document = replace(report.document, sections=(first,))
    assert "Blocked\nThe budget is exceeded" in text(opened(slides(document, report.drawings, report.words)).slides[0])


def test_the_same_document_makes_the_same_file(report: Ready) -> None:
    assert slides(*ready(real("en"))) == slides(*report)
    with ZipFile(io.BytesIO(slides(*report))) as package:
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"1980-01-01T00:00:00Z" in package.read("docProps/core.xml")

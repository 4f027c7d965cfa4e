"""The blocks of a report on a slide."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from pptx.enum.text import PP_ALIGN
from pptx.util import Inches, Pt

from reports.document.blocks import Block, Bullets, Callout, Code, Fact, Facts, Paragraph, Picture, Table, Tone
from reports.document.drawing import png
from reports.document.furniture import tones
from reports.document.slides.charts import chart_data, dress, native
from reports.document.slides.layout import ACCENT, SOFT, Box, Line, ems, many, put
from reports.words import Words

LOUD = {Tone.VERDICT: ACCENT, Tone.WITHHELD: "8A5200", Tone.BLOCKED: "A61B1B"}
SMALL = 10.5
INSET = 0.16
WORD = re.compile(r"[\u2e80-\uffef]{1,4}|[^\s\u2e80-\uffef]+")
"""What is not broken: a Latin word, or some Chinese characters."""

LONGEST_WORD, LONGEST_TEXT = 12.0, 24.0
"""Ems: what is longer than that gets no wider column."""

LIGHT_STYLE = "{9D7B030F-B1BA-407E-8529-81F3483E0F33}"
"""The table style with rules and without boxes."""


def said(block: Block, words: Words) -> list[Line]:
    """Return what a block says in words."""
    match block:
        case Callout():
            return callout(block, words)
        case Facts():
            return [line for fact in block.facts for line in key_figure(fact)]
        case Bullets():
            return [Line(f"• {item}") for item in block.items]
        case Paragraph():
            return [Line(block.text)]
        case Code():
            return [Line(block.text, 11.0)]
        case _:
            return []


def callout(block: Callout, words: Words) -> list[Line]:
    """Return a callout; a verdict is larger than a caveat."""
    loud = block.tone in LOUD
    tone = Line(tones(words)[block.tone], 11.0, True, LOUD.get(block.tone, SOFT))
    message, reasons = Line(block.title, 22.0 if loud else 14.0, True), Line(block.text, 14.0 if loud else 12.0)
    return [tone, message, reasons] if block.text else [tone, message]


def key_figure(fact: Fact, size: float = 24.0) -> list[Line]:
    """Return a key figure, its value largest."""
    lines = [Line(fact.label, 12.0, colour=SOFT), Line(fact.value, size, True, whole=True)]
    return lines + [Line(more, 11.0, colour=SOFT) for more in (fact.interval, fact.note) if more]


def show(slide: Any, picture: Picture, svg: str, box: Box, words: Words) -> None:
    """Set a figure under its message, as a chart where it can be one."""
    put(slide, box._replace(height=0.75), [Line(picture.title, 14.0, True), Line(picture.subtitle, 11.0, colour=SOFT)])
    place = box._replace(top=box.top + 0.85, height=box.height - 0.85)
    if native(picture):
        frame = slide.shapes.add_chart(chart_data(picture)[0], *place.emu, chart_data(picture)[1])
        dress(frame.chart, picture, words.say("Baseline"))
    else:
        frame = image(slide, svg, place)
    tell(frame, picture.name, picture.alternative)


def image(slide: Any, svg: str, box: Box) -> Any:
    """Set a figure as an image, as large as it goes into a box."""
    left, top, width, height = box.emu
    frame = slide.shapes.add_picture(io.BytesIO(png(svg)), left, top, width=width)
    if frame.height > height:
        frame.width, frame.height = int(frame.width * height / frame.height), height
    return frame


def tabulate(slide: Any, table: Table, box: Box, words: Words) -> None:
    """Set as many rows of a table as there is room for, and how many more there are."""
    put(slide, box._replace(height=0.4), [Line(table.caption, 14.0, True)])
    place = box._replace(top=box.top + 0.45, height=box.height - 0.85)
    wide = widths(table, place.width)
    rows = [table.columns, *table.rows]
    high = [max(many(Line(text, SMALL, True), width - INSET) for text, width in zip(row, wide, strict=True)) * 0.2 + 0.12
            for row in rows]
    room = sum(total <= place.height for total in accumulate(high))
    frame = slide.shapes.add_table(room, len(wide), *place._replace(height=sum(high[:room])).emu)
    lay(frame, table, rows[:room], wide, high)
    if more := len(rows) - room:
        told = words.count("{number} more row in the report", "{number} more rows in the report", more)
        put(slide, box._replace(top=box.top + box.height - 0.3, height=0.3), [Line(told, 11.0, colour=SOFT)])
    tell(frame, "table", table.caption)


def widths(table: Table, width: float) -> list[float]:
    """Return how wide each column is: room for its longest word, and of what is left the more, the longer its texts."""
    columns = list(zip(*[table.columns, *table.rows], strict=True))
    words = [inches(max(ems(Line(word, bold=True)) for text in column for word in WORD.findall(text) or [""]), LONGEST_WORD)
             for column in columns]
    more = [inches(max(ems(Line(text)) for text in column), LONGEST_TEXT) for column in columns]
    left = max(width - sum(words), 0.0) / sum(more)
    return [(word + left * text) * width / (sum(words) + left * sum(more)) for word, text in zip(words, more, strict=True)]


def inches(wide: float, most: float) -> float:
    """Return the width of a text in a cell, of so many ems at most."""
    return min(wide, most) * SMALL / 72.0 + INSET


def lay(frame: Any, table: Table, rows: Sequence[Sequence[str]], wide: Sequence[float], high: Sequence[float]) -> None:
    """Write rows, the first of them the header, into the frame of a table."""
    frame.element.xpath(".//a:tableStyleId")[0].text = LIGHT_STYLE
    frame.table.horz_banding = False
    for column, width in enumerate(wide):
        frame.table.columns[column].width = Inches(width)
    for number, texts in enumerate(rows):
        frame.table.rows[number].height = Inches(high[number])
        for column, text in enumerate(texts):
            fill(frame.table.cell(number, column), text, number - 1 in {-1, table.emphasised}, table.numeric[column])


def fill(cell: Any, text: str, bold: bool, numeric: bool) -> None:
    """Write a cell of a table, numbers to the right."""
    cell.text = text
    cell.margin_top = cell.margin_bottom = Pt(3)
    cell.margin_left = cell.margin_right = Inches(INSET / 2)
    for paragraph in cell.text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.RIGHT if numeric else PP_ALIGN.LEFT
        paragraph.font.size, paragraph.font.bold = Pt(SMALL), bold


def tell(frame: Any, name: str, alternative: str) -> None:
    """Describe what is shown to those who do not see it."""
    properties = frame.element.xpath(".//p:cNvPr")[0]
    properties.set("name", name)
    properties.set("descr", alternative)

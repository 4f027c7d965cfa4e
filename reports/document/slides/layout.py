"""Where things stand on a slide, and how text is set there: as large as it fits, by steps."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from typing import Any, NamedTuple

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Inches, Pt

INK, SOFT, ACCENT, PALE = "1B2430", "55606E", "00558C", "F5F7F9"
STEPS = (1.0, 0.9, 0.8, 0.7)
"""How much smaller than wanted a text may be set to fit."""
LEADING, PARAGRAPH, INSET = 1.25, 0.3, 0.2


class Box(NamedTuple):
    """A place on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[int, int, int, int]:
        """Return the place as the file counts."""
        left, top, width, height = map(Inches, self)
        return left, top, width, height


class Line(NamedTuple):
    """A paragraph: its text, its size in points, its colour; a ``whole`` one stays on one line."""

    text: str
    size: float = 14.0
    bold: bool = False
    colour: str = INK
    whole: bool = False


WIDE, HIGH, MARGIN = 13.333, 7.5, 0.7
TOPIC = Box(MARGIN, 0.4, WIDE - 2 * MARGIN, 0.35)
TITLE = Box(MARGIN, 0.7, WIDE - 2 * MARGIN, 0.95)
BODY = Box(MARGIN, 1.75, WIDE - 2 * MARGIN, 5.05)
LEFT = BODY._replace(width=8.2)
RIGHT = Box(9.3, BODY.top, WIDE - MARGIN - 9.3, BODY.height)
FOOT = Box(MARGIN, 7.0, WIDE - 2 * MARGIN, 0.3)


def template() -> Any:
    """Return an empty presentation of our design: one layout, wide, a title to the left and much white."""
    made = Presentation()
    made.slide_width, made.slide_height = Inches(WIDE), Inches(HIGH)
    kept: Any = made.slide_layouts.get_by_name("Title Only")
    for other in list(made.slide_layouts):
        if other is not kept:
            made.slide_layouts.remove(other)
    for shape in (*kept.placeholders, *made.slide_master.placeholders):
        if shape.placeholder_format.type.name == "TITLE":
            shape.left, shape.top, shape.width, shape.height = TITLE.emu
            shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP
        else:
            shape.element.getparent().remove(shape.element)
    style = made.slide_master.element.xpath(".//p:titleStyle/a:lvl1pPr")[0]
    style.set("algn", "l")
    return made


def put(slide: Any, box: Box, lines: Sequence[Line], fill: str = "") -> None:
    """Set paragraphs in a box, smaller where they would not fit, and cut where they still do not."""
    shape = slide.shapes.add_textbox(*box.emu)
    if fill:
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(fill)
    write(shape.text_frame, inner(box, fill), lines, INSET if fill else 0.0)


def inner(box: Box, fill: str) -> Box:
    """Return the place for text in a box; one that is filled has margins."""
    return box._replace(width=box.width - 2 * INSET, height=box.height - 2 * INSET) if fill else box


def row(slide: Any, box: Box, texts: Sequence[Sequence[Line]], fill: str = "", gap: float = 0.3) -> None:
    """Set texts side by side, all at the size at which each fits."""
    width = (box.width + gap) / max(len(texts), 1) - gap
    step = min((fitting(lines, inner(box._replace(width=width), fill)) for lines in texts), default=1.0)
    for number, lines in enumerate(texts):
        put(slide, box._replace(left=box.left + number * (width + gap), width=width), scaled(lines, step), fill)


def write(frame: Any, box: Box, lines: Sequence[Line], inset: float = 0.0) -> None:
    """Set paragraphs in a frame that has the size of a box within its margins."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Inches(inset)
    for number, line in enumerate(fitted(lines, box)):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line.text
        run.font.size, run.font.bold, run.font.color.rgb = Pt(line.size), line.bold, RGBColor.from_string(line.colour)
        paragraph.space_after = Pt(PARAGRAPH * line.size)


def fitted(lines: Sequence[Line], box: Box) -> list[Line]:
    """Return paragraphs at the largest size at which they fit; the last of them go where none does.

    >>> [line.size for line in fitted([Line("a" * 100, 20.0)], Box(0.0, 0.0, 6.0, 0.6))]
    [14.0]
    """
    found = scaled(lines, fitting(lines, box))
    while len(found) > 1 and height(found, box.width) > box.height:
        found.pop()
    return [shortened(line, box) for line in found]


def fitting(lines: Sequence[Line], box: Box) -> float:
    """Return the step at which paragraphs fit, or the last one."""
    return next((step for step in STEPS if fits(scaled(lines, step), box)), STEPS[-1])


def fits(lines: Sequence[Line], box: Box) -> bool:
    """Return whether paragraphs fit as they are."""
    return height(lines, box.width) <= box.height and all(many(line, box.width) == 1 for line in lines if line.whole)


def scaled(lines: Sequence[Line], step: float) -> list[Line]:
    """Return paragraphs at a share of their size, in half points."""
    return [line._replace(size=round(2 * step * line.size) / 2) for line in lines]


def shortened(line: Line, box: Box) -> Line:
    """Return a paragraph without the end that does not fit."""
    text = line.text
    while len(text) > 10 and height([line._replace(text=text)], box.width) > box.height:
        text = text[:int(0.9 * len(text))].rstrip(" …") + " …"
    return line._replace(text=text)


def height(lines: Sequence[Line], width: float) -> float:
    """Return about how high paragraphs are in a column, in inches."""
    return sum((many(line, width) * LEADING + PARAGRAPH) * line.size / 72.0 for line in lines)


def many(line: Line, width: float) -> int:
    """Return about how many lines a paragraph takes."""
    return max(math.ceil(ems(line) * line.size / 72.0 / width), 1)


def ems(line: Line) -> float:
    """Return about how wide a text is, in its own size; a Chinese character is square."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in line.text)
    return wide + (0.56 if line.bold else 0.52) * (len(line.text) - wide)

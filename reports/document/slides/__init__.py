"""A report as slides: the first page, then a section a slide; charts are the presentation's own and can be edited.

Needs python-pptx, an extra. What does not fit on a slide stands in the report.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from pptx.enum.lang import MSO_LANGUAGE_ID

from reports.document.blocks import Bullets, Callout, Document, Facts, Picture, Section, Table, Tone
from reports.document.drawing import Drawings
from reports.document.slides.blocks import callout, key_figure, said, show, tabulate
from reports.document.slides.fixed import fixed
from reports.document.slides.layout import (
    ACCENT,
    BODY,
    FOOT,
    LEFT,
    PALE,
    RIGHT,
    SOFT,
    TITLE,
    TOPIC,
    Line,
    put,
    row,
    template,
    write,
)
from reports.words import Words

MOST_SLIDES = 8
LANGUAGE = {"en": MSO_LANGUAGE_ID.ENGLISH_US, "zh": MSO_LANGUAGE_ID.SIMPLIFIED_CHINESE}
EPOCH = datetime(1980, 1, 1, tzinfo=UTC)


def slides(document: Document, drawings: Drawings, words: Words) -> bytes:
    """Return a document as at most eight slides."""
    made = template()
    describe(made.core_properties, document)
    for number, section in enumerate(chosen(document.sections), 1):
        slide = made.slides.add_slide(made.slide_layouts[0])
        write(slide.shapes.title.text_frame, TITLE, [Line(section.title, 28.0, True)])
        put(slide, TOPIC, [Line(section.topic, 12.0, True, ACCENT)])
        if number == 1:
            first_page(slide, section, words)
        else:
            body(slide, section, drawings, words)
        put(slide, FOOT, [Line(f"{document.title} · {number}", 10.0, colour=SOFT)])
        speak(slide, LANGUAGE[words.language])
    file = io.BytesIO()
    made.save(file)
    return fixed(file.getvalue())


def describe(properties: Any, document: Document) -> None:
    """Tell of the file what it is, and nothing of who made it when."""
    properties.title, properties.subject, properties.language = document.title[:255], document.about[:255], document.language
    properties.author = properties.last_modified_by = "Fission"
    properties.created = properties.modified = EPOCH


def speak(slide: Any, language: MSO_LANGUAGE_ID) -> None:
    """Mark the text of a slide with its language, for screen readers, spelling and the choice of font."""
    for shape in slide.shapes:
        for paragraph in shape.text_frame.paragraphs if shape.has_text_frame else ():
            for run in paragraph.runs:
                run.font.language_id = language


def chosen(sections: Sequence[Section]) -> list[Section]:
    """Return the first section and those that show most, in their order: figures before key figures and tables before the rest."""
    def rank(section: Section) -> int:
        kinds = {type(block) for block in section.blocks}
        return 0 if Picture in kinds else 1 if kinds & {Facts, Table} else 2

    best = {section.name for section in sorted(sections[1:], key=rank)[:MOST_SLIDES - 1]}
    return [sections[0], *(section for section in sections[1:] if section.name in best)]


def first_page(slide: Any, section: Section, words: Words) -> None:
    """Set what is blocked beside the verdict, the key figures below, then the caveats, and at the bottom what to watch."""
    callouts = [block for block in section.blocks if isinstance(block, Callout)]
    loud = [callout(block, words) for block in callouts if block.tone is not Tone.CAVEAT]
    facts = [fact for block in section.blocks if isinstance(block, Facts) for fact in block.facts]
    caveats = [callout(block, words) for block in callouts if block.tone is Tone.CAVEAT]
    row(slide, BODY._replace(height=1.65), loud, PALE)
    row(slide, BODY._replace(top=3.55, height=1.3), [key_figure(fact, 24.0 if len(facts) < 5 else 17.0) for fact in facts])
    row(slide, BODY._replace(top=4.95, height=1.4), caveats)
    watched = [item for block in section.blocks if isinstance(block, Bullets) for item in block.items]
    row(slide, BODY._replace(top=6.4, height=0.55), [[Line(item, 12.0)] for item in watched])


def body(slide: Any, section: Section, drawings: Drawings, words: Words) -> None:
    """Set the first figure of a section, or else its first table, and beside it what is said."""
    lines = [line for block in section.blocks for line in said(block, words)]
    shown = next((block for kind in (Picture, Table) for block in section.blocks if isinstance(block, kind)), None)
    box = LEFT if lines else BODY
    if isinstance(shown, Picture):
        show(slide, shown, drawings.svg[shown.name], box, words)
    elif isinstance(shown, Table):
        tabulate(slide, shown, box, words)
    if lines:
        put(slide, RIGHT if shown else BODY, lines)

"""A report as PDF by typst: tagged for screen readers (PDF/UA-1), the same bytes for the same document."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import typst

from reports.document.blocks import Document
from reports.document.drawing import Drawings
from reports.document.fonts import FAMILY, FOLDER, SPARE, SPARE_FOLDER, code_point, lacking, nowhere
from reports.document.furniture import furniture, tones
from reports.document.signs import changed, texts
from reports.words import Words

NOT_PRINTED = {"draw", "series"}
"""What of a picture is not text: the drawing is a file."""
TEMPLATE = Path(__file__).parent / "templates" / "report.typ"


def pdf(document: Document, drawings: Drawings, words: Words) -> bytes:
    """Return a document as PDF/UA-1.

    The template is the only markup; the document reaches it as JSON, the drawings as files, all in memory. Installed fonts
    are looked at only where the shipped ones lack a character; one that no font has is written as its code point.
    """
    missing = lacking(texts(document))
    unknown = nowhere(missing)
    shown = changed(document, lambda text: spelt(text, unknown))
    files = {"main": TEMPLATE.read_bytes(), "document.json": json.dumps(data(shown, words)).encode(),
             **{f"{name}.svg": svg.encode() for name, svg in drawings.svg.items()}}
    fonts = typst.Fonts(include_system_fonts=missing > unknown, include_embedded_fonts=False,
                        font_paths=[str(FOLDER), str(SPARE_FOLDER)])
    made: bytes = typst.compile(files, font_paths=fonts, pdf_standards=["ua-1"])  # type: ignore[call-overload]  # files in memory
    return made


def spelt(text: str, signs: set[str]) -> str:
    """Return a text with some characters written as their code points."""
    return "".join(f"[{code_point(sign)}]" if sign in signs else sign for sign in text)


def data(document: Document, words: Words) -> dict[str, Any]:
    """Return what the template is given: the document, the numbers of its pictures, and what the print says of itself."""
    own = furniture(words) | {"tones": {tone.value: said for tone, said in tones(words).items()}}
    found: dict[str, Any] = plain(document)
    return found | {"own": own, "tables": [plain(picture.data) for picture in document.pictures], "fonts": [FAMILY, SPARE]}


def plain(part: Any) -> Any:
    """Return a part of a document as JSON has it, each block with what it is."""
    if is_dataclass(part):
        told = {field.name: plain(getattr(part, field.name)) for field in fields(part) if field.name not in NOT_PRINTED}
        return told | {"block": type(part).__name__.lower()}
    if isinstance(part, Enum):
        return part.value
    return [plain(each) for each in part] if isinstance(part, (list, tuple)) else part

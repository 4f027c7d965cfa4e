"""Pictures as SVG: drawn once, shared by the prints, the same bytes for the same picture."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

import matplotlib as mpl
import typst

from reports.document.blocks import Document, Picture
from reports.document.signs import clean

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
PLAIN: dict[Any, Any] = {"svg.hashsalt": "fission", "svg.fonttype": "path", "text.parse_math": False}
"""Letters are paths: the same wherever the file is opened. A dollar in a title starts no formula."""
SHARP = 200
"""Dots an inch of a PNG."""
NO_GLYPH = re.compile(r"Glyph (\d+) .* missing from font")
REFERENCE = re.compile(r"(?<=url\(#)[^)]+(?=\))|(?<=^#).+")


@dataclass(frozen=True)
class Drawings:
    """SVG by the name of the picture, and the characters in them that no font could draw."""

    svg: Mapping[str, str]
    missing: frozenset[str]


def drawings(document: Document) -> Drawings:
    """Return all pictures of a document as SVG."""
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", XLINK)
    with glyphs_noted() as missing:
        drawn = {picture.name: svg(picture) for picture in document.pictures}
    return Drawings(drawn, frozenset(filter(clean, missing)))


@contextmanager
def glyphs_noted() -> Iterator[set[str]]:
    """Give the set to which characters without a glyph are added, instead of a warning for each."""
    missing: set[str] = set()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield missing
    for each in caught:
        if found := NO_GLYPH.search(str(each.message)):
            missing.add(chr(int(found[1])))
        else:
            warnings.warn_explicit(each.message, each.category, each.filename, each.lineno)


def svg(picture: Picture) -> str:
    """Return a picture as an SVG element that may stand in a page beside others: title and description, ids of its own."""
    file = io.StringIO()
    with mpl.rc_context(PLAIN):
        picture.draw().savefig(file, format="svg", metadata={"Date": None})
    root = ET.fromstring(clean(file.getvalue()))  # noqa: S314 - matplotlib's own
    plain(root)
    rename(root, picture.name)
    describe(root, picture)
    return ET.tostring(root, encoding="unicode")


def plain(root: ET.Element) -> None:
    """Take away what concerns the file rather than the picture: who made it, and a style sheet, which would hold for the page."""
    for tag in ("metadata", "defs/{*}style"):
        parent = root if "/" not in tag else root.find("{*}defs")
        child = root.find("{*}" + tag)
        if parent is not None and child is not None:
            parent.remove(child)
    root.attrib.update({"stroke-linejoin": "round", "stroke-linecap": "butt"})


def rename(root: ET.Element, name: str) -> None:
    """Give the ids that something refers to names of this picture's own; drop the others."""
    used = {found: f"{name}-{number}" for number, found in enumerate(dict.fromkeys(
        found for element in root.iter() for value in element.attrib.values() for found in REFERENCE.findall(value)))}
    for element in root.iter():
        own = element.attrib.pop("id", None)
        for key, value in element.attrib.items():
            element.set(key, REFERENCE.sub(lambda found: used[found[0]], value))
        if own in used:
            element.set("id", used[own])


def describe(root: ET.Element, picture: Picture) -> None:
    """Name and describe a picture for those who do not see it."""
    root.attrib.update({"role": "img", "aria-labelledby": f"{picture.name}-title {picture.name}-description"})
    for position, (tag, text) in enumerate((("title", picture.title), ("desc", picture.alternative))):
        element = ET.Element(f"{{{SVG}}}{tag}", id=f"{picture.name}-{'description' if position else 'title'}")
        element.text = text
        root.insert(position, element)


def png(drawing: str) -> bytes:
    """Return an SVG as PNG."""
    page = b'#set page(width: auto, height: auto, margin: 0pt)\n#image("drawing.svg")'
    made: bytes = typst.compile({"main": page, "drawing.svg": drawing.encode()}, format="png", ppi=SHARP)  # type: ignore[call-overload]
    return made

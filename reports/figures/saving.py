"""A picture as a file of its own: title, subtitle and source drawn in."""

from __future__ import annotations

import textwrap
import unicodedata
from io import BytesIO
from pathlib import Path

from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from reports.document.blocks import Picture
from reports.figures.style import INK, SOFT, in_style

FORMATS = ("png", "svg")
EDGE, ABOVE, GAP = 0.18, 0.16, 0.06
"""Inches: left of the texts, above the title, and between texts."""
TITLE, SUBTITLE, SOURCE = 15.0, 10.0, 8.5
"""Points."""

LEADING = 1.35
INCH = 72.0
DPI = 160


def save(picture: Picture, path: Path) -> Path:
    """Write a picture to a file, as PNG or SVG by its suffix, and return where."""
    path.write_bytes(rendered(picture, path.suffix.lstrip(".")))
    return path


def save_all(picture: Picture, folder: Path) -> list[Path]:
    """Write a picture to a folder under its name, in all formats, and return where."""
    return [save(picture, folder / f"{picture.name}.{kind}") for kind in FORMATS]


def rendered(picture: Picture, kind: str) -> bytes:
    """Return a picture as a file of a kind; the same bytes for the same picture."""
    figure = picture.draw()
    with in_style():
        below, top = head_and_foot(figure, picture)
        for text in figure.texts:
            text.set_in_layout(False)
        written = BytesIO()
        about = {"Software": None} if kind == "png" else {"Date": None, "Title": picture.title, "Description": picture.alternative}
        edges = Bbox([[0.0, below], [figure.get_figwidth(), top]])
        figure.savefig(written, format=kind, dpi=DPI, bbox_inches=edges, metadata=about)
    return written.getvalue()


def head_and_foot(figure: Figure, picture: Picture) -> tuple[float, float]:
    """Write title and subtitle above a figure and its source below; return from where to where the whole reaches, in inches."""
    wide, high = figure.get_size_inches()
    top = high
    for text, size, weight, colour in ((picture.subtitle, SUBTITLE, "normal", SOFT), (picture.title, TITLE, "bold", INK)):
        lines = wrapped(text, wide - 2.0 * EDGE, size)
        top += len(lines) * size * LEADING / INCH + GAP
        figure.text(EDGE / wide, top / high, "\n".join(lines), fontsize=size, va="top", linespacing=1.2, fontweight=weight,
                    color=colour)
    foot = wrapped(picture.source, wide - 2.0 * EDGE, SOURCE)
    figure.text(EDGE / wide, -GAP / high, "\n".join(foot), fontsize=SOURCE, color=SOFT, va="top", linespacing=1.2)
    return -len(foot) * SOURCE * LEADING / INCH - 2.0 * GAP, top + ABOVE


def wrapped(text: str, inches: float, size: float) -> list[str]:
    """Return a text in lines of at most so many inches, at a size in points; wide signs count as two.

    >>> wrapped("one two three", 0.6, 10.0)
    ['one two', 'three']
    """
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    share = 1.0 + wide / max(len(text), 1)
    return textwrap.wrap(text, max(int(inches * INCH / (0.5 * size * share)), 1))

"""All prints of one document: the drawings are made once, every text is cleaned, what no font has is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from reports.document.blocks import Document
from reports.document.drawing import Drawings, drawings
from reports.document.fonts import lacking, nowhere
from reports.document.signs import bound, cleaned, texts
from reports.words import Words

Files = Mapping[str, bytes]
Print = Callable[[Document, Drawings, Words, str], Files]


class NoPrint(ValueError):
    """A print that cannot be made here."""


@dataclass(frozen=True)
class Prints:
    """The files by their names, and the characters that no font here can show."""

    files: Files
    missing: frozenset[str]


def as_html(document: Document, drawn: Drawings, words: Words, name: str) -> Files:
    """Return the page."""
    from reports.document.html import html

    return {f"{name}.html": html(document, drawn, words).encode()}


def as_pdf(document: Document, drawn: Drawings, words: Words, name: str) -> Files:
    """Return the PDF."""
    from reports.document.pdf import pdf

    return {f"{name}.pdf": pdf(document, drawn, words)}


def as_slides(document: Document, drawn: Drawings, words: Words, name: str) -> Files:
    """Return the slides."""
    from reports.document.slides import slides

    return {f"{name}.pptx": slides(document, drawn, words)}


def as_markdown(document: Document, drawn: Drawings, words: Words, name: str) -> Files:
    """Return the wiki page and its figures."""
    from reports.document.markdown import markdown

    page = {f"{name}.md": markdown(document, words, f"{name}-").encode()}
    return page | {f"{name}-{figure}.svg": svg.encode() for figure, svg in drawn.svg.items()}


FORMATS: Mapping[str, Print] = {"html": as_html, "pdf": as_pdf, "pptx": as_slides, "md": as_markdown}


def refuse_unavailable(formats: Sequence[str]) -> None:
    """Raise NoPrint where a format needs a package that is not installed."""
    if "pptx" in formats and find_spec("pptx") is None:
        raise NoPrint("the format pptx needs python-pptx, which is not installed: pip install 'fission-lab[pptx]'")


def prints(document: Document, words: Words, formats: Sequence[str]) -> Prints:
    """Return a document in some of ``FORMATS``, in files called ``report-LANGUAGE``.

    Raises NoPrint where one cannot be made here.
    """
    refuse_unavailable(formats)
    document = bound(cleaned(document))
    drawn = drawings(document)
    files = {name: data for each in formats
             for name, data in FORMATS[each](document, drawn, words, f"report-{words.language}").items()}
    return Prints(files, drawn.missing | nowhere(lacking(texts(document))))

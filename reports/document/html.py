"""A report as one HTML file: figures and fonts inside it, nothing fetched, nothing run."""

from __future__ import annotations

from base64 import b64encode
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reports.document.blocks import Block, Document
from reports.document.drawing import Drawings
from reports.document.fonts import FILES, web_font
from reports.document.furniture import furniture, tones
from reports.document.signs import texts
from reports.words import Words


def html(document: Document, drawings: Drawings, words: Words) -> str:
    """Return the page of a document.

    Text is escaped by the templates; only the drawings, which are our own, and the style sheet go in as they are.
    """
    own, said = furniture(words), tones(words)
    regular, bold = fonts("".join([texts(document), *own.values(), *said.values()]))
    style = environment().get_template("style.css").render(regular=regular, bold=bold)
    figures = {name: Markup(svg) for name, svg in drawings.svg.items()}  # noqa: S704 - serialised by ElementTree
    return environment().get_template("report.html").render(
        document=document, drawings=figures, style=Markup(style), own=own, tones=said)  # noqa: S704 - ours


def fonts(text: str) -> list[str]:
    """Return the fonts with the characters of a text, to be written into the page."""
    return [b64encode(web_font(file, text)).decode() for file in FILES]


@cache
def environment() -> Environment:
    """Return the templates, with autoescape for all of them."""
    made = Environment(loader=PackageLoader("reports.document"), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True)
    made.filters["kind"] = kind
    return made


def kind(block: Block) -> str:
    """Return the name of the macro that prints a block."""
    return type(block).__name__.lower()

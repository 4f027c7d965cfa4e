"""A report as one HTML file: figures inside it, nothing fetched, nothing run."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reports.document.blocks import Block, Document
from reports.document.drawing import Drawings
from reports.document.furniture import furniture, tones
from reports.words import Words


def html(document: Document, drawings: Drawings, words: Words) -> str:
    """Return the page of a document.

    Text is escaped by the templates; only the drawings, which are our own, and the style sheet go in as they are.
    """
    style = environment().get_template("style.css").render()
    figures = {name: Markup(svg) for name, svg in drawings.svg.items()}  # noqa: S704 - serialised by ElementTree
    return environment().get_template("report.html").render(
        document=document, drawings=figures, style=Markup(style), own=furniture(words), tones=tones(words))  # noqa: S704 - ours


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

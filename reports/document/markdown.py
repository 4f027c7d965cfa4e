"""A report as Markdown, as wikis read it (CommonMark with tables); its figures are SVG files beside it."""

from __future__ import annotations

import re

from reports.document.blocks import Block, Bullets, Callout, Code, Document, Facts, Paragraph, Picture, Table
from reports.document.furniture import furniture, tones
from reports.words import Words

INLINE = re.compile(r"([\\`*_{}\[\]<>|~$&])")
AT_THE_START = re.compile(r"^([#+=:!-]|\d+(?=[.)](?:\s|$)))")


def markdown(document: Document, words: Words, figures: str) -> str:
    """Return a document as Markdown; the figure NAME stands beside it in a file called ``figures`` and ``NAME.svg``."""
    parts = [f"# {plain(document.title)}", plain(document.subtitle)]
    for section in document.sections:
        title = words.say(": ").join((plain(section.topic), plain(section.title)))
        parts += [f"## {title}", *(said(block, words, figures) for block in section.blocks)]
    return "\n\n".join(filter(None, [*parts, plain(document.about)])) + "\n"


def plain(text: str) -> str:
    r"""Return a text on one line that is no markup.

    >>> plain("# a *b* <c>"), plain("1. d|e 1.5")
    ('\\# a \\*b\\* \\<c\\>', '1\\. d\\|e 1.5')
    """
    one_line = INLINE.sub(r"\\\1", " ".join(text.split()))
    return AT_THE_START.sub(lambda found: f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}", one_line)


def said(block: Block, words: Words, figures: str) -> str:
    """Return a block."""
    match block:
        case Paragraph():
            return plain(block.text)
        case Bullets():
            return "\n".join(f"- {plain(item)}" for item in block.items)
        case Callout():
            return callout(block, words)
        case Facts():
            return facts(block, words)
        case Table():
            return table(block)
        case Picture():
            return picture(block, words, figures)
        case Code():
            return code(block)


def callout(block: Callout, words: Words) -> str:
    """Return a quotation that begins with what it is."""
    title = words.say(": ").join((plain(tones(words)[block.tone]), plain(block.title)))
    return f"> **{title}**\n>\n> {plain(block.text)}" if block.text else f"> **{title}**"


def facts(block: Facts, words: Words) -> str:
    """Return key figures as a list."""
    colon, semicolon = words.say(": "), words.say("; ")
    return "\n".join(f"- {plain(fact.label)}{colon}**{plain(fact.value)}**" + "".join(
        f"{semicolon}{plain(more)}" for more in (fact.interval, fact.note) if more) for fact in block.facts)


def table(block: Table) -> str:
    """Return a table with its caption and note."""
    marks = ["---:" if number else "---" for number in block.numeric]
    rows = [[bold(cell) if place == block.emphasised else cell for cell in map(plain, row)] for place, row in enumerate(block.rows)]
    lines = [f"| {' | '.join(row)} |" for row in ([plain(column) for column in block.columns], marks, *rows)]
    return "\n\n".join(filter(None, [bold(plain(block.caption)), "\n".join(lines), plain(block.note)]))


def bold(text: str) -> str:
    """Return a text in bold; nothing stays nothing."""
    return text and f"**{text}**"


def picture(block: Picture, words: Words, figures: str) -> str:
    """Return a figure with its message and its numbers."""
    source = furniture(words)["source"] + block.source if block.source else ""
    return "\n\n".join(filter(None, [
        f"### {plain(block.title)}", plain(block.subtitle), f"![{plain(block.alternative)}]({figures}{block.name}.svg)",
        plain(source), table(block.data)]))


def code(block: Code) -> str:
    """Return a command in a fence longer than any in it."""
    fence = "`" * max([3, *(len(found) + 1 for found in re.findall("`+", block.text))])
    return f"{fence}\n{block.text}\n{fence}"

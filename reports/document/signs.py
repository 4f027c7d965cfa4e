"""The signs of a text: those that are none are taken away, others are changed, in a whole document at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from reports.document.blocks import Code, Document

NO_SIGN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Control characters, which XML forbids, and those that turn the direction of what follows."""

BEFORE_UNIT = re.compile(r"(?<=\d) (?=%)|(?<=\b[A-Z]{3}) (?=[+−-]?\d)")


def clean(text: str) -> str:
    r"""Return a text without what is no sign.

    >>> clean("a\x07b\u202ec")
    'abc'
    """
    return NO_SIGN.sub("", text)


def cleaned(document: Document) -> Document:
    """Return a document whose every text is clean."""
    return changed(document, clean)


def bound(document: Document) -> Document:
    """Return a document in which no line ends between a number and its unit; what is to be copied stays as it is."""
    return changed(document, lambda text: BEFORE_UNIT.sub("\u00a0", text), but=Code)


def changed(document: Document, change: Callable[[str], str], but: type | tuple[()] = ()) -> Document:
    """Return a document with every text in it changed, ``but`` that of some blocks."""
    found: Document = of_part(document, change, but)
    return found


def of_part(part: Any, change: Callable[[str], str], but: type | tuple[()]) -> Any:
    """Return a part of a document, with every text in it changed."""
    if isinstance(part, str):
        return change(part)
    if isinstance(part, but):
        return part
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{field.name: of_part(getattr(part, field.name), change, but) for field in fields(part)})
    return tuple(of_part(each, change, but) for each in part) if isinstance(part, (list, tuple)) else part


def texts(document: Document) -> str:
    """Return all text of a document, one piece after the other."""
    found: list[str] = []

    def noted(text: str) -> str:
        found.append(text)
        return text

    changed(document, noted)
    return "\n".join(found)

"""A report as one reads it, in two languages, and one whose text means harm, with their figures."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from reports.document.blocks import Document
from reports.document.drawing import Drawings, drawings
from reports.document.signs import cleaned
from reports.words import Words
from tests.reports.document.samples import HOSTILE, every_block, real


class Ready(NamedTuple):
    """What a print is made of."""

    document: Document
    drawings: Drawings
    words: Words


def ready(document: Document) -> Ready:
    return Ready(document, drawings(document), Words(document.language[:2]))


@pytest.fixture(scope="session")
def report() -> Ready:
    return ready(real("en"))


@pytest.fixture(scope="session")
def chinese() -> Ready:
    return ready(real("zh"))


@pytest.fixture(scope="session")
def hostile() -> Ready:
    """Return a report whose every text is markup of some print."""
    return ready(cleaned(every_block(HOSTILE)))

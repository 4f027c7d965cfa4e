"""The fonts of the prints: one family in two weights for Latin, Greek, Cyrillic and the Chinese of GB 2312.

What it lacks comes from the font of matplotlib, and what that lacks from an installed one, where there is one.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.font_manager import findSystemFonts, fontManager
from matplotlib.ft2font import FT2Font

FOLDER = Path(__file__).parent / "fonts"
FAMILY = "Fission Sans"
FILES = (FOLDER / "FissionSans-Regular.ttf", FOLDER / "FissionSans-Bold.ttf")
SPARE = "DejaVu Sans"
SPARE_FOLDER = Path(mpl.get_data_path(), "fonts", "ttf")


@cache
def family() -> tuple[str, ...]:
    """Return the fonts of figures, for matplotlib's ``font.family``, in both languages; afterwards matplotlib knows them."""
    for file in FILES:
        fontManager.addfont(file)
    return FAMILY, SPARE


def web_font(file: Path, text: str) -> bytes:
    """Return a font for a page, as WOFF, with no more than the characters of a text."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(file, recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=["ccmp", "kern", "liga", "locl"]))
    subsetter.populate(text=text)
    subsetter.subset(font)
    font.flavor = "woff"
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def lacking(text: str) -> set[str]:
    """Return the characters of a text that neither font has a glyph for."""
    own = characters(FILES[0]) | characters(SPARE_FOLDER / "DejaVuSans.ttf")
    return {sign for sign in set(text) - set("\n\t") if ord(sign) not in own}


def nowhere(signs: Iterable[str]) -> set[str]:
    """Return those of some characters that no installed font has a glyph for."""
    left = set(signs)
    for path in sorted(findSystemFonts()):
        if not left:
            break
        left -= {sign for sign in left if ord(sign) in characters(path)}
    return left


@cache
def characters(path: str | Path) -> frozenset[int]:
    """Return the characters that a font has; none, where its file is of a kind that cannot be read."""
    try:
        return frozenset(FT2Font(path).get_charmap())
    except (OSError, RuntimeError):
        return frozenset()


def code_point(sign: str) -> str:
    """Return how a character is written where it cannot be shown.

    >>> code_point("\N{GREEK SMALL LETTER BETA}")
    'U+03B2'
    """
    return f"U+{ord(sign):04X}"


def named(signs: Iterable[str]) -> str:
    """Return characters by code point and name.

    >>> named("\N{GREEK SMALL LETTER BETA}")
    'U+03B2 (GREEK SMALL LETTER BETA)'
    """
    return ", ".join(f"{code_point(sign)} ({unicodedata.name(sign, 'unnamed')})" for sign in sorted(signs))

"""Colours of letters: those of series, darkened until they can be read on white (WCAG 2.2, 1.4.3: a contrast of 4.5)."""

from __future__ import annotations

from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text

LEAST = 4.5
STEP = 0.98


def contrast(colour: str) -> float:
    """Return the contrast of a colour with white.

    >>> round(contrast("#000000"), 1), round(contrast("#56B4E9"), 2)
    (21.0, 2.31)
    """
    parts = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in to_rgb(colour)]
    return 1.05 / (0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] + 0.05)


def darkened(colour: str) -> str:
    """Return a colour that letters may have: itself, or a darker shade of it.

    >>> darkened("#0072B2"), contrast(darkened("#56B4E9")) >= LEAST
    ('#0072b2', True)
    """
    shade = to_rgb(colour)
    while contrast(to_hex(shade)) < LEAST:
        shade = (STEP * shade[0], STEP * shade[1], STEP * shade[2])
    return to_hex(shade)


def darken(figure: Figure, colours: tuple[str, ...]) -> None:
    """Darken all letters of a figure that are in one of some colours."""
    letters = {to_hex(each): darkened(each) for each in colours}
    for text in figure.findobj(Text):
        text.set_color(letters.get(to_hex(text.get_color()), text.get_color()))

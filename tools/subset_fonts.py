"""The fonts of the prints: two weights of Noto Sans SC, cut down to what reports are written with.

``make fonts`` calls this with the folder of the npm package ``@expo-google-fonts/noto-sans-sc``, which carries them whole.
They get a name of their own, so that an installed Noto Sans SC, which may be of another version, is never taken for them.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "Fission Sans"
WEIGHTS = {"400Regular": "Regular", "700Bold": "Bold"}
HERE = Path(__file__).parents[1] / "reports" / "document" / "fonts"
FAMILY_ID, FULL_NAME_ID, UNIQUE_ID, POSTSCRIPT_ID = 1, 4, 3, 6
RANGES = (
    (0x20, 0x24F),      # Latin, of all Europe
    (0x370, 0x4FF),     # Greek, Cyrillic
    (0x1E00, 0x1EFF),   # Latin of Vietnam
    (0x2000, 0x23FF),   # punctuation, currencies, letter-like signs, arrows, mathematics
    (0x2460, 0x24FF),   # numbers in circles
    (0x2500, 0x27BF),   # boxes, geometric shapes, signs
    (0x3000, 0x30FF),   # Chinese punctuation, kana
    (0xFF00, 0xFFEF),   # full-width forms
)


def gb2312() -> set[int]:
    """Return the characters of GB 2312: 6,763 Chinese ones in two levels, and signs."""
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(found) for pair in pairs if (found := pair.decode("gb2312", errors="ignore"))}


def subset(source: Path, weight: str) -> TTFont:
    """Return a font with what reports are written with, unhinted, under its own name."""
    options = Options(hinting=False, drop_tables=["BASE", "vhea", "vmtx", "STAT"], layout_features=["ccmp", "kern", "liga", "locl"],
                      name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], recalc_timestamp=False)
    font = TTFont(source, recalcTimestamp=False)
    cut = Subsetter(options)
    cut.populate(unicodes={code for first, last in RANGES for code in range(first, last + 1)} | gb2312())
    cut.subset(font)
    single = f"{FAMILY.replace(' ', '')}-{weight}"
    for number, text in {FAMILY_ID: FAMILY, FULL_NAME_ID: f"{FAMILY} {weight}", UNIQUE_ID: single, POSTSCRIPT_ID: single}.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    return font


def main(package: Path) -> None:
    """Write the fonts and their licence."""
    for folder, weight in WEIGHTS.items():
        subset(package / folder / f"NotoSansSC_{folder}.ttf", weight).save(HERE / f"{FAMILY.replace(' ', '')}-{weight}.ttf")
    shutil.copyfile(package / "LICENSE_FONT", HERE / "OFL.txt")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""The shipped fonts have what reports are written with; what they lack is known by name."""

from __future__ import annotations

import string

from matplotlib import font_manager

from reports.document.fonts import FOLDER, family, lacking, named
from tests.reports.document.samples import HOSTILE, every_block


def test_latin_chinese_and_the_signs_of_a_report_are_there() -> None:
    assert lacking(string.printable.strip() + "äéßøłÿΔβЖשع") == set()
    assert lacking("应上线分级奖励：，。（）《》“”、％￥兆") == set()
    assert lacking("−±×≤≥≈–—…’“”€£¥•→②■△ · \u00a0\u2009") == set()


def test_all_of_gb2312_is_there() -> None:
    pairs = [bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
    hanzi = "".join(pair.decode("gb2312", errors="ignore") for pair in pairs)
    assert len(hanzi) == 6763
    assert lacking(hanzi) == set()


def test_what_is_lacking_is_named() -> None:
    assert named(lacking("Tiers 㐂 \U00020bb7\n")) == "U+3402 (CJK UNIFIED IDEOGRAPH-3402), U+20BB7 (CJK UNIFIED IDEOGRAPH-20BB7)"


def test_matplotlib_draws_with_them_in_both_weights() -> None:
    for weight in ("normal", "bold"):
        found = font_manager.findfont(font_manager.FontProperties(family=list(family()), weight=weight), fallback_to_default=False)
        assert found == str(FOLDER / f"FissionSans-{'Regular' if weight == 'normal' else 'Bold'}.ttf")


def test_a_figure_that_lacks_a_glyph_says_which() -> None:
    from reports.document.drawing import drawings

    assert drawings(every_block(HOSTILE)).missing == {"㐂", "\U00020bb7", "\U0001f680"}
    assert drawings(every_block("结论")).missing == set()


def test_their_licence_comes_with_them() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "OFL.txt").read_text(encoding="utf-8")

"""Growth: the accounts with a first purchase so far, of each scheme."""

from __future__ import annotations

from functools import partial

from reports import curves
from reports.document.blocks import Picture
from reports.figures.numbers import percent
from reports.figures.runs import ENGLISH, Some, arms, circumstances
from reports.figures.schemes import Curves, against, at_the_end, drawn, furthest, over_baseline, series_of, table
from reports.figures.style import minus, styled
from reports.messages import kept
from reports.words import Words


def growth(found: Some, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of activated accounts over the run, by scheme."""
    grown = {name: curves.activated(arm) for name, arm in arms(words, found).items()}
    shown, y_label, x_label = series_of(words, grown), words.say("Activated accounts"), words.say("Month of the run")
    draw = partial(drawn, [(y_label, dict(enumerate(shown)))], len(shown), [lambda value: minus(f"{value:,.0f}")], x_label)
    return Picture(
        "growth", title(words, grown), against(words, grown, words.say("Accounts with a first purchase so far, by scheme")),
        words.say("Lines of activated accounts by month. At the end: {ends}.", ends=at_the_end(words, grown, "count")),
        styled(draw), table(words, y_label, x_label, grown, "count"), circumstances(words, found), "line", shown,
        x_label, y_label)


def title(words: Words, grown: Curves) -> str:
    """Say which scheme brings most customers, or else fewest, and by how much; of one alone, how many it brings."""
    if len(grown) == 1:
        [(name, curve)] = grown.items()
        most = words.say("{number} customers so far", number=f"{curve.mean[-1]:,.0f}")
        return kept(words.say("{scheme} brings {number} customers", scheme=name, number=f"{curve.mean[-1]:,.0f}"), most)
    best, worst = furthest(grown), furthest(grown, -1.0)
    if best is None:
        if worst is None:
            return words.say("No sure difference in customers")
        fewer = portion(words, 1.0 - over_baseline(grown, worst))
        return kept(words.say("{scheme} brings {share} fewer customers", scheme=worst, share=fewer),
                    words.say("One scheme clearly brings fewer customers"))
    ratio, otherwise = over_baseline(grown, best), words.say("One scheme clearly brings more customers")
    if ratio >= 2.0:
        told = words.say("{scheme} brings {ratio} times the baseline's customers", scheme=best, ratio=f"{ratio:.1f}")
    else:
        told = words.say("{scheme} brings {share} more customers", scheme=best, share=portion(words, ratio - 1.0))
    return kept(told, otherwise)


def portion(words: Words, share: float) -> str:
    """Return a share in whole percent, a small one with a decimal.

    >>> portion(ENGLISH, 0.124), portion(ENGLISH, 0.0062)
    ('12 %', '0.6 %')
    """
    return percent(words, share, 0 if share >= 0.01 else 1)

"""Roll rates: from which bucket to which accounts move on their due day, as a matrix with its numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from experiments.interval import Interval, interval, linearised, ratio
from reports.document.blocks import Picture
from reports.figures.numbers import across, listed, percent
from reports.figures.runs import ENGLISH, Numbers, One, brief, circumstances, one
from reports.figures.style import COLOURS, ROW, bare, sheet, styled
from reports.messages import direction
from reports.words import Words
from sim.result import Result

BUCKETS = ("C", "M1", "M2", "M3", "M4", "M5", "M6", "M7")
SHADES = LinearSegmentedColormap.from_list("shares", ["#ffffff", "#cfe4f2", COLOURS[0]])
DARK = 0.6
"""The share from which on a number is written in white."""
Matrix = Mapping[str, list[Interval]]


def roll_rates(found: One, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of the shares of accounts that move from each bucket to each on their due day, over the whole run."""
    arm = one(found)
    moved = np.stack([moves(run) for run in arm.runs])
    matrix = {before: [ratio(moved[:, at, to], moved[:, at].sum(axis=1)) for to in range(len(BUCKETS))]
              for at, before in enumerate(BUCKETS) if moved[:, at].any()}
    table = across(words, words.say("Accounts by bucket before and after their due day"), words.say("Bucket before"), list(matrix),
                   [(to, [row[at] for row in matrix.values()], "share") for at, to in enumerate(BUCKETS)])
    return Picture(
        "roll_rates", title(words, moved),
        words.say("{scheme}: % of accounts in a bucket that are in another after their due day; whole run",
                  scheme=brief(words, arm.scenario)),
        words.say("Matrix of buckets before and after the due day. {rows}.",
                  rows=listed(words, (told(words, each) for each in table.rows))),
        styled(partial(drawn, words, matrix)), table, circumstances(words, found))


def told(words: Words, row: Sequence[str]) -> str:
    """Return in words where the accounts of a bucket go."""
    none = words.figure(0.0, "share", ""), words.estimate(Interval(0.0, 0.0, 0.0, 2), "share", "")
    ways = words.say(", ").join(f"{to} {share}" for to, share in zip(BUCKETS, row[1:], strict=True) if share not in none)
    return words.say("from {bucket}: {ways}", bucket=row[0], ways=ways)


def moves(run: Result) -> Numbers:
    """Return how many accounts moved from each bucket to each."""
    table, found = run.tables["roll_rates"], np.zeros((len(BUCKETS), len(BUCKETS)))
    before, after = ([BUCKETS.index(str(name)) for name in table[column]] for column in ("before", "after"))
    np.add.at(found, (before, after), table["accounts"])
    return found


def drawn(words: Words, matrix: Matrix) -> Figure:
    """Draw a cell for each two buckets, with its share and half the width of its interval."""
    figure, [axes] = sheet(max(ROW * 1.3 * len(matrix) + 0.9, 1.6))
    if not matrix:
        axes.text(0.5, 0.5, words.say("No account has come to a due day"), ha="center", transform=axes.transAxes)
        axes.set_axis_off()
        return figure
    cells = np.array([[each.mean for each in row] for row in matrix.values()])
    axes.imshow(np.nan_to_num(cells), aspect="auto", cmap=SHADES, vmin=0.0, vmax=1.0, interpolation="none")
    for (row, column), value in np.ndenumerate(cells):
        if value > 0.0:
            axes.text(column, row, cell(list(matrix.values())[row][column]), ha="center", va="center", fontsize=9,
                      color="white" if value >= DARK else "black")
    bare(axes)
    axes.set_xticks(range(len(BUCKETS)), BUCKETS)
    axes.set_yticks(range(len(matrix)), list(matrix))
    axes.xaxis.tick_top()
    axes.set_title(words.say("Rows: bucket before the due day; columns: bucket after it; % of the row"))
    return figure


def cell(share: Interval) -> str:
    """Return a share in percent with half the width of its interval.

    >>> cell(Interval(0.123, 0.1, 0.146, 5)), cell(Interval(0.0004, None, None, 1))
    ('12.3 ±2.3', '0.04')
    """
    digits = 1 if share.mean >= 0.001 else 2
    half = f" ±{50.0 * (share.high - share.low):.{digits}f}" if share.low is not None and share.high is not None else ""
    return f"{100.0 * share.mean:.{digits}f}{half}" if math.isfinite(share.mean) else ""


def title(words: Words, moved: Numbers) -> str:
    """Say whether more accounts in the first late bucket recover or roll on."""
    late = moved[:, 1]
    everything = late.sum(axis=1)
    if not everything.any():
        return words.say("No account was late on a second due day")
    cured, rolled = (linearised(late[:, to], everything) for to in (0, 2))
    share, on = (percent(words, float(each.mean())) for each in (cured, rolled))
    return {1: words.say("More accounts in M1 recover ({cured}) than roll on ({rolled})", cured=share, rolled=on),
            -1: words.say("More accounts in M1 roll on ({rolled}) than recover ({cured})", cured=share, rolled=on)}.get(
                direction(interval(cured - rolled)), words.say("Whether more accounts recover than roll on is undecided"))


"""Break-even values of a stress study: in its range, where each thing uncertain makes a scheme pay."""

from __future__ import annotations

from functools import partial

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.stresses.break_even import Verdict
from experiments.study.folder import Found, Kept
from reports.document.blocks import Picture, Table
from reports.figures.numbers import labelled, listed
from reports.figures.runs import ENGLISH
from reports.figures.stresses import Record, factors, place, scheme_name, source, worth
from reports.figures.style import BASELINE, COLOURS, INK, PALE, SOFT, bare, minus, sheet, styled
from reports.folders import kept
from reports.messages import kept as said
from reports.words import Words

ROW = 0.56
"""Inches."""
SHADES = {(True, True): COLOURS[0], (True, False): "#a9d6f5", (False, True): BASELINE, (False, False): PALE}
"""By whether a scheme pays, and whether that is sure."""


def break_even(found: Found | Kept, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of break-even values, one thing at a time, each in its range."""
    record = kept(found).record
    heads = [words.say("Uncertain"), words.say("Scheme"), words.say("Range"), words.say("Today"), words.say("Verdict"),
             words.say("Breaks even at")]
    rows = [row(words, record, each) for each in record["break_even"]]
    return Picture(
        "break_even", title(words, record),
        words.say("Where each scheme does better than {baseline}: one setting at a time, in the range its evidence leaves open",
                  baseline=scheme_name(words, record["schemes"][0])),
        words.say("Ranges of what is uncertain. {rows}.", rows=listed(words, (
            labelled(words, words.say(", ").join(each[1::-1]), f"{each[4]} {each[5]}".strip()) for each in rows))),
        styled(partial(drawn, words, record)),
        Table(words.say("Break-even values"), heads, rows, [False, False, True, True, False, True]), source(words, record))


def row(words: Words, record: Record, each: Record) -> list[str]:
    """Return one break-even value as a row of the table."""
    factor, currency = factors(record)[each["factor"]], record["currency"]
    low, high, today = (worth(words, factor, factor[end], currency) for end in ("low", "high", "today"))
    value = ""
    if each["value"] is not None:
        ends = [words.say("beyond the range") if each[end] is None else worth(words, factor, each[end], currency)
                for end in ("low", "high")]
        value = words.say("{mean} ({low} to {high})", mean=worth(words, factor, each["value"], currency), low=ends[0], high=ends[1])
    return [words.name(each["factor"]), scheme_name(words, each["scheme"]), words.say("{low} to {high}", low=low, high=high), today,
            verdict(words, record, each), value]


def verdict(words: Words, record: Record, each: Record) -> str:
    """Return what is known of a break-even value."""
    today = scheme_name(words, record["schemes"][0])
    below, above = words.say("better below"), words.say("better above")
    return {Verdict.BREAKS_EVEN: below if each["pays_below"] else above,
            Verdict.PAYS: words.say("beats {today} throughout", today=today),
            Verdict.NEVER: words.say("never beats {today}", today=today),
            Verdict.OPEN: words.say("not decided")}[Verdict(each["verdict"])]


def title(words: Words, record: Record) -> str:
    """Say how many break-even values lie in the ranges."""
    verdicts = [Verdict(each["verdict"]) for each in record["break_even"]]
    if set(verdicts) == {Verdict.OPEN}:
        return words.say("No break-even value is decided")
    if set(verdicts) == {Verdict.PAYS}:
        today = scheme_name(words, record["schemes"][0])
        return said(words.say("Schemes beat {today} throughout all ranges", today=today),
                    words.say("Schemes beat today's throughout all ranges"))
    inside = verdicts.count(Verdict.BREAKS_EVEN)
    if not inside:
        return words.say("No scheme surely breaks even in its ranges")
    return words.say("Schemes surely break even in {inside} of {many} ranges", inside=inside, many=len(verdicts))


def drawn(words: Words, record: Record) -> Figure:
    """Draw each range, where in it a scheme pays, and where it breaks even with its interval."""
    shown, currency = record["break_even"], record["currency"]
    figure, [axes] = sheet(ROW * max(len(shown), 1) + 0.5)
    for at, each in enumerate(shown):
        factor = factors(record)[each["factor"]]
        stretch(axes, at, each, factor)
        for x, end, side in ((0.0, "low", "left"), (1.0, "high", "right")):
            axes.text(x, at + 0.34, worth(words, factor, factor[end], currency), fontsize=8, color=SOFT, va="center", ha=side)
        axes.plot([min(max(place(factor, factor["today"]), 0.0), 1.0)] * 2, [at - 0.16, at + 0.16], color=INK, linewidth=1.6)
        axes.text(told_at(factor, each), at - 0.34, told(words, record, each, factor), fontsize=8.5, va="center", ha="center",
                  color=INK if each["verdict"] == Verdict.BREAKS_EVEN else SOFT)
    bare(axes)
    axes.set_yticks(range(len(shown)), [f"{words.name(each['factor'])}\n{scheme_name(words, each['scheme'])}" for each in shown],
                    fontsize=9)
    axes.set(xlim=(-0.01, 1.01), ylim=(len(shown) - 0.45, -0.6), xticks=[])
    axes.set_xlabel(words.say("blue: surely better, light: not surely; dark grey: surely worse, light: not surely\n"
                              "dot and line: break-even, 95 % interval; black: today"), fontsize=8.5, x=0.4)
    return figure


def told(words: Words, record: Record, each: Record, factor: Record) -> str:
    """Return what stands above a range: the break-even value, and that it is not decided; or the verdict."""
    if each["value"] is None:
        return verdict(words, record, each)
    value = minus(worth(words, factor, each["value"], record["currency"]))
    if each["verdict"] == Verdict.BREAKS_EVEN:
        return value
    return labelled(words, value, words.say("not decided"))


def told_at(factor: Record, each: Record) -> float:
    """Return where it stands: above the break-even value, within the axes."""
    return 0.5 if each["value"] is None else min(max(place(factor, each["value"]), 0.1), 0.9)


def stretch(axes: Axes, at: int, each: Record, factor: Record) -> None:
    """Draw one range: where the scheme pays and where not, where that is sure, its break-even value with the interval."""
    axes.barh(at, 1.0, height=0.2, color=PALE)
    for part in each["parts"]:
        left, right = (place(factor, part[end]) for end in ("low", "high"))
        axes.barh(at, right - left, left=left, height=0.2, color=SHADES[part["pays"], part["sure"]])
    if each["value"] is not None:
        ends = [beyond if each[end] is None else place(factor, each[end]) for end, beyond in (("low", 0.0), ("high", 1.0))]
        axes.plot(ends, [at, at], color=COLOURS[1], linewidth=2.4, solid_capstyle="butt")
        axes.plot([place(factor, each["value"])], [at], marker="o", color=COLOURS[1], markersize=6.5)

"""What moves the results most of all that nobody chooses, and how well that is known.

Each bar is the change in a result as a setting goes from the low to the high end of the range that a screening has tried.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from matplotlib.figure import Figure

from experiments.interval import Interval
from experiments.study.folder import Found, Kept
from reports import numbers
from reports.document.blocks import Picture, Series
from reports.figures.bars import draw_bars
from reports.figures.numbers import across, estimates, series
from reports.figures.runs import ENGLISH
from reports.figures.style import COLOURS, ROW, sheet, styled
from reports.folders import kept
from reports.messages import headed
from reports.records import interval_of
from reports.words import Words
from sim.terms import ASSUMPTION, CHOSEN

Entry = Mapping[str, Any]
MOST_ROWS = 10
MATTERS = 0.05
"""By which share a setting must move a result to matter, through the range that was tried."""
UNKNOWN = Interval(math.nan, None, None, 0)


def assumptions(found: Found | Kept, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of what moves the results most and is not chosen, by grade."""
    record = kept(found).record
    entries = mattering(record["settings"])[:MOST_ROWS]
    names = [headed(words.term(each["about"])) for each in entries]
    told = {measure: [swing(each, measure) for each in entries] for measure in record["results"]}
    heads = {measure: words.measure(measure) for measure in told}
    first = next(iter(told))
    return Picture(
        "assumptions", title(words, mattering(record["settings"])),
        words.say("Change in each result as a setting goes from a fifth below its value to a fifth above, or as far as it may"),
        words.say("Bars of the change in each result. {measure}: {values}.", measure=heads[first],
                  values=estimates(words, dict(zip(names, told[first], strict=True)), "share")),
        styled(partial(drawn, words, entries, names, told, heads)),
        across(words, words.say("What moves the results most"), words.say("Setting"), names,
               [(heads[measure], each, "share") for measure, each in told.items()]),
        source(words, record), "bar", [percents(heads[measure], names, each) for measure, each in told.items()],
        words.say("Setting"), words.say("% of the result"))


def mattering(settings: Sequence[Entry]) -> list[Entry]:
    """Return the settings that nobody chooses and that surely move some result far enough to matter, the largest effect first."""
    return [each for each in settings if each["grade"] != CHOSEN
            and any(abs(swing(each, measure).mean) >= MATTERS for measure in each["effects"])]


def swing(entry: Entry, measure: str) -> Interval:
    """Return by which share a result changes as a setting goes through its range; unknown where that is not told from luck."""
    each = entry["effects"].get(measure)
    return times(interval_of({**each, "replications": 2}), (entry["percent"] or 1.0) / 100.0) if each and each["sure"] else UNKNOWN


def times(each: Interval, factor: float) -> Interval:
    """Return an interval times a number above 0."""
    low, high = (None if end is None else factor * end for end in (each.low, each.high))
    return Interval(factor * each.mean, low, high, each.replications)


def percents(name: str, names: Sequence[str], found: Sequence[Interval]) -> Series:
    """Return changes as a series in percent, which may be below 0 and above 100."""
    return series(name, names, [times(each, 100.0) for each in found])


def title(words: Words, matter: Sequence[Entry]) -> str:
    """Say how many of the settings that matter are assumptions."""
    if not matter:
        return words.say("Nothing that is uncertain surely matters")
    return words.say("{assumed} of {many} settings that matter are assumptions",
                     assumed=sum(each["grade"] == ASSUMPTION for each in matter), many=len(matter))


def source(words: Words, record: Entry) -> str:
    """Return where the figure comes from."""
    return words.say("Simulation: {scenario}, {persons:,} persons, {days:,} days, {many} walks through the ranges of all settings. "
                     "Contribution margin: in percent of revenue. Empty: not told apart from luck. Settings that matter: those "
                     "that surely move a result by 5 % or more.",
                     scenario=words.name(record["scenario"]), persons=record["persons"], days=record["days"],
                     many=record["trajectories"])


def drawn(words: Words, entries: Sequence[Entry], names: Sequence[str], told: Mapping[str, Sequence[Interval]],
          heads: Mapping[str, str]) -> Figure:
    """Draw a column a result, a bar a setting, in the colour of its grade."""
    figure, axes = sheet(ROW * 1.15 * max(len(entries), 1) + 1.0, columns=len(told))
    colours = [COLOURS[1] if each["grade"] == ASSUMPTION else COLOURS[0] for each in entries]
    for number, (each, (measure, found)) in enumerate(zip(axes, told.items(), strict=True)):
        texts = [signed(words, one) for one in found]
        draw_bars(each, percents("", names, found), texts, words.say("{measure}, %", measure=heads[measure]), colours)
        if number:
            each.set_yticks([])
    keys = ((words.say("■ an assumption"), COLOURS[1]), (words.say("■ known better"), COLOURS[0]))
    for each, (text, colour) in zip(axes, keys, strict=False):
        each.text(0.0, -0.02, text, color=colour, va="top", fontsize=9.5, transform=each.transAxes)
    return figure


def signed(words: Words, each: Interval) -> str:
    """Return a change in percent with its sign, free of the axis; nothing where it is not known."""
    return "" if not math.isfinite(each.mean) else f" {words.dressed(numbers.signed(100.0 * each.mean, 0), 'share', '')}"

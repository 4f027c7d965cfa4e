"""The recommended terms beside today's: each lever in its range."""

from __future__ import annotations

import json
import textwrap
from functools import partial

from matplotlib.figure import Figure

from experiments.study.folder import Found, Kept
from reports.document.blocks import Picture, Table
from reports.figures.bars import name_rows
from reports.figures.numbers import listed
from reports.figures.runs import ENGLISH
from reports.figures.searches import TODAY, Record, candidate_name, run_with
from reports.figures.style import BASELINE, COLOURS, PALE, SOFT, sheet, styled
from reports.folders import kept
from reports.messages import headed
from reports.records import chosen_of
from reports.words import Words

ROW = 0.62
"""Inches."""


def terms(found: Found | Kept, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of the recommended value of each lever beside that of today."""
    record = kept(found).record
    chosen = chosen_of(record)
    rows = [[path, told(words, record, path, record["today"][path]),
             told(words, record, path, chosen["levers"][path]) if chosen else words.say("n/a"),
             listed(words, (told(words, record, path, end) for end in reach(record, path)))] for path in record["levers"]]
    heads = [words.say("Setting"), words.say("Today"), words.say("Recommended"), words.say("Searched")]
    return Picture(
        "terms", title(words, record),
        words.say("{scheme}: settings that were searched, today's and the recommended value in their ranges",
                  scheme=words.name(record["scenario"]).capitalize()),
        words.say("Settings with today's and the recommended value. {rows}.", rows=listed(words, (
            words.say("{setting}: {today} today, {recommended} recommended", setting=row[0], today=row[1], recommended=row[2])
            for row in rows))),
        styled(partial(drawn, words, record)), Table(words.say("Recommended terms"), heads, rows, [False] * 4),
        run_with(words, record))


def title(words: Words, record: Record) -> str:
    """Say how many settings are to change."""
    chosen = chosen_of(record)
    if chosen is None:
        return words.say("Nothing can be recommended")
    if chosen["candidate"] == TODAY:
        return words.say("Today's terms are recommended")
    changed = sum(chosen["levers"][path] != record["today"][path] for path in record["levers"])
    return words.say("{candidate} changes {changed} of {many} settings", candidate=headed(candidate_name(words, chosen)),
                     changed=changed, many=len(record["levers"]))



def reach(record: Record, path: str) -> list[str]:
    """Return the ends of the range of a lever, or its values."""
    attributes = json.loads(record["levers"][path]["distribution"])["attributes"]
    return [str(each) for each in attributes.get("choices", (attributes.get("low"), attributes.get("high")))]


def told(words: Words, record: Record, path: str, value: str) -> str:
    """Return the value of a lever with its unit."""
    lever = record["levers"][path]
    if "choices" in json.loads(lever["distribution"])["attributes"]:
        return words.name(value.strip("{}").removeprefix("rule: "))
    return words.figure(float(value), lever["unit"], record["currency"])


def place(record: Record, path: str, value: str) -> float:
    """Return where a value stands in its range, from 0 to 1; outside where it lies beyond it."""
    ends = reach(record, path)
    if "choices" in json.loads(record["levers"][path]["distribution"])["attributes"]:
        return ends.index(value) / max(len(ends) - 1, 1) if value in ends else 0.0
    low, high = map(float, ends)
    return (float(value) - low) / ((high - low) or 1.0)


def drawn(words: Words, record: Record) -> Figure:
    """Draw a row a lever: its range, today's value, the recommended one."""
    figure, [axes] = sheet(ROW * len(record["levers"]) + 0.55)
    chosen = chosen_of(record)
    for row, path in enumerate(record["levers"]):
        axes.plot([0.0, 1.0], [row, row], color=PALE, linewidth=5.0, solid_capstyle="butt", zorder=0)
        ends = [told(words, record, path, end) for end in (reach(record, path)[0], reach(record, path)[-1])]
        for x, text, side in ((-0.025, ends[0], "right"), (1.025, ends[-1], "left")):
            axes.text(x, row, textwrap.fill(text, 18, max_lines=2, placeholder=" …"), fontsize=8.5, color=SOFT, va="center",
                      ha=side)
        marks = [(record["today"], BASELINE, "s", 1)]
        if chosen and chosen["candidate"] != TODAY:
            marks.append((chosen["levers"], COLOURS[1], "D", -1))
        for values, colour, marker, below in marks:
            x, text = min(max(place(record, path, values[path]), 0.0), 1.0), told(words, record, path, values[path])
            axes.plot([x], [row], marker, color=colour, markersize=8, markeredgecolor="white")
            axes.annotate(text, (x, row), (0, -8 * below), textcoords="offset points", color=colour, fontsize=9, ha="center",
                          va="top" if below > 0 else "bottom")
    name_rows(axes, list(record["levers"]))
    axes.set_xlim(-0.22, 1.22)
    axes.text(0.0, -0.62, words.say("■ today, written below the line"), color=BASELINE, va="bottom", fontsize=9)
    if chosen and chosen["candidate"] != TODAY:
        axes.text(1.0, -0.62, words.say("◆ recommended, written above it"), color=COLOURS[1], va="bottom", ha="right", fontsize=9)
    axes.set_ylim(len(record["levers"]) - 0.45, -0.85)
    return figure


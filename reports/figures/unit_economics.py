"""Unit economics: what a customer costs, what she is worth, and when she has paid back her cost."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
from matplotlib.figure import Figure

from experiments.interval import Interval, interval
from experiments.replication import Replications
from reports.document.blocks import Picture
from reports.figures.bars import draw_dots
from reports.figures.numbers import across, labelled, listed, paired, plus_minus, series
from reports.figures.runs import ENGLISH, Some, arms, circumstances
from reports.figures.style import COLOURS, ROW, sheet, styled
from reports.messages import direction, kept
from reports.words import Words

MEASURES: Mapping[str, str] = {"cac": "money", "ltv": "money", "payback_month": "months"}


def unit_economics(found: Some, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of acquisition cost, lifetime value and payback, by scheme."""
    by_scheme = arms(words, found)
    first = next(iter(by_scheme.values()))
    currency, names = first.scenario.currency, list(by_scheme)
    heads = {"cac": words.say("CAC"), "ltv": words.say("LTV, within the run"), "payback_month": words.say("Payback")}
    values = {measure: [arm.summary[measure] for arm in by_scheme.values()] for measure in MEASURES}
    columns = [(heads[measure], values[measure], unit) for measure, unit in MEASURES.items()]
    table = across(words, words.say("Cost, worth and payback of an activated account"), words.say("Scheme"), names, columns,
                   currency, note(words, values, first))
    rows = (labelled(words, name, paired(words, heads.values(), each)) for name, *each in table.rows)
    return Picture(
        "unit_economics", title(words, by_scheme),
        words.say("Acquisition cost (CAC), lifetime value (LTV) of an activated account, and the month that pays her back"),
        words.say("Dots of acquisition cost, lifetime value and payback month. {rows}.", rows=listed(words, rows)),
        styled(partial(drawn, words, names, values, heads, currency)), table, circumstances(words, found), "bar",
        [series(heads[measure], names, values[measure]) for measure in ("cac", "ltv")], words.say("Scheme"), words.name(currency))


def note(words: Words, values: Mapping[str, list[Interval]], first: Replications) -> str:
    """Return what there is to say of a payback that has not come in every replication."""
    if all(each.replications == len(first.runs) for each in values["payback_month"]):
        return ""
    return words.say("Payback: mean of the replications in which it comes within the run.")


def drawn(words: Words, names: list[str], values: Mapping[str, list[Interval]], heads: Mapping[str, str], currency: str) -> Figure:
    """Draw a column each for cost, worth (on one scale) and payback."""
    figure, axes = sheet(1.35 * ROW * len(names) + 0.75, columns=3, width_ratios=(1.0, 1.0, 0.8))
    units = {"cac": words.name(currency), "ltv": words.name(currency), "payback_month": words.say("months")}
    for number, (each, (measure, unit)) in enumerate(zip(axes, MEASURES.items(), strict=True)):
        told = [plus_minus(words, one, "money" if unit == "money" else "count") for one in values[measure]]
        told = [text if np.isfinite(one.mean) else words.say("not within the run")
                for text, one in zip(told, values[measure], strict=True)]
        label = words.say("{name}, {unit}", name=heads[measure], unit=units[measure])
        draw_dots(each, series("", names, values[measure]), told, label, [COLOURS[number % 2]] * len(names))
        if number:
            each.set_yticks([])
    same = [*axes[0].get_xlim(), *axes[1].get_xlim(), 0.0]
    for each in axes[:2]:
        each.set_xlim(min(same), max(same))
    return figure


def title(words: Words, by_scheme: Mapping[str, Replications]) -> str:
    """Say whether a customer is surely worth more than she costs, under all schemes, none, or some."""
    over = {name: direction(interval(arm.values("ltv") - arm.values("cac"))) for name, arm in by_scheme.items()}
    found = set(over.values())
    if found == {1}:
        return words.say("A customer is worth more than she costs so far")
    if found == {-1}:
        return words.say("A customer costs more than she is worth so far")
    worse = [name for name, each in over.items() if each == -1]
    if worse:
        told = words.say("{scheme}: a customer costs more than she is worth", scheme=worse[0])
        if len(worse) == 1:
            return kept(told, words.say("Under one scheme a customer costs more than her worth"))
        return words.say("Under some schemes a customer costs more than her worth")
    if 1 in found:
        return words.say("Only under some schemes a customer surely pays")
    return words.say("Whether a customer is worth her cost is undecided")

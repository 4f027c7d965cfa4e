"""Profit: what each scheme has earned so far; a second panel where one scheme would hide the others."""

from __future__ import annotations

from functools import partial

from reports import curves
from reports.document.blocks import Picture, Series
from reports.figures.runs import ENGLISH, Some, arms, circumstances
from reports.figures.schemes import (
    Curves,
    Panel,
    against,
    at_the_end,
    differences,
    drawn,
    furthest,
    largest,
    points,
    series_of,
    table,
)
from reports.figures.style import minus, styled
from reports.messages import direction, kept
from reports.words import Words

FAR = 2.0
"""So many times the difference that is told, a lower profit of another scheme is told, too."""


def profit(found: Some, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of the profit so far, by scheme."""
    earned = {name: curves.profit(arm) for name, arm in arms(words, found).items()}
    currency = next(iter(arms(words, found).values())).scenario.currency
    size, unit, digits = words.large(largest(series_of(words, earned)), currency)
    shown = series_of(words, {name: curve.times(1.0 / size) for name, curve in earned.items()})
    x_label = words.say("Month of the run")
    boxes = panels(words, earned, shown, unit)
    told = [lambda value, more=place: minus(f"{value:z,.{digits + more}f}") for place in range(len(boxes))]
    return Picture(
        "profit", title(words, earned, currency),
        against(words, earned, words.say("Profit so far, after losses, provisions, rewards and advertising")),
        words.say("Lines of the profit so far by month. At the end: {ends}.", ends=at_the_end(words, earned, "money", currency)),
        styled(partial(drawn, boxes, len(shown), told, x_label)),
        table(words, words.say("Profit so far"), x_label, earned, "money", currency), circumstances(words, found), "line", shown,
        x_label, unit)


def panels(words: Words, earned: Curves, shown: list[Series], unit: str) -> list[Panel]:
    """Return one panel, or a second one without the scheme that ends furthest from the baseline where others are left."""
    everything = dict(enumerate(shown))
    if len(earned) < 3:
        return [(words.say("Profit, {unit}", unit=unit), everything)]
    far = {name: abs(each.mean) for name, each in differences(earned).items()}
    off = max(far, key=far.__getitem__)
    rest = {number: each for (number, each), name in zip(everything.items(), earned, strict=True) if name != off}
    return [(words.say("All scenarios, {unit}", unit=unit), everything),
            (words.say("Without {scheme}, on a scale of its own, {unit}", scheme=off, unit=unit), rest)]


def title(words: Words, earned: Curves, currency: str) -> str:
    """Say which scheme adds most to profit, or else which one takes most from it; of one alone, whether it earns.

    Where another one ends far lower, that one is told, too, sure or not.
    """
    if len(earned) == 1:
        return alone(words, next(iter(earned.values())), currency)
    best, worst = furthest(earned), furthest(earned, -1.0)
    less = differences(earned)
    lowest, told_of = min(less, key=lambda name: less[name].mean), best or worst
    if told_of and lowest != told_of and -less[lowest].mean > FAR * abs(less[told_of].mean):
        return far_off(words, earned, best, lowest, currency)
    if best is not None:
        told = words.say("{scheme} adds {amount} of profit", scheme=best, amount=gap(words, earned, best, currency))
        return kept(told, words.say("One scheme clearly earns more"))
    if worst is not None:
        told = words.say("{scheme} costs {amount} of profit", scheme=worst, amount=gap(words, earned, worst, currency))
        return kept(told, words.say("No scheme earns more, one clearly less"))
    return words.say("No scheme is surely more profitable, or less")


def far_off(words: Words, earned: Curves, best: str | None, lowest: str, currency: str) -> str:
    """Say that one scheme ends far lower than another one ends higher, or than any that is sure."""
    amount = gap(words, earned, lowest, currency)
    if best is None:
        return kept(words.say("{scheme} may cost {amount}, not decided", scheme=lowest, amount=amount),
                    words.say("One scheme may cost far more, not decided"))
    more = gap(words, earned, best, currency)
    if differences(earned)[lowest].decided:
        return kept(words.say("{best} adds {more}, {scheme} costs {amount}", best=best, more=more, scheme=lowest, amount=amount),
                    words.say("One scheme clearly earns more, another far less"))
    return kept(words.say("{best} adds {more}, {scheme} may cost {amount}", best=best, more=more, scheme=lowest, amount=amount),
                words.say("One scheme clearly earns more, another may cost more"))


def alone(words: Words, curve: curves.Curve, currency: str) -> str:
    """Say whether a scheme earns or loses within the run."""
    end = points(curve)[-1]
    amount = words.rounded_money(abs(end.mean), currency)
    messages = {1: words.say("It earns {amount}", amount=amount), -1: words.say("It loses {amount}", amount=amount)}
    return messages.get(direction(end), words.say("Whether it earns or loses is not decided"))


def gap(words: Words, earned: Curves, name: str, currency: str) -> str:
    """Return by how much money a curve ends above or below the first one."""
    baseline, *_ = earned.values()
    return words.rounded_money(abs(earned[name].less(baseline).mean), currency)

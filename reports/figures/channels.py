"""The mix of channels: how many new customers came by themselves and how many were referred, by month or by scheme."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.interval import Interval, interval, ratio
from experiments.replication import Replications
from reports.document.blocks import Picture, Series
from reports.figures.bars import name_rows
from reports.figures.numbers import across, estimates, percent
from reports.figures.runs import ENGLISH, Some, arms, by_month, circumstances
from reports.figures.schemes import against
from reports.figures.style import BASELINE, COLOURS, ROW, number_axis, sheet, styled
from reports.messages import decided_most, kept
from reports.words import Words

PALETTE = (BASELINE, COLOURS[0])
"""Of who came by herself, and of who was referred."""


def channels(found: Some, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of organic and referred customers: by month of one scheme, or by scheme of several."""
    by_scheme = arms(words, found)
    several = len(by_scheme) > 1
    names = list(by_scheme) if several else []
    parts = [mix_of(arm) for arm in by_scheme.values()] if several else months_of(next(iter(by_scheme.values())))
    names = names or [str(number) for number in range(1, len(parts) + 1)]
    first = words.say("Scheme") if several else words.say("Month of the run")
    heads = words.say("came by themselves"), words.say("referred")
    shown = [Series(head, names, [part[at].mean for part in parts]) for at, head in enumerate(heads)]
    share = [part[2] for part in parts]
    draw = partial(by_scheme_drawn, words, shown, share) if several else partial(by_month_drawn, words, shown, first)
    table = across(words, words.say("Accounts with a first purchase, by channel"), first, names, [
        *((head, [part[at] for part in parts], "count") for at, head in enumerate(heads)),
        (words.say("Share referred"), share, "share")])
    return Picture(
        "channels", title(words, by_scheme),
        subtitle(words, by_scheme),
        words.say("Stacked bars of customers who came by themselves and who were referred. Share referred: {shares}.",
                  shares=estimates(words, {name: mix_of(arm)[2] for name, arm in by_scheme.items()}, "share")),
        styled(draw), table, circumstances(words, found), "bar", shown, first, words.say("Accounts"))


def subtitle(words: Words, by_scheme: Mapping[str, Replications]) -> str:
    """Return what is shown, with the name of the only scheme."""
    text = words.say("Accounts with a first purchase: referred by a customer, or came by themselves")
    return text if len(by_scheme) > 1 else against(words, by_scheme, text)


Part = tuple[Interval, Interval, Interval]
"""Organic customers, referred ones, and the share of the referred."""


def mix_of(arm: Replications) -> Part:
    """Return the mix of channels of a whole run."""
    referred, everybody = arm.values("referred_accounts"), arm.values("activated_accounts")
    return interval(everybody - referred), interval(referred), ratio(referred, everybody)


def months_of(arm: Replications) -> list[Part]:
    """Return the mix of channels of each month."""
    pairs = [(by_month(run, "activated"), by_month(run, "referred_activated")) for run in arm.runs]
    many = len(pairs[0][0])
    return [(interval(all_[at] - mine[at] for all_, mine in pairs), interval(mine[at] for _, mine in pairs),
             ratio([mine[at] for _, mine in pairs], [all_[at] for all_, _ in pairs])) for at in range(many)]


def by_month_drawn(words: Words, shown: list[Series], x_label: str) -> Figure:
    """Draw a column a month, the referred on top; each part is named once."""
    figure, [axes] = sheet(3.3)
    organic, referred = shown
    axes.bar(range(1, 1 + len(organic.y)), organic.y, color=PALETTE[0])
    axes.bar(range(1, 1 + len(organic.y)), referred.y, bottom=organic.y, color=PALETTE[1])
    axes.set_title(words.say("New customers a month"))
    axes.set_xlabel(x_label)
    axes.grid(visible=False, axis="x")
    number_axis(axes.yaxis)
    number_axis(axes.xaxis, 9, whole=True)
    axes.set_xlim(0.3, len(organic.y) + 0.7)
    named_apart(axes, shown)
    return figure


def by_scheme_drawn(words: Words, shown: list[Series], share: list[Interval]) -> Figure:
    """Draw a bar a scheme, the share of the referred at its end."""
    organic, referred = shown
    figure, [axes] = sheet(ROW * len(organic.y) + 0.75)
    axes.barh(range(len(organic.y)), organic.y, height=0.62, color=PALETTE[0])
    axes.barh(range(len(organic.y)), referred.y, left=organic.y, height=0.62, color=PALETTE[1])
    name_rows(axes, [str(name) for name in organic.x])
    most = max(one + other for one, other in zip(organic.y, referred.y, strict=True)) or 1.0
    for row, (one, other) in enumerate(zip(organic.y, referred.y, strict=True)):
        axes.text(one + other + 0.012 * most, row, words.say("{number}, {share} referred", number=f"{one + other:,.0f}",
                                                             share=words.estimate(share[row], "share", "")), va="center")
    axes.set_xlim(0.0, most * 1.02)
    named_apart(axes, shown)
    return figure


def named_apart(axes: Axes, shown: list[Series]) -> None:
    """Name the parts above the axes, each in its colour."""
    for place, (each, colour) in enumerate(zip(shown, PALETTE, strict=True)):
        axes.text(1.0 - 0.26 * (1 - place), 1.02, f"■ {each.name}", color=colour, ha="right", va="bottom",
                  transform=axes.transAxes)


def title(words: Words, by_scheme: Mapping[str, Replications]) -> str:
    """Say how many are referred under the one scheme, or under which one surely a larger share is, or else a smaller one."""
    baseline, *others = by_scheme
    share = {name: arm.values("referred_accounts") / arm.values("activated_accounts") for name, arm in by_scheme.items()}
    means = {name: mix_of(arm)[2] for name, arm in by_scheme.items()}
    if not any(arm.values("referred_accounts").any() for arm in by_scheme.values()):
        return words.say("Nobody was referred")
    if not others:
        return words.say("{share} of new customers are referred", share=words.figure(means[baseline].mean, "share", ""))
    more = {name: interval(share[name] - share[baseline]) for name in others}
    best, worst = decided_most(more), decided_most(more, -1.0)
    told_of = best or worst
    if told_of is None:
        return words.say("No sure difference in the share referred")
    much, usual = (percent(words, means[name].mean) for name in (told_of, baseline))
    if much == usual:
        return words.say("Hardly any difference in the share referred")
    return kept(words.say("{scheme}: {much} of customers referred, baseline {usual}", scheme=told_of, much=much, usual=usual),
                words.say("Under one scheme clearly more are referred") if best
                else words.say("Under one scheme clearly fewer are referred"))

"""Portraits as the file that a scenario names by ``portraits:``, each figure with its interval in a comment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from experiments.customers.naming import MEANS, TOLD, Mark
from experiments.customers.portrait import Portrait, Portraits
from experiments.customers.scorecard import Scorecard
from experiments.customers.traits import Trait
from experiments.interval import Interval
from scenarios.writing import comment, scalar
from sim.terms import MEASURED

COLUMN = 50
LEAST_AUC, MOST_AUC = 0.505, 0.99
SCORES = {"auc_thick": "of applicants with a full file: limit, income and attributes",
          "auc_behaviour": "once there is behaviour: all features"}


def text_of(found: Portraits, today: date, name: str) -> str:
    """Return the file; ``name`` is what it is called."""
    return "\n".join([*map(comment, head(found, today, name)), "", *of_scores(found), "portraits:", *of_portraits(found), "",
                      "evidence:", *of_evidence(found)]) + "\n"


def head(found: Portraits, today: date, name: str) -> Iterator[str]:
    """Yield what the file is made of, and what it cannot tell."""
    quality = found.quality
    months = " to ".join(dict.fromkeys(quality.months))
    portraits = f"{len(found.portraits)} portrait{'s' * (len(found.portraits) > 1)}"
    yield f"{portraits} of {quality.accounts:,} accounts in {quality.file}, {months}."
    yield f"Made by fission portrait on {today.isoformat()}; a scenario takes them by the line: portraits: {name}"
    yield "Behind # stand intervals of 95 % and the number of accounts."
    if found.default_means:
        yield f"Default: {found.default_means}"
    for each in found.left_out:
        yield f"Not told: {each.what}: {each.text}"


def of_scores(found: Portraits) -> Iterator[str]:
    """Yield the AUCs of the scorecards, by which scores are drawn."""
    if known := telling(found):
        yield "credit:"
        yield "  score:"
        for name, card in known.items():
            yield commented(f"    {name}: {card.judged.auc.mean:.3f}", f"{between(card)}; {SCORES[name]}")
        yield ""


def telling(found: Portraits) -> dict[str, Scorecard]:
    """Return the scorecards that tell better from worse, by the setting that draws such a score."""
    cards = {"auc_thick": found.scorecards.application, "auc_behaviour": found.scorecards.behaviour}
    return {name: card for name, card in cards.items() if card is not None and LEAST_AUC <= card.judged.auc.mean <= MOST_AUC}


def between(card: Scorecard) -> str:
    """Return the interval of a scorecard's AUC, and on how many accounts it was found."""
    auc = card.judged.auc
    return f"{auc.low:.3f} to {auc.high:.3f} on {card.judged.accounts:,} held-out accounts"


def of_portraits(found: Portraits) -> Iterator[str]:
    """Yield the portraits."""
    for each, share in zip(found.portraits, shares([one.accounts for one in found.portraits]), strict=True):
        yield f"  {each.name}:"
        yield f"    about: {scalar(about(each, found.currency))}"
        known = f"{ends(each.share, 'share')}; {each.accounts:,} accounts{defaults(each)}"
        yield commented(f"    share: {share / 10:.1f} %", known)
        yield from of_traits(each.traits, found.currency)


def defaults(each: Portrait) -> str:
    """Return which share of a portrait's accounts defaulted, where it is known."""
    return "" if each.default is None else f"; {shown(each.default.mean, 'share')} default, {ends(each.default, 'share')}"


def of_traits(own: Sequence[Trait], currency: str) -> Iterator[str]:
    """Yield the traits of a portrait, group by group."""
    last: list[str] = []
    for each in own:
        *groups, name = each.path.split(".")
        for depth, group in enumerate(groups):
            if groups[: depth + 1] != last[: depth + 1]:
                yield f"{'  ' * (depth + 2)}{group}:"
        last = groups
        money = f" {currency}" if each.unit == "money" else ""
        line = f"{'  ' * (len(groups) + 2)}{name}: {shown(each.value.mean, each.unit)}{money}"
        yield commented(line, f"{ends(each.value, each.unit)}; {each.value.replications:,} accounts; {each.told}")


def of_evidence(found: Portraits) -> Iterator[str]:
    """Yield what each value stands on: measured, worked out, or assumed on the way."""
    file = found.quality.file
    for name, card in telling(found).items():
        yield stated(f"credit.score.{name}", MEASURED, f"{file}, {card.judged.accounts:,} held-out accounts")
    for portrait in found.portraits:
        above = f"portraits.{portrait.name}"
        yield stated(f"{above}.share", MEASURED, f"{file}, {portrait.accounts:,} accounts")
        for each in portrait.traits:
            yield stated(f"{above}.{each.path}", each.grade, f"{file}, {each.value.replications:,} accounts; {each.how}")


def stated(path: str, grade: str, source: str) -> str:
    """Return a line of evidence."""
    return f"  {path}: {scalar(f'{grade}: {source}')}"


def commented(line: str, told: str) -> str:
    """Return a line with a comment behind it."""
    return f"{line:<{COLUMN}} {comment(told)}"


def shares(counts: Sequence[int]) -> list[int]:
    """Return shares in tenths of a per cent that add up to all: the largest remainders are rounded up.

    >>> shares([1, 1, 1])
    [334, 333, 333]
    """
    exact = [1_000 * count / sum(counts) for count in counts]
    found = [int(each) for each in exact]
    for place in sorted(range(len(exact)), key=lambda at: found[at] - exact[at])[: 1_000 - sum(found)]:
        found[place] += 1
    return found


def about(each: Portrait, currency: str) -> str:
    """Return what sets a portrait apart, with its figures and those of all customers."""
    told = each.marks[:TOLD]
    if not told:
        return "Like most customers."
    words = ", ".join(mark.words for mark in told)
    return f"{words[:1].upper()}{words[1:]}: {', '.join(figures(mark, currency) for mark in told)}."


def figures(mark: Mark, currency: str) -> str:
    """Return a figure of a segment beside that of all customers."""
    name, unit = MEANS.get(mark.feature, (f"median {mark.feature.replace('_', ' ')}", "number"))
    money = f"{currency} " if unit == "money" else ""
    return f"{name} {money}{shown(mark.own, unit)} (all {shown(mark.all, unit)})"


def ends(value: Interval, unit: str) -> str:
    """Return the interval of a figure."""
    if value.low is None or value.high is None:
        return "no interval"
    return f"{shown(value.low, unit).split(' per ')[0]} to {shown(value.high, unit)}"


def shown(value: float, unit: str) -> str:
    """Return a number to three digits as a scenario file has it.

    >>> shown(41_987.3, "money"), shown(0.1234, "share"), shown(-1.3761, "number"), shown(2.0, "per month")
    ('42,000', '12.3 %', '-1.38', '2 per month')
    """
    if unit == "share":
        return f"{100.0 * value:.3g} %" if abs(value) < 0.1 else f"{100.0 * value:.1f} %"
    if unit == "money":
        return f"{float(f'{value:.3g}'):,.0f}" if abs(value) >= 100.0 else f"{value:.2f}"
    return f"{value:z.2f}" if unit == "number" else f"{value:.3g} {unit}" if unit.startswith("per ") else f"{value:.3g}"

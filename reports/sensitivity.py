"""A sensitivity study for people: the indices of each measure, the lever that matters most on top."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.indices import Index, Luck
from experiments.interval import Interval
from experiments.lab.measures import measures
from experiments.sensitivities import Plan, Sensitive
from reports.numbers import dressed, estimate, figure, grouped, places, scaled
from reports.tables import hanging, label

RANKED = {"morris": "mu_star", "sobol": "ST"}
"""The index by which levers are ranked."""

HEADS = {"mu_star": "size of the effect (mu*)", "mu_star_of_luck": "of luck alone", "mu": "mean (mu)", "sigma": "spread (sigma)",
         "S1": "alone (S1)", "ST": "in all (ST)"}
READ = {
    "morris": "Effect of moving a lever through its whole range, the others anywhere: mean size (mu*), 95 % interval, the size\n"
              "that luck alone would make (not decided: not told apart from it), mean, spread. A spread as large as the size:\n"
              "the effect depends on where the other levers stand.",
    "sobol": "Share of the variance of the mean response, with 95 % intervals: by the lever alone (S1), and with all it does\n"
             "together with others (ST).",
}


def sensitivity_text(found: Sensitive) -> str:
    """Return what was studied and how to read it, and a table a measure."""
    lines = [heading(found.plan), READ[found.plan.study.says.method]]
    for measure in found.plan.shown:
        lines += ["", *table(found, measure)]
    return "\n".join(lines)


def heading(plan: Plan) -> str:
    """Return what was studied."""
    says, scenario = plan.study.says, plan.designs[0].what.scenario
    return (f"{says.title or plan.study.name}: {scenario.name}, {len(plan.levers)} levers, {len(plan.designs):,} points, "
            f"{len(plan.seeds)} replications each; {scenario.persons:,} persons, {scenario.days:,} days")


def table(found: Sensitive, measure: str) -> Iterator[str]:
    """Yield a line a lever, and below them a line for each two that do something together."""
    by_lever = ranked(found, measure)
    yield f"{label(measure)}{of_luck(found.luck[measure])}"
    if not by_lever:
        still = "no lever moves it: it is the same at every point"
        yield f"  {still if found.is_defined(measure) else 'undefined somewhere under every seed: no indices'}"
        return
    names = [each.name for each in next(iter(by_lever.values()))]
    rows = [["lever", *(HEADS[name] for name in names)],
            *([lever, *(shown(each, measure, found) for each in indices)] for lever, indices in by_lever.items())]
    wide = [max(len(row[number]) for row in rows) for number in range(len(rows[0]))]
    for row in rows:
        yield "  " + "  ".join(f"{text:<{width}}" for text, width in zip(row, wide, strict=True)).rstrip()
    pairs = together(found, measure)
    for each in pairs:
        yield f"  {each.lever} with {each.other}: {shown(each, measure, found)} (S2)"
    if found.plan.study.says.second_order and not pairs:
        yield "  of what two levers do together (S2) none surely differs from 0"
    if wrong := found.impossible(measure):
        yield from hanging("  ", f"too few points, double them: shares beyond 0 and 1, or S1 above ST, of {', '.join(wrong)}")


def ranked(found: Sensitive, measure: str) -> dict[str, list[Index]]:
    """Return the indices of each lever, the one that matters most first."""
    single = [each for each in found.found[measure] if not each.other]
    by_lever = {lever.path: [each for each in single if each.lever == lever.path] for lever in found.plan.levers}
    by = RANKED[found.plan.study.says.method]
    size = {lever: next((each.value for each in indices if each.name == by), 0.0) for lever, indices in by_lever.items()}
    return {lever: by_lever[lever] for lever in sorted(by_lever, key=lambda lever: -size[lever])} if single else {}


def together(found: Sensitive, measure: str) -> list[Index]:
    """Return what two levers surely do together, most first; it is part of all that each of them does."""
    most = {each.lever: each.high or 0.0 for each in found.found[measure] if each.name == "ST"}
    pairs = [each for each in found.found[measure] if each.other and each.low is not None and each.low > 0.0
             and each.value <= min(most[each.lever], most[each.other])]
    return sorted(pairs, key=lambda each: -each.value)


def shown(each: Index, measure: str, found: Sensitive) -> str:
    """Return an index: a share, or in the unit of its measure."""
    if found.plan.study.says.method == "sobol":
        return f"{each.value:.2f} ({each.low:.2f} to {each.high:.2f})" if each.low is not None else "n/a"
    unit, currency = measures()[measure].unit, found.plan.designs[0].what.scenario.currency
    if each.name == "mu_star_of_luck":
        return figure(each.value, unit, currency)
    if each.name != RANKED["morris"] or each.low is None or each.high is None:
        size = next(one for one in found.found[measure] if one.name == RANKED["morris"] and one.lever == each.lever)
        digits = places((size.value, size.low or 0.0, size.high or 0.0), unit)
        return dressed(grouped(scaled(each.value, unit), digits), unit, currency)
    told = estimate(Interval(each.value, each.low, each.high, len(found.plan.places)), unit, currency)
    return told if decided(each, measure, found) or not each.value else f"{told}, not decided"


def decided(size: Index, measure: str, found: Sensitive) -> bool:
    """Tell whether a lever's effects are surely larger than luck alone would make them."""
    luck = [each.value for each in found.found[measure] if (each.name, each.lever) == ("mu_star_of_luck", size.lever)]
    return size.low is not None and bool(luck) and size.low > luck[0]


def of_luck(each: Luck | None) -> str:
    """Return how much of the variance is luck.

    >>> of_luck(Luck(0.62, 0.04))
    ': 62 % of the variance of single runs is luck, 4 % of what the indices are taken of'
    """
    if each is None:
        return ": one replication, so luck cannot be told from effect"
    told = f": {each.of_runs:.0%} of the variance of single runs is luck, {each.of_means:.0%} of what the indices are taken of"
    return told.replace("%", " %")

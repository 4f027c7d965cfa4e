"""A stress study for people: regret, break-even values, and where it goes wrong."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from experiments.interval import Interval
from experiments.lab.measures import measures
from experiments.stresses.break_even import Part, Verdict
from experiments.stresses.factors import Factor
from experiments.stresses.plan import Plan
from experiments.stresses.regions import Limit, Region
from experiments.stresses.regret import TAIL
from experiments.stresses.stressed import Stressed, Tried
from experiments.stresses.tables import own
from reports.numbers import estimate, figure
from reports.tables import hanging, label, of_other_people

HEADS: Mapping[str, str] = {"mean": "mean", "worst": "worst", "cvar": f"worst {TAIL:.0%}".replace("%", " %"),
                            "expected_regret": "expected regret", "maximal_regret": "maximal regret"}


def stress_text(found: Stressed) -> str:
    """Return all that a stress study has found."""
    others = of_other_people(scheme.what.scenario for scheme in found.plan.schemes)
    lines = [heading(found), *others, "", *regret_table(found), "", verdict(found), "", *break_evens(found), *regions(found)]
    return "\n".join(lines)


def size_text(plan: Plan) -> str:
    """Return how many runs a study will take."""
    futures = plan.most_runs - plan.most_trials
    values = len(plan.tried) * (len(plan.schemes) - 1)
    trials = f", and {plan.most_trials:,} at most for {values:,} break-even values" if plan.tried else ""
    return (f"{len(plan.schemes)} schemes x {len(plan.futures) + 1:,} futures x {len(plan.seeds):,} replications: "
            f"{futures:,} runs{trials}")


def heading(found: Stressed) -> str:
    """Return what was held against what."""
    plan, scenario = found.plan, found.plan.schemes[0].what.scenario
    whole = int(found.whole[1:].sum())
    missing = len(plan.futures) - whole
    lost = f" ({missing:,} left out: a replication failed or has no {plan.measure})" if missing else ""
    return (f"{plan.study.says.title or plan.study.name}\n"
            f"{len(plan.schemes)} schemes in {whole:,} futures{lost}, {len(plan.seeds):,} replications each; "
            f"{scenario.persons:,} persons, {scenario.days:,} days\n"
            f"{label(plan.measure)}{' in ' + scenario.currency if unit(plan) == 'money' else ''}, "
            f"{plan.study.says.better} is better; with 95 % intervals over seeds")


def unit(plan: Plan) -> str:
    """Return the unit of the measure that decides."""
    return measures()[plan.measure].unit


def regret_table(found: Stressed) -> list[str]:
    """Return what the schemes come to over the futures, and what would have been forgone: a line each, by statistic."""
    rows = [[head if number == 0 else "", scheme.name, *amount(found.summary[name][number], found)]
            for name, head in HEADS.items() for number, scheme in enumerate(found.plan.schemes)]
    wide = [max(len(row[column]) for row in rows) for column in range(3)]
    return [f"{head:<{wide[0]}}  {name:<{wide[1]}}  {value:>{wide[2]}} {ends}".rstrip() for head, name, value, ends in rows]


def amount(each: Interval, found: Stressed) -> tuple[str, str]:
    """Return a mean and its interval in the unit of the measure that decides, without the currency; no interval of no width."""
    mean, _, ends = estimate(each, unit(found.plan), "").strip().partition(" (")
    return mean, f"({ends}" if each.low != each.high else ""


def verdict(found: Stressed) -> str:
    """Return which scheme has the least maximal regret, or that this is not decided."""
    if found.choice is None:
        return "Least maximal regret: not defined, no future is whole"
    names = [scheme.name for scheme in found.plan.schemes]
    others = "; ".join(f"{names[number]} {excess(each, found)}" for number, each in enumerate(found.choice.excess)
                       if number != found.choice.scheme)
    sure = "" if found.choice.decided else " (not decided)"
    return f"Least maximal regret: {names[found.choice.scheme]}{sure}; more by: {others}"


def excess(each: Interval, found: Stressed) -> str:
    """Return by how much a maximal regret is larger."""
    return " ".join(amount(each, found)).rstrip() + ("" if each.decided else ", not decided")


def break_evens(found: Stressed) -> Iterator[str]:
    """Yield, scheme by scheme, up to where it pays."""
    baseline, *rivals = found.plan.schemes
    if not found.break_evens:
        return
    yield (f"Break-even against {baseline.name}: one thing at a time, all else as written; "
           f"{len(found.plan.pair_seeds)} pairs at each value tried")
    for number, scheme in enumerate(rivals, 1):
        mine = [each for each in found.break_evens if each.scheme == number]
        yield f"  {scheme.name}"
        wide = max(len(each.factor.name) for each in mine)
        for each in mine:
            yield from hanging(f"    {each.factor.name:<{wide}}  ", even_text(found, each))
    yield ""


def even_text(found: Stressed, each: Tried) -> str:
    """Return one break-even value, where the scheme is known to pay, and what a lender would see in its book there."""
    verdict, low, high = each.found.verdict, spelled(each.factor, found, 0.0), spelled(each.factor, found, 1.0)
    today = f"today {in_unit(each.factor, own(each.factor, found.plan.schemes[0].values), found)}"
    if verdict in (Verdict.PAYS, Verdict.NEVER):
        return f"{verdict}, {low} to {high} ({today})"
    if math.isnan(each.found.place):
        return f"{verdict}, {low} to {high}; {known_text(found, each)} ({today})"
    even = f"at {spelled(each.factor, found, each.found.place)}, 95 % interval {between(found, each)}; {known_text(found, each)}"
    if verdict is Verdict.OPEN:
        return f"{verdict}; by the mean it breaks even {even} ({today})"
    return f"{verdict} {even} ({today}){seen_text(found, each)}"


def between(found: Stressed, each: Tried) -> str:
    """Return the interval of a break-even value; an end beyond the range is told as such."""
    low, high = (None if place is None else spelled(each.factor, found, place) for place in (each.found.low, each.found.high))
    return f"{low or 'below ' + spelled(each.factor, found, 0.0)} to {high or 'above ' + spelled(each.factor, found, 1.0)}"


def known_text(found: Stressed, each: Tried) -> str:
    """Return where in its range a scheme is known to pay, and where not to."""
    pays, not_so = (" and ".join(part_text(found, each, part) for part in each.found.parts if part.sure and part.pays is pays)
                    for pays in (True, False))
    told = f"known to pay {pays}" if pays else "nowhere known to pay"
    return f"{told}, known not to pay {not_so}" if not_so else told


def part_text(found: Stressed, each: Tried, part: Part) -> str:
    """Return a part of a range."""
    low, high = (spelled(each.factor, found, place) for place in part[:2])
    if part.low == 0.0:
        return f"below {high}"
    return f"{low} to {high}" if part.high < 1.0 else f"above {low}"


def seen_text(found: Stressed, each: Tried) -> str:
    """Return what a lender would see in its book at the break-even value, and sees today."""
    there, now = each.seen(each.found.place), each.seen(each.search.today)
    if there is None or now is None:
        return ""
    measure, currency = measures()[each.factor.observed], found.plan.schemes[0].what.scenario.currency
    return (f"; in its book: {label(each.factor.observed)} {figure(there, measure.unit, currency)}, "
            f"today {figure(now, measure.unit, currency)}")


def spelled(factor: Factor, found: Stressed, place: float) -> str:
    """Return the value of a factor at a place, with its unit."""
    return in_unit(factor, factor.number(place) if factor.ranged else factor.written(place), found)


def in_unit(factor: Factor, value: float | str, found: Stressed) -> str:
    """Return a value of a factor with its unit; a rate that may exceed 1 is a number of times, no share."""
    if isinstance(value, str):
        return value
    if factor.first.unit.startswith("per ") and factor.number(1.0) > 1.0:
        return f"{value:.3g} {factor.first.unit}"
    return figure(value, factor.first.unit, found.plan.schemes[0].what.scenario.currency)


def regions(found: Stressed) -> Iterator[str]:
    """Yield, scheme by scheme, in how many futures it does worse than that of today, and where these lie."""
    baseline, *rivals = found.plan.schemes
    yield f"Worse than {baseline.name}"
    for scheme, region in zip(rivals, found.regions, strict=True):
        yield (f"  {scheme.name}: in {int(region.worse.sum()):,} of {len(region.worse):,} futures by the mean; "
               f"surely worse in {int((region.surely < 0).sum()):,}, surely better in {int((region.surely > 0).sum()):,}")
        yield from (line for text in region_text(found, region) for line in hanging("    ", text))


def region_text(found: Stressed, region: Region) -> Iterator[str]:
    """Yield what is known of a region."""
    kind = "worse" if region.of_worse else "better"
    if region.found is None:
        yield f"too few are {kind} to seek a region"
    elif not region.sure:
        yield f"no region of {kind} futures is told apart from chance"
    else:
        yield f"{kind} above all where " + " and ".join(limit_text(each, found) for each in region.limits)
        elsewhere = region.rarer[~region.inside]
        sure, others = (int(region.surely_rarer[here].sum()) for here in (region.inside, ~region.inside))
        yield (f"there lie {region.found.coverage:.0%} of the {kind} futures (coverage), and {region.found.density:.0%} of the "
               f"{region.found.cases} futures there are {kind} (density), {sure:,} of them surely; elsewhere "
               f"{elsewhere.mean():.0%} of {len(elsewhere):,}, {others:,} surely; shuffled futures yield as good a region in "
               f"{region.found.chance:.0%} of trials").replace("%", " %")


def limit_text(limit: Limit, found: Stressed) -> str:
    """Return one limit of a region, with its quasi-p-value."""
    p = f"(p {max(limit.p, 0.001):.3f})" if limit.p >= 0.001 else "(p < 0.001)"
    if limit.values:
        return f"{limit.factor.name} is {' or '.join(limit.values)} {p}"
    low, high = (None if end is None else in_unit(limit.factor, end, found) for end in (limit.low, limit.high))
    if low is not None and high is not None:
        return f"{limit.factor.name} is {low} to {high} {p}"
    return f"{limit.factor.name} is {'above ' + low if low is not None else f'below {high}'} {p}"

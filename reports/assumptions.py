"""The assumption register for people: what to measure first, and every setting where that is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from experiments.assumptions import Register
from experiments.assumptions.elasticity import Elasticity
from experiments.assumptions.found import IDLE, MOVES, STATES, UNMOVED, Entry
from experiments.assumptions.plan import RESULTS
from experiments.interval import Interval
from reports.numbers import estimate
from reports.tables import label
from sim.terms import ASSUMPTION, CHOSEN, GRADES

FIRST = 12
"""How many settings are told of unless all are asked for."""
READ = """\
Elasticity: percent of change in a result for each percent of a setting, 95 % interval; contribution margin in percent of
revenue. With a % sign: the change over the whole range of a setting of which a percent means nothing. "not seen": not told
apart from luck; "none": exactly none."""


def register_text(found: Register, everything: bool) -> str:
    """Return how many settings are how well known, and a table of those that move the results most."""
    entries = found.entries
    unknown = [entry for entry in entries if entry.grade == ASSUMPTION and entry.state == MOVES]
    known = [entry for entry in entries if entry.grade not in (ASSUMPTION, CHOSEN) and entry.state == MOVES]
    mine = [entry for entry in entries if entry.grade == CHOSEN and entry.state == MOVES]
    lines = [heading(found), *counts(entries), "", READ]
    for title, some in (("Assumptions, what to measure first on top", unknown), ("Known better", known), ("Chosen", mine)):
        lines += ["", *table(title, some if everything else some[:FIRST])]
    if everything:
        for state in [*STATES][1:]:
            lines += ["", f"{state}: {STATES[state]}", *(rest(entry) for entry in entries if entry.state == state)]
    return "\n".join(lines)


def heading(found: Register) -> str:
    """Return what was screened."""
    scenario, plan = found.plan.what.scenario, found.plan
    return (f"Assumptions of {scenario.name}: {len(found.entries)} settings; {scenario.persons:,} persons, {scenario.days:,} days, "
            f"{plan.trajectories} walks, {plan.seeds.shape[1]} replications each")


def counts(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield how many settings are of which grade, and of those how many are in use and move the results."""
    for grade in GRADES:
        mine = Counter(entry.state for entry in entries if entry.grade == grade)
        if total := sum(mine.values()):
            used = total - mine[IDLE] - mine[UNMOVED]
            yield f"  {total:>4} {grade:<11} {used:>4} moved and in use, {mine[MOVES]:>3} surely move a result"


def table(title: str, entries: Sequence[Entry]) -> Iterator[str]:
    """Yield a line for each setting with its elasticities."""
    yield title
    head = ["setting", "grade", "value", "range", *map(label, RESULTS)]
    rows = [head, *([entry.path, entry.grade, entry.value, f"{entry.low} to {entry.high}",
                     *(told(entry, measure) for measure in RESULTS)] for entry in entries)]
    wide = [max(len(row[number]) for row in rows) for number in range(len(head))]
    for row in rows if entries else [["none"]]:
        yield "  " + "  ".join(f"{text:<{width}}" for text, width in zip(row, wide, strict=False)).rstrip()


def told(entry: Entry, measure: str) -> str:
    """Return what a setting does to a result."""
    each = entry.effects.get(measure)
    if each is None:
        return "n/a"
    if not each.sure:
        return "not seen" if each.size else "none"
    return shown(each, bool(entry.percent))


def shown(each: Elasticity, relative: bool) -> str:
    """Return an elasticity with its interval, or the change over a range.

    >>> shown(Elasticity(0.351, 0.28, 0.42, 0.35, 0.01, True), True), shown(Elasticity(-3.4, -4.4, -2.4, 3.4, 0.1, True), False)
    ('0.35 (0.28 to 0.42)', '-3.4 % (-4.4 to -2.4)')
    """
    if relative:
        return estimate(Interval(each.mean, each.low, each.high, 2), "count", "")
    mean, low, high = (None if end is None else end / 100.0 for end in (each.mean, each.low, each.high))
    return estimate(Interval(mean or 0.0, low, high, 2), "share", "")


def rest(entry: Entry) -> str:
    """Return a setting that moves no result surely."""
    source = f": {entry.source}" if entry.source else ""
    return f"  {entry.path} = {entry.value} ({entry.grade}{source}){entry.why and '; ' + entry.why}"

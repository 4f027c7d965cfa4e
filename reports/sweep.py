"""A sweep for people: its response tables, and what failed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from experiments.interval import Interval
from experiments.lab.measures import measures
from experiments.study.designs import Design
from experiments.sweeps import Plan, Swept
from reports.numbers import plus_minus, verdict
from reports.tables import label

MOST_ROWS = 40
Told: TypeAlias = Callable[[Design, str], str]


def sweep_text(found: Swept) -> str:
    """Return what was swept, for each point the measures that are told of, and its differences to the reference."""
    lines = [*heading(found.plan), "", *table(found, found.plan.all_designs, lambda *each: mean(found.summary(*each), each[1]))]
    if found.plan.reference:
        lines += ["", "Differences to the reference, point 0, in pairs; ? where not decided: the interval includes zero", "",
                  *table(found, found.plan.designs, lambda *each: change(found.difference(*each), each[1]))]
    return "\n".join(lines)


def heading(plan: Plan) -> list[str]:
    """Return what was swept."""
    says, scenario, many = plan.study.says, plan.designs[0].what.scenario, len(plan.seeds)
    runs = f"{many:,} replications each" if many > 1 else "one replication each, so no intervals"
    size = f"{len(plan.designs):,} points, {runs}; {scenario.persons:,} persons, {scenario.days:,} days"
    lines = [f"{says.title or plan.study.name}: {scenario.name}, {size}",
             f"Means ± half the 95 % interval; money in {scenario.currency}"]
    if plan.blocked:
        lines.append(f"✗ blocked by a guardrail, not to be launched as it is: {len(plan.blocked):,} points (fission check)")
    return lines


def table(found: Swept, designs: Sequence[Design], told: Told) -> list[str]:
    """Return a line a point: its number, the values of the levers, the measures that are told of."""
    plan = found.plan
    head = ["Point", *(lever.path for lever in plan.levers), *(["Blocked"] if plan.blocked else []), *map(label, plan.shown)]
    rows = [[str(design.number), *design.values, *([f"✗ {by}" if (by := found.blocked(design)) else ""] if plan.blocked else []),
             *(told(design, name) for name in plan.shown)] for design in designs[:MOST_ROWS]]
    wide = [max(len(row[number]) for row in (head, *rows)) for number in range(len(head))]
    lines = ["  ".join(f"{text:>{width}}" for text, width in zip(row, wide, strict=True)).rstrip() for row in (head, *rows)]
    left = len(designs) - len(rows)
    return [*lines, *([f"... and {left:,} points more, in the tables"] if left else [])]


def mean(each: Interval, measure: str) -> str:
    """Return a mean with half the width of its interval."""
    return plus_minus(each, measures()[measure].unit)


def change(each: Interval, measure: str) -> str:
    """Return a difference with its sign, half the width of its interval, and a mark where it is not decided."""
    shown = plus_minus(each, measures()[measure].unit).replace(" %", " pp")
    sign = "+" if each.mean > 0.0 and any(digit in shown.partition("±")[0] for digit in "123456789") else ""
    return f"{sign}{shown}{' ?' if verdict(each) == 'not decided' else ''}"

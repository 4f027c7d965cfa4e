"""A sweep for people: its response tables."""

from __future__ import annotations

from experiments.lab.measures import measures
from experiments.sweeps import Plan, Swept
from reports.numbers import plus_minus
from reports.tables import label

MOST_ROWS = 40


def sweep_text(found: Swept) -> str:
    """Return what was swept, and for each point the measures that are told of."""
    return "\n".join([heading(found.plan), "", *table(found)])


def heading(plan: Plan) -> str:
    """Return what was swept."""
    says, scenario = plan.study.says, plan.designs[0].what.scenario
    size = (f"{len(plan.designs):,} points, {len(plan.seeds):,} replications each; "
            f"{scenario.persons:,} persons, {scenario.days:,} days")
    return (f"{says.title or plan.study.name}: {scenario.name}, {size}\n"
            f"Means ± half the 95 % interval; money in {scenario.currency}")


def table(found: Swept) -> list[str]:
    """Return a line a point: the values of the levers, the measures that are told of."""
    plan = found.plan
    head = [lever.path for lever in plan.levers] + [label(name) for name in plan.shown]
    rows = [[*design.values, *(plus_minus(found.summary(design, name), measures()[name].unit) for name in plan.shown)]
            for design in plan.designs[:MOST_ROWS]]
    wide = [max(len(row[number]) for row in (head, *rows)) for number in range(len(head))]
    lines = ["  ".join(f"{text:>{width}}" for text, width in zip(row, wide, strict=True)) for row in (head, *rows)]
    left = len(plan.designs) - len(rows)
    return [*lines, *([f"... and {left:,} points more, in response.parquet"] if left else [])]

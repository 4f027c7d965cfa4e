"""What a sweep is going to run: its levers, its points, its seeds."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from experiments.guardrails import checked
from experiments.lab import Task, fingerprint, task
from experiments.lab.measures import check_measures
from experiments.seeds import seeds
from experiments.study.designs import Design, built, columns, factorial, from_csv, latin_hypercube, sobol
from experiments.study.door import AS_WRITTEN, Over, Written, load
from experiments.study.forms import Sweep
from experiments.study.levers import Lever, levers, mapping, mark_of, standing
from experiments.study.paths import at_path, leaf_at
from scenarios.faults import Gathered, ScenarioError
from scenarios.guardrails import Finding, blocks
from scenarios.resolved import Resolved
from scenarios.tree import Node, Settings

REFERENCE = 0
"""The number of the reference; points have theirs from 1 on."""
MOST_POINTS = 100_000
SHOWN = ("activated_accounts", "reward_cost", "net_charge_off", "profit")


@dataclass(frozen=True)
class Plan:
    """A sweep before it runs; the others are held against the ``reference``, if there is one."""

    study: Written[Sweep]
    levers: tuple[Lever, ...]
    designs: tuple[Design, ...]
    reference: Design | None = None

    @property
    def all_designs(self) -> tuple[Design, ...]:
        """Every point, the reference first."""
        return (*([self.reference] if self.reference else []), *self.designs)

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seeds of each point."""
        return seeds(self.study.says.seed, self.study.says.replications)

    @property
    def tasks(self) -> list[Task]:
        """Every replication, seeds fastest."""
        return [task(design.what.scenario, seed) for design in self.all_designs for seed in self.seeds]

    @property
    def shown(self) -> tuple[str, ...]:
        """The measures that are told of."""
        return self.study.says.measures or SHOWN

    @cached_property
    def blocked(self) -> Mapping[int, tuple[Finding, ...]]:
        """What blocks each point that a guardrail blocks, by its number."""
        known: dict[str, tuple[Finding, ...]] = {}
        for design in self.all_designs:
            known.setdefault(fingerprint(design.what.scenario), blocks(checked(design.what)))
        found = {design.number: known[fingerprint(design.what.scenario)] for design in self.all_designs}
        return {number: findings for number, findings in found.items() if findings}


def plan(written: str | Path | Mapping[str, Any], over: Over = AS_WRITTEN) -> Plan:
    """Return the plan of a sweep: a shipped study by its name, a file, or a study written in Python; with something over it.

    Raises ScenarioError with all that is wrong.
    """
    study, gathered = load(written, Sweep, over), Gathered()
    with gathered:
        check_measures(study)
    with gathered:
        drawn = drawn_up(study, sound(study, gathered))
        gathered.refuse()
        return drawn
    raise ScenarioError(gathered.faults)


def sound(study: Written[Sweep], gathered: Gathered) -> Resolved:
    """Return the scenario with the study's settings; or without them where they are at fault, which is gathered."""
    with gathered:
        return study.base()
    return study.bare()


def drawn_up(study: Written[Sweep], base: Resolved) -> Plan:
    """Return the plan of a sweep of a scenario."""
    if study.says.design == "list":
        head, rows = from_csv(listed(study))
        found = columns(head, base)
        return Plan(study, found, built(study, found, rows), reference(study, found, base))
    if not mapping(study.tree.of.get("vary")):
        raise ScenarioError([study.fault(("vary",), "nothing is varied", "name levers under vary:")])
    found = levers(study, base)
    return Plan(study, found, built(study, found, points(study, found)), reference(study, found, base))


def listed(study: Written[Sweep]) -> Path:
    """Return the file in which the points stand.

    Raises ScenarioError where none is named, or levers are besides.
    """
    says = study.says
    if says.file is None or says.vary or says.points:
        where = next((name for name in ("vary", "points") if name in study.tree.of), "design")
        message = "the levers and points of a list are the columns and rows of its file"
        raise ScenarioError([study.fault((where,), message, "write file: points.csv, and neither vary nor points")])
    return study.folder / says.file


def points(study: Written[Sweep], found: Sequence[Lever]) -> Iterator[Sequence[Node]]:
    """Return the points of a sweep.

    Raises ScenarioError where the design needs what the study does not say, or says what it has no use for.
    """
    says = study.says
    if says.file is not None:
        raise ScenarioError([study.fault(("file",), f"a {says.design} design has no use for a file", "write design: list")])
    if says.design == "factorial":
        return combined(study, found)
    if says.points is None:
        raise ScenarioError([study.fault(("design",), "how many points?", "add points: 64")])
    return (latin_hypercube if says.design == "latin_hypercube" else sobol)(found, says.points, says.seed)


def combined(study: Written[Sweep], found: Sequence[Lever]) -> Iterator[Sequence[Node]]:
    """Return every combination of the levels of the levers."""
    gathered = Gathered()
    if study.says.points is not None:
        message = "a factorial design has as many points as its levels make"
        gathered.faults.append(study.fault(("points",), message, "leave it out, or name another design"))
    for lever in found:
        if not lever.all_levels():
            gathered.faults.append(study.fault(("vary", lever.path), "how many values?", "add steps: 5, or a step"))
    many = math.prod(len(lever.all_levels()) for lever in found)
    if many > MOST_POINTS:
        message = f"every combination makes {many:,} points, and {MOST_POINTS:,} are the most"
        gathered.faults.append(study.fault(("vary",), message, "fewer levels, or design: latin_hypercube with points: 64"))
    gathered.refuse()
    return factorial(found)


def reference(study: Written[Sweep], found: Sequence[Lever], base: Resolved) -> Design | None:
    """Return the point that the others are held against; None where the study names none."""
    if study.says.reference is None:
        return None
    over, gathered = list[Settings](), Gathered()
    for path, node in mapping(study.at("reference")).items():
        with gathered:
            mark = mark_of(study, "reference", path)
            leaf_at(path, base, mark)
            over.append(at_path(path, node, mark))
    gathered.refuse()
    what = study.base(None, *over)
    return Design(REFERENCE, tuple(standing(lever, what) for lever in found), what)

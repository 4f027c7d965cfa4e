"""Rows on what the cost follows: persons, and what they do."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.scenario import Scenario
from tests.benchmarks.rows import Row
from tests.benchmarks.timing import Run, Spent, alone, campaign, middle, run, warm

SIZES = (10_000, 100_000, 1_000_000)
LARGEST = 10_000_000


def calmer(scenario: Scenario) -> Scenario:
    """Return a campaign with a tenth of the activity: a tenth apply by themselves, at the launch, and invite."""
    behaviour, population = scenario.behaviour, scenario.population
    arrive, invite = behaviour.arrive, behaviour.invite
    arrive = arrive._replace(terms=tenth(arrive.terms, "innovation", "imitation"))
    invite = invite._replace(terms=tenth(invite.terms, "altruism", "pull"))
    return scenario._replace(population=tenth(population, "launch"), behaviour=behaviour._replace(arrive=arrive, invite=invite))


def tenth(terms: object, *names: str) -> object:
    """Return terms of which some are divided by ten."""
    return terms._replace(**{name: getattr(terms, name) / 10.0 for name in names})  # type: ignore[attr-defined]


def once(persons: int) -> Run:
    """Return what a run of so many persons takes in a process of its own, kernels loaded."""
    warm()
    return run(campaign(persons))


def medians(persons: int, repeats: int) -> Run:
    """Return the medians over some runs."""
    runs = [run(campaign(persons), seed) for seed in range(1, repeats + 1)]
    return Run(middle([one.setup for one in runs]), middle([one.days for one in runs]))


def exponent(sizes: list[int], seconds: list[float]) -> float:
    """Return the slope of log seconds over log persons.

    >>> round(exponent([10, 100, 1000], [1.0, 10.0, 100.0]), 6)
    1.0
    """
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


def persons(large: bool) -> Iterator[Row]:
    """How time grows with persons."""
    runs = {size: medians(size, 5 if size < SIZES[-1] else 3) for size in SIZES}
    if large:
        runs[LARGEST] = alone(once, LARGEST)
    sizes = list(runs)
    for label, parts in (("days", [one.days for one in runs.values()]), ("whole run", [one.whole for one in runs.values()])):
        yield Row(f"time over persons, 10 thousand to {sizes[-1] // 1_000_000} million, exponent: {label}",
                  exponent(sizes, [part.processor for part in parts]), most=1.1, note=listed(sizes, parts))


def listed(sizes: list[int], parts: list[Spent]) -> str:
    """Return the seconds by persons, and the exponent of the last step, which owes nothing to the fixed cost of a day."""
    seconds = [part.processor for part in parts]
    last = exponent(sizes[-2:], seconds[-2:])
    return "; ".join(f"{size:,}: {each:.3g} s" for size, each in zip(sizes, seconds, strict=True)) + f"; last step {last:.2f}"


def activity(repeats: int = 3) -> Iterator[Row]:
    """How time falls with activity; the two take turns."""
    lively, calm = campaign(SIZES[-1]), calmer(campaign(SIZES[-1]))
    pairs = [(run(lively, seed).days.processor, run(calm, seed).days.processor) for seed in range(1, repeats + 1)]
    busy, quiet = (float(np.median(each)) for each in zip(*pairs, strict=True))
    yield Row("days with a tenth of the activity / as they are", quiet / busy, most=0.5,
              note=f"{quiet:.2f} s against {busy:.2f} s, 1,000,000 persons; innovation, imitation, launch, altruism and pull / 10")

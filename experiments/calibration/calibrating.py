"""A calibration from beginning to end: the search for the best fit, the posterior, predictions, the fit under fresh seeds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Unpack

import numpy as np

from experiments.calibration.calibrated import Calibrated, variance
from experiments.calibration.file import write
from experiments.calibration.observed import Observed
from experiments.calibration.plan import TWICE, Array, Plan, plan
from experiments.calibration.posterior import Posterior, first, narrowed, posterior
from experiments.calibration.reaching import within_reach
from experiments.calibration.running import Runs, as_it_is, as_written, distances, run, searched, surprise
from experiments.lab import Lab, task
from experiments.study.conduct import How, conduct
from experiments.study.cost import OnCost, tell
from experiments.study.folder import digest, said
from scenarios.faults import Fault, ScenarioError

LEAST_DEFINED = 0.5
"""In which part of the simulations a target must be a number."""


def calibrate(study: str | Path | Mapping[str, Any] | Plan, on_cost: OnCost | None = None, **how: Unpack[How]) -> Calibrated:
    """Run a calibration: a shipped study by its name, a file, one written in Python, or its plan. See ``How`` for the rest.

    Raises ScenarioError with all that is wrong with the study, and for a target that most runs do not define; and what
    ``conduct`` raises.
    """
    what = study if isinstance(study, Plan) else plan(study)
    asked = digest([task(what.base.scenario, 0)], said(what.study), what.targets, [each.text for each in what.priors])

    def kept(lab: Lab) -> Calibrated:
        found = calibrated(what, lab, on_cost)
        if folder := how.get("folder"):
            write(found, Path(folder))
        return found

    return conduct(what.study, asked, what.runs, kept, how)


def calibrated(what: Plan, lab: Lab, on_cost: OnCost | None = None) -> Calibrated:
    """Calibrate in a laboratory."""
    tell(on_cost, lab, as_written(what), what.runs)
    start = as_it_is(what, lab)
    prior = under_priors(what, lab)
    observed = within_reach(what.observed, prior.places, figures_of(what, prior))
    trials, misfits = searched(what, lab, observed, luck(what, start))
    simulations = narrowing(what, lab, prior, observed)
    belief = posterior(simulations.places, figures_of(what, simulations), observed, what.study.says.seed)
    centre = belief.draws.mean(axis=0)
    best = trials.places[np.nanargmin(misfits + surprise(what, trials.places))] if np.isfinite(misfits).any() else centre
    fits = [run(what, lab, place[None], [what.seeds["fresh"]]) for place in (centre, best)]
    return Calibrated(what, observed, start, trials, misfits, simulations, belief, better(what, observed, *fits),
                      drawn(what, lab, belief))


def luck(what: Plan, start: Runs) -> Array:
    """Return the variance of single runs of each fitted figure, as the scenario as it is has it; 0 where it is not defined."""
    values = start.values([each.figure for each in what.fitted])[0]
    return np.array([variance(column) for column in values.T])


def under_priors(what: Plan, lab: Lab) -> Runs:
    """Return the simulations of the first round, spread over the priors.

    Raises ScenarioError for a target that most of them do not define.
    """
    says = what.study.says
    found = simulated(what, lab, first(len(what.priors), says.simulations, says.seed), 0)
    refuse_undefined(what, found)
    return found


def narrowing(what: Plan, lab: Lab, found: Runs, observed: Observed) -> Runs:
    """Return the simulations of all rounds, each spread over where those before it leave the parameters."""
    says = what.study.says
    for number in range(1, says.rounds):
        places = narrowed(found.places, figures_of(what, found), observed, says.simulations, says.seed + number)
        found = found.with_more(simulated(what, lab, places, number))
    return found


def simulated(what: Plan, lab: Lab, places: Array, number: int) -> Runs:
    """Return the simulations of a round, each under a seed of its own."""
    begun = number * what.study.says.simulations
    return run(what, lab, places, [(seed,) for seed in what.seeds["simulations"][begun : begun + len(places)]])


def figures_of(what: Plan, found: Runs) -> Array:
    """Return the fitted figures of simulations under one seed each, a row each."""
    return np.asarray(found.values([each.figure for each in what.fitted])[:, 0])


def refuse_undefined(what: Plan, found: Runs) -> None:
    """Raise ScenarioError for targets that too many runs do not define."""
    defined = np.isfinite(figures_of(what, found)).mean(axis=0)
    faults = [undefined(what, each.title, float(share)) for each, share in zip(what.fitted, defined, strict=True)
              if share < LEAST_DEFINED]
    if faults:
        raise ScenarioError(faults)


def undefined(what: Plan, title: str, share: float) -> Fault:
    """Return the fault of a target that most runs do not define."""
    return what.study.fault(("targets",), f"{title} is a number in {share:.0%} of the runs only".replace("%", " %"),
                            "more persons or days, or leave it out with fitted: false")


def better(what: Plan, observed: Observed, *fits: Runs) -> Runs:
    """Return the runs at the place whose means are nearest to the targets and the priors; the first of equals."""
    figures = [each.figure for each in what.fitted]
    misfits = [float((distances(observed, found.means(figures), np.zeros(len(figures))) + surprise(what, found.places))[0])
               for found in fits]
    return fits[int(np.nanargmin(misfits))] if np.isfinite(misfits).any() else fits[0]


def drawn(what: Plan, lab: Lab, belief: Posterior) -> Runs:
    """Return runs at draws of the posterior, each under two fresh seeds of its own."""
    says = what.study.says
    chosen = np.random.default_rng(says.seed).choice(len(belief.draws), says.draws, replace=says.draws > len(belief.draws))
    return run(what, lab, belief.draws[chosen], [*pairs(what.seeds["draws"])])


def pairs(seeds: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Yield so many seeds at a time.

    >>> [*pairs((1, 2, 3, 4))]
    [(1, 2), (3, 4)]
    """
    return (seeds[number : number + TWICE] for number in range(0, len(seeds), TWICE))

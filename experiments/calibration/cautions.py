"""What to distrust in a calibration, in sentences; nothing where there is no cause."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.calibration.calibrated import Calibrated, Verdict

PER_PARAMETER = 20
"""Least number of simulations for each parameter within the posterior's box."""
MANY = 0.1
"""Which part of the values that were tried may be no scenario."""
ENDS = {"from": "the lower end", "to": "the upper end", "both": "both ends"}


def cautions(found: Calibrated) -> Iterator[str]:
    """Yield each caution, the gravest first."""
    yield from unmet(found)
    if found.belief.inflation > 1.0:
        yield (f"the model cannot meet all targets at once: their errors were taken {found.belief.inflation:.2g} times as large "
               "for the intervals of the parameters")
    yield from of_parameters(found)
    least = PER_PARAMETER * len(found.plan.priors)
    if found.belief.simulations < least:
        yield f"the posterior rests on {found.belief.simulations} simulations, which is few: ask for more (simulations: or rounds:)"
    assumed = [each.title for each in found.plan.fitted if each.assumed]
    if assumed:
        yield f"errors of {', '.join(assumed)} are assumed from weights, so the intervals are as good as the weights"
    tried = len(found.trials.places) + len(found.simulations.places)
    many = found.trials.impossible + found.simulations.impossible
    if many > MANY * tried:
        yield f"{many:,} of {tried:,} values that were tried do not go together: narrow the priors"


def unmet(found: Calibrated) -> Iterator[str]:
    """Yield each fitted target that the calibrated scenario does not meet."""
    for each in found.fits:
        if each.target.fitted and each.verdict is Verdict.IMPOSSIBLE:
            yield (f"{each.target.title} cannot be met: it lies outside of everything that the priors can do. The rest is fitted "
                   "as if its error were as large as what is missing")
        elif each.target.fitted and each.verdict is Verdict.MISSED:
            yield f"{each.target.title} is missed by {abs(each.off):.1f} errors: values that reach it miss others"


def of_parameters(found: Calibrated) -> Iterator[str]:
    """Yield what is odd about each parameter: the end of its prior that it leans on, a best fit or a start that is not likely."""
    for each in found.estimates:
        if each.edge:
            yield f"{each.prior.path} leans on {ENDS[each.edge]} of its prior: the prior decides it as much as the data do"
        if not each.low <= each.calibrated <= each.high:
            yield f"{each.prior.path} fits best outside of its interval: the posterior is doubtful (more simulations: or rounds:)"
        low, high = each.prior.outside(each.prior.lever.low), each.prior.outside(each.prior.lever.high)
        if not low <= each.start <= high:
            yield f"{each.prior.path} is {each.start:.6g} in the scenario as it is, outside of its prior"

"""What to distrust in a calibration, in sentences; nothing where there is no cause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from experiments.calibration.calibrated import Calibrated, Fit, Verdict

PER_PARAMETER = 20
"""Least number of simulations for each parameter within the posterior's box."""
NAMED = 6
"""How many targets are named that are not met."""
MANY = 0.1
"""Which part of the values that were tried may be no scenario."""
ENDS = {"from": "the lower end", "to": "the upper end", "both": "both ends"}


def cautions(found: Calibrated) -> Iterator[str]:
    """Yield each caution, the gravest first."""
    yield from unmet(found)
    if found.belief.inflation > 1.0:
        yield (f"the model cannot meet all targets at once: their errors were taken {found.belief.inflation:.2g} times as large "
               "for the intervals of the parameters")
    least = PER_PARAMETER * len(found.plan.priors)
    if found.belief.simulations < least:
        yield f"the posterior rests on {found.belief.simulations} simulations, which is few: ask for more (simulations: or rounds:)"
    yield from of_parameters(found)
    assumed = [each.title for each in found.plan.fitted if each.assumed]
    if assumed:
        yield f"errors of {', '.join(assumed)} are assumed from weights, so the intervals are as good as the weights"
    tried = len(found.trials.places) + len(found.simulations.places)
    many = found.trials.impossible + found.simulations.impossible
    if many > MANY * tried:
        yield f"{many:,} of {tried:,} values that were tried do not go together: narrow the priors"


def unmet(found: Calibrated) -> Iterator[str]:
    """Yield which fitted targets the calibrated scenario does not meet, those that are missed most first."""
    fitted = sorted((each for each in found.fits if each.target.fitted), key=lambda each: -abs(each.off))
    impossible = [each for each in fitted if each.verdict is Verdict.IMPOSSIBLE]
    if impossible:
        yield (f"cannot be met, outside of everything that the priors can do: {named(impossible)}. The rest is fitted as if "
               "their errors were as large as what is missing")
    missed = [each for each in fitted if each.verdict is Verdict.MISSED]
    if missed:
        yield f"missed, though values within the priors reach each alone: {named(missed)}"


def named(fits: Sequence[Fit]) -> str:
    """Return the first of some targets with by how many errors each is off, and how many more there are."""
    told = ", ".join(f"{each.target.title} ({each.off:+.1f} errors)" for each in fits[:NAMED])
    return told if len(fits) <= NAMED else f"{told} and {len(fits) - NAMED} more"


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

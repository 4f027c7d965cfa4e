"""What a calibration has found, as tables."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from experiments.calibration.calibrated import SURE, Calibrated, of_figure
from experiments.calibration.predicting import Prediction
from experiments.calibration.running import Runs
from experiments.interval import Interval
from experiments.lab.tidy import Field, Tidy

AS_FIGURE = "as the figure"
KEPT = 1_000
"""How many draws of the posterior are kept."""


def tables(found: Calibrated) -> tuple[Tidy, ...]:
    """Return all tables: parameters, targets, predictions, draws, and what was run."""
    return (parameters(found), fit(found), predictions(found), draws(found),
            runs("trials", "what the search for the best fit tried", found, found.trials, found.misfits),
            runs("simulations", "runs from which the posterior is taken", found, found.simulations))


def parameters(found: Calibrated) -> Tidy:
    """Return what is known of each parameter."""
    rows = found.estimates
    numbers = {"start": "in the scenario as it is", "calibrated": "in the calibrated scenario", "mean": "mean of the posterior",
               "low": f"lower end of its interval of {SURE:.0%}", "high": f"upper end of its interval of {SURE:.0%}"}
    fields = {
        "parameter": Field([each.prior.path for each in rows], "name", "path of the parameter"),
        "unit": Field([each.prior.lever.unit for each in rows], "name", "the unit in which it is written"),
        "prior": Field([each.prior.text for each in rows], "text", "its prior"),
        **{name: Field([getattr(each, name) for each in rows], "as the parameter", about) for name, about in numbers.items()},
        "left": Field([each.known.left for each in rows], "ratio", "width of the posterior over the prior's; 1: nothing learned"),
        "verdict": Field([each.known.verdict for each in rows], "name", "known, partly known or not known"),
        "edge": Field([each.edge for each in rows], "name", "the end of the prior that the posterior leans on"),
    }
    return Tidy("parameters", "the parameters with their intervals", fields, ("parameter",))


def fit(found: Calibrated) -> Tidy:
    """Return how each target is met."""
    rows, observed = found.fits, "as it is stated in the file of targets"
    fields = {
        "target": Field([each.target.title for each in rows], "name", "the target"),
        "figure": Field([each.target.figure for each in rows], "name", "the figure of a run that it is held against"),
        "unit": Field([each.target.unit for each in rows], "name", "the unit of all figures of the row"),
        "side": Field([each.target.side for each in rows], "number", "-1: at most, 1: at least what was observed"),
        "observed": Field([each.target.value for each in rows], AS_FIGURE, observed),
        "error": Field([each.target.error for each in rows], AS_FIGURE, "its standard error"),
        "fitted": Field([each.target.fitted for each in rows], "switch", "whether it was fitted; else it is predicted"),
        **means("start", "as the scenario is", [each.start for each in rows]),
        **means("calibrated", "of the calibrated scenario", [each.calibrated for each in rows]),
        **foreseen([each.predicted for each in rows]),
        "off": Field([each.off for each in rows], "errors", "by how many errors the model is above what was observed"),
        "reach_low": Field([each.reach[0] for each in rows], AS_FIGURE, "least under the priors, on average over luck"),
        "reach_high": Field([each.reach[1] for each in rows], AS_FIGURE, "most under the priors, on average over luck"),
        "verdict": Field([str(each.verdict) for each in rows], "name", "met, missed, or cannot be met"),
        **{name: Field([getattr(each.target, name) for each in rows], AS_FIGURE, about) for name, about in (
            ("held_out", "the figure in data that were left out"), ("held_out_error", "its standard error"),
            ("halves", "by how much two halves of the data differ"))},
        "source": Field([each.target.source for each in rows], "text", "where it was observed"),
    }
    return Tidy("fit", "how each target is met", fields, ("target", "side"))


def means(name: str, about: str, found: Sequence[Interval]) -> dict[str, Field]:
    """Return means with their intervals as columns."""
    what = f"mean over fresh seeds, {about}"
    return {name: Field([each.mean for each in found], AS_FIGURE, what),
            f"{name}_low": Field([each.low for each in found], AS_FIGURE, f"{what}: lower end of its interval of {SURE:.0%}"),
            f"{name}_high": Field([each.high for each in found], AS_FIGURE, f"{what}: upper end of its interval of {SURE:.0%}")}


def foreseen(found: Sequence[Prediction]) -> dict[str, Field]:
    """Return predictions as columns."""
    abouts = {"mean": "mean over draws of the posterior", "low": "lower end of the interval of the model's mean",
              "high": "upper end of it", "run_low": "lower end of the interval of one more run", "run_high": "upper end of it",
              "of_parameters": "variance by what is not known of the parameters", "of_luck": "variance of runs by luck",
              "share": "share of the parameters in both variances", "share_low": "lower end of its interval",
              "share_high": "upper end of it"}
    return {f"predicted_{name}": Field([getattr(each, name) for each in found], "share" if "share" in name else AS_FIGURE, about)
            for name, about in abouts.items()}


def predictions(found: Calibrated) -> Tidy:
    """Return what is predicted of each measure that was named."""
    named = found.predictions
    fields = {"measure": Field(list(named), "name", "what is measured: docs/measures.md"), **foreseen(list(named.values()))}
    return Tidy("predictions", "measures as predicted", fields, ("measure",))


def draws(found: Calibrated) -> Tidy:
    """Return draws of the posterior, in the units in which the parameters are written."""
    some = found.belief.draws[:KEPT]
    fields: dict[str, Any] = {"draw": Field(range(1, len(some) + 1), "number", "number of the draw")}
    return Tidy("draws", "draws of the posterior, all of equal weight", fields | written(found, some), ("draw",))


def written(found: Calibrated, places: Any) -> dict[str, Field]:
    """Return the values of the parameters at places of their priors, as columns."""
    return {prior.path: Field([prior.written(float(each)) for each in places[:, number]], prior.lever.unit, prior.lever.about)
            for number, prior in enumerate(found.plan.priors)}


def runs(name: str, about: str, found: Calibrated, some: Runs, misfits: Any = None) -> Tidy:
    """Return runs at places of the priors, each figure as the mean over the seeds."""
    fields = {name.removesuffix("s"): Field(range(1, len(some.places) + 1), "number", "its number"), **written(found, some.places)}
    for figure in found.plan.figures:
        fields[f"run {figure}"] = Field([mean(row) for row in of_figure(some, figure)], AS_FIGURE, "mean over its seeds")
    if misfits is not None:
        fields["chi_square"] = Field(list(misfits), "number", "misses of the targets, squared, over their errors and luck")
    return Tidy(name, about, fields, (name.removesuffix("s"),))


def mean(values: Any) -> float:
    """Return the mean of what is a number, not a number of nothing."""
    defined = values[np.isfinite(values)]
    return float(defined.mean()) if len(defined) else math.nan

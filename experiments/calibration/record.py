"""What a calibration has found, as a plain object for JSON."""

from __future__ import annotations

from typing import Any

from experiments.calibration.calibrated import SURE, Calibrated, Estimate, Fit, unit_of
from experiments.calibration.cautions import cautions
from experiments.calibration.heldout import held_out
from experiments.calibration.predicting import Prediction
from experiments.exchange import SCHEMA_VERSION, finite
from experiments.guardrails import by_scenario
from experiments.interval import Interval


def record(found: Calibrated) -> dict[str, Any]:
    """Return the calibration as a plain object."""
    plan = found.plan
    says, scenario = plan.study.says, plan.base.scenario
    return {
        "schema_version": SCHEMA_VERSION, "study": "calibrate", "name": plan.study.name, "title": says.title,
        "scenario": scenario.name, "persons": scenario.persons, "days": scenario.days, "currency": scenario.currency,
        "seed": says.seed, "targets": list(says.targets), "confidence": SURE, "replications": found.replications,
        "trials": len(found.trials.places), "simulations": len(found.simulations.places), "rounds": says.rounds,
        "draws": says.draws, "fresh": says.fresh, "impossible": found.trials.impossible + found.simulations.impossible,
        "resting_on": found.belief.simulations, "inflation": found.belief.inflation,
        "chi_square": {"start": finite(found.misfit(found.start)), "calibrated": finite(found.misfit(found.chosen))},
        "parameters": {each.prior.path: parameter(each) for each in found.estimates},
        "pairs": len(found.plan.priors) * (len(found.plan.priors) - 1) // 2,
        "combinations": [each._asdict() for each in found.combinations],
        "fit": [target(each) for each in found.fits],
        "predictions": {name: {"unit": unit_of(name), **prediction(each)} for name, each in found.predictions.items()},
        "held_out": {quantity: each._asdict() for quantity, each in held_out(found.fits).items()},
        "cautions": [*cautions(found)],
        "guardrails": by_scenario(found.guardrails),
    }


def parameter(each: Estimate) -> dict[str, Any]:
    """Return what is known of a parameter."""
    lever = each.prior.lever
    low, high = (each.prior.outside(end) for end in (lever.low, lever.high))
    return {"unit": lever.unit, "about": lever.about, "prior": each.prior.text, "from": low, "to": high, "log": lever.log,
            "normal": [each.prior.outside(each.prior.mean), each.prior.outside(each.prior.sd)] if each.prior.sd else None,
            "start": each.start, "calibrated": each.calibrated, "mean": each.mean, "low": each.low, "high": each.high,
            "left": each.known.left, "verdict": each.known.verdict, "edge": each.edge}


def target(each: Fit) -> dict[str, Any]:
    """Return how a target is met."""
    of = each.target
    return {"target": of.title, "name": of.name, "quantity": of.quantity, "cell": of.cell, "unit": of.unit, "side": of.side,
            "observed": of.value, "error": of.error, "assumed": of.assumed, "fitted": of.fitted, "start": interval(each.start),
            "calibrated": interval(each.calibrated), "predicted": prediction(each.predicted), "off": finite(each.off),
            "reach": [finite(end) for end in each.reach], "verdict": str(each.verdict), "held_out": finite(of.held_out),
            "held_out_error": finite(of.held_out_error), "halves": finite(of.halves), "source": of.source}


def interval(each: Interval) -> dict[str, float | int | None]:
    """Return an interval as a plain object."""
    return {"mean": finite(each.mean), "low": finite(each.low), "high": finite(each.high), "replications": each.replications}


def prediction(each: Prediction) -> dict[str, float | int | None]:
    """Return a prediction as a plain object."""
    return {name: finite(value) for name, value in each._asdict().items()}

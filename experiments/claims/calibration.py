"""The twin experiment of a calibration: K1 to K3, hidden parameters sought by the whole of it in the tables of a run."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np

from experiments.calibration.calibrating import calibrated
from experiments.calibration.observed import Array
from experiments.calibration.plan import Plan, plan
from experiments.claims.claim import SEED, Check, Claim
from experiments.interval import Interval, interval
from experiments.lab import Lab
from experiments.panel import Panel, watched
from experiments.panel.quantities import OF_PANEL
from experiments.panel.shares import share
from experiments.seeds import seeds
from scenarios import load

TWINS = 24
FITTED = {"moves": ("transactor > late", "transactor > revolver", "inactive > inactive", "inactive > transactor"),
          "utilisation_bins": ("0", "0-20 %", "20-40 %", "40-60 %", "60-80 %"), "late_accounts": ("30+",)}
LEFT_OUT = {"statuses": ("transactor", "revolver"), "payment_ratio_bins": ("0", "10-50 %", "100 %")}
CONFIDENT = 1.96
"""Errors at each side of an interval of 95 %."""
STUDY: dict[str, Any] = {
    "study": "calibrate", "scenario": "baitiao_consumer", "seed": SEED,
    "set": {"persons": 2_000, "days": 240, "behaviour.arrive.innovation": 0.8},
    "vary": {"behaviour.repay.c_to_m1": {"from": "0.2 %", "to": "8 %", "log": True},
             "behaviour.repay.minimum_share": {"from": "1 %", "to": "12 %", "log": True},
             "behaviour.shop.rate": {"from": 0.5, "to": 8},
             "behaviour.basket.share": {"from": "1.5 %", "to": "8 %", "log": True}},
    "trials": 2, "batch": 2, "replications": 1, "simulations": 96, "rounds": 2, "draws": 20, "fresh": 2,
}
"""The search for the best fit is as short as it can be: it moves no interval."""


class Sought(NamedTuple):
    """What a calibration found of hidden parameters: which of its intervals cover them, by parameter, and how wide they are.

    The widths are in parts of the prior's; ``foreseen`` tells of each figure left out whether it lies in its interval.
    """

    covered: Array
    widths: Array
    foreseen: Array


@cache
def sought() -> tuple[Sought, ...]:
    """Return what was found of each twin; simulations of the first round are the same for all."""
    hidden = np.random.default_rng(SEED).random((TWINS, len(STUDY["vary"])))
    with TemporaryDirectory() as folder, Lab() as lab:
        base = planned(watched(load(STUDY["scenario"], STUDY["set"]), SEED)[1], Path(folder))
        return tuple(found(base, place, seed, Path(folder), lab)
                     for place, seed in zip(hidden, seeds(SEED + 1, TWINS), strict=True))


def planned(panel: Panel, folder: Path) -> Plan:
    """Return the calibration to the tables of a panel."""
    file = folder / "twin.yaml"
    file.write_text("\n".join(["source: a run", "targets:", *tables(panel)]), encoding="utf-8")
    return plan({**STUDY, "targets": [str(file)]})


def tables(panel: Panel) -> Iterator[str]:
    """Yield the targets that the tables of a panel make, a line each."""
    for name, cells in (FITTED | LEFT_OUT).items():
        shares = {each.name: share(panel, each) for each in OF_PANEL[name](panel) if each.name in cells}
        told = ", ".join(f"{cell}: [{float(each.value)}, {float(each.error)}]" for cell, each in shares.items())
        yield f"  {name}: {{fitted: {str(name in FITTED).lower()}, cells: {{{told}}}}}"


def found(study: Plan, place: Array, seed: int, folder: Path, lab: Lab) -> Sought:
    """Hide parameters in a run, and return what a calibration to its tables finds of them."""
    result = calibrated(planned(watched(study.design(place), seed)[1], folder), lab)
    truth = [prior.written(float(share)) for prior, share in zip(study.priors, place, strict=True)]
    return Sought(np.array([each.low <= value <= each.high for each, value in zip(result.estimates, truth, strict=True)]),
                  np.array([each.known.left for each in result.estimates]),
                  np.array([each.predicted.run_low <= each.target.value <= each.predicted.run_high
                            for each in result.fits if not each.target.fitted]))


def of(yes: Array) -> Interval:
    """Return how often it was so, by twin and case, with Wilson's interval for the number of cases that are as good as independent.

    Cases of one twin go together (the design effect: Kish, Survey Sampling, 1965, section 5.4).
    """
    share, by_twin = float(yes.mean()), yes.mean(axis=1)
    alone = share * (1.0 - share) / yes.shape[1]
    many = yes.size / max(by_twin.var() / alone, 1.0) if alone else len(yes)
    squared = CONFIDENT**2 / many
    middle, half = share + squared / 2.0, np.sqrt(squared * (share * (1.0 - share) + squared / 4.0))
    return Interval(share, float((middle - half) / (1.0 + squared)), float((middle + half) / (1.0 + squared)), len(yes))


def coverage() -> Iterator[Claim]:
    """K1: intervals of 90 % have the hidden parameters in them surely in more than 80 % and in less than 99 %.

    Twins are too few to tell more of one parameter by itself than that it is surely not below 60 %.
    """
    covered = np.array([each.covered for each in sought()])
    yield Claim("K1", "calibration: hidden parameters in their 90 % intervals (surely 80 to 99 %)", of(covered), 0.8, 0.99, "share")
    for name, column in zip(STUDY["vary"], covered.T, strict=True):
        yield Claim("K1", f"... {name} (surely above 60 %)", of(column[:, None]), 0.6, 1.01, "share")


def widths() -> Iterator[Claim]:
    """K2: they are far narrower than those of the priors, else coverage would be nothing."""
    for number, name in enumerate(STUDY["vary"]):
        left = interval(each.widths[number] for each in sought())
        yield Claim("K2", f"calibration: width of the posterior of {name} over that of the prior", left, 0.0, 0.6, "")


def predictions() -> Iterator[Claim]:
    """K3: figures not fitted lie in the 90 % intervals predicted for them surely in more than 80 % and in less than 99 %."""
    foreseen = np.array([each.foreseen for each in sought()])
    yield Claim("K3", "calibration: figures left out in the 90 % intervals of one more run (surely 80 to 99 %)",
                of(foreseen), 0.8, 0.99, "share")


def twins() -> Iterator[Claim]:
    """K1 to K3, of the same twins."""
    for each in (coverage, widths, predictions):
        yield from each()


CLAIMS = (Check("K1 K2 K3", twins, 240),)

"""Calibration: free parameters of a scenario fitted to observed figures, with what the data leave open."""

from __future__ import annotations

from experiments.calibration.calibrated import Calibrated, Verdict
from experiments.calibration.calibrating import calibrate
from experiments.calibration.file import NAME as SCENARIO
from experiments.calibration.plan import Plan, plan

__all__ = ["SCENARIO", "Calibrated", "Plan", "Verdict", "calibrate", "plan"]

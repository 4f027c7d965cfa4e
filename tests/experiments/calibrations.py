"""A calibration whose truth is known: what tests of it share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from experiments.lab import Task

CUT, GIVING, SEEN = "credit.approve.cut_off", "behaviour.invite.altruism", "behaviour.invite.pull"
LUCK = 0.02
STUDY: dict[str, Any] = {
    "study": "calibrate", "scenario": "cash_for_invites", "set": {"persons": 300, "days": 30},
    "vary": {CUT: {"from": 500, "to": 650}, GIVING: {"from": 0.001, "to": 0.1, "log": True}},
    "measures": ["profit"], "trials": 16, "simulations": 64, "rounds": 2, "draws": 20, "fresh": 10,
}
OBSERVED = {"approval_rate": 0.6, "referring_share": 0.3}


def law(task: Task) -> dict[str, float]:
    """Approvals fall with the cut-off, referrers rise with altruism; both, and profit, have luck."""
    scenario, luck = task.scenario, np.random.default_rng(task.seed)
    cut, giving = scenario.credit.approve.terms.cut_off, scenario.behaviour.invite.terms.altruism
    return {"approval_rate": 0.8 - (cut - 500.0) / 500.0 + luck.normal(0.0, LUCK),
            "referring_share": 0.1 * np.log(giving / 0.001) + luck.normal(0.0, LUCK),
            "dpd30_share": 0.02 + luck.normal(0.0, 0.002), "profit": 10.0 * cut + luck.normal(0.0, 100.0)}


def told(folder: Path, observed: dict[str, float] = OBSERVED, more: str = "") -> dict[str, Any]:
    """Return the study with targets in a folder."""
    lines = [f"  {name}: {{observed: {value}, error: 0.01}}" for name, value in observed.items()]
    path = folder / "targets.yaml"
    path.write_text("\n".join(["targets:", *lines, more, ""]), encoding="utf-8")
    return STUDY | {"targets": str(path)}

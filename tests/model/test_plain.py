"""Compiled or not, the model is the same: it is written once, in plain Python."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from scenarios import load
from sim.engine import Engine
from sim.result import result_hash
from sim.scenario import Scenario, Tier, default
from tests.model.settings import changed, varied

ROOT = Path(__file__).parents[2]
PLAIN = """
import tests.model.test_plain as here
print(*here.hashes())
"""


def worlds() -> list[Scenario]:
    """Return small worlds that between them know every phase: portraits and teams, rings and checks, loans in hard times."""
    rings = changed(load("guarded_growth"), persons=200, days=120, population__launch=0.3, abuse__organisers=100.0,
                    behaviour__organise=default("organise", "reckless"))
    loans = changed(load("enterprise_graded", {"macro.preset": "shock"}), persons=200, days=150, population__launch=0.3)
    return [small_team_plan(), rings, loans]


def small_team_plan() -> Scenario:
    """Return a small world with much going on: a launch for a third, invitations, rewards, teams, portraits that differ."""
    scenario = changed(load("team_plan"), persons=300, days=150, population__launch=0.3, tiers=(Tier("silver", on_time=1),))
    return varied(scenario)


def hashes() -> list[str]:
    return [result_hash(Engine(each, 11, journal=True).run()) for each in worlds()]


def test_compiled_and_plain_runs_agree_bit_for_bit() -> None:
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        [sys.executable, "-c", PLAIN], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == hashes()

"""Small folders of every kind, of one question, that the stories of this folder share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from experiments import compare, replicate
from experiments.deciding import decide
from experiments.search import search
from experiments.sensitivities import sensitivity
from experiments.stresses import stress
from experiments.sweeps import sweep
from experiments.twin import compare_with_twins, twin
from reports import run_folder
from scenarios import resolve

SIZE = {"persons": 400, "days": 90}
SEED = 2
"""Under which somebody comes because of the scheme, few as people are."""
SET = tuple(f"{name}={value}" for name, value in SIZE.items())
TODAY, CASH, REPAID = "baitiao_consumer", "cash_for_invites", "pay_for_repayment"
PAY, CUT = "rewards.referrer.amount.pay", "credit.approve.cut_off"
OF_CASH: dict[str, Any] = {"scenario": CASH, "set": SIZE}
Made = Callable[[Path], object]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return the folder of a kind; it is made when it is first asked for."""
    place, made = tmp_path_factory.mktemp("evidence"), dict[str, Path]()

    def of(kind: str) -> Path:
        if kind not in made:
            MAKERS[kind](place / kind)
            made[kind] = place / kind
        return made[kind]

    return of


def compared(path: Path, names: tuple[str, ...] = (TODAY, CASH, REPAID), twins: bool = True, more: tuple[str, ...] = (),
             seed: int = SEED) -> None:
    """Compare schemes, three replications each."""
    whats = [resolve(name, (*SET, *more)) for name in names]
    scenarios = [what.scenario for what in whats]
    if twins:
        found, with_twins = compare_with_twins(scenarios, seed=seed, replications=3)
    else:
        found, with_twins = compare(scenarios, seed, replications=3), {}
    run_folder.write_comparison(path, whats, found, with_twins)


def ran(path: Path) -> None:
    """Run one scheme alone."""
    what = resolve(CASH, SET)
    run_folder.write(path, what, replicate(what.scenario, replications=3))


def twinned(path: Path) -> None:
    """Run one scheme with its twin."""
    what = resolve(CASH, SET)
    found = twin(what.scenario, seed=SEED, replications=3)
    run_folder.write(path, what, found.scheme, found)


MAKERS: dict[str, Made] = {
    "comparison": compared,
    "without twins": lambda path: compared(path, (TODAY, CASH), twins=False, seed=1),
    "dearer": lambda path: compared(path, (TODAY, CASH), twins=False, more=("economics.overhead=100",), seed=1),
    "blocked": lambda path: compared(path, (TODAY, "growth_at_any_price"), twins=False),
    "run": ran,
    "twin": twinned,
    "compare": lambda path: decide({"study": "compare", "scenario": TODAY, "others": [CASH], "set": SIZE, "replications": 4,
                                    "most": 8, "decide": {"activated_accounts": 5, "profit": 300}}, folder=path),
    "stress": lambda path: stress({"study": "stress", "scenario": TODAY, "schemes": [CASH, REPAID], "set": SIZE, "futures": 6,
                                   "replications": 2, "break_even": ["c_to_m1"], "pairs": 2}, folder=path),
    "search": lambda path: search({"study": "search", **OF_CASH, "vary": {PAY: [0, 50, 100], CUT: [560, 620]}, "maximise": "profit",
                                   "subject_to": {"reward_cost": "<= 500"}, "trials": 6, "candidates": 3,
                                   "most_replications": 10}, folder=path),
    "sensitivity": lambda path: sensitivity({"study": "sensitivity", **OF_CASH, "vary": {PAY: {"from": 0, "to": 100},
                                             "behaviour.invite.altruism": {"from": 0.1, "to": 1}}, "trajectories": 4,
                                             "measures": ["profit"], "replications": 2}, folder=path),
    "sweep": lambda path: sweep({"study": "sweep", **OF_CASH, "vary": {PAY: [0, 80]}, "measures": ["profit"], "replications": 2},
                                folder=path),
}

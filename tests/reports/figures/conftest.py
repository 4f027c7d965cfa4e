"""Small runs and studies of which figures are drawn."""

from __future__ import annotations

import numpy as np
import pytest

from experiments import lab, replicate, stress
from experiments.lab import Outcome, Task
from experiments.study.folder import Kept
from experiments.twin import twin
from reports.folders import TwinFolder, kept
from reports.run_folder import RunFolder, read, write
from scenarios import resolve
from tests.experiments.searches import CUT, PAY, pay, searched_by


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """A scheme with referrals, and a team plan, read back from its folder."""
    return stored(tmp_path_factory, "growth_at_any_price", ("persons=1000", "days=200"), 3)


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """One replication without a scheme, so short that nothing is lost."""
    return stored(tmp_path_factory, "baitiao_consumer", ("persons=300", "days=60"), 1)


@pytest.fixture(scope="session")
def by_portrait(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """A run of people of several portraits."""
    return stored(tmp_path_factory, "differentiated", ("persons=800", "days=120"), 2)


def stored(folders: pytest.TempPathFactory, name: str, settings: tuple[str, ...], replications: int) -> RunFolder:
    """A run that was written and read back."""
    what, folder = resolve(name, settings), folders.mktemp("runs") / name
    write(folder, what, replicate(what.scenario, 1, replications))
    return read(folder)


@pytest.fixture(scope="session")
def twinned() -> TwinFolder:
    """A twin of two replications."""
    return TwinFolder.of(twin(resolve("cash_for_invites", ("persons=800", "days=120")).scenario, 1, 2))


@pytest.fixture(scope="session")
def searched() -> Kept:
    """A search in which a higher reward brings more customers, and costs more; the cut-off does not matter."""
    return kept(searched_by(
        lambda scenario, luck: {"activated_accounts": 50.0 + pay(scenario) + luck.normal(0.0, 3.0),
                                "reward_cost": 10.0 * pay(scenario) + luck.normal(0.0, 20.0)},
        vary={PAY: {"from": 0, "to": 100, "step": 5}, CUT: {"from": 560, "to": 620, "step": 20}},
        maximise="activated_accounts", minimise="reward_cost", candidates=6, replications=10))


@pytest.fixture(scope="session")
def stressed() -> Kept:
    """A stress study in which a scheme pays below a roll rate of 1.45 %, and nothing else matters."""
    def perform(task: Task) -> Outcome:
        rate = task.scenario.behaviour.repay.terms.c_to_m1
        luck = np.random.default_rng(task.seed).normal(0.0, 500.0)
        profit = luck + (1e6 * (0.0145 - rate) if task.scenario.rewards else 0.0)
        return Outcome(task.design, task.seed, {"profit": profit, "roll_c_to_m1": rate / 2.0}, "", 0.0)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lab, "perform", perform)
        return kept(stress({"study": "stress", "scenario": "baitiao_consumer", "schemes": "cash_for_invites", "futures": 40,
                            "set": {"persons": 400, "days": 60}, "replications": 2, "pairs": 2,
                            "uncertain": ["c_to_m1", "economy", "funds"], "break_even": ["c_to_m1"]}, workers=1))

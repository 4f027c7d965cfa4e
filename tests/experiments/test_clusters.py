"""Clusters on this machine: a worker is killed in the middle, and the study comes to the same."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from experiments.lab import Lab, Outcome, Registry, task
from experiments.workers import Unfit, workers
from scenarios import load
from tests.experiments import deeds

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore")  # a cluster leaves sockets to the garbage collector

SMALL = load("cash_for_invites", {"persons": 300, "days": 30})
TASKS = [task(SMALL, seed) for seed in range(1, 13)]


@pytest.fixture
def two_workers() -> Iterator[distributed.LocalCluster]:
    """A Dask cluster of two processes that nobody but this machine can reach."""
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None,
                                  silence_logs=50) as cluster:
        yield cluster


def results(outcomes: list[Outcome]) -> list[tuple[int, str, str]]:
    """Return what tells one result from another, and whether any failed."""
    return [(outcome.seed, outcome.result_hash, outcome.error) for outcome in outcomes]


@pytest.fixture(scope="module")
def alone() -> list[tuple[int, str, str]]:
    """The results of this process."""
    with Lab() as lab:
        return results(lab.run(TASKS))


def test_a_dask_worker_that_is_killed_in_the_middle_takes_nothing_with_it(
        two_workers: distributed.LocalCluster, alone: list[tuple[int, str, str]], tmp_path: Path) -> None:
    first = [nanny.pid for nanny in two_workers.workers.values()]

    def kill_one(_: Outcome) -> None:
        told.append(1)
        if len(told) == 3:
            os.kill(first[0], signal.SIGKILL)

    told: list[int] = []
    address = two_workers.scheduler_address.removeprefix("tcp://")
    with Registry(tmp_path / "registry.sqlite") as registry, Lab(registry, workers(f"dask://{address}"), kill_one) as lab:
        found = lab.run(TASKS)
        assert results(list(registry.outcomes().values())) == results(sorted(found, key=lambda outcome: outcome.seed))
    assert results(found) == alone
    assert len(told) == len(TASKS)
    assert first[0] not in [nanny.pid for nanny in two_workers.workers.values()]


def test_a_task_that_kills_dask_workers_is_given_up_and_the_others_are_done(tmp_path: Path) -> None:
    with workers("dask://") as by:
        found = dict(by.each(deeds.third_always_dies, [deeds.Deed(number, tmp_path) for number in range(6)]))
    by_number = {deed.number: result for deed, result in found.items()}
    assert by_number.pop(3).why.startswith("its worker died 3 times")
    assert by_number == {0: 0, 1: 2, 2: 4, 4: 8, 5: 10}


def test_where_no_dask_cluster_answers_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.workers.on_dask.PATIENCE", 0.5)
    with workers("dask://127.0.0.1:9") as by, pytest.raises(Unfit, match="no cluster with a worker answers"):
        list(by.each(abs, [-1]))


def test_workers_of_dask_that_go_away_end_the_study_and_what_was_reached_is_kept(
        two_workers: distributed.LocalCluster, tmp_path: Path) -> None:
    told: list[Outcome] = []

    def close_all(outcome: Outcome) -> None:
        told.append(outcome)
        if len(told) == 2:
            two_workers.close()

    address = two_workers.scheduler_address.removeprefix("tcp://")
    with Registry(tmp_path / "registry.sqlite") as registry:
        with pytest.raises(Unfit, match="gone away"), Lab(registry, workers(f"dask://{address}"), close_all) as lab:
            lab.run(TASKS * 20)
        assert set(registry.outcomes()) >= {outcome.key for outcome in told}


def test_a_ray_worker_that_is_killed_in_the_middle_takes_nothing_with_it(
        alone: list[tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("ray")
    killed = tmp_path / "killed"
    monkeypatch.setattr("experiments.lab.perform", partial(deeds.dies_once, killed))
    with Lab(by=workers("ray://")) as lab:
        assert results(lab.run(TASKS)) == alone
    assert killed.exists()

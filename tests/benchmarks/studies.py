"""Rows on studies: what two workers save, what a task costs beside its work, what travels, and what a kill does."""

from __future__ import annotations

import os
import pickle
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import numpy as np

from experiments.lab import Outcome, Registry, Task, task
from experiments.lab.sending import part
from experiments.lab.task import perform
from experiments.workers import Workers, workers
from scenarios.edge_list import read
from sim.scenario import EDGES
from tests.benchmarks.rows import Row
from tests.benchmarks.timing import Spent, campaign, spent
from tests.experiments.killing import Study, differences, kill

PERSONS, REPLICATIONS, TIMES = 20_000, 40, 5
KINDS = {"1": "this process", "2": "2 processes", "dask://": "a Dask cluster on this machine",
         "ray://": "a Ray cluster on this machine"}
TIES = 100_000
KILLS = 30
STUDIES = {"sweep": """
study: sweep
scenario: cash_for_invites
set: {persons: 1000, days: 180}
vary:
  rewards.referrer.amount.pay: [0, 20, 40, 60, 80]
replications: 8
""", "search": """
study: search
scenario: cash_for_invites
set: {persons: 1000, days: 180}
vary:
  rewards.referrer.amount.pay: {from: 0, to: 80, step: 10}
  rewards.referrer.form: [cash, coupon]
maximise: activated_accounts
minimise: reward_cost
trials: 24
candidates: 4
most_replications: 20
"""}
"""What is killed: forty replications that are known beforehand, and some hundred of which each asks for the next."""


def nothing(one: Task) -> Outcome:
    """Do no work at all."""
    return Outcome(one.design, one.seed, {}, "", 0.0)


def timed(one: Task) -> Outcome:
    """Perform a replication; its seconds are the processor's."""
    begun = time.process_time()
    outcome = perform(one)
    return outcome._replace(seconds=time.process_time() - begun)


def work(by: Workers, many: int) -> tuple[Spent, float]:
    """Return what some replications take, written down as in any study: here, and the workers' own seconds of the processor."""
    tasks, done = [task(campaign(PERSONS), seed) for seed in range(many)], list[Outcome]()
    with tempfile.TemporaryDirectory() as folder, Registry(Path(folder) / "registry.sqlite") as registry:
        def run() -> None:
            for one, outcome in by.each(timed, tasks, part):
                assert isinstance(outcome, Outcome), f"{one.key}: {outcome}"
                registry.record(outcome)
                done.append(outcome)

        return spent(run), sum(outcome.seconds for outcome in done)


def efficiency() -> Iterator[Row]:
    """What a second worker saves; one and two take turns."""
    with workers(1) as one, workers(2) as two:
        start, _ = work(two, 2)
        work(one, 1)
        pairs = [(work(one, REPLICATIONS)[0], *work(two, REPLICATIONS)) for _ in range(TIMES)]
    by_clock = median(alone.clock / (2.0 * together.clock) for alone, together, _ in pairs)
    by_processor = median(alone.processor / (together.processor + theirs) for alone, together, theirs in pairs)
    what = f"{REPLICATIONS} replications of {PERSONS:,} persons x 360 days, in turns, median of {TIMES}"
    yield Row("parallel efficiency of 2 workers, by the clock", by_clock, least=0.85,
              note=f"{what}; time of 1 / (2 x time of 2); it takes an idle machine, and the load was {os.getloadavg()[0]:.1f}")
    yield Row("the same by the processor", by_processor,
              note="all seconds of 1 / all those of 2 and of their parent: what is left of the work when it is spread")
    yield Row("until 2 workers that are not there yet have run their first replications", start.clock, "s", note="once a study")


def overhead(tasks: int = 300) -> Iterator[Row]:
    """What a task costs that does nothing."""
    for who, name in KINDS.items():
        all_of = [task(campaign(PERSONS), seed) for seed in range(tasks)]
        with workers(who) as by:
            begun = time.perf_counter()
            list(by.each(nothing, all_of[:4], part))
            start, begun = time.perf_counter() - begun, time.perf_counter()
            list(by.each(nothing, all_of, part))
            yield Row(f"a task that does nothing: {name}", (time.perf_counter() - begun) / tasks * 1e3, "ms",
                      note=f"{tasks} tasks, by the clock; the first ones were there after {start:.1f} s")


def travelling() -> Iterator[Row]:
    """What travels with a task, without and with an edge list."""
    scenario = campaign(PERSONS)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ties.csv"
        np.savetxt(file, np.random.default_rng(1).integers(0, PERSONS, (TIES, 2)), "%d", ",")
        edges = read(file)
    with_ties = scenario._replace(network=scenario.network._replace(edges=edges, kind=EDGES))
    yield Row("what travels with a task", len(pickle.dumps(task(scenario, 1))) / 1e3, "kB", most=10.0, note="pickled")
    yield Row("the same with an edge list", len(pickle.dumps(part(task(with_ties, 1)))) / 1e3, "kB", most=10.0,
              note=f"{edges.pairs.shape[1]:,} ties, of which each worker is sent {len(pickle.dumps(edges)) / 1e6:.1f} MB once")


def kills(command: str) -> Iterator[Row]:
    """A study that is killed at random moments comes to the same."""
    luck, killed, same = random.Random(1), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "study.yaml"
        file.write_text(STUDIES[command], encoding="utf-8")
        whole = Study(command, file, Path(folder) / "whole")
        seconds, studies = whole.run(), 0
        while killed < KILLS:
            studies += 1
            study = whole._replace(folder=Path(folder) / str(studies))
            killed += kill(study, KILLS - killed, seconds, luck)
            same += not differences(whole.folder, study.folder)
    yield Row(f"fission {command}, killed at random moments: tables and record that are the same", same / studies, least=1.0,
              note=f"{killed} kills over {studies} studies, each resumed until finished")


def rows() -> Iterator[Row]:
    """All of them."""
    yield from efficiency()
    yield from overhead()
    yield from travelling()
    yield from kills("sweep")
    yield from kills("search")

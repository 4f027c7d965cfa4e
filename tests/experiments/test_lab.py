"""The laboratory: every replication is run once, written down at once, and the same whoever runs it."""

from __future__ import annotations

import pickle
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

import networkx as nx
import pytest

from experiments.lab import Lab, Outcome, Registry, Task, Unusable, compiled, fingerprint, sending, task
from experiments.workers import Lost, Unfit, Wanting, Workers, workers
from experiments.workers.serial import Serial
from scenarios import load
from scenarios.edge_list import read
from sim.scenario import Scenario
from tests.experiments import deeds

SMALL = load("cash_for_invites", {"persons": 300, "days": 30})


def tasks(many: int = 6) -> list[Task]:
    """Return so many replications of a small scenario."""
    return [task(SMALL, seed) for seed in range(1, many + 1)]


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with Registry(tmp_path / "registry.sqlite") as opened:
        yield opened


def untimed(outcomes: Iterable[Outcome]) -> list[str]:
    """Return outcomes as text without the seconds, which are never twice the same; as text, what is undefined is the same."""
    return [repr(outcome._replace(seconds=0.0)) for outcome in outcomes]


def test_any_number_of_workers_come_to_the_same(tmp_path: Path) -> None:
    found = {}
    for who in (1, 2, 3):
        with Registry(tmp_path / f"{who}.sqlite") as registry, Lab(registry, workers(who)) as lab:
            told = lab.run(tasks())
            assert [outcome.key for outcome in told] == [each.key for each in tasks()]
            found[who] = untimed(told), untimed(registry.outcomes().values())
    assert found[1] == found[2] == found[3]


def test_what_is_known_is_not_run_again(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    with Lab(registry) as lab:
        first = lab.run(tasks(3))
    monkeypatch.setattr("experiments.lab.perform", deeds.no_more)
    with Lab(registry) as lab:
        assert repr(lab.run(tasks(3))) == repr(first)
        with pytest.raises(Unfit, match="no more"):
            lab.run(tasks(4))


def test_a_task_that_is_asked_for_twice_is_run_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Outcome] = []
    with Lab(on_replication=told.append) as lab:
        assert len(lab.run(tasks(2) * 3)) == 6
    assert len(told) == 2


@pytest.mark.parametrize("who", [1, 2])
def test_a_replication_is_written_down_before_it_is_told_of(who: int, registry: Registry) -> None:
    def look(outcome: Outcome) -> None:
        seen.append(registry.outcomes()[outcome.key].result_hash == outcome.result_hash)

    seen: list[bool] = []
    with Lab(registry, workers(who), look) as lab:
        lab.run(tasks())
    assert seen == [True] * 6


def test_alone_each_replication_is_written_down_before_the_next_begins(registry: Registry,
                                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []

    def counted(one: Task) -> Outcome:
        assert len(registry.outcomes()) == len(begun)
        begun.append(one.seed)
        return Outcome(one.design, one.seed, {}, "", 0.0)

    monkeypatch.setattr("experiments.lab.perform", counted)
    with Lab(registry) as lab:
        assert len(lab.run(tasks())) == 6


@pytest.mark.parametrize("who", [1, 2])
def test_a_replication_that_fails_is_data(who: int, registry: Registry) -> None:
    impossible = SMALL._replace(days=-1)
    with Lab(registry, workers(who)) as lab:
        failed, fine = lab.run([task(impossible, 7), task(SMALL, 7)])
    assert (failed.design, failed.seed, failed.measures, fine.error) == (fingerprint(impossible), 7, {}, "")
    assert "days" in failed.error.splitlines()[-1]
    assert registry.outcomes()[failed.key] == failed


def test_a_replication_whose_worker_died_is_written_down_as_failed_and_tried_again_another_time(
        registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    with Lab(registry, workers(2)) as lab:
        monkeypatch.setattr("experiments.lab.perform", deeds.seed_3_kills)
        found = lab.run(tasks())
        assert [outcome.seed for outcome in found if outcome.error] == [3]
        assert found[2].error.startswith("its worker died 3 times")
    assert list(registry.outcomes().values()) == found
    monkeypatch.undo()
    with Lab(registry) as lab:
        assert set(lab.known) == {outcome.key for outcome in found} - {found[2].key}
        assert not any(outcome.error for outcome in lab.run(tasks()))
    assert not any(outcome.error for outcome in registry.outcomes().values())


def test_too_little_memory_is_a_failure_that_says_nothing_of_the_replication(
        registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    def hungry(*_: object) -> None:
        raise MemoryError("all of it")

    monkeypatch.setattr(import_module("experiments.lab.task"), "start", hungry)
    with Lab(registry) as lab:
        [found] = lab.run(tasks(1))
    assert (found.error, found.lost) == ("MemoryError: all of it", True)
    assert registry.outcomes() == {found.key: found}


def test_a_worker_with_another_version_of_the_model_ends_the_study(registry: Registry) -> None:
    with Lab(registry) as lab, pytest.raises(Unfit, match="another version of the model"):
        lab.run([each._replace(model="of yesterday") for each in tasks()])
    assert registry.outcomes() == {}


def test_names_do_not_make_a_design_but_every_setting_does() -> None:
    assert fingerprint(SMALL) == fingerprint(SMALL._replace(name="another", title="of the same", purpose="for nothing"))
    assert fingerprint(SMALL) != fingerprint(SMALL._replace(days=31))


# ------------------------------------------------------------------------------------------------------------ edge lists


@pytest.fixture
def ties(tmp_path: Path) -> Scenario:
    """A scenario with an edge list."""
    file = tmp_path / "ties.csv"
    file.write_text("\n".join(f"{one},{other}" for one, other in nx.barabasi_albert_graph(2_000, 5, seed=1).edges))
    network = SMALL.network._replace(edges=read(file), kind=2)
    return SMALL._replace(persons=2_000, network=network)


def test_an_edge_list_stays_behind(ties: Scenario) -> None:
    whole, bare = (len(pickle.dumps(each)) for each in (task(ties, 1), sending.part(task(ties, 1))))
    assert whole > 50_000 > 6_000 > bare
    assert sending.part(task(SMALL, 1)) == task(SMALL, 1)


def test_a_worker_asks_for_an_edge_list_once(ties: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "HELD", {})
    answers = []

    def answered(sent: Task) -> Outcome | Wanting:
        answers.append(sending.received(deeds.counted_ties, sent))
        return answers[-1]

    results = workers(1).each(answered, [task(ties, seed) for seed in range(3)], sending.part)
    assert [outcome.measures["ties"] for _, outcome in results if not isinstance(outcome, Lost)] == [9_975.0] * 3
    assert [isinstance(answer, Wanting) for answer in answers] == [True, False, False, False]


def test_a_worker_does_not_hold_more_edge_lists_than_it_should(ties: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "HELD", dict.fromkeys("abcd"))
    sending.received(deeds.counted_ties, task(ties, 1))
    assert list(sending.HELD) == ["b", "c", "d", ties.network.edges.digest]


def test_an_edge_list_comes_to_the_same_wherever_it_was_read(ties: Scenario) -> None:
    found = []
    for who in (1, 2):
        with Lab(by=workers(who)) as lab:
            found.append(lab.run([task(ties, seed) for seed in (1, 2)]))
    assert untimed(found[0]) == untimed(found[1])
    assert not found[0][0].error


# ------------------------------------------------------------------------------------------------------------ the registry


def test_a_registry_says_again_what_was_written_down(tmp_path: Path) -> None:
    strange = Outcome("a", 2**53 + 1, {"odd": 0.1 + 0.2, "none": float("inf")}, "hash", 1.5, "")
    with Registry(tmp_path / "registry.sqlite") as registry:
        registry.record(strange)
        registry.note("asked", "this")
    with Registry(tmp_path / "registry.sqlite") as registry:
        assert registry.outcomes() == {strange.key: strange}
        assert (registry.noted("asked"), registry.noted("never")) == ("this", None)


def test_only_one_process_at_a_time_works_on_a_study(registry: Registry, tmp_path: Path) -> None:
    program = f"from experiments.lab import Registry; Registry({str(tmp_path / 'registry.sqlite')!r})"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "Unusable" in told.stderr
    assert "another process is at work on this study" in told.stderr
    registry.__exit__(None, None, None)
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_anybody_may_read_while_it_is_written(registry: Registry, tmp_path: Path) -> None:
    with Lab(registry) as lab:
        lab.run(tasks(2))
    reader = sqlite3.connect(f"file:{tmp_path / 'registry.sqlite'}?mode=ro", uri=True)
    assert reader.execute("SELECT count(*) FROM replications").fetchone() == (2,)
    reader.close()


def test_what_is_no_registry_is_told(tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    path.write_text("dear diary, " * 100)
    with pytest.raises(Unusable, match="no registry of a study"):
        Registry(path)
    path.unlink()
    with Registry(path) as registry:
        registry.connection.execute("PRAGMA user_version = 99")
    with pytest.raises(Unusable, match="another version of Fission"):
        Registry(path)


# ------------------------------------------------------------------------------------------------------------ compiling


def test_the_model_is_compiled_before_workers_would_each_begin_to(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    monkeypatch.setattr("experiments.lab.is_compiled", lambda: False)
    monkeypatch.setattr("experiments.lab.compile_model", lambda: order.append("compiled"))
    with Lab(by=Workers(lambda: order.append("opened") or Serial(), 1)) as lab:
        lab.run(tasks(1))
    assert order == ["compiled", "opened"]


def test_compiling_leaves_a_compiled_model(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled.compile_model()
    assert compiled.is_compiled()


def test_a_folder_of_ones_own_for_compiled_code_is_compiled_into_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("numba.config.CACHE_DIR", str(tmp_path))
    assert not compiled.is_compiled()
    compiled.compile_model()
    assert compiled.is_compiled()
    monkeypatch.setattr("sim.compiling.source_digest", lambda: "of tomorrow")
    assert not compiled.is_compiled(), "of another model"

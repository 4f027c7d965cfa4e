"""A sweep: its tables say what its replications say; it goes on as if it had never stopped; it tells what failed."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from pathlib import Path

import pytest

from experiments import sweep
from experiments.lab import Outcome, Task
from experiments.study import folder
from experiments.study.folder import CannotResume, read
from experiments.sweeps import plan
from sim.simulation import simulate

PAY = "rewards.referrer.amount.pay"
SMALL = {"study": "sweep", "scenario": "cash_for_invites", "set": {"persons": 300, "days": 60}, "replications": 3,
         "vary": {PAY: [0, 80], "credit.approve.cut_off": [560, 620]}, "measures": ["profit", "invitations"]}
Stub = Callable[[Task], Outcome]


def paid(task: Task) -> int:
    return int(task.scenario.rewards["referrer"].amount.terms.pay) // 100


@pytest.fixture
def by_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a replication come to a profit of twice the reward, and luck that is the seed's alone."""
    def perform(task: Task) -> Outcome:
        return Outcome(task.design, task.seed, {"profit": 2.0 * paid(task) + task.seed % 97, "invitations": 1.0}, "", 0.0)

    monkeypatch.setattr("experiments.lab.perform", perform)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch, by_formula: None) -> None:
    """Let replications of 80 CNY fail under the first seed."""
    from experiments import lab

    sound: Stub = lab.perform

    def perform(task: Task) -> Outcome:
        if paid(task) == 80 and task.seed == 1:
            return Outcome(task.design, task.seed, {}, "", 0.0, "Traceback\n  here\nOverflowError: too much")
        return sound(task)

    monkeypatch.setattr("experiments.lab.perform", perform)


def test_the_response_is_what_the_runs_come_to() -> None:
    found = sweep(SMALL)
    what = found.plan.designs[3].what.scenario
    runs = [simulate(what, seed).measures["profit"].value for seed in found.plan.seeds]
    frame = found.response.to_pandas().set_index(["design", "measure"])
    told = frame.loc[4, "profit"]
    assert (told[PAY], told["credit.approve.cut_off"], told["replications"]) == (80.0, 620.0, 3)
    assert told["mean"] == pytest.approx(statistics.mean(runs))
    half = 4.302653 * statistics.stdev(runs) / 3**0.5
    assert (told["low"], told["high"]) == pytest.approx((statistics.mean(runs) - half, statistics.mean(runs) + half))


def test_differences_to_the_reference_are_free_of_common_luck(by_formula: None) -> None:
    found = sweep({**SMALL, "reference": {PAY: "30 CNY", "credit.approve.cut_off": 560}})
    told = found.differences.to_pandas().set_index([PAY, "credit.approve.cut_off", "measure"])
    assert tuple(told.loc[(80.0, 620.0, "profit"), ["mean", "low", "high", "replications"]]) == (100.0, 100.0, 100.0, 3)
    assert tuple(told.loc[(0.0, 560.0, "profit"), ["mean", "low", "high"]]) == (-60.0, -60.0, -60.0)
    assert found.designs.to_pandas().iloc[0][["design", PAY]].tolist() == [0, 30.0]
    assert found.response.to_xarray()["mean"].sel({PAY: 80.0, "measure": "invitations"}).values.tolist() == [1.0, 1.0]


def test_the_scenario_as_it_is_may_be_the_reference(by_formula: None) -> None:
    found = sweep({**SMALL, "vary": {PAY: [50]}, "reference": {}})
    assert found.plan.reference is not None
    assert found.plan.reference.values == ("50",)
    assert len({task.key for task in found.plan.tasks}) == 3


def test_a_sweep_that_was_cut_short_goes_on_to_the_very_same_tables(tmp_path: Path) -> None:
    def cut(done: int, total: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    whole = sweep(SMALL, folder=tmp_path / "whole")
    with pytest.raises(KeyboardInterrupt):
        sweep(SMALL, folder=tmp_path / "cut", on_progress=cut)
    assert not (tmp_path / "cut" / "record.json").exists()
    told: list[tuple[int, int]] = []
    sweep(SMALL, folder=tmp_path / "cut", resume=True, on_progress=lambda *each: told.append(each))
    assert (told[0], told[-1], len(told)) == ((5, 12), (12, 12), 8)
    sweep(SMALL, folder=tmp_path / "two", workers=2)
    for table in whole.tables:
        name = f"{table.name}.parquet"
        there = [(tmp_path / each / name).read_bytes() for each in ("whole", "cut", "two")]
        assert there[0] == there[1] == there[2], name


def test_a_folder_keeps_to_its_study(tmp_path: Path, by_formula: None, monkeypatch: pytest.MonkeyPatch) -> None:
    sweep(SMALL, folder=tmp_path / "a")
    with pytest.raises(FileExistsError, match="there is a study already"):
        sweep(SMALL, folder=tmp_path / "a")
    with pytest.raises(CannotResume, match="the study has been changed"):
        sweep({**SMALL, "replications": 4}, folder=tmp_path / "a", resume=True)
    monkeypatch.setattr(folder, "source_digest", lambda: "another")
    with pytest.raises(CannotResume, match="the model has been changed"):
        sweep(SMALL, folder=tmp_path / "a", resume=True)


def test_a_study_is_read_back_from_its_folder(tmp_path: Path, by_formula: None) -> None:
    found = sweep(SMALL, folder=tmp_path / "a")
    kept = read(tmp_path / "a")
    assert (kept.record["study"], kept.record["levers"], kept.record["failed"]) == ("sweep", [PAY, "credit.approve.cut_off"], [])
    assert set(kept.tables) == {"designs", "replications", "response"}
    assert kept.tables["response"].to_pandas().equals(found.response.to_pandas())
    assert kept.tables["response"].index == found.response.index
    assert kept.tables["response"].fields[PAY].unit == "money"


def test_a_failed_replication_is_told_kept_and_can_be_repeated(tmp_path: Path, failing: None) -> None:
    found = sweep(SMALL, folder=tmp_path / "a")
    assert [(outcome.seed, outcome.error.splitlines()[-1]) for outcome in found.failed] == [(1, "OverflowError: too much")] * 2
    told = found.response.to_pandas().set_index(["design", "measure"])
    assert told.loc[(4, "profit"), "replications"] == 2
    assert told.loc[(4, "profit"), "mean"] == pytest.approx(160 + sum(seed % 97 for seed in found.plan.seeds[1:]) / 2)
    table = read(tmp_path / "a").tables["failures"].to_pandas()
    assert table["error"].tolist() == ["OverflowError: too much"] * 2
    _, run, file, *rest = table["repeat"][0].split()
    assert (run, rest) == ("run", ["--seed", "1", "--allow-blocked"])
    repeated = plan({**SMALL, "scenario": file, "set": {}}).study.bare().scenario
    assert repeated == found.plan.designs[2].what.scenario


def test_a_failed_replication_is_not_run_again(tmp_path: Path, failing: None) -> None:
    sweep(SMALL, folder=tmp_path / "a")
    told: list[int] = []
    found = sweep(SMALL, folder=tmp_path / "a", resume=True, on_progress=lambda done, _: told.append(done))
    assert told == [12]
    assert len(found.failed) == 2


def test_points_that_a_guardrail_blocks_are_marked(by_formula: None) -> None:
    found = sweep({**SMALL, "scenario": "team_plan", "vary": {"team.depth": [1, 3]}, "set": {"persons": 300}})
    assert found.designs.to_pandas().set_index("team.depth")["blocked"].to_dict() == {1.0: "", 3.0: "G1"}
    assert [each["blocked"] for each in found.record["designs"]] == ["", "G1"]

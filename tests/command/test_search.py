"""``fission search`` and ``fission front``, as somebody at a terminal meets them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import optuna
import pytest
from click.testing import Result
from pyarrow import parquet

from experiments.lab import fingerprint
from reports.figures.front import label_of, title
from reports.figures.runs import ENGLISH
from scenarios import load

STUDY = """study: search
title: Small
scenario: cash_for_invites
set: {persons: 300, days: 60}
vary:
  rewards.referrer.amount.pay: {from: 0, to: 100, step: 10}
  rewards.referrer.form: [cash, coupon]
maximise: activated_accounts
minimise: reward_cost
subject_to: {reward_cost: <= 900 CNY}
trials: 16
candidates: 5
most_replications: 20
"""
Fission = Callable[..., Result]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A search that has run, kept for all tests: none of them changes it."""
    from click.testing import CliRunner

    from reports.command import main

    folder = tmp_path_factory.mktemp("search")
    (folder / "small.yaml").write_text(STUDY, encoding="utf-8")
    told = CliRunner().invoke(main, ["search", str(folder / "small.yaml"), "--out", str(folder / "run"), "--workers", "1"])
    assert told.exit_code == 0, told.output
    (folder / "told.txt").write_text(told.stdout, encoding="utf-8")
    return folder


def test_the_answer_tells_what_is_recommended_and_how_sure_that_is(done: Path) -> None:
    told, record = (done / "told.txt").read_text(encoding="utf-8"), json.loads((done / "run" / "record.json").read_text())
    whom = "the scheme of today" if record["recommended"] == "today" else f"candidate {record['recommended']}"
    assert f"Recommended: {whom}" in told
    assert ("cannot be told apart" in told) == bool(record["undecided"])
    assert record["candidates"][0]["candidate"] == "today"
    assert set(record["search_seeds"]).isdisjoint(record["seeds"])
    assert set(record["confirmation"]["seeds"]).isdisjoint([*record["search_seeds"], *record["seeds"]])
    assert "Confirmed under 20 seeds by which nothing was chosen:" in told
    assert all(each["replications"] >= 10 for each in record["candidates"])


def test_the_folder_has_tables_with_units(done: Path) -> None:
    verified = parquet.read_table(done / "run" / "verified.parquet")
    assert {"mean", "low", "high", "less_today_mean", "replications"} <= set(verified.column_names)
    trials = parquet.read_schema(done / "run" / "trials.parquet")
    assert b"not an estimate" in trials.field("search reward_cost").metadata[b"about"]


def test_the_front_is_told_again_and_drawn(done: Path, fission: Fission) -> None:
    told = fission("front", str(done / "run"))
    assert told.exit_code == 0
    assert told.stdout.splitlines()[:10] == (done / "told.txt").read_text(encoding="utf-8").splitlines()[:10]
    assert (done / "run" / "front.png").stat().st_size > 10_000
    record = json.loads((done / "run" / "record.json").read_text())
    assert title(ENGLISH, record) in (done / "run" / "front.svg").read_text(encoding="utf-8")
    assert sum(bool(label_of(ENGLISH, record, each)) for each in record["candidates"]) == len({"today", record["recommended"]})


def test_a_candidate_is_adopted(done: Path, fission: Fission) -> None:
    record = json.loads((done / "run" / "record.json").read_text())
    last = record["candidates"][-1]
    assert fission("front", str(done / "run"), "--candidate", last["candidate"], "--adopt", "mine").exit_code == 0
    assert fingerprint(load("mine.yaml")) == last["fingerprint"]
    assert fission("check", "mine.yaml").exit_code == 0
    again = fission("front", str(done / "run"), "--adopt", "mine")
    assert again.exit_code == 2
    assert "there is such a file already" in again.stderr
    assert fission("front", str(done / "run"), "--adopt", "mine.v1.2").exit_code == 0
    assert Path("mine.v1.2.yaml").is_file()
    assert "name the file with --adopt" in fission("front", str(done / "run"), "--candidate", "3").stderr
    unknown = fission("front", str(done / "run"), "--candidate", "999", "--adopt", "other")
    assert unknown.exit_code == 2
    assert "999 is no candidate" in unknown.stderr


def test_a_name_that_is_taken_is_refused_before_anything_runs(fission: Fission) -> None:
    Path("small.yaml").write_text(STUDY, encoding="utf-8")
    Path("mine.yaml").write_text("base: cash_for_invites\n", encoding="utf-8")
    told = fission("search", "small.yaml", "--out", "run", "--adopt", "mine")
    assert told.exit_code == 2
    assert "there is such a file already" in told.stderr
    assert not Path("run").exists()


def test_the_trials_open_in_optuna(done: Path, fission: Fission, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'trials.db'}"
    assert fission("front", str(done / "run"), "--export", url).exit_code == 0
    study = optuna.load_study(study_name="small", storage=url)
    rows = parquet.read_table(done / "run" / "trials.parquet").to_pylist()
    path = "rewards.referrer.amount.pay"
    assert [trial.params[path] for trial in study.trials] == [row[path] for row in rows]
    assert [trial.values[1] for trial in study.trials] == [row["search reward_cost"] for row in rows]
    cap = study.user_attrs["constraints"].index("reward_cost <= 900 CNY")
    assert all(trial.constraints[str(cap)] <= 0.0 for trial in study.best_trials)
    assert all(trial._system_attrs["constraints"] for trial in study.trials), "where the dashboard looks for them"
    assert study.metric_names == ["activated_accounts", "reward_cost"]
    assert "verified reward_cost" in next(trial for trial in study.trials if "best" in trial.user_attrs).user_attrs
    twice = fission("front", str(done / "run"), "--export", url)
    assert twice.exit_code == 2
    assert "has a study 'small' already" in twice.stderr
    assert fission("front", str(done / "run"), "--export", "nowhere:///x").exit_code == 2


def test_an_earlier_search_warms_a_later_one(done: Path, fission: Fission) -> None:
    Path("later.yaml").write_text(STUDY.replace("trials: 16", "trials: 4") + f"warm_start: {done / 'run'}\n", encoding="utf-8")
    assert fission("search", "later.yaml", "--out", "later", "--workers", "1").exit_code == 0
    states = parquet.read_table("later/trials.parquet").column("state").to_pylist()
    assert (states.count("earlier"), states.count("ran")) == (16, 4)
    before, after = (json.loads((folder / "record.json").read_text()) for folder in (done / "run", Path("later")))
    assert set(after["seeds"]).isdisjoint(before["seeds"])
    other = STUDY.replace("days: 60}", "days: 60, credit.lgd: 50 %}")
    Path("later.yaml").write_text(f"{other}warm_start: {done / 'run'}\n", encoding="utf-8")
    told = fission("search", "later.yaml", "--out", "other")
    assert told.exit_code == 2
    assert "what it set, or its scenario, was not what it is here" in told.stderr
    Path("later.yaml").write_text(STUDY.replace("days: 60", "days: 50") + f"warm_start: {done / 'run'}\n", encoding="utf-8")
    told = fission("search", "later.yaml", "--out", "other", "--workers", "1")
    assert told.exit_code == 2
    assert "it had days 60, and here it is 50" in told.stderr
    assert not Path("other").exists()


@pytest.mark.parametrize(("words", "told"), [
    (("search", "growth_against_loses"), "did you mean"),
    (("front", "."), "no search has run to its end here"),
    (("search", "small.yaml", "--sampler", "gp"), "fission-lab[gp]"),
])
def test_what_cannot_be_done_is_told(words: tuple[str, ...], told: str, fission: Fission) -> None:
    Path("small.yaml").write_text(STUDY, encoding="utf-8")
    answered = fission(*words)
    assert answered.exit_code == 2
    assert told in answered.stderr
    assert not Path("runs").exists()


def test_a_search_that_is_killed_goes_on_to_the_same_end(done: Path, tmp_path: Path) -> None:
    study, folder = tmp_path / "small.yaml", tmp_path / "run"
    shutil.copy(done / "small.yaml", study)
    command = [sys.executable, "-c", "from reports.command import main; main(prog_name='fission')", "search", str(study),
               "--out", str(folder), "--workers", "2"]
    killed = subprocess.Popen([*command, "--json"], stdout=subprocess.DEVNULL, start_new_session=True)
    deadline = time.monotonic() + 120.0
    while not (folder / "registry.sqlite-wal").exists() or (folder / "registry.sqlite-wal").stat().st_size < 40_000:
        assert killed.poll() is None, "the search has ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    assert not (folder / "record.json").exists()
    subprocess.run([*command, "--resume"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for name in ("trials", "candidates", "verified"):
        assert parquet.read_table(folder / f"{name}.parquet").equals(parquet.read_table(done / "run" / f"{name}.parquet"))

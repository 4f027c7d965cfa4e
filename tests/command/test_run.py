"""``fission run``: from a scenario to growth, risk and money."""

from __future__ import annotations

import errno
import json
import math
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from reports import run_folder
from scenarios import load
from sim import simulate

SMALL = ("--persons", "500", "--days", "60")
Fission = Callable[..., Result]
PROMISED = {"activated_accounts", "referred_accounts", "active_accounts", "invitations", "k_factor", "gmv",
            "reward_cost", "net_charge_off", "dpd30_share", "dpd90_share", "ead", "ecl", "utilisation",
            "contribution_margin", "cac", "ltv", "payout_gini", "tree_depth_max"}


def strictly(text: str) -> dict[str, object]:
    """Parse JSON, and no NaN."""
    def refuse(word: str) -> object:
        raise AssertionError(f"{word} is no JSON")

    return json.loads(text, parse_constant=refuse)  # type: ignore[no-any-return]


def test_a_product_manager_reads_a_table(fission: Fission) -> None:
    told = fission("run", "cash_for_invites", *SMALL)
    assert told.exit_code == 0
    assert "Cash for invites" in told.stdout
    groups = ["Growth", "Risk", "Money"]
    assert [line for line in told.stdout.splitlines() if line in groups] == groups
    assert "500 persons, 60 days, seed 1, one replication, so no intervals" in told.stdout
    assert "accounts with a first purchase" in told.stdout


def test_a_program_reads_one_json_object(fission: Fission) -> None:
    told = fission("run", "cash_for_invites", *SMALL, "--seed", "7", "--json")
    found = strictly(told.stdout)
    assert (found["schema_version"], found["scenario"], found["seed"], found["persons"], found["days"]) == (
        1, "cash_for_invites", 7, 500, 60)
    assert (found["driver"], found["replications"], found["seeds"]) == ("engine", 1, [7])
    assert found["result_hash"] == simulate(load("cash_for_invites", {"persons": 500, "days": 60}), 7).result_hash
    measures = found["measures"]
    assert isinstance(measures, dict)
    assert set(measures) >= PROMISED
    assert all({"value", "unit", "low", "high"} <= set(each) for each in measures.values())
    assert all(each["low"] is None and each["high"] is None for each in measures.values())


def test_replications_give_means_with_intervals(fission: Fission) -> None:
    found = strictly(fission("run", "cash_for_invites", *SMALL, "--replications", "3", "--json").stdout)
    measures, hashes = found["measures"], found["result_hashes"]
    assert isinstance(measures, dict)
    assert isinstance(hashes, list)
    assert len(set(hashes)) == 3
    assert hashes[0] == found["result_hash"]
    activated = measures["activated_accounts"]
    assert activated["low"] < activated["value"] < activated["high"]
    assert measures["net_charge_off_rate"]["replications"] == 3
    assert "mean of 3 replications" in fission("run", "cash_for_invites", *SMALL, "-r", "3").stdout


def test_settings_are_changed_from_the_command_line(fission: Fission) -> None:
    words = ("run", "cash_for_invites", "--persons", "4000", "--days", "180", "--json", "--set")
    free, dear = (strictly(fission(*words, f"rewards.friend.amount={pay}", "--set", "economics.marketing=0").stdout)
                  for pay in (0, 200))
    assert free["result_hash"] != dear["result_hash"]


def test_everything_goes_into_a_run_folder(fission: Fission) -> None:
    told = fission("run", "cash_for_invites", *SMALL, "--out", "runs/mine", "--journal")
    assert "written to runs/mine" in told.stdout
    again = run_folder.read("runs/mine")
    assert again.found.runs[0].result_hash in told.stdout
    assert "journal" in again.found.runs[0].tables


@pytest.mark.parametrize("words", [
    ("run", "tiers", "--out", "a.txt/x"), ("compare", "baitiao_consumer", "tiers", "--out", "a.txt/x"),
    ("twin", "tiers", "--out", "a.txt/x"), ("twin", "tiers", "--figure", "a.txt/x"),
    ("life", "tiers", "--who", "random", "--out", "a.txt/x"), ("network", "tiers", "--out", "a.txt/x"),
    ("demo", "--out", "a.txt/x"),
])
def test_a_folder_that_cannot_be_made_is_refused_before_anything_runs(
    fission: Fission, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr("sim.engine.Engine.__init__")
    monkeypatch.delattr("experiments.networks.empty")
    Path("a.txt").write_text("dear")
    told = fission(*words)
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr == "a.txt/x: nothing can be written here (Not a directory)\n"
    assert [path.name for path in Path().iterdir()] == ["a.txt"]


@pytest.mark.parametrize("words", [("run", "tiers"), ("twin", "tiers", "-r", "1"), ("life", "tiers", "--person", "1")])
def test_results_are_told_even_where_they_cannot_be_kept(
    fission: Fission, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", ".x.partial/accounts.parquet")

    monkeypatch.setattr("reports.parquet.write", full)
    told = fission(*words, *SMALL, "--out", "runs/x")
    assert (told.exit_code, told.stderr) == (1, "runs/x: No space left on device\n")
    assert "tiers" in told.stdout
    assert "written to" not in told.stdout
    assert [path.name for path in Path().rglob("*")] == ["runs"]


def test_a_folder_that_holds_something_is_refused_before_anything_runs(fission: Fission) -> None:
    Path("mine").mkdir()
    Path("mine/thesis.txt").write_text("dear")
    told = fission("run", "cash_for_invites", *SMALL, "--out", "mine")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "mine: there is something already" in told.stderr


@pytest.mark.parametrize(("words", "said"), [
    (("cash_for_invite",), "did you mean 'cash_for_invites'?"),
    (("cash_for_invites", "--set", "credt.lgd=1"), "did you mean 'credit'?"),
    (("cash_for_invites", "--set", "days"), "write path=value"),
    (("cash_for_invites", "--persons", "1"), "--set: persons: '1' is too low"),
    (("cash_for_invites", "--seed", "-1"), "--seed"),
    (("cash_for_invites", "--replications", "0"), "--replications"),
    (("cash_for_invites", "--driver", "horse"), "'engine', 'mesa'"),
    ((), "Missing argument"),
])
def test_what_is_wrong_is_said_without_a_traceback(fission: Fission, words: tuple[str, ...], said: str) -> None:
    told = fission("run", *words)
    assert (told.exit_code, told.stdout) == (2, "")
    assert said in told.stderr
    assert "Traceback" not in told.stderr


def test_an_interruption_says_what_was_reached_and_leaves_nothing(fission: Fission,
                                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, each_day: Callable[[int], None], **__: object) -> None:
        for day in range(41):
            each_day(day)
        raise KeyboardInterrupt

    monkeypatch.setattr("experiments.replication.simulate", interrupted)
    told = fission("run", "cash_for_invites", *SMALL, "--out", "mine")
    assert told.exit_code == 130
    assert "interrupted after 41 of 60 simulated days; nothing was written" in told.stderr
    assert not Path("mine").exists()


def test_too_many_persons_for_the_memory_are_told_so(fission: Fission, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("experiments.replication.simulate", full)
    told = fission("run", "cash_for_invites", *SMALL)
    assert told.exit_code == 1
    assert "not enough memory" in told.stderr


def test_a_month_that_has_not_come_is_told_in_words(fission: Fission) -> None:
    told = fission("run", "baitiao_consumer", *SMALL).stdout
    [payback] = [line for line in told.splitlines() if "Payback month" in line]
    assert "not within the run" in payback
    assert "n/a: not defined in this run" in told


def test_a_measure_that_is_not_defined_is_null(fission: Fission) -> None:
    found = strictly(fission("run", "baitiao_consumer", *SMALL, "--json").stdout)
    assert math.isnan(simulate(load("baitiao_consumer", {"persons": 500, "days": 60})).measures["payout_gini"].value)
    measures = found["measures"]
    assert isinstance(measures, dict)
    assert measures["payout_gini"]["value"] is None

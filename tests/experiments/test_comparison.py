"""Scenarios meet under the same persons and the same luck, so that a difference is the scheme's."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from experiments import Comparison, NotComparable, compare, replicate
from experiments.replication import LARGE
from scenarios import load
from sim.scenario import Scenario

SMALL = ("persons=1500", "days=180")


def small(name: str, *overrides: str) -> Scenario:
    return load(name, (*SMALL, *overrides))


@pytest.fixture(scope="module")
def found() -> Comparison:
    """The bonus of one reward raised by a tenth, and something quite different."""
    raised = small("cash_for_invites", "rewards.referrer.amount=55", "name=raised")
    return compare([small("cash_for_invites"), raised, small("growth_at_any_price")], seed=5, replications=6)


def test_all_scenarios_run_under_the_same_seeds(found: Comparison) -> None:
    assert found.baseline == "cash_for_invites"
    assert found.seeds[0] == 5
    assert {arm.seeds for arm in found.arms.values()} == {found.seeds}


def test_a_difference_is_the_mean_of_differences_seed_by_seed(found: Comparison) -> None:
    names = ("cash_for_invites", "growth_at_any_price")
    base, other = (found.arms[name].values("activated_accounts") for name in names)
    told = found.differences["growth_at_any_price"]["activated_accounts"]
    assert told.mean == pytest.approx(float(np.mean(other - base)))
    assert told.replications == 6
    assert told.decided
    assert "cash_for_invites" not in found.differences


def test_pairing_makes_a_small_change_visible(found: Comparison) -> None:
    base, raised = (found.arms[name].values("gmv") for name in ("cash_for_invites", "raised"))
    assert np.var(raised - base) < 0.25 * (np.var(raised) + np.var(base))


def test_a_comparison_with_itself_finds_nothing() -> None:
    twin = small("cash_for_invites", "name=twin")
    differences = compare([small("cash_for_invites"), twin], replications=2).differences["twin"]
    assert all(each.mean == 0.0 or each.replications < 2 for each in differences.values())


def test_replications_are_the_same_every_time_and_only_the_first_keeps_large_tables(found: Comparison) -> None:
    again = replicate(small("growth_at_any_price"), 5, 6)
    first, *others = again.runs
    before = found.arms["growth_at_any_price"].runs
    assert [run.result_hash for run in again.runs] == [run.result_hash for run in before]
    assert set(LARGE) - {"journal"} <= set(first.tables)
    assert all(not set(LARGE) & set(run.tables) for run in others)
    assert len({run.result_hash for run in again.runs}) == 6


def test_progress_is_told_of_every_day_of_every_replication() -> None:
    told: list[int] = []
    replicate(small("baitiao_consumer"), replications=2, on_progress=told.append)
    assert sum(told) == 2 * 180


@pytest.mark.parametrize(("setting", "value"), [("persons", 1600), ("days", 90), ("currency", "EUR")])
def test_scenarios_whose_difference_would_mean_nothing_are_refused(setting: str, value: object) -> None:
    other = small("tiers")._replace(**{setting: value})
    with pytest.raises(NotComparable, match=f"same {setting}: .* in cash_for_invites, {value} in tiers"):
        compare([small("cash_for_invites"), other])


def test_a_scenario_on_a_network_of_its_own_says_how_all_come_onto_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ties.csv").write_text("\n".join(f"{one},{one + 1}" for one in range(300)))
    on_ties, schemes = "network.edges=ties.csv", ("cash_for_invites", "tiers")
    with pytest.raises(NotComparable, match=rf"put all of them on one network: --set {re.escape(on_ties)}$"):
        compare([load(schemes[0]), load(schemes[1], [on_ties])])
    assert compare([load(name, [on_ties, "days=30"]) for name in schemes], replications=1).arms["tiers"].scenario.persons == 301
    with pytest.raises(NotComparable, match=r"give all of them the same: --days N$"):
        compare([small("tiers"), small("cash_for_invites", "days=90")])


def test_one_scenario_or_two_of_a_name_are_refused() -> None:
    with pytest.raises(NotComparable, match="two scenarios or more"):
        compare([small("tiers")])
    with pytest.raises(NotComparable, match="called 'tiers'"):
        compare([small("tiers"), small("tiers")])


def test_consumer_credit_and_enterprise_loans_are_not_compared() -> None:
    with pytest.raises(NotComparable, match="same product: consumer_credit in tiers, enterprise_loan in enterprise_base"):
        compare([small("tiers"), small("enterprise_base")])


def test_workers_find_what_one_process_finds() -> None:
    scenarios, told = [small("cash_for_invites"), small("tiers")], list[int]()
    alone = compare(scenarios, replications=2)
    with ThreadPoolExecutor(2) as lent:
        together = compare(scenarios, replications=2, workers=lent, on_progress=told.append)
    assert list(together.arms) == list(alone.arms)
    for name, arm in alone.arms.items():
        assert [run.result_hash for run in together.arms[name].runs] == [run.result_hash for run in arm.runs]
        assert [list(run.tables) for run in together.arms[name].runs] == [list(run.tables) for run in arm.runs]
    assert sum(told) == 4 * 180

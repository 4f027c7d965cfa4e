"""The assumption register: planted laws come back as elasticities, luck is no effect, and what is not in use changes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from experiments.assumptions import Register, plan, register
from experiments.assumptions.elasticity import elasticities
from experiments.assumptions.found import ELSEWHERE, IDLE, MOVES, UNASKED, UNMOVED, UNSEEN, Entry
from experiments.assumptions.ranges import parameter, parameters
from experiments.lab import Task
from scenarios import ScenarioError, load, names, resolve
from scenarios.evidence import standings
from sim import simulate
from tests.experiments.stub import Stub

LGD, RATE, LAUNCH, THETA, CUT_OFF = ("credit.lgd", "behaviour.shop.rate", "population.launch", "population.theta_mean",
                                     "credit.approve.cut_off")
SIZE = {"persons": 300, "days": 40}


def asked(*only: str, **more: Any) -> dict[str, Any]:
    return {"study": "assumptions", "scenario": "cash_for_invites", "only": [*only], **more}


def law(task: Task) -> dict[str, float]:
    """Accounts go with the launch, losses with LGD; margin is nothing on average, and luck 1 % of revenue."""
    scenario = task.scenario
    launch, rate = scenario.population.launch / 0.02, scenario.behaviour.shop.terms.rate / 3.0
    luck = np.random.default_rng([task.seed, int(1e6 * launch), int(1e6 * rate), scenario.economics.overhead]).normal()
    return {"activated_accounts": 1_000.0 * launch + 20.0 * scenario.population.theta_mean,
            "net_charge_off": 500.0 * scenario.credit.lgd / 0.9 + 0.01 * (scenario.credit.approve.terms.cut_off - 570.0) * 500.0,
            "contribution_margin": 2_000.0 * 0.3 * (rate - 1.0) + 20.0 * luck, "revenue": 2_000.0,
            "profit": scenario.economics.overhead}


@pytest.fixture(scope="module")
def found() -> Register:
    what = asked(LGD, RATE, LAUNCH, THETA, CUT_OFF, "economics", "rewards.referrer.pay", "persons")
    return register(plan(what), workers=Stub(law))


def of(found: Register) -> dict[str, Entry]:
    return {each.path: each for each in found.entries}


@pytest.mark.parametrize(("path", "measure", "elasticity"), [
    (LAUNCH, "activated_accounts", 1.0), (LGD, "net_charge_off", 1.0), (RATE, "activated_accounts", 0.0)])
def test_a_straight_line_has_its_elasticity(found: Register, path: str, measure: str, elasticity: float) -> None:
    each = of(found)[path].effects[measure]
    assert each[:3] == pytest.approx((elasticity, elasticity, elasticity), abs=1e-9)
    assert each.sure == (elasticity != 0.0)


def test_a_margin_near_zero_is_told_in_percent_of_revenue(found: Register) -> None:
    each = of(found)[RATE].effects["contribution_margin"]
    assert each.mean == pytest.approx(0.3, abs=0.03)
    assert each.low is not None
    assert each.high is not None
    assert each.low < 0.3 < each.high
    assert each.sure


def test_where_a_percent_means_nothing_the_effect_of_the_range_is_told(found: Register) -> None:
    theta, cut_off = of(found)[THETA], of(found)[CUT_OFF]
    assert (theta.low, theta.high, theta.percent) == ("-0.1", "0.1", 0.0)
    assert theta.effects["activated_accounts"].mean == pytest.approx(0.4), "percent of 1,000, through 0.2"
    assert (cut_off.low, cut_off.high) == ("560 points", "580 points")
    assert cut_off.effects["net_charge_off"].mean == pytest.approx(20.0)


def test_luck_is_told_apart_from_an_effect(found: Register) -> None:
    by_path = of(found)
    assert {path: by_path[path].state for path in (LAUNCH, RATE, "economics.overhead", "economics.servicing")} == {
        LAUNCH: MOVES, RATE: MOVES, "economics.overhead": UNSEEN, "economics.servicing": IDLE}
    unseen = by_path["economics.overhead"].effects["contribution_margin"]
    assert unseen.luck is not None
    assert unseen.size == pytest.approx(unseen.luck, rel=0.5)
    assert not unseen.sure


def test_what_moves_the_results_most_stands_first(found: Register) -> None:
    paths = [entry.path for entry in found.entries]
    assert paths[:2] == [LAUNCH, CUT_OFF], "through their ranges: 40 and 20 %"
    assert [entry.why for entry in found.entries if entry.state == UNMOVED] == ["the size of the run", "a choice"]


@pytest.mark.parametrize(("losses", "state"), [({"net_charge_off": 5.0}, ELSEWHERE), ({}, UNASKED)])
def test_a_setting_moves_other_figures_only_where_every_result_was_asked(losses: dict[str, float], state: str) -> None:
    def other(task: Task) -> dict[str, float]:
        return {"activated_accounts": 10.0, "contribution_margin": 1.0, "revenue": 2.0, **losses,
                "profit": task.scenario.economics.overhead, "gmv": task.scenario.credit.lgd}

    found = register(plan(asked("economics.overhead", LGD)), workers=Stub(other))
    assert {entry.state for entry in found.entries} == {state}
    assert ("net_charge_off" in found.entries[0].effects) == bool(losses)


def test_of_all_effects_on_all_results_about_one_in_twenty_that_are_sure_is_luck() -> None:
    luck, walks, levers = np.random.default_rng(3), 12, [f"lever {number}" for number in range(30)]
    steps = np.vstack((np.zeros(30), np.tril(np.ones((30, 30)))))
    places = np.tile(steps, (walks, 1))
    wrong = found = 0
    for _ in range(20):
        responses = {str(result): luck.normal(size=(len(places), 1)) + 4.0 * places[:, [result]] for result in range(3)}
        for lever, each in elasticities(levers, places, responses, dict.fromkeys(responses, [1.0] * 30)).items():
            sure = [result for result, one in each.items() if one.sure]
            found += len(sure)
            wrong += sum(lever != levers[int(result)] for result in sure)
    assert found > 40
    assert wrong / found < 0.12


@pytest.mark.parametrize("name", names())
def test_every_setting_is_in_the_register_once_and_moves_within_its_bounds(name: str) -> None:
    what = resolve(name)
    found = [parameter(what.scenario, path, standing) for path, standing in standings(what.scenario).items()]
    assert len({each.path for each in found}) == len(found) > 190
    for each in found:
        assert bool(each.lever) != bool(each.unmoved), each.path
        if each.lever:
            assert each.lever.low <= each.value <= each.lever.high, each.path
            assert each.lever.low < each.lever.high, each.path


def test_what_is_not_in_use_changes_nothing() -> None:
    idle = ["loan.floor", "abuse.accounts", "team.override.share", "competitor.lure.pull", "economics.coupon_days"]
    used = ["population.launch", "behaviour.activate.rate", "product.take_rate"]
    found = register(plan(asked(*idle, *used, set=SIZE, trajectories=4)))
    assert {entry.path for entry in found.entries if entry.state == IDLE} == {*idle}
    near = load("cash_for_invites", SIZE)
    lure = near.competitor.lure._replace(terms=near.competitor.lure.terms._replace(pull=5.0))
    far = near._replace(loan=near.loan._replace(floor=0.0), abuse=near.abuse._replace(accounts=60),
                        competitor=near.competitor._replace(lure=lure), economics=near.economics._replace(coupon_days=1))
    assert simulate(far, 1).result_hash == simulate(near, 1).result_hash


def test_where_nothing_is_in_use_nothing_is_walked_through() -> None:
    found = register(plan(asked("loan.floor", "loan.ceiling", trajectories=4)), workers=Stub(lambda _: {"revenue": 1.0}))
    assert [(entry.state, entry.effects) for entry in found.entries] == [(IDLE, {})] * 2
    assert not len(found.elasticities)


def test_settings_that_do_not_go_together_move_less() -> None:
    by_path = {each.path: each for each in parameters(resolve("cash_for_invites"), ["network", "rewards"])}
    homophily, strong = by_path["network.homophily"].lever, by_path["network.strong_share"].lever
    assert homophily is not None
    assert strong is not None
    assert homophily.high <= strong.low, "or somebody has more friends like her than friends"
    assert by_path["rewards.friend.loans"].unmoved == "no other value goes together with the rest"


def test_a_beginning_that_no_path_has_is_refused() -> None:
    with pytest.raises(ScenarioError, match=r"no setting of cash_for_invites begins with 'behavior'.*did you mean 'behaviour'"):
        plan(asked("credit", "behavior"))


def test_walks_have_seeds_of_their_own() -> None:
    what = plan(asked(LGD, RATE, set=SIZE, trajectories=4))
    walks = what.walks(what.moved)
    by_walk = [{task.seed for row in walks.tasks[start : start + 3] for task in row} for start in range(0, 12, 3)]
    assert sum(map(len, by_walk)) == len(set.union(*by_walk)) == 8
    assert replace(what, parameters=()).moved == ()

"""A sensitivity study finds what levers do, under luck of which it knows, and says what it costs before it is paid."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.indices import Index
from experiments.lab import Task
from experiments.sensitivities import Sensitive, plan, sensitivity
from experiments.study.cost import Cost
from scenarios import ScenarioError
from tests.experiments.stub import Stub

FEE, ALTRUISM, WHEN = "product.instalment_fee", "behaviour.invite.altruism", "rewards.referrer.when"
STUDY: dict[str, Any] = {
    "study": "sensitivity", "scenario": "cash_for_invites", "set": {"persons": 300, "days": 30},
    "vary": {FEE: {"from": "0.2%", "to": "1.2%"}, ALTRUISM: {"from": 0, "to": 1}, WHEN: ["approved", "first_purchase"]},
    "measures": "profit", "trajectories": 4, "replications": 3,
}


def law(task: Task) -> dict[str, float]:
    """Profit rises by 10 with the fee, falls by 4 with altruism, is 6 more by first purchase; luck shifts all points alike."""
    scenario = task.scenario
    fee, altruism = (scenario.product.instalment_fee - 0.002) / 0.01, scenario.behaviour.invite.terms.altruism
    luck = 1_000.0 * np.random.default_rng(task.seed).normal()
    return {"profit": 10.0 * fee - 4.0 * altruism + 6.0 * (scenario.rewards["referrer"].when.rule == "first_purchase") + luck}


def of(found: Sensitive, name: str) -> dict[str, Index]:
    return {each.lever: each for each in found.found["profit"] if each.name == name}


def test_effects_are_found_under_luck_that_all_points_share() -> None:
    found = sensitivity(STUDY, workers=Stub(law))
    assert [of(found, "mu")[lever].value for lever in (FEE, ALTRUISM, WHEN)] == pytest.approx([10.0, -4.0, 6.0])
    luck = found.luck["profit"]
    assert luck is not None
    assert luck.of_runs > 0.99
    assert luck.of_means < 1e-6


@pytest.mark.parametrize("lever", [{"from": 0, "to": 80, "step": step} for step in (10, 20, 40, 80)] + [
    {"from": 0, "to": 80}, {"from": 0, "to": 75, "step": 20}, {"from": 10, "to": 80, "step": 30, "log": True}])
def test_a_straight_line_has_its_slope_whatever_the_steps_of_the_lever(lever: dict[str, Any]) -> None:
    pay, cut_off = "rewards.referrer.amount.pay", "credit.approve.cut_off"

    def line(task: Task) -> dict[str, float]:
        paid = task.scenario.rewards["referrer"].amount.terms.pay / 100.0
        low, high = lever["from"], lever["to"]
        shape = math.log(paid / low, high / low) if "log" in lever else paid / (high - low)
        return {"profit": 10.0 * shape - 0.5 * task.scenario.credit.approve.terms.cut_off}

    vary = {pay: lever, cut_off: {"from": 560, "to": 565}}
    found = sensitivity(STUDY | {"vary": vary, "trajectories": 12}, workers=Stub(line))
    assert [of(found, "mu_star")[path].value for path in vary] == pytest.approx([10.0, 2.5])
    assert [of(found, "sigma")[path].value for path in vary] == pytest.approx([0.0, 0.0], abs=1e-9)


def test_shares_of_the_variance_are_found_of_ranges_and_of_words() -> None:
    study = {name: value for name, value in STUDY.items() if name != "trajectories"}
    words = {**STUDY["vary"], WHEN: ["approved", "first_purchase", {"rule": "on_time_payments", "payments": 3}]}
    found = sensitivity(study | {"method": "sobol", "points": 32, "vary": words}, workers=Stub(law))
    parts = np.array([100.0 / 12.0, 16.0 / 12.0, 36.0 * (1 / 3) * (2 / 3)])
    assert [of(found, "ST")[lever].value for lever in (FEE, ALTRUISM, WHEN)] == pytest.approx(parts / parts.sum(), abs=0.12)


def test_the_cost_is_told_before_it_is_paid() -> None:
    told: list[tuple[Cost, int]] = []
    stub = Stub(law)
    found = sensitivity(STUDY, lambda cost: told.append((cost, len(stub.asked))), workers=stub)
    [(cost, paid)] = told
    assert paid == 3
    assert cost.replications + paid == len(found.outcomes) == len(found.plan.designs) * 3


def test_a_seed_that_fails_somewhere_is_left_out_everywhere() -> None:
    def fails(task: Task) -> dict[str, float]:
        if (task.design, task.seed) == (worst.design, worst.seed):
            raise ArithmeticError("no luck")
        return law(task)

    worst = plan(STUDY).tasks[7]
    found = sensitivity(STUDY, workers=Stub(fails))
    assert len(found.failed) == 1
    assert found.responses("profit").shape[1] == 2
    assert of(found, "mu")[FEE].value == pytest.approx(10.0)


def test_a_study_that_is_cut_short_goes_on_as_if_nothing_had_been(tmp_path: Path) -> None:
    def cut(task: Task) -> dict[str, float]:
        if len(stub.asked) == 20:
            raise KeyboardInterrupt
        return law(task)

    whole, stub, rest = Stub(law), Stub(cut), Stub(law)
    expected = sensitivity(STUDY, workers=whole).record
    with pytest.raises(KeyboardInterrupt):
        sensitivity(STUDY, workers=stub, folder=tmp_path / "study")
    assert sensitivity(STUDY, workers=rest, folder=tmp_path / "study", resume=True).record == expected
    assert 0 < len(rest.asked) < len(whole.asked)


def test_tables_hold_every_index() -> None:
    frame = sensitivity(STUDY, workers=Stub(law)).indices.to_pandas().set_index(["index", "lever"])
    assert len(frame) == 4 * 3
    assert frame.value["mu", FEE] == pytest.approx(10.0)


@pytest.mark.parametrize(("change", "told"), [
    ({"vary": {FEE: {"from": 0, "to": "1%"}}}, "at least two"),
    ({"points": 64}, "points means nothing to method: morris"),
    ({"second_order": True}, "second_order means nothing to method: morris"),
    ({"method": "sobol"}, "trajectories means nothing to method: sobol"),
    ({"method": "sobol", "trajectories": None, "points": 100}, "a power of 2 - like 64"),
    ({"vary": {FEE: {}, ALTRUISM: [0, 0.5, 1]}}, r"Morris screening moves along a range, and here stand 3 values"),
    ({"vary": {FEE: {}, "behaviour.invite.altruist": {}}}, "there is no setting 'behaviour.invite.altruist'"),
    ({"vary": {FEE: {}, ALTRUISM: {"from": 0, "to": 1, "step": 2}}}, r"moves by two thirds of the range, which is no step here"),
    ({"measures": "proft"}, "did you mean 'profit'"),
    ({"method": "sobel"}, "allowed is morris or sobol"),
])
def test_what_cannot_be_studied_is_refused_at_its_place(change: dict[str, Any], told: str) -> None:
    with pytest.raises(ScenarioError, match=rf"study:\d+:\d+.*{told}"):
        plan(STUDY | change)

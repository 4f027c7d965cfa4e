"""Searches with a known truth: what is recommended, what is not decided, and what is never recommended."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.claims.planted import Formulas
from experiments.exchange import as_json
from experiments.lab import fingerprint
from experiments.search import adopt, search
from experiments.search.exploring import BLOCKED, FAILED, explore
from experiments.search.freezing import frozen
from experiments.search.quantities import Quantity
from experiments.search.searching import searched
from experiments.search.space import nodes
from experiments.search.verifying import verify
from experiments.study.levers import label
from reports.search import search_text
from scenarios import ScenarioError, load
from tests.experiments.searches import CUT, PAY, STUDY, laboratory, pay, planned, searched_by


def hill(scenario: Any, luck: np.random.Generator) -> dict[str, float]:
    """Profit is the most at a reward of 60."""
    return {"profit": 1_000.0 - (pay(scenario) - 60.0) ** 2 + luck.normal(0.0, 2.0)}


def trade(scenario: Any, luck: np.random.Generator) -> dict[str, float]:
    """Every reward is on the front: more of one is less of the other; what lies above it is paid twice."""
    return {"profit": pay(scenario) + luck.normal(0.0, 0.5), "gmv": -pay(scenario) ** 2 / 100 + luck.normal(0.0, 0.5),
            "reward_cost": pay(scenario) + luck.normal(0.0, 1.0)}


def level(scenario: Any, luck: np.random.Generator) -> dict[str, float]:
    """All rewards are worth the same."""
    return {"profit": luck.normal(0.0, 1.0)}


def test_the_best_is_found_and_said_to_be_decided() -> None:
    found = searched_by(hill)
    chosen = found.verified.recommended
    assert chosen is not None
    assert chosen.candidate.levers == ("60",)
    assert found.verified.decided
    assert [each.candidate.name for each in found.verified.undecided] == [chosen.candidate.name]


def test_todays_scheme_is_always_verified_and_is_the_first_trial() -> None:
    for changes in ({}, {"today": {PAY: 35}}, {"today": {PAY: 37}}, {"vary": {PAY: [0, 80]}}):
        found = searched_by(hill, trials=6, candidates=2, **changes)
        first = found.verified.standings[0]
        assert first.candidate.name == "today"
        assert pay(first.candidate.what.scenario) == changes.get("today", {PAY: 50})[PAY]
        assert first.seeds >= 10


@pytest.mark.parametrize(("today", "cut_off", "first"), [
    (35, {"from": 560, "to": 620, "step": 15}, {PAY: 35.0, CUT: 575}),
    (37, {"from": 560, "to": 620}, {PAY: 35.0, CUT: 570}),
    (130, {"from": 600, "to": 620, "step": 5}, {PAY: 100.0, CUT: 600}),
    (35, [560, 620], {PAY: 35.0}),
])
def test_the_first_trial_is_todays_scheme_or_the_nearest_to_it(today: int, cut_off: Any, first: dict[str, float]) -> None:
    found = searched_by(hill, trials=2, candidates=2, today={PAY: today}, vary={**STUDY["vary"], CUT: cut_off}).explored
    assert first.items() <= found.trials[0].params.items()


def test_equal_schemes_are_not_decided() -> None:
    found = searched_by(level)
    assert not found.verified.decided
    assert len(found.verified.undecided) > 10
    assert len(found.verified.seeds) == 40


def test_the_answer_is_read_from_seeds_that_the_search_has_not_seen() -> None:
    lab, what = laboratory(hill), planned(trials=8)
    explored = explore(what, lab)
    assert set(lab.seeds) == {what.seed}
    assert what.seed not in what.fresh()
    assert not set(what.fresh({*what.fresh()[:3]})) & {what.seed, *what.fresh()[:3]}
    asked = len(lab.seeds)
    found = verify(what, lab, frozen(what, explored), what.fresh())
    assert what.seed not in lab.seeds[asked:]
    assert found.confirmation is not None
    assert not set(found.confirmation.seeds) & {what.seed, *found.seeds}


def test_who_was_chosen_for_looking_best_is_measured_anew() -> None:
    """Of equal schemes one looks best under the seeds by which it was chosen; under the others as good as today's."""
    looked, confirmed = [], []
    for seed in range(12):
        found = searched_by(level, seed=seed, most_replications=10, vary={PAY: [*range(0, 100, 5)]}).verified
        assert found.recommended is not None
        assert found.confirmation is not None
        looked.append(found.recommended.less_today["profit"].mean)
        confirmed.append(found.confirmation.chosen.less_today["profit"].mean)
    assert np.mean(looked) > 0.3
    assert abs(np.mean(confirmed)) < 0.3


def test_designs_that_come_to_the_very_same_share_their_chance() -> None:
    """The form of a reward of nothing changes nothing: none of them is the best, and the one that is most like today's is taken."""
    what = planned(vary={PAY: [0, 90], "rewards.referrer.form": ["cash", "coupon", "points"]}, trials=20)

    def formula(scenario: Any, own: np.random.Generator, common: np.random.Generator) -> dict[str, float]:
        return {"profit": common.normal(0.0, 5.0) if pay(scenario) == 0.0 else -50.0 + common.normal() + own.normal()}

    found = searched(what, Formulas(formula)).verified
    free = [each for each in found.standings if each.candidate.levers[0] == "0"]
    assert len(free) == 3
    assert [each.best for each in free] == pytest.approx([1.0 / 3.0] * 3, abs=0.01)
    assert found.recommended is not None
    assert found.recommended.candidate.levers == ("0", "cash")
    assert not found.decided
    assert len(found.undecided) == 3


def test_a_cap_that_the_confirmation_does_not_bear_out_is_told() -> None:
    found = searched_by(trade, subject_to={"reward_cost": "<= 40"}, maximise="profit")
    confirmation = found.verified.confirmation
    assert confirmation is not None
    assert found.record["confirmation"]["confirmed"] == confirmation.chosen.safe
    assert found.record["confirmation"]["holds"]["reward_cost <= 40"] == pytest.approx(1.0, abs=1e-6)


def test_caps_are_judged_by_the_upper_bound() -> None:
    """A reward of 40 costs 40 on average, so that under a cap of 40 it holds with probability one half: not enough."""
    found = searched_by(trade, subject_to={"reward_cost": "<= 40"})
    chosen = found.verified.recommended
    assert chosen is not None
    assert float(chosen.candidate.levers[0]) < 40.0
    upper = {each.candidate.levers[0]: each for each in found.verified.standings}
    assert all(not each.safe for value, each in upper.items() if float(value) > 40.0)
    assert all(each.safe == (each.holds["reward_cost <= 40"] >= 0.95) for each in upper.values())


def test_what_breaks_a_cap_is_never_recommended() -> None:
    found = searched_by(trade, subject_to={"reward_cost": "<= -1"})
    assert found.verified.recommended is None
    assert not found.verified.decided
    assert found.record["recommended"] is None


def test_the_front_is_the_known_one() -> None:
    """Paid at another moment, the same reward comes to less in both objectives."""
    def formula(scenario: Any, luck: np.random.Generator) -> dict[str, float]:
        late = scenario.rewards["referrer"].when.rule == "on_time_payments"
        return {name: value - 30.0 * late for name, value in trade(scenario, luck).items()}

    found = searched_by(formula, vary={PAY: {"from": 0, "to": 100, "step": 10}, "rewards.referrer.when": [
        "first_purchase", "on_time_payments"]}, maximise=["profit", "gmv"], trials=60)
    for each in found.verified.standings:
        assert (each.on_front > 0.5) == (each.candidate.levers[1] == "first_purchase"), each.candidate


def test_the_preference_picks_the_point() -> None:
    """Profit p and -p^2 / 100 of GMV: with a weight w on profit the best is p = 50 w."""
    both: dict[str, Any] = {"maximise": ["profit", "gmv"], "vary": {PAY: {"from": 0, "to": 100, "step": 10}}}
    for prefer, best in (({"weights": {"profit": 1.2, "gmv": 1}}, 60), ({"weights": {"gmv": 1}}, 0),
                         ({"budget": {"gmv": ">= -20.5"}}, 40)):
        chosen = searched_by(trade, prefer=prefer, **both).verified.recommended
        assert chosen is not None
        assert float(chosen.candidate.levers[0]) == best, prefer


def test_a_failed_run_is_infeasible_and_the_search_goes_on() -> None:
    def formula(scenario: Any, luck: np.random.Generator) -> dict[str, float]:
        if pay(scenario) > 70.0:
            raise ArithmeticError
        return hill(scenario, luck)

    found = searched_by(formula, today={PAY: 90}, subject_to={"profit": ">= 0"})
    assert not found.verified.standings[0].safe
    assert json.loads(as_json(found.record))["candidates"][0]["failed"] >= 10
    states = {trial.state for trial in found.explored.trials}
    assert FAILED in states
    assert all(trial.state != FAILED or float(trial.params[PAY]) > 70.0 for trial in found.explored.trials)
    assert len(found.explored.trials) == 40
    assert found.failed
    chosen = found.verified.recommended
    assert chosen is not None
    assert chosen.candidate.levers == ("60",)


def test_a_guardrail_is_a_constraint() -> None:
    """A fee to take part is blocked, whatever it earns; only the scheme in force may be verified all the same."""
    def formula(scenario: Any, luck: np.random.Generator) -> dict[str, float]:
        return {"profit": float(scenario.compliance.joining_fee) + luck.normal()}

    found = searched_by(formula, vary={"compliance.joining_fee": [0, 20]}, today={"compliance.joining_fee": 20}, trials=8)
    assert {trial.state for trial in found.explored.trials if trial.params["compliance.joining_fee"] == "20"} == {BLOCKED}
    today = found.verified.standings[0]
    assert not today.safe
    assert today.seeds >= 10
    assert found.verified.recommended is not None
    assert found.verified.recommended.candidate.levers == ("0",)


def test_undefined_measures_are_never_recommended() -> None:
    def formula(scenario: Any, luck: np.random.Generator) -> dict[str, float]:
        return hill(scenario, luck) | ({"profit": float("nan")} if 55.0 <= pay(scenario) <= 65.0 else {})

    found = searched_by(formula)
    chosen = found.verified.recommended
    assert chosen is not None
    assert chosen.candidate.levers[0] in ("50", "70")


def test_a_cap_on_what_is_not_always_defined_is_told_as_that() -> None:
    def formula(scenario: Any, luck: np.random.Generator) -> dict[str, float]:
        return hill(scenario, luck) | {"dpd90_share": float("nan") if luck.uniform() < 0.5 else 0.0}

    found = searched_by(formula, subject_to={"dpd90_share": "<= 2 %"}, candidates=4)
    told = search_text(json.loads(as_json(found.record)))
    assert "4 of 4 candidates are ones with a measure that is not defined under every seed" in told
    assert "dpd90_share <= 2 % not known" in told
    assert "cap" not in told.split("Nothing can be recommended")[1].splitlines()[0]


@pytest.mark.parametrize("sampler", ["tpe", "nsga2", "random"])
def test_a_search_is_played_again(sampler: str) -> None:
    first, again = (searched_by(trade, sampler=sampler, maximise=["profit", "gmv"]) for _ in range(2))
    assert first.explored.trials == again.explored.trials
    assert first.record == again.record


def test_levers_stay_within_their_values() -> None:
    what = planned(vary={PAY: {"from": 2.5, "to": 80, "step": 2.5}, CUT: {"from": 500, "to": 640},
                         "behaviour.invite.pull": {"from": 0.01, "to": 0.1, "log": "true"},
                         "rewards.referrer.form": ["cash", "points"]}, trials=40, sampler="random")
    for trial in explore(what, laboratory(hill)).trials:
        paid, cut, pull, form = map(label, nodes(what.levers, trial.params))
        assert float(paid) % 2.5 == 0.0
        assert 2.5 <= float(paid) <= 80.0
        assert 500.0 <= float(cut) <= 640.0
        assert 0.01 <= float(pull) <= 0.1
        assert form in ("cash", "points")


def test_candidates_are_layers_of_the_front_and_some_near_the_caps() -> None:
    what = planned(maximise=["profit", "gmv"], subject_to={"reward_cost": "<= 50"}, candidates=8, sampler="random")
    found = explore(what, laboratory(trade))
    candidates = frozen(what, found)
    names = [each.name for each in candidates]
    assert names[0] == "today"
    assert len(names) == len(set(names)) == 8
    trials = {str(trial.number): trial for trial in found.trials}
    near = [name for name in names[1:] if not trials[name].feasible]
    assert near
    luck = 3.0 * 1.0 / 50.0
    assert all(max(trials[name].over.values()) <= 0.1 + luck for name in near)


def test_the_worst_runs_by_hand() -> None:
    """Of ten runs the worst fifth are 9 and 10; by seed the numbers have the same mean."""
    runs = np.arange(1.0, 11.0).reshape(5, 2)
    assert Quantity("", "net_charge_off", 0.2, -1).by_seed(runs).mean() == pytest.approx(9.5)
    assert Quantity("", "profit", 0.2, 1).by_seed(runs).mean() == pytest.approx(1.5)
    assert Quantity("", "profit", 0.25, 1).by_seed(runs).mean() == pytest.approx((1.0 + 2.0 + 0.5 * 3.0) / 2.5)
    assert Quantity("", "profit", 1.0, 1).by_seed(runs).tolist() == [1.5, 3.5, 5.5, 7.5, 9.5]


def test_presets_are_run_and_weighed() -> None:
    def formula(scenario: Any, luck: np.random.Generator) -> dict[str, float]:
        shock = scenario.macro.preset.rule == "shock"
        return {"net_charge_off": pay(scenario) if shock else 100.0 - pay(scenario)}

    found = searched_by(formula, maximise=(), minimise="cvar50(net_charge_off)", macro=["calm", "shock"], candidates=5)
    chosen = found.verified.recommended
    assert chosen is not None
    assert chosen.candidate.levers == ("50",)
    assert chosen.estimates["cvar50(net_charge_off)"].mean == pytest.approx(50.0)


@pytest.mark.parametrize(("changes", "told"), [
    ({"maximise": "profits"}, "there is no measure 'profits'"),
    ({"maximise": ()}, "nothing is wanted"),
    ({"vary": {}}, "nothing is varied"),
    ({"vary": {"rewards.referrer.amount.pays": None}}, "there is no setting"),
    ({"vary": {"rewards.referrer.form": ["cash", "cheque"]}}, "'cheque'"),
    ({"minimise": "profit"}, "'profit' is wanted twice"),
    ({"minimise": "cvar99(net_charge_off)"}, "needs at least 400 runs"),
    ({"subject_to": {"reward_cost": "2000"}}, "'2000' is no bound"),
    ({"subject_to": {"reward_cost": "<= 2000 EUR"}}, "'EUR' is not a unit"),
    ({"subject_to": {"dpd90_share": "<= 2"}}, "2 is 200 %"),
    ({"today": {"rewards.referee.amount": 3}}, "there is no setting"),
    ({"macro": ["stormy"]}, "stormy"),
    ({"prefer": "middle"}, "this is no preference"),
    ({"prefer": {"weights": {"gmv": 1}}}, "'gmv' is no objective"),
    ({"prefer": {"budget": {"profit": ">= 1"}}}, "0 objectives are left"),
    ({"warm_start": "nowhere"}, "no search has run to its end in nowhere"),
    ({"replications": 5}, "at least 10"),
    ({"most_replications": 15, "replications": 20}, "at least replications"),
])
def test_what_is_wrong_is_told_at_the_door(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(ScenarioError, match=told.replace("(", r"\(").replace(")", r"\)")):
        search({**STUDY, **changes})


def test_an_adopted_file_is_the_very_scenario(tmp_path: Path) -> None:
    found = searched_by(hill, vary={PAY: {"from": 0, "to": 100, "step": 5}, "rewards.referrer.when": [
        {"rule": "on_time_payments", "payments": 3}, "approved"]}, trials=8, candidates=4, today={PAY: 35})
    for each in found.verified.standings:
        path = adopt(found.record, each.candidate.name, tmp_path / f"{each.candidate.name}.yaml")
        assert fingerprint(load(path)) == fingerprint(each.candidate.what.scenario)
        assert path.read_text(encoding="utf-8").startswith("base: cash_for_invites\n")
    with pytest.raises(FileExistsError):
        adopt(found.record, "today", tmp_path / "today.yaml")

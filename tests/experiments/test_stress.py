"""Stress studies: futures that all schemes share, a world whose answers are known, and the model itself."""

from __future__ import annotations

import json

import numpy as np
import pytest
import yaml
from pandas.testing import assert_frame_equal

from experiments import lab, stress
from experiments.lab import Outcome
from experiments.lab.measures import measures
from experiments.stresses import plan
from experiments.stresses.break_even import Verdict
from experiments.stresses.factors import shipped
from reports.stress import stress_text
from scenarios import ScenarioError

C_TO_M1 = "behaviour.repay.c_to_m1"
SMALL = {"study": "stress", "scenario": "consumer_portraits", "schemes": "uniform_on_portraits",
         "set": {"persons": 400, "days": 60}, "futures": 6, "replications": 2, "pairs": 2}
PLAIN = SMALL | {"scenario": "baitiao_consumer", "schemes": "cash_for_invites"}
TURNS_AT = 0.0145


def with_(**changes):
    return SMALL | changes


def known_world(task):
    """Profit by a formula: luck of the seed for all; what a scheme brings falls with the roll rate and is nil at 1.45 %."""
    scenario, luck = task.scenario, np.random.default_rng(task.seed).normal(0.0, 500.0)
    rate = scenario.behaviour.repay.terms.c_to_m1
    profit = 1_000.0 + luck + (1e6 * (TURNS_AT - rate) if scenario.rewards else 0.0)
    return Outcome(task.design, task.seed, {"profit": profit, "roll_c_to_m1": rate / 2.0}, "", 0.0)


@pytest.fixture
def known(monkeypatch):
    monkeypatch.setattr(lab, "perform", known_world)


def test_every_uncertain_setting_of_the_list_is_there_with_todays_value_in_its_range():
    drawn = plan(SMALL)
    assert {factor.name for factor in drawn.factors} == set(shipped())
    assert drawn.left_out == ()
    today = drawn.schemes[0]
    for factor in drawn.factors:
        if factor.ranged:
            assert factor.number(0.0) <= float(today.values[factor.first.path]) <= factor.number(1.0), factor.name
        assert factor.observed in ("", *measures())
        assert factor.source.partition(": ")[2]


def test_what_a_scenario_has_no_settings_for_is_left_out_and_told():
    drawn = plan(PLAIN)
    assert drawn.left_out == ("deal_hunters", "over_indebted")


def test_futures_are_a_latin_hypercube_and_the_same_for_all_schemes_and_seeds():
    drawn = plan(with_(futures=20))
    for column in drawn.futures.T:
        assert sorted((column * 20).astype(int)) == list(range(20))
    tasks = iter(drawn.tasks)
    by_scheme = [[next(tasks) for _ in range(21 * 2)] for _ in drawn.schemes]
    for one, other in zip(*by_scheme, strict=True):
        assert one.seed == other.seed
        assert one.scenario.behaviour == other.scenario.behaviour
        assert one.scenario.macro == other.scenario.macro
        assert {name: each.share for name, each in one.scenario.portraits.items()} \
            == {name: each.share for name, each in other.scenario.portraits.items()}


def test_when_two_portraits_grow_the_others_give_way_in_proportion():
    drawn = plan(with_(uncertain=["deal_hunters", "over_indebted"], break_even="none"))
    own = drawn.schemes[0].what.scenario.portraits
    there = drawn.future(drawn.schemes[0], (1.0, 1.0)).portraits
    assert (there["deal_hunters"].share, there["over_indebted"].share) == (0.25, 0.15)
    assert sum(each.share for each in there.values()) == pytest.approx(1.0)
    for name in ("students", "families", "small_merchants"):
        assert there[name].share / own[name].share == pytest.approx(0.6 / 0.83)


def test_portraits_with_a_value_of_their_own_move_in_proportion():
    drawn = plan(with_(uncertain="hardship", break_even="none"))
    there = drawn.future(drawn.schemes[0], (1.0,))
    assert there.behaviour.hardship.terms.hazard == pytest.approx(0.012)
    assert float(plan(SMALL).schemes[0].values["portraits.small_merchants.behaviour.hardship.hazard"]) == pytest.approx(0.012)
    moved = there.portraits["small_merchants"].changes
    assert "0.024" in repr(moved)


def test_in_a_known_world_break_even_regret_and_region_are_found(known):
    uncertain = ["c_to_m1", "lgd", "spending", "economy"]
    found = stress(PLAIN | {"uncertain": uncertain, "break_even": "c_to_m1", "futures": 80, "pairs": 8})
    [tried] = found.break_evens
    assert tried.found.verdict is Verdict.BREAKS_EVEN
    assert tried.value(tried.found.place) == pytest.approx(TURNS_AT, rel=0.02)
    assert tried.seen(tried.found.place) == pytest.approx(TURNS_AT / 2.0, rel=0.02)
    rates = np.array([found.plan.factors[0].number(places[0]) for places in found.plan.futures])
    forgone = 1e6 * np.maximum(TURNS_AT - rates, 0.0)
    assert found.summary["expected_regret"][0].mean == pytest.approx(forgone.mean())
    assert found.summary["maximal_regret"][1].mean == pytest.approx(1e6 * (rates.max() - TURNS_AT))
    [region] = found.regions
    assert region.sure
    assert [limit.factor.name for limit in region.limits] == ["c_to_m1"]
    assert region.limits[0].low == pytest.approx(TURNS_AT, rel=0.05)
    assert (region.inside == (rates > region.limits[0].low)).all()
    counted = found.record["regions"]["cash_for_invites"]
    assert counted["inside"] | {"share": None} == {"futures": region.inside.sum(), "share": None, "surely": region.inside.sum()}
    assert counted["elsewhere"]["share"] == pytest.approx(0.0, abs=0.05)
    by_future = next(table for table in found.tables if table.name == "advantage").to_pandas()
    assert by_future["mean"].to_numpy() == pytest.approx(1e6 * (TURNS_AT - rates))
    assert (by_future["surely"] == np.where(rates > TURNS_AT, "worse", "better")).all()


def doubtful_world(task):
    """Profit by a formula: what a scheme brings falls with the roll rate and is nil at 0.9 %, and luck of its own decides on it."""
    luck = np.random.default_rng(task.seed).normal(0.0, 4_000.0)
    rate = task.scenario.behaviour.repay.terms.c_to_m1
    return Outcome(task.design, task.seed, {"profit": 1e6 * (0.009 - rate) + luck if task.scenario.rewards else 0.0}, "", 0.0)


def test_a_scheme_that_is_nowhere_known_to_pay_is_not_said_to_break_even(monkeypatch):
    monkeypatch.setattr(lab, "perform", doubtful_world)
    found = stress(PLAIN | {"uncertain": "c_to_m1", "break_even": "c_to_m1", "pairs": 8})
    [tried] = found.break_evens
    trials = next(table for table in found.tables if table.name == "trials").to_pandas()
    assert not (trials["low"] > 0.0).any()
    assert (trials["high"] < 0.0).any()
    assert tried.found.verdict is Verdict.OPEN
    told = " ".join(stress_text(found).split())
    assert "c_to_m1 not decided; by the mean it breaks even at 0." in told
    assert "95 % interval below 0.750 % to " in told
    assert "nowhere known to pay, known not to pay above" in told
    assert "pays" not in told


def test_where_less_is_better_the_same_world_is_judged_the_other_way_round(known):
    study = PLAIN | {"uncertain": "c_to_m1", "futures": 12}
    more, less = stress(study), stress(study | {"better": "less"})
    assert more.summary["mean"] == less.summary["mean"]
    assert less.summary["worst"][1].mean == pytest.approx(less.everywhere[1, 1:].mean(axis=1).max())
    assert (more.break_evens[0].found.pays_below, less.break_evens[0].found.pays_below) == (True, False)
    assert (more.regions[0].worse != less.regions[0].worse).all()


def test_futures_in_which_a_run_failed_are_left_out_for_all_schemes(monkeypatch):
    def frail(task):
        outcome = known_world(task)
        high = task.scenario.behaviour.repay.terms.c_to_m1 > 0.02 and task.scenario.rewards
        return outcome._replace(measures={}, error="Boom: it broke") if high else outcome

    monkeypatch.setattr(lab, "perform", frail)
    found = stress(PLAIN | {"uncertain": "c_to_m1", "futures": 40})
    lost = sum(found.plan.factors[0].number(places[0]) > 0.02 for places in found.plan.futures)
    assert 0 < lost == (~found.whole).sum()
    assert found.payoffs.shape == (2, 40 - lost, 2)
    assert len(found.failed) >= 2 * lost
    assert found.break_evens[0].found.verdict is Verdict.OPEN


def test_any_number_of_workers_and_a_study_that_was_cut_short_come_to_the_same(tmp_path):
    study = with_(uncertain=["c_to_m1", "acceptance"], break_even="c_to_m1")

    def cut(done, _):
        if done == 7:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stress(study, folder=tmp_path / "cut", on_progress=cut)
    resumed = stress(study, folder=tmp_path / "cut", resume=True)
    other = stress(study, workers=2, folder=tmp_path / "whole")
    assert resumed.record == other.record
    for name in ("regret", "summary", "break_even", "trials", "regions", "replications", "futures"):
        one, two = (next(table for table in found.tables if table.name == name) for found in (resumed, other))
        assert_frame_equal(one.to_pandas(), two.to_pandas())
    assert json.loads((tmp_path / "whole" / "record.json").read_text())["futures_whole"] == 6


@pytest.mark.parametrize(("changes", "message"), [
    ({"uncertain": ["c_to_m2"]}, "'c_to_m2' is not in the list of what is uncertain - did you mean 'c_to_m1'?"),
    ({"scenario": "baitiao_consumer", "schemes": "cash_for_invites", "uncertain": ["deal_hunters"]},
     "baitiao_consumer has no portraits.deal_hunters"),
    ({"break_even": ["economy"]}, "'economy' is no uncertain range of this study"),
    ({"uncertain": []}, "nothing is uncertain"),
    ({"vary": {"behaviour.repay.c_to_m9": {"from": 0, "to": 1}}}, "there is no setting 'behaviour.repay.c_to_m9'"),
    ({"measures": ["profits"]}, "there is no measure 'profits'"),
    ({"measures": ["profit", "cac"]}, "measures"),
    ({"schemes": []}, "schemes"),
    ({"futures": 1}, "must be at least 2"),
])
def test_a_study_that_cannot_be_is_refused_in_words(changes, message):
    with pytest.raises(ScenarioError) as refused:
        plan(with_(**changes))
    assert message in str(refused.value)


@pytest.mark.parametrize(("changes", "message"), [
    ({"futures": 1}, "--futures: futures: must be at least 2"),
    ({"break_even": "nonesuch"}, "'nonesuch' is no uncertain range of this study"),
])
def test_what_is_changed_in_a_study_is_held_to_the_same(changes, message):
    with pytest.raises(ScenarioError) as refused:
        plan(SMALL, **changes)
    assert message in str(refused.value)


def test_a_study_with_changes_is_written_with_them():
    changed = plan(SMALL, futures=3, break_even="none")
    assert len(changed.futures) == 3
    assert changed.tried == ()
    again = plan(yaml.safe_load(changed.study.text))
    assert again.study.says == changed.study.says
    assert (again.futures == changed.futures).all()


def test_a_range_of_ones_own_replaces_the_lists():
    drawn = plan(with_(uncertain=["c_to_m1", "lgd"], vary={C_TO_M1: {"from": "1 %", "to": "3 %"}}))
    assert [factor.name for factor in drawn.factors] == ["lgd", C_TO_M1]
    assert drawn.factors[1].number(1.0) == 0.03


def test_what_failed_before_a_study_went_on_is_forgotten_once_it_has_run(monkeypatch, tmp_path):
    def mortal(task):
        return known_world(task)._replace(measures={}, error="worker died", lost=True) if task.seed != 1 else known_world(task)

    study = PLAIN | {"uncertain": "c_to_m1", "break_even": "none"}
    monkeypatch.setattr(lab, "perform", mortal)
    assert stress(study, folder=tmp_path / "one").failed
    assert {"failed", "failures.parquet"} < {path.name for path in (tmp_path / "one").iterdir()}
    monkeypatch.setattr(lab, "perform", known_world)
    stress(study, folder=tmp_path / "one", resume=True)
    stress(study, folder=tmp_path / "other")
    names = [{path.name for path in (tmp_path / each).iterdir()} for each in ("one", "other")]
    assert names[0] == names[1]
    one, other = (json.loads((tmp_path / each / "record.json").read_text()) for each in ("one", "other"))
    assert one == other


def test_the_cost_is_told_once_by_runs_that_are_kept_and_went_well(monkeypatch, tmp_path):
    study, run = PLAIN | {"uncertain": "c_to_m1", "break_even": "none", "replications": 3}, []
    of_seed = dict(zip(plan(study).seeds, (5.0, 0.0, 7.0), strict=True))

    def timed(task):
        run.append(task.key)
        seconds = of_seed[task.seed]
        return known_world(task)._replace(seconds=seconds, error="" if seconds else "broke")

    told = []
    monkeypatch.setattr(lab, "perform", timed)
    stress(study, lambda cost: told.append((cost, len(run))), folder=tmp_path / "one")
    assert told == [((2 * 7 * 3 - 3, 6.0), 3)]
    assert len(run) == len(set(run)) == 2 * 7 * 3
    stress(study, told.append, folder=tmp_path / "one", resume=True)
    assert len(told) == 1


def test_what_is_left_of_a_study_is_told_and_nothing_of_one_that_is_complete(monkeypatch, tmp_path):
    study, told, runs = PLAIN | {"uncertain": "c_to_m1", "break_even": "c_to_m1", "pairs": 4}, [], []

    def counted(task):
        runs.append(task.key)
        return known_world(task)._replace(seconds=1.0)

    def cut(done, _):
        if done == 60:
            raise KeyboardInterrupt  # in the midst of the search for the break-even value

    monkeypatch.setattr(lab, "perform", counted)
    with pytest.raises(KeyboardInterrupt):
        stress(study, lambda cost: told.append(cost.replications), folder=tmp_path, on_progress=cut)
    already = len(runs)
    stress(study, lambda cost: told.append(cost.replications), folder=tmp_path, resume=True)
    assert told == [len(runs) - 2, len(runs) - already], "two runs had been made when the first was told"
    stress(study, lambda cost: told.append(cost.replications), folder=tmp_path, resume=True)
    assert len(told) == 2

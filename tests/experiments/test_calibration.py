"""A calibration finds parameters that were planted, says what it does not know, and which targets cannot be met."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.calibration import SCENARIO, Calibrated, calibrate, file, plan
from experiments.lab import Task, fingerprint
from experiments.study.cost import Cost
from experiments.study.folder import read
from scenarios import ScenarioError, load
from tests.experiments.calibrations import CUT, GIVING, OBSERVED, SEEN, STUDY, law, told
from tests.experiments.stub import Stub


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Calibrated:
    """A calibration whose truth is a cut-off of 600 and an altruism of 0.001 e^3, kept in a folder."""
    folder = tmp_path_factory.mktemp("calibration")
    more = "  dpd30_share: {observed: 2.1 %, error: 0.2 %, fitted: false}"
    return calibrate(told(folder, more=more), workers=Stub(law), folder=folder / "study")


def test_what_was_planted_lies_in_the_intervals(found: Calibrated) -> None:
    truth = {CUT: 600.0, GIVING: 0.001 * np.exp(3.0)}
    for each in found.estimates:
        assert each.low < truth[each.prior.path] < each.high
        assert each.high - each.low < 0.25 * (each.prior.outside(each.prior.lever.high) - each.prior.outside(each.prior.lever.low))
        assert each.calibrated == pytest.approx(truth[each.prior.path], rel=0.1)


def test_every_target_has_its_verdict(found: Calibrated) -> None:
    assert {each.target.title: str(each.verdict) for each in found.fits} == dict.fromkeys([*OBSERVED, "dpd30_share"], "met")
    for each in found.fits:
        assert each.calibrated.low is not None
        assert each.calibrated.high is not None
        assert each.calibrated.low < each.target.value + 2.0 * each.target.error
        assert each.calibrated.high > each.target.value - 2.0 * each.target.error
    assert found.misfit(found.chosen) < 0.1 * found.misfit(found.start)


def test_predictions_part_doubt_of_parameters_from_luck(found: Calibrated) -> None:
    profit = found.predictions["profit"]
    assert profit.mean == pytest.approx(6_000.0, abs=60.0)
    assert np.sqrt(profit.of_luck) == pytest.approx(100.0, rel=0.5)
    assert profit.run_low < profit.low < profit.mean < profit.high < profit.run_high


def test_the_calibrated_scenario_runs_from_its_folder_and_says_why(found: Calibrated, tmp_path: Path) -> None:
    folder = Path(found.plan.study.says.targets[0]).parent / "study"
    scenario = load(folder / SCENARIO)
    assert fingerprint(scenario) == fingerprint(found.plan.design(found.chosen.places[0]))
    assert scenario.persons == 300
    [line] = [each for each in (folder / SCENARIO).read_text(encoding="utf-8").splitlines() if each.strip().startswith("cut_off:")]
    assert "(90 %), was 570; prior even from 500 to 650" in line


def test_a_file_that_would_be_another_scenario_is_not_written(
        found: Calibrated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "as_text", lambda *_: "base: cash_for_invites\n")
    with pytest.raises(ScenarioError, match="would be another scenario than was fitted"):
        file.write(found, tmp_path)
    assert not any(tmp_path.iterdir())


def test_the_folder_holds_tables_and_a_study_that_runs_from_there(found: Calibrated) -> None:
    folder = Path(found.plan.study.says.targets[0]).parent / "study"
    kept = read(folder)
    assert set(kept.tables) == {"parameters", "fit", "predictions", "draws", "trials", "simulations"}
    assert len(kept.tables["trials"]) == 16
    assert len(kept.tables["simulations"]) == 128
    assert kept.tables["fit"].fields["verdict"].values == ["met"] * 3
    assert plan(folder / "study.yaml").targets == found.plan.targets


def test_a_target_out_of_reach_is_called_so(tmp_path: Path) -> None:
    found = calibrate(told(tmp_path, {**OBSERVED, "dpd30_share": 0.1}), workers=Stub(law))
    verdicts = {each.target.title: str(each.verdict) for each in found.fits}
    assert verdicts == {"approval_rate": "met", "referring_share": "met", "dpd30_share": "cannot be met"}
    assert [each.split(" (")[0] for each in found.record["cautions"]] == [
        "cannot be met, outside of everything that the priors can do: dpd30_share"]
    assert all(each.known.verdict == "known" for each in found.estimates)


def test_what_only_luck_reaches_is_out_of_reach(tmp_path: Path) -> None:
    found = calibrate(told(tmp_path, more="  dpd30_share: {observed: 2.4 %, error: 0.05 %}"), workers=Stub(law))
    lucky = found.simulations.values(["dpd30_share"])
    assert lucky.max() > 0.024, "two deviations of luck above what the model comes to"
    [late] = [each for each in found.fits if each.target.title == "dpd30_share"]
    assert str(late.verdict) == "cannot be met"
    assert late.reach == pytest.approx((0.02, 0.02), abs=0.001)
    assert found.observed.errors == pytest.approx([0.01, 0.01, 0.004], abs=0.0006)


def test_targets_that_contradict_each_other_are_told_of_and_widen_the_intervals(tmp_path: Path) -> None:
    def twice(task: Task) -> dict[str, float]:
        found = law(task)
        return found | {"activation_rate": found["approval_rate"]}

    alone = calibrate(told(tmp_path), workers=Stub(twice))
    found = calibrate(told(tmp_path, {**OBSERVED, "activation_rate": 0.7}), workers=Stub(twice))
    assert {each.target.title: str(each.verdict) for each in found.fits}["activation_rate"] == "missed"
    assert any("cannot meet all targets at once" in each for each in found.record["cautions"])
    narrow, wide = (next(each for each in one.estimates if each.prior.path == CUT) for one in (alone, found))
    assert wide.high - wide.low > 2.0 * (narrow.high - narrow.low)


def test_what_holds_a_parameter_at_the_edge_of_its_prior_is_told(tmp_path: Path) -> None:
    found = calibrate(told(tmp_path, {"approval_rate": 0.8, "referring_share": 0.3}), workers=Stub(law))
    assert any(f"{CUT} leans on the lower end of its prior" in each for each in found.record["cautions"])


def test_a_parameter_that_does_nothing_is_not_known(tmp_path: Path) -> None:
    study = told(tmp_path) | {"vary": {**STUDY["vary"], SEEN: {"from": 0.01, "to": 0.1}}}
    found = calibrate(study, workers=Stub(law))
    assert {each.prior.path: each.known.verdict for each in found.estimates}[SEEN] == "not known"


def test_parameters_that_go_together_are_named(tmp_path: Path) -> None:
    def only_their_sum(task: Task) -> dict[str, float]:
        terms = task.scenario.behaviour.invite.terms
        share = 5.0 * (terms.altruism + terms.pull)
        return {"referring_share": share + np.random.default_rng(task.seed).normal(0.0, 0.01), "profit": 0.0}

    vary = {GIVING: {"from": 0.0, "to": 0.1}, SEEN: {"from": 0.0, "to": 0.1}}
    found = calibrate(told(tmp_path, {"referring_share": 0.5}) | {"vary": vary}, workers=Stub(only_their_sum))
    [pair] = found.combinations
    assert set(pair.names) == {GIVING, SEEN}
    assert pair.correlation < -0.8


def test_a_normal_prior_is_where_the_data_say_nothing(tmp_path: Path) -> None:
    vary = {**STUDY["vary"], SEEN: {"mean": 0.05, "sd": 0.01, "from": 0.0, "to": 0.2}}
    found = calibrate(told(tmp_path) | {"vary": vary}, workers=Stub(law))
    pull = {each.prior.path: each for each in found.estimates}[SEEN]
    assert pull.mean == pytest.approx(0.05, abs=0.005)
    assert (pull.low, pull.high) == pytest.approx((0.05 - 1.645 * 0.01, 0.05 + 1.645 * 0.01), abs=0.004)


def test_data_left_out_are_held_against_the_model(tmp_path: Path) -> None:
    more = "  approval_rate: {observed: 60 %, error: 1 %, held_out: 61 %, held_out_error: 1 %, halves: 1.5 %}"
    record = calibrate(told(tmp_path, {"referring_share": 0.3}, more), workers=Stub(law)).record
    assert record["held_out"]["approval_rate"] == pytest.approx(
        {"cells": 1, "model": 0.01, "data": 0.01, "sampling": 0.008, "halves": 0.015}, abs=0.008)


def test_a_calibration_that_is_cut_short_goes_on_as_if_nothing_had_been(tmp_path: Path) -> None:
    def cut(task: Task) -> dict[str, float]:
        if len(stub.asked) == 100:
            raise KeyboardInterrupt
        return law(task)

    study, whole, stub, rest = told(tmp_path), Stub(law), Stub(cut), Stub(law)
    expected = calibrate(study, workers=whole).record
    with pytest.raises(KeyboardInterrupt):
        calibrate(study, workers=stub, folder=tmp_path / "study")
    assert calibrate(study, workers=rest, folder=tmp_path / "study", resume=True).record == expected
    assert 0 < len(rest.asked) < len(whole.asked)


def test_the_cost_is_told_before_it_is_paid(tmp_path: Path) -> None:
    costs: list[tuple[Cost, int]] = []
    stub = Stub(law)
    found = calibrate(told(tmp_path), lambda cost: costs.append((cost, len(stub.asked))), workers=stub)
    [(cost, paid)] = costs
    assert paid == STUDY["fresh"]
    assert cost.replications + paid == found.plan.runs == pytest.approx(len(stub.asked), abs=20)


def test_replications_that_fail_are_told_of_and_left_out(tmp_path: Path) -> None:
    def fails(task: Task) -> dict[str, float]:
        if task.seed % 10 == 0:
            raise ArithmeticError("no luck")
        return law(task)

    found = calibrate(told(tmp_path), workers=Stub(fails))
    assert found.failed
    assert [str(each.verdict) for each in found.fits] == ["met", "met"]


def test_a_target_that_few_runs_define_is_refused(tmp_path: Path) -> None:
    def seldom(task: Task) -> dict[str, float]:
        return law(task) | {"referring_share": 0.3 if task.seed % 10 == 0 else float("nan")}

    with pytest.raises(ScenarioError, match=r"referring_share is a number in \d+ % of the runs only - more persons or days"):
        calibrate(told(tmp_path), workers=Stub(seldom))


@pytest.mark.parametrize(("change", "message"), [
    ({"vary": {}}, "nothing is fitted"),
    ({"vary": {CUT: [500, 600]}}, "only numbers that move along a range can be fitted"),
    ({"vary": {"rewards.referrer.form": {}}}, "only numbers that move along a range can be fitted"),
    ({"vary": {"credit.approve.cutoff": {"from": 500, "to": 600}}}, "there is no setting 'credit.approve.cutoff'.*'cut_off'"),
    ({"vary": {CUT: {"from": 600, "to": 500}}}, "the range is empty"),
    ({"vary": {CUT: {"from": 500, "to": 600, "mean": 550}}}, "a normal prior has mean and sd: sd is missing"),
    ({"vary": {CUT: {"from": 500, "to": 600, "mean": 650, "sd": 10}}}, "the mean lies outside of the range"),
    ({"vary": {CUT: {"from": 500, "to": 600, "mean": 550, "sd": 0}}}, "a deviation is above 0"),
    ({"vary": {CUT: {"from": 500, "to": 600, "mean": 550, "sd": 10, "log": "true"}}}, "a normal prior does not move by factors"),
    ({"vary": {"credit.first_limit.floor": {"from": 500, "to": 9000}}}, "floor is above ceiling"),
    ({"set": {"persons": 300, CUT: 600}}, "this setting is varied"),
    ({"targets": "nowhere.yaml"}, "there are no such targets, and no such file"),
    ({"targets": []}, "at least one must stand here"),
    ({"measures": ["proft"]}, "there is no measure 'proft' - did you mean 'profit'"),
    ({"simulations": 8}, "must be at least 32"),
])
def test_what_cannot_be_calibrated_is_refused_at_its_place(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    with pytest.raises(ScenarioError, match=rf"study:\d+:\d+.*{message}"):
        plan(told(tmp_path) | change)


def test_targets_of_which_none_is_fitted_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="no target is fitted"):
        plan(told(tmp_path, {}, "  approval_rate: {observed: 60 %, error: 1 %, fitted: false}"))

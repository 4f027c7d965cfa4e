"""A comparison in rounds: replications where they are needed, and an answer that says how sure it is."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.deciding import WORST, Decided, decide, plan
from experiments.lab import Task
from experiments.rounds import Decision, decision
from reports.deciding import decided_text
from scenarios import ScenarioError
from scenarios.guardrails import blocks
from tests.experiments.stub import Stub

REWARD = "rewards.referrer.amount.pay"
EFFECTS = {30: 100.0, 60: 0.5, 90: 6.0}
STUDY: dict[str, Any] = {
    "study": "compare", "scenario": "cash_for_invites", "set": {"persons": 300, "days": 60},
    "variants": {"clear": {REWARD: 30}, "alike": {REWARD: 60}, "near": {REWARD: 90}},
    "decide": {"profit": 5}, "replications": 10, "most": 40,
}


def law(task: Task) -> dict[str, float]:
    """Profit: what all have in common under a seed, the effect of the reward, and some luck of its own."""
    paid = task.scenario.rewards["referrer"].amount.terms.pay / 100
    common, own = np.random.default_rng(task.seed).normal(size=2) * (1_000.0, 4.0)
    return {"profit": common + (EFFECTS[int(paid)] + own if paid in EFFECTS else 0.0)}


def found_by(study: Mapping[str, Any], stub: Stub, **how: Any) -> Decided:
    return decide(study, workers=stub, **how)


def test_each_scheme_runs_until_it_is_decided_and_no_longer() -> None:
    found = found_by(STUDY, Stub(law))
    said = {each.scheme: each.decision for each in found.differences}
    assert said == {"clear": Decision.MORE, "alike": Decision.ALIKE, "near": Decision.OPEN}
    ran = {case.scheme: len(each) for case, each in found.outcomes.items()}
    assert ran["clear"] < 40
    assert (ran["near"], ran["cash_for_invites"]) == (40, 40)


def test_what_is_not_decided_is_told_with_what_it_would_take() -> None:
    first = {each.scheme: each for each in found_by(STUDY, Stub(law)).differences}["near"]
    many = 40 + int(first.still_to_run)
    assert 100 < many < 2_000
    again = {each.scheme: each for each in found_by(STUDY | {"replications": many, "most": 2 * many}, Stub(law)).differences}
    assert again["near"].decision == Decision.MORE


def test_python_runs_what_a_guardrail_blocks_and_says_so() -> None:
    blocked = STUDY | {"variants": {"clear": {REWARD: 30, "compliance.joining_fee": 10}}}
    found = found_by(blocked, Stub(law)).guardrails
    assert [name for name, findings in found.items() if blocks(findings)] == ["clear"]


def test_progress_is_told_of_what_may_still_be_run_and_ends_with_all_of_it() -> None:
    told = list[tuple[int, int]]()
    found = found_by(STUDY, Stub(law), on_progress=lambda done, total: told.append((done, total)))
    totals = [total for _, total in told]
    ran = sum(map(len, found.outcomes.values()))
    assert told[0] == (0, 160)
    assert totals == sorted(totals, reverse=True)
    assert told[-1] == (ran, ran)
    assert ran < 160


def test_a_difference_is_looked_at_under_each_preset_and_in_the_worst_case() -> None:
    def shaken(task: Task) -> dict[str, float]:
        hit = task.scenario.name == "clear" and task.scenario.macro.preset.rule == "shock"
        return {"profit": law(task)["profit"] - 300.0 * hit}

    study = STUDY | {"variants": {"clear": {REWARD: 30}}, "presets": ["calm", "shock"]}
    by = {each.preset: each for each in found_by(study, Stub(shaken)).differences}
    assert (by["calm"].decision, by["shock"].decision, by[WORST].decision) == (Decision.MORE, Decision.LESS, Decision.LESS)
    assert by[WORST].interval == by["shock"].interval


@pytest.mark.parametrize("lacking", ["calm", "shock"])
def test_the_worst_case_has_no_figure_where_any_has_none(lacking: str) -> None:
    def undefined(task: Task) -> dict[str, float]:
        return {} if task.scenario.macro.preset.rule == lacking else law(task)

    study = STUDY | {"variants": {"clear": {REWARD: 30}}, "presets": ["calm", "shock"], "most": 10}
    by = {each.preset: each for each in found_by(study, Stub(undefined)).differences}
    assert math.isnan(by[WORST].interval.mean)
    assert by[WORST].decision == Decision.OPEN


def test_the_worst_case_is_in_the_table() -> None:
    study = STUDY | {"variants": {"clear": {REWARD: 30}}, "presets": ["calm", "shock"], "most": 10}
    rows = found_by(study, Stub(law)).all_differences.to_pandas().set_index("preset")
    assert rows["mean"][WORST] == min(rows["mean"]["calm"], rows["mean"]["shock"])
    assert rows["decision"][WORST] == "more"


def charged_off(share: float) -> Callable[[Task], dict[str, float]]:
    """Return the law of a loss of 1,000 that the clear scheme alone has in a share of pairs."""
    def law(task: Task) -> dict[str, float]:
        hit = np.random.default_rng(task.seed).random() < share and task.scenario.name == "clear"
        return {"net_charge_off": 1_000.0 * hit, "profit": 0.0}

    return law


RARE: dict[str, Any] = STUDY | {"variants": {"clear": {REWARD: 30}}, "decide": {"net_charge_off": 10}}


def test_what_never_happened_is_not_said_to_be_the_same() -> None:
    [never] = found_by(RARE, Stub(charged_off(0.0))).differences
    assert never.decision == Decision.OPEN
    assert never.why == "no difference in any of 40 pairs: too rare to tell"
    assert decided_text(found_by(RARE, Stub(charged_off(0.0)))).count("not decided: no difference in any of 40 pairs") == 1


def test_what_hardly_ever_happened_is_told_with_the_replications_it_takes_at_least() -> None:
    [hardly] = found_by(RARE | {"most": 60}, Stub(charged_off(0.05))).differences
    assert hardly.interval.low is None
    assert hardly.why.endswith("of 60 pairs differ from the rest: too rare to tell")
    assert 0 < hardly.still_to_run < 300


def test_two_pairs_that_come_to_the_same_decide_nothing() -> None:
    [never] = found_by(RARE | {"replications": 2, "most": 2}, Stub(charged_off(0.0))).differences
    assert never.decision == Decision.OPEN


def test_schemes_that_ask_the_same_of_the_model_are_the_same_after_the_first_round() -> None:
    same = RARE | {"scenario": "cash_for_invites", "variants": {"twin": {"title": "The same under another name"}}}
    found = found_by(same, Stub(charged_off(0.0)))
    assert [each.decision for each in found.differences] == [Decision.ALIKE]
    assert len(found.outcomes[found.plan.others[0]]) == 10


def test_a_measure_that_is_undefined_in_some_pairs_decides_nothing_and_is_not_run_on_for() -> None:
    """A scheme that pays back in few runs, but then two months sooner, is not better for it."""
    def pays_back(task: Task) -> dict[str, float]:
        place = slow.seeds.index(task.seed)
        if task.scenario.name == "clear":
            return {"payback_month": 8.0 + place / 100 if place % 10 < 3 else math.nan}
        return {"payback_month": 10.0 if place % 10 else math.nan}

    study = STUDY | {"variants": {"clear": {REWARD: 30}}, "decide": {"payback_month": 0.5}, "replications": 20}
    slow = plan(study)
    found = found_by(study, Stub(pays_back))
    [each] = found.differences
    assert (each.decision, each.interval.replications) == (Decision.OPEN, 4)
    assert each.why == "undefined in 16 of 20 pairs (scheme: 14, baseline: 2)"
    assert "not decided: undefined in 16 of 20 pairs (scheme: 14, baseline: 2)\n" in decided_text(found)
    assert each.still_to_run == math.inf


def test_a_measure_that_a_failed_replication_lacks_is_not_undefined() -> None:
    def fails(task: Task) -> dict[str, float]:
        if task.seed == 1 and task.scenario.name == "clear":
            raise ArithmeticError("no luck")
        return law(task)

    [clear] = found_by(STUDY | {"variants": {"clear": {REWARD: 30}}}, Stub(fails)).differences
    assert (clear.why, clear.decision) == ("", Decision.MORE)


def drifting(*levels: float) -> Callable[[Task], dict[str, float]]:
    """Return the law of a profit whose luck goes from level to level, ten replications long each; the baseline earns none."""
    def law(task: Task) -> dict[str, float]:
        place = DRIFTED.seeds.index(task.seed)
        return {"profit": (levels[place // 10] + place % 3) * (task.scenario.name == "clear"), "gmv": float(place)}

    return law


DRIFTING: dict[str, Any] = STUDY | {"variants": {"clear": {REWARD: 30}}, "decide": {"profit": 6, "gmv": 1}}
DRIFTED = plan(DRIFTING)


def test_what_is_decided_at_a_look_is_not_taken_back_at_the_next() -> None:
    """Profit is decided at the first look; the comparison runs on for the other measure, and luck turns."""
    study = DRIFTING | {"most": 20}
    [first, _] = found_by(study | {"most": 10}, Stub(drifting(8.0))).differences
    found = found_by(study, Stub(drifting(8.0, 3.5)))
    [profit, gmv] = found.differences
    assert (first.decision, profit.decision, gmv.decision) == (Decision.MORE, Decision.MORE, Decision.OPEN)
    assert profit.interval.replications == 20
    values = [outcome.measures["profit"] for outcome in found.outcomes[found.plan.others[0]]]
    assert decision(found.plan.looks[-1].at(values), 6.0) is Decision.OPEN
    assert profit.interval.mean == pytest.approx(6.7, abs=0.1)


def test_looks_that_contradict_each_other_are_told_and_decide_nothing() -> None:
    found = found_by(DRIFTING, Stub(drifting(50.0, 0.0, 0.0, 0.0)))
    [profit, _] = found.differences
    assert profit.decision == Decision.OPEN
    assert profit.interval.low is None
    assert "not decided: the looks contradict each other: ask again under another seed" in decided_text(found)


def test_where_a_measure_is_undefined_the_last_look_tells_of_the_pairs_that_have_it() -> None:
    def lacking(task: Task) -> dict[str, float]:
        return drifting(50.0, 0.0, 0.0, 0.0)(task) | ({"profit": math.nan} if task.seed == DRIFTED.seeds[0] else {})

    [profit, _] = found_by(DRIFTING, Stub(lacking)).differences
    assert profit.why.startswith("undefined in 1 of 40 pairs")
    assert profit.interval.low is not None
    assert profit.interval.high is not None
    assert profit.interval.low < profit.interval.mean < profit.interval.high


def test_a_replication_that_fails_costs_its_pair_and_no_more() -> None:
    def fails(task: Task) -> dict[str, float]:
        if task.seed == found_plan.seeds[3] and task.scenario.name == "clear":
            raise ArithmeticError("no luck")
        return law(task)

    found_plan = plan(STUDY)
    found = found_by(STUDY, Stub(fails))
    clear = next(each for each in found.differences if each.scheme == "clear")
    assert [outcome.error for outcome in found.failed] == ["no luck"]
    assert clear.interval.replications == found.looks[next(case for case in found.looks if case.scheme == "clear")].replications - 1
    assert clear.decision == Decision.MORE


def test_a_comparison_that_is_cut_short_goes_on_as_if_nothing_had_been(tmp_path: Path) -> None:
    whole = Stub(law)
    expected = found_by(STUDY, whole).record

    def cut(task: Task) -> dict[str, float]:
        if len(stub.asked) == 60:
            raise KeyboardInterrupt
        return law(task)

    stub = Stub(cut)
    with pytest.raises(KeyboardInterrupt):
        found_by(STUDY, stub, folder=tmp_path / "study")
    rest = Stub(law)
    assert found_by(STUDY, rest, folder=tmp_path / "study", resume=True).record == expected
    assert 0 < len(rest.asked) < len(whole.asked)


@pytest.mark.parametrize(("change", "told"), [
    ({"others": ["tires"]}, "did you mean 'tiers'"),
    ({"decide": {"proft": 5}}, r"study:\d+:\d+: decide.proft: there is no measure 'proft' - did you mean 'profit'"),
    ({"decide": {}}, "decide: at least one must stand here"),
    ({"decide": {"profit": -1}}, "must be at least 0"),
    ({"presets": ["sunny"]}, "unknown rule 'sunny'"),
    ({"variants": {"x": {"rewards.nobody.amount.pay": 5}}}, "there is no setting 'rewards.nobody.amount.pay'"),
    ({"variants": {}}, "two scenarios or more"),
    ({"others": ["enterprise_base"]}, "same currency|same product"),
])
def test_what_is_wrong_is_said_at_its_place(change: dict[str, Any], told: str) -> None:
    with pytest.raises(ScenarioError, match=told):
        plan(STUDY | change)


def test_tables_hold_every_difference_and_every_replication() -> None:
    found = found_by(STUDY, Stub(law))
    differences, replications = (table.to_pandas() for table in found.tables)
    assert differences.set_index("scheme").decision["clear"] == "more"
    assert len(replications) == sum(map(len, found.outcomes.values()))
    assert found.tables[1].to_xarray()["value"].dims == ("scheme", "preset", "seed", "measure")

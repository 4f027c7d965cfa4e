"""Levers and designs: every value lies within its bounds and is one that a scenario takes."""

from __future__ import annotations

import math
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from experiments import sweeps
from experiments.study import levers
from experiments.study.designs import latin_hypercube, sobol
from experiments.study.levers import Lever, label
from experiments.sweeps import Plan
from scenarios import Resolved, load, resolve
from scenarios.reading import parsed

PAY, CUT_OFF, LGD, DAYS = "rewards.referrer.amount.pay", "credit.approve.cut_off", "credit.lgd", "days"
SETTINGS = st.sampled_from([(PAY, 0.0, 500.0), (CUT_OFF, 400.0, 700.0), (LGD, 0.01, 1.0), (DAYS, 30.0, 720.0)])


def study(**says: object) -> dict[str, object]:
    return {"study": "sweep", "scenario": "cash_for_invites", **says}


@cache
def base() -> Resolved:
    return resolve("cash_for_invites")


def lever(path: str, values: object) -> Lever:
    tree = parsed(yaml.safe_dump({path: values}), "vary")
    return levers.lever(path, tree.of[path], tree.marks[path], base())


@given(SETTINGS, st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.booleans(), st.sampled_from([0, 1, 7]))
def test_every_value_of_a_lever_is_one_that_a_scenario_takes(
        setting: tuple[str, float, float], first: float, second: float, share: float, log: bool, step: int) -> None:
    path, least, most = setting
    low, high = sorted(float(f"{least + each * (most - least):.2f}") for each in (first, second))
    low, high = (math.floor(low), math.ceil(high)) if path == DAYS else (low, high)
    if high - low < 0.02:
        return
    values = {"from": low, "to": high, **({"log": "true"} if log and low > 0.0 else {}), **({"step": step} if step else {})}
    written = lever(path, values).at(share).text
    assert low - 1e-9 <= float(written) <= high + 1e-9
    load("cash_for_invites", [f"{path}={written}"])


def test_a_range_moves_by_equal_steps_or_by_equal_factors() -> None:
    def values(path: str, given: object) -> list[str]:
        return [str(node.text) for node in lever(path, given).all_levels()]

    assert values(PAY, {"from": 0, "to": 80, "steps": 5}) == ["0", "20", "40", "60", "80"]
    assert values(PAY, {"from": 0, "to": 90, "step": 40}) == ["0", "40", "80"]
    assert values(PAY, {"from": 1, "to": 100, "steps": 3, "log": "true"}) == ["1", "10", "100"]
    assert values(PAY, {"from": "0.5 CNY", "to": 1, "step": 0.25}) == ["0.5", "0.75", "1"]
    assert values(LGD, {"from": "10 %", "to": "30 %", "steps": 3}) == ["0.1", "0.2", "0.3"]
    assert values(DAYS, {"from": 30, "to": 33, "step": 1}) == ["30", "31", "32", "33"]


def test_steps_and_levels_have_equal_parts_of_the_range() -> None:
    stepped, chosen = lever(DAYS, {"from": 31, "to": 34}), lever("macro.preset", ["calm", "shock"])
    shares = [(number + 0.5) / 400 for number in range(400)]
    assert Counter(stepped.at(share).text for share in shares) == dict.fromkeys(["31", "32", "33", "34"], 100)
    assert Counter(chosen.at(share).text for share in shares) == {"calm": 200, "shock": 200}


def test_a_range_without_ends_takes_those_of_the_setting() -> None:
    whole = lever(LGD, {})
    assert (whole.low, whole.high) == (0.0, 1.0)
    assert [node.text for node in lever("network.kind", {}).all_levels()][:1]


@given(st.integers(1, 40), st.integers(0, 5))
def test_a_latin_hypercube_has_one_point_in_each_part_of_each_range(points: int, seed: int) -> None:
    axes = (lever(LGD, {"from": 0, "to": 1}), lever(CUT_OFF, {"from": 500, "to": 600}))
    rows = [[float(str(node.text)) for node in row] for row in latin_hypercube(axes, points, seed)]
    for column, (low, wide) in enumerate(((0.0, 1.0), (500.0, 100.0))):
        assert sorted(int((row[column] - low) / wide * points) for row in rows) == list(range(points))


def test_sobol_points_fill_every_quarter_alike() -> None:
    axes = (lever(LGD, {"from": 0, "to": 1}), lever(CUT_OFF, {"from": 500, "to": 600}))
    rows = [[float(str(node.text)) for node in row] for row in sobol(axes, 64, 1)]
    assert set(Counter((row[0] >= 0.5, row[1] >= 550.0) for row in rows).values()) == {16}


def test_a_factorial_design_is_every_combination() -> None:
    vary = {PAY: [0, "40 CNY"], CUT_OFF: {"from": 560, "to": 620, "steps": 3}, "macro.preset": ["calm", "shock"]}
    plan = sweeps.plan(study(vary=vary))
    assert len(plan.designs) == len({design.values for design in plan.designs}) == 2 * 3 * 2
    assert [design.values for design in plan.designs[:3]] == [("0", "560", "calm"), ("0", "560", "shock"), ("0", "590", "calm")]
    assert plan.designs[-1].what.scenario.rewards["referrer"].amount.terms.pay == 4_000


def test_a_choice_without_values_takes_those_that_can_stand_there() -> None:
    assert [label(node) for node in lever("rewards.referrer.form", None).levels] == ["cash", "points", "coupon", "credit_limit"]
    assert [label(node) for node in lever("compliance.uk", None).levels] == ["false", "true"]
    assert [design.values for design in sweeps.plan(study(vary={"rewards.referrer.form": None})).designs] == [
        ("cash",), ("points",), ("coupon",), ("credit_limit",)]


def test_a_list_may_name_whole_rules(tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_text('rewards.referrer.when, days\n"{rule: on_time_payments, payments: 2}", 40\napproved, 50\n')
    (tmp_path / "a.yaml").write_text("study: sweep\nscenario: cash_for_invites\ndesign: list\nfile: points.csv\n")
    plan: Plan = sweeps.plan(tmp_path / "a.yaml")
    assert [design.values for design in plan.designs] == [("{rule: on_time_payments, payments: 2}", "40"), ("approved", "50")]
    assert [design.what.scenario.rewards["referrer"].when.rule for design in plan.designs] == ["on_time_payments", "approved"]


def test_too_many_combinations_are_refused() -> None:
    many = {"from": 0, "to": 500, "steps": 500}
    with pytest.raises(Exception, match="every combination makes 250,000 points, and 100,000 are the most"):
        sweeps.plan(study(vary={PAY: many, CUT_OFF: {"from": 400, "to": 700, "steps": 500}}))

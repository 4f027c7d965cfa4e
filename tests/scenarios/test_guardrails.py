"""The guardrails: what borrowing costs, where a finding points, what a guardrail says of itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios import load, names, resolve
from scenarios.guardrails import Finding, Verdict, blocks, check, guardrails, paid_levels, worst
from scenarios.guardrails.asking import ask
from scenarios.guardrails.borrowing import average, charges, internal_rate, offered
from sim.scenario import (
    ENTERPRISE_LOAN,
    Compliance,
    Credit,
    Difference,
    Loan,
    Portrait,
    Product,
    Reward,
    Scenario,
    Team,
    default,
)
from sim.terms import terms_of

SHIPPED = {
    "abused_growth": {"G1": "block", "G2": "warn"},
    "baitiao_consumer": {},
    "card_clients": {},
    "cash_for_invites": {"G3": "warn"},
    "constrained": {"G3": "warn"},
    "consumer_portraits": {},
    "convex_steps": {"G1": "warn", "G3": "warn"},
    "differentiated": {"G3": "warn"},
    "enterprise_base": {},
    "enterprise_graded": {},
    "enterprise_referral": {},
    "growth_at_any_price": {"G1": "block", "G2": "warn"},
    "guarded_growth": {"G3": "warn"},
    "limit_for_invites": {"G3": "warn"},
    "pay_for_repayment": {"G3": "warn"},
    "team_plan": {"G1": "block", "G2": "warn", "G3": "warn"},
    "tiers": {"G3": "warn"},
    "uniform_on_portraits": {"G3": "warn"},
}
"""What is found before anything is simulated; G1: leaders or steps; G2: three levels; G3: a reward hangs on a purchase."""
Write = Callable[..., str]


def verdict(findings: tuple[Finding, ...], guardrail: str) -> Verdict:
    """The gravest verdict of one guardrail."""
    return worst([each for each in findings if each.id == guardrail])


def costing(**fees: float) -> Scenario:
    """A product that charges nothing but what is said."""
    free = Product()._replace(instalment_fee=0.0, revolving_fee=0.0, late_fee=0.0)
    return Scenario(product=free._replace(**fees))


def flat_fee(annual: float, months: int) -> float:
    """The flat fee a month at which an annuity costs a nominal rate a year: the annuity's formula less the principal's part."""
    rate = annual / 12
    return rate / (1 - (1 + rate) ** -months) - 1 / months


@pytest.mark.parametrize("name", names())
def test_each_shipped_scenario_comes_out_as_the_law_reads(name: str) -> None:
    assert name in SHIPPED, "say what the law makes of it"
    findings = check(load(name))
    found = {each: verdict(findings, each) for each in guardrails()}
    assert {each: said for each, said in found.items() if said not in ("ok", "n/a")} == SHIPPED[name]


def test_the_guardrails_are_found_in_their_folder_in_order() -> None:
    assert list(guardrails()) == [f"G{number}" for number in range(1, 10)]


def test_each_names_its_law_and_a_region_that_can_be_declared() -> None:
    for each in guardrails().values():
        assert each.law.title
        assert each.law.basis
        assert terms_of(Compliance)[each.law.region].unit == "switch"


@pytest.mark.parametrize("name", names())
def test_whatever_is_wrong_has_a_cure(name: str) -> None:
    everywhere = {f"compliance.{region}": True for region in ("uk", "eu", "us")}
    for each in check(load(name, everywhere)):
        assert each.value
        assert bool(each.cure) == (each.verdict in (Verdict.WARN, Verdict.BLOCK))


@pytest.mark.parametrize(("fee", "annual"), [(0.005, 0.109), (0.008, 0.173), (0.012, 0.256)])
def test_a_flat_fee_over_twelve_instalments_is_nearly_twice_as_much_a_year(fee: float, annual: float) -> None:
    assert 12 * internal_rate((1 / 12 + fee,) * 12) == pytest.approx(annual, abs=0.0005)


@given(st.floats(0.001, 0.6), st.sampled_from([1, 3, 6, 12, 24]))
def test_the_rate_is_that_of_the_annuity(annual: float, months: int) -> None:
    assert 12 * internal_rate((1 / months + flat_fee(annual, months),) * months) == pytest.approx(annual, abs=1e-9)


@given(st.floats(0.0, 0.05), st.floats(1e-6, 0.05), st.integers(1, 36))
def test_a_higher_fee_is_a_higher_rate(fee: float, more: float, months: int) -> None:
    rates = [internal_rate((1 / months + each,) * months) for each in (fee, fee + more)]
    assert rates[0] < rates[1]


def test_what_is_paid_back_without_a_fee_costs_nothing() -> None:
    assert internal_rate((0.25,) * 4) == 0.0
    assert charges(costing()) == []


@pytest.mark.parametrize(("annual", "expected"), [(0.2399, 0), (0.24, 0), (0.2401, 1)])
def test_24_percent_is_allowed_and_no_more(annual: float, expected: int) -> None:
    only_twelve = default("payment_plan", three=0.0, six=0.0, twelve=1.0, twenty_four=0.0)
    scenario = costing(instalment_fee=flat_fee(annual, 12))
    scenario = scenario._replace(behaviour=scenario.behaviour._replace(payment_plan=only_twelve))
    assert offered(scenario) == [12]
    assert average(scenario).annual == pytest.approx(annual)
    assert len(blocks(check(scenario))) == expected


@pytest.mark.parametrize(("annual", "expected"), [(0.20, "ok"), (0.2001, "warn")])
def test_20_percent_on_average_is_allowed_and_no_more(annual: float, expected: str) -> None:
    only_three = default("payment_plan", three=1.0, six=0.0, twelve=0.0, twenty_four=0.0)
    scenario = costing(instalment_fee=flat_fee(annual, 3))
    scenario = scenario._replace(behaviour=scenario.behaviour._replace(payment_plan=only_three))
    assert verdict(check(scenario), "G5") == expected


@pytest.mark.parametrize("fee", ["revolving_fee", "late_fee"])
def test_a_fee_a_day_counts_on_each_day_of_a_calendar_year(fee: str) -> None:
    assert verdict(check(costing(**{fee: 0.24 / 365})), "G5") == "ok"
    assert verdict(check(costing(**{fee: 0.2401 / 365})), "G5") == "block"


@pytest.mark.parametrize("comments", [0, 1, 7])
def test_a_finding_points_at_the_line_of_the_file(write: Write, comments: int) -> None:
    name = write("# a note\n" * comments + "base: cash_for_invites\nteam:\n  qualify: {friends: 1}\n  depth: 2\n")
    [first, *_] = blocks(check(resolve(name)))
    assert (first.line, first.column, first.origin) == (comments + 4, 3, f"mine.yaml:{comments + 4}")
    assert Path(name).read_text().splitlines()[first.line - 1][first.column - 1 :] == "depth: 2"


def test_a_finding_points_at_an_override_as_such() -> None:
    [first, *_] = blocks(check(resolve("cash_for_invites", {"team.depth": 2})))
    assert (first.path, first.origin, first.line, first.column) == ("team.depth", "--set", 0, 0)


def test_a_scenario_made_in_python_has_no_line_to_point_at() -> None:
    assert {(each.origin, each.line) for each in check(load("team_plan"))} == {("", 0)}


def test_where_the_product_is_not_offered_nothing_is_found() -> None:
    findings = check(load("growth_at_any_price", {"compliance.china": False}))
    assert {each.verdict for each in findings} == {"n/a"}
    assert all("compliance." in each.value for each in findings)


def test_a_score_that_gives_friends_no_weight_uses_no_social_data() -> None:
    weights = dict.fromkeys(("passed_on", "record", "late", "customers", "defaulted"), 0.0)
    for weight in weights:
        for size, expected in ((0.0, "ok"), (0.1, "block")):
            score = default("score", "networked", **{**weights, weight: size})
            assert verdict(check(Scenario(credit=Credit(score=score))), "G7") == expected


@given(st.floats(0.0, 0.36), st.sampled_from(["annuity", "equal_principal"]), st.integers(1, 60))
def test_a_loan_without_fees_costs_its_rate(rate: float, schedule: str, months: int) -> None:
    loan = Loan(rate=default("rate", "flat", rate=rate), schedule=default("schedule", schedule), months=months,
                floor=0.0, ceiling=0.36)
    scenario = Scenario(product=Product(kind=ENTERPRISE_LOAN), loan=loan)
    assert average(scenario).annual == pytest.approx(rate, abs=1e-7)


def test_a_difference_is_found_where_it_is_written(write: Write) -> None:
    name = write("base: differentiated\ndiffer:\n  gold:\n    product:\n      instalment_fee: 1.2 % per month\n")
    [dear] = blocks(check(resolve(name)))
    assert (dear.id, dear.path, dear.origin) == ("G5", "differ.gold.product.instalment_fee", "mine.yaml:5")


def test_a_team_that_differs_for_some_is_paid_over_three_levels() -> None:
    scenario = load("cash_for_invites", {"team.depth": 2, "team.override.fall": 0})
    some = Difference(channel=1, changes={"team.override.fall": 0.5})
    assert paid_levels(scenario) == 2
    assert paid_levels(scenario._replace(differ={"some": some})) == 3
    assert [each.path for each in blocks(check(scenario._replace(differ={"some": some})))] == ["team.depth"]


@pytest.mark.parametrize(("extra", "share", "levels"), [(0, 0.0, 2), (1_000, 0.0, 3), (0, 0.2, 3)])
def test_a_rule_by_which_friends_of_friends_make_a_leader_pays_on_them(
    extra: int, share: float, levels: int, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def by_team(decision: str, choice: Any, facts: Any, *luck: float) -> Any:
        return facts.team >= 10 if decision == "qualify" else ask(decision, choice, facts, *luck)

    monkeypatch.setattr("scenarios.guardrails.levels.ask", by_team)
    own_friends = {"team.depth": 2, "team.override.share": share, "team.override.fall": 0.0}
    scenario = load("cash_for_invites", {**own_friends, "team.extra_limit": extra})
    assert paid_levels(scenario) == levels
    assert verdict(check(scenario), "G1") == ("block" if levels == 3 else "ok")


def of_plans(**weights: float) -> dict[str, float]:
    """What a portrait writes to pay by some instalment plans and by no others."""
    return {f"behaviour.payment_plan.{plan}": weights.get(plan, 0.0) for plan in ("three", "six", "twelve", "twenty_four")}


def test_a_portrait_that_pays_by_dearer_instalments_makes_the_fee_too_dear() -> None:
    mild = costing(instalment_fee=flat_fee(0.23, 3))
    only_three = default("payment_plan", six=0.0, twelve=0.0, twenty_four=0.0)
    mild = mild._replace(behaviour=mild.behaviour._replace(payment_plan=only_three))
    assert not blocks(check(mild))
    one, other = Portrait(share=0.4, changes=of_plans(three=1.0)), Portrait(share=0.6, changes=of_plans(twelve=1.0))
    [dear] = blocks(check(mild._replace(portraits={"one": one, "other": other})))
    assert (dear.id, dear.path) == ("G5", "product.instalment_fee")
    assert dear.value.startswith("12 instalments: ")
    assert dear.value.endswith("(with portraits.other)")


def test_what_nobody_lives_under_is_not_judged() -> None:
    dear = costing(instalment_fee=0.012)
    lower = {"product.instalment_fee": 0.005}
    portraits = {"one": Portrait(share=1.0), "nobody": Portrait(share=0.0, changes={"behaviour.payment_plan.share": 1.0})}
    assert blocks(check(dear))
    assert check(dear._replace(differ={"all": Difference(changes=lower)})) == check(costing(instalment_fee=0.005))
    assert not blocks(check(dear._replace(portraits=portraits, differ={"one": Difference(portrait="one", changes=lower)})))
    [left] = blocks(check(dear._replace(differ={"referred": Difference(channel=2, changes=lower)})))
    assert left.path == "product.instalment_fee"


@pytest.mark.parametrize(("least", "expected"), [(1.0, "ok"), (0.99, "block")])
def test_a_fee_on_what_cannot_be_carried_over_costs_nobody_anything(least: float, expected: str) -> None:
    assert verdict(check(costing(revolving_fee=0.001, minimum_payment=least)), "G5") == expected


@pytest.mark.parametrize(("step", "cap", "expected"), [(150, 1_000_000, "warn"), (9_999, 1_000_000, "warn"), (9_999, 500, "ok")])
def test_a_ladder_is_climbed_to_its_last_step_within_the_cap(step: int, cap: int, expected: str) -> None:
    ladder = Reward(amount=default("amount", "steps", at=(1, step), total=(5_000, 90_000)), cap_count=cap)
    assert verdict(check(Scenario(rewards={"ladder": ladder})), "G1") == expected


def test_a_line_that_pays_nothing_pays_nobody() -> None:
    nothing = {"leader": Reward(pay=2, amount=default("amount", pay=0)), "referrer": Reward(amount=default("amount", pay=0))}
    scenario = Scenario(rewards=nothing, team=Team(depth=3), compliance=Compliance(us=True, paid_in_right=True))
    assert paid_levels(scenario) == 0
    assert {each.verdict for each in check(scenario) if each.id in ("G1", "G2", "G4")} == {"ok"}
    paying = scenario._replace(rewards={**nothing, "leader": Reward(pay=2)})
    assert {each.id for each in blocks(check(paying))} == {"G1"}


@pytest.mark.parametrize("moved", [{"thin": True}, {"seasoned": True}, {"theta": -2.0}, {"luck": 2.0}])
def test_social_data_is_found_whoever_it_is_used_for(moved: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def for_some(_: str, choice: Any, facts: Any, *luck: float) -> float:
        seen = {**facts._asdict(), "luck": luck[0]}
        return 600.0 + (facts.referred and all(seen[name] == value for name, value in moved.items()))

    monkeypatch.setattr("scenarios.guardrails.g7_social_data.ask", for_some)
    assert verdict(check(Scenario()), "G7") == "block"

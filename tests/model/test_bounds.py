"""A scenario made in Python is held to the bounds that one from a file is held to."""

from __future__ import annotations

from typing import Any

import pytest

from scenarios import load, names
from sim import simulate
from sim.bounds import check
from sim.scenario import Difference, Network, Portrait, Product, Reward, Scenario, Tier, default
from sim.terms import Choice


@pytest.mark.parametrize("name", names())
def test_every_shipped_scenario_is_within_bounds(name: str) -> None:
    check(load(name))


@pytest.mark.parametrize(("changes", "says"), [
    ({"persons": 1}, "persons: 1 is not within 2 to 1e+08"),
    ({"network": Network(homophily=0.9)}, "network.homophily: 0.9 is above network.strong_share"),
    ({"network": Network(kind=3)}, "network.kind: 3 is not within 0 to 2"),
    ({"rewards": {f"line_{n}": Reward() for n in range(9)}}, "rewards: 9 lines, at most 8"),
    ({"rewards": {"bonus": Reward(amount=default("amount", pay=10_000_001))}}, "rewards.bonus.amount.pay: 100000 is not"),
    ({"rewards": {"bonus": Reward(when=Choice("on_tuesdays", ()))}}, "rewards.bonus.when: no rule 'on_tuesdays'"),
    ({"tiers": (Tier("gold", limit=float("nan")),)}, "tiers.0.limit: nan"),
    ({"portraits": {"a": Portrait(share=0.6)}}, "portraits: the shares add up to 0.6, not to 1"),
    ({"portraits": {"a": Portrait(changes={"credit.lgd": 0.5})}}, "portraits.a.credit.lgd: only population, behaviour may differ"),
    ({"portraits": {"a": Portrait(changes={"population.launch": 2.0})}}, "portraits.a.population.launch: 2 is not within"),
    ({"portraits": {"a": Portrait(changes={"behaviour.shop.speed": 2.0})}}, "portraits.a.behaviour.shop.speed: there is no"),
    ({"differ": {"a": Difference(portrait="b")}}, "differ.a.portrait: there is no portrait 'b'"),
    ({"differ": {"a": Difference(tier="gold")}}, "differ.a.tier: there is no tier 'gold'"),
    ({"differ": {"a": Difference(changes={"product.grace_days": 9})}}, "differ.a.product.grace_days: grace_days is the same for"),
    ({"differ": {"a": Difference(changes={"rewards.bonus.hold": 9})}}, "differ.a.rewards.bonus.hold: there is no 'bonus'"),
    ({"differ": {"a": Difference(changes={"credit": 9})}}, "differ.a.credit: a change names one setting"),
    ({"differ": {"a": Difference(changes={"credit.score": 9})}}, "differ.a.credit.score: 9 is no Choice of a rule"),
    ({"rewards": {"bonus": Reward()}, "differ": {
        "a": Difference(changes={"rewards.bonus.amount": default("amount", "steps")}),
        "b": Difference(channel=2, changes={"rewards.bonus.amount.pay": 5})}}, "differ: where several differences apply"),
    ({"rewards": {"cut": Reward(form=4, amount=default("amount", "rate_cut"))}}, "rewards.cut.form: consumer credit has no rate"),
    ({"product": Product(kind=1)}, "credit.first_limit: income_multiple is for consumer credit"),
    ({"behaviour": Scenario().behaviour._replace(repay=default("repay", c_to_m1=1.5))}, "behaviour.repay.c_to_m1: 1.5"),
])
def test_what_is_out_of_bounds_is_named_with_its_path(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says.replace("+", r"\+")):
        simulate(Scenario()._replace(**changes))

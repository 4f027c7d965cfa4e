"""Enterprise loans in scenario files: the short form, and what does not go with the product."""

from __future__ import annotations

import pytest

from scenarios import load
from sim.facts import Form
from sim.scenario import ENTERPRISE_LOAN

LENDER = "credit: {first_limit: revenue_multiple, limit: {ceiling: 5 000 000 CNY}}\nbehaviour: {shop: trade_cycle}\n"


def test_a_product_may_be_written_as_one_word(write) -> None:
    short, long = (load(write(f"{LENDER}product: {how}")) for how in ("enterprise_loan", "{kind: enterprise_loan}"))
    assert short.product.kind == ENTERPRISE_LOAN
    assert short == long


def test_so_may_a_network(write) -> None:
    assert load(write("persons: 50\nnetwork: complete")).network.kind == 1


def test_a_rate_discount_is_written_as_a_rate(write) -> None:
    line = "rewards: {r: {form: rate_discount, amount: {rule: rate_cut, cut: 0.2 % per year}}}"
    reward = load(write(f"{LENDER}product: enterprise_loan\n{line}")).rewards["r"]
    assert (reward.form, reward.amount.terms.cut) == (Form.RATE_DISCOUNT, 0.002)


@pytest.mark.parametrize(("text", "said"), [
    ("product: enterprise_lone", "product.kind: 'enterprise_lone' is not a choice: one of consumer_credit, enterprise_loan"),
    ("product: enterprise_lone", "did you mean 'enterprise_loan'?"),
    ("product: enterprise_loan", "income_multiple is for consumer credit and too low for a loan - use revenue_multiple"),
    ("loan: {months: 24}", "loan.months: the product is consumer credit - set product: enterprise_loan"),
    ("tiers: [{name: gold, on_time: 3, rate: 0.5 % per year}]", "tiers.0.rate: consumer credit has no rate to lower"),
    ("rewards: {r: {form: rate_discount, amount: {rule: rate_cut}}}", "rewards.r.form: consumer credit has no rate to discount"),
    ("rewards: {r: {loans: 3}}", "rewards.r.loans: consumer credit has no loans"),
    ("rewards: {r: {amount: {rule: rate_cut}}}", "rewards.r.amount: rate_cut is a part of a yearly rate"),
    (f"{LENDER}product: enterprise_loan\nrewards: {{r: {{form: rate_discount, amount: 50 CNY}}}}",
     "rewards.r.amount: a rate discount is no sum of money - write amount: {rule: rate_cut, cut: 0.2 % per year}"),
    (f"{LENDER}product: enterprise_loan\nrewards: {{r: {{form: rate_discount, amount: {{rule: rate_cut}}, budget: 90 CNY}}}}",
     "rewards.r.budget: a rate discount is no sum of money - cap it with amount.most or cap_count"),
    (f"{LENDER}product: enterprise_loan\nrewards: {{r: {{form: rate_discount, amount: {{rule: rate_cut}}, daily_budget: 1 CNY}}}}",
     "rewards.r.daily_budget: a rate discount is no sum of money - cap it with amount.most or cap_count"),
    ("credit: {first_limit: revenue_multiple}\nproduct: enterprise_loan",
     "credit.limit: the first review would cut the limits of loans down to limit.ceiling"),
    ("credit: {first_limit: revenue_multiple}\nproduct: enterprise_loan", "behaviour.shop: steady is how consumers shop"),
    ("behaviour: {shop: trade_cycle}", "behaviour.shop: trade_cycle is how enterprises borrow"),
    (f"{LENDER}product: enterprise_loan\nrewards: {{r: {{form: coupon}}}}", "coupons pay for purchases"),
    (f"{LENDER}product: enterprise_loan\nloan: {{floor: 9 % per year, ceiling: 8 % per year}}", "floor is above ceiling"),
    (f"{LENDER}product: enterprise_loan\nloan: {{rate: 7 % per month}}", "this rate is set per year: write 84 % per year"),
])
def test_what_does_not_go_together_is_told(text: str, said: str, complaint) -> None:
    assert said in complaint(text)

"""What does not go with the product: consumer credit has no rates and no loans, enterprise loans no purchases."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from sim.facts import Form
from sim.scenario import ENTERPRISE_LOAN, MOST_EARNED, NO_END, Reward, Scenario


class Misfit(NamedTuple):
    """A setting that does not go with the product or the form, and what would."""

    path: tuple[str | int, ...]
    message: str
    hint: str


def misfits(scenario: Scenario) -> Iterator[Misfit]:
    """Yield the settings that the product, consumer credit or enterprise loans, has no use for."""
    enterprise = scenario.product.kind == ENTERPRISE_LOAN
    yield from of_lending(scenario) if enterprise else of_shopping(scenario)
    if enterprise and scenario.abuse.organisers > 0.0:
        yield Misfit(("abuse", "organisers"), "rings are made of consumer accounts",
                     "leave abuse out, or set product: consumer_credit")
    for number, tier in enumerate(scenario.tiers):
        if tier.rate > 0.0 and not enterprise:
            yield Misfit(("tiers", number, "rate"), "consumer credit has no rate to lower", "set product: enterprise_loan")
    for name, line in scenario.rewards.items():
        for setting, message, hint in of_line(line, enterprise):
            yield Misfit(("rewards", name, setting), message, hint)


def of_lending(scenario: Scenario) -> Iterator[Misfit]:
    """Yield what is made for consumer credit and does harm where loans are lent."""
    credit = scenario.credit
    if credit.first_limit.rule == "income_multiple":
        yield Misfit(("credit", "first_limit"), "income_multiple is for consumer credit and too low for a loan",
                     "use revenue_multiple, or base the file on enterprise_base")
    elif getattr(credit.limit.terms, "ceiling", math.inf) < getattr(credit.first_limit.terms, "ceiling", 0):
        yield Misfit(("credit", "limit"), "the first review would cut the limits of loans down to limit.ceiling",
                     "raise it to first_limit.ceiling or more, or base the file on enterprise_base")
    if scenario.behaviour.shop.rule == "steady":
        yield Misfit(("behaviour", "shop"), "steady is how consumers shop, and a loan is no shopping",
                     "use trade_cycle, or base the file on enterprise_base")


def of_shopping(scenario: Scenario) -> Iterator[Misfit]:
    """Yield what is made for enterprise loans and does harm where consumers shop."""
    if scenario.behaviour.shop.rule == "trade_cycle":
        yield Misfit(("behaviour", "shop"), "trade_cycle is how enterprises borrow", "use steady, or set product: enterprise_loan")


def of_line(line: Reward, enterprise: bool) -> Iterator[tuple[str, str, str]]:
    """Yield the settings of a reward line that don't go together or with the product: setting, message, hint."""
    discount, cut = line.form == Form.RATE_DISCOUNT, line.amount.rule == "rate_cut"
    if discount and not enterprise:
        yield "form", "consumer credit has no rate to discount", "set product: enterprise_loan"
    if discount and not cut:
        yield "amount", "a rate discount is no sum of money", "write amount: {rule: rate_cut, cut: 0.2 % per year}"
    if cut and not discount:
        yield "amount", "rate_cut is a part of a yearly rate, which no other form pays", "set form: rate_discount"
    bounds = {"cap_amount": MOST_EARNED, "budget": NO_END, "daily_budget": NO_END}
    for setting in (name for name, none in bounds.items() if discount and getattr(line, name) != none):
        yield setting, "a rate discount is no sum of money", "cap it with amount.most or cap_count"
    if line.form == Form.COUPON and enterprise:
        yield "form", "coupons pay for purchases, and an enterprise loan is none", "pay cash, points, credit_limit or rate_discount"
    if line.loans > 1 and not enterprise:
        yield "loans", "consumer credit has no loans", "set product: enterprise_loan"

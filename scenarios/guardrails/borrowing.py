"""What borrowers pay, as rates a year: worked out from the cash flows that the product's terms bring, never declared.

A rate a year is nominal: twelve times the internal rate of return of a month (中国人民银行公告〔2021〕第3号 on
annualised rates). A flat fee of 0.8 % a month over 12 instalments is 17.3 % a year, since the sum owed falls.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from scenarios.guardrails.asking import ask
from scenarios.tree import Path
from sim.facts import Instalment, Pricing, Purchase
from sim.policy import typical_month
from sim.scenario import ENTERPRISE_LOAN, Loan, Product, Scenario
from sim.terms import Choice

DAYS_A_YEAR, MONTHS_A_YEAR = 365, 12
SIZES = (0.02, 0.2, 1.0)
"""Purchases over monthly income for which the terms of payment are asked for."""
WORST, TYPICAL = 300.0, 600.0
SCORES = (450.0, TYPICAL, 750.0)
LARGE_LOAN = 10**9
LUCK = tuple((k + 0.5) / 200 for k in range(200))
HALVINGS = 80


class Charge(NamedTuple):
    """What one kind of borrowing costs a year: nominal, and effective (compounded); and where it is set."""

    name: str
    annual: float
    effective: float
    path: Path


def charges(scenario: Scenario) -> list[Charge]:
    """Return what each kind of borrowing that the product offers costs; what costs nothing is left out."""
    own = loans(scenario, WORST) if scenario.product.kind == ENTERPRISE_LOAN else (*instalments(scenario), *carried(scenario))
    return [each for each in (*own, overdue(scenario)) if each.annual > 0.0]


def instalments(scenario: Scenario) -> Iterator[Charge]:
    """Yield the cost of each instalment plan on offer. The first instalment falls due after a month: at the earliest."""
    fee = scenario.product.instalment_fee
    for months in offered(scenario):
        yield charge(f"{months} instalments", internal_rate((1.0 / months + fee,) * months), ("product", "instalment_fee"))


def loans(scenario: Scenario, score: float) -> Iterator[Charge]:
    """Yield the cost of an enterprise's first term loan and drawdown on a line at a score."""
    loan = scenario.loan
    priced = ask("rate", loan.rate, Pricing(score, on_time=0, tier_cut=0.0))
    rate = min(max(priced, loan.floor), loan.ceiling)
    path = ("loan", "rate") if rate == priced else ("loan", "floor" if priced < rate else "ceiling")
    for name, months in (("term loan", loan.months), ("drawdown on a line", loan.line_months)):
        yield charge(f"{name} over {months} months", internal_rate((*repayments(loan, months, rate),)), path)


def repayments(loan: Loan, months: int, rate: float) -> Iterator[float]:
    """Yield what falls due each month on a loan of 1: principal by the schedule, and interest on what was left."""
    left, a_month = LARGE_LOAN, rate / MONTHS_A_YEAR
    for still in range(months, 0, -1):
        principal = ask("schedule", loan.schedule, Instalment(left, still, a_month))
        yield (principal + a_month * left) / LARGE_LOAN
        left -= principal


def carried(scenario: Scenario) -> Iterator[Charge]:
    """Yield the cost of what is carried over after a minimum payment, where anything can be."""
    if carries_debt(scenario.product):
        yield daily("carried balance", scenario.product.revolving_fee, ("product", "revolving_fee"))


def carries_debt(product: Product) -> bool:
    """Tell whether a balance can be carried over at a charge."""
    return product.minimum_payment < 1.0 and product.revolving_fee > 0.0


def overdue(scenario: Scenario) -> Charge:
    """Return the cost of what is overdue."""
    return daily("overdue balance", scenario.product.late_fee, ("product", "late_fee"))


def daily(name: str, fee: float, path: Path) -> Charge:
    """Return the cost of a fee for each day of a calendar year, billed monthly."""
    return charge(name, fee * DAYS_A_YEAR / MONTHS_A_YEAR, path)


def charge(name: str, rate: float, path: Path) -> Charge:
    """Return the cost a year for a rate per month."""
    return Charge(name, MONTHS_A_YEAR * rate, (1.0 + rate) ** MONTHS_A_YEAR - 1.0, path)


def percent(share: float) -> str:
    """Return a share in percent."""
    return f"{100.0 * share:.1f} %"


@lru_cache(maxsize=1024)
def internal_rate(due: tuple[float, ...]) -> float:
    """Return the rate per period at which payments, one a period from the first on, are worth the 1 that was lent.

    Their present value falls with the rate, so halving an interval finds it; payments that do not make up 1 have rate 0.
    scipy would find the same and takes a quarter of a second to import.

    >>> round(12 * internal_rate((1 / 12 + 0.008,) * 12), 3)
    0.173
    """
    low, high = 0.0, max(sum(due) - 1.0, 0.0)
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        worth = sum(payment / (1.0 + middle) ** period for period, payment in enumerate(due, 1))
        low, high = (middle, high) if worth > 1.0 else (low, middle)
    return high


def offered(scenario: Scenario) -> list[int]:
    """Return the instalment plans on offer, in months, whatever the purchase and the score."""
    choice, income = scenario.behaviour.payment_plan, scenario.population.income_median
    found = {months for size in SIZES for score in SCORES for months in plans(choice, income, int(size * income), score)}
    return sorted(found - {0})


@lru_cache(maxsize=256)
def plans(payment_plan: Choice, income: int, amount: int, score: float) -> Counter[int]:
    """Return by how many of 200 equal draws of luck a purchase is paid over so many months, 0 being pay later."""
    purchase = Purchase(amount, income, score, wont_pay=False)
    return Counter(int(ask("payment_plan", payment_plan, purchase, luck)) for luck in LUCK)


def average(scenario: Scenario) -> Charge:
    """Return the average cost of new loans: of a typical purchase's instalment plans, or of enterprise loans at 600 points.

    Purchases paid on the next statement are free of charge and are left out: with them the average would be lower.
    """
    if scenario.product.kind == ENTERPRISE_LOAN:
        return next(loans(scenario, TYPICAL))
    month = typical_month(scenario)
    income = scenario.population.income_median
    taken = plans(scenario.behaviour.payment_plan, income, month.spent // month.purchases, TYPICAL)
    costs = [(cost, taken[months]) for months, cost in zip(offered(scenario), instalments(scenario), strict=True)]
    count = sum(times for _, times in costs) or 1
    rate = sum(cost.annual * times for cost, times in costs) / count / MONTHS_A_YEAR
    return charge("new instalment plans", rate, ("product", "instalment_fee"))

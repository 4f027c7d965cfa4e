"""Enterprise loans: schedules against an independent library and by hand, commission and its claw-back, grades and discounts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy_financial as npf
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scenarios import load
from sim import decide
from sim.audit import audit
from sim.decide import chosen
from sim.engine import Engine
from sim.facts import Facility, Instalment, Payment
from sim.ledger import Cause
from sim.lifecycle.promise import offered
from sim.policy import policy_of
from sim.scenario import ENTERPRISE_LOAN, Product, Reward, Scenario, Tier, default
from sim.tables import Payout, State, Tally
from sim.terms import RATE_UNIT
from tests.model.script import Scripted, Someone, predictable
from tests.model.settings import always_pay

REVENUE = 10_000_000
MONTH, GRACE = 30, 15
LOANS = yaml.safe_load((Path(__file__).parents[1] / "worked" / "loans.yaml").read_text())

sums = st.integers(1_000_00, 10_000_000_00)
rates = st.integers(1, 36_000)
terms = st.integers(1, 60)


def schedule(rule: str, amount: int, months: int, rate: int) -> tuple[list[int], list[int]]:
    """Return principal and interest of each month, as statement by statement a loan asks for them."""
    how, left, principal, interest = chosen("schedule", default("schedule", rule)), amount, [], []
    for ahead in range(months, 0, -1):
        interest.append(int(RATE_UNIT * rate * left * MONTH / 360 + 0.5))
        principal.append(decide.schedule(Instalment(left, ahead, RATE_UNIT * rate / 12.0), how))
        left -= principal[-1]
    return principal, interest


@given(amount=sums, months=terms, rate=rates)
def test_an_annuity_is_the_librarys(amount: int, months: int, rate: int) -> None:
    principal, interest = schedule("annuity", amount, months, rate)
    monthly, periods = RATE_UNIT * rate / 12.0, np.arange(1, months + 1)
    assert sum(principal) == amount
    # each month rounds once to a whole unit, and what is left carries the rounding on
    assert principal == pytest.approx(-npf.ppmt(monthly, periods, months, amount), abs=months + 1)
    assert interest == pytest.approx(-npf.ipmt(monthly, periods, months, amount), abs=months + 1)
    assert np.add(principal, interest) == pytest.approx(-float(npf.pmt(monthly, months, amount)), abs=months + 1)


@given(amount=sums, months=terms, rate=rates)
def test_equal_principal_is_equal_and_its_interest_falls_in_a_line(amount: int, months: int, rate: int) -> None:
    principal, interest = schedule("equal_principal", amount, months, rate)
    assert sum(principal) == amount
    assert max(principal) - min(principal) <= 1
    left = amount * (1.0 - np.arange(months) / months)
    assert interest == pytest.approx(RATE_UNIT * rate / 12.0 * left, abs=2.0)


@pytest.mark.parametrize("rule", ["annuity", "equal_principal"])
@given(amount=st.integers(10_000_00, 10_000_000_00), months=st.integers(2, 36), rate=st.integers(1_000, 20_000))
def test_what_the_borrower_pays_has_the_loans_rate(rule: str, amount: int, months: int, rate: int) -> None:
    payments = np.add(*schedule(rule, amount, months, rate))
    assert 12.0 * npf.irr([-amount, *payments]) == pytest.approx(RATE_UNIT * rate, abs=12.0 / amount)


def enterprise(persons: int, days: int, **settings: Any) -> Scenario:
    """Return a world of enterprises in which nothing happens but what a script says: term loans of one month's revenue."""
    loan = Scenario().loan._replace(
        facility=default("facility", lines=0.0),
        rate=default("rate", rate=0.06),
        schedule=default("schedule", "annuity"),
        drawdown=default("drawdown", term_loan=1.0, line=0.5, sigma=0.0, rate_slope=0.0),
        months=6,
        line_months=3,
        processing=1,
    )
    lender = {
        "product": Product(kind=ENTERPRISE_LOAN),
        "loan": loan,
        "credit__first_limit": default("first_limit", "revenue_multiple", months=1.5, slope=0.0, ceiling=100_000_000),
        "credit__limit": default("limit", ceiling=100_000_000, rounding=1_000_000),
        "behaviour__shop": default("shop", "trade_cycle"),
        "behaviour__repay": always_pay(),
    }
    return predictable(persons, days, **{**lender, **settings})


def play(scenario: Scenario, people: int = 1, **script: Any) -> Scripted:
    """Play a script and audit every day."""
    driver = Scripted(scenario, [Someone(income=REVENUE)] * people, **script)

    def look(today: int) -> None:
        assert audit(driver.life, today) == []

    driver.run(look)
    return driver


def asked(driver: Scripted, cause: Cause, account: int = 0) -> list[tuple[int, int]]:
    """Return the postings of a cause to an account: day and amount."""
    return [(day, amount) for day, a, why, amount in driver.postings() if why == cause and a == account]


@pytest.mark.parametrize("loan", LOANS, ids=lambda loan: loan["name"])
def test_a_loan_is_repaid_as_worked_out_by_hand(loan: dict[str, Any]) -> None:
    terms = {"schedule": default("schedule", loan["schedule"]), "rate": default("rate", rate=loan["rate"])}
    base = enterprise(2, loan["statements"][-1]["day"] + GRACE + 1)
    driver = play(base._replace(loan=base.loan._replace(**terms)), comes=[(0, 0)], acts=[(loan["disbursed"], 0, "buys")])
    interest, repaid = dict(asked(driver, Cause.INTEREST)), dict(asked(driver, Cause.PRINCIPAL_REPAID))
    assert asked(driver, Cause.LOAN_DISBURSED) == [(loan["disbursed"], loan["sum"])]
    assert interest == {row["day"]: row["interest"] for row in loan["statements"]}
    assert repaid == {row["day"] + GRACE: row["principal"] for row in loan["statements"] if row["principal"]}
    assert driver.account(0).plan_balance == 0


def test_a_term_loan_is_renewed_only_once_it_is_repaid() -> None:
    days = 3 + MONTH * 8 + GRACE + 2
    acts = [(3, 0, "buys"), (100, 0, "buys"), (days - 1, 0, "buys")]
    driver = play(enterprise(2, days), comes=[(0, 0)], acts=acts)
    assert [day for day, _ in asked(driver, Cause.LOAN_DISBURSED)] == [3, days - 1]


def test_a_line_is_drawn_on_while_there_is_room_and_each_drawdown_has_its_own_schedule() -> None:
    base = enterprise(2, 200)
    lines = base._replace(loan=base.loan._replace(facility=default("facility", lines=1.0)))
    driver = play(lines, comes=[(0, 0)], acts=[(day, 0, "buys") for day in (3, 10, 20, 25)])
    assert driver.account(0).facility == Facility.LINE
    half = REVENUE // 2
    assert asked(driver, Cause.LOAN_DISBURSED) == [(3, half), (10, half), (20, half)], "a line of one and a half months"
    days = [dict(asked(driver, Cause.PRINCIPAL_REPAID))[60 + MONTH * k + GRACE] for k in range(3)]
    assert sum(days) == 3 * half


def test_nobody_borrows_before_the_loan_is_processed() -> None:
    base = enterprise(2, 20)
    slow = base._replace(loan=base.loan._replace(processing=7))
    driver = play(slow, comes=[(0, 0)], acts=[(5, 0, "buys"), (7, 0, "buys")])
    assert [day for day, _ in asked(driver, Cause.LOAN_DISBURSED)] == [7]


COMMISSION = Reward(
    when=default("trigger", "disbursed"),
    amount=default("amount", "share_disbursed", share=0.01),
    loans=2,
    hold=90,
    claw_back=default("claw_back", "early_default", within=360, bucket=1, share=0.5),
)
BROUGHT = {"comes": [(0, 0)], "friends": [(0, 1)]}
STORY = [(2, 0, "buys"), (5, 0, "invites"), (5, 1, "accepts"), (8, 1, "buys")]


def misses(first: int, times: int) -> dict[tuple[int, int], Payment]:
    """Return missed payments of the friend, opened on day 5, from the n-th statement on."""
    return {(5 + MONTH * (first + k) + GRACE, 1): Payment.NOTHING for k in range(times)}


@pytest.mark.parametrize(
    ("payments", "paid", "status"),
    [
        ({}, 100_000, Payout.PAID),
        (misses(1, 1), 50_000, Payout.PAID),
        (misses(5, 1), 50_000, Payout.PAID),
        (misses(1, 6), 0, Payout.CLAWED_BACK),
    ],
    ids=["good", "late while held", "late after it was paid", "written off"],
)
def test_half_the_commission_is_lost_at_the_first_default_and_all_of_it_with_the_loan(payments, paid, status) -> None:
    scenario = enterprise(2, 300, rewards={"commission": COMMISSION}, credit__charge_off=default("charge_off", days=150))
    driver = play(scenario, 2, acts=STORY, payments=payments, **BROUGHT)
    payout = driver.life.tables.payouts[0]
    assert payout.amount == REVENUE // 100
    assert driver.account(0).wallet == payout.amount - payout.taken == paid
    assert payout.status == status
    assert (driver.account(1).state == State.CHARGED_OFF) == (paid == 0)


def test_the_commission_is_held_for_three_months() -> None:
    driver = play(enterprise(2, 100, rewards={"commission": COMMISSION}), 2, acts=STORY, **BROUGHT)
    assert [day for day, _ in asked(driver, Cause.REWARD_EARNED)] == [8]
    assert [day for day, _ in asked(driver, Cause.CASH_PAID)] == [98]


def test_each_of_the_first_loans_is_paid_for_and_no_further_one() -> None:
    base = enterprise(2, 300, rewards={"commission": COMMISSION})
    short, again = base._replace(loan=base.loan._replace(months=2)), [(day, 1, "buys") for day in range(9, 300)]
    driver = play(short, 2, acts=[*STORY, *again], **BROUGHT)
    assert len(asked(driver, Cause.LOAN_DISBURSED, 1)) >= 3
    assert [amount for _, amount in asked(driver, Cause.REWARD_EARNED)] == [REVENUE // 100] * 2


def discount(cut: float, **settings: Any) -> Reward:
    """Return a lower rate for the referrer at the friend's loan."""
    cuts = default("amount", "rate_cut", cut=cut, most=0.05)
    return Reward(when=default("trigger", "disbursed"), amount=cuts, form=4, **settings)


@pytest.mark.parametrize(("cut", "charged"), [(0.01, 0.05), (0.05, 0.0348)], ids=["a point", "down to the floor"])
def test_a_rate_discount_comes_off_the_interest_and_never_below_the_floor(cut: float, charged: float) -> None:
    plain, lower = (
        play(enterprise(2, 100, rewards=rewards), 2, acts=STORY, **BROUGHT) for rewards in ({}, {"lower": discount(cut)})
    )
    # the statement of day 30 asks for the days up to it at the rate of day 2; the next one for a month
    before, after = (dict(asked(driver, Cause.INTEREST)) for driver in (plain, lower))
    assert after[30] == before[30]
    assert after[60] == pytest.approx(charged / 12.0 * REVENUE, abs=1.0)
    forgone = lower.life.tables.days["tally"][:, Tally.INTEREST_FORGONE]
    assert forgone[60] == before[60] - after[60] > 0
    assert forgone.sum() == pytest.approx(sum((0.06 - charged) / 12.0 * left for left in remaining(lower)), abs=4.0)


def remaining(driver: Scripted) -> list[int]:
    """Return the principal on which each full month's interest of the referrer was charged, by the amounts repaid."""
    left, owed = REVENUE, []
    for day, amount in asked(driver, Cause.PRINCIPAL_REPAID):
        owed.append(left)
        left -= amount
        assert day > 30
    return [*owed, left]


def test_a_lower_rate_is_lost_with_the_friend() -> None:
    reward = discount(0.01, claw_back=default("claw_back", "early_default", within=360, bucket=1))
    driver = play(enterprise(2, 100, rewards={"lower": reward}), 2, acts=STORY, payments=misses(1, 1), **BROUGHT)
    assert driver.life.tables.payouts[0].status == Payout.CLAWED_BACK
    assert driver.account(0).earned_discount == 0


def test_a_better_record_gets_a_lower_rate_and_a_larger_loan() -> None:
    base = enterprise(2, 300, tiers=(Tier("steady", on_time=5, limit=2.0, rate=0.005),))
    graded = default("rate", "graded", middle=0.06, score=600.0, history=0.001, most_history=0.003)
    needy = base.loan.drawdown._replace(terms=base.loan.drawdown.terms._replace(term_loan=12.0))
    scenario = base._replace(loan=base.loan._replace(rate=graded, drawdown=needy))
    again = [(day, 0, "buys") for day in range(2, 300)]
    good, late = (
        play(scenario, comes=[(0, 0)], acts=again, payments=payments)
        for payments in ({}, {(180 + GRACE, 0): Payment.NOTHING})
    )
    rates = [driver.account(0).rate * RATE_UNIT for driver in (good, late)]
    assert rates[0] == pytest.approx(0.06 - 0.005 - 0.003)
    assert rates[0] < rates[1] <= 0.0600001
    sums = [asked(driver, Cause.LOAN_DISBURSED)[1][1] for driver in (good, late)]
    assert sums == [3 * REVENUE, 3 * REVENUE // 2]


def test_a_grade_is_a_band_of_the_score() -> None:
    for theta, rate in ((1.5, 0.046), (0.5, 0.053), (0.0, 0.06), (-0.5, 0.067), (-1.0, 0.074)):
        base = enterprise(2, 5)
        terms = default("rate", "graded", middle=0.06, score=600.0)
        driver = Scripted(base._replace(loan=base.loan._replace(rate=terms)), [Someone(theta, REVENUE)], [(0, 0)], [(2, 0, "buys")])
        driver.run()
        assert driver.account(0).rate * RATE_UNIT == pytest.approx(rate), theta


def test_a_bad_loan_stays_on_the_books_until_it_is_written_off() -> None:
    scenario = enterprise(2, 480, credit__charge_off=default("charge_off", days=360))
    never = {(MONTH * k + GRACE, 0): Payment.NOTHING for k in range(1, 17)}
    driver = play(scenario, comes=[(0, 0)], acts=[(2, 0, "buys")], payments=never)
    balance = driver.life.tables.days["balance_by_bucket"].sum(axis=1)
    written_off = int(driver.account(0).ended)
    assert written_off == 30 + GRACE + 360
    assert (balance[2:written_off] == REVENUE).all()
    assert balance[written_off] == 0


def test_seasons_are_for_shoppers() -> None:
    base = enterprise(300, 120, population__launch=0.5, behaviour__activate=default("activate", rate=0.5))
    festive = base._replace(season=base.season._replace(calendar=default("season", "festivals"), starts=4))
    plain, busy = (Engine(scenario, 3).run().tables.days["posted"] for scenario in (base, festive))
    assert plain[:, Cause.LOAN_DISBURSED].sum() > 0
    assert np.array_equal(plain, busy)


def test_a_commission_is_imagined_on_one_loan_however_late_it_comes() -> None:
    def imagined(trigger: str, **terms: int) -> int:
        amount = default("amount", "share_disbursed", share=0.01)
        line = Reward(when=default("trigger", trigger, **terms), amount=amount)
        world = enterprise(2, 100, rewards={"commission": line}, population__income_median=REVENUE)
        return int(policy_of(world).lines[0].typical_spend)

    assert imagined("on_time_payments", payments=3) == imagined("disbursed") > 0


@pytest.mark.parametrize(("floor", "had", "felt"), [(0.0348, 0, 1_000), (0.055, 0, 500), (0.06, 0, 0), (0.0348, 2_520, 0)])
def test_a_discount_is_worth_only_what_the_floor_leaves_of_it(floor: float, had: int, felt: int) -> None:
    """A point off a rate of 6 %: half of it counts above a floor of 5.5 %, nothing at 6 % or once 2.52 points are had."""
    policy = policy_of(enterprise(2, 100, rewards={"lower": discount(0.01)}, loan__floor=floor))
    whole = int(felt * RATE_UNIT * float(policy.usual_balance) * REVENUE)
    plainly = getattr(offered, "py_func", offered)
    assert plainly(policy, 0, 1_000, float(REVENUE), had) == whole


def test_the_shipped_commission_is_lost_with_the_loan() -> None:
    """A loan that is never repaid is written off while the commission for it can still be taken back."""
    shipped = load("enterprise_referral")
    scenario = enterprise(2, 480, rewards=dict(shipped.rewards), credit__charge_off=shipped.credit.charge_off)
    driver = play(scenario, 2, acts=STORY, payments=misses(1, 16), **BROUGHT)
    assert driver.account(1).state == State.CHARGED_OFF
    assert driver.life.tables.payouts[0].status == Payout.CLAWED_BACK
    assert driver.account(0).wallet == 0

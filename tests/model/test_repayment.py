"""What a statement asks for and what a payment does, to the fen."""

from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sim.audit import audit
from sim.engine import Engine
from sim.facts import Payment
from sim.ledger import Cause
from sim.scenario import Product, default
from sim.tables import ACCOUNTS, NONE, State
from tests.model.script import Scripted, Someone, predictable
from tests.model.settings import always_pay, crowd

ONLY, DUE = 0, 45
"""One customer, who comes on day 0; her first statement is of day 30 and due on day 45."""
quick = (Phase.explicit, Phase.generate)  # a life is too long to be shrunk
few = settings(max_examples=8, phases=quick)
incomes = st.integers(30_000, 900_000)
payments = st.sampled_from(Payment)


def by_instalments(months: int) -> dict[str, object]:
    """Settings under which every purchase is paid by a plan of so many months."""
    weights = {name: float(n == months) for name, n in {"three": 3, "six": 6, "twelve": 12, "twenty_four": 24}.items()}
    return {"behaviour__payment_plan": default("payment_plan", share=1.0, size_slope=0.0, score_slope=0.0, **weights)}


def one_customer(
    income: int, days: int, buys: tuple[int, ...] = (0,), pays: dict[int, Payment] | None = None, **terms: object
) -> Scripted:
    """Play the months of one customer whose limit is four months' income."""
    scenario = predictable(
        2, days, credit__first_limit=default("first_limit", multiple=4.0, floor=0, ceiling=10**8), **terms
    )
    driver = Scripted(
        scenario,
        [Someone(income=income)],
        [(0, ONLY)],
        [(day, ONLY, "buys") for day in buys],
        {(day, ONLY): payment for day, payment in (pays or {}).items()},
    )
    driver.run(lambda today: reconciles(driver, today))
    return driver


def reconciles(driver: Scripted, today: int) -> None:
    if today % 5 == 0:
        assert audit(driver.life, today) == []


def posted(driver: Scripted, cause: Cause) -> dict[int, int]:
    """Return what was posted for a cause, by day."""
    sums: dict[int, int] = {}
    for day, _, of, amount in driver.postings():
        if of == cause:
            sums[day] = sums.get(day, 0) + amount
    return sums


@few
@given(income=incomes, months=st.sampled_from([3, 6, 12, 24]), fee=st.floats(0.0, 0.05))
def test_instalments_sum_to_the_purchase_and_differ_by_a_fen_at_most(income: int, months: int, fee: float) -> None:
    driver = one_customer(income, 30 * months + 30, product=Product(instalment_fee=fee), **by_instalments(months))
    bought, fees = posted(driver, Cause.PURCHASE)[0], posted(driver, Cause.INSTALMENT_FEE)
    paid = posted(driver, Cause.PRINCIPAL_REPAID)
    assert list(paid) == [DUE + 30 * month for month in range(months)]
    assert sum(paid.values()) == bought
    assert max(paid.values()) - min(paid.values()) <= 1
    assert set(fees.values()) <= {int(fee * bought + 0.5)}
    assert sum(posted(driver, Cause.FEES_REPAID).values()) == sum(fees.values())
    assert driver.account(ONLY).plans == NONE


@few
@given(income=incomes, least=st.floats(0.01, 1.0), rate=st.floats(0.0, 0.005))
def test_the_minimum_keeps_current_and_the_rest_revolves_at_its_fee(income: int, least: float, rate: float) -> None:
    driver = one_customer(
        income, 90, pays={DUE: Payment.MINIMUM}, product=Product(minimum_payment=least, revolving_fee=rate)
    )
    bought = posted(driver, Cause.PURCHASE)[0]
    part = int(least * bought + 0.5)
    repaid = {DUE: part, DUE + 30: bought - part}
    assert posted(driver, Cause.PRINCIPAL_REPAID) == {day: amount for day, amount in repaid.items() if amount}
    fee = int(rate * 30 * (bought - part) + 0.5)
    assert posted(driver, Cause.REVOLVING_FEE) == ({60: fee} if fee else {})
    assert driver.account(ONLY).worst == 0


@few
@given(income=incomes, rate=st.floats(0.0, 0.005), grace=st.integers(1, 29))
def test_late_fees_run_on_what_is_overdue_for_thirty_days_a_statement_at_most(
    income: int, rate: float, grace: int
) -> None:
    due = 30 + grace
    driver = one_customer(
        income,
        30 + 90,
        pays=dict.fromkeys((due, due + 30), Payment.NOTHING),
        product=Product(late_fee=rate, grace_days=grace),
    )
    bought = posted(driver, Cause.PURCHASE)[0]
    first = int(rate * (30 - grace) * bought + 0.5)
    second = int(rate * 30 * (bought + first) + 0.5)
    fees = {60: first, 90: second}
    assert posted(driver, Cause.LATE_FEE) == {day: fee for day, fee in fees.items() if fee}


@settings(max_examples=15, phases=quick)
@given(income=incomes, paid=st.lists(payments, min_size=12, max_size=12), plan=st.sampled_from([0, 3, 12]))
def test_days_past_due_and_bucket_tell_the_same_whatever_is_paid(income: int, paid: list[Payment], plan: int) -> None:
    # the audit of every day holds that an account in bucket b is more than 30 (b - 1) and at most 30 b days past due
    pays = {DUE + 30 * month: payment for month, payment in enumerate(paid)}
    terms = by_instalments(plan) if plan else {}
    driver = one_customer(income, 420, buys=(0, 20, 80, 140, 200), pays=pays, **terms)
    account = driver.account(ONLY)
    assert account.state in (State.OPEN, State.CHARGED_OFF)
    assert account.worst <= 7


@pytest.mark.parametrize("limit", [90, 120, 150, 180])
def test_an_account_is_written_off_on_the_very_day(limit: int) -> None:
    driver = one_customer(
        500_000,
        300,
        pays={DUE + 30 * k: Payment.NOTHING for k in range(9)},
        credit__charge_off=default("charge_off", days=limit),
    )
    account = driver.account(ONLY)
    assert (account.state, account.ended) == (State.CHARGED_OFF, DUE + limit)
    assert posted(driver, Cause.CREDIT_LOSS) == {DUE + limit: 25_000}
    assert sum(posted(driver, Cause.FEE_LOSS).values()) == sum(posted(driver, Cause.LATE_FEE).values())
    assert sum(posted(driver, Cause.PROVISION).values()) == 0


@few
@given(income=incomes, lgd=st.floats(0.0, 1.0), months=st.integers(1, 14))
def test_recoveries_come_to_exactly_what_is_not_lost(income: int, lgd: float, months: int) -> None:
    driver = one_customer(
        income,
        DUE + 90 + 30 * months + 31,
        pays={DUE + 30 * k: Payment.NOTHING for k in range(4)},
        credit__charge_off=default("charge_off", days=90),
        credit__lgd=lgd,
        credit__recover=default("recover", months=months),
    )
    back = posted(driver, Cause.RECOVERY)
    lost = posted(driver, Cause.CREDIT_LOSS)[DUE + 90]
    assert sum(back.values()) == int((1.0 - lgd) * lost + 0.5)
    if back:
        assert max(back) <= DUE + 90 + 30 * months
        assert max(back.values()) - min(back.values()) <= 1 or len(back) < months


def test_one_month_of_three_is_paid_to_the_oldest_statement_and_the_account_stays_in_its_bucket() -> None:
    pays = {DUE: Payment.NOTHING, DUE + 30: Payment.NOTHING, DUE + 60: Payment.ONE_MONTH, DUE + 90: Payment.TWO_MONTHS}
    driver = one_customer(
        600_000, 180, pays=pays, product=Product(instalment_fee=0.0, late_fee=0.0), **by_instalments(12)
    )
    paid = posted(driver, Cause.PRINCIPAL_REPAID)
    assert paid[DUE + 60] == 2_500
    assert paid[DUE + 90] == 5_000
    assert paid[DUE + 120] == 5_000, "one of two is left, and the current one"
    assert driver.account(ONLY).worst == 2


@few
@given(seed=st.integers(0, 2**63 - 1), share=st.floats(0.05, 1.0), multiple=st.floats(0.1, 2.0))
def test_spending_never_exceeds_the_limit(seed: int, share: float, multiple: float) -> None:
    engine = Engine(
        crowd(
            persons=60,
            days=100,
            behaviour__basket=default("basket", share=share, sigma=2.0),
            behaviour__intent=default("intent", share=0.1),
            behaviour__repay=always_pay(c_to_m1=0.2, minimum_share=0.5),
            credit__first_limit=default("first_limit", multiple=multiple, floor=0),
        ),
        seed,
    )
    full = 0

    def look(today: int) -> None:
        nonlocal full
        accounts = engine.life.tables.accounts[: engine.life.world.count[ACCOUNTS]]
        buyers = accounts[accounts["last_purchase"] == today]
        owed = buyers["pay_later"] + buyers["carried"] + buyers["plan_balance"] + buyers["owed_principal"].sum(axis=1)
        assert (owed <= buyers["limit"]).all()
        full += (owed == buyers["limit"]).sum()

    engine.run(look)
    assert full > 0, "somebody used all of it"

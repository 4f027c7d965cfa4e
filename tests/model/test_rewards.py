"""The life of a reward: earned on the event, held to the day, paid in its form, capped, taken back."""

from __future__ import annotations

from typing import Any

import pytest

from sim.audit import audit
from sim.engine import Engine
from sim.facts import Payment
from sim.ledger import Cause
from sim.scenario import MOST_REWARDS, Economics, Reward, Team, Tier, default
from sim.tables import PAYOUTS, Tally
from tests.model.script import Scripted, Someone, predictable
from tests.model.settings import crowd

REFERRER = 0
DUE = 45


def star(
    friends: int,
    reward: Reward,
    days: int = 200,
    pays: dict[tuple[int, int], Payment] | None = None,
    acts: tuple[tuple[int, int, str], ...] = (),
    first: int = 5,
    **settings: Any,
) -> Scripted:
    """Play one referrer who on day 1 brings some friends; friend k buys on day ``first`` + k."""
    scenario = predictable(
        1 + friends, days, rewards={"line": reward}, behaviour__friends_at_once=max(friends, 1), **settings
    )
    script = [(1, REFERRER, "buys"), (2, REFERRER, "invites"), *acts]
    for k in range(1, friends + 1):
        script += [(2, k, "accepts"), (first + k, k, "buys")]
    driver = Scripted(
        scenario,
        [Someone()] * (1 + friends),
        [(0, REFERRER)],
        script,
        pays or {},
        friends=[(REFERRER, k) for k in range(1, friends + 1)],
    )
    driver.run(lambda today: reconciles(driver, today))
    return driver


def reconciles(driver: Scripted, today: int) -> None:
    assert audit(driver.life, today) == []


def posted(driver: Scripted, cause: Cause) -> list[tuple[int, int]]:
    """Return day and amount of each posting for a cause."""
    return [(day, amount) for day, _, of, amount in driver.postings() if of == cause]


def tally(driver: Scripted, which: Tally) -> int:
    return int(driver.life.tables.days["tally"][:, which].sum())


def fixed(pay: int = 5_000) -> Any:
    return default("amount", pay=pay)


@pytest.mark.parametrize("hold", [0, 1, 14, 90])
def test_a_reward_is_paid_when_its_holding_period_is_over_and_not_a_day_sooner(hold: int) -> None:
    driver = star(2, Reward(amount=fixed(), hold=hold))
    assert posted(driver, Cause.REWARD_EARNED) == [(6, 5_000), (7, 5_000)]
    assert posted(driver, Cause.CASH_PAID) == [(6 + hold, 5_000), (7 + hold, 5_000)]


def test_steps_by_count_pay_up_to_the_totals_of_the_ladder() -> None:
    driver = star(9, Reward(amount=default("amount", "steps")))
    assert [amount for _, amount in posted(driver, Cause.CASH_PAID)] == [10_000, 38_000, 50_000, 70_000]
    assert driver.account(REFERRER).wallet == 168_000


@pytest.mark.parametrize(
    ("cap", "paid"),
    [
        ({"cap_count": 3}, 3),
        ({"cap_amount": 19_999}, 3),
        ({"cap_amount": 20_000}, 4),
        ({"budget": 10_000}, 2),
        ({"budget": 9_999}, 1),
    ],
)
def test_caps_and_budgets_are_used_to_the_last_reward_that_fits(cap: dict[str, int], paid: int) -> None:
    driver = star(6, Reward(amount=fixed(), **cap))
    assert len(posted(driver, Cause.CASH_PAID)) == paid
    assert driver.account(REFERRER).wallet == 5_000 * paid
    if "budget" not in cap:
        assert tally(driver, Tally.OVER_CAP) == 6 - paid


def test_the_campaign_budget_binds_all_lines_together() -> None:
    driver = star(6, Reward(amount=fixed()), economics=Economics(campaign_budget=12_000))
    assert len(posted(driver, Cause.CASH_PAID)) == 2
    assert int(driver.life.world.used[MOST_REWARDS]) == 10_000
    assert tally(driver, Tally.OVER_BUDGET) == 4


def test_the_window_is_open_from_its_first_to_its_last_day() -> None:
    driver = star(6, Reward(amount=fixed(), from_day=8, to_day=10), days=30)
    assert [day for day, _ in posted(driver, Cause.REWARD_EARNED)] == [8, 9, 10]


@pytest.mark.parametrize(("hold", "cause"), [(60, Cause.REWARD_CANCELLED), (0, Cause.CASH_CLAWED_BACK)])
def test_a_reward_is_taken_back_before_it_is_paid_or_after(hold: int, cause: Cause) -> None:
    # the friend buys on day 6, her statement of day 32 is due on day 47 and missed
    reward = Reward(amount=fixed(), hold=hold, claw_back=default("claw_back", "early_default", bucket=1))
    driver = star(1, reward, pays={(47, 1): Payment.NOTHING})
    assert posted(driver, cause) == [(47, 5_000)]
    assert driver.account(REFERRER).wallet == 0
    assert int(driver.life.world.used[0]) == 0
    assert len(posted(driver, Cause.CASH_PAID)) == (hold == 0)


@pytest.mark.parametrize(("within", "taken"), [(41, True), (40, False)])
def test_the_period_of_a_claw_back_ends_on_its_day(within: int, taken: bool) -> None:
    reward = Reward(amount=fixed(), claw_back=default("claw_back", "early_default", within=within, bucket=1))
    assert bool(posted(star(1, reward, pays={(47, 1): Payment.NOTHING}), Cause.CASH_CLAWED_BACK)) == taken


def test_who_closes_early_takes_the_reward_along() -> None:
    # paid on day 47, leaves at the statement of day 62; the reward phase of day 63 hears of it
    reward = Reward(amount=fixed(), claw_back=default("claw_back", "early_exit", within=90))
    driver = star(1, reward, acts=((62, 1, "leaves"),))
    assert posted(driver, Cause.CASH_CLAWED_BACK) == [(63, 5_000)]


def test_points_lapse_by_the_breakage_and_no_more_than_the_rest_is_clawed_back() -> None:
    reward = Reward(amount=fixed(3_333), form=1, claw_back=default("claw_back", "early_default", bucket=1))
    driver = star(1, reward, pays={(47, 1): Payment.NOTHING}, economics=Economics(points_breakage=0.30))
    assert posted(driver, Cause.POINTS_LAPSED) == [(6, 1_000)]
    assert posted(driver, Cause.POINTS_CLAWED_BACK) == [(47, 2_333)]
    assert driver.account(REFERRER).points == 0


def test_a_coupon_pays_its_part_of_the_next_purchase_and_the_rest_lapses() -> None:
    # earned on day 6, valid for 60 days; half of a purchase of 30,000 at most; the statement after day 66 is of day 90
    driver = star(
        1,
        Reward(amount=fixed(20_000), form=2),
        acts=((20, REFERRER, "buys"),),
        economics=Economics(coupon_days=60, coupon_share=0.5),
    )
    assert posted(driver, Cause.COUPON_PAID) == [(6, 20_000)]
    assert posted(driver, Cause.COUPON_USED) == [(20, 15_000)]
    assert posted(driver, Cause.COUPON_LAPSED) == [(90, 5_000)]


def test_credit_limit_raises_the_limit_and_moves_no_money() -> None:
    driver = star(2, Reward(amount=fixed(50_000), form=3), days=30)
    account = driver.account(REFERRER)
    assert (account.limit, account.earned_limit) == (account.first_limit + 100_000, 100_000)
    rewards = [Cause.REWARD_EARNED, Cause.CASH_PAID, Cause.POINTS_PAID, Cause.COUPON_PAID]
    assert not any(posted(driver, cause) for cause in rewards)


def test_credit_limit_is_taken_back_as_it_was_given() -> None:
    reward = Reward(amount=fixed(50_000), form=3, claw_back=default("claw_back", "early_default", bucket=1))
    account = star(1, reward, pays={(47, 1): Payment.NOTHING}).account(REFERRER)
    assert (account.limit, account.earned_limit) == (account.first_limit, 0)


def test_the_payees_tier_multiplies_her_reward() -> None:
    # one statement on time by day 45, silver at the statement of day 60; friends buy on days 59, 60 and 61
    driver = star(3, Reward(amount=fixed(), by_tier=True), first=58, tiers=(Tier("silver", on_time=1, reward=1.5),))
    assert posted(driver, Cause.CASH_PAID) == [(59, 5_000), (60, 7_500), (61, 7_500)]


def test_a_leaders_line_pays_the_nearest_leader_above_the_friend() -> None:
    # the referrer leads from her statement of day 30 on, by the two friends who have bought until then
    team = Team(depth=1, qualify=default("qualify", friends=2, on_time=0))
    driver = star(4, Reward(pay=2, amount=fixed()), first=27, team=team)
    assert posted(driver, Cause.REWARD_EARNED) == [(30, 5_000), (31, 5_000)]


def test_no_friend_is_rewarded_twice_under_a_line() -> None:
    life = Engine(crowd(persons=60, days=100), 3).run()
    payouts = life.tables.payouts[: life.world.count[PAYOUTS]]
    both = {(int(row.friend), int(row.line)) for row in payouts}
    assert len(both) == len(payouts)

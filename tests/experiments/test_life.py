"""The life of one person: told as it was played, in step with the books, the same by either driver."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from experiments.biography import WHO, Biography, NobodyFound, find, life, watch, witness
from experiments.biography.events import Asked, Billed, Missed, Paid, Posting, Provided, Purchased, RewardClawedBack, RewardPaid
from reports.sentences import Voice
from scenarios import load, names
from sim import simulate
from sim.engine import Engine
from sim.facts import Payment
from sim.ledger import Cause
from sim.market import Consumer, Market
from sim.scenario import Difference, Portrait, Reward, Scenario, Team, default
from sim.tables import JOURNAL_ROWS
from tests.model.script import Scripted, Someone, predictable
from tests.model.settings import changed, crowd, everybody_approved
from tests.model.test_audit import busy_worlds

HER = 0


def played(
    person: int,
    friends: int = 0,
    days: int = 200,
    pays: dict[tuple[int, int], Payment] | None = None,
    people: list[Someone] | None = None,
    **setting: Any,
) -> Biography:
    """Play one customer who on day 2 brings some friends; friend k buys on day 5 + k. Watch one of them."""
    script = [(1, HER, "buys"), (2, HER, "invites")]
    for k in range(1, friends + 1):
        script += [(2, k, "accepts"), (5 + k, k, "buys")]
    ties = [(HER, k) for k in range(1, friends + 2)]
    scenario = predictable(2 + friends, days, behaviour__friends_at_once=max(friends, 1), **setting)
    driver = Scripted(scenario, people or [Someone()] * (2 + friends), [(0, HER)], script, pays or {}, ties)
    return watch(driver, person)


def kinds(told: Biography, *left_out: str) -> list[tuple[int, str]]:
    """Return day and kind of each event, without those left out and what the lender books every month."""
    return [(each.day, each.kind) for each in told.events if each.kind not in ("provided", "carried", *left_out)]


def of_kind(told: Biography, kind: str) -> list[Any]:
    """Return the facts of all events of a kind."""
    return [each.what for each in told.events if each.kind == kind]


def behind(told: Biography, kind: str) -> list[tuple[int, Cause, int]]:
    """Return the postings behind all events of a kind."""
    return [(each.day, each.cause, each.amount) for event in told.events if event.kind == kind for each in event.postings]


def test_somebody_who_is_declined() -> None:
    strict = default("approve", cut_off=570.0, thin_cut_off=580.0)
    told = played(HER, people=[Someone(theta=-2.0), Someone()], credit__approve=strict)
    assert kinds(told) == [(0, "applied"), (0, "declined")]
    [no] = of_kind(told, "declined")
    assert (round(no.score), no.thin, no.reason, no.cost) == (500, False, "low_score", 600 + 4_500)
    assert behind(told, "declined") == [(0, Cause.APPLICATION, 600), (0, Cause.MARKETING, 4_500)]
    assert (told.declined, told.opened, told.role, told.figures) == (True, None, "prospect", ())


@pytest.mark.parametrize(("whose", "expected"), [
    ({}, 555.0), ({"channel": 1}, 555.0), ({"portrait": "hers"}, 555.0), ({"channel": 2}, 570.0), ({"portrait": "others"}, 570.0),
])
def test_who_is_declined_is_told_the_cut_off_that_was_hers(whose: dict[str, Any], expected: float) -> None:
    strict = default("approve", cut_off=570.0, thin_cut_off=580.0)
    some = Difference(**whose, changes={"credit.approve.cut_off": 555.0})
    told = played(HER, people=[Someone(theta=-2.0), Someone()], credit__approve=strict, differ={"some": some},
                  portraits={"hers": Portrait(share=1.0), "others": Portrait(share=0.0)})
    [no] = of_kind(told, "declined")
    assert (no.reason, no.terms.cut_off, no.terms.thin_cut_off) == ("low_score", expected, 580.0)
    assert f"(cut off {expected:g}, thin cut off 580)" in Voice(told).tell(told.events[1])


def test_somebody_who_is_asked_and_does_not_come() -> None:
    told = played(1)
    assert kinds(told) == [(2, "invited")]
    [invitation] = of_kind(told, "invited")
    assert (invitation.by, invitation.times, invitation.customers, invitation.accepted) == (HER, 1, 1, False)
    assert (told.postings, told.role, told.declined, sum(told.ties)) == ((), "prospect", False, 1)


def test_a_defaulter() -> None:
    # the purchase of day 1 is on the statement of day 30, due on day 45
    told = played(HER, days=290, pays=dict.fromkeys(((45 + 30 * k, HER) for k in range(7)), Payment.NOTHING))
    assert kinds(told, "billed") == [
        (0, "applied"),
        (0, "approved"),
        (0, "role_changed"),
        (1, "purchased"),
        (2, "asked"),
        (2, "role_changed"),
        *((45 + 30 * k, "missed") for k in range(4)),
        (135, "role_changed"),
        *((45 + 30 * k, "missed") for k in range(4, 7)),
        (225, "written_off"),
        (255, "recovered"),
        (285, "recovered"),
    ]
    assert [(each.before, each.after, each.dpd) for each in of_kind(told, "missed")] == [(k, k + 1, 30 * k) for k in range(7)]
    assert [each.after for each in of_kind(told, "role_changed")] == ["consumer", "referrer", "defaulter"]
    [lost] = of_kind(told, "written_off")
    assert (lost.principal, lost.dpd, lost.fraud) == (30_000, 180, False)
    assert {cause for _, cause, _ in behind(told, "written_off")} == {Cause.CREDIT_LOSS, Cause.FEE_LOSS}
    assert told.differences == ()


def test_a_referrer_whose_reward_is_clawed_back() -> None:
    reward = Reward(amount=default("amount", pay=5_000), hold=14, claw_back=default("claw_back", "early_default", bucket=1))
    told = played(HER, friends=2, days=80, rewards={"line": reward}, pays={(47, 1): Payment.NOTHING})
    story = [each for each in kinds(told) if "reward" in each[1] or "friend" in each[1] or each[1] == "asked"]
    assert story == [
        (2, "asked"),
        (2, "friend_joined"),
        (2, "friend_joined"),
        (6, "friend_bought"),
        (6, "reward_earned"),
        (7, "friend_bought"),
        (7, "reward_earned"),
        (20, "reward_paid"),
        (21, "reward_paid"),
        (47, "reward_clawed_back"),
    ]
    assert of_kind(told, "reward_clawed_back") == [RewardClawedBack("line", 1, "cash", 5_000, "M1")]
    assert behind(told, "reward_clawed_back") == [(47, Cause.CASH_CLAWED_BACK, 5_000)]
    of_friend = played(1, friends=2, days=80, rewards={"line": reward})
    assert [(each.person, each.amount) for each in of_kind(of_friend, "earned_by_other")] == [(HER, 5_000)]


def test_a_leader_whom_the_quality_gate_suspends() -> None:
    # she leads from her statement of day 30 on; friend 1 is 30 days late on day 77, her next review is on day 90
    team = Team(depth=1, qualify=default("qualify", friends=2, on_time=0),
                quality_gate=default("quality_gate", late=0.4, smallest_team=1), extra_limit=100_000)
    told = played(HER, friends=2, team=team, pays={(47, 1): Payment.NOTHING, (77, 1): Payment.NOTHING}, days=100)
    lead = [each for each in told.events if each.kind in ("leads_team", "leads_no_more", "limit_changed", "friend_late")]
    assert [(each.day, each.kind) for each in lead] == [
        (30, "leads_team"), (30, "limit_changed"), (77, "friend_late"), (90, "leads_no_more"), (90, "limit_changed"),
    ]
    [gate] = of_kind(told, "leads_no_more")
    assert (gate.suspended, gate.team, gate.late) == (True, 2, 1)
    assert [each.why for each in of_kind(told, "limit_changed")] == [("leadership",)] * 2


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (Reward(to_day=5), "window"),
        (Reward(amount=default("amount", "steps", at=(2,), total=(5_000,))), "step"),
        (Reward(cap_amount=100), "cap"),
        (Reward(budget=100), "budget"),
    ],
)
def test_a_reward_that_is_not_granted_is_told_with_the_reason(line: Reward, why: str) -> None:
    told = played(HER, friends=1, days=30, rewards={"line": line})
    assert [(each.friend, each.why) for each in of_kind(told, "reward_refused")] == [(1, why)]


def test_hardship_is_told_as_it_comes_and_goes() -> None:
    told = played(HER, days=140, behaviour__hardship=default("hardship", hazard=1.0, months=3))
    assert [(day, kind) for day, kind in kinds(told) if "hardship" in kind][:1] == [(45, "hardship_begins")]
    assert of_kind(told, "hardship_begins")[0].months == 3


@settings(max_examples=8, phases=(Phase.explicit, Phase.generate))
@given(scenario=busy_worlds, seed=st.integers(0, 2**63 - 1), person=st.integers(0, 39))
def test_any_story_is_in_step_with_the_books(scenario: Scenario, seed: int, person: int) -> None:
    told = life(scenario, person, seed)
    unwatched = Engine(scenario, seed, journal=True).run()
    behind = [posting for event in told.events for posting in event.postings]
    assert sorted(behind) == list(told.postings)
    assert not any(event.kind == "booked" for event in told.events)
    assert told.differences == ()
    if told.end.account is not None:
        rows = unwatched.tables.journal[: unwatched.count[JOURNAL_ROWS]]
        hers = rows[rows["account"] == told.end.person.account]
        assert [(each.day, each.cause, each.amount) for each in told.postings] == [
            (int(row.day), int(row.cause), int(row.amount)) for row in hers
        ]
        agrees(told)


def agrees(told: Biography) -> None:
    """Work her balances out of what was told, the postings left aside."""
    account, facts = told.end.account, [each.what for each in told.events]
    stands = {each.name: each.stands for each in told.figures}

    def total(kind: type, field: str, **like: Any) -> int:
        alike = [each for each in facts if isinstance(each, kind) and all(getattr(each, k) == v for k, v in like.items())]
        return sum(getattr(each, field) for each in alike)

    lost = of_kind(told, "written_off")
    fees = sum(total(Billed, f"{which}_fees") for which in ("instalment", "revolving", "late"))
    assert stands["principal owed"] == total(Purchased, "owed") - total(Paid, "principal") - sum(x.principal for x in lost)
    assert stands["fees owed"] == fees - total(Paid, "fees") - sum(each.fees for each in lost)
    for form in ("cash", "points", "coupon"):
        paid = total(RewardPaid, "amount", form=form) - total(RewardPaid, "lapsed", form=form)
        spent = total(Purchased, "coupon") + sum(each.amount for each in of_kind(told, "coupon_lapsed")) if form == "coupon" else 0
        name = {"cash": "wallet", "coupon": "coupons"}.get(form, form)
        assert stands[name] == paid - spent - total(RewardClawedBack, "amount", form=form)
    assert stands["provision"] == total(Provided, "change")
    assert account.spent == total(Purchased, "amount")
    assert account.purchases == len(of_kind(told, "purchased"))
    assert account.invitations == sum(len(each.friends) for each in facts if isinstance(each, Asked))
    limits = [each.limit for each in of_kind(told, "approved")] + [each.after for each in of_kind(told, "limit_changed")]
    assert account.limit == limits[-1]
    rolls = [each for each in facts if isinstance(each, Paid | Missed)]
    assert account.bucket == (rolls[-1].after if rolls else 0)


@pytest.mark.parametrize("name", names())
def test_both_drivers_tell_the_same_story(name: str) -> None:
    scenario = changed(load(name), persons=100, days=100, population__launch=0.5, **everybody_approved())
    person = find(scenario, "random", 3)
    one, other = life(scenario, person, 3), life(scenario, person, 3, driver="mesa")
    assert (one.events, one.postings) == (other.events, other.postings)
    assert len(one.events) > 2
    assert one.result_hash == other.result_hash == simulate(scenario, 3).result_hash


def test_what_no_chapter_tells_is_told_as_it_was_booked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(witness.CHAPTERS, "repay")
    told = played(HER, days=60)
    assert [(each.cause, each.amount) for each in of_kind(told, "booked")] == [("principal_repaid", 30_000)]
    assert sorted(posting for event in told.events for posting in event.postings) == list(told.postings)


def test_who_is_found_is_whom_the_tables_show() -> None:
    scenario = crowd(persons=80, days=260, behaviour__repay=default("repay", c_to_m1=0.3))
    tables = simulate(scenario, 2).tables
    accounts, trees = tables["accounts"].to_pandas(), tables["trees"].to_pandas()
    lost = accounts["written_off"] - accounts["recovered"]
    assert find(scenario, "largest-loss", 2) == accounts["person"][lost.idxmax()]
    of_friends = lost.groupby(accounts["referrer"]).sum().drop(-1)
    assert find(scenario, "worst-referrer", 2) == accounts["person"][of_friends.idxmax()]
    deepest = trees.sort_values(["depth", "size", "root"], ascending=[False, False, True])["root"].iloc[0]
    assert find(scenario, "deepest-tree", 2) == accounts["person"][deepest]
    assert find(scenario, "random", 2) == find(scenario, "random", 2)
    drawn = Counter(find(scenario._replace(days=30), "random", seed) for seed in range(8))
    assert len(drawn) > 4


def test_rings_are_left_aside_where_somebody_is_looked_for() -> None:
    abused = load("abused_growth", ("persons=3000", "days=300", "abuse.organisers=100", "behaviour.organise=reckless"))
    accounts = simulate(abused, 1).tables["accounts"].to_pandas()
    lost = accounts["written_off"] - accounts["recovered"]
    assert accounts["person"][lost.idxmax()] >= abused.persons, "the largest loss is a ring's"
    hers = accounts["person"] < abused.persons
    assert find(abused, "largest-loss") == accounts["person"][lost[hers].idxmax()]
    assert all(find(abused, who) < abused.persons for who in ("deepest-tree", "random"))


@pytest.mark.parametrize("who", WHO)
def test_nobody_is_found_where_there_is_nobody(who: str) -> None:
    with pytest.raises(NobodyFound, match="nobody"):
        find(predictable(10, 5), who)


def test_an_agent_with_decisions_of_her_own_is_watched_too() -> None:
    class OnceIsEnough(Consumer):
        def spend(self, seen):
            return 0.0

    scenario = crowd(persons=40, days=60)
    person = find(scenario, "random", 2)
    told = watch(Market(scenario, 2, agents={Consumer: OnceIsEnough}, journal=True), person)
    assert len(of_kind(told, "purchased")) == 1
    assert len(of_kind(life(scenario, person, 2), "purchased")) > 1
    assert told.differences == ()


def test_what_cannot_be_watched_is_refused() -> None:
    with pytest.raises(ValueError, match="from 0 to 9"):
        life(predictable(10, 5), 10)
    with pytest.raises(ValueError, match="journal"):
        watch(Engine(predictable(10, 5), 1), 1)
    with pytest.raises(KeyError, match="worst-referrer"):
        find(predictable(10, 5), "best")


def test_a_posting_knows_its_sides() -> None:
    posting = Posting(1, 0, Cause.PURCHASE, 100)
    assert (posting.debit.name, posting.credit.name) == ("RECEIVABLE", "CASH")

"""The campaign worked by hand in docs/worked-campaign.md, against the engine's journal, posting by posting."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.audit import audit
from sim.facts import Payment
from sim.ledger import CHART, Cause, LedgerAccount, balances
from sim.scenario import Economics, Product, Reward, Team, default
from sim.tables import NONE, Person, State
from tests.model.script import Scripted, Someone, predictable
from tests.model.settings import always_pay

PAGE = Path(__file__).parents[2] / "docs" / "worked-campaign.md"
PAYMENTS = {"misses": Payment.NOTHING, "pays the minimum": Payment.MINIMUM}
FRIENDS = [("Ana", "Bo"), ("Ana", "Cy"), ("Ana", "Ed"), ("Bo", "Di"), ("Bo", "Flo")]
Row = dict[str, str]


def table(heading: str) -> list[Row]:
    """Return the rows of the first table below a heading of the page."""
    _, _, below = PAGE.read_text().partition(f"\n## {heading}\n")
    lines = [line for line in below.partition("\n## ")[0].splitlines() if line.startswith("|")]
    names, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(names, row, strict=True)) for row in rows]


def number(text: str) -> int:
    return int(text.replace(",", ""))


def term(text: str) -> int:
    """Return the number of a name as the page writes it: "late fee" is LATE_FEE."""
    return int(Cause[text.upper().replace(" ", "_")])


PEOPLE = table("The people")
NAMES = [row["Person"] for row in PEOPLE]


def campaign() -> Scripted:
    """Return the campaign, played."""
    scenario = predictable(
        len(NAMES),
        180,
        credit__approve=default("approve", cut_off=540.0, thin_cut_off=540.0),
        credit__first_limit=default(
            "first_limit", multiple=0.40, slope=0.30, floor=0, ceiling=1_000_000, rounding=10_000
        ),
        credit__charge_off=default("charge_off", days=90),
        credit__recover=default("recover", months=24),
        credit__lgd=0.90,
        credit__limit=default("limit", ceiling=5_000_000, rounding=10_000),
        behaviour__payment_plan=default(
            "payment_plan",
            share=0.0,
            size_slope=0.0,
            score_slope=1.0,
            three=100.0,
            six=0.0,
            twelve=0.0,
            twenty_four=0.0,
        ),
        behaviour__repay=always_pay(
            m1_to_m2=0.5, m2_to_m3=1.0, m3_to_m4=1.0, m4_to_m5=1.0, m5_to_m6=1.0, m6_to_m7=1.0
        ),
        behaviour__friends_at_once=3,
        product=Product(
            take_rate=0.008,
            instalment_fee=0.0055,
            grace_days=15,
            late_fee=0.0005,
            minimum_payment=0.10,
            revolving_fee=0.0005,
        ),
        economics=Economics(cost_of_funds=0.03, servicing=50, application=600, marketing=6_000, points_breakage=0.30),
        rewards={
            "referrer": Reward(
                pay=0,
                form=0,
                hold=14,
                when=default("trigger", "first_purchase"),
                amount=default("amount", pay=5_000),
                claw_back=default("claw_back", "early_default", within=180, bucket=3),
            ),
            "friend": Reward(
                pay=1,
                form=1,
                when=default("trigger", "first_purchase"),
                amount=default("amount", pay=2_000),
                claw_back=default("claw_back", "never"),
            ),
        },
        team=Team(
            depth=2,
            qualify=default("qualify", friends=2, on_time=0),
            extra_limit=100_000,
            override=default("override", share=0.20, fall=0.50),
            quality_gate=default("quality_gate", late=1.0, smallest_team=1_000),
        ),
    )
    script = [(int(row["Day"]), NAMES.index(row["Who"]), row["What"]) for row in table("What happens")]
    driver = Scripted(
        scenario,
        [Someone(float(row["θ"]), number(row["Income"])) for row in PEOPLE],
        comes=[(day, i) for day, i, what in script if what == "comes"],
        acts=[act for act in script if act[2] != "comes" and act[2] not in PAYMENTS],
        payments={(day, i): PAYMENTS[what] for day, i, what in script if what in PAYMENTS},
        friends=[(NAMES.index(one), NAMES.index(other)) for one, other in FRIENDS],
    )
    driver.run(lambda today: balanced(driver, today))
    return driver


def balanced(driver: Scripted, today: int) -> None:
    assert audit(driver.life, today) == []


@pytest.fixture(scope="module")
def played() -> Scripted:
    return campaign()


def test_every_posting_is_the_one_worked_out_by_hand(played: Scripted) -> None:
    holder = {int(played.life.tables.persons[i].account): name for i, name in enumerate(NAMES)} | {NONE: "nobody"}
    booked = [(day, holder[account], Cause(cause).name, amount) for day, account, cause, amount in played.postings()]
    by_hand = [
        (int(row["Day"]), row["Who"], Cause(term(row["Cause"])).name, number(row["Amount"]))
        for row in table("The journal")
    ]
    assert by_hand == sorted(by_hand, key=lambda posting: posting[0])
    assert sorted(booked) == sorted(by_hand)


def test_the_page_debits_and_credits_what_the_chart_of_accounts_says() -> None:
    for row in table("The journal"):
        sides = (LedgerAccount[row[side].upper().replace(" ", "_")] for side in ("Debit", "Credit"))
        assert CHART[Cause(term(row["Cause"]))] == tuple(sides)


def test_scores_limits_and_answers_are_those_of_the_page(played: Scripted) -> None:
    for i, row in enumerate(PEOPLE):
        person = played.life.tables.persons[i]
        if row["First limit"] == "none":
            assert person.account == NONE
            assert person.state == (Person.DECLINED if "declined" in row["Outcome"] else Person.PROSPECT)
            continue
        account = played.account(i)
        assert (account.score, account.first_limit) == (float(row["Score"]), number(row["First limit"]))
        assert f"day {account.opened}" in row["Outcome"]
        referrer = NAMES[int(person.referrer)] if person.referrer != NONE else "herself"
        assert f"by {referrer}" in row["Outcome"]


def test_the_books_close_as_the_page_says(played: Scripted) -> None:
    closing = balances(played.life.tables.days["posted"])[-1]
    by_hand = {row["Account"]: number(row["Balance"]) for row in table("What stands in the end")}
    assert {account.name.lower().replace("_", " "): int(closing[account]) for account in LedgerAccount} == by_hand
    assert sum(by_hand.values()) == 0


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        (
            "Ana",
            {
                "leader": 1,
                "limit": 510_000,
                "friends": 2,
                "team": 3,
                "team_late": 1,
                "state": State.OPEN,
                "wallet": 10_000,
            },
        ),
        ("Bo", {"state": State.CLOSED, "ended": 93, "friends": 1, "wallet": 0, "points": 1_400}),
        ("Cy", {"bucket": 0, "worst": 1, "plans": NONE, "points": 1_400}),
        ("Di", {"state": State.CHARGED_OFF, "ended": 143, "written_off": 50_006, "recovered": 208, "channel": 1}),
    ],
)
def test_everybody_ends_as_the_story_says(played: Scripted, name: str, fields: dict[str, Any]) -> None:
    account = played.account(NAMES.index(name))
    assert {field: int(account[field]) for field in fields} == fields

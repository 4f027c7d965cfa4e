"""The story as it is read: every kind of event has its words, usual months are one line, money is exact."""

from __future__ import annotations

import inspect
import json
import re

import pytest

from experiments.biography import Biography, Event, events, find, life
from experiments.exchange import as_json
from reports.life_folder import life_object
from reports.life_tables import event_table, posting_table, printed
from reports.sentences import SENTENCES, TOLD, Voice
from reports.story import story
from reports.wording import worded
from scenarios import load
from sim.result import Table
from sim.scenario import Economics, Reward, Scenario, Team, Tier, default
from tests.model.settings import changed, crowd
from tests.model.test_audit import of_enterprises

NOT_TOLD = {events.Posting, events.Friend, events.Event}
KINDS = [kind for _, kind in inspect.getmembers(events, inspect.isclass) if hasattr(kind, "_fields") and kind not in NOT_TOLD]


@pytest.fixture(scope="module")
def told() -> Biography:
    """Return the life of somebody whose friends were lost."""
    scenario = crowd(persons=60, days=300, behaviour__repay=default("repay", c_to_m1=0.15))
    return life(scenario, find(scenario, "worst-referrer", 5), 5)


@pytest.fixture(scope="module")
def eventful() -> Scenario:
    """Return a world in which everything happens that can happen to a consumer."""
    lost = default("claw_back", "early_default", within=360, bucket=1)
    team = Team(depth=2, qualify=default("qualify", friends=1, on_time=0), extra_limit=5_000,
                quality_gate=default("quality_gate", late=0.2, smallest_team=1))
    rewards = {"cash": Reward(amount=default("amount", pay=5_000), hold=60, claw_back=lost),
               "coupon": Reward(form=2, amount=default("amount", pay=3_000), cap_count=1, claw_back=lost),
               "friend": Reward(pay=1, form=1, amount=default("amount", pay=2_000))}
    return crowd(
        persons=40, days=300, rewards=rewards, team=team, tiers=(Tier("good", on_time=1, limit=1.4, reward=1.7),),
        behaviour__repay=default("repay", c_to_m1=0.25, minimum_share=0.3), credit__charge_off=default("charge_off", days=90),
        behaviour__hardship=default("hardship", hazard=0.2, months=2), behaviour__attrite=default("attrite", hazard=0.1),
        credit__approve=default("approve", cut_off=560.0, thin_cut_off=580.0), credit__seasoned_after=1,
        credit__fraud_detection=default("fraud_detection", "pattern", crowd=2, false_alarms=0.3),
        economics=Economics(coupon_days=10),
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_event_has_words_of_one_sort(kind: type) -> None:
    assert (kind in TOLD) != (kind in SENTENCES)


def test_every_kind_of_event_reaches_programs_and_tables_as_it_was_told(eventful: Scenario) -> None:
    borrower = of_enterprises(eventful)
    lives = [life(eventful, person, 2) for person in (39, 19, 6, 0, 29, 20)] + [life(borrower, find(borrower, "random", 2), 2)]
    for told in lives:
        found = json.loads(as_json(life_object(told)))
        assert [each["kind"] for each in found["events"]] == [each.kind for each in told.events]
        assert [json.loads(facts) for facts in event_table(told)["facts"]] == [each["facts"] for each in found["events"]]
    assert {type(event.what) for told in lives for event in told.events} == set(KINDS)


def test_an_event_that_nobody_has_words_for_is_told_by_its_name_and_figures(told: Biography) -> None:
    class LoanDisbursed(events.NamedTuple):
        amount: events.Money
        rate: float

    assert Voice(told).tell(Event(3, LoanDisbursed(123_456, 0.12))) == "loan disbursed: amount CNY 1,234.56, rate 0.12"


def test_no_sentence_shows_a_hole_or_a_raw_sum(told: Biography) -> None:
    voice = Voice(told)
    for event in told.events:
        said = voice.tell(event)
        assert not re.search(r"[{}_]|None|\bnp\.", said), said
        assert all(len(cents) == 2 for cents in re.findall(r"CNY -?[\d,]+\.(\d+)", said)), said


def test_sums_are_exact(told: Biography) -> None:
    assert [Voice(told).money(amount) for amount in (0, 5, 123_456, -100, -123_400_001)] == [
        "CNY 0", "CNY 0.05", "CNY 1,234.56", "CNY -1", "CNY -1,234,000.01",
    ]


def test_everything_is_longer_and_has_a_line_for_each_event(told: Biography) -> None:
    short, whole = story(told), story(told, everything=True)
    assert len(short.splitlines()) < len(whole.splitlines())
    assert len(re.findall(r"^  day \d", whole, re.MULTILINE)) == len(told.events)
    assert f"Books: {len(told.postings)} postings" in short
    assert told.result_hash in short


def test_usual_months_are_one_line() -> None:
    calm = crowd(persons=30, days=400, rewards={}, behaviour__invite=default("invite", altruism=0.0, pull=0.0),
                 behaviour__attrite=default("attrite", hazard=0.0), behaviour__hardship=default("hardship", hazard=0.0))
    told = life(paying(calm), find(paying(calm), "random", 2), 2)
    text = story(told)
    assert re.search(r"Months \d+ to \d+ on book", text)
    bought = sum(int(each) for each in re.findall(r"(\d+) purchases?,", text)) + len(re.findall(r"buys for", text))
    assert bought == sum(each.kind == "purchased" for each in told.events)


def paying(scenario: Scenario) -> Scenario:
    """Return a scenario in which everybody pays in full."""
    from tests.model.settings import always_pay

    return changed(scenario, behaviour__repay=always_pay())


def test_tables_have_a_row_an_event_and_a_row_a_posting(told: Biography) -> None:
    happened, posted = event_table(told), posting_table(told)
    assert (len(happened), len(posted)) == (len(told.events), len(told.postings))
    numbers = [int(each) for cell in happened["postings"] for each in cell.split(", ") if each]
    assert sorted(numbers) == posted["posting"].tolist()
    figures = {each.name: each.stands / 100 for each in told.figures}
    assert posted["owes"][-1] == pytest.approx(figures["principal owed"] + figures["fees owed"])


def test_printed_tables_line_up(told: Biography) -> None:
    assert len({len(line) for line in printed(posting_table(told)).splitlines()}) == 1
    assert len(printed(event_table(told), but=("facts",)).splitlines()) >= len(told.events) + 1


def test_nothing_is_a_table_too() -> None:
    nobody = life(crowd(persons=10, days=1, population__launch=0.0), 0)
    for table in (event_table(nobody), posting_table(nobody)):
        assert isinstance(table, Table)
        assert len(printed(table).splitlines()) == 1


def test_an_enterprise_is_no_consumer() -> None:
    scenario = load("enterprise_graded", ("persons=300", "days=200", "population.launch=0.3"))
    firm = life(scenario, find(scenario, "random", 1), 1)
    text = story(firm, everything=True)
    assert "Monthly revenue CNY" in text
    assert not re.search(r"\b(she|her|herself|income|consumer|purchases?|buys)\b", text), text
    assert re.search(r"\b(its|it)\b", text)
    assert worded("nobody invites her, and she does not apply; with her (line a); her limit rises", scenario) == (
        "nobody invites it, and it does not apply; with it (line a); its limit rises")


def test_who_leaves_without_a_debt_owes_nothing(told: Biography) -> None:
    assert Voice(told).tell(Event(3, events.Leaves(0, False))) == "decides to leave: buys no more, and owes nothing"
    assert Voice(told).tell(Event(3, events.Leaves(100, False))).endswith("and still owes CNY 1")

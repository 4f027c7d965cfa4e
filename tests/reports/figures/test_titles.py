"""Messages are true: the opposite data say the opposite, and what is not decided is called so."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from experiments.interval import Interval, interval
from reports.figures import (
    assumptions,
    break_even,
    channels,
    cohorts,
    expected_loss,
    front,
    importance,
    loss_distribution,
    past_due,
    portraits,
    profit,
    regret,
    rewards_by_cause,
    rewards_by_payee,
    roll_rates,
    sensitivity,
    stability,
    terms,
    tornado,
    unit_economics,
    vintages,
    watch_list,
    waterfall,
)
from reports.figures.runs import ENGLISH as EN
from reports.figures.stability import Promise
from reports.figures.tornado import MOST_ROWS, Swing, chosen, swings_of
from reports.figures.watch_list import Band
from reports.run_folder import RunFolder
from reports.words import Words


def module(figure: object):
    """The module of a figure, whose function of the same name the package gives."""
    import sys

    return sys.modules[figure.__module__]


def sure(mean: float) -> Interval:
    return Interval(mean, mean - 0.1, mean + 0.1, 6)


def unsure(mean: float) -> Interval:
    return Interval(mean, mean - 100.0, mean + 100.0, 6)


class Arm:
    """Replications with measures as given."""

    def __init__(self, **measures: list[float]) -> None:
        self.measures = measures
        self.summary = {name: interval(values) for name, values in measures.items()}

    def values(self, name: str) -> np.ndarray:
        return np.array(self.measures[name])


def test_more_friends_or_not() -> None:
    few, many = Arm(k_factor=[0.10, 0.11, 0.12]), Arm(k_factor=[1.50, 1.51, 1.52])
    say = module(cohorts).title
    assert say(EN, {"A": few, "B": many}) == "B: 1.51 friends a customer, baseline 0.11"
    assert say(EN, {"A": many, "B": few}) == "B: 0.11 friends a customer, baseline 1.51"
    long = "The plan of many words and more"
    assert say(EN, {"A": many, long: few}) == "Under one scheme customers clearly bring fewer friends"
    assert say(EN, {"A": many, "B": many}) == "No sure difference in friends a customer brings"
    assert say(EN, {"A": few, "B": Arm(k_factor=[0.101, 0.111, 0.121])}) == "Hardly any difference in friends a customer brings"
    assert say(EN, {"A": few}) == "0.11 friends a customer: growth does not feed itself"
    assert say(EN, {"A": many}) == "1.51 friends a customer: growth feeds itself"
    assert say(EN, {"A": Arm(k_factor=[0.1, 1.9])}) == "Whether growth feeds itself is not decided"
    assert say(EN, {"A": Arm(k_factor=[0.0, 0.0])}) == "Nobody has brought a friend"


def test_more_referred_or_fewer() -> None:
    def mixed(*referred: float) -> Arm:
        return Arm(referred_accounts=list(referred), activated_accounts=[100.0] * len(referred))

    say, few, many, long = module(channels).title, mixed(1, 2, 3), mixed(10, 11, 12), "The plan of many words and more"
    assert say(EN, {"A": few, "B": many}) == "B: 11 % of customers referred, baseline 2 %"
    assert say(EN, {"A": many, "B": few}) == "B: 2 % of customers referred, baseline 11 %"
    assert say(EN, {"A": many, long: few}) == "Under one scheme clearly fewer are referred"
    assert say(EN, {"A": many, "B": many}) == "No sure difference in the share referred"


def moved(cured: int, rolled: int, replications: int = 3) -> np.ndarray:
    found = np.zeros((replications, 8, 8))
    found[:, 0, 0], found[:, 1, 0], found[:, 1, 2] = 1_000.0, cured, rolled
    return found + np.arange(replications)[:, None, None] * (found > 0)


def test_recovering_or_rolling_on() -> None:
    say = module(roll_rates).title
    assert say(EN, moved(90, 10)) == "More accounts in M1 recover (89 %) than roll on (11 %)"
    assert say(EN, moved(10, 90)) == "More accounts in M1 roll on (89 %) than recover (11 %)"
    assert say(EN, moved(90, 10, 1)) == "Whether more accounts recover than roll on is undecided"
    assert say(EN, moved(0, 0)) == "No account was late on a second due day"
    assert say(EN, np.zeros((2, 8, 8))) == "No account was late on a second due day"


def test_rising_falling_and_neither() -> None:
    say = module(past_due).changed
    assert say(EN, "3 %", sure(0.5)) == "The share 30+ days past due rises, to 3 %"
    assert say(EN, "3 %", sure(-0.5)) == "The share 30+ days past due falls, to 3 %"
    assert say(EN, "3 %", unsure(0.5)) == "3 % is 30+ days past due; no clear trend"


def test_where_expected_losses_are() -> None:
    say = module(expected_loss).title

    def held(one: list[float], two: list[float], three: list[float]) -> str:
        return say(EN, Arm(ecl_stage_1=one, ecl_stage_2=two, ecl_stage_3=three))

    assert held([9, 9, 10], [1, 2, 1], [1, 1, 1]) == "Most of the expected loss is in stage 1"
    assert held([1, 1, 1], [1, 2, 1], [9, 9, 10]) == "Most of the expected loss is in stage 3"
    assert held([5, 5, 5], [5, 5, 6], [5, 5, 5]) == "No stage holds most of the expected loss"
    assert held([1, 9, 10], [9, 1, 1], [1, 1, 1]) == "No stage surely holds most of the expected loss"
    assert held([0, 0], [0, 0], [0, 0]) == "No loss is expected"


def test_more_lost_or_less() -> None:
    say = module(loss_distribution).title
    low, high = np.array([100.0, 110.0, 120.0]), np.array([1100.0, 1110.0, 1125.0])
    assert say(EN, {"A": low, "B": high}, "CNY") == "B loses CNY 1,000 more"
    assert say(EN, {"A": high, "B": low}, "CNY") == "B loses CNY 1,000 less"
    assert say(EN, {"A": low, "B": low[::-1]}, "CNY") == "Under no scheme is surely more or less lost"
    assert say(EN, {"A": low}, "CNY") == "CNY 110 is charged off on average"
    assert say(EN, {"A": 0.0 * low, "B": 0.0 * low}, "CNY") == "Nothing was charged off"


def test_profit_loss_and_neither() -> None:
    say = module(waterfall).title
    steps = {"revenue": sure(100.0), "losses": sure(-20.0), "rewards": sure(-60.0)}
    assert say(EN, {**steps, "profit": sure(20.0)}, "CNY") == "Profit of CNY 20; largest cost: rewards"
    assert say(EN, {**steps, "losses": sure(-90.0), "profit": sure(-50.0)}, "CNY") == "Loss of CNY 50; largest cost: net charge-off"
    assert say(EN, {**steps, "profit": unsure(20.0)}, "CNY") == "Profit or loss is not decided; largest cost: rewards"
    assert say(EN, {"revenue": sure(5.0), "profit": sure(5.0)}, "CNY") == "Profit of CNY 5"


def test_worth_more_than_she_costs() -> None:
    say, good = module(unit_economics).title, Arm(ltv=[200, 201, 203], cac=[100, 101, 100])
    bad, open_ = Arm(ltv=[50, 51, 53], cac=[100, 101, 100]), Arm(ltv=[50, 151, 103], cac=[100, 101, 100])
    assert say(EN, {"A": good}) == "A customer is worth more than she costs so far"
    assert say(EN, {"A": bad, "B": bad}) == "A customer costs more than she is worth so far"
    assert say(EN, {"A": good, "B": bad}) == "B: a customer costs more than she is worth"
    assert say(EN, {"A": good, "Growth at any price": bad}) == "Under one scheme a customer costs more than her worth"
    assert say(EN, {"A": open_}) == "Whether a customer is worth her cost is undecided"
    assert say(EN, {"A": good, "B": open_}) == "Only under some schemes a customer surely pays"


def test_who_and_what_rewards_go_to() -> None:
    by_cause, by_payee = module(rewards_by_cause).title, module(rewards_by_payee).title
    assert by_cause(EN, {"Referrer": 70.0, "Friend": 30.0}, 30) == "One run: Referrer takes 70 % of rewards"
    assert by_cause(EN, {"Friend": 30.0}, 30) == "One run: all rewards are paid for: Friend"
    assert by_cause(EN, {"Friend": 20.0, "Referrer": 10.0}, 29) == "Too few rewards to say what takes most"
    assert by_cause(EN, {}, 0) == by_payee(EN, np.zeros(0)) == "In one run no reward was paid in money"
    assert by_payee(EN, np.array([91.0] * 3 + [1.0] * 27)) == "One run: a tenth of payees gets 91 % of rewards"
    assert by_payee(EN, np.ones(30)) == "One run: rewards are even, a tenth gets 10 %"
    assert by_payee(EN, np.array([9.0, 1.0])) == "Too few payees to say who gets most"


def test_the_portrait_that_earns_or_loses_most() -> None:
    say = module(portraits).title
    low, high = np.array([-90.0, -91.0, -92.0]), np.array([50.0, 51.0, 52.0])
    assert say(EN, {"students": low, "families": high}) == "Most is lost on: students"
    assert say(EN, {"students": low + 200.0, "families": high}) == "Most is earned on: students"
    assert say(EN, {"students": high, "families": high[::-1]}) == "No portrait surely earns most, or loses most"
    wide = np.array([-400.0, 10.0, 20.0])
    assert say(EN, {"students": low, "families": high, "merchants": wide}) != "Most is lost on: students"


def test_referred_accounts_go_bad_more_often_less_often_or_too_few_do(run: RunFolder) -> None:
    from dataclasses import replace

    from experiments.replication import Replications
    from sim.result import Column, Table

    def with_bad(organic: list[int], referred: list[int]) -> Replications:
        def table(bad: tuple[int, int]) -> Table:
            columns = {"cohort": np.zeros(2, dtype=int), "channel": np.array(["organic", "referred"]), "mob": np.full(2, 3),
                       "accounts": np.full(2, 1_000), "ever_30": np.array(bad), "ever_90": np.array(bad)}
            return Table("vintages", "", {name: Column(values, "count", "") for name, values in columns.items()})

        return Replications(tuple(replace(one, tables={"vintages": table(bad)})
                                  for one, bad in zip(run.found.runs, zip(organic, referred, strict=True), strict=True)))

    say = module(vintages).title
    assert say(EN, with_bad([20, 21, 22], [60, 61, 63])) == "Referred accounts go bad more often: 6.1 % against 2.1 %"
    assert say(EN, with_bad([60, 61, 63], [20, 21, 22])) == "Referred accounts go bad less often: 2.1 % against 6.1 %"
    assert say(EN, with_bad([60, 21, 22], [20, 61, 23])) == "Whether referred accounts go bad more often is undecided"
    assert say(EN, with_bad([1, 1, 1], [0, 0, 0])) == "Too few go bad to compare referred accounts"
    assert say(EN, with_bad([0, 0, 0], [0, 0, 0])) == "Within 3 months no account watched was 90 days late"


def candidate(name: str, less: Interval) -> dict[str, object]:
    told = {"mean": less.mean, "low": less.low, "high": less.high, "replications": 10}
    return {"candidate": name, "levers": {"pay": "5" if name == "today" else "9", "when": "approved"},
            "quantities": {"profit": {**told, "unit": "money", "less_today": told}}}


ONE = sure(1.0)


def searched(recommended: str | None, less: Interval = ONE) -> dict[str, object]:
    return {"recommended": recommended, "currency": "CNY", "objectives": [{"name": "profit", "unit": "money", "sign": 1}],
            "candidates": [candidate("today", sure(0.0)), candidate("7", less)], "levers": {"pay": {}, "when": {}},
            "today": {"pay": "5", "when": "approved"}}


def test_what_a_search_recommends() -> None:
    say, told = module(front).title, module(terms).title
    assert say(EN, searched("7", sure(1234.0))) == "Profit: CNY +1,200 with candidate 7"
    assert say(EN, searched("7", sure(-1234.0))) == "Profit: CNY -1,200 with candidate 7"
    assert say(EN, searched("7", unsure(12.0))) == "Candidate 7 is recommended"
    assert say(EN, searched("today")) == "Nothing is better than the scheme of today"
    assert say(EN, searched(None)) == "No candidate surely holds the caps"
    assert told(EN, searched("7")) == "Candidate 7 changes 1 of 2 settings"
    assert told(EN, searched("today")) == "Today's terms are recommended"
    assert told(EN, searched(None)) == "Nothing can be recommended"


def test_candidates_of_one_objective_stand_by_name_the_best_first() -> None:
    for recommended, order in (("7", ["7", "Today"]), ("today", ["Today", "7"])):
        record = searched(recommended, sure(5.0 if recommended == "7" else -5.0))
        for each in record["candidates"]:
            each.update(safe=True, on_front=1.0)
        [axes] = module(front).drawn(EN, record).axes
        assert [label.get_text() for label in axes.get_xticklabels()] == order
        assert axes.get_xticks().tolist() == [1.0, 2.0]


def test_promises_kept_and_broken() -> None:
    say = module(stability).title
    kept, broken = Promise("1", 10.0, sure(10.0), False), Promise("2", 90.0, sure(10.0), True)
    assert say(EN, [kept, kept]) == "No candidate promised surely more than fresh seeds show"
    assert say(EN, [kept, broken]) == "1 of 2 candidates promised more than they keep"
    assert say(EN, []) == "No candidate of the search was tried again"


def test_the_lever_that_matters_most() -> None:
    say, rng = module(importance).title, np.random.default_rng(1)
    much, little = 0.7 + 0.02 * rng.normal(size=200), 0.1 + 0.02 * rng.normal(size=200)
    shares = {"a.b": (sure(0.7), much), "c": (sure(0.1), little)}
    assert say(EN, "Profit", shares) == "a.b matters most for profit: 70 %"
    assert say(EN, "CAC", shares) == "a.b matters most for CAC: 70 %"
    assert say(EN, "Profit", {"a.b": shares["c"], "c": shares["a.b"]}) == "c matters most for profit: 70 %"
    assert say(EN, "Profit", {"a.b": shares["a.b"], "c": shares["a.b"]}) == "No setting surely matters most"
    moves = module(sensitivity).title
    strong, weak = ({"ST": {"value": value, "low": value - 0.1, "high": value + 0.1}} for value in (0.8, 0.2))
    assert moves(EN, {"profit": {"a": strong, "b": weak}}, "ST") == "a moves profit most"
    assert moves(EN, {"profit": {"a": strong, "b": strong}}, "ST") == "No lever surely moves profit most"
    assert moves(EN, {}, "ST") == "No lever is known to move any measure"


def test_how_much_of_what_matters_is_assumed() -> None:
    says = module(assumptions).title
    guess, known = {"grade": "assumption"}, {"grade": "derived"}
    assert says(EN, [guess, known, known]) == "1 of 3 settings that matter are assumptions"
    assert says(EN, [known, known]) == "0 of 2 settings that matter are assumptions"
    assert says(EN, []) == "Nothing that is uncertain surely matters"


def moving(grade: str, percent: float, sure: bool, *, times: float = 40.0) -> dict[str, object]:
    each = {"mean": percent / times, "low": percent / times, "high": percent / times, "sure": sure}
    return {"grade": grade, "percent": times, "effects": {"activated_accounts": each}}


def test_what_is_chosen_or_small_or_luck_does_not_matter() -> None:
    matters = module(assumptions).mattering
    large, absolute = moving("derived", -8.0, sure=True), moving("assumption", 6.0, sure=True, times=1.0) | {"percent": 0.0}
    rest = [moving("chosen", 9.0, sure=True), moving("assumption", 4.0, sure=True), moving("assumption", 30.0, sure=False)]
    assert matters([large, *rest, absolute]) == [large, absolute]


def test_what_would_change_the_decision() -> None:
    moves, even, least = module(tornado).title, module(break_even).title, module(regret).title
    assert moves(EN, {"spending": Swing(0.0, 5.0, sure(5.0))}) == "More spending, more advantage"
    assert moves(EN, {"spending": Swing(5.0, 0.0, sure(-5.0))}) == "More spending, less advantage"
    assert moves(EN, {"spending": Swing(0.0, 5.0, unsure(5.0))}) == "Nothing uncertain surely moves the advantage"
    throughout = {"schemes": ["baitiao_consumer", "team_plan"], "break_even": [{"verdict": "pays throughout"}]}
    verdicts = ["breaks even", "never pays", "not decided"]
    assert even(EN, {"break_even": [{"verdict": word} for word in verdicts]}) == "Schemes surely break even in 1 of 3 ranges"
    assert even(EN, {"break_even": [{"verdict": word} for word in verdicts[1:]]}) == "No scheme surely breaks even in its ranges"
    assert even(EN, throughout) == "Schemes beat Baitiao consumer throughout all ranges"
    assert even(EN, {"break_even": [{"verdict": "not decided"}]}) == "No break-even value is decided"
    chosen = {"scheme": "team_plan", "decided": True}
    assert least(EN, {"least_maximal_regret": chosen}) == "Team plan has the least maximal regret"
    for other in (chosen | {"decided": False}, None):
        assert least(EN, {"least_maximal_regret": other}) == "No scheme surely has the least maximal regret"


def test_what_is_named_in_a_tornado_is_drawn_in_it() -> None:
    noise = {f"noise {number}": Swing(0.0, 99.0 - number, unsure(99.0 - number)) for number in range(MOST_ROWS)}
    drawn = chosen({**noise, "hardship": Swing(5.0, 0.0, sure(-5.0))})
    assert len(drawn) == MOST_ROWS
    assert list(drawn)[-1] == "hardship"
    assert list(chosen(noise)) == list(noise)


def test_one_of_many_that_excludes_zero_by_chance_is_no_headline(monkeypatch: pytest.MonkeyPatch) -> None:
    gained = {1: 0.0, 2: 1.0, 3: 2.0, 4: 2.5, 5: 3.5, 6: 4.5}

    def titled(many: int) -> str:
        uncertain = {f"hardship {number}": {"low": 0.0, "high": 1.0} for number in range(many)}
        for name, value in (("advantage", gained), ("factors", uncertain), ("column", {each: (each - 1) / 5.0 for each in gained})):
            monkeypatch.setattr(module(tornado), name, lambda *_, value=value: value)
        return module(tornado).title(EN, chosen(swings_of(SimpleNamespace(record={}), "team_plan")))

    assert titled(1) == "More hardship 0, more advantage"
    assert titled(15) == "Nothing uncertain surely moves the advantage"


def test_what_is_normal() -> None:
    say, week = module(watch_list).title, np.array([10.0])
    assert say(EN, {"applications": Band(week, week - 5.0, week + 5.0)}, 1) == "Week 1: normal are 5 to 15 applications"
    nothing = np.array([np.nan])
    assert say(EN, {"applications": Band(week, nothing, nothing)}, 1) == "One run tells no band of what is normal"
    assert say(EN, {"applications": Band(week, week, week)}, 0) == "The run is shorter than a week"


@pytest.mark.parametrize("figure", [profit, vintages, watch_list, waterfall])
def test_figures_speak_chinese(figure, run: RunFolder) -> None:
    picture = figure(run, words=Words("zh"))
    assert any("\u4e00" <= sign <= "\u9fff" for sign in picture.title + picture.subtitle)
    picture.draw()

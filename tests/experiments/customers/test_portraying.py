"""From planted customers to portraits: names that are true, traits that were planted, a file that a scenario takes."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import yaml

from experiments.customers.coordinates import SHARES, coordinates
from experiments.customers.creditworthiness import centre_of, could_miss, creditworthiness, mean_miss, risk
from experiments.customers.estimates import median, ratio, wilson
from experiments.customers.features import behaviour, is_early, size
from experiments.customers.naming import LEVELS, PHRASES, Mark, figure_of, marks, names
from experiments.customers.portrait import Portraits, exchanged, portraits, quantiles
from experiments.customers.portraits_file import text_of
from experiments.customers.traits import of_minimum, of_spending, traits, within
from experiments.interval import Interval
from experiments.panel.table import Panel, Status
from scenarios import ScenarioError, load, resolve
from scenarios.evidence import standings
from sim import simulate
from tests.experiments.customers.planted import KINDS, Kind, planted


@pytest.fixture(scope="module")
def found() -> Portraits:
    return portraits(planted()[0], 3.0)


def trait(found: Portraits, portrait: int, path: str):
    return next(each for each in found.portraits[portrait].traits if each.path == path)


def test_the_kinds_that_were_planted_are_found_with_their_shares_and_defaults(found) -> None:
    assert [each.accounts for each in found.portraits] == pytest.approx([750, 450, 300], abs=20)
    for each, kind in zip(found.portraits, KINDS, strict=True):
        assert each.share.low <= kind.share <= each.share.high
        assert each.default.low - 0.01 <= kind.default <= each.default.high + 0.01


def test_names_and_descriptions_are_those_of_the_kinds(found) -> None:
    words = [[mark.words for mark in each.marks] for each in found.portraits]
    assert {"often late", "limits well used", "repay little"} <= {*words[0]}
    assert {"smaller limits", "repay in full"} <= {*words[1]}
    assert {"larger limits", "repay in full"} <= {*words[2]}
    assert len({each.name for each in found.portraits}) == 3


def test_names_tell_the_truth_whoever_is_in_a_segment() -> None:
    customers, kind = planted(600)
    features = {**size(customers), **behaviour(customers)}
    luck = np.random.default_rng(2)
    told = set()
    for _ in range(20):
        label = np.where(luck.random(600) < 0.8, luck.permutation(3)[kind], luck.integers(0, 3, 600))
        for name in luck.choice([*features], 3):  # and the opposite of some features
            features[name] = features[name].max() + features[name].min() - features[name]
        for segment, its in enumerate(marks(coordinates(features, 600), features, label)):
            for mark in its:
                values = features[mark.feature]
                mean = np.nanmean if mark.feature in SHARES else np.nanmedian
                more = mean(values[label == segment]) > mean(values)
                (high, much), (low, little) = LEVELS.get(mark.feature, ((math.inf, ""), (-math.inf, "")))
                allowed = {PHRASES[mark.feature][0], *([much] * (mark.own >= high))} if more else \
                    {PHRASES[mark.feature][1], *([little] * (mark.own <= low))}
                assert mark.words in allowed
                told.add(mark.words)
    assert len(told) > 12


def test_no_two_segments_are_called_alike_and_every_name_fits_a_file() -> None:
    long = Mark("a column with quite a long name of forty letters", 2.0, 1.0, 3.0)
    same = [Mark("late", 0.4, 0.1, 2.0), Mark("limit", 9.0, 5.0, 1.0), Mark("inactive", 0.5, 0.1, 0.9)]
    called = [each.text for each in names([same, same, same, same, same, [long], [], []])]
    assert called[:4] == ["often_late_larger_limits", "often_late_mostly_inactive", "larger_limits_mostly_inactive", "often_late"]
    assert len({*called}) == 8
    assert max(map(len, called)) <= 40


def test_incomes_thin_files_and_spending_are_those_planted(found) -> None:
    for portrait, kind in enumerate(KINDS):
        income = trait(found, portrait, "population.income_median").value
        assert income.low <= kind.limit / 3.0 <= income.high
        assert trait(found, portrait, "population.income_sigma").value.mean == pytest.approx(0.3, abs=0.06)
        assert trait(found, portrait, "population.thin_file").value.mean == pytest.approx(float(portrait == 2), abs=0.03)
        basket = trait(found, portrait, "behaviour.basket.share").value
        assert basket.mean == pytest.approx(0.3 * 3.0 / 3.0, rel=0.1)  # 0.3 of a limit that is three incomes, over three purchases
    assert found.limit_multiple == 0.0


def test_creditworthiness_is_that_which_shows_the_rate_of_default() -> None:
    """People of known creditworthiness default by the model's own log odds; their means are found again."""
    luck = np.random.default_rng(4)
    truth, label = np.array([-0.8, 0.0, 0.8]), np.repeat([0, 1, 2], 4_000)
    theta = truth[label] + luck.standard_normal(12_000)
    default = 1.0 * (luck.random(12_000) < 1.0 / (1.0 + np.exp(2.5 + 1.3 * theta)))
    customers = replace(planted(60)[0], default=default)
    thetas = creditworthiness(risk(customers), label, 3)
    for value, mean in zip(thetas, truth, strict=True):
        assert value.low <= mean <= value.high
        assert value.high - value.low < 0.4
    assert mean_miss(centre_of(0.03, 1.3), 1.3) == pytest.approx(0.03)


def test_without_a_label_creditworthiness_is_told_by_first_missed_statements() -> None:
    customers, kind = planted(900)
    own = risk(replace(customers, default=None))
    assert own.how == "first missed statements in the second half of months"
    worst, *others = creditworthiness(own, kind, 3)
    assert all(worst.high < each.low for each in others)


def test_bad_luck_is_no_trait() -> None:
    """People of one creditworthiness, some of whom were late at first: where they form a segment, it is as good as the others."""
    luck = np.random.default_rng(9)
    accounts, months = 3_000, 12
    rows, month = np.repeat(np.arange(accounts), months), np.tile(np.arange(months), accounts)
    late = 1 * (luck.random(len(rows)) < 0.05)
    panel = Panel.of({"account": rows, "month": month, "late": late, "status": np.where(late, Status.LATE, Status.TRANSACTOR)})
    own = risk(replace(planted(60)[0], panel=panel, limit=np.zeros(accounts), default=None))
    unlucky = np.bincount(rows[(late > 0) & (month < 6)], minlength=accounts) > 1
    for value in creditworthiness(own, 1 * unlucky, 2):
        assert value.low <= 0.0 <= value.high
    assert all(own.chances <= 6.0)


def test_nobody_misses_what_was_not_asked_for() -> None:
    status = [Status.TRANSACTOR, Status.INACTIVE, Status.TRANSACTOR, Status.LATE, Status.LATE]
    panel = Panel.of({"account": np.zeros(5, dtype=np.int64), "month": np.arange(5), "late": np.array([0, 0, 0, 1, 2]),
                      "status": np.array(status)})
    assert could_miss(panel).tolist() == [False, False, True, True, False]
    assert is_early(panel).tolist() == [True, True, True, False, False]


def test_figures_of_few_accounts_are_suppressed(found) -> None:
    assert np.isnan(quantiles(np.arange(50.0))).all()
    assert np.isfinite(quantiles(np.arange(200.0))).all()
    many = trait(found, 0, "behaviour.repay.minimum_share")
    cut = within(many._replace(value=many.value._replace(mean=1.4, high=1.5)))
    assert (cut.value.mean, cut.value.high) == (1.0, 1.0)
    assert "1.4 cut to what the model allows" in cut.how


def test_closed_forms_of_intervals_cover_as_they_say() -> None:
    luck = np.random.default_rng(7)
    inside = {"median": 0, "ratio": 0, "wilson": 0}
    for _ in range(400):
        values, weights = luck.lognormal(0.0, 0.5, 60), luck.integers(1, 6, 60).astype(float)
        hits = luck.binomial(weights.astype(int), 0.3).astype(float)
        for name, value, truth in (("median", median(values), 1.0), ("ratio", ratio(hits, weights), 0.3),
                                   ("wilson", wilson(luck.binomial(60, 0.05), 60), 0.05)):
            inside[name] += value.low <= truth <= value.high
    assert all(0.91 <= count / 400 <= 0.985 for count in inside.values()), inside


def test_the_file_loads_as_written_and_its_people_live(found, tmp_path: Path) -> None:
    (tmp_path / "portraits.yaml").write_text(text_of(found, date(2026, 1, 2), "portraits.yaml"), encoding="utf-8")
    resolved = resolve("cash_for_invites", [f"portraits={tmp_path / 'portraits.yaml'}", "persons=400", "days=60"])
    scenario = resolved.scenario
    assert [*scenario.portraits] == [each.name for each in found.portraits]
    assert sum(each.share for each in scenario.portraits.values()) == pytest.approx(1.0)
    assert scenario.credit.score.terms.auc_behaviour == pytest.approx(found.scorecards.behaviour.judged.auc.mean, abs=0.001)
    for each in found.portraits:
        changes = scenario.portraits[each.name].changes
        assert changes["population.theta_mean"] == pytest.approx(trait_of(each, "population.theta_mean"), abs=0.006)
        assert changes["population.income_median"] / 100 == pytest.approx(trait_of(each, "population.income_median"), rel=0.01)
        assert {*changes} == {one.path for one in each.traits}
    assert simulate(scenario, seed=1).tables["portraits"]["portrait"].tolist() == [*scenario.portraits]


def test_the_file_tells_what_was_measured_from_what_was_worked_out_or_assumed(found, tmp_path: Path) -> None:
    (tmp_path / "portraits.yaml").write_text(text_of(found, date(2026, 1, 2), "portraits.yaml"), encoding="utf-8")
    what = resolve("cash_for_invites", [f"portraits={tmp_path / 'portraits.yaml'}"])
    stands, first = standings(what.scenario, what.evidence), found.portraits[0]
    assert stands[f"portraits.{first.name}.share"][2:] == ("measured", f"{found.quality.file}, {first.accounts:,} accounts")
    grades = {each.path: stands[f"portraits.{first.name}.{each.path}"].grade for each in first.traits}
    assert grades["population.income_median"] == grades["population.thin_file"] == "measured"
    assert grades["population.theta_mean"] == grades["behaviour.repay.minimum_share"] == "derived"
    assert grades["behaviour.basket.share"] == "assumption", "the number of purchases is the model's"
    assert stands["credit.score.auc_behaviour"].grade == "measured"


@pytest.mark.parametrize(("income", "purchases", "basket"), [
    ("measured", True, "derived"), ("measured", False, "assumption"), ("assumption", True, "assumption")])
def test_a_basket_is_known_no_better_than_incomes_and_purchases(income: str, purchases: bool, basket: str) -> None:
    customers, kind = planted(600)
    if income == "assumption":
        customers = replace(customers, income=np.zeros(600))
    features = {**size(customers), **behaviour(customers), **({"purchases": np.full(600, 4.0)} if purchases else {})}
    grade = {each.path: each.grade for each in traits(customers, kind, features, 3.0)[0][0]}
    assert (grade["population.income_median"], grade["behaviour.basket.share"]) == (income, basket)
    assert grade.get("behaviour.shop.rate", "") == ("measured" if purchases else "")


def test_a_few_known_values_are_no_trait_and_no_figure() -> None:
    known = np.full(200, np.nan)
    known[:9] = 7.0
    assert list(of_spending({"purchases": known}, np.ones(200, dtype=bool), [], "spending")) == []
    assert np.isnan([figure_of("limit", known), figure_of("late", known)]).all()
    assert list(of_minimum(ratio(np.ones(9), np.ones(9)), 0.0)) == []


def test_no_figure_is_the_exact_value_of_an_account() -> None:
    values = 1_000.123 + np.arange(201.0)
    assert median(values)[:3] == (1_100.0, 1_090.0, 1_110.0)
    assert figure_of("limit", values) == 1_100.0
    assert quantiles(values) == (1_020.0, 1_050.0, 1_100.0, 1_150.0, 1_180.0)


@pytest.mark.parametrize(("theta", "share"), [(-1.7, 0.55), (-0.9, 0.6), (0.5, 0.3), (0.5, 0.7)])
def test_people_of_the_rule_carry_balances_over_as_often_as_those_of_the_data(theta: float, share: float) -> None:
    [found] = of_minimum(Interval(share, share - 0.01, share + 0.01, 1_000), theta)
    people = theta + np.random.default_rng(1).standard_normal(200_000)
    assert np.minimum(1.0, found.value.mean * np.exp(-0.5 * people)).mean() == pytest.approx(share, abs=0.003)
    assert found.value.low < found.value.mean < found.value.high


def test_more_than_the_model_can_show_stands_at_the_bound_without_an_interval() -> None:
    [found] = of_minimum(Interval(0.98, 0.975, 0.985, 5_880), 0.49)
    assert found.value == Interval(1.0, None, None, 5_880)
    assert "they are 98.0 %, and people of this creditworthiness reach 75." in found.how


def test_nothing_that_the_map_or_the_file_says_becomes_a_setting(found) -> None:
    trick = "90 dpd\nbehaviour: {attrite: {hazard: 0 % per month}}\rx: 1\x85y: 1\u2028z: 1"
    said = replace(found, default_means=trick, quality=replace(found.quality, file=f"{trick}.csv"))
    plain, tricked = (yaml.safe_load(text_of(each, date(2026, 11, 23), name)) for each, name in ((found, "p"), (said, trick)))
    assert tricked.pop("evidence").keys() == plain.pop("evidence").keys()
    assert tricked == plain


def trait_of(portrait, path: str) -> float:
    return next(each.value.mean for each in portrait.traits if each.path == path)


def test_the_same_accounts_in_another_order_give_the_same_file() -> None:
    customers, _ = planted(400, kinds=(Kind(0.6, 9_000.0, 0.8, 0.15, 0.3, 0.3), Kind(0.4, 3_000.0, 0.2, 1.0, 0.02, 0.1)))
    turn = np.random.default_rng(8).permutation(400)
    place = np.argsort(turn)
    panel = customers.panel
    columns = {name: getattr(panel, name) for name in ("month", "limit", "balance", "billed", "paid", "spent", "late", "status")}
    own = {name: getattr(customers, name)[turn] for name in ("limit", "income", "default", "lot")}
    attributes = {name: replace(each, values=each.values[turn]) for name, each in customers.attributes.items()}
    shuffled = replace(customers, panel=Panel.of(columns | {"account": place[panel.account]}), attributes=attributes, **own)
    first, again = (text_of(portraits(each, 3.0), date(2026, 1, 2), "p.yaml") for each in (customers, shuffled))
    assert first == again


def test_money_is_told_in_another_currency() -> None:
    customers, _ = planted(60)
    other = exchanged(customers, "USD", 0.14)
    assert other.currency == "USD"
    assert other.income == pytest.approx(0.14 * customers.income)
    assert other.panel.balance == pytest.approx(0.14 * customers.panel.balance)
    assert np.array_equal(other.panel.late, customers.panel.late)


def test_a_currency_that_is_not_the_scenarios_is_refused_in_the_file(found, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(text_of(replace(found, currency="TWD"), date(2026, 1, 2), "p.yaml"), encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"p\.yaml:\d+:\d+: .*income_median: .*TWD"):
        load("cash_for_invites", [f"portraits={tmp_path / 'p.yaml'}"])

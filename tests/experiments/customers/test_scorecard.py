"""Scorecards: on planted data they reach the AUC that there is to reach, and their probabilities come true."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import norm

from experiments.customers.attributes import Attribute
from experiments.customers.binning import MOST_BINS, Predictor, binned
from experiments.customers.customers import Customers
from experiments.customers.judging import auc, groups, judged, kolmogorov_smirnov
from experiments.customers.scorecard import FACTOR, Scorecards, scorecards
from tests.experiments.customers.planted import planted

APART = (0.9, 0.6)
"""How far the good lie from the bad in two attributes that are normal in both: the area is Phi(d / sqrt 2)."""


def binormal(accounts: int, seed: int) -> Customers:
    """Customers of whom nothing but two attributes tells who defaults."""
    luck = np.random.default_rng(seed)
    default = 1.0 * (luck.random(accounts) < 0.25)
    attributes = {name: Attribute(luck.standard_normal(accounts) - apart * default)
                  for name, apart in zip("ab", APART, strict=True)}
    unknown = np.full(accounts, np.nan)
    customers = planted(60)[0]
    attributes["noise"] = Attribute(luck.standard_normal(accounts))
    return replace(customers, panel=customers.panel.where(customers.panel.account < 0), limit=unknown, income=unknown,
                   default=default, lot=luck.random(accounts), attributes=attributes)


@pytest.fixture(scope="module")
def cards() -> Scorecards:
    customers = binormal(20_000, 1)
    return scorecards(customers, np.argsort(customers.lot))


def test_the_area_is_that_of_a_closed_form(cards) -> None:
    truth = norm.cdf(math.hypot(*APART) / math.sqrt(2.0))
    found = cards.application.judged
    assert found.auc.mean == pytest.approx(truth, abs=0.02)  # of which six bins a feature cost 0.01
    assert found.auc.high > truth - 0.01
    assert found.ks.mean == pytest.approx(2.0 * norm.cdf(math.hypot(*APART) / 2.0) - 1.0, abs=0.05)


def test_probabilities_come_true_on_accounts_held_out(cards) -> None:
    found = cards.application.judged
    assert found.expected.low <= 1.0 <= found.expected.high
    assert sum(each.observed.low <= each.predicted <= each.observed.high for each in found.groups) >= 8
    assert [each.predicted for each in found.groups] == sorted(each.predicted for each in found.groups)


def test_noise_is_left_out_and_points_add_up_to_the_odds(cards) -> None:
    assert [line.feature.name for line in cards.application.lines] == ["a", "b"]
    assert {each.what for each in cards.left_out} == {"noise"}
    card = cards.application
    best = sum(max(line.points) for line in card.lines)
    odds = (1.0 - card.pd.min()) / card.pd.min()
    assert best == pytest.approx(600.0 + FACTOR * math.log(odds / 50.0), abs=1.0)


def test_without_a_label_or_with_few_defaults_there_is_no_scorecard() -> None:
    customers, _ = planted(300)
    order = np.argsort(customers.lot)
    for default, reason in ((None, "no column says who defaulted"), (1.0 * (np.arange(300) < 20), "too few: it takes 50 defaults")):
        found = scorecards(replace(customers, default=default), order)
        assert (found.application, found.behaviour) == (None, None)
        assert reason in found.left_out[0].text


def test_a_feature_that_was_measured_after_the_default_is_refused() -> None:
    customers = binormal(2_000, 2)
    leak = Attribute(customers.default + 0.1 * np.random.default_rng(1).standard_normal(2_000))
    found = scorecards(replace(customers, attributes=customers.attributes | {"collections_calls": leak}), np.argsort(customers.lot))
    assert "collections_calls" not in [line.feature.name for line in found.application.lines]
    assert any(each.what == "collections_calls" and "it was measured after it" in each.text for each in found.left_out)


def test_behaviour_tells_more_than_the_application() -> None:
    customers, kind = planted(3_000)
    customers = replace(customers, limit=np.full(3_000, 10_000.0), income=np.full(3_000, np.nan))
    customers = replace(customers, attributes={"age": customers.attributes["age"],
                                               "hint": Attribute(1.0 * kind + np.random.default_rng(3).normal(0.0, 2.0, 3_000))})
    found = scorecards(customers, np.argsort(customers.lot))
    assert found.behaviour.judged.auc.mean > found.application.judged.auc.mean + 0.05


def test_risk_only_falls_over_the_bins_of_what_is_better_the_more_of_it() -> None:
    luck = np.random.default_rng(5)
    x = luck.standard_normal(5_000)
    bad = luck.random(5_000) < 1.0 / (1.0 + np.exp(1.0 + x + 1.5 * np.sin(4.0 * x)))
    for monotone in (True, False):
        cut = binned(Predictor("x", x, (), monotone), np.ones(5_000, dtype=bool), bad)
        rates = [each.defaults / each.accounts for each in cut.bins if each.accounts]
        assert 3 <= len(rates) <= MOST_BINS
        assert (rates == sorted(rates, reverse=True)) == monotone


def test_no_bin_tells_of_a_few_accounts_by_a_difference_either() -> None:
    luck = np.random.default_rng(4)
    x, bad = luck.standard_normal(1_000), luck.random(1_000) < 0.2
    x[:4], bad[:4] = np.nan, True
    [*known, missing] = binned(Predictor("x", x), np.ones(1_000, dtype=bool), bad).bins
    assert sum(each.accounts for each in known) == 1_000
    assert (missing.accounts, missing.defaults) == (0, 0)
    assert missing.woe == max(known, key=lambda each: each.accounts).woe


def test_a_bin_with_one_default_is_joined_to_its_neighbour() -> None:
    x = np.repeat([0.0, 1.0, 2.0], 200)
    bad = np.arange(600) % 200 < np.repeat([100, 40, 1], 200)
    cut = binned(Predictor("x", x), np.ones(600, dtype=bool), bad)
    assert [(each.accounts, each.defaults) for each in cut.bins] == [(200, 100), (400, 41), (0, 0)]


def test_words_and_missing_values_have_bins_of_their_own() -> None:
    luck = np.random.default_rng(6)
    word = luck.choice(4, 4_000, p=(0.6, 0.35, 0.049, 0.001)).astype(float)
    word[:400] = np.nan
    bad = luck.random(4_000) < np.where(np.isnan(word), 0.5, 0.1 + 0.2 * (word == 1.0))
    cut = binned(Predictor("home", word, ("owned", "rented", "parents", "barge")), np.ones(4_000, dtype=bool), bad)
    assert [each.words for each in cut.bins] == [("owned",), ("rented",), ("parents", "barge"), ()]
    assert cut.bins[-1].is_missing
    assert cut.bins[-1].accounts == 400
    assert cut.bins[0].woe > 0.0 > cut.bins[1].woe > cut.bins[-1].woe


def test_the_interval_of_an_area_covers_as_often_as_it_says() -> None:
    luck, truth = np.random.default_rng(7), norm.cdf(1.0 / math.sqrt(2.0))
    inside = 0
    for _ in range(500):
        bad = np.arange(200) < 60
        found = auc(luck.standard_normal(200) + bad, bad)
        inside += found.low <= truth <= found.high
    assert 0.925 <= inside / 500 <= 0.975


def test_areas_and_distances_of_few_scores_by_hand() -> None:
    score, bad = np.array([1.0, 2.0, 2.0, 3.0]), np.array([False, False, True, True])
    assert auc(score, bad).mean == (1.0 + 0.5 + 1.0 + 1.0) / 4.0
    assert kolmogorov_smirnov(score, bad).mean == 0.5
    assert [each.observed.replications for each in groups(np.linspace(0.1, 0.9, 100), np.arange(100) % 2 == 0)] == [34, 33, 33]
    assert judged(np.full(4, 0.5), bad).expected.mean == 1.0


def test_the_distance_of_pure_noise_is_seldom_held_to_be_above_none() -> None:
    luck = np.random.default_rng(5)
    above = [kolmogorov_smirnov(luck.random(400), luck.random(400) < 0.3).low > 0.0 for _ in range(300)]
    assert np.mean(above) <= 0.05

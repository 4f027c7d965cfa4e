"""What neighbours say of a design: against closed forms and cases whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.search.kriging import believed, distances, expected
from tests.experiments.searches import CUT, PAY, planned

LUCK = np.random.default_rng(8)
LINE = np.abs(np.subtract.outer(np.linspace(0.0, 1.0, 11), np.linspace(0.0, 1.0, 11)))[None]
"""Eleven designs along one lever."""


def test_distances_are_parts_of_a_range_and_words_are_apart_or_the_same() -> None:
    what = planned(vary={PAY: {"from": 0, "to": 80}, "behaviour.invite.pull": {"from": 0.01, "to": 0.1, "log": "true"},
                         "rewards.referrer.form": ["cash", "points"], CUT: {"from": 500, "to": 600}})
    found = distances(what.levers, [("0", "0.01", "cash", "500"), ("20", "0.1", "points", "350"), ("80", "0.0316228", "cash", "")])
    assert found[:, 0, 1] == pytest.approx([0.25, 1.0, 1.0, 1.5])
    assert found[:, 0, 2] == pytest.approx([1.0, 0.5, 0.0, 1.0], abs=1e-5)
    assert (found == found.transpose(0, 2, 1)).all()


def test_estimates_without_luck_are_believed() -> None:
    means = LUCK.normal(0.0, 3.0, 11)
    draws = believed(LINE, means, np.full(11, 1e-3), 1, 2_000)
    assert draws.mean(axis=0) == pytest.approx(means, abs=0.01)


def test_equal_estimates_are_believed_to_be_equal() -> None:
    assert believed(LINE, np.full(11, 2.0), np.ones(11), 1, 5).tolist() == [[2.0] * 11] * 5


def test_neighbours_sharpen_what_is_known_of_each() -> None:
    """Along a straight line with luck the beliefs are nearer to the truth than the estimates, and as sure as they may be."""
    truth, errors, misses, inside = np.linspace(0.0, 10.0, 11), np.full(11, 2.0), [], []
    for seed in range(40):
        means = truth + LUCK.normal(0.0, errors)
        draws = believed(LINE, means, errors, seed, 1_000)
        low, high = np.quantile(draws, (0.05, 0.95), axis=0)
        misses.append((np.sqrt(np.mean((draws.mean(axis=0) - truth) ** 2)), np.sqrt(np.mean((means - truth) ** 2))))
        inside.append(np.mean((low <= truth) & (truth <= high)))
    believed_off, estimated_off = np.mean(misses, axis=0)
    assert believed_off < 0.7 * estimated_off
    assert 0.8 < np.mean(inside) < 0.98


def test_who_looks_best_by_luck_alone_is_drawn_back_to_the_others() -> None:
    means = LUCK.normal(0.0, 1.0, 11)
    draws = believed(LINE, means, np.ones(11), 1, 4_000)
    most = (draws == draws.max(axis=1, keepdims=True)).mean(axis=0).max()
    plain = means + LUCK.normal(0.0, 1.0, (4_000, 11))
    assert most < 0.8 * (plain == plain.max(axis=1, keepdims=True)).mean(axis=0).max()


def test_a_place_of_its_own_is_known_by_its_own_runs_alone() -> None:
    """Where every design differs from every other by a word, all are equally far: what is left is a common prior."""
    apart = (1.0 - np.eye(11))[None]
    means = np.array([0.0] * 10 + [30.0])
    assert believed(apart, means, np.ones(11), 1, 2_000).mean(axis=0)[-1] == pytest.approx(30.0, abs=2.0)


def test_single_runs_together_say_more_than_each_alone() -> None:
    """Of a smooth response seen through luck as large as itself, what is expected is nearer to the truth than the runs are."""
    places = LUCK.uniform(0.0, 1.0, 80)
    truth = np.stack([places**2, np.full(80, 3.0)], axis=1)
    runs = truth + LUCK.normal(0.0, (0.3, 0.0), (80, 2))
    found = expected(np.abs(np.subtract.outer(places, places))[None], runs, 1)
    assert np.std(found[:, 0] - truth[:, 0]) < 0.4 * np.std(runs[:, 0] - truth[:, 0])
    assert found[:, 1].tolist() == [3.0] * 80

"""The posterior of a calibration is the one that mathematics knows, covers what was hidden, and says where a model does not fit."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import kstest, norm

from experiments.calibration.observed import TOGETHER, Observed
from experiments.calibration.posterior import Posterior, first, narrowed, posterior
from experiments.calibration.sampling import sampled

Array = NDArray[np.float64]
Model = Callable[[Array], Array]
SLOPES = np.array([[1.0, 0.5, -0.5, 1.0, 0.0], [0.0, 1.0, 1.0, -0.5, 0.5]])
ERROR = 0.05


def line(places: Array) -> Array:
    """Return figures that are straight lines of two parameters."""
    return (places - 0.5) @ SLOPES


def banana(places: Array) -> Array:
    """Return figures that leave a bent ridge of two parameters possible."""
    one, other = 4.0 * places[:, 0] - 2.0, 4.0 * places[:, 1] - 2.0
    return np.stack([other + one**2, 0.3 * one], axis=1)


def steep(places: Array) -> Array:
    """Return figures that are shares of which most are near 0 or 1, of three parameters."""
    slopes = np.array([[3.0, -2.0, 1.0, 0.0, 4.0], [1.0, 3.0, -2.0, 2.0, 0.0], [0.0, 1.0, 3.0, -3.0, 1.0]])
    return np.asarray(1.0 / (1.0 + np.exp(-(2.0 * places - 1.0) @ slopes)))


def seen(values: Array, sides: tuple[int, ...] = (), sources: tuple[str, ...] = ()) -> Observed:
    """Return observed figures, estimates of different sources unless something else is said."""
    many = len(values)
    names = tuple(map(str, range(many)))
    return Observed(names, values, np.full(many, ERROR), np.array(sides or (0,) * many), sources or names)


def simulated(model: Model, places: Array, luck: float, seed: int) -> Array:
    """Return a simulation at each place."""
    expected = model(places)
    return expected + np.random.default_rng(seed).normal(0.0, luck, expected.shape)


def calibrated(model: Model, parameters: int, observed: Observed, luck: float = ERROR, many: int = 120) -> Posterior:
    """Return the posterior after two rounds of simulations."""
    places = first(parameters, many, 1)
    figures = simulated(model, places, luck, 1)
    more = narrowed(places, figures, observed, many, 2)
    return posterior(np.vstack([places, more]), np.vstack([figures, simulated(model, more, luck, 2)]), observed, 3)


def test_of_a_straight_line_it_is_the_normal_one() -> None:
    truth = np.array([0.4, 0.6])
    values = line(truth[None])[0] + ERROR * np.array([1.0, -0.5, 0.3, 0.8, -1.0])
    covariance = ERROR**2 * np.linalg.inv(SLOPES @ SLOPES.T)
    mean = 0.5 + np.linalg.solve(SLOPES @ SLOPES.T, SLOPES @ values)
    found = calibrated(line, 2, seen(values)).draws
    np.testing.assert_allclose(found.mean(axis=0), mean, atol=0.3 * np.sqrt(covariance.diagonal()).min())
    np.testing.assert_allclose(np.cov(found.T), covariance, atol=0.25 * covariance.max())


def test_luck_of_simulations_is_not_counted_as_error() -> None:
    values = line(np.array([[0.5, 0.5]]))[0]
    lucky = calibrated(line, 2, seen(values), luck=4.0 * ERROR, many=500).draws
    covariance = ERROR**2 * np.linalg.inv(SLOPES @ SLOPES.T)
    np.testing.assert_allclose(lucky.std(axis=0), np.sqrt(covariance.diagonal()), rtol=0.25)


def test_errors_of_one_source_go_together_as_luck_does() -> None:
    def twice(places: Array) -> Array:
        return np.column_stack([places[:, 0], -places[:, 0]])

    places = first(1, 500, 1)
    shared = np.random.default_rng(1).normal(0.0, ERROR, (500, 1)) * np.ones(2)
    apart, alike = (posterior(places, twice(places) + shared, seen(np.array([0.5, -0.5]), (), sources), 1).draws.std()
                    for sources in (("one", "other"), ("one", "one")))
    assert apart == pytest.approx(ERROR / np.sqrt(2.0), rel=0.1)
    assert alike == pytest.approx(ERROR * np.sqrt((1.0 - TOGETHER) / 2.0), rel=0.15)


@pytest.mark.parametrize(("model", "parameters"), [(banana, 2), (steep, 3)])
def test_what_was_hidden_is_at_all_ranks_of_the_draws_alike(model: Model, parameters: int) -> None:
    luck, ranks = np.random.default_rng(1), list[float]()
    for truth in luck.random((24, parameters)):
        found = calibrated(model, parameters, seen(simulated(model, truth[None], ERROR, int(luck.integers(1 << 30)))[0]))
        ranks += [*(found.draws < truth).mean(axis=0)]
    assert kstest(ranks, "uniform").pvalue > 0.01
    assert kstest(np.abs(2.0 * np.array(ranks) - 1.0), "uniform").pvalue > 0.01, "intervals are neither too wide nor too narrow"


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_ranks_tell_intervals_that_are_too_wide_and_too_narrow(factor: float) -> None:
    ranks = norm.cdf(norm.ppf((np.arange(48) + 0.5) / 48) / factor)
    assert kstest(np.abs(2.0 * ranks - 1.0), "uniform").pvalue < 0.01


def test_a_bound_leaves_all_that_keeps_it() -> None:
    found = calibrated(lambda places: places, 1, seen(np.array([0.3]), sides=(-1,))).draws[:, 0]
    np.testing.assert_allclose(np.quantile(found, [0.1, 0.5]), [0.03, 0.15], atol=0.03)
    assert 0.3 < found.max() < 0.3 + 4.5 * ERROR
    found = calibrated(lambda places: places, 1, seen(np.array([0.3]), sides=(1,))).draws[:, 0]
    assert found.mean() == pytest.approx(0.65, abs=0.03)


def test_the_next_round_is_near_to_what_was_observed_and_cuts_nothing_off() -> None:
    places, luck = first(2, 200, 1), np.random.default_rng(1)
    for truth in luck.random((10, 2)):
        more = narrowed(places, simulated(line, places, ERROR, 1), seen(simulated(line, truth[None], ERROR, 2)[0]), 100, 1)
        assert len(more) == 100
        assert (more.min(axis=0) < truth).all()
        assert (truth < more.max(axis=0)).all()
        assert (more.std(axis=0) < 0.6 * places.std(axis=0)).all()


def test_what_no_parameters_can_bring_enlarges_the_errors() -> None:
    values = line(np.array([[0.5, 0.5]]))[0]
    met, unmet = calibrated(line, 2, seen(values)), calibrated(line, 2, seen(values + np.array([1.0, -1.0, 1.0, -1.0, 1.0])))
    assert met.inflation == 1.0
    assert met.misfit.p > 0.5
    assert unmet.misfit.p < 1e-6
    assert unmet.inflation > 5.0
    assert (unmet.draws.std(axis=0) > 3.0 * met.draws.std(axis=0)).all()


@pytest.mark.parametrize(("bound", "chi_square", "freedom"), [(0.9, 1.5**2, 1), (0.5 - 2.0 * ERROR, 1.5**2 + 2.0**2, 2)])
def test_a_bound_is_misfit_only_where_it_is_broken(bound: float, chi_square: float, freedom: int) -> None:
    places = first(1, 500, 1)
    shared = np.random.default_rng(1).normal(0.0, 0.2 * ERROR, (500, 1)) * np.ones(2)
    observed = seen(np.array([0.5 + 1.5 * ERROR, bound]), sides=(0, -1), sources=("one", "one"))
    found = posterior(places, 0.5 + shared, observed, 1).misfit
    assert found.chi_square == pytest.approx(chi_square, rel=0.1)
    assert found.freedom == pytest.approx(freedom, abs=0.1)


def test_errors_are_rarely_enlarged_where_the_model_is_right() -> None:
    luck = np.random.default_rng(1)
    places = first(2, 300, 1)
    figures = simulated(line, places, ERROR, 1)
    found = [posterior(places, figures, seen(simulated(line, truth[None], ERROR, 100 + number)[0]), 1).inflation > 1.0
             for number, truth in enumerate(luck.random((12, 2)))]
    assert sum(found) <= 2


def test_the_same_seed_draws_the_same() -> None:
    observed = seen(line(np.array([[0.4, 0.6]]))[0])
    np.testing.assert_array_equal(calibrated(line, 2, observed).draws, calibrated(line, 2, observed).draws)


def test_places_of_the_first_round_are_even() -> None:
    places = first(3, 100, 1)
    assert places.shape == (100, 3)
    np.testing.assert_allclose(places.mean(axis=0), 0.5, atol=0.03)
    assert [len({int(each * 10) for each in column}) for column in places.T] == [10, 10, 10]


def test_draws_find_two_peaks_as_large_as_they_are() -> None:
    def peaks(places: Array) -> Array:
        return np.logaddexp(*(np.log(weight) - 0.5 * (((places - centre) / 0.02) ** 2).sum(axis=1)
                              for weight, centre in ((3.0, 0.2), (1.0, 0.8))))

    found = sampled(peaks, np.zeros(2), np.ones(2), 2_000, 1)
    assert (found < 0.5).all(axis=1).mean() == pytest.approx(0.75, abs=0.05)
    assert found[(found < 0.5).all(axis=1)].std(axis=0) == pytest.approx(0.02, rel=0.1)


def test_draws_know_the_sides_of_their_box() -> None:
    found = sampled(lambda places: -20.0 * places[:, 0], np.zeros(1), np.ones(1), 4_000, 1)[:, 0]
    np.testing.assert_allclose(np.quantile(found, [0.1, 0.5, 0.9]), -np.log([0.9, 0.5, 0.1]) / 20.0, rtol=0.1)

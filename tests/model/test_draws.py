"""Luck: the generator's known answers, and that its uniforms are uniform and know nothing of each other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import special, stats

from sim.compiling import kernel
from sim.draw import Purpose, exponential, normal, philox, quantile, uniform

# kat_vectors of Random123: counter, key, answer
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_philox_gives_the_known_answers(
    counter: tuple[int, ...], key: tuple[int, ...], answer: tuple[int, ...]
) -> None:
    assert philox(*counter, *key) == answer


@kernel
def block(seed: int, persons: int, whens: int, purpose: int) -> NDArray[np.float64]:
    """Return the draws of the first persons on the first days."""
    draws = np.empty((persons, whens))
    for i in range(persons):
        for when in range(whens):
            draws[i, when] = uniform(seed, i, when, purpose)
    return draws


@kernel
def across(seed: int, persons: int, purposes: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the draws of the first persons for some purposes."""
    draws = np.empty((persons, len(purposes)))
    for i in range(persons):
        for k, purpose in enumerate(purposes):
            draws[i, k] = uniform(seed, i, 0, purpose)
    return draws


def correlation(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """Return a correlation in standard errors."""
    return float(np.corrcoef(x.ravel(), y.ravel())[0, 1] * np.sqrt(x.size))


@pytest.mark.parametrize("seed", [0, 1, 2**63 - 1])
@pytest.mark.parametrize("purpose", [Purpose.THETA, Purpose.REPAY])
def test_the_uniforms_are_uniform(seed: int, purpose: Purpose) -> None:
    draws = block(seed, 2_000, 100, purpose.value).ravel()
    assert stats.kstest(draws, "uniform").pvalue > 1e-3
    counts = np.bincount((draws * 256).astype(int), minlength=256)
    assert stats.chisquare(counts).pvalue > 1e-3
    low_bits = np.bincount(((draws * 2**20 % 1.0) * 256).astype(int), minlength=256)
    assert stats.chisquare(low_bits).pvalue > 1e-3


@pytest.mark.parametrize("lag", [1, 2, 7, 30])
def test_neighbouring_persons_and_days_are_uncorrelated(lag: int) -> None:
    draws = block(1, 3_000, 60, Purpose.SHOP.value)
    assert abs(correlation(draws[lag:], draws[:-lag])) < 4.0
    assert abs(correlation(draws[:, lag:], draws[:, :-lag])) < 4.0
    assert abs(correlation(draws[lag:, lag:], draws[:-lag, :-lag])) < 4.0


def test_pairs_of_neighbours_fill_the_square_evenly() -> None:
    draws = block(3, 3_000, 60, Purpose.SHOP.value)
    cells = (draws[:-1] * 16).astype(int) * 16 + (draws[1:] * 16).astype(int)
    assert stats.chisquare(np.bincount(cells[::2].ravel(), minlength=256)).pvalue > 1e-3


def test_neighbouring_purposes_are_uncorrelated() -> None:
    draws = across(1, 40_000, np.array([purpose.value for purpose in Purpose]))
    errors = np.corrcoef(draws.T)[np.triu_indices(len(Purpose), 1)] * np.sqrt(len(draws))
    assert np.abs(errors).max() < 4.5  # the largest of some five hundred
    assert stats.kstest(errors, "norm").pvalue > 1e-3


@pytest.mark.parametrize("other", [1, 2, 2**32, 2**62])
def test_neighbouring_seeds_are_uncorrelated(other: int) -> None:
    mine, hers = (block(seed, 2_000, 60, Purpose.SHOP.value) for seed in (5, 5 + other))
    assert abs(correlation(mine, hers)) < 4.0


def test_exponentials_and_normals_have_their_distributions() -> None:
    persons = range(20_000)
    waits = [exponential(1, i, 0, Purpose.ARRIVE.value) for i in persons]
    traits = [normal(1, i, 0, Purpose.THETA.value) for i in persons]
    assert stats.kstest(waits, "expon").pvalue > 1e-3
    assert stats.kstest(traits, "norm").pvalue > 1e-3


@given(st.floats(1e-300, 1.0, exclude_max=True))
def test_the_quantile_is_the_normal_one(p: float) -> None:
    assert quantile(p) == pytest.approx(special.ndtri(p), rel=1e-13, abs=1e-15)


def test_a_purpose_has_a_name_and_a_number_of_its_own() -> None:
    assert len(Purpose.__members__) == len(set(Purpose)) == len({purpose.value for purpose in Purpose})
    assert all(0 <= purpose.value < 2**32 for purpose in Purpose)


@kernel
def most_bits(seed: int, first: int, persons: int, whens: int, purpose: int) -> NDArray[np.float64]:
    """Return the draws of persons from ``first`` on."""
    draws = np.empty((persons, whens))
    for i in range(persons):
        for when in range(whens):
            draws[i, when] = uniform(seed, first + i, when, purpose)
    return draws


def test_no_two_keys_meet() -> None:
    # the counter is (person, when, purpose, 0), a word each: one to one up to 2**32 persons, as is the cipher. Of 64
    # bits a draw keeps 52; 1.2 million draws without a double are what chance gives in all but 0.02 % of cases.
    blocks = [
        most_bits(1, first, 1_000, 60, purpose.value)
        for first in (0, 50_000_000, 99_999_000, 2**31)
        for purpose in (Purpose.REPAY, Purpose.REPAY_HOW, Purpose.SHOP)
    ]
    draws = np.concatenate([draws.ravel() for draws in blocks])
    assert len(np.unique(draws)) == draws.size > 700_000


@given(
    seed=st.integers(0, 2**63 - 1),
    person=st.integers(0, 100_000_000),
    when=st.integers(0, 7_200),
    purpose=st.sampled_from(Purpose),
)
def test_a_draw_is_a_pure_function_of_its_key(seed: int, person: int, when: int, purpose: Purpose) -> None:
    drawn = uniform(seed, person, when, purpose.value)
    assert 0.0 < drawn < 1.0
    assert uniform(seed, person, when, purpose.value) == drawn
    assert uniform(seed, person + 1, when, purpose.value) != drawn
    assert uniform(seed, person, when + 1, purpose.value) != drawn
    assert uniform(seed ^ 1, person, when, purpose.value) != drawn
    assert uniform(seed ^ 2**40, person, when, purpose.value) != drawn

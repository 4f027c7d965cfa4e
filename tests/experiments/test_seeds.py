"""Replications have seeds of their own, the same ones every time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.seeds import DERIVED_BELOW, seeds, unused


@given(st.integers(0, 2**63 - 1), st.integers(1, 200))
def test_seeds_are_unique_reproducible_and_begin_with_the_one_asked_for(seed: int, replications: int) -> None:
    found = seeds(seed, replications)
    assert found[0] == seed
    assert len(set(found)) == replications
    assert found == seeds(seed, replications)
    assert all(0 <= each < 2**63 for each in found)


@given(st.integers(0, 2**63 - 1), st.integers(1, 50), st.integers(0, 50))
def test_more_replications_only_add_seeds(seed: int, few: int, more: int) -> None:
    assert seeds(seed, few + more)[:few] == seeds(seed, few)


def test_a_seed_that_is_taken_gives_way_to_the_next() -> None:
    assert unused(5, {5, 6}) == 7
    assert unused(DERIVED_BELOW - 1, {DERIVED_BELOW - 1}) == 0


def test_fifty_thousand_seeds_take_a_second_and_no_minute() -> None:
    began = time.process_time()
    assert len(set(seeds(7, 50_000))) == 50_000
    assert time.process_time() - began < 20.0


@pytest.mark.parametrize(("seed", "replications", "word"), [(1, 0, "at least 1"), (-1, 1, "seed"), (2**63, 1, "seed")])
def test_what_makes_no_sense_is_refused(seed: int, replications: int, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        seeds(seed, replications)

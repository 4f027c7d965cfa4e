"""A person's luck is her own: it does not hang on who else exists; a run hangs on its seed and on nothing else."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios import load
from sim.engine import Engine
from sim.people import people
from sim.result import result_hash
from sim.scenario import Scenario, default
from sim.tables import ACCOUNTS
from sim.world import Life
from tests.model.settings import changed, crowd, nobody_moves

TRAITS = ("theta", "deal", "propensity", "points_taste", "limit_taste", "income", "thin")


@given(seed=st.integers(0, 2**63 - 1), few=st.integers(1, 100), more=st.integers(1, 200))
def test_traits_do_not_hang_on_who_else_exists(seed: int, few: int, more: int) -> None:
    small, large = (people(seed, Scenario(persons=persons)) for persons in (few, few + more))
    for trait in TRAITS:
        assert np.array_equal(small[trait], large[trait][:few])


def by_person(life: Life, field: str, persons: int) -> dict[int, int]:
    """Return a field of the accounts of the first persons."""
    accounts = life.tables.accounts[: life.world.count[ACCOUNTS]]
    return {int(row.person): int(row[field]) for row in accounts if row.person < persons}


def test_a_life_without_friends_is_the_same_in_a_larger_world() -> None:
    # nobody invites and nobody imitates: each lives for herself, from her score to her last purchase
    alone = {
        **nobody_moves(),
        "population__launch": 0.5,
        "behaviour__activate": default("activate"),
        "behaviour__shop": default("shop"),
        "behaviour__hardship": default("hardship"),
        "behaviour__attrite": default("attrite"),
    }
    small, large = (Engine(changed(Scenario(persons=persons, days=240), **alone), 4).run() for persons in (200, 400))
    for field in ("opened", "activated", "limit", "spent", "margin", "purchases", "bucket", "worst", "state", "ended"):
        assert by_person(small, field, 200) == by_person(large, field, 200)
    assert len(by_person(small, "spent", 200)) > 50


@settings(max_examples=5)
@given(seed=st.integers(0, 2**63 - 2))
def test_one_seed_one_result(seed: int) -> None:
    scenario = crowd(persons=80, days=60)
    first, again, other = (result_hash(Engine(scenario, s).run()) for s in (seed, seed, seed + 1))
    assert first == again != other


def test_a_higher_reward_makes_the_same_person_come_earlier() -> None:
    # common random numbers: nobody who comes for 20 stays away for 100, as long as only she is asked
    comes = []
    for pay in (2_000, 10_000):
        rewards = dict(load("cash_for_invites").rewards)
        rewards["friend"] = rewards["friend"]._replace(amount=default("amount", pay=pay))
        life = Engine(changed(load("cash_for_invites"), persons=3_000, days=40, rewards=rewards), 1).run()
        comes.append({int(i) for i in life.tables.accounts["person"][: life.world.count[ACCOUNTS]]})
    assert len(comes[0] - comes[1]) <= 0.02 * len(comes[0])
    assert len(comes[1]) >= len(comes[0])

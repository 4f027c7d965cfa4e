"""Whose life to look at: the person for whom a run stands out. Accounts of rings belong to no person, and are left aside."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from sim.measures.tree import trees
from sim.tables import ACCOUNTS, NONE, Records
from sim.world import Life


class NobodyFound(ValueError):
    """A run in which nobody is what was looked for."""


def opened(life: Life) -> Records:
    """Return the accounts that were opened."""
    return life.tables.accounts[: life.count[ACCOUNTS]]


def of_persons(life: Life) -> NDArray[np.bool_]:
    """Tell of each account that was opened whether it is a person's, not a ring's."""
    hers: NDArray[np.bool_] = opened(life)["person"] < life.scenario.persons
    return hers


def losses(accounts: Records) -> NDArray[np.int64]:
    """Return what was lost with each account: principal written off, by fraud or not, less what has come back."""
    lost: NDArray[np.int64] = accounts["written_off"].astype(np.int64) - accounts["recovered"]
    return lost


def largest_loss(life: Life) -> int:
    """Return the account with which most was lost."""
    lost = losses(opened(life)) * of_persons(life)
    if not (lost > 0).any():
        raise NobodyFound("nobody has been written off in this run")
    return int(lost.argmax())


def worst_referrer(life: Life) -> int:
    """Return the account with whose friends, those it brought itself, most was lost."""
    accounts = opened(life)
    referred = accounts["referrer"] != NONE
    lost = np.zeros(len(accounts), dtype=np.int64)
    np.add.at(lost, accounts["referrer"][referred], losses(accounts)[referred])
    lost *= of_persons(life)
    if not (lost > 0).any():
        raise NobodyFound("nobody in this run has brought a friend who was written off")
    return int(lost.argmax())


def deepest_tree(life: Life) -> int:
    """Return the root of the deepest referral tree; of several the largest, then the first."""
    roots, sizes, depths = trees(life)
    found = (depths > 0) & of_persons(life)[roots]
    if not found.any():
        raise NobodyFound("nobody in this run has brought a friend")
    return int(min(zip(-depths[found], -sizes[found], roots[found], strict=True))[2])


def random(life: Life) -> int:
    """Return an account drawn from all that were opened; the same one each time under a seed."""
    accounts = np.flatnonzero(of_persons(life))
    if len(accounts) == 0:
        raise NobodyFound("nobody in this run has an account")
    return int(accounts[np.random.default_rng(int(life.world.seed)).integers(len(accounts))])


WHO: Mapping[str, Callable[[Life], int]] = {
    "worst-referrer": worst_referrer, "largest-loss": largest_loss, "deepest-tree": deepest_tree, "random": random,
}


def found(life: Life, who: str) -> int:
    """Return the person who is looked for in a finished run. Raises NobodyFound where there is none."""
    return int(opened(life)["person"][WHO[who](life)])

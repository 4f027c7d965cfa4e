"""Events that rewards may hang on are written down once a day for each account, and settled by ``reward``."""

from __future__ import annotations

from sim.compiling import inner
from sim.rows import account_at, event_at
from sim.tables import NONE, TOUCHED, World


@inner
def touch(world: World, a: int) -> None:
    """Note that something happened to a referred account today."""
    account = account_at(world, a)
    if account.touched or account.referrer == NONE:
        return
    account.touched = 1
    event_at(world, world.count[TOUCHED]).touched = a
    world.count[TOUCHED] += 1

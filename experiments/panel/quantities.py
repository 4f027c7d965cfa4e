"""The quantities that a model can be held against: any measure of a run, and tables of it, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from experiments.lab.rolling import measured
from experiments.panel import shares
from experiments.panel.shares import Cell, share
from experiments.panel.table import Panel
from experiments.panel.watching import watched
from sim.measures.growth import share as part_of
from sim.measures.tabulate import BUCKET_NAMES
from sim.measures.tree import trees
from sim.scenario import Scenario
from sim.simulation import start
from sim.tables import ACCOUNTS, BUCKETS, MONTH, NONE, State, Tally
from sim.world import Life

OF_PANEL: Mapping[str, Callable[[Panel], Iterator[Cell]]] = {each.__name__: each for each in (
    shares.moves, shares.statuses, shares.utilisation_bins, shares.payment_ratio_bins, shares.limit_bins, shares.late_accounts,
    shares.late_balance, shares.ever_30, shares.ever_90)}
TREES = ((2, 2, "2"), (3, 3, "3"), (4, 5, "4-5"), (6, np.inf, "6+"))
BUCKET_30, BUCKET_90 = 2, 4
DAYS_90, USUAL_WRITE_OFF = 90, 180


class Asked(NamedTuple):
    """Which quantities are asked of a run, and from how many of its last months the panel is taken (all where 0)."""

    quantities: tuple[str, ...] = ()
    months: int = 0


def roll_rates(life: Life) -> Iterator[tuple[str, float]]:
    """Yield which share of the accounts in a bucket was in the next one after their due day, over the run."""
    moved = life.tables.by_month["rolls"].sum(axis=0)
    names = [name.upper() for name in BUCKET_NAMES]
    for bucket in range(BUCKETS - 2):
        yield f"{names[bucket]} > {names[bucket + 1]}", part_of(moved[bucket, bucket + 1], moved[bucket].sum())


def late_by_year(life: Life) -> Iterator[tuple[str, float]]:
    """Yield the share of principal that is late at the end of each year of the run."""
    balances = life.tables.days["balance_by_bucket"][12 * MONTH - 1 :: 12 * MONTH]
    for year, balance in enumerate(balances, start=1):
        for name, bucket in (("30+", BUCKET_30), ("90+", BUCKET_90)):
            yield f"{name} year {year}", part_of(balance[bucket:].sum(), balance.sum())


def written_off(life: Life) -> Iterator[tuple[str, float]]:
    """Yield the share of accounts that are written off by a month on book, of all that have come so far: static pools."""
    yield from by_mob(life, "charged_off")


def defaulted(life: Life) -> Iterator[tuple[str, float]]:
    """Yield the share of accounts that have ever been 90 dpd by a month on book, of all that have come so far: static pools."""
    yield from by_mob(life, "ever_90")


def by_mob(life: Life, field: str) -> Iterator[tuple[str, float]]:
    """Yield the share of accounts of which something holds by a month on book, of all that have come so far."""
    months = int(life.world.months)
    pools = life.tables.vintages.view(np.ndarray).reshape(-1, months)
    for mob in (mob for mob in shares.MOBS if mob < months):
        yield f"MOB {mob}", part_of(pools[field][:, mob].sum(), pools["accounts"][:, mob].sum())


def static_pool(life: Life) -> Iterator[tuple[str, float]]:
    """Yield which part of what was bought was written off, and which part was ever 90 dpd: as of receivables that were sold.

    Both are held against the purchases that are old enough for it: until a purchase is written off or late, it waits for its
    statement and for its due day. Of purchases on long plans what is yet to be lost is missing.
    """
    days, waits = life.tables.days, MONTH + life.scenario.product.grace_days
    bought = days["tally"][:, Tally.GMV].cumsum()
    written_off = days["tally"][:, Tally.CHARGED_OFF_EAD].sum()
    late = days["balance_by_bucket"][-1, BUCKET_90:].sum()
    for name, lost, after in (("written off", written_off, write_off_after(life)), ("90 dpd", written_off + late, DAYS_90)):
        age = waits + after
        yield name, part_of(lost, bought[-age] if len(bought) > age else 0)


def write_off_after(life: Life) -> int:
    """Return after how many days past due an account is written off, of the accounts that were; 180 where none was."""
    written = life.tables.accounts.view(np.ndarray)[: life.world.count[ACCOUNTS]]
    written = written[(written["state"] == State.CHARGED_OFF) & (written["oldest_due"] != NONE)]
    return int(np.median(written["ended"] - written["oldest_due"])) if len(written) else USUAL_WRITE_OFF


def funnel(life: Life) -> Iterator[tuple[str, float]]:
    """Yield the invite funnel: customers who refer, who bring a friend, and friends who buy for each invitation."""
    found = measured(life)
    yield "refer", found["referring_share"].value
    yield "bring", found["bringing_share"].value
    yield "friends per invitation", part_of(found["referred_accounts"].value, found["invitations"].value)


def tree_sizes(life: Life) -> Iterator[tuple[str, float]]:
    """Yield how the sizes of referral trees are distributed, among those of two accounts or more."""
    _, sizes, _ = trees(life)
    for low, high, name in TREES:
        yield name, part_of(np.sum((sizes >= low) & (sizes <= high)), np.sum(sizes > 1))


OF_RUN: Mapping[str, Callable[[Life], Iterator[tuple[str, float]]]] = {
    each.__name__: each for each in (roll_rates, late_by_year, written_off, defaulted, static_pool, funnel, tree_sizes)}


def quantities() -> dict[str, str]:
    """Return every table of figures by name, with what it tells.

    >>> quantities()["funnel"]
    'Yield the invite funnel: customers who refer, who bring a friend, and friends who buy for each invitation.'
    """
    return {name: (of.__doc__ or "").splitlines()[0] for name, of in (*OF_PANEL.items(), *OF_RUN.items())}


def figures(scenario: Scenario, seed: int, asked: Asked) -> tuple[Life, dict[str, float]]:
    """Run a scenario and return how it ends, with the figures of it: tables as ``quantity: cell``, measures by their names.

    Raises KeyError for an unknown quantity, ValueError as ``start`` does.
    """
    tables = [name for name in asked.quantities if name in OF_PANEL or name in OF_RUN]
    if any(name in OF_PANEL for name in tables):
        life, panel = watched(scenario, seed)
        panel = panel.last(asked.months) if asked.months else panel
    else:
        life, panel = start(scenario, seed).run(), None
    found = {name: float(measure.value) for name, measure in measured(life).items() if name in asked.quantities}
    for name in tables:
        cells = of_panel(panel, name) if panel is not None and name in OF_PANEL else OF_RUN[name](life)
        found |= {f"{name}: {cell}": value for cell, value in cells}
    return life, found | {name: found[name] for name in asked.quantities if name not in tables}


def of_panel(panel: Panel, name: str) -> Iterator[tuple[str, float]]:
    """Yield the figures of a table of a panel."""
    for cell in OF_PANEL[name](panel):
        yield cell.name, share(panel, cell).value


def cells_of(name: str, scenario: Scenario) -> Sequence[str]:
    """Return the cells of a table of figures as a scenario would have them, the values meaning nothing."""
    _, found = figures(scenario, 1, Asked((name,)))
    return [each.partition(": ")[2] for each in found]

"""Abuse: what rings take and leave behind, and what keeping them out costs the lender and the honest."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.ledger import Cause
from sim.measures.economics import rewards_in_money
from sim.measures.growth import honest, share
from sim.people import account_cost
from sim.result import Column, Measure, Table
from sim.tables import ACCOUNTS, NONE, Records, Tally
from sim.terms import MINOR_UNITS
from sim.world import Life


def measures(life: Life) -> dict[str, Measure]:
    """Return the measures of abuse."""
    accounts, rings = life.tables.accounts[: life.world.count[ACCOUNTS]], life.tables.rings
    tally, posted = life.tables.days["tally"].sum(axis=0), life.tables.days["posted"].sum(axis=0) / MINOR_UNITS
    in_ring = ~honest(life)
    taken, all_rewards = by_ring(life).sum() / MINOR_UNITS, rewards_in_money(life)[1].sum() / MINOR_UNITS
    paid = int(rings["applied"] @ costs(life)) / MINOR_UNITS
    return {
        "rings_entered": Measure(int((rings["begun"] != NONE).sum()), "count", "organisers who have opened a ring"),
        "ring_accounts": Measure(int(in_ring.sum()), "count", "accounts of rings"),
        "ring_rewards": Measure(taken, "money",
                                "rewards in money that ring accounts hold or were paid, less breakage and what was taken back"),
        "ring_reward_share": Measure(share(taken, all_rewards), "share", "of all rewards in money, those of ring accounts"),
        "ring_gain": Measure(taken - paid, "money",
                             "rewards in money of rings less what their identities cost them; bust-outs left aside"),
        "bust_out_loss": Measure(int(accounts["written_off"][in_ring].sum()) / MINOR_UNITS, "money",
                                 "principal written off on ring accounts, before recoveries"),
        "honest_refused": Measure(int(tally[Tally.HONEST_REFUSED]), "count",
                                  "honest applicants refused by the fraud check, the identity check or the velocity cap"),
        "honest_frozen": Measure(int(tally[Tally.HONEST_FROZEN]), "count", "honest customers frozen as part of a ring"),
        "frozen_accounts": Measure(int(tally[Tally.FROZEN]), "count", "accounts frozen as part of a ring"),
        "fraud_check_cost": Measure(posted[Cause.IDENTITY_CHECK] + posted[Cause.FRAUD_REVIEW], "money",
                                    "identity checks and closer looks at accounts"),
    }


def rings(life: Life) -> Table:
    """Return every organiser, whether she has opened a ring or not."""
    table, accounts = life.tables.rings, life.tables.accounts[: life.world.count[ACCOUNTS]]
    mine = accounts[~honest(life)]
    written_off = np.zeros(len(table), dtype=np.int64)
    np.add.at(written_off, ring_of(life, mine), mine["written_off"])
    return Table("rings", "One row an organiser of a ring.", {
        "begun": Column(table["begun"], "days", "day on which she began (-1: never)"),
        "planned": Column(table["accounts"], "count", "accounts she means to open"),
        "fan": Column(table["fan"], "count", "accounts that each invites at most; 1: a chain, all but one: a star"),
        "applied": Column(table["applied"], "count", "applications so far"),
        "opened": Column(np.bincount(ring_of(life, mine), minlength=len(table)), "count", "accounts opened"),
        "found": Column(table["found"], "count", "accounts that were found and frozen"),
        "account_cost": Column(costs(life) / MINOR_UNITS, "money", "what an identity costs her"),
        "rewards": Column(by_ring(life) / MINOR_UNITS, "money", "rewards in money, held or paid"),
        "written_off": Column(written_off / MINOR_UNITS, "money", "principal written off on her accounts"),
    })


def ring_of(life: Life, accounts: Records) -> NDArray[np.int64]:
    """Return the ring of some ring accounts."""
    return np.asarray((accounts["person"] - life.scenario.persons) // life.scenario.abuse.accounts, dtype=np.int64)


def by_ring(life: Life) -> NDArray[np.int64]:
    """Return the rewards in money that each ring holds or was paid, in minor units."""
    accounts, amounts = rewards_in_money(life)
    payees = life.tables.accounts[accounts]
    mine = payees["person"] >= life.scenario.persons
    sums = np.zeros(len(life.tables.rings), dtype=np.int64)
    np.add.at(sums, ring_of(life, payees[mine]), amounts[mine])
    return sums


def costs(life: Life) -> NDArray[np.int64]:
    """Return what an account costs each organiser, in minor units."""
    abuse = life.scenario.abuse
    firsts = life.scenario.persons + abuse.accounts * np.arange(len(life.tables.rings))
    each = [account_cost(life.world.seed, who, abuse.cost_low, abuse.cost_high) for who in firsts.tolist()]
    return np.array(each, dtype=np.int64)

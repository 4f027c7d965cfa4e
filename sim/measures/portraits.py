"""Measures by portrait: the same money and people as in the totals, by who they are; ratios of the honest alone."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.measures.economics import application_costs, rewards_in_money
from sim.measures.risk import BUCKET_30, BUCKET_90
from sim.result import Column, Table
from sim.tables import ACCOUNTS, NONE, Person, State
from sim.terms import MINOR_UNITS
from sim.world import Life

COUNTS = {
    "persons": "persons", "applications": "who have applied", "approved": "accounts opened",
    "activated": "accounts with a first purchase", "referred": "of these: brought by a referrer",
    "referring": "of these: have invited somebody", "friends": "activated friends they have brought",
    "charged_off": "accounts written off",
}
MONEY = {
    "gmv": "purchases", "rewards": "rewards in money they hold or were paid", "margin": "contribution margin",
    "acquisition": "what bringing them has cost, declined applicants included",
    "profit": "margin less acquisition, before overhead",
    "net_charge_off": "principal written off, less recoveries", "balance": "principal owed at the end",
    "balance_30": "of this: 30 or more days past due", "balance_90": "of this: 90 or more days past due",
}
RATIOS = {
    "referring_share": ("share", "referring", "activated", "activated accounts that have invited somebody"),
    "margin_each": ("money", "margin", "activated", "contribution margin of an activated account"),
    "profit_each": ("money", "profit", "activated", "profit of an activated account"),
    "dpd30_share": ("share", "balance_30", "balance", "balance 30 or more days past due"),
    "dpd90_share": ("share", "balance_90", "balance", "balance 90 or more days past due"),
    "charged_off_share": ("share", "charged_off", "activated", "accounts written off, of those activated"),
}


def by_portrait(life: Life) -> Table:
    """Return one row a portrait.

    Counts and money add up to the run's totals, rings included, but for what is no customer's (overhead, coupons that
    lapse) and for written-off fees. Ratios tell how people behave: rings are left out.
    """
    everybody = len(life.tables.persons)
    counts, money = counted(life, everybody), paid(life, everybody)
    columns = {"portrait": Column(np.array(list(life.scenario.portraits)), "name", "portrait")}
    columns |= {name: Column(counts[name], "count", about) for name, about in COUNTS.items()}
    columns |= {name: Column(money[name] / MINOR_UNITS, "money", about) for name, about in MONEY.items()}
    honest = counted(life, life.scenario.persons) | {
        name: sums / MINOR_UNITS for name, sums in paid(life, life.scenario.persons).items()}
    for name, (unit, part, whole, about) in RATIOS.items():
        of = honest[whole]
        columns[name] = Column(np.divide(honest[part], of, out=np.full(len(of), np.nan), where=of > 0), unit, about)
    return Table("portraits", "One row a portrait.", columns)


def summed(life: Life, until: int, persons: NDArray[Any], values: NDArray[Any]) -> NDArray[np.int64]:
    """Return a sum for each portrait of values that belong to persons, of the first ``until`` persons."""
    found, among = np.zeros(len(life.scenario.portraits), dtype=np.int64), persons < until
    np.add.at(found, life.tables.persons["portrait"][persons[among]], values[among])
    return found


def counted(life: Life, until: int) -> dict[str, NDArray[np.int64]]:
    """Return how many there are of each portrait among the first ``until`` persons."""
    persons, accounts = life.tables.persons, life.tables.accounts[: life.world.count[ACCOUNTS]]
    everybody, bought = np.arange(len(persons)), accounts["activated"] != NONE
    of_accounts = {
        "approved": np.ones(len(accounts), dtype=np.int64), "activated": bought,
        "referred": bought & (accounts["referrer"] != NONE),
        "referring": bought & (accounts["invitations"] > 0), "friends": accounts["friends"],
        "charged_off": accounts["state"] == State.CHARGED_OFF,
    }
    applied = {"persons": everybody < life.scenario.persons, "applications": persons["state"] != Person.PROSPECT}
    return ({name: summed(life, until, everybody, values) for name, values in applied.items()}
            | {name: summed(life, until, accounts["person"], values) for name, values in of_accounts.items()})


def paid(life: Life, until: int) -> dict[str, NDArray[np.int64]]:
    """Return the sums of money of each portrait among the first ``until`` persons, in minor units."""
    accounts, (payees, rewards) = life.tables.accounts[: life.world.count[ACCOUNTS]], rewards_in_money(life)
    declined = np.flatnonzero(life.tables.persons["state"] == Person.DECLINED)
    owed = accounts["owed_principal"].sum(axis=1, dtype=np.int64) + accounts["pay_later"] + accounts["carried"]
    owed += accounts["plan_balance"]
    of_accounts = {
        "gmv": accounts["spent"], "margin": accounts["margin"], "acquisition": accounts["acquisition"],
        "net_charge_off": accounts["written_off"].astype(np.int64) - accounts["recovered"], "balance": owed,
        "balance_30": owed * (accounts["bucket"] >= BUCKET_30), "balance_90": owed * (accounts["bucket"] >= BUCKET_90),
    }
    found = {name: summed(life, until, accounts["person"], values) for name, values in of_accounts.items()}
    found["rewards"] = summed(life, until, accounts["person"][payees], rewards)
    found["acquisition"] += summed(life, until, declined, application_costs(life, declined))
    return found | {"profit": found["margin"] - found["acquisition"]}

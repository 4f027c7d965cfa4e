"""Customers of three planted kinds: revolvers who are often late, small transactors, and large ones whose file is thin."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from experiments.customers.attributes import Attribute
from experiments.customers.customers import Customers
from experiments.customers.quality import Quality
from experiments.panel.table import Panel, Status

MONTHS = 6


class Kind(NamedTuple):
    """What accounts of a kind are like."""

    share: float
    limit: float
    utilisation: float
    payment: float
    late: float
    default: float


KINDS = (Kind(0.5, 10_000.0, 0.8, 0.15, 0.4, 0.35), Kind(0.3, 3_000.0, 0.15, 1.0, 0.02, 0.05),
         Kind(0.2, 60_000.0, 0.4, 1.0, 0.02, 0.02))


def planted(accounts: int = 1_500, kinds: tuple[Kind, ...] = KINDS, seed: int = 1) -> tuple[Customers, np.ndarray]:
    """Customers of some kinds, and the kind of each."""
    luck = np.random.default_rng(seed)
    kind = np.repeat(np.arange(len(kinds)), [round(each.share * accounts) for each in kinds])
    of = {name: np.array([getattr(each, name) for each in kinds])[kind] for name in Kind._fields[1:]}
    limit = of["limit"] * np.exp(0.3 * luck.standard_normal(len(kind)))
    rows = np.repeat(np.arange(len(kind)), MONTHS)
    own = np.clip(of["utilisation"] + 0.1 * luck.standard_normal(len(kind)), 0.01, 1.0)
    balance = limit[rows] * own[rows] * luck.uniform(0.9, 1.1, len(rows))
    share = np.clip(of["payment"] - 0.05 * np.abs(luck.standard_normal(len(kind))), 0.0, 1.0)
    habit = luck.beta(8.0 * of["late"], 8.0 * (1.0 - of["late"]))
    late = 1 * (luck.random(len(rows)) < habit[rows])
    status = np.select([late > 0, share[rows] < 0.7], [Status.LATE, Status.REVOLVER], Status.TRANSACTOR)
    panel = Panel.of({
        "account": rows, "month": np.tile(np.arange(MONTHS), len(kind)), "limit": limit[rows], "balance": balance,
        "billed": balance,
        "paid": np.concatenate([[0.0], balance[:-1]]) * share[rows], "spent": 0.3 * limit[rows], "late": late,
        "status": status})
    attributes = {"age": Attribute(luck.integers(20, 70, len(kind)).astype(float)), "thin_file": Attribute(1.0 * (kind == 2)),
                  "home": Attribute(luck.integers(0, 2, len(kind)).astype(float), ("owned", "rented"))}
    default = 1.0 * (luck.random(len(kind)) < of["default"])
    return Customers(panel, limit, limit / 3.0, attributes, default, "90 days past due within a year", "CNY",
                     luck.random(len(kind)), quality(len(kind))), kind


def quality(accounts: int) -> Quality:
    """What is known of a clean file."""
    return Quality("planted.csv", accounts, accounts, {}, accounts, MONTHS * accounts, ("2024-01", "2024-06"), (), (), ())

"""The statements of a run, as a lender would have them in a file: one row an account and month."""

from __future__ import annotations

import numpy as np

from experiments.panel.watching import watched
from sim.measures.tabulate import count, money, origins, portraits, words
from sim.result import Column, Table
from sim.scenario import Scenario
from sim.tables import MONTH, Channel
from sim.terms import MINOR_UNITS


def statements(scenario: Scenario, seed: int) -> Table:
    """Run a scenario and return its statements. What nature alone knows, such as creditworthiness, is not among them.

    Raises ValueError as ``start`` does.
    """
    life, panel = watched(scenario, seed)
    book = life.tables.accounts[panel.account]
    who = life.tables.persons[book["person"]]
    amounts = {name: (getattr(panel, name) * MINOR_UNITS).round().astype(np.int64)
               for name in ("limit", "balance", "billed", "paid", "spent")}
    columns = {
        "account": count(panel.account, "number of the account"),
        "month": Column(panel.month, "months", "month of the statement, from 0"),
        "opened": Column(book["opened"] // MONTH, "months", "month in which the account was opened"),
        "channel": Column(words(Channel, origins(life)[panel.account]), "name", "who brought it"),
        "income": money(who["income"], "monthly income as declared"),
        "limit": money(amounts["limit"], "limit"),
        "balance": money(amounts["balance"], "all that is owed, fees included"),
        "billed": money(amounts["billed"], "what the statement asks for"),
        "paid": money(amounts["paid"], "paid since the statement before"),
        "spent": money(amounts["spent"], "bought since the statement before"),
        "purchases": count(panel.purchases.astype(np.int64), "in so many purchases"),
        "missed": count(panel.late, "statements missed"),
    }
    if scenario.portraits:
        columns["portrait"] = portraits(life, book["person"])
    return Table("statements", "One row an account and month, on its statement day.", columns)

"""The search for a better scheme: many designs with one run each, then the answer from fresh seeds.

>>> from experiments.search import search
>>> found = search({"study": "search", "scenario": "cash_for_invites", "set": {"persons": 300, "days": 30},
...                 "vary": {"rewards.referrer.amount.pay": [0, 80]}, "maximise": "profit",
...                 "trials": 4, "candidates": 2, "most_replications": 10})
>>> [each.candidate.name for each in found.verified.standings][0]
'today'
"""

from __future__ import annotations

from experiments.search.adopting import CannotAdopt, adopt
from experiments.search.plan import Plan, plan
from experiments.search.sampling import NoSampler
from experiments.search.searching import Searched, search
from experiments.search.storage import CannotExport, export

__all__ = ["CannotAdopt", "CannotExport", "NoSampler", "Plan", "Searched", "adopt", "export", "plan", "search"]

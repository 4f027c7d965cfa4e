"""The assumption register: every setting of a scenario, how well it is known, and how far the results move with it.

>>> from experiments.assumptions import plan, register
>>> study = {"study": "assumptions", "scenario": "cash_for_invites", "set": {"persons": 300, "days": 40}, "trajectories": 4}
>>> found = register(plan(study | {"only": ["credit.lgd", "loan.floor", "population.launch"]}))
>>> by_path = {each.path: each for each in found.entries}
>>> by_path["credit.lgd"].grade, by_path["loan.floor"].state
('published', 'not in use')
"""

from __future__ import annotations

from experiments.assumptions.found import Register
from experiments.assumptions.plan import Plan, plan
from experiments.assumptions.screening import register

__all__ = ["Plan", "Register", "plan", "register"]

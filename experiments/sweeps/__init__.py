"""A sweep: a scenario at many points of some of its settings, each under the same seeds.

>>> found = sweep({"study": "sweep", "scenario": "cash_for_invites", "set": {"persons": 300, "days": 30},
...                "vary": {"rewards.referrer.amount.pay": [0, 80]}, "measures": "profit", "replications": 2})
>>> found.response.to_pandas().columns.tolist()[:4]
['design', 'rewards.referrer.amount.pay', 'blocked', 'measure']
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Unpack

from experiments.study.conduct import How, conduct
from experiments.study.folder import digest
from experiments.sweeps.plan import Plan, plan
from experiments.sweeps.swept import Swept

__all__ = ["Plan", "Swept", "plan", "sweep"]


def sweep(study: str | Path | Mapping[str, Any] | Plan, **how: Unpack[How]) -> Swept:
    """Run a sweep: a shipped study by its name, a file, a study written in Python, or its plan. See ``How`` for the rest.

    Raises ScenarioError with all that is wrong with the study, and what ``conduct`` raises.
    """
    what = study if isinstance(study, Plan) else plan(study)
    tasks = what.tasks
    total = len({each.key for each in tasks})
    return conduct(what.study, digest(tasks), total, lambda lab: Swept(what, tuple(lab.run(tasks))), how)

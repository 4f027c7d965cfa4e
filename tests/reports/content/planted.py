"""Evidence of which the truth is planted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.study.folder import Kept
from reports.content.answer import Case, of_schemes
from reports.content.evidence import Evidence, Kind, Source
from reports.content.paired import Paired
from reports.content.terms import Terms, parsed
from scenarios.guardrails import Finding, Verdict

SEEDS = 10
SHARED = np.linspace(-50.0, 50.0, SEEDS)
OWN = np.tile([10.0, -10.0], SEEDS // 2)
BLOCK = Finding("G1", "Pay on indirect recruits", Verdict.BLOCK, "too deep", "team.depth", "", 0, 0, "", "")
UNITS = {"profit": "money", "reward_cost": "money", "activated_accounts": "count", "net_charge_off": "money",
         "ring_reward_share": "share", "payback_month": "months", "dpd90_share": "share"}
Values = NDArray[np.float64]


def values(mean: float, own: float = 1.0) -> Values:
    """A number a seed around a mean: luck that all share, and luck of one's own."""
    return mean + SHARED + own * OWN


def case(profits: Mapping[str, Values], caps: Sequence[str] = (), blocked: Sequence[str] = (), days: int = 360,
         more: Mapping[str, Mapping[str, Values]] | None = None, **records: Any) -> Case:
    """Schemes that earn what is planted, and pay a tenth of it in rewards; ``records`` are those of studies, by kind."""
    record = {"currency": "CNY", "persons": 1_000, "days": days, "scenarios": list(profits)}
    findings = {name: (BLOCK._replace(verdict=Verdict.BLOCK if name in blocked else Verdict.OK),) for name in profits}
    evidence = Evidence((Source(Path(), Kind.COMPARISON, record),), findings=findings,
                        studies={Kind(kind): Kept(told, {}) for kind, told in records.items()})
    figures = Paired({name: {"profit": each, "reward_cost": 0.1 * each, **(more or {}).get(name, {})}
                      for name, each in profits.items()}, UNITS, tuple(range(len(next(iter(profits.values()))))))
    return Case(evidence, of_schemes(evidence, figures, Terms(tuple(parsed(cap, "CNY") for cap in caps)), ""))

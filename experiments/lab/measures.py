"""Which measures there are, without a run worth the name; and of which of them more is better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from experiments.lab.rolling import measured
from experiments.study.door import S, Written
from scenarios.faults import Fault, ScenarioError, suggestion
from scenarios.load import load
from sim.engine import Engine
from sim.result import Measure

MORE_IS_BETTER = (
    "activated_accounts", "referred_accounts", "active_accounts", "k_factor", "gmv", "revenue", "contribution_margin", "profit",
    "ltv", "return_on_rewards", "margin_12_referred", "margin_12_organic", "profit_per_referred", "profit_per_organic",
    "interest_income",
)
LESS_IS_BETTER = (
    "dpd30_share", "dpd90_share", "ecl", "net_charge_off", "net_charge_off_rate", "fraud_loss", "charged_off_accounts",
    "reward_cost", "acquisition_cost", "cac", "payback_month", "bad_rate_referred", "bad_rate_organic", "written_off_share",
    "npl_ratio", "npl_mean", "ring_rewards", "ring_gain", "bust_out_loss", "honest_refused", "honest_frozen", "fraud_check_cost",
)
SENSE: Mapping[str, int] = dict.fromkeys(MORE_IS_BETTER, 1) | dict.fromkeys(LESS_IS_BETTER, -1)
"""1 where a lender wants more of a measure, -1 where less; one that is not named is neither good nor bad by itself."""


@cache
def measures() -> Mapping[str, Measure]:
    """Return every measure by name, with its unit and meaning; the values mean nothing.

    Enterprise loans have all of them, consumer credit all but a few.
    """
    return measured(Engine(load("enterprise_base", {"persons": 200, "days": 1}), 1).run())


def check_measures(study: Written[S], where: str = "measures") -> None:
    """Raise ScenarioError for measures named in a study that do not exist."""
    faults = [*unknown(study, where)]
    if faults:
        raise ScenarioError(faults)


def unknown(study: Written[S], where: str) -> Iterator[Fault]:
    """Yield a fault for each measure named in a study, in a list or as the names of settings, that does not exist."""
    named = getattr(study.says, where)
    for place, name in zip(named if isinstance(named, Mapping) else range(len(named)), named, strict=True):
        if name not in measures():
            hint = suggestion(name, measures(), "see docs/measures.md; some are")
            yield study.fault((where, place), f"there is no measure '{name}'", hint)

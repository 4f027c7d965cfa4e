"""What an organiser of rings can find out about a scheme: what it asks of an account, and how often one is let in."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from sim import decide
from sim.decide import chosen
from sim.draw import quantile
from sim.facts import Applicant, Application, FraudSignal, Leader, Reason, Verdict
from sim.scenario import Scenario
from sim.tables import Record

LONGEST_WAIT = 36
CHANCES = 200
POINTS = 20
MANY = 1_000_000


def scout(policy: Record, scenario: Scenario) -> None:
    """Write down what an account must do for all lines and to lead a team, and the chances of being let in."""
    lines = policy.lines[: policy.line_count]
    lines = lines[lines["least_spend"] >= 0]
    policy.smallest = getattr(scenario.behaviour.exploit.terms, "smallest", 0)
    if len(lines):
        policy.payments_to_lead = payments_to_lead(scenario) if scenario.team.depth else 0
        policy.least_payments = max(int(lines["least_payments"].max()), policy.payments_to_lead)
        policy.least_spend = max(policy.smallest, lines["least_spend"].max())
        policy.longest_wait = (lines["least_days"] + lines["hold"]).max()
    policy.approved, policy.refused = approved(scenario) if scenario.abuse.organisers else 1.0, refused(scenario)


def payments_to_lead(scenario: Scenario) -> int:
    """Return after how many statements repaid on time somebody with many friends leads a team; 0 where nobody ever does."""
    rule = chosen("qualify", scenario.team.qualify)
    qualifies = [decide.qualify(Leader(MANY, MANY, on_time, 0), rule) for on_time in range(LONGEST_WAIT + 1)]
    return bisect_left(qualifies, True) % (LONGEST_WAIT + 1)


def refused(scenario: Scenario) -> float:
    """Return the chance that the checks for fraud refuse a false identity with a full file."""
    signal = FraudSignal(fraudulent=True, thin=False)
    check, identity = chosen("fraud_check", scenario.credit.fraud_check), chosen("identity_check", scenario.credit.identity_check)
    lucks = [(k + 0.5) / CHANCES for k in range(CHANCES)]
    flagged = float(np.mean([decide.fraud_check(signal, check, luck) for luck in lucks]))
    fails = float(np.mean([decide.identity_check(signal, identity, luck) == Verdict.FLAGGED for luck in lucks]))
    return 1.0 - (1.0 - flagged) * (1.0 - fails)


def approved(scenario: Scenario) -> float:
    """Return the chance that the score of a bought identity of median income, whom no check flags, is approved."""
    population, credit, thin = scenario.population, scenario.credit, scenario.abuse.thin_file
    score, approve = chosen("score", credit.score), chosen("approve", credit.approve)
    normals = [quantile((k + 0.5) / POINTS) for k in range(POINTS)]
    found = 0.0
    for is_thin, weight in ((True, thin), (False, 1.0 - thin)):
        for z in normals:
            deal = population.deal_mean + population.deal_theta * z
            nature = Applicant(population.theta_mean + z, deal, is_thin, False)
            points = [decide.score(nature, score, luck) for luck in normals]
            seen = [Application(each, is_thin, False, population.income_median) for each in points]
            found += weight * float(np.mean([decide.approve(each, approve) == Reason.APPROVED for each in seen]))
    return found / POINTS

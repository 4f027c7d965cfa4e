"""Is anybody lent to without being assessed, or lent more while in persistent debt?

A deferred payment agreement needs a creditworthiness assessment from 15 July 2026 on, whatever its size. Customers in
persistent debt (who have paid more in interest and charges than of what they owe) for 12 months are not to be offered
higher limits, by the agreement of the industry that followed the FCA's credit card market study. No rule of the model
looks at carried debt before it raises a limit, so every rise is in question unless declared otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.guardrails.asking import ask
from scenarios.guardrails.borrowing import carries_debt
from scenarios.guardrails.finding import NOT_TO_CONSUMERS, Answer, Case, Law, Verdict
from scenarios.guardrails.limit_rises import limit_rises
from sim.facts import Application, Reason
from sim.scenario import ENTERPRISE_LOAN, Scenario

LAW = Law("Underwriting, and limits in persistent debt",
          "FCA PS26/1 and CONC 5.2A (from 15 July 2026); FCA credit card market study, CP17/10 ch. 4, and CONC 6.7", "uk")
BAD = [Application(score=450.0, thin=thin, flagged=False, income=0) for thin in (False, True)]
"""Scores have mean 600 and standard deviation 50: one applicant in 700 has fewer points."""


def g8_uk_lending(case: Case) -> Iterator[Answer]:
    """Yield where nobody is turned away, and where limits rise in persistent debt."""
    if case.scenario.product.kind == ENTERPRISE_LOAN:
        yield NOT_TO_CONSUMERS
        return
    found = [*unassessed(case.scenario), *in_persistent_debt(case.scenario)]
    yield from found or [Answer(Verdict.OK, "applications are assessed; no limit rises in persistent debt", ("credit", "approve"))]


def unassessed(scenario: Scenario) -> Iterator[Answer]:
    """Yield where an application is approved that is as bad as applications are."""
    if any(ask("approve", scenario.credit.approve, each) == Reason.APPROVED for each in BAD):
        yield Answer(Verdict.BLOCK, f"an application with {BAD[0].score:g} points and no income is approved",
                     ("credit", "approve"), "turn those away who cannot afford it: raise cut_off and thin_cut_off")


def in_persistent_debt(scenario: Scenario) -> Iterator[Answer]:
    """Yield the limits that rise whatever is carried over."""
    if scenario.compliance.persistent_debt_excluded or not carries_debt(scenario.product):
        return
    for what, path in limit_rises(scenario):
        yield Answer(Verdict.BLOCK, f"{what}, in persistent debt too", path,
                     "leave those in persistent debt out, then set compliance.persistent_debt_excluded to true")

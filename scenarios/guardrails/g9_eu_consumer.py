"""Is more credit granted than was asked for, or credit advertised as easy?

The second Consumer Credit Directive applies from 20 November 2026. It prohibits granting credit that nobody has asked
for, and lets member states prohibit advertising that stresses how easily or fast credit is had.
"""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.guardrails.finding import NOT_TO_CONSUMERS, Answer, Case, Law, Verdict
from scenarios.guardrails.limit_rises import limit_rises
from sim.scenario import ENTERPRISE_LOAN

LAW = Law("Unsolicited limits, advertising of ease", "Directive (EU) 2023/2225 (CCD2), Art. 8 and 17, from 20 November 2026", "eu")


def g9_eu_consumer(case: Case) -> Iterator[Answer]:
    """Yield the limits that rise unasked, and advertising that is declared to stress ease."""
    if case.scenario.product.kind == ENTERPRISE_LOAN:
        yield NOT_TO_CONSUMERS
        return
    terms, found = case.scenario.compliance, []
    if not terms.limit_rise_on_request:
        for what, path in limit_rises(case.scenario):
            found.append(Answer(Verdict.WARN, f"{what}, unasked", path,
                                "raise limits on request, then set compliance.limit_rise_on_request to true"))
    if terms.advertising_stresses_ease:
        found.append(Answer(Verdict.WARN, "advertising stresses how easily or fast credit is had",
                            ("compliance", "advertising_stresses_ease"), "advertise what it costs instead"))
    yield from found or [Answer(Verdict.OK, "no limit rises unasked; advertising does not stress ease",
                                ("compliance", "limit_rise_on_request"))]

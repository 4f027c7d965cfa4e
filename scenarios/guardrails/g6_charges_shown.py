"""Is every charge shown to the borrower by itself and as a rate a year?"""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.guardrails.borrowing import charges, percent
from scenarios.guardrails.finding import Answer, Case, Law, Verdict

LAW = Law("Charges itemised and annualised",
          "金规〔2025〕9号 (in force since 1 October 2025); 中国人民银行公告〔2021〕第3号", "china")


def g6_charges_shown(case: Case) -> Iterator[Answer]:
    """Yield the charges that must be shown, and whether the terms are declared to show them."""
    shown = dict.fromkeys(f"{each.name} {percent(each.annual)}" for scenario in case.lived for each in charges(scenario))
    listed = ", ".join(shown)
    if case.scenario.compliance.charges_itemised:
        yield Answer(Verdict.OK, f"declared to be shown: {listed or 'no charge'}", ("compliance", "charges_itemised"))
    else:
        yield Answer(Verdict.WARN, f"not each shown by itself with its annual rate: {listed or 'no charge'}",
                     ("compliance", "charges_itemised"), "show each charge and its annual rate, then set it to true")

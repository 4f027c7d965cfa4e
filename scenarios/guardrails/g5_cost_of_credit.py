"""Does any borrowing cost more than 24 % a year, or do new loans on average more than 20 %?

All charges count (综合融资成本). The ceiling of 24 % is that of 法发〔2017〕22号, part 2, which takes interest, default
interest and fees together; the notice on loan facilitation demands that it be kept. The 20 % are window guidance of
October 2025 to consumer finance companies, known from the press alone. Compared is the nominal rate a year.
"""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.guardrails.borrowing import Charge, average, charges, percent
from scenarios.guardrails.finding import Answer, Case, Law, Verdict
from scenarios.tree import dotted

LAW = Law("Cost of credit, all charges",
          "金规〔2025〕9号 with 法发〔2017〕22号, part 2: 24 %; window guidance of October 2025: 20 % on average", "china")
CEILING, AVERAGE = 0.24, 0.20
ROUNDING = 1e-9


def g5_cost_of_credit(case: Case) -> Iterator[Answer]:
    """Yield what is too dear, or what the dearest borrowing costs."""
    found, mean = charges(case.scenario), average(case.scenario)
    dear = list(dearest(each for each in found if each.annual > CEILING + ROUNDING))
    for each in dear:
        yield Answer(Verdict.BLOCK, f"{told(each)}, above 24 %", each.path, f"lower {dotted(each.path)}")
    if mean.annual > AVERAGE + ROUNDING:
        value = f"{mean.name}: {percent(mean.annual)} a year on average, above 20 %"
        yield Answer(Verdict.WARN, value, mean.path, f"lower {dotted(mean.path)}")
    elif not dear:
        most = max((each for lived in case.lived for each in charges(lived)), key=lambda each: each.annual, default=mean)
        highest = max(average(lived).annual for lived in case.lived)
        yield Answer(Verdict.OK, f"at most {told(most)}; {mean.name}: {percent(highest)} on average", most.path)


def dearest(found: Iterator[Charge]) -> Iterator[Charge]:
    """Yield the dearest charge of each setting."""
    by_path: dict[object, Charge] = {}
    for each in found:
        by_path[each.path] = max(by_path.get(each.path, each), each, key=lambda one: one.annual)
    yield from by_path.values()


def told(charge: Charge) -> str:
    """Return what a charge costs in words."""
    return f"{charge.name}: {percent(charge.annual)} a year nominal, {percent(charge.effective)} effective"

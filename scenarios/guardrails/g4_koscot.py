"""Does one pay for the right to be paid for recruits, whatever is sold to end users?

The Federal Trade Commission's test of a pyramid scheme: participants pay money for the right to sell and the right to
receive, for recruiting others, rewards unrelated to sales to ultimate users. A purchase that is required counts as
payment (Webster v. Omnitrition, 9th Cir. 1996). Here a sale to an end user is a friend's purchase.
"""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.guardrails.asking import needs_purchase, paid_for_others
from scenarios.guardrails.finding import Answer, Case, Law, Verdict

LAW = Law("A paid-in right to recruit (Koscot test)", "In re Koscot Interplanetary, 86 F.T.C. 1106 (1975), on FTC Act s. 5", "us")
PAID_IN = ("paid_in_right", "joining_fee", "own_purchase_required")


def g4_koscot(case: Case) -> Iterator[Answer]:
    """Yield what is paid in, and whether pay for recruits hangs on their purchases."""
    paid_in = [name for name in PAID_IN if getattr(case.scenario.compliance, name)]
    lines = paid_for_others(case.scenario)
    unrelated = ", ".join(name for name, line in lines.items() if not needs_purchase(line))
    if not (paid_in and lines):
        why = "the right to refer costs nothing" if lines else "nobody is paid for recruits"
        yield Answer(Verdict.OK, why, ("compliance", "paid_in_right"))
        return
    for name in paid_in:
        path, cure = ("compliance", name), "let the right to refer cost nothing"
        if unrelated:
            yield Answer(Verdict.BLOCK, f"a paid-in right, and pay without a purchase by the friend ({unrelated})", path, cure)
        else:
            yield Answer(Verdict.WARN, "a paid-in right, and pay on purchases by the friend", path, cure)

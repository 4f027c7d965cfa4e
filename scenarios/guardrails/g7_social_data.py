"""Does the score use data on one's friends without a stated purpose and a consent of its own?

The Personal Information Protection Law asks for a specified, stated purpose (Art. 6, 17), a separate consent for passing
data on and for sensitive data (Art. 23, 29), and openness where decisions are automated (Art. 24). A score uses such data
if it comes out otherwise for the same applicant who was referred by somebody else, or whose friends have fared otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from scenarios.guardrails.asking import ask
from scenarios.guardrails.finding import Answer, Case, Law, Verdict
from sim.facts import Applicant
from sim.terms import Choice

LAW = Law("Social data in the score", "个人信息保护法 (PIPL, 2021), Art. 6, 13, 17, 23, 24, 29", "china")
DEVIATIONS = (-2.0, 0.0, 2.0)
ALONE = [Applicant(theta, 0.0, thin, seasoned, consents=True)
         for theta, thin, seasoned in product(DEVIATIONS, (False, True), (False, True))]
FRIENDS: tuple[dict[str, Any], ...] = (
    {"referred": True, "referrer_score": 500.0}, {"referred": True, "referrer_score": 700.0},
    {"referred": True, "referrer_on_time": 6}, {"referred": True, "referrer_bucket": 1}, {"customer_share": 1.0}, {"distress": 1.0},
)
"""What may be known of friends of an applicant who has none alone."""
ELSE = "or score without social data (credit.score: noisy)"


def g7_social_data(case: Case) -> Iterator[Answer]:
    """Yield what is missing where the score uses social data."""
    credit, found = case.scenario.credit, []
    if not social(credit.score):
        yield Answer(Verdict.OK, f"the score uses no social data (rule {credit.score.rule})", ("credit", "score"))
        return
    if not credit.separate_consent:
        found.append(Answer(Verdict.BLOCK, "social data in the score without separate consent", ("credit", "separate_consent"),
                            f"ask each applicant for a consent of its own, {ELSE}"))
    if not credit.social_data_purpose.strip():
        found.append(Answer(Verdict.BLOCK, "social data in the score without a stated purpose", ("credit", "social_data_purpose"),
                            f"state the purpose, {ELSE}"))
    purpose = f"social data with separate consent, for this purpose: {credit.social_data_purpose}"
    yield from found or [Answer(Verdict.OK, purpose, ("credit", "score"))]


def social(score: Choice) -> bool:
    """Tell whether a score hangs on friends, with any file, before or after behaviour is known, whatever the luck."""
    return any(ask("score", score, alone._replace(**friends), luck) != ask("score", score, alone, luck)
               for alone, luck, friends in product(ALONE, DEVIATIONS, FRIENDS))
